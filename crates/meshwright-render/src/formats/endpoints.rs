//! `verify/expected-endpoints.csv`: what `istioctl proxy-config endpoints` will show.
//!
//! Its columns never change, and what stands in one is separated by blanks:
//!
//! - `callers`: networks with all of their callers; single callers as `network/cluster`; or
//!   `!network` for all networks but this one;
//! - `called_cluster`: the cluster whose sample server is called;
//! - `service`: the Service that leads to this server only, as `name.namespace`;
//! - `way`: `same`, `direct`, `gateway`, or `broken` where requests do not arrive;
//! - `endpoints`: the entries of the list: `address:port`; `range:port` for a pod in a range;
//!   `pods(cluster):port` and `gateway(cluster):port` where the topology knows no address.
//!
//! Callers that get the same endpoints share a row, so that the file grows with the clusters and
//! not with their pairs.

use meshwright_model::{ClusterIndex, Mesh, NetworkIndex};

use super::Format;
use super::ports_csv::csv;
use crate::prediction::{Predictions, Who};
use crate::shell::commands::target;
use crate::workloads;

/// What `istioctl proxy-config endpoints` will show.
pub static ENDPOINTS: Format = Format {
    name: "endpoints",
    render: |input, artifacts| {
        let mut text = String::from("callers,called_cluster,service,way,endpoints\n");
        let predictions = Predictions::new(input);
        for (to, cluster) in input.mesh.clusters() {
            if !workloads::has_workloads(cluster) {
                continue;
            }
            let target = target(&cluster.name);
            let service = target.split(' ').next().unwrap_or_default();
            for callers in predictions.callers(to) {
                let endpoints = callers.told.endpoints.iter();
                let endpoints: Vec<String> = endpoints.map(ToString::to_string).collect();
                let row = [
                    match &callers.who {
                        Who::These { networks, clusters } => {
                            names(input.mesh, networks, clusters).join(" ")
                        }
                        Who::AllBut(network) => format!("!{}", input.mesh[*network].name),
                    },
                    cluster.name.to_string(),
                    format!("{service}.sample"),
                    callers.told.way.to_owned(),
                    endpoints.join(" "),
                ];
                text.push_str(&row.map(|field| csv(&field)).join(","));
                text.push('\n');
            }
        }
        artifacts.add("verify/expected-endpoints.csv", text);
    },
};

/// Networks, then the callers who do not speak for a whole one.
pub(super) fn names(
    mesh: &Mesh,
    networks: &[NetworkIndex],
    clusters: &[ClusterIndex],
) -> Vec<String> {
    let networks = networks.iter();
    let networks = networks.map(|network| mesh[*network].name.to_string());
    let clusters = clusters.iter().map(|cluster| {
        let cluster = &mesh[*cluster];
        format!("{}/{}", mesh[cluster.network].name, cluster.name)
    });
    networks.chain(clusters).collect()
}
