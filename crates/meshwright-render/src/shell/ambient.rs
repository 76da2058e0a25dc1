//! How the operations of the ambient data plane are spelled.
//!
//! `kubectl` comes with context and kubeconfig; the functions of `lib.sh` take it as their last
//! words.

use std::collections::BTreeSet;
use std::fmt::Write;

use meshwright_model::{Address, Cluster};
use meshwright_plan::istio::{SAMPLE_NAMESPACE, SYSTEM_NAMESPACE};
use meshwright_plan::manifest::Ambient;
use meshwright_plan::{Op, SharedService};

use super::quote::{flag, quote};

/// The file of the services that other clusters see, one a line: namespace, name, and `waypoint`
/// or `direct`.
pub const SHARED_SERVICES: &str = "services.txt";

/// The commands of an operation that only ambient clusters have; `None` for another one.
pub(super) fn run(op: &Op, cluster: &Cluster, kubectl: &str) -> Option<Vec<String>> {
    let name = quote(cluster.name.as_str());
    let line = match op {
        Op::ApplyGatewayApi { version } => {
            format!("apply_gateway_api {name} {} {kubectl}", quote(version))
        }
        Op::WaitForProgrammed {
            gateway,
            namespace,
            expected,
        } => {
            let expected: Vec<String> = expected.iter().map(Address::to_string).collect();
            let expected = quote(&expected.join(","));
            format!(
                "wait_for_programmed {gateway} {expected} {kubectl} {}",
                flag("namespace", namespace)
            )
        }
        Op::ShareServices { waypoint, .. } => {
            let waypoint = waypoint.as_ref().map_or("", |file| &file.path);
            let waypoint = quote(waypoint);
            format!("share_services {name} {SHARED_SERVICES} {waypoint} {kubectl}")
        }
        Op::RemoveWaypoints { .. } => {
            format!("remove_waypoints {name} {SHARED_SERVICES} {kubectl}")
        }
        _ => return None,
    };
    Some(vec![line])
}

/// What shows that such an operation is done; `None` for another one.
pub(super) fn check(op: &Op, kubectl: &str) -> Option<Vec<String>> {
    Some(match op {
        Op::ApplyGatewayApi { .. } => vec![format!(
            "{kubectl} {} get customresourcedefinitions gateways.gateway.networking.k8s.io \
             --output='jsonpath={{.metadata.annotations.gateway\\.networking\\.k8s\\.io/bundle-version}}'",
            flag("namespace", SYSTEM_NAMESPACE)
        )],
        Op::WaitForProgrammed {
            gateway, namespace, ..
        } => vec![format!(
            "{kubectl} {} get gateways.gateway.networking.k8s.io {gateway}",
            flag("namespace", namespace)
        )],
        Op::ShareServices { services, .. } => {
            let namespaces: BTreeSet<&str> = services
                .iter()
                .map(|service| service.namespace.as_str())
                .collect();
            namespaces
                .into_iter()
                .map(|namespace| {
                    format!(
                        "{kubectl} {} get services --selector=istio.io/global=true \
                         --label-columns=istio.io/use-waypoint",
                        flag("namespace", namespace)
                    )
                })
                .collect()
        }
        _ => return None,
    })
}

/// What shows that the agents of the nodes run.
pub(super) fn agents(ambient: &Ambient, kubectl: &str) -> Vec<String> {
    [
        (Ambient::CNI, ambient.cni_namespace),
        (Ambient::ZTUNNEL, ambient.ztunnel_namespace),
    ]
    .map(|(name, namespace)| {
        format!(
            "{kubectl} {} rollout status daemonset/{name} --timeout=5m",
            flag("namespace", namespace)
        )
    })
    .to_vec()
}

/// What the ztunnels of an ambient cluster know of the samples; `istioctl` is the program alone.
pub(super) fn known_samples(istioctl: &str, access: &str) -> Vec<String> {
    [
        "service --service-namespace",
        "workload --workload-namespace",
    ]
    .map(|words| format!("{istioctl} ztunnel-config {words}={SAMPLE_NAMESPACE}{access}"))
    .to_vec()
}

/// The lines of [`SHARED_SERVICES`].
pub fn shared_services(services: &[SharedService]) -> String {
    let mut lines = String::new();
    for service in services {
        let way = if service.has_waypoint {
            "waypoint"
        } else {
            "direct"
        };
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "{} {} {way}", service.namespace, service.name);
    }
    lines
}
