//! Whether requests from one cluster reach pods of another.

use meshwright_model::{ClusterIndex, DataPlane, NetworkIndex};

use crate::{ApiBroken, MeshGraph, Trust};

/// How requests from pods of one cluster reach pods of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It is the same cluster.
    Same,
    /// From pod to pod.
    Direct,
    /// Through east-west gateways of the called cluster's network.
    Gateway {
        /// The clusters whose gateways are used, in the order of the document.
        gateways: Vec<ClusterIndex>,
    },
    /// They do not.
    Broken(Broken),
}

/// The first thing that keeps requests, discovery or configuration from arriving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// No istiod serves the proxies of this cluster.
    NoControlPlane {
        /// The cluster.
        cluster: ClusterIndex,
    },
    /// The cluster named as control plane runs no istiod: it is a remote itself.
    NoIstiod {
        /// The remote.
        cluster: ClusterIndex,
        /// The cluster it names.
        control_plane: ClusterIndex,
    },
    /// The two clusters have certificates under different roots.
    NotTrusted {
        /// The caller's cluster.
        from: ClusterIndex,
        /// The called cluster.
        to: ClusterIndex,
    },
    /// An istiod cannot watch a cluster's API server.
    NotDiscovered {
        /// The cluster with the istiod.
        watcher: ClusterIndex,
        /// The cluster it should watch.
        watched: ClusterIndex,
        /// What is in the way.
        because: ApiBroken,
    },
    /// A remote's control plane has no east-west gateway to be reached through.
    NoControlGateway {
        /// The remote.
        cluster: ClusterIndex,
        /// The cluster that lacks the gateway.
        control_plane: ClusterIndex,
    },
    /// A remote's control plane is exposed on node ports, which cannot be 15012 and 15017.
    ControlOverNodePort {
        /// The remote.
        cluster: ClusterIndex,
        /// The cluster with the gateway.
        control_plane: ClusterIndex,
    },
    /// The wires forbid a remote's proxies the way to their istiod.
    ControlForbidden {
        /// The remote.
        cluster: ClusterIndex,
        /// The cluster with the gateway.
        control_plane: ClusterIndex,
        /// The port.
        port: u16,
        /// The entry of `connectivity` that decides.
        connectivity: usize,
    },
    /// One cluster has sidecars and the other is ambient, on another network: no gateway takes
    /// requests from one to the other.
    DataPlanes {
        /// The caller's cluster.
        from: ClusterIndex,
        /// The called cluster.
        to: ClusterIndex,
    },
    /// The gateways of the called cluster's network are for sidecars, and it is ambient.
    NoTunnelGateway {
        /// The called cluster.
        cluster: ClusterIndex,
    },
    /// The called network has no east-west gateway.
    NoGateway {
        /// The network.
        network: NetworkIndex,
    },
    /// Nobody gives this cluster's gateway an address.
    GatewayWithoutAddress {
        /// The cluster with the gateway.
        cluster: ClusterIndex,
    },
    /// The wires forbid the caller the way to the gateway.
    GatewayUnreachable {
        /// The caller's cluster.
        from: ClusterIndex,
        /// The cluster with the gateway.
        gateway: ClusterIndex,
        /// The gateway's port.
        port: u16,
        /// The entry of `connectivity` that decides.
        connectivity: usize,
    },
    /// The wires forbid pods of one cluster the way to pods of another on the same network.
    PodsUnreachable {
        /// The cluster of the calling pods, or of the gateway.
        from: ClusterIndex,
        /// The called cluster.
        to: ClusterIndex,
        /// The entry of `connectivity` that decides.
        connectivity: usize,
    },
}

/// The way on the wires, without the list of gateways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Same,
    Direct,
    Gateway,
}

impl Reach {
    /// Whether requests arrive.
    pub const fn arrives(&self) -> bool {
        !matches!(self, Self::Broken(_))
    }
}

impl MeshGraph {
    /// How requests from pods of `from` reach pods of `to`.
    ///
    /// They need an istiod for both, one root, an istiod of the caller that discovers the called
    /// cluster, and a way on the wires. Where several gateways may be used, each has to work:
    /// requests spread over all of them.
    pub fn reach(&self, from: ClusterIndex, to: ClusterIndex) -> Reach {
        match self.find_way(from, to) {
            Ok(Way::Same) => Reach::Same,
            Ok(Way::Direct) => Reach::Direct,
            Ok(Way::Gateway) => Reach::Gateway {
                gateways: self.gateways_for(to).map(|(index, _)| index).collect(),
            },
            Err(broken) => Reach::Broken(broken),
        }
    }

    /// Whether requests from pods of `from` reach pods of `to`.
    pub fn reaches(&self, from: ClusterIndex, to: ClusterIndex) -> bool {
        self.find_way(from, to).is_ok()
    }

    /// The clusters whose gateways lead to pods of `to` from other networks: its own, else all
    /// with an address on its network; to ambient pods those of any ambient cluster there.
    pub fn gateways_to(&self, to: ClusterIndex) -> Vec<ClusterIndex> {
        self.gateways_for(to).map(|(index, _)| index).collect()
    }

    pub(crate) fn find_way(&self, from: ClusterIndex, to: ClusterIndex) -> Result<Way, Broken> {
        let control_plane = self.control_plane(from)?;
        self.control_plane(to)?;
        if from == to {
            self.controls(from)?;
            return Ok(Way::Same);
        }
        match self.trusts(from, to) {
            Trust::Shared(_) => {}
            Trust::Apart { .. } | Trust::Unknown => return Err(Broken::NotTrusted { from, to }),
        }
        self.discover(control_plane, to)?;
        self.controls(from)?;
        let way = self.find_wire(from, to)?;
        self.controls(to)?;
        Ok(way)
    }

    /// Whether requests from pods of `from` reach pods of `to` through this one gateway.
    pub(crate) fn through(
        &self,
        from: ClusterIndex,
        gateway: ClusterIndex,
        to: ClusterIndex,
        port: u16,
    ) -> Result<(), Broken> {
        let control_plane = self.control_plane(from)?;
        self.control_plane(to)?;
        match self.trusts(from, to) {
            Trust::Shared(_) => {}
            Trust::Apart { .. } | Trust::Unknown => return Err(Broken::NotTrusted { from, to }),
        }
        self.discover(control_plane, to)?;
        self.controls(from)?;
        self.planes_meet(from, to)?;
        self.gateway_wire(from, gateway, port)?;
        self.gateway_told(gateway, to)?;
        self.pods(gateway, to)?;
        self.controls(to).map(|_| ())
    }

    /// The way on the wires from pods of `from` to pods of another cluster.
    pub(crate) fn find_wire(&self, from: ClusterIndex, to: ClusterIndex) -> Result<Way, Broken> {
        if self.place(from).network == self.place(to).network {
            self.pods(from, to)?;
            return Ok(Way::Direct);
        }
        self.planes_meet(from, to)?;
        self.gateway_there(to)?;
        if !self.wires().are_open() {
            for (gateway, port) in self.gateways_for(to) {
                self.gateway_wire(from, gateway, port)?;
            }
        }
        self.gateways_serve(to)?;
        Ok(Way::Gateway)
    }

    /// Whether a gateway with an address leads to pods of `to`.
    pub(crate) fn gateway_there(&self, to: ClusterIndex) -> Result<(), Broken> {
        if self.gateways_for(to).next().is_some() {
            return Ok(());
        }
        let network = self.place(to).network;
        let is_ambient = self.plane(to) == Some(DataPlane::Ambient);
        let mut gateways = self.gateways_of(network).iter();
        if let Some(&cluster) = gateways.find(|&&gateway| self.serves_plane(gateway, to)) {
            return Err(Broken::GatewayWithoutAddress { cluster });
        }
        // Only a gateway of an ambient cluster helps; elsewhere any cluster of the network does.
        let mut near = self.indices().filter(|&it| {
            self.cluster(it)
                .is_some_and(|facts| facts.has_workloads && facts.network == network)
        });
        let has_sidecars = is_ambient && near.any(|it| self.plane(it) == Some(DataPlane::Sidecar));
        Err(if has_sidecars {
            Broken::NoTunnelGateway { cluster: to }
        } else {
            Broken::NoGateway { network }
        })
    }

    /// Whether requests may pass from one cluster to another by what their workloads speak:
    /// within a network always, from network to network only what both speak (E-TUNNEL).
    ///
    /// istiod leaves ambient pods out of the lists of other networks' sidecars, and the gateway
    /// for tunnels hands on the inner tunnel, which pods with sidecars do not understand.
    pub(crate) fn planes_meet(&self, from: ClusterIndex, to: ClusterIndex) -> Result<(), Broken> {
        let is_near = self.place(from).network == self.place(to).network;
        if is_near || self.plane(from) == self.plane(to) {
            Ok(())
        } else {
            Err(Broken::DataPlanes { from, to })
        }
    }

    pub(crate) fn plane(&self, cluster: ClusterIndex) -> Option<DataPlane> {
        self.cluster(cluster).map(|facts| facts.plane)
    }

    /// Whether a gateway of `gateway` is for what workloads of `to` speak: an ambient cluster
    /// has one for sidecars too where the mesh has any.
    fn serves_plane(&self, gateway: ClusterIndex, to: ClusterIndex) -> bool {
        self.plane(to) != Some(DataPlane::Ambient)
            || self.plane(gateway) == Some(DataPlane::Ambient)
    }

    /// Whether pods of `from` get to the gateway of `gateway`.
    pub(crate) fn gateway_wire(
        &self,
        from: ClusterIndex,
        gateway: ClusterIndex,
        port: u16,
    ) -> Result<(), Broken> {
        self.wires()
            .allow(self.place(from), self.place(gateway), port)
            .map_err(|connectivity| Broken::GatewayUnreachable {
                from,
                gateway,
                port,
                connectivity,
            })
    }

    /// Whether the gateways that lead to pods of `to` do their part, whoever calls.
    pub(crate) fn gateways_serve(&self, to: ClusterIndex) -> Result<(), Broken> {
        match self.gateways_serve.get(to.0) {
            Some(serve) => *serve,
            None => Err(Broken::NoControlPlane { cluster: to }),
        }
    }

    pub(crate) fn find_gateways_serve(&self, to: ClusterIndex) -> Result<(), Broken> {
        for (gateway, _) in self.gateways_for(to) {
            self.gateway_told(gateway, to)?;
            self.pods(gateway, to)?;
        }
        Ok(())
    }

    /// Whether the gateway of `gateway`, a proxy itself, is told of the pods of `to`.
    pub(crate) fn gateway_told(
        &self,
        gateway: ClusterIndex,
        to: ClusterIndex,
    ) -> Result<(), Broken> {
        self.controls(gateway)?;
        self.discover(self.control_plane(gateway)?, to)
    }

    /// The gateways, with an address, that lead to pods of `to`, and the ports they do so on.
    pub(crate) fn gateways_for(
        &self,
        to: ClusterIndex,
    ) -> impl Iterator<Item = (ClusterIndex, u16)> {
        let plane = self.plane(to).unwrap_or(DataPlane::Sidecar);
        let usable = move |index: ClusterIndex| {
            let facts = self.cluster(index)?;
            let gateway = facts.gateway.filter(|gateway| gateway.has_address)?;
            let is_for_it = facts.has_workloads && self.serves_plane(index, to);
            is_for_it.then(|| (index, gateway.port(plane)))
        };
        // A-SPLIT: ztunnel uses one gateway of the network, whosever it is; E-GW for sidecars.
        let own = usable(to).filter(|_| plane == DataPlane::Sidecar);
        let network = self.place(to).network;
        let others = if own.is_none() {
            self.gateways_of(network)
        } else {
            &[]
        };
        own.into_iter()
            .chain(others.iter().copied().filter_map(usable))
    }

    /// Whether pods, or a gateway, of `from` get to pods of `to` on the same network.
    pub(crate) fn pods(&self, from: ClusterIndex, to: ClusterIndex) -> Result<(), Broken> {
        self.wires()
            .allow_any_port(self.place(from), self.place(to))
            .map_err(|connectivity| Broken::PodsUnreachable {
                from,
                to,
                connectivity,
            })
    }

    /// [`MeshGraph::discovery`], as the reason why something else is broken.
    pub(crate) fn discover(
        &self,
        watcher: ClusterIndex,
        cluster: ClusterIndex,
    ) -> Result<(), Broken> {
        self.discovery(watcher, cluster)
            .map_err(|because| Broken::NotDiscovered {
                watcher,
                watched: cluster,
                because,
            })
    }
}
