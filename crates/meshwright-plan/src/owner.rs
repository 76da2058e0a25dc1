//! Who owns the istiods that a plan installs, as their objects say it.
//!
//! istioctl writes the name of the IstioOperator into a label. Helm, and the Sail operator, which
//! uses the same charts, write the release and its namespace into annotations.

use meshwright_model::{Cluster, InstallMethod, Mesh, Revision, Role};

use crate::istio::{self, CONTROL_PLANE_OPERATOR, FRONT_OPERATOR, SYSTEM_NAMESPACE};

/// Each revision of which the plan has an istiod or a remote in the cluster, with their owners.
///
/// An external cluster has two istiods, the one behind its front gateway and the external one.
pub fn owners(mesh: &Mesh, cluster: &Cluster, namespace: &str) -> Vec<(String, Vec<String>)> {
    let index = mesh.cluster_named(cluster.name.as_str());
    let revision = index.and_then(|index| istio::revision(mesh, index));
    let revision = revision.as_ref();
    let own = owner(cluster, namespace, revision, CONTROL_PLANE_OPERATOR);
    let named =
        |revision: Option<&Revision>| revision.map_or("default", Revision::as_str).to_owned();
    if cluster.role != Role::External {
        return vec![(named(revision), vec![own])];
    }
    let front = owner(cluster, SYSTEM_NAMESPACE, None, FRONT_OPERATOR);
    match revision {
        None => vec![(named(None), vec![front, own])],
        Some(_) => vec![(named(None), vec![front]), (named(revision), vec![own])],
    }
}

fn owner(
    cluster: &Cluster,
    namespace: &str,
    revision: Option<&Revision>,
    operator: &str,
) -> String {
    match cluster.istio.install_method {
        InstallMethod::Istioctl => operator.to_owned(),
        InstallMethod::Helm => format!("{namespace}/{}", istio::istiod(revision)),
        InstallMethod::Sail => {
            let resource = revision.map_or("default", Revision::as_str);
            format!("{namespace}/{resource}-istiod")
        }
    }
}
