//! Which istiod can watch which API server.

use meshwright_model::{ClusterIndex, End};

use crate::MeshGraph;

/// Why an istiod cannot watch an API server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiBroken {
    /// The API server's URL means "this machine", which is another one in each pod.
    Loopback,
    /// `apiServer.reachableFrom` names neither the watcher nor its network.
    NotReachableFrom,
    /// The wires forbid it.
    Forbidden {
        /// The entry of `connectivity` that decides.
        connectivity: usize,
    },
    /// No istiod runs in the watcher, or nothing of the mesh in the watched.
    NothingToWatch,
}

impl MeshGraph {
    /// Whether pods of `watcher` can connect to the API server of `cluster`.
    ///
    /// # Errors
    ///
    /// Says what is in the way.
    pub fn api_reachable(
        &self,
        watcher: ClusterIndex,
        cluster: ClusterIndex,
    ) -> Result<(), ApiBroken> {
        // Inside a cluster everyone has the Service `kubernetes`, whatever the URL says.
        if watcher == cluster {
            return Ok(());
        }
        let (Some(from), Some(to)) = (self.cluster(watcher), self.cluster(cluster)) else {
            return Err(ApiBroken::NothingToWatch);
        };
        if to.api.is_loopback {
            return Err(ApiBroken::Loopback);
        }
        if let Some(ends) = &to.api.reachable_from {
            let is_named = |end| ends.binary_search(&end).is_ok();
            if !is_named(End::Cluster(watcher)) && !is_named(End::Network(from.network)) {
                return Err(ApiBroken::NotReachableFrom);
            }
        }
        self.wires()
            .allow(self.place(watcher), self.place(cluster), to.api.port)
            .map_err(|connectivity| ApiBroken::Forbidden { connectivity })
    }

    /// Whether the istiod of `watcher` can discover the endpoints of `cluster`, given that the
    /// plan hands it the remote secret.
    ///
    /// # Errors
    ///
    /// Says what is in the way.
    pub fn discovery(&self, watcher: ClusterIndex, cluster: ClusterIndex) -> Result<(), ApiBroken> {
        let has_istiod = self.cluster(watcher).is_some_and(|facts| facts.has_istiod);
        let has_workloads = self
            .cluster(cluster)
            .is_some_and(|facts| facts.has_workloads);
        if !has_istiod || !has_workloads {
            return Err(ApiBroken::NothingToWatch);
        }
        self.api_reachable(watcher, cluster)
    }

    /// Whether the istiod of `watcher` discovers the endpoints of `cluster`.
    pub fn discovers(&self, watcher: ClusterIndex, cluster: ClusterIndex) -> bool {
        self.discovery(watcher, cluster).is_ok()
    }

    /// The clusters whose istiod is to hold a remote secret for `cluster`, in the order of the
    /// document: each that runs one, except `cluster` itself.
    pub fn watchers(&self, cluster: ClusterIndex) -> impl Iterator<Item = ClusterIndex> {
        let has_workloads = self
            .cluster(cluster)
            .is_some_and(|facts| facts.has_workloads);
        self.control_planes()
            .iter()
            .copied()
            .filter(move |&watcher| has_workloads && watcher != cluster)
    }

    /// The clusters that run an istiod, in the order of the document.
    pub fn control_planes(&self) -> &[ClusterIndex] {
        &self.control_planes
    }
}
