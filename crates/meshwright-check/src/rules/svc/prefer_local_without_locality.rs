//! Near and far matter to a service, and the document does not say which cluster is where.

use meshwright_diag::{Finding, args};
use meshwright_model::{ClusterIndex, Traffic};

use crate::RuleContext;
use crate::rule::declare_rule;

declare_rule! {
    /// A preference for the nearest region among clusters whose regions are unknown.
    "SVC101", "prefer-local-without-locality", Info, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, service) in cx.mesh.services.iter().enumerate() {
        // `failover` asks for the caller's own cluster first, which needs no locality: seen on
        // real meshes.
        if service.traffic != Traffic::PreferLocal {
            continue;
        }
        let nowhere: Vec<ClusterIndex> = service
            .clusters
            .iter()
            .copied()
            .filter(|cluster| cx.mesh[*cluster].locality.is_none())
            .collect();
        let Some(&first) = nowhere.first() else {
            continue;
        };
        if service.clusters.len() < 2 {
            continue;
        }
        out.push(
            RULE.finding(
                cx.service_path(index).join("traffic"),
                args![service = &service.name, clusters = cx.names(nowhere),],
            )
            .related(cx.mesh[first].path(), "nowhere"),
        );
    }
}
