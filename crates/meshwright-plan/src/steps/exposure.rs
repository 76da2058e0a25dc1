//! What passes the gateways: services for other networks, istiod for remotes.

use meshwright_catalog::ports::WEBHOOK;
use meshwright_model::{Address, ClusterIndex, Exposure};

use crate::builder::{PlanBuilder, PlanContext};
use crate::manifest::{CrossNetworkGateway, ExposeIstiod, IstiodCertificate};
use crate::{Condition, Manifest, Op, Operand, OutputKey, Probe, StepId, StepKind};

/// Lets other networks in through the gateways of the primary and of its remotes.
///
/// Gateways read their configuration from the istiod that serves them, so the object goes into
/// every primary, and into no remote.
pub(crate) fn expose_services(cx: &PlanContext<'_>, plan: &mut PlanBuilder, index: ClusterIndex) {
    let served = std::iter::once(index).chain(cx.remotes[index.0].iter().copied());
    let served: Vec<_> = served.collect();
    expose_services_of(cx, plan, index, &served);
}

/// Lets other networks in through the gateways of `served`, with an object in the cluster whose
/// configuration their istiod reads.
pub(crate) fn expose_services_of(
    cx: &PlanContext<'_>,
    plan: &mut PlanBuilder,
    index: ClusterIndex,
    served: &[ClusterIndex],
) {
    let cluster = &cx.mesh[index];
    let served: Vec<_> = served
        .iter()
        .copied()
        .filter(|&index| cx.mesh.has_sidecar_gateway(index))
        .collect();
    if !cx.mesh.is_multi_network() || served.is_empty() {
        return;
    }
    let mut hosts: Vec<String> = served
        .iter()
        .map(|&index| {
            let domain = cx.mesh[index].cluster_domain.as_str();
            let local = domain.rsplit('.').next() == Some("local");
            if local {
                "*.local".to_owned()
            } else {
                format!("*.{domain}")
            }
        })
        .collect();
    hosts.sort();
    hosts.dedup();
    let manifest = CrossNetworkGateway {
        api_version: cx.release(index).gateways().networking_api.value().clone(),
        namespace: cx.system_namespace(index),
        hosts,
    };
    let file = cx.file(
        index,
        "04-expose-services.yaml",
        Manifest::CrossNetworkGateway(manifest),
    );
    let op = Op::ApplyManifests(vec![file.clone()]);
    let step = plan.in_cluster(index, cluster, StepKind::ExposeServices, op);
    if let Some(host) = cx.mesh.external_of(index) {
        // Its istiod checks the object where it is written.
        step.case("config")
            .say("primary", &cx.mesh[host].name)
            .after(StepId::of(&cx.mesh[host].name, StepKind::ExposeIstiod));
    }
    step.after(StepId::of(&cluster.name, StepKind::ControlPlane))
        .until(Condition::Applied {
            file: file.path.clone(),
        })
        .undone_by(Op::DeleteManifests(file));
}

/// Lets the primary's remotes reach its istiod.
pub(crate) fn expose_istiod(cx: &PlanContext<'_>, plan: &mut PlanBuilder, index: ClusterIndex) {
    let cluster = &cx.mesh[index];
    if !cx.serves_remotes(index) {
        return;
    }
    let host_name = host_name(&discovery_address(cx, index)).map(str::to_owned);
    if let Some(host) = &host_name {
        let op = Op::Probe(Probe::HostName { host: host.clone() });
        let address = StepId::of(&cluster.name, StepKind::GatewayAddress);
        let is_learned = plan.has(&address);
        let step = plan.in_cluster(index, cluster, StepKind::IstiodName, op);
        if is_learned {
            step.after(address);
        }
        step.say("host", host.as_str())
            .after(StepId::of(&cluster.name, StepKind::EastWestGateway))
            .until(Condition::NameResolves { host: host.clone() });
    }
    let certificate = host_name.clone().zip(cluster.istiod.credential.clone());
    if let Some((host, secret)) = &certificate {
        let op = Op::Probe(Probe::GatewayCertificate {
            secret: secret.clone(),
            host: host.clone(),
        });
        plan.in_cluster(index, cluster, StepKind::GatewayCertificate, op)
            .say("secret", secret)
            .say("host", host.as_str())
            .after(StepId::of(&cluster.name, StepKind::ControlPlane))
            .until(Condition::CertificateCovers {
                secret: secret.to_string(),
                host: host.clone(),
            });
    }
    let manifest = ExposeIstiod {
        api_version: cx.release(index).gateways().networking_api.value().clone(),
        namespace: cx.system_namespace(index),
        revision: cluster.istio.revision.clone(),
        cluster_domain: cluster.cluster_domain.clone(),
        host_name: host_name.clone(),
        certificate: certificate
            .as_ref()
            .map(|(host, secret)| IstiodCertificate {
                host: host.clone(),
                secret: secret.clone(),
            }),
    };
    let file = cx.file(
        index,
        "05-expose-istiod.yaml",
        Manifest::ExposeIstiod(manifest),
    );
    let op = Op::ApplyManifests(vec![file.clone()]);
    let step = plan.in_cluster(index, cluster, StepKind::ExposeIstiod, op);
    if let Some(host) = &host_name {
        step.after(StepId::of(&cluster.name, StepKind::IstiodName))
            .case(match certificate {
                Some(_) => "certificate",
                None => "host-name",
            })
            .say("host", host.as_str());
    }
    if certificate.is_some() {
        step.after(StepId::of(&cluster.name, StepKind::GatewayCertificate));
    }
    step.after(StepId::of(&cluster.name, StepKind::EastWestGateway))
        .until(Condition::Applied {
            file: file.path.clone(),
        })
        .undone_by(Op::DeleteManifests(file));
}

/// Where a remote finds the istiod of `primary`: the address of its east-west gateway.
pub(crate) fn discovery_address(cx: &PlanContext<'_>, primary: ClusterIndex) -> Operand<Address> {
    let cluster = &cx.mesh[primary];
    if let Some(address) = &cluster.istiod.address {
        return Operand::Known(address.clone());
    }
    let known = cluster
        .gateway
        .as_ref()
        .filter(|gateway| gateway.exposure != Exposure::NodePort)
        .and_then(|gateway| {
            let is_ip = |address: &&Address| matches!(address, Address::Ip(_));
            gateway
                .addresses
                .iter()
                .find(is_ip)
                .or_else(|| gateway.addresses.first())
        });
    match known {
        Some(address) => Operand::Known(address.clone()),
        None => Operand::From {
            step: StepId::of(&cluster.name, StepKind::GatewayAddress),
            output: OutputKey::GatewayAddress,
        },
    }
}

/// The host name that an address is; `None` for an IP address, and for one that is learned, which
/// has to be an IP address: istiod's certificate is made before.
pub(crate) fn host_name(address: &Operand<Address>) -> Option<&str> {
    match address {
        Operand::Known(Address::Hostname(name)) => Some(name),
        Operand::Known(Address::Ip(_)) | Operand::From { .. } => None,
    }
}

/// Where the webhook of a remote calls an istiod that has a host name; `None` where it calls the
/// remote's own Service, with this path.
pub(crate) fn injection_url(address: &Operand<Address>, path: &str) -> Option<String> {
    host_name(address).map(|host| format!("https://{host}:{}{path}", WEBHOOK.number))
}

/// The host name for which the cluster's istiod needs a certificate of its own; `None` where its
/// remotes dial an IP address, or its gateway shows them another certificate.
pub(crate) fn custom_host(cx: &PlanContext<'_>, index: ClusterIndex) -> Option<String> {
    if !cx.serves_remotes(index) || cx.mesh[index].istiod.credential.is_some() {
        return None;
    }
    host_name(&discovery_address(cx, index)).map(str::to_owned)
}
