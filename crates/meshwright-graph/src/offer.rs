//! Whether callers in one cluster are sent to pods of a service in another at all.

use meshwright_diag::{Change, Edit, Fix, ModelPath, Safety, Value, path, text};
use meshwright_model::{ClusterIndex, Mesh, Service, Traffic};

/// Why callers are not sent to pods of a service in a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOffered {
    /// The cluster has none.
    NoPods,
    /// The service stays in its callers' cluster.
    ClusterLocal,
}

/// Whether callers in `from` are sent to pods of `service` in `to`.
///
/// # Errors
///
/// Says why not.
pub fn offered(service: &Service, from: ClusterIndex, to: ClusterIndex) -> Result<(), NotOffered> {
    if !service.clusters.contains(&to) {
        Err(NotOffered::NoPods)
    } else if service.traffic == Traffic::ClusterLocal && from != to {
        Err(NotOffered::ClusterLocal)
    } else {
        Ok(())
    }
}

impl NotOffered {
    /// The place in the topology that decides.
    pub fn path(self, service: &Service) -> ModelPath {
        let at = path!("services", service.name);
        match self {
            Self::NoPods => at.join("clusters"),
            Self::ClusterLocal => at.join("traffic"),
        }
    }

    /// The edit that has callers sent to pods in `to`; `None` where the topology has several
    /// services of that name, so that no path names just this one.
    pub fn repair(self, mesh: &Mesh, service: &Service, to: ClusterIndex) -> Option<Fix> {
        let same_name = mesh
            .services
            .iter()
            .filter(|other| other.name == service.name);
        if same_name.count() > 1 {
            return None;
        }
        let name = format!("{}.{}", service.name, service.namespace);
        let cluster = mesh.clusters.get(to.0)?;
        let (title, change) = match self {
            Self::NoPods => (
                text!("repair-pods", service = name, cluster = &cluster.name),
                Change::Append(Value::from(cluster.name.as_str())),
            ),
            Self::ClusterLocal => (
                text!("repair-spread", service = name),
                Change::Set(Value::from("spread")),
            ),
        };
        Some(Fix {
            title,
            safety: Safety::Unsafe,
            edits: vec![Edit {
                path: self.path(service),
                change,
            }],
        })
    }
}
