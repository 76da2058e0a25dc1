//! The front gateway of an external cluster: the Istio that serves it, its address, and the
//! certificate that it shows.

use meshwright_model::{Address, Exposure, LoadBalancer};

use super::External;
use crate::builder::PlanBuilder;
use crate::install::{self, Site, front as parts};
use crate::istio::{FRONT_GATEWAY, SYSTEM_NAMESPACE};
use crate::manifest::{FrontGateway, GatewayService, Installation, Namespace};
use crate::op::HostNames;
use crate::{Condition, Manifest, Op, Operand, Probe, StepKind, steps};

/// Plans the namespace, the gateway, its address, and a look at its certificate.
pub(super) fn front(external: &External<'_>, plan: &mut PlanBuilder) {
    let cx = external.cx;
    let cluster = external.cluster();
    let namespace = Namespace {
        name: SYSTEM_NAMESPACE.to_owned(),
        labels: Vec::new(),
        annotations: Vec::new(),
    };
    let file = cx.file(
        external.host,
        "00-front-namespace.yaml",
        Manifest::Namespace(namespace),
    );
    let apply = Op::ApplyManifests(vec![file.clone()]);
    plan.in_cluster(external.host, cluster, StepKind::FrontNamespace, apply)
        .after(external.step(StepKind::CheckCluster))
        .until(Condition::Applied {
            file: file.path.clone(),
        })
        .undone_by(Op::DeleteManifests(file));

    let site = Site {
        cx,
        index: external.host,
    };
    let told = led_by_hand(external);
    let parts = parts::front(site, facts(external), told.is_none());
    let needs = [external.step(StepKind::FrontNamespace)];
    install::add(cx, plan, external.host, parts, needs, |step| {
        if let (StepKind::FrontGateway, Some(address)) = (step.id.kind, told) {
            step.say("dialled", address).case("told");
        }
    });

    let exposure = cluster.gateway.as_ref().map(|gateway| gateway.exposure);
    let has_load_balancer = matches!(exposure, None | Some(Exposure::LoadBalancer));
    let waits = has_load_balancer && told.is_none();
    if waits || matches!(external.address, Operand::From { .. }) {
        let written = cluster
            .gateway
            .iter()
            .flat_map(|gateway| &gateway.addresses);
        let op = Op::WaitForAddress {
            service: FRONT_GATEWAY,
            namespace: SYSTEM_NAMESPACE,
            expected: written.cloned().collect(),
            host_names: HostNames::Resolved,
        };
        let step = plan.in_cluster(external.host, cluster, StepKind::FrontAddress, op);
        if let Operand::Known(address) = &external.address {
            step.say("address", address).case(match address {
                Address::Hostname(_) => "by-name",
                Address::Ip(_) => "known",
            });
        }
        step.after(external.step(StepKind::FrontGateway))
            .until(Condition::GatewayHasAddress {
                service: FRONT_GATEWAY,
            });
    }
    if let Some((host, secret)) = &external.certificate {
        let probe = Probe::FrontCertificate {
            secret: secret.clone(),
            host: host.clone(),
        };
        plan.in_cluster(
            external.host,
            cluster,
            StepKind::FrontCertificate,
            Op::Probe(probe),
        )
        .say("secret", secret.as_str())
        .say("host", host.as_str())
        .after(external.step(StepKind::FrontNamespace))
        .until(Condition::FrontCertificate {
            secret: secret.to_string(),
            host: host.clone(),
        });
    }
}

/// The address that remotes dial, where nobody in the cluster gives it to the gateway's Service:
/// something of the user's leads it to the node ports.
fn led_by_hand<'a>(external: &'a External<'_>) -> Option<&'a Address> {
    let cluster = external.cluster();
    let exposure = cluster.gateway.as_ref().map(|gateway| gateway.exposure);
    let asks = matches!(exposure, None | Some(Exposure::LoadBalancer));
    match &external.address {
        Operand::Known(address) if asks && cluster.load_balancer == LoadBalancer::None => {
            Some(address)
        }
        Operand::Known(_) | Operand::From { .. } => None,
    }
}

fn facts(external: &External<'_>) -> FrontGateway {
    let cluster = external.cluster();
    let gateway = cluster.gateway.as_ref();
    let service = match gateway.map(|gateway| gateway.exposure) {
        Some(Exposure::ExternalIps) => {
            let known = gateway.map(|gateway| gateway.addresses.clone());
            GatewayService::ExternalIps(known.unwrap_or_default())
        }
        // Somebody else's load balancer leads to the nodes: whatever ports they get.
        Some(Exposure::NodePort) => GatewayService::NodePort(0),
        Some(Exposure::LoadBalancer | Exposure::None) | None => GatewayService::LoadBalancer,
    };
    FrontGateway {
        installation: Installation {
            revision: None,
            ..Installation::of(&cluster.istio)
        },
        cluster_domain: cluster.cluster_domain.clone(),
        service,
        platform: steps::openshift::gateway_platform(external.cx, external.host),
        takes_platform: *external
            .cx
            .release(external.host)
            .openshift()
            .gateway_chart_platform,
        replicas: gateway.map_or(2, |gateway| gateway.replicas),
        annotations: gateway
            .map(|gateway| steps::gateway::annotations(cluster, gateway))
            .unwrap_or_default(),
        source_ranges: gateway
            .iter()
            .flat_map(|gateway| &gateway.source_ranges)
            .map(ToString::to_string)
            .collect(),
    }
}
