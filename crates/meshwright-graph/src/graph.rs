//! The graph itself: who is there, and what ties them together.
//!
//! Ties that hold for everyone go through one node, [`Node::Wires`], so that a mesh of a
//! thousand primaries has a few thousand edges; what single pairs are forbidden is one edge for
//! each entry of `connectivity`.

use meshwright_model::{ClusterIndex, End, Mesh, NetworkIndex};
use petgraph::graph::{DiGraph, NodeIndex};

use crate::facts::{ClusterFacts, has_one_root};
use crate::wires::{Place, Wires};
use crate::{Authority, Broken, ControlLink};

/// Somebody in the mesh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A cluster: its pods.
    Cluster(ClusterIndex),
    /// A network.
    Network(NetworkIndex),
    /// The east-west gateway of a cluster.
    Gateway(ClusterIndex),
    /// The istiod that runs in a cluster.
    ControlPlane(ClusterIndex),
    /// The API server of a cluster.
    ApiServer(ClusterIndex),
    /// A root of trust.
    Authority(Authority),
    /// What lies between networks: whoever routes into it gets to whatever it routes to.
    Wires,
}

/// What ties two nodes together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edge {
    /// The cluster's pods are in the network; the gateway, control plane or API server is in
    /// the cluster.
    In,
    /// Packets get from here to there.
    Routes,
    /// The gateway lets others in to the pods of the network.
    Exposes,
    /// The istiod is to watch: an API server, or, through the wires, all of them.
    Discovers,
    /// The istiod serves the cluster's proxies.
    Controls,
    /// The cluster's certificates are under the root.
    Trusts,
    /// The wires forbid this way, by the entry of `connectivity` at this place.
    Forbids(usize),
}

/// Who can reach, discover, control and trust whom.
#[derive(Clone, Debug)]
pub struct MeshGraph {
    graph: DiGraph<Node, Edge>,
    clusters: Vec<ClusterFacts>,
    wires: Wires,
    pub(crate) one_root: bool,
    pub(crate) control_planes: Vec<ClusterIndex>,
    /// For each network, the clusters with a gateway for its pods.
    network_gateways: Vec<Vec<ClusterIndex>>,
    pub(crate) control_links: Vec<Result<ControlLink, Broken>>,
    pub(crate) gateways_serve: Vec<Result<(), Broken>>,
}

impl MeshGraph {
    /// Builds the graph of `mesh`. It stays valid for that mesh only.
    pub fn build(mesh: &Mesh) -> Self {
        let clusters: Vec<ClusterFacts> = mesh
            .clusters()
            .map(|(index, cluster)| ClusterFacts::of(index, cluster))
            .collect();
        let mut network_gateways = vec![Vec::new(); mesh.networks.len()];
        let mut control_planes = Vec::new();
        for (index, facts) in clusters.iter().enumerate() {
            let of_network = network_gateways.get_mut(facts.network.0);
            if let (Some(gateways), Some(_), true) =
                (of_network, facts.gateway, facts.has_workloads)
            {
                gateways.push(ClusterIndex(index));
            }
            if facts.has_istiod {
                control_planes.push(ClusterIndex(index));
            }
        }
        let mut graph = Self {
            graph: DiGraph::new(),
            clusters,
            wires: Wires::of(mesh),
            one_root: has_one_root(mesh),
            control_planes,
            network_gateways,
            control_links: Vec::new(),
            gateways_serve: Vec::new(),
        };
        graph.control_links = graph
            .indices()
            .map(|index| graph.find_control_link(index))
            .collect();
        graph.gateways_serve = graph
            .indices()
            .map(|index| graph.find_gateways_serve(index))
            .collect();
        graph.graph = graph.draw(mesh);
        graph
    }

    /// The nodes and edges, for drawing and searching.
    pub const fn petgraph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    /// How many clusters the mesh has.
    pub fn n_clusters(&self) -> usize {
        self.clusters.len()
    }

    /// The clusters whose east-west gateways let others in to pods of `network`, with or without
    /// an address, in the order of the document.
    pub fn gateways_of(&self, network: NetworkIndex) -> &[ClusterIndex] {
        self.network_gateways
            .get(network.0)
            .map_or(&[], Vec::as_slice)
    }

    pub(crate) fn indices(&self) -> impl Iterator<Item = ClusterIndex> + use<> {
        (0..self.clusters.len()).map(ClusterIndex)
    }

    pub(crate) fn cluster(&self, index: ClusterIndex) -> Option<&ClusterFacts> {
        self.clusters.get(index.0)
    }

    pub(crate) fn n_networks(&self) -> usize {
        self.network_gateways.len()
    }

    pub(crate) const fn wires(&self) -> &Wires {
        &self.wires
    }

    pub(crate) fn place(&self, cluster: ClusterIndex) -> Place {
        let network = self
            .cluster(cluster)
            .map_or(NetworkIndex(usize::MAX), |facts| facts.network);
        Place { cluster, network }
    }

    fn draw(&self, mesh: &Mesh) -> DiGraph<Node, Edge> {
        let mut graph = DiGraph::new();
        let wires = graph.add_node(Node::Wires);
        let networks: Vec<NodeIndex> = mesh
            .networks()
            .map(|(index, _)| {
                let network = graph.add_node(Node::Network(index));
                graph.add_edge(network, wires, Edge::Routes);
                network
            })
            .collect();
        let clusters: Vec<NodeIndex> = self
            .indices()
            .map(|index| graph.add_node(Node::Cluster(index)))
            .collect();
        let mut control_planes = vec![None; clusters.len()];
        for &index in &self.control_planes {
            control_planes[index.0] = Some(graph.add_node(Node::ControlPlane(index)));
        }
        let mut roots: std::collections::BTreeMap<Authority, NodeIndex> =
            std::collections::BTreeMap::new();
        for (index, facts) in self.clusters.iter().enumerate() {
            let (index, cluster) = (ClusterIndex(index), clusters[index]);
            let network = networks.get(facts.network.0).copied();
            if let Some(network) = network {
                graph.add_edge(cluster, network, Edge::In);
            }
            let api = graph.add_node(Node::ApiServer(index));
            graph.add_edge(api, cluster, Edge::In);
            if !facts.api.is_loopback && facts.api.reachable_from.is_none() {
                graph.add_edge(wires, api, Edge::Routes);
            }
            for end in facts.api.reachable_from.iter().flatten() {
                let from = match end {
                    End::Network(network) => networks.get(network.0),
                    End::Cluster(cluster) => clusters.get(cluster.0),
                };
                if let (Some(&from), false) = (from, facts.api.is_loopback) {
                    graph.add_edge(from, api, Edge::Routes);
                }
            }
            if let Some(gateway_facts) = facts.gateway {
                let gateway = graph.add_node(Node::Gateway(index));
                graph.add_edge(gateway, cluster, Edge::In);
                if gateway_facts.has_address {
                    graph.add_edge(wires, gateway, Edge::Routes);
                }
                if let (Some(network), true) = (network, facts.has_workloads) {
                    graph.add_edge(gateway, network, Edge::Exposes);
                }
            }
            if let Some(control_plane) = control_planes[index.0] {
                graph.add_edge(control_plane, cluster, Edge::In);
                graph.add_edge(control_plane, wires, Edge::Discovers);
                graph.add_edge(control_plane, api, Edge::Discovers);
            }
            if let Ok(link) = self.controls(index)
                && let Some(&Some(control_plane)) = control_planes.get(link.control_plane(index).0)
            {
                graph.add_edge(control_plane, cluster, Edge::Controls);
            }
            if let Some(authority) = self.authority(index) {
                let root = *roots
                    .entry(authority)
                    .or_insert_with(|| graph.add_node(Node::Authority(authority)));
                graph.add_edge(cluster, root, Edge::Trusts);
            }
        }
        for (place, entry) in mesh.connectivity.iter().enumerate() {
            let node = |end: Option<End>| match end {
                None => Some(wires),
                Some(End::Network(network)) => networks.get(network.0).copied(),
                Some(End::Cluster(cluster)) => clusters.get(cluster.0).copied(),
            };
            if let (false, Some(from), Some(to)) = (entry.allow, node(entry.from), node(entry.to)) {
                graph.add_edge(from, to, Edge::Forbids(place));
            }
        }
        graph
    }
}

#[cfg(test)]
mod tests {
    use meshwright_model::ClusterIndex;

    use super::{Edge, MeshGraph, Node};
    use crate::testing::{A, B};
    use crate::testing::{forbid, mesh, primary_and_remote, primary_with_gateway};

    #[test]
    fn a_thousand_primaries_have_a_few_thousand_edges_and_all_reach_each_other() {
        let n_clusters = 1000;
        let clusters = (0..n_clusters)
            .map(|index| primary_with_gateway(&format!("c{index}"), index % 7))
            .collect();
        let graph = MeshGraph::build(&mesh(clusters));
        assert!(graph.petgraph().edge_count() < 12 * n_clusters);
        assert_eq!(graph.reach_rows().n_pairs(), n_clusters * (n_clusters - 1));
    }

    #[test]
    fn a_remote_is_controlled_from_its_primary_and_forbidden_ways_are_edges() {
        let mut mesh = primary_and_remote();
        mesh.connectivity = vec![forbid(B, A, &[8080])];
        let built = MeshGraph::build(&mesh);
        let graph = built.petgraph();
        let node = |wanted: Node| {
            graph
                .node_indices()
                .find(|&index| graph[index] == wanted)
                .expect("the node is there")
        };
        let has = |from: Node, to: Node, edge: Edge| {
            graph
                .edges_connecting(node(from), node(to))
                .any(|found| *found.weight() == edge)
        };
        assert!(has(Node::ControlPlane(A), Node::Cluster(B), Edge::Controls));
        assert!(has(Node::Cluster(B), Node::Cluster(A), Edge::Forbids(0)));
        assert!(!has(Node::Cluster(A), Node::Cluster(B), Edge::Forbids(0)));
        assert!(has(
            Node::Wires,
            Node::ApiServer(ClusterIndex(1)),
            Edge::Routes
        ));
    }
}
