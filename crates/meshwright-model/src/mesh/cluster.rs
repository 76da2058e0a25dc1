//! A cluster of a mesh: its role, its API server, what it installs, who runs it.

use ipnet::IpNet;
use meshwright_diag::{ModelPath, path};

use super::{Address, ClusterIndex, EastWestGateway, End, IstioSettings, NetworkIndex};
use crate::names::{
    ApiServerUrl, ClusterDomain, ClusterName, Context, KubeconfigPath, KubernetesVersion,
    SecretName,
};
use crate::words::words;

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

impl Cluster {
    /// `clusters/<name>`: where in the document the cluster is.
    pub fn path(&self) -> ModelPath {
        path!("clusters", self.name)
    }
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
