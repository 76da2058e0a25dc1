//! An expectation of the document that the mesh does not meet.

use meshwright_diag::{Finding, ModelPath, Safety, args, path, text};
use meshwright_graph::{Reach, why};
use meshwright_model::{ClusterIndex, Expectation, Via};

use crate::RuleContext;
use crate::context::EntryList;
use crate::repair::{append, fix};
use crate::rule::declare_rule;

declare_rule! {
    /// A test of the mesh that fails.
    "NET108", "expectation-not-met", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, expectation) in cx.mesh.expectations.iter().enumerate() {
        let place = cx.entry_path(EntryList::Expect, index);
        match expectation {
            Expectation::Reach { from, to, via, .. } => {
                let names = args![from = &cx.mesh[*from].name, to = &cx.mesh[*to].name];
                match (cx.graph.reach(*from, *to), via) {
                    (Reach::Broken(_), _) => out.push(broken(cx, place, *from, *to)),
                    (Reach::Direct | Reach::Same, Via::Gateway) => {
                        out.push(RULE.finding(place, names).case("direct"));
                    }
                    (Reach::Gateway { .. }, Via::Direct) => {
                        out.push(RULE.finding(place, names).case("gateway"));
                    }
                    (Reach::Direct | Reach::Same | Reach::Gateway { .. }, _) => {}
                }
            }
            Expectation::NoPath { from, to } => {
                if cx.graph.reaches(*from, *to) {
                    let names = args![from = &cx.mesh[*from].name, to = &cx.mesh[*to].name];
                    let finding = RULE.finding(place.clone(), names).case("path");
                    out.push(if cx.mesh[*from].name == cx.mesh[*to].name {
                        finding
                    } else {
                        let cut = serde_json::json!({
                            "from": cx.mesh[*from].name.as_str(),
                            "to": cx.mesh[*to].name.as_str(),
                            "allow": false,
                        });
                        fix(
                            finding,
                            Safety::Unsafe,
                            vec![append(path!("connectivity"), cut)],
                        )
                    });
                }
            }
            // What is left after a loss is not predicted here.
            Expectation::Survives { .. } => {}
        }
    }
}

/// The finding for a way that breaks, with the hop that breaks and its repairs.
fn broken(cx: &RuleContext<'_>, place: ModelPath, from: ClusterIndex, to: ClusterIndex) -> Finding {
    let why = why(cx.mesh, cx.graph, from, to);
    let hop = why.hops.iter().find(|hop| !hop.passes());
    let mut finding = RULE.finding(
        place,
        args![
            from = &cx.mesh[from].name,
            to = &cx.mesh[to].name,
            hop = hop.map_or_else(|| text!("NET108-hop-unknown"), |hop| hop.text.clone()),
        ],
    );
    if let Some(hop) = hop {
        finding = finding.related(hop.path.clone(), "hop-place");
    }
    why.fixes.into_iter().fold(finding, Finding::fix)
}
