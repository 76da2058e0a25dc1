//! What gets applied, as typed values; written out as documents only when somebody asks.

pub mod ambient;
pub mod ambient_gateway;
pub mod control_plane;
pub mod cross_network_gateway;
pub mod east_west_gateway;
pub mod expose_istiod;
pub mod external_control_plane;
pub mod external_front_door;
pub mod front_gateway;
pub mod helm_values;
mod injected_gateway;
pub mod installation;
mod istio_operator;
mod merge;
pub mod mesh_networks;
pub mod namespace;
pub mod node_agent;
pub mod openshift;
pub mod remote_gateway;
pub mod sail;
pub mod sample;
pub mod sample_client;
pub mod sample_services;
pub mod service_account;
pub mod traffic;
pub mod waypoint;

use meshwright_diag::Value;

use crate::op::AddressField;

pub use ambient::Ambient;
pub use ambient_gateway::AmbientGateway;
pub use control_plane::{ControlPlane, ControlPlaneRole, MeshSettings};
pub use cross_network_gateway::CrossNetworkGateway;
pub use east_west_gateway::{EastWestGateway, GatewayService};
pub use expose_istiod::{ExposeIstiod, IstiodCertificate};
pub use external_control_plane::{
    ConfigCluster, ExternalIstiod, ExternalRemote, FrontTls, Webhooks,
};
pub use external_front_door::ExternalFrontDoor;
pub use front_gateway::{FrontGateway, FrontIstio};
pub use helm_values::BaseValues;
pub use installation::Installation;
pub(crate) use merge::without_budgets;
pub use mesh_networks::{MeshNetwork, MeshNetworks};
pub use namespace::Namespace;
pub use node_agent::{NodeAgent, NodeAgentKind, NodeAgentResource};
pub use openshift::Openshift;
pub use remote_gateway::{RemoteGateway, RemoteGateways};
pub use sail::IstioResource;
pub use sample::Sample;
pub use sample_client::SampleClient;
pub use sample_services::SampleServices;
pub use service_account::ServiceAccount;
pub use traffic::{Nearness, TrafficRules, TrafficService};
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
    /// What leads from an external cluster's front gateway to the istiod behind it.
    ExternalFrontDoor(ExternalFrontDoor),
    /// The IstioOperator of an external cluster's front gateway and of the istiod beside it.
    FrontOperator(FrontGateway),
    /// The values of the chart `gateway` for a front gateway.
    FrontGatewayValues(FrontGateway),
    /// The values of the chart `istiod` for the istiod beside a front gateway.
    FrontIstiodValues(FrontGateway),
    /// The resource `Istio` of the Sail operator for the istiod beside a front gateway.
    FrontIstio(FrontIstio),
    /// The front gateway as plain objects.
    FrontObjects(FrontGateway),
    /// A ServiceAccount.
    ServiceAccount(ServiceAccount),
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
    /// The fields that take the address of istiod where it is learned on the way, as the tool
    /// takes them that this manifest is for.
    pub fn address_fields(&self) -> Vec<AddressField> {
        match self {
            Self::IstioOperator(manifest) => manifest.address_fields_at("values.", ""),
            Self::IstiodValues(manifest) => manifest.address_fields_at("", ""),
            Self::IstioResource(manifest) => {
                let root = "spec.values.";
                manifest.control_plane.address_fields_at(root, root)
            }
            _ => Vec::new(),
        }
    }

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
            Self::ExternalFrontDoor(manifest) => manifest.documents(),
            Self::FrontOperator(manifest) => vec![manifest.operator()],
            Self::FrontGatewayValues(manifest) => vec![manifest.gateway_values()],
            Self::FrontIstiodValues(manifest) => vec![manifest.istiod_chart_values()],
            Self::FrontIstio(manifest) => vec![manifest.document()],
            Self::FrontObjects(manifest) => manifest.objects(),
            Self::ServiceAccount(manifest) => vec![manifest.document()],
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
