//! What the graph keeps of each cluster: a few words by index, no names.

use meshwright_model::{
    ApiServerUrl, CaKind, Cluster, ClusterIndex, DataPlane, EastWestGateway, End, Exposure,
    LoadBalancer, Mesh, NetworkIndex, Provider, ReachableFrom, Role,
};

/// What the graph keeps of a cluster.
#[derive(Clone, Debug)]
pub(crate) struct ClusterFacts {
    /// The network of its pods.
    pub(crate) network: NetworkIndex,
    /// The cluster whose istiod serves its proxies, as written; itself for a primary.
    pub(crate) control_plane: Option<ClusterIndex>,
    /// Whether an istiod runs in it.
    pub(crate) has_istiod: bool,
    /// Whether workloads of the mesh run in it.
    pub(crate) has_workloads: bool,
    /// How its workloads join the mesh.
    pub(crate) plane: DataPlane,
    /// Its API server.
    pub(crate) api: ApiFacts,
    /// Its east-west gateway; the front gateway of an external cluster.
    pub(crate) gateway: Option<GatewayFacts>,
}

/// What the graph keeps of an API server.
#[derive(Clone, Debug)]
pub(crate) struct ApiFacts {
    /// Whether its URL means "this machine".
    pub(crate) is_loopback: bool,
    /// The port others connect to.
    pub(crate) port: u16,
    /// Who may connect, sorted; `None` for everyone.
    pub(crate) reachable_from: Option<Vec<End>>,
}

/// What the graph keeps of an east-west gateway.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GatewayFacts {
    /// The port for sidecars as peers see it; that for tunnels is always the same.
    pub(crate) port: u16,
    /// How it is reached.
    pub(crate) exposure: Exposure,
    /// Whether it has or will be given an address.
    pub(crate) has_address: bool,
}

impl ClusterFacts {
    pub(crate) fn of(index: ClusterIndex, cluster: &Cluster) -> Self {
        let (control_plane, has_istiod, has_workloads) = match cluster.role {
            Role::Primary => (Some(index), true, true),
            Role::Remote { control_plane, .. } => (control_plane, false, true),
            Role::External => (None, true, false),
        };
        Self {
            network: cluster.network,
            control_plane,
            has_istiod,
            has_workloads,
            plane: cluster.istio.data_plane,
            api: ApiFacts::of(cluster),
            gateway: match cluster.role {
                Role::External => Some(GatewayFacts::front(cluster)),
                Role::Primary | Role::Remote { .. } => cluster
                    .gateway
                    .as_ref()
                    .filter(|gateway| gateway.exposure != Exposure::None)
                    .map(|gateway| GatewayFacts::of(cluster, gateway)),
            },
        }
    }
}

impl ApiFacts {
    fn of(cluster: &Cluster) -> Self {
        let url = cluster.api_server.url.as_ref();
        let reachable_from = match &cluster.api_server.reachable_from {
            ReachableFrom::Everyone => None,
            ReachableFrom::Only(ends) => {
                let mut ends = ends.clone();
                ends.sort_unstable();
                Some(ends)
            }
        };
        Self {
            is_loopback: url.is_some_and(ApiServerUrl::is_loopback),
            port: api_port(cluster),
            reachable_from,
        }
    }
}

impl GatewayFacts {
    /// The port at which peers reach workloads of `plane` through it.
    pub(crate) const fn port(self, plane: DataPlane) -> u16 {
        match plane {
            DataPlane::Sidecar => self.port,
            DataPlane::Ambient => EastWestGateway::AMBIENT_PORT,
        }
    }

    /// The gateway in front of an external istiod: always there, behind a load balancer unless
    /// the document says otherwise; `istiod.address` is an address of it, whatever leads there.
    fn front(cluster: &Cluster) -> Self {
        let written = cluster
            .gateway
            .as_ref()
            .map(|gateway| Self::of(cluster, gateway));
        match (written, &cluster.istiod.address) {
            (Some(written), None) => written,
            (written, address) => Self {
                port: written.map_or(EastWestGateway::DEFAULT_PORT, |written| written.port),
                exposure: Exposure::LoadBalancer,
                has_address: address.is_some() || cluster.load_balancer != LoadBalancer::None,
            },
        }
    }

    fn of(cluster: &Cluster, gateway: &EastWestGateway) -> Self {
        // A load balancer and nodes give addresses that are learned when applied; externalIPs
        // are written by hand or not there at all.
        let is_given_one = match gateway.exposure {
            Exposure::LoadBalancer => cluster.load_balancer != LoadBalancer::None,
            Exposure::NodePort => true,
            Exposure::ExternalIps | Exposure::None => false,
        };
        Self {
            port: gateway.port,
            exposure: gateway.exposure,
            has_address: is_given_one || !gateway.addresses.is_empty(),
        }
    }
}

/// The port of a cluster's API server: that of its URL, else the usual one of its provider.
pub(crate) fn api_port(cluster: &Cluster) -> u16 {
    if let Some(url) = &cluster.api_server.url {
        return url.port();
    }
    match cluster.provider {
        Provider::Eks | Provider::Gke | Provider::Aks => 443,
        Provider::Openshift
        | Provider::Kubeadm
        | Provider::Kind
        | Provider::K3s
        | Provider::Other => 6443,
    }
}

/// Whether each istiod without a root of its own signs with one that the mesh shares.
pub(crate) fn has_one_root(mesh: &Mesh) -> bool {
    match mesh.ca.kind {
        CaKind::PluggedIn | CaKind::CertManager => true,
        CaKind::SelfSigned => false,
    }
}
