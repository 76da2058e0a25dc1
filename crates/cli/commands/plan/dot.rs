//! What needs what, for Graphviz.

use std::fmt::Write;

use meshwright_core::plan::Plan;

/// A directed graph; an edge leads from a step to one that needs it.
///
/// Ids of steps hold lower-case letters, digits, `-` and `/` only.
pub(crate) fn render(plan: &Plan) -> String {
    let mut out = String::from("digraph plan {\n  rankdir=LR;\n  node [shape=box];\n");
    for step in &plan.steps {
        let _ = writeln!(out, "  \"{}\";", step.id);
    }
    for step in &plan.steps {
        for need in &step.needs {
            let _ = writeln!(out, "  \"{need}\" -> \"{}\";", step.id);
        }
    }
    out.push_str("}\n");
    out
}
