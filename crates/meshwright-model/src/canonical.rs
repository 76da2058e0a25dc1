//! One order for clusters and networks, whatever the order of the document.
//!
//! The order of `clusters` and `networks` in a document means nothing, so plans and bundles are
//! made from the mesh in this order and are the same for both.

use std::cmp::Ordering;

use crate::mesh::{ClusterIndex, End, Expectation, Loss, Mesh, NetworkIndex, ReachableFrom, Role};

impl Mesh {
    /// The same mesh with its clusters, networks and services in the order of their names, in
    /// which `cluster2` comes before `cluster10`.
    #[must_use]
    pub fn canonical(&self) -> Self {
        let cluster_order = order(self.clusters.iter().map(|cluster| cluster.name.as_str()));
        let network_order = order(self.networks.iter().map(|network| network.name.as_str()));
        let clusters = Renumbering::new(&cluster_order);
        let networks = Renumbering::new(&network_order);
        let mut mesh = self.clone();

        mesh.networks = network_order
            .iter()
            .map(|&old| self.networks[old].clone())
            .collect();
        for network in &mut mesh.networks {
            for index in &mut network.clusters {
                clusters.renumber_cluster(index);
            }
            network.clusters.sort_unstable();
        }
        mesh.clusters = cluster_order
            .iter()
            .map(|&old| self.clusters[old].clone())
            .collect();
        for cluster in &mut mesh.clusters {
            networks.renumber_network(&mut cluster.network);
            if let Role::Remote {
                control_plane: Some(index),
                ..
            } = &mut cluster.role
            {
                clusters.renumber_cluster(index);
            }
            for index in &mut cluster.standbys {
                clusters.renumber_cluster(index);
            }
            cluster.standbys.sort_unstable();
            if let ReachableFrom::Only(ends) = &mut cluster.api_server.reachable_from {
                for end in ends.iter_mut() {
                    renumber_end(end, &clusters, &networks);
                }
                ends.sort_unstable();
            }
        }
        for entry in &mut mesh.connectivity {
            for end in [&mut entry.from, &mut entry.to].into_iter().flatten() {
                renumber_end(end, &clusters, &networks);
            }
        }
        for service in &mut mesh.services {
            for index in &mut service.clusters {
                clusters.renumber_cluster(index);
            }
            service.clusters.sort_unstable();
        }
        mesh.services.sort_by(|left, right| {
            (&left.namespace, &left.name).cmp(&(&right.namespace, &right.name))
        });
        for expectation in &mut mesh.expectations {
            match expectation {
                Expectation::Reach { from, to, .. } | Expectation::NoPath { from, to } => {
                    clusters.renumber_cluster(from);
                    clusters.renumber_cluster(to);
                }
                Expectation::Survives {
                    loss: Loss::Cluster(index),
                } => {
                    clusters.renumber_cluster(index);
                }
                Expectation::Survives { .. } => {}
            }
        }
        mesh
    }
}

/// New places by old ones.
struct Renumbering(Vec<usize>);

impl Renumbering {
    fn new(order: &[usize]) -> Self {
        let mut new = vec![0; order.len()];
        for (place, &old) in order.iter().enumerate() {
            new[old] = place;
        }
        Self(new)
    }

    fn renumber_cluster(&self, index: &mut ClusterIndex) {
        index.0 = self.0.get(index.0).copied().unwrap_or(index.0);
    }

    fn renumber_network(&self, index: &mut NetworkIndex) {
        index.0 = self.0.get(index.0).copied().unwrap_or(index.0);
    }
}

fn renumber_end(end: &mut End, clusters: &Renumbering, networks: &Renumbering) {
    match end {
        End::Cluster(index) => clusters.renumber_cluster(index),
        End::Network(index) => networks.renumber_network(index),
    }
}

/// Old places in the order of names.
fn order<'a>(names: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let mut places: Vec<(usize, &str)> = names.enumerate().collect();
    places.sort_by(|left, right| natural(left.1, right.1).then(left.0.cmp(&right.0)));
    places.into_iter().map(|(place, _)| place).collect()
}

/// Compares names so that runs of digits count as numbers: `cluster2` before `cluster10`.
fn natural(left: &str, right: &str) -> Ordering {
    let (mut a, mut b) = (left.as_bytes(), right.as_bytes());
    while let (Some(x), Some(y)) = (a.first(), b.first()) {
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (number_a, rest_a) = digits(a);
            let (number_b, rest_b) = digits(b);
            let by_number = number_a
                .len()
                .cmp(&number_b.len())
                .then_with(|| number_a.cmp(number_b));
            if by_number != Ordering::Equal {
                return by_number;
            }
            (a, b) = (rest_a, rest_b);
        } else if x == y {
            (a, b) = (&a[1..], &b[1..]);
        } else {
            return x.cmp(y);
        }
    }
    a.len().cmp(&b.len()).then_with(|| left.cmp(right))
}

/// The leading digits without their zeros, and what follows.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text
        .iter()
        .position(|b| !b.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let zeros = number.iter().take_while(|&&b| b == b'0').count();
    (&number[zeros..], rest)
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::natural;

    #[test]
    fn runs_of_digits_count_as_numbers() {
        let mut names = [
            "cluster10",
            "cluster2",
            "a",
            "cluster1-b",
            "cluster1",
            "b007",
            "b7",
        ];
        names.sort_by(|left, right| natural(left, right));
        assert_eq!(
            names,
            [
                "a",
                "b007",
                "b7",
                "cluster1",
                "cluster1-b",
                "cluster2",
                "cluster10"
            ]
        );
        assert_eq!(natural("x", "x"), Ordering::Equal);
    }

    #[test]
    fn the_order_of_the_document_does_not_matter() {
        let one = "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata: {name: m}\nclusters:\n- {name: c10, network: n2, role: remote, controlPlane: c2, standbyControlPlanes: [c4, c3]}\n- {name: c2, network: n1, apiServer: {reachableFrom: [n2, c10]}}\n- {name: c3}\n- {name: c4}\n";
        let two = "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata: {name: m}\nclusters:\n- {name: c4}\n- {name: c3}\n- {name: c2, network: n1, apiServer: {reachableFrom: [c10, n2]}}\n- {name: c10, network: n2, role: remote, controlPlane: c2, standbyControlPlanes: [c3, c4]}\n";
        let mesh = |text: &str| {
            let topology = crate::read(text).topology.expect("a mapping is a topology");
            topology.resolve().0
        };
        assert_ne!(mesh(one), mesh(two), "documents differ in order");
        assert_eq!(mesh(one).canonical(), mesh(two).canonical());
        assert_eq!(mesh(one).canonical(), mesh(one).canonical().canonical());
    }
}
