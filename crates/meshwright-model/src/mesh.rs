//! The resolved view of a topology: what the document means, with every default explicit.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::ops::Index;

use ipnet::IpNet;
use meshwright_diag::{ModelPath, Value, path};

use crate::names::{
    ApiServerUrl, ClusterDomain, ClusterName, Context, IstioVersion, KubeconfigPath,
    KubernetesVersion, MeshId, MeshName, Namespace, NetworkName, PortName, Profile, Revision,
    SecretName, ServiceName, TrustDomain,
};
use crate::words::words;

/// A cluster's place in [`Mesh::clusters`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClusterIndex(pub usize);

/// A network's place in [`Mesh::networks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NetworkIndex(pub usize);

/// A mesh, resolved: names are unique, references are looked up, defaults are explicit.
///
/// Everything that could not be resolved was reported as a finding and left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Mesh {
    /// The name of the topology; it titles the runbook.
    pub name: MeshName,
    /// `values.global.meshID`.
    pub id: MeshId,
    /// The trust domain of every workload identity.
    pub trust_domain: TrustDomain,
    /// Whether sidecars answer DNS for Services of other clusters (`ISTIO_META_DNS_CAPTURE`).
    pub dns_capture: bool,
    /// Who signs.
    pub ca: CertificateAuthority,
    /// In the order of the document, then of first use by a cluster.
    pub networks: Vec<Network>,
    /// In the order of the document.
    pub clusters: Vec<Cluster>,
    /// What the wires allow or forbid, beyond the defaults, in the order of the document.
    pub connectivity: Vec<Connectivity>,
    /// In the order of the document.
    pub services: Vec<Service>,
    /// Tests of the mesh, in the order of the document.
    pub expectations: Vec<Expectation>,
    /// Findings that the document allows.
    pub allows: Vec<Allow>,
}

/// Who signs workload certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CertificateAuthority {
    /// The kind.
    pub kind: CaKind,
    /// The algorithm of the keys that Meshwright makes or asks for.
    pub key_algorithm: KeyAlgorithm,
}

words! {
    /// Where the signing certificate of an istiod comes from.
    CaKind {
        /// An intermediate under one common root, in the Secret `cacerts`.
        PluggedIn = "plugged-in",
        /// A root that each istiod makes for itself.
        SelfSigned = "self-signed",
        /// cert-manager with istio-csr.
        CertManager = "cert-manager",
    }
}

words! {
    /// The algorithm of a certificate's key.
    KeyAlgorithm {
        /// ECDSA on P-256.
        EcdsaP256 = "ecdsa-p256",
        /// ECDSA on P-384.
        EcdsaP384 = "ecdsa-p384",
        /// RSA with 2048 bits.
        Rsa2048 = "rsa-2048",
        /// RSA with 4096 bits.
        Rsa4096 = "rsa-4096",
    }
}

words! {
    /// How workloads join the mesh.
    DataPlane {
        /// A proxy beside each workload.
        Sidecar = "sidecar",
        /// A ztunnel on each node, waypoints where needed.
        Ambient = "ambient",
    }
}

words! {
    /// The tool that installs Istio.
    InstallMethod {
        /// `istioctl install`.
        Istioctl = "istioctl",
        /// The Helm charts.
        Helm = "helm",
        /// The Sail operator.
        Sail = "sail",
    }
}

words! {
    /// An addon of Istio's release, installed beside the control plane.
    Addon {
        /// Metrics.
        Prometheus = "prometheus",
        /// Dashboards.
        Grafana = "grafana",
        /// The console.
        Kiali = "kiali",
        /// Traces.
        Jaeger = "jaeger",
        /// Traces.
        Zipkin = "zipkin",
    }
}

words! {
    /// Who runs a cluster.
    Provider {
        /// Amazon EKS: load balancers have host names.
        Eks = "eks",
        /// Google GKE.
        Gke = "gke",
        /// Azure AKS.
        Aks = "aks",
        /// Red Hat OpenShift.
        Openshift = "openshift",
        /// kubeadm.
        Kubeadm = "kubeadm",
        /// kind.
        Kind = "kind",
        /// k3s.
        K3s = "k3s",
        /// Somebody else.
        Other = "other",
    }
}

words! {
    /// Who gives Services of type LoadBalancer their address.
    LoadBalancer {
        /// The cloud's controller.
        Cloud = "cloud",
        /// MetalLB.
        Metallb = "metallb",
        /// Nobody: the address stays pending for ever.
        None = "none",
    }
}

words! {
    /// How an east-west gateway is reached from other networks.
    Exposure {
        /// A Service of type LoadBalancer.
        LoadBalancer = "load-balancer",
        /// A Service of type NodePort, found through nodes that have an ExternalIP.
        NodePort = "node-port",
        /// A Service with `spec.externalIPs`.
        ExternalIps = "external-ips",
        /// There is no east-west gateway.
        None = "none",
    }
}

words! {
    /// Where a gateway's load balancer can be reached from.
    Scope {
        /// Wherever the cloud's network reaches, the internet included.
        Public = "public",
        /// Only inside the cloud's own network.
        Internal = "internal",
    }
}

words! {
    /// How a service's callers spread over clusters.
    Traffic {
        /// Over all endpoints, the default.
        Spread = "spread",
        /// To near ones while they are healthy.
        PreferLocal = "prefer-local",
        /// To other clusters only when the own has none.
        Failover = "failover",
        /// Never to other clusters.
        ClusterLocal = "cluster-local",
    }
}

words! {
    /// How an expected path must go.
    Via {
        /// From pod to pod.
        Direct = "direct",
        /// Through an east-west gateway.
        Gateway = "gateway",
        /// Either way.
        Any = "any",
    }
}

/// A network: clusters whose pods reach each other directly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// The value of `topology.istio.io/network`.
    pub name: NetworkName,
    /// Its clusters, in the order of the document.
    pub clusters: Vec<ClusterIndex>,
}

/// A Kubernetes cluster of the mesh.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// `multiCluster.clusterName`, also the name of its remote secret.
    pub name: ClusterName,
    /// The kubeconfig context of every command for this cluster.
    pub context: Context,
    /// The kubeconfig of every command for this cluster; `None` for the tools' default.
    pub kubeconfig: Option<KubeconfigPath>,
    /// The network its pods are in.
    pub network: NetworkIndex,
    /// What it is in the mesh.
    pub role: Role,
    /// Of a remote: further primaries that may lead it, should its control plane be lost.
    ///
    /// The annotation `topology.istio.io/controlPlaneClusters` lists them behind the control
    /// plane. The remote dials one address, so all of them share one [`Istiod::address`]. In the
    /// order of the document, each once, without the control plane itself; empty for other roles.
    pub standbys: Vec<ClusterIndex>,
    /// How remotes find the istiod of this cluster; empty for a remote.
    pub istiod: Istiod,
    /// Its Kubernetes version, where it is known.
    pub kubernetes: Option<KubernetesVersion>,
    /// Who runs it.
    pub provider: Provider,
    /// Where it is, where that is known.
    pub locality: Option<Locality>,
    /// Its API server.
    pub api_server: ApiServer,
    /// The ranges of its pods; empty where unknown.
    pub pod_cidrs: Vec<IpNet>,
    /// The ranges of its Services; empty where unknown.
    pub service_cidrs: Vec<IpNet>,
    /// The DNS domain of its Services.
    pub cluster_domain: ClusterDomain,
    /// Who gives its Services of type LoadBalancer their address.
    pub load_balancer: LoadBalancer,
    /// Its Istio: the mesh's settings with the cluster's own on top.
    pub istio: IstioSettings,
    /// Its east-west gateway; `None` where it has none.
    pub gateway: Option<EastWestGateway>,
}

/// What a cluster is in the mesh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It runs an istiod for itself, and maybe for remotes.
    Primary,
    /// It uses the istiod of another cluster; `None` where that could not be resolved.
    Remote {
        /// The primary or external cluster whose istiod it uses.
        control_plane: Option<ClusterIndex>,
        /// Whether it holds the mesh's configuration (external model).
        config: bool,
    },
    /// It runs an istiod for others only.
    External,
}

/// How remotes find the istiod of a primary or external cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Istiod {
    /// What remotes dial; `None` for the address of the cluster's gateway.
    pub address: Option<Address>,
    /// The TLS Secret, in the namespace of the gateway, whose certificate is valid for the host
    /// name that remotes dial; `None` where istiod's own certificate is shown.
    pub credential: Option<SecretName>,
}

/// Region, zone and subzone, as on the labels of nodes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Locality {
    /// `topology.kubernetes.io/region`.
    pub region: String,
    /// `topology.kubernetes.io/zone`.
    pub zone: Option<String>,
    /// `topology.istio.io/subzone`.
    pub subzone: Option<String>,
}

/// A cluster's API server, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiServer {
    /// The address that goes into remote secrets; `None` for that of the kubeconfig.
    pub url: Option<ApiServerUrl>,
    /// Who can reach it.
    pub reachable_from: ReachableFrom,
}

/// Who can reach something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReachableFrom {
    /// Everyone.
    Everyone,
    /// These networks and clusters.
    Only(Vec<End>),
}

/// A network or a cluster, where a document may name either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// A network.
    Network(NetworkIndex),
    /// A cluster.
    Cluster(ClusterIndex),
}

/// The settings of one cluster's Istio.
#[derive(Clone, Debug, PartialEq)]
pub struct IstioSettings {
    /// The release, as written.
    pub version: IstioVersion,
    /// Sidecar or ambient.
    pub data_plane: DataPlane,
    /// The tool that installs it.
    pub install_method: InstallMethod,
    /// The revision; `None` for the default one.
    pub revision: Option<Revision>,
    /// The profile of primaries; remotes have `remote`.
    pub profile: Profile,
    /// The registry of the images; `None` for the release's own.
    pub hub: Option<String>,
    /// The tag of the images; `None` for the release's own.
    pub tag: Option<String>,
    /// Sorted, each once.
    pub addons: Vec<Addon>,
    /// Merged into the mesh config of a primary: a map.
    pub mesh_config: Value,
    /// Merged into the values of a control plane: a map.
    pub values: Value,
}

/// The gateway that lets other networks in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EastWestGateway {
    /// How it is reached; never [`Exposure::None`].
    pub exposure: Exposure,
    /// Where its load balancer can be reached from; no other exposure heeds it.
    pub scope: Scope,
    /// Known addresses; empty where they are learned when applied.
    pub addresses: Vec<Address>,
    /// The port of the data path as peers see it, 15443 unless changed.
    pub port: u16,
    /// Pods of the gateway.
    pub replicas: u32,
    /// Annotations of the Service.
    pub annotations: BTreeMap<String, String>,
    /// Who may connect; empty for everyone.
    pub source_ranges: Vec<IpNet>,
}

/// An IP address or a host name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Address {
    /// An IP address.
    Ip(IpAddr),
    /// A host name, a DNS-1123 subdomain.
    Hostname(String),
}

impl Address {
    /// Takes an IP address or a host name; `None` for another text.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(ip) = text.parse() {
            return Some(Self::Ip(ip));
        }
        // What looks like an IPv4 address and is none would be a fine host name.
        let is_numeric = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
        let name = text.to_ascii_lowercase();
        let is_name = !is_numeric && ClusterDomain::parse(&name).is_ok();
        is_name.then_some(Self::Hostname(name))
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ip(ip) => ip.fmt(f),
            Self::Hostname(name) => f.write_str(name),
        }
    }
}

impl From<&Address> for meshwright_diag::Arg {
    fn from(address: &Address) -> Self {
        Self::Word(address.to_string())
    }
}

/// What the wires between two places allow, beyond the defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connectivity {
    /// Whence; `None` for everywhere.
    pub from: Option<End>,
    /// Whither; `None` for everywhere.
    pub to: Option<End>,
    /// Which ports; empty for all.
    pub ports: Vec<u16>,
    /// Whether it is allowed or forbidden. Of several entries that fit, the last one counts.
    pub allow: bool,
    /// Why.
    pub reason: Option<String>,
}

/// A service that is called across clusters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The Service's name.
    pub name: ServiceName,
    /// Its namespace.
    pub namespace: Namespace,
    /// Its ports.
    pub ports: Vec<ServicePort>,
    /// The clusters that have pods of it.
    pub clusters: Vec<ClusterIndex>,
    /// How callers spread.
    pub traffic: Traffic,
}

/// A port of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePort {
    /// Its name; endpoints join a service by it.
    pub name: PortName,
    /// Its number.
    pub port: u16,
}

/// A test of the mesh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// `from` reaches `to`.
    Reach {
        /// The caller's cluster.
        from: ClusterIndex,
        /// The called cluster.
        to: ClusterIndex,
        /// The service, where one is meant.
        service: Option<(ServiceName, Namespace)>,
        /// How.
        via: Via,
    },
    /// `from` does not reach `to`.
    NoPath {
        /// The caller's cluster.
        from: ClusterIndex,
        /// The called cluster.
        to: ClusterIndex,
    },
    /// What is left goes on working when this is lost.
    Survives {
        /// What is lost.
        loss: Loss,
    },
}

/// What may be lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Any one cluster.
    AnyCluster,
    /// Any one east-west gateway.
    AnyGateway,
    /// Any one control plane.
    AnyControlPlane,
    /// Any one API server.
    AnyApiServer,
    /// This cluster.
    Cluster(ClusterIndex),
}

/// A finding that the document allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The rule's code.
    pub code: String,
    /// Where it is allowed; the root for everywhere.
    pub at: ModelPath,
    /// Why it is allowed.
    pub reason: Option<String>,
    /// The last day it is allowed, `YYYY-MM-DD`.
    pub until: Option<String>,
    /// Where in the document this entry is.
    pub path: ModelPath,
}

impl Mesh {
    /// Every cluster with its index, in the order of the document.
    pub fn clusters(&self) -> impl Iterator<Item = (ClusterIndex, &Cluster)> {
        self.clusters
            .iter()
            .enumerate()
            .map(|(index, cluster)| (ClusterIndex(index), cluster))
    }

    /// Every network with its index.
    pub fn networks(&self) -> impl Iterator<Item = (NetworkIndex, &Network)> {
        self.networks
            .iter()
            .enumerate()
            .map(|(index, network)| (NetworkIndex(index), network))
    }

    /// The clusters that run an istiod for themselves.
    pub fn primaries(&self) -> impl Iterator<Item = (ClusterIndex, &Cluster)> {
        self.clusters()
            .filter(|(_, cluster)| cluster.role == Role::Primary)
    }

    /// The remotes that use the istiod of `control_plane`.
    pub fn remotes_of(
        &self,
        control_plane: ClusterIndex,
    ) -> impl Iterator<Item = (ClusterIndex, &Cluster)> {
        self.clusters().filter(move |(_, cluster)| {
            matches!(cluster.role, Role::Remote { control_plane: Some(of), .. } if of == control_plane)
        })
    }

    /// The cluster whose istiod serves the proxies of `cluster`: itself for a primary.
    pub fn control_plane_of(&self, cluster: ClusterIndex) -> Option<ClusterIndex> {
        match self[cluster].role {
            Role::Primary => Some(cluster),
            Role::Remote { control_plane, .. } => control_plane,
            Role::External => None,
        }
    }

    /// The clusters that may lead a remote: its control plane, then its standbys. Nobody for
    /// another role.
    pub fn leaders_of(&self, remote: ClusterIndex) -> impl Iterator<Item = ClusterIndex> {
        let cluster = &self[remote];
        let control_plane = match cluster.role {
            Role::Remote { control_plane, .. } => control_plane,
            Role::Primary | Role::External => None,
        };
        control_plane
            .into_iter()
            .chain(cluster.standbys.iter().copied())
    }

    /// The clusters that run an istiod for the mesh: primaries and external clusters.
    pub fn istiods(&self) -> impl Iterator<Item = (ClusterIndex, &Cluster)> {
        self.clusters()
            .filter(|(_, cluster)| matches!(cluster.role, Role::Primary | Role::External))
    }

    /// The external cluster whose istiod `cluster` uses: itself for an external cluster, `None`
    /// for a primary and for the remotes of one.
    pub fn external_of(&self, cluster: ClusterIndex) -> Option<ClusterIndex> {
        match self[cluster].role {
            Role::External => Some(cluster),
            Role::Remote { control_plane, .. } => {
                control_plane.filter(|of| self[*of].role == Role::External)
            }
            Role::Primary => None,
        }
    }

    /// The config cluster of `external`, the first of its remotes that says `config: true`: its
    /// API server holds the configuration that the external istiod reads.
    pub fn config_cluster_of(&self, external: ClusterIndex) -> Option<ClusterIndex> {
        self.remotes_of(external)
            .find(|(_, cluster)| matches!(cluster.role, Role::Remote { config: true, .. }))
            .map(|(index, _)| index)
    }

    /// Whether workloads of `cluster` join the mesh through ztunnel and waypoints.
    pub fn is_ambient(&self, cluster: ClusterIndex) -> bool {
        self[cluster].istio.data_plane == DataPlane::Ambient
    }

    /// Whether workloads are in more than one network: an external cluster has none.
    pub fn is_multi_network(&self) -> bool {
        self.networks
            .iter()
            .filter(|network| {
                let mut clusters = network.clusters.iter();
                clusters.any(|index| self[*index].role != Role::External)
            })
            .count()
            > 1
    }

    /// The cluster of that name.
    pub fn cluster_named(&self, name: &str) -> Option<ClusterIndex> {
        self.clusters()
            .find(|(_, cluster)| cluster.name.as_str() == name)
            .map(|(index, _)| index)
    }

    /// The network of that name.
    pub fn network_named(&self, name: &str) -> Option<NetworkIndex> {
        self.networks()
            .find(|(_, network)| network.name.as_str() == name)
            .map(|(index, _)| index)
    }
}

impl Cluster {
    /// `clusters/<name>`: where in the document the cluster is.
    pub fn path(&self) -> ModelPath {
        path!("clusters", self.name)
    }
}

impl EastWestGateway {
    /// The port of the data path unless the document says otherwise.
    pub const DEFAULT_PORT: u16 = 15443;
}

impl Index<ClusterIndex> for Mesh {
    type Output = Cluster;
    fn index(&self, index: ClusterIndex) -> &Cluster {
        &self.clusters[index.0]
    }
}

impl Index<NetworkIndex> for Mesh {
    type Output = Network;
    fn index(&self, index: NetworkIndex) -> &Network {
        &self.networks[index.0]
    }
}
