//! What follows from how workloads join the mesh: which gateways a cluster has, on which port.
//!
//! A sidecar is reached from other networks by TLS on 15443, an ambient workload by a tunnel on
//! 15008. No gateway of Istio has both, so a cluster may have two.

use crate::mesh::{Cluster, ClusterIndex, DataPlane, EastWestGateway, Mesh, Role};

impl EastWestGateway {
    /// The port of an ambient gateway, which has one listener for tunnels (HBONE).
    pub const AMBIENT_PORT: u16 = 15008;
}

impl Cluster {
    /// The port at which other networks reach workloads of this cluster's data plane, as peers
    /// see it; `None` where it has no east-west gateway.
    pub fn gateway_port(&self) -> Option<u16> {
        let gateway = self.gateway.as_ref()?;
        Some(match self.istio.data_plane {
            DataPlane::Sidecar => gateway.port,
            DataPlane::Ambient => EastWestGateway::AMBIENT_PORT,
        })
    }
}

impl Mesh {
    /// Whether some workloads of the mesh have sidecars by default.
    pub fn has_sidecar_clusters(&self) -> bool {
        self.clusters.iter().any(|cluster| {
            cluster.role != Role::External && cluster.istio.data_plane == DataPlane::Sidecar
        })
    }

    /// Whether the cluster has a gateway for sidecars, on 15443: an ambient cluster has one only
    /// beside clusters with sidecars.
    pub fn has_sidecar_gateway(&self, cluster: ClusterIndex) -> bool {
        self[cluster].gateway.is_some()
            && (!self.is_ambient(cluster) || self.has_sidecar_clusters())
    }

    /// Whether the cluster has a gateway for tunnels, on 15008: its class is there only where
    /// istiod knows of several networks.
    pub fn has_ambient_gateway(&self, cluster: ClusterIndex) -> bool {
        self[cluster].gateway.is_some() && self.is_ambient(cluster) && self.is_multi_network()
    }
}

#[cfg(test)]
mod tests {
    use crate::read;

    /// For each cluster its port, and whether it has a gateway for sidecars, and for tunnels.
    fn gateways(clusters: &str) -> Vec<(Option<u16>, bool, bool)> {
        let text = format!(
            "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata: {{name: shop}}\n\
             clusters:\n{clusters}"
        );
        let topology = read(&text).topology.expect("the test's topology is one");
        let (mesh, findings) = topology.resolve();
        assert!(findings.is_empty(), "{findings:?}");
        mesh.clusters()
            .map(|(index, cluster)| {
                (
                    cluster.gateway_port(),
                    mesh.has_sidecar_gateway(index),
                    mesh.has_ambient_gateway(index),
                )
            })
            .collect()
    }

    #[test]
    fn each_data_plane_has_its_gateway_and_ambient_clusters_beside_sidecars_have_both() {
        let east =
            "- {name: east, network: n1, eastWestGateway: {}, istio: {dataPlane: ambient}}\n";
        let ambient =
            "- {name: west, network: n2, eastWestGateway: {}, istio: {dataPlane: ambient}}\n";
        let sidecar = "- {name: west, network: n2, eastWestGateway: {port: 15444}}\n";
        let bare = "- {name: west, network: n2, istio: {dataPlane: ambient}}\n";
        let near = "- {name: west, network: n1, istio: {dataPlane: ambient}}\n";
        let tunnel = (Some(15008), false, true);
        assert_eq!(gateways(&format!("{east}{ambient}")), [tunnel, tunnel]);
        assert_eq!(
            gateways(&format!("{east}{sidecar}")),
            [(Some(15008), true, true), (Some(15444), true, false)]
        );
        assert_eq!(
            gateways(&format!("{east}{bare}")),
            [tunnel, (None, false, false)]
        );
        assert_eq!(
            gateways(&format!("{east}{near}")),
            [(Some(15008), false, false), (None, false, false)],
            "one network has no class of gateways for tunnels"
        );
    }
}
