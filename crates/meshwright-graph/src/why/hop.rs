//! One hop of an answer to `why`.

use meshwright_diag::{ModelPath, Text};

use crate::Broken;

/// One thing that has to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// What it is about.
    pub kind: HopKind,
    /// What is in the way; `None` where it holds.
    pub broken: Option<Broken>,
    /// What makes it hold or break, with the label, port, secret or certificate that decides.
    pub text: Text,
    /// Who provides it.
    pub provision: Provision,
    /// The place in the topology that it comes from.
    pub path: ModelPath,
}

impl Hop {
    /// Whether it holds.
    pub const fn passes(&self) -> bool {
        self.broken.is_none()
    }
}

/// What a hop is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HopKind {
    /// An istiod for the proxies of a cluster.
    ControlPlane,
    /// One root for both.
    Trust,
    /// The caller's istiod watches the called cluster.
    Discovery,
    /// The name of the Service resolves.
    Dns,
    /// Proxies reach their istiod.
    Control,
    /// The called network has a gateway with an address.
    Gateway,
    /// The way on the wires.
    Path,
    /// The gateway passes requests on.
    Exposure,
}

impl HopKind {
    /// Every kind, in the order in which hops stand.
    pub const ALL: [Self; 8] = [
        Self::ControlPlane,
        Self::Trust,
        Self::Discovery,
        Self::Dns,
        Self::Control,
        Self::Gateway,
        Self::Path,
        Self::Exposure,
    ];

    /// The word for it in JSON and in the keys of messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ControlPlane => "control-plane",
            Self::Trust => "trust",
            Self::Discovery => "discovery",
            Self::Dns => "dns",
            Self::Control => "control",
            Self::Gateway => "gateway",
            Self::Path => "path",
            Self::Exposure => "exposure",
        }
    }

    /// What a hop of this kind is called.
    pub fn title(self) -> Text {
        Text::new(format!("hop-{}", self.as_str()), Vec::new())
    }
}

/// Who provides what a hop needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provision {
    /// The topology: wires, gateways, addresses, roots.
    Topology,
    /// A step of Meshwright's plan.
    Plan,
    /// Whoever deploys the service.
    Workload,
}

impl Provision {
    /// The word for it in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Topology => "topology",
            Self::Plan => "plan",
            Self::Workload => "workload",
        }
    }
}
