//! A NodePort gateway whose nodes' addresses the topology does not name.
//!
//! istiod counts only nodes with an ExternalIP, which nodes on bare metal do not have.

use meshwright_diag::{Finding, Safety, Severity, args};
use meshwright_model::{Exposure, Provider};

use crate::RuleContext;
use crate::repair::{append, fix, node_address};
use crate::rule::declare_rule;

declare_rule! {
    /// A NodePort gateway that istiod may find no address for.
    "GWY103", "node-port-without-addresses", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        // A control plane on node ports has its own rule, and has to change its exposure.
        if gateway.exposure != Exposure::NodePort
            || !gateway.addresses.is_empty()
            || !cx.remotes_of(index).is_empty()
        {
            continue;
        }
        let severity = match cluster.provider {
            Provider::Kubeadm | Provider::Kind | Provider::K3s => Severity::Error,
            Provider::Eks
            | Provider::Gke
            | Provider::Aks
            | Provider::Openshift
            | Provider::Other => Severity::Warning,
        };
        let place = cluster.path().join("eastWestGateway");
        let finding = RULE
            .finding(
                place.join("exposure"),
                args![
                    cluster = &cluster.name,
                    port = gateway.port,
                    network = &cx.mesh[cluster.network].name,
                ],
            )
            .severity(severity);
        out.push(match node_address(cluster) {
            Some(address) => fix(
                finding,
                Safety::Unsafe,
                vec![append(place.join("addresses"), address.to_string())],
            ),
            None => finding,
        });
    }
}
