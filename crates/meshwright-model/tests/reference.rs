//! The document of the reference, with every field, goes through every door.

use meshwright_diag::path;
use meshwright_model::{Addon, Address, ClusterIndex, Role, emit, explicit, read, resolve};

const REFERENCE: &str = include_str!("reference.yaml");

#[test]
fn the_reference_document_has_no_findings_and_resolves() {
    let document = read(REFERENCE);
    assert_eq!(document.findings, []);
    let topology = document.topology.expect("a topology");
    let (mesh, findings) = resolve(&topology);
    assert_eq!(findings, []);
    assert_eq!(mesh.clusters.len(), 3);
    assert_eq!(mesh.networks.len(), 2);
    assert_eq!(mesh.clusters[0].istio.version.as_str(), "1.30");
    assert_eq!(
        mesh.clusters[0].istio.addons,
        [Addon::Prometheus, Addon::Kiali]
    );
    assert!(matches!(
        mesh.clusters[1].role,
        Role::Remote {
            control_plane: Some(_),
            config: false
        }
    ));
    assert!(mesh.clusters[1].gateway.is_none());
    assert_eq!(mesh.clusters[1].standbys, [ClusterIndex(2)]);
    assert_eq!(mesh.clusters[0].istiod, mesh.clusters[2].istiod);
    assert_eq!(
        mesh.clusters[0].istiod.address,
        Address::parse("istiod.example.com")
    );
    assert_eq!(mesh.expectations.len(), 3);
}

#[test]
fn what_is_written_reads_back_the_same() {
    let topology = read(REFERENCE).topology.expect("a topology");
    let text = emit(&topology);
    let again = read(&text);
    assert_eq!(again.findings, [], "{text}");
    assert_eq!(again.topology, Some(topology), "{text}");
}

#[test]
fn the_explicit_form_means_the_same_mesh() {
    let topology = read(REFERENCE).topology.expect("a topology");
    let (mesh, _) = resolve(&topology);
    let (again, findings) = resolve(&explicit(&mesh));
    assert_eq!(findings, []);
    assert_eq!(again, mesh);
}

#[test]
fn places_are_found_by_name() {
    let document = read(REFERENCE);
    let line = |path| document.source.value(&path).map(|span| span.start.line);
    let text_line = |part: &str| {
        let at = REFERENCE.lines().position(|line| line.contains(part));
        at.map(|index| index + 1)
    };
    assert_eq!(
        line(path!("clusters", "cluster2", "controlPlane")),
        text_line("controlPlane: cluster1")
    );
    assert_eq!(
        line(path!("clusters", "#0", "apiServer", "url")),
        text_line("url: https")
    );
    assert_eq!(line(path!("clusters", "cluster4")), None);
    let url = document
        .source
        .value(&path!("clusters", "cluster1", "apiServer", "url"));
    let span = url.expect("there is a URL");
    assert_eq!(
        &REFERENCE[span.start.offset..span.end.offset],
        "https://10.20.144.83:6443"
    );
    assert_eq!(
        document.source.path_at(span.start.offset + 3),
        path!("clusters", "cluster1", "apiServer", "url")
    );
}
