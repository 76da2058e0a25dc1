//! `ports.csv` and `ranges.csv`: the firewall table for programs.

use meshwright_diag::Words;
use meshwright_graph::{Flow, FlowEnd, all_flows};
use meshwright_model::Mesh;

use super::Format;
use crate::RenderInput;

/// The firewall table for programs.
pub static PORTS_CSV: Format = Format {
    name: "ports-csv",
    render: |input, artifacts| {
        let flows = ordered(input.mesh);
        artifacts.add(
            "ports.csv",
            table(input.mesh, input.words.english(), &flows),
        );
        artifacts.add("ranges.csv", ranges(input));
    },
};

/// Every way that has to be open: what firewalls see, then what stays inside of clusters.
pub fn ordered(mesh: &Mesh) -> Vec<Flow> {
    let mut flows = all_flows(mesh);
    flows.sort_by_key(|flow| !flow.kind.crosses_borders());
    flows
}

/// A line for each way, below a head whose names never change.
pub fn table(mesh: &Mesh, words: &Words, flows: &[Flow]) -> String {
    let mut text = String::from(
        "kind,source,source_addresses,target,target_addresses,port,protocol,need,purpose\n",
    );
    for flow in flows {
        let port = flow
            .port
            .map_or_else(|| "any".to_owned(), |port| port.to_string());
        let row = [
            flow.kind.as_str().to_owned(),
            words.say(&flow.from.text(mesh)),
            addresses(mesh, &flow.from),
            words.say(&flow.to.target_text(mesh)),
            addresses(mesh, &flow.to),
            port,
            flow.protocol.as_str().to_owned(),
            flow.need.as_str().to_owned(),
            words.say(&flow.purpose),
        ];
        text.push_str(&row.map(|field| csv(&field)).join(","));
        text.push('\n');
    }
    text
}

/// The addresses of an end, where they are few. A large set is named in words, and its ranges
/// stand in `ranges.csv`: listed in each row they would grow with the pairs of clusters.
fn addresses(mesh: &Mesh, end: &FlowEnd) -> String {
    if end.is_large(mesh) {
        return String::new();
    }
    end.addresses(mesh).join(" ")
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
