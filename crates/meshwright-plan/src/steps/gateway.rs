//! The east-west gateway and its address.

mod annotations;
pub(crate) mod told;

use meshwright_model::{Address, ClusterIndex, EastWestGateway as Gateway, Exposure};

pub(crate) use annotations::annotations;

use crate::builder::{PlanBuilder, PlanContext};
use crate::install::Site;
use crate::istio::{EAST_WEST_GATEWAY, NODE_SELECTOR_ANNOTATION, revision};
use crate::manifest::{EastWestGateway, GatewayService, Installation, RemoteGateways};
use crate::op::HostNames;
use crate::steps::ambient;
use crate::{Condition, Manifest, Op, Probe, StepId, StepKind, install, steps};

/// Plans the gateway of a cluster that has one, after the steps that let its pod be injected.
pub(crate) fn east_west_gateway(
    cx: &PlanContext<'_>,
    plan: &mut PlanBuilder,
    index: ClusterIndex,
    needs: Vec<StepId>,
) {
    let cluster = &cx.mesh[index];
    let Some(gateway) = &cluster.gateway else {
        return;
    };
    if !cx.mesh.has_sidecar_gateway(index) {
        return;
    }
    let Some(method) = install::method(cluster.istio.install_method) else {
        return;
    };
    let Some(control_plane) = cx.mesh.control_plane_of(index) else {
        return;
    };
    let network = &cx.mesh[cluster.network].name;
    let site = Site { cx, index };
    let parts = (method.gateway)(site, Box::new(facts(cx, index, gateway)));
    install::add(cx, plan, index, parts, needs, |step| {
        if cx.mesh.external_of(index).is_some() {
            step.case("external")
                .say("primary", &cx.mesh[control_plane].name);
        } else if control_plane != index {
            step.case("remote")
                .say("primary", &cx.mesh[control_plane].name);
            if *cx.release(index).remote().local_istiod.value() {
                step.case("own-istiod");
            }
        }
        let serves = if cx.serves_remotes(index) {
            "remotes"
        } else {
            "none"
        };
        step.say("network", network).say("serves", serves);
    });
    address(cx, plan, index, gateway);
}

/// Plans the wait for an address where the cluster gives the gateway one.
fn address(cx: &PlanContext<'_>, plan: &mut PlanBuilder, index: ClusterIndex, gateway: &Gateway) {
    let cluster = &cx.mesh[index];
    let is_known = !gateway.addresses.is_empty();
    let (case, op, condition) = match gateway.exposure {
        Exposure::LoadBalancer if told::shows_no_address(cluster, gateway) => return,
        Exposure::LoadBalancer => {
            let gives_host_names = told::gives_host_names(cluster, gateway);
            let op = Op::WaitForAddress {
                service: EAST_WEST_GATEWAY,
                namespace: cx.system_namespace(index),
                // An ambient cluster's known addresses are those of its gateway for tunnels.
                expected: if cx.mesh.has_ambient_gateway(index) {
                    Vec::new()
                } else {
                    expected(gateway, gives_host_names)
                },
                host_names: host_names(cx, index, gateway),
            };
            let condition = Condition::GatewayHasAddress {
                service: EAST_WEST_GATEWAY,
            };
            (if gives_host_names { "eks" } else { "" }, op, condition)
        }
        Exposure::NodePort if !is_known => {
            let op = Op::Probe(Probe::NodeAddresses {
                selector: node_selector(gateway),
            });
            ("node-port", op, Condition::NodesHaveAddress)
        }
        Exposure::NodePort | Exposure::ExternalIps | Exposure::None => return,
    };
    let step = plan.in_cluster(index, cluster, StepKind::GatewayAddress, op);
    if !case.is_empty() {
        step.case(case);
    }
    step.say("network", &cx.mesh[cluster.network].name)
        .after(StepId::of(&cluster.name, StepKind::EastWestGateway))
        .until(condition);
}

/// The addresses that the Service may show. One that shows a host name shows none of the IP
/// addresses behind it.
fn expected(gateway: &Gateway, gives_host_names: bool) -> Vec<Address> {
    let is_shown =
        |address: &&Address| !gives_host_names || matches!(address, Address::Hostname(_));
    gateway.addresses.iter().filter(is_shown).cloned().collect()
}

/// What an istiod elsewhere makes of a host name that the Service may show.
fn host_names(cx: &PlanContext<'_>, index: ClusterIndex, gateway: &Gateway) -> HostNames {
    let is_told = gateway
        .addresses
        .iter()
        .any(|address| matches!(address, Address::Ip(_)));
    let ignores = |watcher: ClusterIndex| {
        let serves_others = cx.serves_remotes(index);
        let is_caller = watcher != index || serves_others;
        is_caller && !*cx.release(watcher).gateways().resolves_hostnames
    };
    let mut istiods = cx.mesh.istiods().map(|(watcher, _)| watcher);
    if cx.mesh.is_multi_network() && !is_told && istiods.any(ignores) {
        HostNames::Ignored
    } else {
        HostNames::Resolved
    }
}

/// The labels of the nodes whose addresses count, as kubectl selects them: from the JSON of the
/// annotation, all nodes where there is none.
fn node_selector(gateway: &Gateway) -> String {
    let written = gateway.annotations.get(NODE_SELECTOR_ANNOTATION);
    let labels: std::collections::BTreeMap<String, String> = written
        .and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default();
    let labels: Vec<String> = labels
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    labels.join(",")
}

/// Tells an istiod of gateways that it cannot find, by objects in the cluster that holds its
/// configuration.
pub(crate) fn remote_gateways(cx: &PlanContext<'_>, plan: &mut PlanBuilder, istiod: ClusterIndex) {
    let gateways = told::remote_gateways(cx, istiod);
    if gateways.is_empty() {
        return;
    }
    let index = cx.mesh.config_cluster_of(istiod).unwrap_or(istiod);
    let cluster = &cx.mesh[index];
    let kinds = StepId::of(&cluster.name, StepKind::GatewayApi);
    if !plan.has(&kinds)
        && let Some(step) = ambient::gateway_api::gateway_api(cx, plan, index)
    {
        step.case("told");
    }
    let names: Vec<String> = gateways
        .iter()
        .map(|gateway| gateway.cluster.to_string())
        .collect();
    let manifest = RemoteGateways {
        namespace: cx.system_namespace(index),
        gateways,
    };
    let file = cx.file(
        index,
        "04-remote-gateways.yaml",
        Manifest::RemoteGateways(manifest),
    );
    let op = Op::ApplyManifests(vec![file.clone()]);
    plan.in_cluster(index, cluster, StepKind::RemoteGateways, op)
        .say("istiod", &cx.mesh[istiod].name)
        .say("gateways", names)
        .after(kinds)
        .after(StepId::of(&cluster.name, StepKind::ControlPlane))
        .until(Condition::Applied {
            file: file.path.clone(),
        })
        .undone_by(Op::DeleteManifests(file));
}

fn facts(cx: &PlanContext<'_>, index: ClusterIndex, gateway: &Gateway) -> EastWestGateway {
    let cluster = &cx.mesh[index];
    let facts = cx.release(index).gateways();
    let mut annotations = annotations(cluster, gateway);
    let service = match gateway.exposure {
        Exposure::ExternalIps => GatewayService::ExternalIps(gateway.addresses.clone()),
        Exposure::NodePort => {
            // Known addresses are told to every istiod in `meshNetworks`. Without them istiod
            // looks for nodes with an ExternalIP, and only where this annotation is.
            if gateway.addresses.is_empty()
                && !gateway.annotations.contains_key(NODE_SELECTOR_ANNOTATION)
            {
                annotations.push((NODE_SELECTOR_ANNOTATION.to_owned(), "{}".to_owned()));
            }
            GatewayService::NodePort(gateway.port)
        }
        Exposure::LoadBalancer | Exposure::None => GatewayService::LoadBalancer,
    };
    EastWestGateway {
        cluster: cluster.name.clone(),
        network: cx.mesh[cluster.network].name.clone(),
        mesh_id: cx.mesh.id.clone(),
        namespace: cx.system_namespace(index),
        installation: Installation {
            revision: revision(cx.mesh, index),
            ..Installation::of(&cluster.istio)
        },
        router_mode_env: facts.router_mode_env.value().clone(),
        global_values: facts.operator_global_values.value().clone(),
        network_view_env: facts.requested_network_view_env.value().clone(),
        injection_template: facts.injection_template.value().clone(),
        service,
        port: gateway.port,
        exposes_istiod: cx.serves_remotes(index),
        platform: steps::openshift::gateway_platform(cx, index),
        takes_platform: *cx.release(index).openshift().gateway_chart_platform,
        has_budget: true,
        replicas: gateway.replicas,
        annotations,
        source_ranges: gateway
            .source_ranges
            .iter()
            .map(ToString::to_string)
            .collect(),
    }
}
