//! Control planes of one remote that are not found at one address.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{Address, ClusterIndex, Role};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// Standbys that a remote would never find.
    "VER132", "standby-without-shared-address", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let leaders: Vec<ClusterIndex> = cx.mesh.leaders_of(index).collect();
        // Standbys of another role are another finding.
        let are_primaries = leaders
            .iter()
            .all(|leader| cx.mesh[*leader].role == Role::Primary);
        if cluster.standbys.is_empty() || !are_primaries {
            continue;
        }
        let address = |leader: &ClusterIndex| cx.mesh[*leader].istiod.address.as_ref();
        let addresses: BTreeSet<&Address> = leaders.iter().filter_map(address).collect();
        let without: Vec<ClusterIndex> = leaders
            .iter()
            .copied()
            .filter(|leader| address(leader).is_none())
            .collect();
        if addresses.len() == 1 && without.is_empty() {
            continue;
        }
        let mut finding = RULE.finding(
            cluster.path().join("standbyControlPlanes"),
            args![
                cluster = &cluster.name,
                count = leaders.len(),
                leaders = cx.names(leaders.iter().copied()),
            ],
        );
        if let Some(first) = without.first() {
            finding = finding.related(cx.mesh[*first].path(), "without");
        }
        let shared = addresses.first().filter(|_| addresses.len() == 1);
        out.push(match shared {
            Some(shared) => {
                let edits = without
                    .iter()
                    .map(|leader| {
                        let istiod = cx.mesh[*leader].path().join("istiod");
                        set(istiod.join("address"), shared.to_string())
                    })
                    .collect();
                fix(finding, Safety::Unsafe, edits)
            }
            None => finding,
        });
    }
}
