//! `endpoints`: the lists that istiod will send.

use std::path::Path;

use serde_json::Value;

use crate::tool::{GOOD, Place, assert_expected, without_gateway};

#[test]
fn lists_are_printed_like_istioctl_does() {
    let ended = Place::with(GOOD).run(&["endpoints", "mesh.yaml"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_expected("endpoints.txt", &ended.out);
}

#[test]
fn raw_pod_addresses_are_told_in_words() {
    let place = Place::with(&without_gateway());
    let ended = place.run(&["endpoints", "mesh.yaml", "--from", "west"]);
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.out.contains(
            "raw pod address of `east` on another network, because no gateway is known: \
             network `network2` has no east-west gateway"
        ),
        "{}",
        ended.out
    );
    assert!(
        ended.out.contains("50 of 100 requests arrive"),
        "{}",
        ended.out
    );
}

#[test]
fn programs_and_tickets_get_the_same_lists() {
    let place = Place::with(GOOD);
    let ended = place.run(&["endpoints", "--json", "mesh.yaml", "--from", "west"]);
    let lists: Value = serde_json::from_str(&ended.out).expect("it is JSON");
    assert_eq!(lists["apiVersion"], "meshwright/wire/v1");
    assert_eq!(lists["kind"], "Endpoints");
    let entry = &lists["lists"][0]["endpoints"][1];
    assert_eq!(
        (&entry["via"], &entry["port"]),
        (&"gateway".into(), &15443.into())
    );
    assert_eq!(entry["address"], Value::Null);
    assert_eq!(entry["leadsTo"], serde_json::json!(["east"]));
    let ended = place.run(&["endpoints", "--format", "markdown", "mesh.yaml"]);
    assert!(ended.out.contains("\n| --- |"), "{}", ended.out);
}

#[test]
fn names_that_mean_nothing_are_corrected() {
    let place = Place::with(GOOD);
    let ended = place.run(&["endpoints", "mesh.yaml", "--from", "wets"]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""));
    let ended = place.run(&["endpoints", "mesh.yaml", "--service", "hello.sample"]);
    assert_eq!(ended.code, Some(2));
}

/// The lines of an example whose beginning is what `istioctl proxy-config endpoints` printed.
fn of_example(example: &str, from: &str, service: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(example);
    let path = path.to_str().expect("the path is text");
    let args = ["endpoints", path, "--from", from, "--service", service];
    let ended = Place::new().run(&args);
    assert_eq!(ended.code, Some(0), "{}{}", ended.out, ended.err);
    let squeeze = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    ended.out.lines().skip(2).map(squeeze).collect()
}

#[test]
fn write_ups_get_the_lists_that_they_print() {
    // A gateway on external IPs: its node's address in the other cluster, and the own pod.
    let name = "HEALTHY OK outbound|9080||productpage.bookinfo.svc.cluster.local";
    for (from, gateway) in [("cluster1", "10.10.13.45"), ("cluster2", "10.10.13.48")] {
        let lines = of_example("bare-metal-external-ips.yaml", from, "productpage.bookinfo");
        assert_eq!(lines.len(), 2);
        assert!(
            lines[0].starts_with(&format!("pod of {from}:9080 {name}")),
            "{lines:?}"
        );
        assert!(
            lines[1].starts_with(&format!("{gateway}:15443 {name}")),
            "{lines:?}"
        );
    }
    // A service of the other region alone: nothing but the other region's gateway.
    let lines = of_example("west-east.yaml", "west-cluster", "catalog.istioinaction");
    assert_eq!(lines.len(), 1, "{lines:?}");
    let name = "HEALTHY OK outbound|80||catalog.istioinaction.svc.cluster.local";
    let gateway = "address of east-cluster's gateway:15443";
    assert!(
        lines[0].starts_with(&format!("{gateway} {name}")),
        "{lines:?}"
    );
    // Gateways on node ports: the node's address and the node port.
    let lines = of_example(
        "bare-metal-node-ports.yaml",
        "cluster1",
        "helloworld.sample",
    );
    assert!(
        lines[1].starts_with("10.20.144.82:32361 HEALTHY OK"),
        "{lines:?}"
    );
    // One network: pods of both clusters, and no gateway.
    let lines = of_example(
        "two-primaries-one-network.yaml",
        "cluster2",
        "helloworld.sample",
    );
    assert!(lines[0].starts_with("pod of cluster2:5000"), "{lines:?}");
    assert!(lines[1].starts_with("pod of cluster1:5000"), "{lines:?}");
    for example in [
        "two-primaries-two-networks.yaml",
        "primary-remote-two-networks.yaml",
    ] {
        let lines = of_example(example, "cluster2", "helloworld.sample");
        assert!(
            lines
                .iter()
                .any(|it| it.starts_with("pod of cluster2:5000")),
            "{lines:?}"
        );
        let gateway = "address of cluster1's gateway:15443";
        assert!(lines.iter().any(|it| it.starts_with(gateway)), "{lines:?}");
    }
    let lines = of_example(
        "primary-remote-one-network.yaml",
        "cluster1",
        "helloworld.sample",
    );
    assert_eq!(lines.len(), 2, "{lines:?}");
}
