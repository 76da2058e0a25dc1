//! What gets applied, as typed values; written out as documents only when somebody asks.

pub mod ambient;
pub mod ambient_gateway;
pub mod control_plane;
pub mod cross_network_gateway;
pub mod east_west_gateway;
pub mod expose_istiod;
pub mod helm_values;
mod injected_gateway;
pub mod installation;
mod istio_operator;
mod merge;
pub mod mesh_networks;
pub mod namespace;
pub mod node_agent;
pub mod remote_gateway;
pub mod sail;
pub mod sample;
pub mod sample_client;
pub mod sample_services;
pub mod traffic;
pub mod waypoint;

use meshwright_diag::Value;

pub use ambient::Ambient;
pub use ambient_gateway::AmbientGateway;
pub use control_plane::{ControlPlane, ControlPlaneRole, MeshSettings};
pub use cross_network_gateway::CrossNetworkGateway;
pub use east_west_gateway::{EastWestGateway, GatewayService};
pub use expose_istiod::{ExposeIstiod, IstiodCertificate};
pub use helm_values::BaseValues;
pub use installation::Installation;
pub use mesh_networks::{MeshNetwork, MeshNetworks};
pub use namespace::Namespace;
pub use node_agent::{NodeAgent, NodeAgentKind, NodeAgentResource};
pub use remote_gateway::{RemoteGateway, RemoteGateways};
pub use sail::IstioResource;
pub use sample::Sample;
pub use sample_client::SampleClient;
pub use sample_services::SampleServices;
pub use traffic::{TrafficRules, TrafficService};
pub use waypoint::Waypoint;

/// A file of the bundle and what it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct ManifestFile {
    /// The path in the bundle, with `/`.
    pub path: String,
    /// What it holds.
    pub manifest: Manifest,
}

/// What a file of the bundle holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Manifest {
    /// A namespace with its labels and annotations.
    Namespace(Namespace),
    /// The IstioOperator of a control plane, or of what a remote has of one.
    IstioOperator(Box<ControlPlane>),
    /// The IstioOperator of an east-west gateway.
    GatewayOperator(Box<EastWestGateway>),
    /// The values of the chart `base`.
    BaseValues(BaseValues),
    /// The values of the chart `istiod`.
    IstiodValues(Box<ControlPlane>),
    /// The values of the chart `gateway` for an east-west gateway.
    GatewayValues(Box<EastWestGateway>),
    /// The resource `Istio` of the Sail operator.
    IstioResource(Box<IstioResource>),
    /// The values of the chart `cni` or `ztunnel`.
    NodeAgentValues(Box<NodeAgent>),
    /// A resource `IstioCNI` or `ZTunnel` of the Sail operator.
    NodeAgentResource(Box<NodeAgentResource>),
    /// An east-west gateway as plain objects.
    InjectedGateway(Box<EastWestGateway>),
    /// The Gateway that lets other networks in.
    CrossNetworkGateway(CrossNetworkGateway),
    /// The Gateway and VirtualService that let remotes reach istiod.
    ExposeIstiod(ExposeIstiod),
    /// The ambient east-west gateway.
    AmbientGateway(AmbientGateway),
    /// A waypoint for services.
    Waypoint(Waypoint),
    /// Gateways of other networks by their addresses.
    RemoteGateways(RemoteGateways),
    /// DestinationRules for the services that the topology names.
    Traffic(TrafficRules),
    /// A cluster's sample server.
    Sample(Sample),
    /// The namespace of the samples and their client.
    SampleClient(SampleClient),
    /// The Services of all sample servers.
    SampleServices(SampleServices),
}

impl Manifest {
    /// The documents of the file, in order.
    pub fn documents(&self) -> Vec<Value> {
        match self {
            Self::Namespace(manifest) => vec![manifest.document()],
            Self::IstioOperator(manifest) => vec![manifest.operator()],
            Self::GatewayOperator(manifest) => vec![manifest.operator()],
            Self::BaseValues(manifest) => vec![manifest.values()],
            Self::IstiodValues(manifest) => vec![manifest.helm_values()],
            Self::GatewayValues(manifest) => vec![manifest.helm_values()],
            Self::IstioResource(manifest) => vec![manifest.document()],
            Self::NodeAgentValues(manifest) => vec![manifest.values()],
            Self::NodeAgentResource(manifest) => vec![manifest.document()],
            Self::InjectedGateway(manifest) => manifest.objects(),
            Self::CrossNetworkGateway(manifest) => vec![manifest.document()],
            Self::ExposeIstiod(manifest) => manifest.documents(),
            Self::AmbientGateway(manifest) => manifest.documents(),
            Self::Waypoint(manifest) => vec![manifest.document()],
            Self::RemoteGateways(manifest) => manifest.documents(),
            Self::Traffic(manifest) => manifest.documents(),
            Self::Sample(manifest) => vec![manifest.document()],
            Self::SampleClient(manifest) => manifest.documents(),
            Self::SampleServices(manifest) => manifest.documents(),
        }
    }
}
