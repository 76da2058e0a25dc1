//! An external control plane whose address nobody knows before its remotes are installed.

use meshwright_diag::{Finding, args};
use meshwright_model::{Exposure, Role};

use crate::RuleContext;
use crate::rule::declare_rule;

declare_rule! {
    /// An external istiod without an address.
    "VER126", "external-address-unknown", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            // Without a gateway there is nothing whose address could be known.
            continue;
        };
        // Node ports cannot carry istiod at all, which another rule says.
        if cluster.role != Role::External
            || cluster.istiod.address.is_some()
            || !gateway.addresses.is_empty()
            || gateway.exposure != Exposure::LoadBalancer
        {
            continue;
        }
        let remotes: Vec<_> = cx
            .mesh
            .remotes_of(index)
            .map(|(remote, _)| remote)
            .collect();
        let Some(&first) = remotes.first() else {
            continue;
        };
        let takes_ips = *cx.release(index).release.external().ip_mode;
        let finding = RULE
            .finding(
                cluster.path(),
                args![
                    cluster = &cluster.name,
                    remotes = cx.names(remotes),
                    address = if takes_ips { "any" } else { "hostname" },
                ],
            )
            .related(cx.mesh[first].path().join("controlPlane"), "remote");
        out.push(finding);
    }
}
