//! One step of a plan.

use std::collections::BTreeSet;
use std::fmt;

use meshwright_diag::Text;
use meshwright_model::{ClusterIndex, ClusterName};

use crate::{Condition, Op, OutputKey};

/// A step: what is done, where, why, after what, when it is done, and how it is undone.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Readable and stable across re-planning: `cluster1/namespace`.
    pub id: StepId,
    /// What it does, in the imperative.
    pub title: Text,
    /// Where it is carried out.
    pub on: Target,
    /// What it does.
    pub op: Op,
    /// The steps that come before.
    pub needs: BTreeSet<StepId>,
    /// It is done when all of these hold.
    pub done_when: Vec<Condition>,
    /// What takes it back; `None` where nothing is left behind.
    pub undo: Option<Op>,
}

impl Step {
    /// The fact that asks for it: the attribute `why` of the title's message.
    pub fn why(&self) -> Text {
        self.title.attribute("why")
    }

    /// The heading the step stands under; it orders nothing.
    pub const fn phase(&self) -> Phase {
        self.id.kind.phase()
    }

    /// What the step yields to later ones.
    pub fn outputs(&self) -> Vec<OutputKey> {
        match &self.op {
            Op::WaitForAddress { .. } | Op::WaitForProgrammed { .. } => {
                vec![OutputKey::GatewayAddress]
            }
            Op::CreateRemoteSecret { .. } => vec![OutputKey::RemoteSecret],
            _ => Vec::new(),
        }
    }
}

/// Where a step is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// In a cluster.
    Cluster(ClusterIndex),
    /// On the machine of whoever follows the plan.
    Workstation,
}

/// A step's name: what it is, and for which cluster.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId {
    /// The cluster it is for; `None` for the whole mesh.
    pub cluster: Option<ClusterName>,
    /// What it is.
    pub kind: StepKind,
}

impl StepId {
    /// The step of this kind for `cluster`.
    pub fn of(cluster: &ClusterName, kind: StepKind) -> Self {
        Self {
            cluster: Some(cluster.clone()),
            kind,
        }
    }

    /// The step of this kind for the whole mesh.
    pub const fn mesh(kind: StepKind) -> Self {
        Self {
            cluster: None,
            kind,
        }
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cluster {
            Some(cluster) => write!(f, "{cluster}/{}", self.kind.as_str()),
            None => write!(f, "mesh/{}", self.kind.as_str()),
        }
    }
}

/// Every kind of step, in the order in which a reader meets them where nothing else decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// Look before anything is changed.
    CheckCluster,
    /// The namespace of the control plane, with its labels.
    Namespace,
    /// The namespace of an external cluster's front gateway.
    FrontNamespace,
    /// The mesh's root certificate.
    RootCertificate,
    /// A cluster's signing certificate.
    Certificate,
    /// The Secret `cacerts`.
    Cacerts,
    /// Istio's charts on the workstation.
    Charts,
    /// The kinds of the Gateway API.
    GatewayApi,
    /// The operator that installs what resources ask for.
    Operator,
    /// What every installation by Helm begins with: Istio's kinds and the reader's account.
    Base,
    /// The istiod beside an external cluster's front gateway.
    FrontControlPlane,
    /// The front gateway of an external cluster.
    FrontGateway,
    /// The front gateway's address.
    FrontAddress,
    /// The certificate that the front gateway shows.
    FrontCertificate,
    /// The control plane of a primary, or what a remote has of one.
    ControlPlane,
    /// The credential with which an external istiod reads its config cluster.
    ConfigKubeconfig,
    /// The plugin of the nodes' network that leads ambient pods into the mesh.
    Cni,
    /// The proxies of the nodes that ambient pods share.
    Ztunnel,
    /// The east-west gateway.
    EastWestGateway,
    /// The east-west gateway's address.
    GatewayAddress,
    /// The ambient east-west gateway.
    AmbientGateway,
    /// The ambient east-west gateway's address.
    AmbientGatewayAddress,
    /// Gateways that the control plane cannot find itself.
    RemoteGateways,
    /// Let other networks in.
    ExposeServices,
    /// The host name by which remotes find istiod.
    IstiodName,
    /// The certificate that a gateway shows to callers of istiod.
    GatewayCertificate,
    /// Let remotes reach istiod.
    ExposeIstiod,
    /// Services that other clusters see, in ambient mode.
    SharedServices,
    /// Locality and scope of the services that the topology names.
    Traffic,
    /// A credential to watch a cluster.
    RemoteSecret,
    /// All remote secrets at hand.
    RemoteSecrets,
    /// A primary learns of the other clusters.
    Attach,
    /// A primary has synced with the other clusters.
    RemoteClusters,
    /// Addons of Istio's release.
    Addons,
    /// A credential for Kiali elsewhere.
    KialiCredential,
    /// The clusters that Kiali sees beside its own.
    KialiClusters,
    /// The sample workloads.
    Sample,
    /// All sample workloads ready.
    Samples,
    /// Requests to every cluster.
    Requests,
    /// Services that stand in for the topology's own.
    TrafficSample,
    /// Requests that show which endpoints callers prefer.
    TrafficRequests,
}

impl StepKind {
    /// Every kind, in order.
    pub const ALL: [Self; 41] = [
        Self::CheckCluster,
        Self::Namespace,
        Self::FrontNamespace,
        Self::RootCertificate,
        Self::Certificate,
        Self::Cacerts,
        Self::Charts,
        Self::GatewayApi,
        Self::Operator,
        Self::Base,
        Self::FrontControlPlane,
        Self::FrontGateway,
        Self::FrontAddress,
        Self::FrontCertificate,
        Self::ControlPlane,
        Self::ConfigKubeconfig,
        Self::Cni,
        Self::Ztunnel,
        Self::EastWestGateway,
        Self::GatewayAddress,
        Self::AmbientGateway,
        Self::AmbientGatewayAddress,
        Self::RemoteGateways,
        Self::ExposeServices,
        Self::IstiodName,
        Self::GatewayCertificate,
        Self::ExposeIstiod,
        Self::SharedServices,
        Self::Traffic,
        Self::RemoteSecret,
        Self::RemoteSecrets,
        Self::Attach,
        Self::RemoteClusters,
        Self::Addons,
        Self::KialiCredential,
        Self::KialiClusters,
        Self::Sample,
        Self::Samples,
        Self::Requests,
        Self::TrafficSample,
        Self::TrafficRequests,
    ];

    /// The word in a step's id.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CheckCluster => "check",
            Self::Namespace => "namespace",
            Self::FrontNamespace => "front-namespace",
            Self::RootCertificate => "root-certificate",
            Self::Certificate => "certificate",
            Self::Cacerts => "cacerts",
            Self::Charts => "charts",
            Self::GatewayApi => "gateway-api",
            Self::Operator => "operator",
            Self::Base => "base",
            Self::FrontControlPlane => "front-control-plane",
            Self::FrontGateway => "front-gateway",
            Self::FrontAddress => "front-address",
            Self::FrontCertificate => "front-certificate",
            Self::ControlPlane => "control-plane",
            Self::ConfigKubeconfig => "config-kubeconfig",
            Self::Cni => "cni",
            Self::Ztunnel => "ztunnel",
            Self::EastWestGateway => "east-west-gateway",
            Self::GatewayAddress => "gateway-address",
            Self::AmbientGateway => "ambient-gateway",
            Self::AmbientGatewayAddress => "ambient-gateway-address",
            Self::SharedServices => "shared-services",
            Self::RemoteGateways => "remote-gateways",
            Self::ExposeServices => "expose-services",
            Self::IstiodName => "istiod-name",
            Self::GatewayCertificate => "gateway-certificate",
            Self::ExposeIstiod => "expose-istiod",
            Self::Traffic => "traffic",
            Self::RemoteSecret => "remote-secret",
            Self::RemoteSecrets => "remote-secrets",
            Self::Attach => "attach",
            Self::RemoteClusters => "remote-clusters",
            Self::Addons => "addons",
            Self::KialiCredential => "kiali-credential",
            Self::KialiClusters => "kiali-clusters",
            Self::Sample => "sample",
            Self::Samples => "samples",
            Self::Requests => "requests",
            Self::TrafficSample => "traffic-sample",
            Self::TrafficRequests => "traffic-requests",
        }
    }

    /// The heading that steps of this kind stand under.
    pub const fn phase(self) -> Phase {
        match self {
            Self::CheckCluster | Self::Namespace | Self::FrontNamespace => Phase::Prepare,
            Self::RootCertificate | Self::Certificate | Self::Cacerts => Phase::Trust,
            Self::Charts
            | Self::GatewayApi
            | Self::Operator
            | Self::Base
            | Self::FrontControlPlane
            | Self::FrontGateway
            | Self::FrontAddress
            | Self::FrontCertificate
            | Self::ControlPlane
            | Self::ConfigKubeconfig
            | Self::Cni
            | Self::Ztunnel => Phase::ControlPlane,
            Self::EastWestGateway
            | Self::GatewayAddress
            | Self::AmbientGateway
            | Self::AmbientGatewayAddress
            | Self::RemoteGateways
            | Self::ExposeServices
            | Self::IstiodName
            | Self::GatewayCertificate
            | Self::ExposeIstiod => Phase::Gateways,
            Self::RemoteSecret | Self::RemoteSecrets | Self::Attach => Phase::Discovery,
            Self::SharedServices
            | Self::Traffic
            | Self::Addons
            | Self::KialiCredential
            | Self::KialiClusters => Phase::Extras,
            Self::RemoteClusters
            | Self::Sample
            | Self::Samples
            | Self::Requests
            | Self::TrafficSample
            | Self::TrafficRequests => Phase::Verify,
        }
    }
}

/// A heading over steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Before Istio.
    Prepare,
    /// One root for all.
    Trust,
    /// Control planes.
    ControlPlane,
    /// East-west gateways and what passes them.
    Gateways,
    /// Who watches whom.
    Discovery,
    /// What else the topology asks for.
    Extras,
    /// Does it work?
    Verify,
}

impl Phase {
    /// The word for it in JSON and in message keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Trust => "trust",
            Self::ControlPlane => "control-plane",
            Self::Gateways => "gateways",
            Self::Discovery => "discovery",
            Self::Extras => "extras",
            Self::Verify => "verify",
        }
    }

    /// The heading itself.
    pub fn title(self) -> Text {
        Text::new(format!("phase-{}", self.as_str()), Vec::new())
    }
}
