//! How the proxies of a cluster reach the istiod that serves them.

use meshwright_model::{ClusterIndex, Exposure};

use crate::{Broken, MeshGraph};

/// The ports of istiod at a primary's east-west gateway: discovery and certificates, injection.
/// Charts give them to remotes as they are; no setting changes them.
pub const CONTROL_PORTS: [u16; 2] = [15012, 15017];

/// How the proxies of a cluster reach their istiod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ControlLink {
    /// It runs in their own cluster.
    Own,
    /// Through the east-west gateway of the cluster it runs in.
    Through {
        /// That cluster.
        control_plane: ClusterIndex,
    },
}

impl ControlLink {
    /// The cluster whose istiod serves `cluster` over this link.
    pub fn control_plane(self, cluster: ClusterIndex) -> ClusterIndex {
        match self {
            Self::Own => cluster,
            Self::Through { control_plane } => control_plane,
        }
    }
}

impl MeshGraph {
    /// How the proxies of `cluster` reach the istiod that serves them.
    ///
    /// # Errors
    ///
    /// Says what is in the way, the first thing first.
    pub fn controls(&self, cluster: ClusterIndex) -> Result<ControlLink, Broken> {
        match self.control_links.get(cluster.0) {
            Some(link) => *link,
            None => Err(Broken::NoControlPlane { cluster }),
        }
    }

    pub(crate) fn find_control_link(&self, cluster: ClusterIndex) -> Result<ControlLink, Broken> {
        let control_plane = self.control_plane(cluster)?;
        if control_plane == cluster {
            return Ok(ControlLink::Own);
        }
        let gateway = self
            .cluster(control_plane)
            .and_then(|facts| facts.gateway)
            .ok_or(Broken::NoControlGateway {
                cluster,
                control_plane,
            })?;
        if gateway.exposure == Exposure::NodePort {
            return Err(Broken::ControlOverNodePort {
                cluster,
                control_plane,
            });
        }
        if !gateway.has_address {
            return Err(Broken::GatewayWithoutAddress {
                cluster: control_plane,
            });
        }
        for port in CONTROL_PORTS {
            self.wires()
                .allow(self.place(cluster), self.place(control_plane), port)
                .map_err(|connectivity| Broken::ControlForbidden {
                    cluster,
                    control_plane,
                    port,
                    connectivity,
                })?;
        }
        // istiod asks the remote's API server whether a proxy's token is good.
        self.discover(control_plane, cluster)?;
        Ok(ControlLink::Through { control_plane })
    }

    /// The cluster whose istiod is to serve the proxies of `cluster`.
    ///
    /// # Errors
    ///
    /// There is none, or none runs there.
    pub fn control_plane(&self, cluster: ClusterIndex) -> Result<ClusterIndex, Broken> {
        let control_plane = self
            .cluster(cluster)
            .and_then(|facts| facts.control_plane)
            .ok_or(Broken::NoControlPlane { cluster })?;
        let runs = self
            .cluster(control_plane)
            .is_some_and(|facts| facts.has_istiod);
        if runs {
            Ok(control_plane)
        } else {
            Err(Broken::NoIstiod {
                cluster,
                control_plane,
            })
        }
    }
}
