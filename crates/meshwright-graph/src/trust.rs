//! Who trusts whose certificates.

use meshwright_model::ClusterIndex;

use crate::MeshGraph;

/// A root that signs, directly or through intermediates, the certificates of workloads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Authority {
    /// The one root of the mesh.
    Mesh,
    /// The root that the istiod of this cluster made for itself.
    SelfSigned(ClusterIndex),
}

/// Whether two clusters trust each other's certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Both have certificates under one root.
    Shared(Authority),
    /// Their certificates are under different roots.
    Apart {
        /// The root of the first.
        left: Authority,
        /// The root of the second.
        right: Authority,
    },
    /// One of them has no istiod and so no certificates.
    Unknown,
}

impl MeshGraph {
    /// The root over the certificates of `cluster`'s workloads; `None` where no istiod signs.
    pub fn authority(&self, cluster: ClusterIndex) -> Option<Authority> {
        let facts = self.cluster(cluster)?;
        if self.one_root {
            return Some(Authority::Mesh);
        }
        let signer = match facts.control_plane {
            Some(control_plane) => control_plane,
            None if facts.has_istiod => cluster,
            None => return None,
        };
        let signs = self.cluster(signer)?.has_istiod;
        signs.then_some(Authority::SelfSigned(signer))
    }

    /// Whether workloads of `left` and `right` trust each other's certificates.
    pub fn trusts(&self, left: ClusterIndex, right: ClusterIndex) -> Trust {
        match (self.authority(left), self.authority(right)) {
            (Some(one), Some(other)) if one == other => Trust::Shared(one),
            (Some(left), Some(right)) => Trust::Apart { left, right },
            _ => Trust::Unknown,
        }
    }
}
