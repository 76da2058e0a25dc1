//! A cluster with the name that an istiod without a name has.

use meshwright_diag::{Finding, args};

use crate::RuleContext;
use crate::rule::declare_rule;

declare_rule! {
    /// A cluster named like an unnamed one.
    "NAM101", "default-cluster-name", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        if cluster.name.as_str() == "kubernetes" {
            out.push(RULE.finding(
                cluster.path().join("name"),
                args![cluster = &cluster.name, context = cluster.context.as_str(),],
            ));
        }
    }
}
