//! `ports.csv`: the firewall table for programs.

use meshwright_graph::firewall::flows;

use super::Format;

/// The firewall table for programs.
pub static PORTS_CSV: Format = Format {
    name: "ports-csv",
    render: |input, artifacts| {
        let mut text =
            String::from("purpose,source,source_addresses,target,target_addresses,port,protocol\n");
        for flow in flows(input.mesh) {
            let port = flow
                .port
                .map_or_else(|| "any".to_owned(), |port| port.to_string());
            let row = [
                input.words.say(&flow.purpose),
                input.words.say(&flow.from.text(input.mesh)),
                flow.from.addresses(input.mesh).join(" "),
                input.words.say(&flow.to.text(input.mesh)),
                flow.to.addresses(input.mesh).join(" "),
                port,
                flow.protocol.as_str().to_owned(),
            ];
            text.push_str(&row.map(|field| csv(&field)).join(","));
            text.push('\n');
        }
        artifacts.add("ports.csv", text);
    },
};

/// A field of a CSV row: quoted where it must be, and never taken for a formula.
pub(crate) fn csv(field: &str) -> String {
    let field = field.replace('`', "");
    let formula = field.starts_with(['=', '+', '-', '@']);
    let field = if formula { format!("'{field}") } else { field };
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        assert_eq!(csv("a b"), "a b");
        assert_eq!(csv("a,b"), "\"a,b\"");
        assert_eq!(csv("a \"b\""), "\"a \"\"b\"\"\"");
        assert_eq!(csv("=1+1"), "'=1+1");
    }
}
