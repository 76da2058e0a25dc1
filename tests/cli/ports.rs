//! `ports`: what has to be open.

use serde_json::Value;

use crate::tool::{GOOD, Place, assert_expected};

#[test]
fn ports_are_listed_with_their_purpose() {
    let ended = Place::with(GOOD).run(&["ports", "mesh.yaml"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_expected("ports.txt", &ended.out);
}

#[test]
fn network_teams_get_csv_and_programs_json() {
    let place = Place::with(GOOD);
    let ended = place.run(&["ports", "mesh.yaml", "--borders", "--format", "csv"]);
    let mut lines = ended.out.lines();
    let head = "kind,source,source_addresses,target,target_addresses,port,protocol,need,purpose";
    assert_eq!(lines.next(), Some(head));
    assert!(
        ended.out.contains(
            "\nrequests,pods on network network2,10.2.0.0/16,east-west gateway of west,,15443,tcp,always,"
        ),
        "{}",
        ended.out
    );
    assert!(!ended.out.contains("kubelets"), "{}", ended.out);
    let ended = place.run(&["ports", "mesh.yaml", "--json"]);
    let ports: Value = serde_json::from_str(&ended.out).expect("it is JSON");
    assert_eq!(ports["kind"], "Ports");
    assert!(
        ports["ports"]
            .as_array()
            .is_some_and(|rows| rows.len() > 10)
    );
    let ended = place.run(&["ports", "mesh.yaml", "--format", "markdown"]);
    assert!(ended.out.contains("| --- |"), "{}", ended.out);
}

#[test]
fn the_bundle_has_the_same_table() {
    let place = Place::with(GOOD);
    let ended = place.run(&["ports", "mesh.yaml", "--format", "csv"]);
    assert_eq!(
        place.run(&["render", "mesh.yaml", "-o", "out"]).code,
        Some(0)
    );
    assert_eq!(place.read("out/ports.csv"), ended.out);
}

#[test]
fn known_addresses_are_tried() {
    let text = GOOD.replace(
        "    podCidrs: [10.2.0.0/16]\n    eastWestGateway: {}\n",
        "    podCidrs: [10.2.0.0/16]\n    eastWestGateway: {addresses: [203.0.113.41]}\n",
    );
    let place = Place::with(&text);
    let ended = place.run(&["ports", "mesh.yaml", "--format", "probes"]);
    assert_eq!(
        ended.out,
        "kubectl --context=west --namespace=default run meshwright-probe --rm --attach --quiet \
         --restart=Never --image=busybox:1.36 --command -- nc -z -v -w 5 203.0.113.41 15443\n"
    );
}
