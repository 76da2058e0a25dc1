//! `verify/expected-endpoints.csv`: what `istioctl proxy-config endpoints` will show.
//!
//! Callers on one network get the same endpoints, so a row is a network of callers and a cluster
//! that is called.

use super::Format;
use super::ports_csv::csv;
use crate::prediction::predict;
use crate::shell::commands::target;

/// What `istioctl proxy-config endpoints` will show.
pub static ENDPOINTS: Format = Format {
    name: "endpoints",
    render: |input, artifacts| {
        let mesh = input.mesh;
        let mut text = String::from("callers_network,called_cluster,service,way,endpoints\n");
        for (_, network) in mesh.networks() {
            for (to, cluster) in mesh.clusters() {
                // A caller in the called cluster itself would say nothing of the network.
                let caller = network
                    .clusters
                    .iter()
                    .copied()
                    .find(|&caller| caller != to);
                let Some(from) = caller.or_else(|| network.clusters.first().copied()) else {
                    continue;
                };
                let prediction = predict(input, from, to);
                let target = target(&cluster.name);
                let service = target.split(' ').next().unwrap_or_default();
                let row = [
                    network.name.to_string(),
                    cluster.name.to_string(),
                    format!("{service}.sample"),
                    prediction.way.to_owned(),
                    prediction.endpoints.join(" "),
                ];
                text.push_str(&row.map(|field| csv(&field)).join(","));
                text.push('\n');
            }
        }
        artifacts.add("verify/expected-endpoints.csv", text);
    },
};
