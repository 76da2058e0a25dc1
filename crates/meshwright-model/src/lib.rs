//! The topology document: its types, reading it with positions, resolving it to a [`Mesh`].
//!
//! A [`Mesh`] is what everybody else works with: references looked up, names checked, defaults
//! explicit. It may still be nonsense as a mesh; that is for `meshwright-check` to say.
//!
//! Not here: what an Istio release can do (`meshwright-catalog`), who reaches whom
//! (`meshwright-graph`), whether the mesh can work (`meshwright-check`).

pub mod mesh;
pub mod names;
pub mod words;

pub use mesh::{
    Addon, Address, Allow, ApiServer, CaKind, CertificateAuthority, Cluster, ClusterIndex,
    Connectivity, DataPlane, EastWestGateway, End, Expectation, Exposure, InstallMethod,
    IstioSettings, KeyAlgorithm, LoadBalancer, Locality, Loss, Mesh, Network, NetworkIndex,
    Provider, ReachableFrom, Role, Service, ServicePort, Traffic, Via,
};
pub use names::{
    ApiServerUrl, ClusterDomain, ClusterName, Context, IstioVersion, KubeconfigPath,
    KubernetesVersion, MeshId, MeshName, NameError, Namespace, NetworkName, Profile, Revision,
    ServiceName, TrustDomain,
};
