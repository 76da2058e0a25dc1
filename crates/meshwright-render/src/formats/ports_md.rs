//! `ports.md`: the firewall table for people.

use std::fmt::Write;

use meshwright_diag::{Text, text};
use meshwright_graph::{Flow, FlowEnd, Need};

use super::Format;
use super::ports_csv::ordered;
use crate::RenderInput;

/// The firewall table for people.
pub static PORTS_MD: Format = Format {
    name: "ports-md",
    render: |input, artifacts| {
        let say = |text: &Text| input.words.say(text);
        let flows = ordered(input.mesh);
        let n_borders = flows.partition_point(|flow| flow.kind.crosses_borders());
        let (borders, inside) = flows.split_at(n_borders);
        artifacts.add(
            "ports.md",
            format!(
                "# {}\n\n{}\n\n{}\n## {}\n\n{}\n\n{}",
                say(&text!("ports-title", mesh = input.mesh.name.as_str())),
                say(&text!("ports-lead")),
                table(input, borders),
                say(&text!("ports-inside-title")),
                say(&text!("ports-inside-lead")),
                table(input, inside),
            ),
        );
    },
};

/// What firewalls see, with a head.
pub(crate) fn borders(input: &RenderInput<'_>) -> String {
    let mut flows = ordered(input.mesh);
    flows.retain(|flow| flow.kind.crosses_borders());
    table(input, &flows)
}

/// The rows, with a head.
fn table(input: &RenderInput<'_>, flows: &[Flow]) -> String {
    let say = |key: &'static str| input.words.say(&text!(key));
    let mut table = format!(
        "| {} | {} | {} | {} |\n| --- | --- | --- | --- |\n",
        say("ports-source"),
        say("ports-target"),
        say("ports-port"),
        say("ports-purpose")
    );
    let end = |end: &FlowEnd, text: &Text| {
        let words = input.words.say(text);
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
    for flow in flows {
        let port = flow.port.map_or_else(
            || say("ports-any"),
            |port| format!("{}/{port}", flow.protocol.as_str()),
        );
        let purpose = match flow.need {
            Need::Always => input.words.say(&flow.purpose),
            Need::Optional => {
                let text = text!("ports-optional", purpose = flow.purpose.clone());
                input.words.say(&text)
            }
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            table,
            "| {} | {} | {port} | {purpose} |",
            end(&flow.from, &flow.from.text(input.mesh)),
            end(&flow.to, &flow.to.target_text(input.mesh)),
        );
    }
    table
}
