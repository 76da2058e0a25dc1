//! What is installed of Istio, and how.

use meshwright_diag::Value;

use crate::names::{IstioVersion, Profile, Revision};
use crate::words::words;

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
