//! A standby control plane that cannot lead a remote.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Role;

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// A standby that is no primary.
    "VER131", "standby-not-a-primary", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        if cluster.standbys.is_empty() {
            continue;
        }
        let list = cluster.path().join("standbyControlPlanes");
        if let Some(external) = cx.mesh.external_of(index) {
            let finding = RULE
                .finding(
                    list.clone(),
                    args![cluster = &cluster.name, other = &cx.mesh[external].name,],
                )
                .case("external")
                .related(cx.mesh[external].path().join("role"), "other");
            out.push(fix(finding, Safety::Unsafe, vec![remove(list)]));
            continue;
        }
        for standby in &cluster.standbys {
            let other = &cx.mesh[*standby];
            if other.role == Role::Primary {
                continue;
            }
            let place = cx.standby_path(index, *standby);
            let finding = RULE
                .finding(
                    place.clone(),
                    args![cluster = &cluster.name, other = &other.name],
                )
                .related(other.path().join("role"), "other");
            // Where its place is not known, the list would go altogether.
            out.push(if place == list {
                finding
            } else {
                fix(finding, Safety::Unsafe, vec![remove(place)])
            });
        }
    }
}
