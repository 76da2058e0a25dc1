//! `verify/expected-endpoints.csv`: what `istioctl proxy-config endpoints` will show.
//!
//! Callers that get the same endpoints share a row, so that the file grows with the clusters and
//! not with their pairs.

use meshwright_diag::text;
use meshwright_model::ClusterIndex;

use super::Format;
use super::ports_csv::csv;
use crate::RenderInput;
use crate::prediction::{Prediction, predict};
use crate::shell::commands::target;
use crate::workloads;

/// What `istioctl proxy-config endpoints` will show.
pub static ENDPOINTS: Format = Format {
    name: "endpoints",
    render: |input, artifacts| {
        let mut text = String::from("callers,called_cluster,service,way,endpoints\n");
        for (to, cluster) in input.mesh.clusters() {
            if !workloads::has_workloads(cluster) {
                continue;
            }
            let target = target(&cluster.name);
            let service = target.split(' ').next().unwrap_or_default();
            for (callers, prediction) in predictions(input, to) {
                let row = [
                    callers,
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

/// What each network's callers get for the server of `to`, callers with the same together.
fn predictions(input: &RenderInput<'_>, to: ClusterIndex) -> Vec<(String, Prediction)> {
    let mesh = input.mesh;
    let mut groups: Vec<(Vec<String>, Prediction)> = Vec::new();
    let mut n_networks = 0;
    for (_, network) in mesh.networks() {
        // A caller in the called cluster itself would say nothing of the network.
        let caller = workloads::of_network(mesh, network).find(|&caller| caller != to);
        let first = || workloads::of_network(mesh, network).next();
        let Some(from) = caller.or_else(first) else {
            continue;
        };
        n_networks += 1;
        let prediction = predict(input, from, to);
        let name = network.name.to_string();
        match groups.iter_mut().find(|(_, known)| *known == prediction) {
            Some((names, _)) => names.push(name),
            None => groups.push((vec![name], prediction)),
        }
    }
    groups
        .into_iter()
        .map(|(names, prediction)| {
            let own = mesh[mesh[to].network].name.as_str();
            let all_others = names.len() + 1 == n_networks && !names.iter().any(|name| name == own);
            let callers = if all_others && names.len() > MANY {
                input
                    .words
                    .say(&text!("predict-other-networks", network = own))
            } else {
                names.join(" ")
            };
            (callers, prediction)
        })
        .collect()
}

/// More networks than these are named by the one that they are not.
const MANY: usize = 4;
