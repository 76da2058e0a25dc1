//! Plans from beginning to end: carried out, carried out again, taken back.

use std::collections::BTreeMap;

use meshwright_apply::Outcome;
use meshwright_apply::fake::World;
use serde_json::Value;

use crate::support::{Scene, example, explain, journal};

pub(crate) const EXAMPLES: [&str; 15] = [
    "ambient-two-networks.yaml",
    "bare-metal-external-ips.yaml",
    "bare-metal-node-ports.yaml",
    "external-control-plane.yaml",
    "five-clusters-three-networks.yaml",
    "helm-primary-remote.yaml",
    "old-release-primary-remote.yaml",
    "primary-remote-one-network.yaml",
    "primary-remote-two-networks.yaml",
    "sail-three-clusters.yaml",
    "shared-remote-two-primaries.yaml",
    "three-clusters-two-control-planes.yaml",
    "two-primaries-one-network.yaml",
    "two-primaries-two-networks.yaml",
    "west-east.yaml",
];

fn versions(world: &World) -> BTreeMap<String, BTreeMap<String, u64>> {
    let state = world.state();
    let clusters = state.clusters.iter();
    clusters
        .map(|(context, cluster)| (context.clone(), cluster.versions()))
        .collect()
}

fn inventory(world: &World) -> BTreeMap<String, BTreeMap<String, Value>> {
    let state = world.state();
    let clusters = state.clusters.iter();
    clusters
        .map(|(context, cluster)| (context.clone(), cluster.inventory()))
        .collect()
}

/// Without what is left behind on purpose: kinds, with everybody's configuration, and the root
/// that an istiod writes into namespaces and never takes away.
fn without_leftovers(
    mut inventory: BTreeMap<String, BTreeMap<String, Value>>,
) -> BTreeMap<String, BTreeMap<String, Value>> {
    for objects in inventory.values_mut() {
        objects.retain(|name, _| {
            !name.starts_with("CustomResourceDefinition") && !name.ends_with("/istio-ca-root-cert")
        });
    }
    inventory
}

#[test]
fn every_example_is_carried_out_once_and_taken_back() {
    for name in EXAMPLES {
        let scene = Scene::new(&example(name));
        let world = scene.world();
        let before = inventory(&world);
        let (journal, _) = journal();

        let first = scene.apply(&world, &journal);
        assert!(first.is_complete(), "{name}: {}", explain(&scene, &first));
        assert!(first.count(Outcome::Done) > 0, "{name}");

        let after = versions(&world);
        let second = scene.apply(&world, &journal);
        assert!(second.is_complete(), "{name}: {}", explain(&scene, &second));
        assert_eq!(
            versions(&world),
            after,
            "{name}: a second apply writes nothing"
        );

        let undone = scene.undo(&world, &journal);
        assert!(undone.is_complete(), "{name}: {:?}", undone.failures);
        let (left, before) = (
            without_leftovers(inventory(&world)),
            without_leftovers(before),
        );
        for (context, objects) in &before {
            let left: Vec<(&String, &Value)> = left[context].iter().collect();
            let objects: Vec<(&String, &Value)> = objects.iter().collect();
            assert_eq!(left, objects, "{name}, {context}");
        }
    }
}
