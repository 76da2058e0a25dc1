//! `ports.md`: the firewall table for people.

use std::fmt::Write;

use meshwright_diag::text;
use meshwright_graph::firewall::flows;

use super::Format;
use crate::RenderInput;

/// The firewall table for people.
pub static PORTS_MD: Format = Format {
    name: "ports-md",
    render: |input, artifacts| {
        let title = input
            .words
            .say(&text!("ports-title", mesh = input.mesh.name.as_str()));
        let lead = input.words.say(&text!("ports-lead"));
        artifacts.add(
            "ports.md",
            format!("# {title}\n\n{lead}\n\n{}", table(input)),
        );
    },
};

/// The rows, with a head.
pub(crate) fn table(input: &RenderInput<'_>) -> String {
    let say = |key: &'static str| input.words.say(&text!(key));
    let mut table = format!(
        "| {} | {} | {} | {} |\n| --- | --- | --- | --- |\n",
        say("ports-source"),
        say("ports-target"),
        say("ports-port"),
        say("ports-purpose")
    );
    for flow in flows(input.mesh) {
        let end = |end: &meshwright_graph::firewall::FlowEnd| {
            let words = input.words.say(&end.text(input.mesh));
            if end.is_large(input.mesh) {
                return words;
            }
            let addresses = end.addresses(input.mesh);
            if addresses.is_empty() {
                words
            } else {
                format!("{words} ({})", addresses.join(", "))
            }
        };
        let port = flow.port.map_or_else(
            || say("ports-any"),
            |port| format!("{}/{port}", flow.protocol.as_str()),
        );
        // Writing to a String cannot fail.
        let _ = writeln!(
            table,
            "| {} | {} | {port} | {} |",
            end(&flow.from),
            end(&flow.to),
            input.words.say(&flow.purpose)
        );
    }
    table
}
