//! What a topology forbids on the wires, as rules of a firewall between the namespaces of a world.
//!
//! A rehearsal carries the plan out in a world where everything reaches everything. Before
//! requests are sent, `connectivity` and `reachableFrom` become rules: ports of gateways, pods of
//! a network, API servers. An istiod that may not watch a cluster is started anew, because one
//! that has read it keeps what it read.
//!
//! A rule about single ports of pods on one network is none here: the graph says nothing of them.

use meshwright_core::diag::{Words, text};
use meshwright_core::graph::MeshGraph;
use meshwright_core::model::{ClusterIndex, End, Mesh, ReachableFrom};

use super::wires::Wires;
use crate::play::Stage;
use crate::trouble::Trouble;
use crate::world::addresses::{self, Use};

/// The fitted mesh with what the user's own forbids.
pub(crate) fn walled(fitted: &Mesh, own: &Mesh) -> Mesh {
    let mut walled = fitted.clone();
    let cluster = |index: ClusterIndex| {
        let named = own.clusters.get(index.0)?.name.as_str();
        fitted.cluster_named(named)
    };
    let end = |end: End| match end {
        End::Cluster(index) => cluster(index).map(End::Cluster),
        End::Network(index) => {
            let named = own.networks.get(index.0)?.name.as_str();
            fitted.network_named(named).map(End::Network)
        }
    };
    for entry in &own.connectivity {
        let (from, to) = (entry.from.map(end), entry.to.map(end));
        // An entry about somebody whom the mesh lacks forbids nothing.
        if from == Some(None) || to == Some(None) {
            continue;
        }
        let mut entry = entry.clone();
        (entry.from, entry.to) = (from.flatten(), to.flatten());
        walled.connectivity.push(entry);
    }
    for (index, written) in own.clusters() {
        let place = cluster(index).and_then(|it| walled.clusters.get_mut(it.0));
        let Some(place) = place else { continue };
        // Entries name the port that the user's API server has.
        place.api_server.url.clone_from(&written.api_server.url);
        if let ReachableFrom::Only(ends) = &written.api_server.reachable_from {
            let ends = ends.iter().filter_map(|it| end(*it)).collect();
            place.api_server.reachable_from = ReachableFrom::Only(ends);
        }
    }
    walled
}

/// Raises the walls; each as a sentence.
pub(super) fn raise(
    wires: &Wires<'_>,
    stage: &Stage,
    mesh: &Mesh,
    words: &Words,
) -> Result<Vec<String>, Trouble> {
    let graph = MeshGraph::build(mesh);
    let mut told = Vec::new();
    let mut watchers = Vec::new();
    let range = |index: ClusterIndex| {
        let known = mesh.clusters.get(index.0).map(|it| &it.pod_cidrs[..]);
        addresses::pods(index.0, known.unwrap_or_default()).to_string()
    };
    for (from, one) in mesh.clusters() {
        for (to, other) in mesh.clusters().filter(|(to, _)| *to != from) {
            let (here, there) = (one.name.to_string(), other.name.to_string());
            if one.network != other.network
                && let Some(gateway) = &other.gateway
                && !graph.lets_connect(from, to, gateway.port)
            {
                wires.close(&range(from), &range(to), gateway.port, true)?;
                told.push(words.say(&text!(
                    "rehearse-wall-gateway",
                    from = &here,
                    to = &there,
                    port = gateway.port
                )));
            }
            // Wires are laid only between pods that may connect.
            if one.network == other.network && !graph.lets_pods_connect(from, to) {
                told.push(words.say(&text!("rehearse-wall-pods", from = &here, to = &there)));
            }
            let has_istiod = graph.control_planes().contains(&from);
            if has_istiod && graph.api_reachable(from, to).is_err() {
                let at = addresses::api(to.0).to_string();
                let port = addresses::port(to.0, Use::ApiServer);
                wires.shut_out(group(from.0), &at, port)?;
                watchers.push(from);
                told.push(words.say(&text!("rehearse-wall-api", from = &here, to = &there)));
            }
        }
    }
    watchers.dedup();
    for cluster in watchers.iter().filter_map(|it| stage.clusters().get(it.0)) {
        stage.restart(cluster)?;
    }
    Ok(told)
}

/// The group of the istiods of a cluster, by which the firewall knows them.
pub(crate) fn group(cluster: usize) -> u32 {
    u32::try_from(cluster).map_or(u32::MAX - 1, |it| 61_000 + it)
}

#[cfg(test)]
mod tests {
    use meshwright_core::graph::MeshGraph;
    use meshwright_core::model::ClusterIndex;
    use meshwright_core::{Options, compile};

    use super::walled;

    const OPEN: &str = "\
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata: {name: shop}
clusters:
  - {name: east, network: net-1, eastWestGateway: {}}
  - {name: west, network: net-2, eastWestGateway: {}}
";

    #[test]
    fn a_fitted_mesh_is_walled_by_names_and_by_the_ports_that_are_written() {
        let own = "\
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata: {name: shop}
networks: [{name: net-2}, {name: net-1}]
clusters:
  - {name: east, network: net-1, eastWestGateway: {}}
  - {name: west, network: net-2, eastWestGateway: {}, apiServer: {url: 'https://10.0.0.1:6443'}}
connectivity:
  - {from: net-1, to: net-2, ports: [15443, 6443], allow: false}
";
        let mesh = |text: &str| compile(text, &Options::default()).mesh.expect("a mesh");
        let walled = walled(&mesh(OPEN), &mesh(own));
        let graph = MeshGraph::build(&walled);
        let (east, west) = (ClusterIndex(0), ClusterIndex(1));
        assert!(!graph.lets_connect(east, west, 15443));
        assert!(graph.lets_connect(west, east, 15443));
        assert!(graph.api_reachable(east, west).is_err());
        assert!(graph.api_reachable(west, east).is_ok());
    }
}
