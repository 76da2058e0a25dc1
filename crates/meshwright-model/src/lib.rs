//! The topology document: its types, reading it with positions, resolving it to a [`Mesh`].
//!
//! A [`Mesh`] is what everybody else works with: references looked up, names checked, defaults
//! explicit. It may still be nonsense as a mesh; that is for `meshwright-check` to say.
//!
//! Not here: what an Istio release can do (`meshwright-catalog`), who reaches whom
//! (`meshwright-graph`), whether the mesh can work (`meshwright-check`).

#[cfg(any(test, feature = "arbitrary"))]
pub mod arbitrary;
mod canonical;
mod collect;
mod data_plane;
pub mod document;
pub mod edit;
pub mod emit;
pub mod limits;
pub mod mesh;
pub mod names;
#[cfg(test)]
mod properties;
pub mod read;
pub mod resolve;
pub mod rules;
pub mod schema;
mod shown;
pub mod source;
#[cfg(test)]
mod test;
pub mod words;
pub mod yaml;

pub use document::Topology;
pub use emit::emit;

pub use mesh::{
    Addon, Address, Allow, ApiServer, CaKind, CertificateAuthority, Cluster, ClusterIndex,
    Connectivity, DataPlane, EastWestGateway, End, Expectation, Exposure, InstallMethod,
    IstioSettings, Istiod, KeyAlgorithm, LoadBalancer, Locality, Loss, Mesh, Network, NetworkIndex,
    Provider, ReachableFrom, Role, Scope, Service, ServicePort, Traffic, Via,
};
pub use names::{
    ApiServerUrl, ClusterDomain, ClusterName, Context, IstioVersion, KubeconfigPath,
    KubernetesVersion, MeshId, MeshName, NameError, Namespace, NetworkName, PortName, Profile,
    Revision, SecretName, ServiceName, TrustDomain,
};
pub use read::{Document, read, read_bytes};
pub use resolve::{explicit, resolve};
pub use rules::DOCUMENT_RULES;
pub use schema::schema;
pub use source::SourceMap;

/// The sentences of this crate.
pub const WORDS: meshwright_diag::Source = meshwright_diag::Source {
    language: meshwright_diag::Language::En,
    messages: include_str!("../words/en.ftl"),
};

/// The same in Chinese.
pub const WORDS_ZH_CN: meshwright_diag::Source = meshwright_diag::Source {
    language: meshwright_diag::Language::ZhCn,
    messages: include_str!("../words/zh-CN.ftl"),
};
