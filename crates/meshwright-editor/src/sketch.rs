//! What there is to draw: networks and clusters as the document means them.
//!
//! Not here: whether the mesh works; that is the planner's [`crate::answer`].

use std::collections::BTreeMap;
use std::rc::Rc;

use meshwright_core::model::{DataPlane, Document, Exposure, Role, Topology};

use crate::geometry::Point;

/// A topology as far as it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sketch {
    /// The name of the topology.
    pub name: String,
    /// The release of the mesh.
    pub istio: String,
    /// In the order of the document, then of first use by a cluster.
    pub networks: Vec<NetworkSketch>,
    /// In the order of the document.
    pub clusters: Vec<Rc<ClusterSketch>>,
    /// Where the user put clusters and networks, by name.
    pub positions: BTreeMap<String, Point>,
}

/// A network as far as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkSketch {
    /// Its name.
    pub name: String,
    /// Whether the document lists it, and not only a cluster names it.
    pub is_listed: bool,
    /// Its clusters: places in [`Sketch::clusters`].
    pub clusters: Vec<usize>,
}

/// What a cluster is in the mesh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleSketch {
    /// It runs an istiod for itself.
    Primary,
    /// It uses the istiod of another cluster.
    Remote,
    /// It runs an istiod for others only.
    External,
}

impl RoleSketch {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Primary, Self::Remote, Self::External];

    /// The word in the document.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Remote => "remote",
            Self::External => "external",
        }
    }
}

/// A cluster as far as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterSketch {
    /// Its name.
    pub name: String,
    /// The kubeconfig context of its commands.
    pub context: String,
    /// Its network: a place in [`Sketch::networks`].
    pub network: usize,
    /// What it is in the mesh.
    pub role: RoleSketch,
    /// The cluster whose istiod it uses; `None` for others than remotes, and where nobody is
    /// named.
    pub control_plane: Option<usize>,
    /// Whether it holds the configuration for an external istiod.
    pub is_config: bool,
    /// How its east-west gateway is reached; `None` where it has none.
    pub gateway: Option<&'static str>,
    /// Region and zone.
    pub locality: Option<String>,
    /// Who runs it.
    pub provider: &'static str,
    /// Its Kubernetes version.
    pub kubernetes: Option<String>,
    /// Its Istio release.
    pub istio: String,
    /// Whether workloads join without sidecars.
    pub is_ambient: bool,
}

impl Sketch {
    /// What is to be drawn of `document`; `None` where it is no topology.
    pub fn of(document: &Document) -> Option<Self> {
        let topology = document.topology.as_ref()?;
        let (mesh, _) = topology.resolve();
        let networks = mesh
            .networks
            .iter()
            .map(|network| NetworkSketch {
                name: network.name.to_string(),
                is_listed: lists(topology, network.name.as_str()),
                clusters: network.clusters.iter().map(|index| index.0).collect(),
            })
            .collect();
        let clusters = mesh
            .clusters
            .iter()
            .map(|cluster| {
                let (role, control_plane, is_config) = match cluster.role {
                    Role::Primary => (RoleSketch::Primary, None, false),
                    Role::Remote {
                        control_plane,
                        config,
                    } => (RoleSketch::Remote, control_plane, config),
                    Role::External => (RoleSketch::External, None, false),
                };
                Rc::new(ClusterSketch {
                    name: cluster.name.to_string(),
                    context: cluster.context.to_string(),
                    network: cluster.network.0,
                    role,
                    control_plane: control_plane.map(|index| index.0),
                    is_config,
                    gateway: cluster.gateway.as_ref().map(|it| exposure(it.exposure)),
                    locality: cluster.locality.as_ref().map(|it| match &it.zone {
                        Some(zone) => format!("{} / {zone}", it.region),
                        None => it.region.clone(),
                    }),
                    provider: cluster.provider.as_str(),
                    kubernetes: cluster.kubernetes.as_ref().map(ToString::to_string),
                    istio: cluster.istio.version.to_string(),
                    is_ambient: cluster.istio.data_plane == DataPlane::Ambient,
                })
            })
            .collect();
        let positions = topology.view.as_ref().and_then(|it| it.positions.as_ref());
        Some(Self {
            name: mesh.name.to_string(),
            istio: istio(topology),
            networks,
            clusters,
            positions: positions
                .into_iter()
                .flatten()
                .map(|(name, point)| (name.clone(), Point::new(point.x(), point.y())))
                .collect(),
        })
    }

    /// The place of the cluster of that name.
    pub fn cluster(&self, name: &str) -> Option<usize> {
        self.clusters.iter().position(|it| it.name == name)
    }

    /// The place of the network of that name.
    pub fn network(&self, name: &str) -> Option<usize> {
        self.networks.iter().position(|it| it.name == name)
    }

    /// The clusters that use the istiod of the one at `place`.
    pub fn remotes_of(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        let all = self.clusters.iter().enumerate();
        all.filter(move |(_, it)| it.control_plane == Some(place))
            .map(|(index, _)| index)
    }
}

fn lists(topology: &Topology, name: &str) -> bool {
    let listed = topology.networks.as_ref();
    listed.is_some_and(|all| all.iter().any(|network| network.name.as_str() == name))
}

fn istio(topology: &Topology) -> String {
    let mesh = topology.mesh.as_ref();
    let version = mesh
        .and_then(|mesh| mesh.istio.as_ref())
        .and_then(|istio| istio.version.as_ref());
    version.map_or_else(
        || meshwright_core::catalog::NEWEST.to_owned(),
        ToString::to_string,
    )
}

const fn exposure(exposure: Exposure) -> &'static str {
    match exposure {
        Exposure::LoadBalancer => "load-balancer",
        Exposure::NodePort => "node-port",
        Exposure::ExternalIps => "external-ips",
        Exposure::None => "none",
    }
}
