//! Repairs on documents: broken as written, whole once the edits are applied.

use meshwright_graph::{MeshGraph, Why, why};
use meshwright_model::{Mesh, edit, read, resolve};

const HEAD: &str = "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata: {name: shop}\n";

/// The mesh of a document that nothing is wrong with as a document.
fn mesh_of(text: &str) -> Mesh {
    let document = read(text);
    assert_eq!(document.findings, [], "{text}");
    let topology = document.topology.expect("the text is a topology");
    let (mesh, findings) = resolve(&topology);
    assert_eq!(findings, [], "{text}");
    mesh
}

fn ask(mesh: &Mesh) -> Why {
    let named = |name| mesh.cluster_named(name).expect("the cluster is there");
    why(mesh, &MeshGraph::build(mesh), named("east"), named("west"))
}

/// Applies each repair of the first hop that breaks, and the best ones until nothing breaks;
/// returns how many that took.
fn mend(clusters: &str) -> usize {
    let mut text = format!("{HEAD}{clusters}");
    for n_repairs in 0..10 {
        let told = ask(&mesh_of(&text));
        let Some(broken) = told.hops.iter().find_map(|hop| hop.broken) else {
            return n_repairs;
        };
        for fix in &told.fixes {
            let mended = edit::edit_text(&text, std::slice::from_ref(fix));
            let again = ask(&mesh_of(&mended));
            let first = again.hops.iter().find_map(|hop| hop.broken);
            assert_ne!(first, Some(broken), "{fix:?}\n{mended}");
        }
        text = edit::edit_text(&text, &told.fixes[..1]);
    }
    panic!("repairs do not come to an end:\n{text}");
}

#[test]
fn a_whole_mesh_needs_no_repair() {
    let text = "
clusters:
- {name: east, network: one, eastWestGateway: {}}
- {name: west, network: two, eastWestGateway: {}}
";
    assert_eq!(mend(text), 0);
}

#[test]
fn what_breaks_between_networks_is_mended() {
    for (what, west, rest) in [
        ("no gateway", "", ""),
        (
            "gateway switched off",
            "eastWestGateway: {exposure: none}",
            "",
        ),
        (
            "no load balancer",
            "loadBalancer: none, eastWestGateway: {}",
            "",
        ),
        (
            "no external address",
            "eastWestGateway: {exposure: external-ips}",
            "",
        ),
        ("no gateway and no load balancer", "loadBalancer: none", ""),
        (
            "loopback API server",
            "eastWestGateway: {}, apiServer: {url: 'https://127.0.0.1:6443'}",
            "",
        ),
        (
            "closed API server",
            "eastWestGateway: {}, apiServer: {reachableFrom: [two]}",
            "",
        ),
        (
            "forbidden API server",
            "eastWestGateway: {}",
            "connectivity: [{from: one, to: two, ports: [6443], allow: false}]",
        ),
        (
            "forbidden gateway",
            "eastWestGateway: {exposure: node-port, port: 31443}",
            "connectivity: [{to: west, ports: [31443], allow: false, reason: pending}]",
        ),
        (
            "own roots",
            "eastWestGateway: {}",
            "mesh: {ca: {kind: self-signed}}",
        ),
    ] {
        let text = format!(
            "clusters:\n- {{name: east, network: one}}\n- {{name: west, network: two, {west}}}\n{rest}\n"
        );
        assert_eq!(mend(&text), 1, "{what}");
    }
}

#[test]
fn what_breaks_between_a_primary_and_its_remote_is_mended() {
    for (what, east, west, rest) in [
        ("no gateway", "", "controlPlane: east", ""),
        (
            "no load balancer",
            "loadBalancer: none, eastWestGateway: {}",
            "controlPlane: east",
            "",
        ),
        (
            "node ports",
            "eastWestGateway: {exposure: node-port, port: 31443, addresses: [203.0.113.7]}",
            "controlPlane: east",
            "",
        ),
        (
            "forbidden injection",
            "eastWestGateway: {}",
            "controlPlane: east",
            "connectivity: [{from: west, ports: [15017], allow: false}]",
        ),
        (
            "API server that its istiod cannot watch",
            "eastWestGateway: {}",
            "controlPlane: east, apiServer: {reachableFrom: []}",
            "",
        ),
    ] {
        let text = format!(
            "clusters:\n- {{name: east, {east}}}\n- {{name: west, role: remote, {west}}}\n{rest}\n"
        );
        assert_eq!(mend(&text), 1, "{what}");
    }
}

#[test]
fn pods_kept_apart_on_one_network_are_brought_together() {
    let text = "
clusters:
- {name: hub, eastWestGateway: {}}
- {name: east, role: remote, controlPlane: hub}
- {name: west, role: remote, controlPlane: hub}
connectivity:
- {from: east, to: west, allow: false}
";
    assert_eq!(mend(text), 1);
}

#[test]
fn a_cluster_with_another_networks_name_is_named_by_its_own_network() {
    let text = "
clusters:
- {name: east, network: west, eastWestGateway: {}}
- {name: west, network: east, eastWestGateway: {}}
connectivity:
- {ports: [15443], allow: false}
";
    assert_eq!(mend(text), 1);
}

#[test]
fn a_mesh_with_everything_wrong_is_mended_step_by_step() {
    let text = "
clusters:
- {name: east, network: one, loadBalancer: none}
- {name: west, network: two, apiServer: {url: 'https://localhost:6443'}}
mesh: {ca: {kind: self-signed}}
connectivity:
- {allow: false}
";
    assert_eq!(mend(text), 5);
}
