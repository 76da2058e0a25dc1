//! Findings come in the order of the document, whatever the rules' order.

use crate::support::{codes, findings};

const TOPOLOGY: &str = "\
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata:
  name: shop
mesh:
  ca: {kind: self-signed}
networks:
  - name: unused
clusters:
  - name: zulu
    network: network1
    eastWestGateway: {replicas: 1}
    apiServer: {url: \"https://localhost:6443\"}
  - name: alpha
    network: network2
    apiServer: {url: \"https://127.0.0.1:6443\"}
expect:
  - reach: {from: zulu, to: alpha}
";

#[test]
fn the_mesh_comes_first_then_networks_clusters_and_expectations() {
    assert_eq!(
        codes(&findings(TOPOLOGY)),
        [
            "TRU101", "NET106", "API101", "GWY108", "API101", "GWY101", "NET108"
        ]
    );
}

#[test]
fn the_same_text_has_the_same_findings() {
    assert_eq!(findings(TOPOLOGY), findings(TOPOLOGY));
}
