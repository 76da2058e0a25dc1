//! Who owns the istiod that a plan installs, as its objects say it.
//!
//! istioctl writes the name of the IstioOperator into a label. Helm, and the Sail operator, which
//! uses the same charts, write the release and its namespace into annotations.

use meshwright_model::{Cluster, InstallMethod, Revision};
use meshwright_plan::istio;

/// The owner as the function `check_cluster` reads it from an istiod.
pub(super) fn owner(cluster: &Cluster, namespace: &str) -> String {
    let revision = cluster.istio.revision.as_ref();
    match cluster.istio.install_method {
        InstallMethod::Istioctl => istio::CONTROL_PLANE_OPERATOR.to_owned(),
        InstallMethod::Helm => format!("{namespace}/{}", istio::istiod(revision)),
        InstallMethod::Sail => {
            let resource = revision.map_or("default", Revision::as_str);
            format!("{namespace}/{resource}-istiod")
        }
    }
}
