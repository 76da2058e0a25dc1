//! Clusters on one network whose pods have the same addresses.

use meshwright_diag::Finding;

use crate::RuleContext;
use crate::overlap::blame_overlaps;
use crate::rule::declare_rule;

declare_rule! {
    /// Pods of one network with the same addresses.
    "NET101", "overlapping-pod-cidr", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    blame_overlaps(cx, &RULE, "podCidrs", |cluster| &cluster.pod_cidrs, out);
}
