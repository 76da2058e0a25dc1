//! What a cluster is made by, as far as install methods tell the ways apart.

use meshwright_catalog::Feature;
use meshwright_model::{ClusterIndex, InstallMethod, Mesh, Role};

/// The way in which a cluster takes part in its mesh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelOfCluster {
    /// It runs an istiod, for sidecars.
    Primary,
    /// It uses the istiod of a primary.
    Remote,
    /// It runs an istiod for others, or uses that of an external cluster.
    External,
    /// It runs an istiod, for ztunnel and waypoints.
    Ambient,
}

impl ModelOfCluster {
    /// The model of `cluster`; `None` for what no release has, which is for other rules to say.
    pub fn of(mesh: &Mesh, cluster: ClusterIndex) -> Option<Self> {
        match mesh[cluster].role {
            Role::Primary if mesh.is_ambient(cluster) => Some(Self::Ambient),
            Role::Primary => Some(Self::Primary),
            Role::External | Role::Remote { .. } if mesh.is_ambient(cluster) => None,
            Role::External => Some(Self::External),
            Role::Remote { .. } if mesh.external_of(cluster).is_some() => Some(Self::External),
            Role::Remote { .. } => Some(Self::Remote),
        }
    }

    /// The feature that a release needs to make it by `method`; `None` for istioctl, by which
    /// every release makes whatever it has.
    pub const fn by(self, method: InstallMethod) -> Option<Feature> {
        match (method, self) {
            (InstallMethod::Istioctl, _) => None,
            (InstallMethod::Helm, Self::Primary) => Some(Feature::HelmMultiPrimary),
            (InstallMethod::Helm, Self::Remote) => Some(Feature::HelmPrimaryRemote),
            (InstallMethod::Helm, Self::External) => Some(Feature::HelmExternalControlPlane),
            (InstallMethod::Helm, Self::Ambient) => Some(Feature::HelmAmbient),
            (InstallMethod::Sail, Self::Primary) => Some(Feature::SailMultiPrimary),
            (InstallMethod::Sail, Self::Remote) => Some(Feature::SailPrimaryRemote),
            (InstallMethod::Sail, Self::External) => Some(Feature::SailExternalControlPlane),
            (InstallMethod::Sail, Self::Ambient) => Some(Feature::SailAmbient),
        }
    }

    /// The word by which messages tell the ways apart.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Remote => "remote",
            Self::External => "external",
            Self::Ambient => "ambient",
        }
    }
}
