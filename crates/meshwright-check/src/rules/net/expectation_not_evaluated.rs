//! An expectation that this release of Meshwright does not evaluate.

use meshwright_diag::{Finding, args};
use meshwright_model::Expectation;

use crate::RuleContext;
use crate::context::EntryList;
use crate::rule::declare_rule;

declare_rule! {
    /// A test of the mesh that nobody runs.
    "NET109", "expectation-not-evaluated", Info, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, expectation) in cx.mesh.expectations.iter().enumerate() {
        match expectation {
            Expectation::Survives { .. } => {
                let place = cx.entry_path(EntryList::Expect, index);
                out.push(RULE.finding(place, args![]));
            }
            Expectation::Reach { .. } | Expectation::NoPath { .. } => {}
        }
    }
}
