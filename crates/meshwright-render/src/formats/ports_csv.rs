//! `ports.csv` and `ranges.csv`: the firewall table for programs.

use meshwright_graph::firewall::{FlowEnd, flows};

use super::Format;
use crate::RenderInput;

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
                addresses(input, &flow.from),
                input.words.say(&flow.to.text(input.mesh)),
                addresses(input, &flow.to),
                port,
                flow.protocol.as_str().to_owned(),
            ];
            text.push_str(&row.map(|field| csv(&field)).join(","));
            text.push('\n');
        }
        artifacts.add("ports.csv", text);
        artifacts.add("ranges.csv", ranges(input));
    },
};

/// The addresses of an end, where they are few. A large set is named in words, and its ranges
/// stand in `ranges.csv`: listed in each row they would grow with the pairs of clusters.
fn addresses(input: &RenderInput<'_>, end: &FlowEnd) -> String {
    if end.is_large(input.mesh) {
        return String::new();
    }
    end.addresses(input.mesh).join(" ")
}

/// `ranges.csv`: the ranges and addresses of each cluster.
fn ranges(input: &RenderInput<'_>) -> String {
    let mut text = String::from("cluster,network,kind,range\n");
    for cluster in &input.mesh.clusters {
        let network = &input.mesh[cluster.network].name;
        let pods = cluster
            .pod_cidrs
            .iter()
            .map(|cidr| ("pods", cidr.to_string()));
        let services = cluster
            .service_cidrs
            .iter()
            .map(|cidr| ("services", cidr.to_string()));
        let api = cluster
            .api_server
            .url
            .iter()
            .map(|url| ("api-server", url.host().to_owned()));
        let gateways = cluster.gateway.iter().flat_map(|gateway| {
            gateway
                .addresses
                .iter()
                .map(|address| ("east-west-gateway", address.to_string()))
        });
        for (kind, range) in pods.chain(services).chain(api).chain(gateways) {
            let row = [
                cluster.name.to_string(),
                network.to_string(),
                kind.to_owned(),
                range,
            ];
            text.push_str(&row.map(|field| csv(&field)).join(","));
            text.push('\n');
        }
    }
    text
}

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
