//! A service that is to fail over, and is in one cluster only.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Traffic;

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// Failover with nowhere to go.
    "SVC102", "failover-without-second-cluster", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, service) in cx.mesh.services.iter().enumerate() {
        if service.traffic != Traffic::Failover {
            continue;
        }
        let ([only], true) = (&service.clusters[..], cx.is_complete()) else {
            continue;
        };
        let place = cx.service_path(index);
        let finding = RULE.finding(
            place.join("traffic"),
            args![service = &service.name, cluster = &cx.mesh[*only].name],
        );
        let edits = vec![remove(place.join("traffic"))];
        out.push(fix(finding, Safety::Unsafe, edits));
    }
}
