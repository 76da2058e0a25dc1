//! A gateway that nothing goes through: one network, and no remotes to serve.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Role;

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// A gateway that nothing goes through.
    "GWY112", "gateway-without-use", Info, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    // A cluster that was left out may be on another network.
    if cx.is_multi_network() || !cx.is_complete() {
        return;
    }
    // An external istiod that serves nobody is a finding of its own: the mesh is not all there.
    let mut externals = cx.mesh.istiods();
    if externals
        .any(|(index, cluster)| cluster.role == Role::External && cx.remotes_of(index).is_empty())
    {
        return;
    }
    for (index, cluster) in cx.mesh.clusters() {
        let is_external = cluster.role == Role::External;
        if cluster.gateway.is_some() && cx.remotes_of(index).is_empty() && !is_external {
            let place = cluster.path().join("eastWestGateway");
            let finding = RULE.finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    network = &cx.mesh[cluster.network].name,
                ],
            );
            let edits = vec![remove(place)];
            out.push(fix(finding.at_key(), Safety::Unsafe, edits));
        }
    }
}
