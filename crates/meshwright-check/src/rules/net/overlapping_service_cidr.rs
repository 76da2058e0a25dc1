//! Clusters on one network whose Services have the same addresses.

use meshwright_diag::Finding;

use crate::RuleContext;
use crate::overlap::blame_overlaps;
use crate::rule::declare_rule;

declare_rule! {
    /// Services of one network with the same addresses.
    "NET102", "overlapping-service-cidr", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    blame_overlaps(
        cx,
        &RULE,
        "serviceCidrs",
        |cluster| &cluster.service_cidrs,
        out,
    );
}
