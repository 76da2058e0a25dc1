//! What is broken, in words: the sentence for a [`Broken`] and the place it is about.

use meshwright_diag::{Arg, ModelPath, Text, path, text};
use meshwright_model::{Cluster, ClusterIndex, Mesh, NetworkIndex};

use crate::{ApiBroken, Broken};

impl Broken {
    /// The sentence: what is in the way, by name.
    pub fn text(self, mesh: &Mesh) -> Text {
        Names::of(mesh).say(self)
    }

    /// The place in the topology that decides.
    pub fn path(self, mesh: &Mesh) -> ModelPath {
        Names::of(mesh).place(self)
    }
}

/// The names of a mesh, by index; an index that the mesh lacks has its number for a name.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    mesh: &'a Mesh,
}

impl<'a> Names<'a> {
    pub(crate) const fn of(mesh: &'a Mesh) -> Self {
        Self { mesh }
    }

    fn get(self, index: ClusterIndex) -> Option<&'a Cluster> {
        self.mesh.clusters.get(index.0)
    }

    pub(crate) fn cluster(self, index: ClusterIndex) -> String {
        self.get(index).map_or_else(
            || format!("#{}", index.0),
            |cluster| cluster.name.to_string(),
        )
    }

    pub(crate) fn network(self, index: NetworkIndex) -> String {
        self.mesh.networks.get(index.0).map_or_else(
            || format!("#{}", index.0),
            |network| network.name.to_string(),
        )
    }

    pub(crate) fn network_of(self, cluster: ClusterIndex) -> String {
        self.get(cluster)
            .map_or_else(String::new, |cluster| self.network(cluster.network))
    }

    /// `clusters/<name>`.
    pub(crate) fn path(self, cluster: ClusterIndex) -> ModelPath {
        path!("clusters", self.cluster(cluster))
    }

    /// `clusters/<name>/<field>`.
    pub(crate) fn at(self, cluster: ClusterIndex, field: &str) -> ModelPath {
        self.path(cluster).join(field)
    }

    /// The addresses of a cluster's gateway, or the words for those that are yet to be learned.
    pub(crate) fn address(self, cluster: ClusterIndex) -> Arg {
        let gateway = self
            .get(cluster)
            .and_then(|cluster| cluster.gateway.as_ref());
        let addresses: Vec<String> = gateway
            .iter()
            .flat_map(|gateway| &gateway.addresses)
            .map(ToString::to_string)
            .collect();
        if addresses.is_empty() {
            Arg::from(text!("address-learned"))
        } else {
            Arg::from(addresses)
        }
    }

    /// The sentence for `broken`.
    pub(crate) fn say(self, broken: Broken) -> Text {
        let cluster = |index| self.cluster(index);
        match broken {
            Broken::NoControlPlane { cluster: index } => {
                text!("broken-no-control-plane", cluster = cluster(index))
            }
            Broken::NoIstiod {
                cluster: index,
                control_plane,
            } => text!(
                "broken-no-istiod",
                cluster = cluster(index),
                control_plane = cluster(control_plane),
            ),
            Broken::NotTrusted { from, to } => {
                text!("broken-not-trusted", from = cluster(from), to = cluster(to))
            }
            Broken::NotDiscovered {
                watcher,
                watched,
                because,
            } => self.say_unwatched(watcher, watched, because),
            Broken::NoControlGateway {
                cluster: index,
                control_plane,
            } => text!(
                "broken-no-control-gateway",
                cluster = cluster(index),
                control_plane = cluster(control_plane),
            ),
            Broken::ControlOverNodePort {
                cluster: index,
                control_plane,
            } => text!(
                "broken-control-over-node-port",
                cluster = cluster(index),
                control_plane = cluster(control_plane),
            ),
            Broken::ControlForbidden {
                cluster: index,
                control_plane,
                port,
                connectivity,
            } => text!(
                "broken-control-forbidden",
                cluster = cluster(index),
                control_plane = cluster(control_plane),
                port = port,
                entry = entry(connectivity),
            ),
            Broken::DataPlanes { from, to } => {
                let (sidecar, ambient) = self.by_plane(from, to);
                text!(
                    "broken-data-planes",
                    sidecar = cluster(sidecar),
                    ambient = cluster(ambient),
                )
            }
            Broken::NoTunnelGateway { cluster: index } => text!(
                "broken-no-tunnel-gateway",
                cluster = cluster(index),
                network = self.network_of(index),
            ),
            Broken::NoGateway { network } => {
                text!("broken-no-gateway", network = self.network(network))
            }
            Broken::GatewayWithoutAddress { cluster: index } => {
                text!("broken-gateway-without-address", cluster = cluster(index))
            }
            Broken::GatewayUnreachable {
                from,
                gateway,
                port,
                connectivity,
            } => text!(
                "broken-gateway-unreachable",
                from = cluster(from),
                gateway = cluster(gateway),
                port = port,
                entry = entry(connectivity),
            ),
            Broken::PodsUnreachable {
                from,
                to,
                connectivity,
            } => text!(
                "broken-pods-unreachable",
                from = cluster(from),
                to = cluster(to),
                entry = entry(connectivity),
            ),
        }
    }

    /// Two clusters of different data planes, the one with sidecars first.
    pub(crate) fn by_plane(
        self,
        one: ClusterIndex,
        other: ClusterIndex,
    ) -> (ClusterIndex, ClusterIndex) {
        if self
            .mesh
            .clusters
            .get(one.0)
            .is_some_and(|_| self.mesh.is_ambient(one))
        {
            (other, one)
        } else {
            (one, other)
        }
    }

    fn say_unwatched(
        self,
        watcher: ClusterIndex,
        cluster: ClusterIndex,
        because: ApiBroken,
    ) -> Text {
        let url = self
            .get(cluster)
            .and_then(|cluster| cluster.api_server.url.as_ref())
            .map_or_else(String::new, ToString::to_string);
        let (watcher, cluster) = (self.cluster(watcher), self.cluster(cluster));
        match because {
            ApiBroken::Loopback => text!(
                "broken-api-loopback",
                watcher = watcher,
                cluster = cluster,
                url = url
            ),
            ApiBroken::NotReachableFrom => text!(
                "broken-api-not-reachable",
                watcher = watcher,
                cluster = cluster
            ),
            ApiBroken::Forbidden { connectivity } => text!(
                "broken-api-forbidden",
                watcher = watcher,
                cluster = cluster,
                entry = entry(connectivity)
            ),
            ApiBroken::NothingToWatch => text!(
                "broken-nothing-to-watch",
                watcher = watcher,
                cluster = cluster
            ),
        }
    }

    /// The place in the topology that decides about `broken`.
    pub(crate) fn place(self, broken: Broken) -> ModelPath {
        match broken {
            Broken::NoControlPlane { cluster } => match self.get(cluster).map(|it| it.role) {
                Some(meshwright_model::Role::Remote { .. }) => self.path(cluster),
                _ => self.at(cluster, "role"),
            },
            Broken::NoIstiod { cluster, .. } => self.at(cluster, "controlPlane"),
            Broken::NotTrusted { .. } => path!("mesh", "ca", "kind"),
            Broken::NotDiscovered {
                watched, because, ..
            } => match because {
                ApiBroken::Loopback => self.at(watched, "apiServer").join("url"),
                ApiBroken::NotReachableFrom => self.at(watched, "apiServer").join("reachableFrom"),
                ApiBroken::Forbidden { connectivity } => entry_path(connectivity),
                ApiBroken::NothingToWatch => self.at(watched, "role"),
            },
            Broken::NoControlGateway { control_plane, .. } => self.path(control_plane),
            Broken::ControlOverNodePort { control_plane, .. } => {
                self.at(control_plane, "eastWestGateway").join("exposure")
            }
            Broken::DataPlanes { from, to } => {
                let (_, ambient) = self.by_plane(from, to);
                self.at(ambient, "istio").join("dataPlane")
            }
            Broken::NoTunnelGateway { cluster } => self.at(cluster, "network"),
            // A network need not be listed; a cluster of it always is.
            Broken::NoGateway { network } => self
                .mesh
                .clusters
                .iter()
                .find(|cluster| cluster.network == network)
                .map_or_else(
                    || path!("networks"),
                    |cluster| cluster.path().join("network"),
                ),
            Broken::GatewayWithoutAddress { cluster } => self.at(cluster, "eastWestGateway"),
            Broken::ControlForbidden { connectivity, .. }
            | Broken::GatewayUnreachable { connectivity, .. }
            | Broken::PodsUnreachable { connectivity, .. } => entry_path(connectivity),
        }
    }
}

fn entry(connectivity: usize) -> String {
    entry_path(connectivity).to_string()
}

fn entry_path(connectivity: usize) -> ModelPath {
    path!("connectivity", format!("#{connectivity}"))
}

#[cfg(test)]
mod tests {
    use meshwright_diag::{Language, Words};
    use meshwright_model::NetworkIndex;

    use crate::testing::{A, B, two_networks};
    use crate::{ApiBroken, Broken, FlowKind, HopKind, WORDS, repair};

    fn every_broken() -> Vec<Broken> {
        let connectivity = 0;
        let mut all: Vec<Broken> = [
            ApiBroken::Loopback,
            ApiBroken::NotReachableFrom,
            ApiBroken::Forbidden { connectivity },
            ApiBroken::NothingToWatch,
        ]
        .into_iter()
        .map(|because| Broken::NotDiscovered {
            watcher: A,
            watched: B,
            because,
        })
        .collect();
        all.extend([
            Broken::NoControlPlane { cluster: A },
            Broken::NoIstiod {
                cluster: A,
                control_plane: B,
            },
            Broken::NotTrusted { from: A, to: B },
            Broken::NoControlGateway {
                cluster: A,
                control_plane: B,
            },
            Broken::ControlOverNodePort {
                cluster: A,
                control_plane: B,
            },
            Broken::ControlForbidden {
                cluster: A,
                control_plane: B,
                port: 15012,
                connectivity,
            },
            Broken::NoGateway {
                network: NetworkIndex(0),
            },
            Broken::GatewayWithoutAddress { cluster: A },
            Broken::DataPlanes { from: A, to: B },
            Broken::NoTunnelGateway { cluster: A },
            Broken::GatewayUnreachable {
                from: A,
                gateway: B,
                port: 15443,
                connectivity,
            },
            Broken::PodsUnreachable {
                from: A,
                to: B,
                connectivity,
            },
        ]);
        all
    }

    #[test]
    fn everything_that_can_be_said_has_words() {
        assert_eq!(
            Words::mistakes(Language::En, &[WORDS]),
            Vec::<String>::new()
        );
        let words = Words::new(Language::En, &[WORDS]);
        let mesh = two_networks();
        let mut texts: Vec<_> = every_broken().iter().map(|it| it.text(&mesh)).collect();
        for broken in every_broken() {
            texts.extend(repair(&mesh, broken).into_iter().map(|fix| fix.title));
        }
        texts.extend(HopKind::ALL.map(HopKind::title));
        texts.extend(FlowKind::ALL.map(FlowKind::purpose));
        for text in texts {
            let said = words.find(&text).expect("the catalogue has the message");
            assert!(!said.contains("{$"), "{}: {said}", text.key);
        }
    }

    #[test]
    fn every_break_names_a_place_of_the_document() {
        let mesh = two_networks();
        for broken in every_broken() {
            assert!(broken.path(&mesh).segments().len() >= 2, "{broken:?}");
        }
    }
}
