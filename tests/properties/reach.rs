//! What is allowed in addition never takes anything away.

use meshwright_core::model::ClusterIndex;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::any_topology::{any_sound_topology, any_topology, compiled, config};

/// Every ordered pair that is reached, in the order of the clusters' names.
fn reached(topology: &Value) -> Vec<(usize, usize)> {
    let graph = compiled(topology).graph.expect("it can be read");
    let n = graph.n_clusters();
    let pairs = (0..n).flat_map(|from| (0..n).map(move |to| (from, to)));
    pairs
        .filter(|&(from, to)| graph.reaches(ClusterIndex(from), ClusterIndex(to)))
        .collect()
}

fn loses_nothing(before: &Value, after: &Value) -> Result<(), TestCaseError> {
    let kept = reached(after);
    for pair in reached(before) {
        prop_assert!(kept.contains(&pair), "{pair:?} is lost\n{before}\n{after}");
    }
    Ok(())
}

fn n_clusters(topology: &Value) -> usize {
    topology["clusters"].as_array().map_or(0, Vec::len)
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn an_allowed_connection_takes_nothing_away(
        before in any_topology(),
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        ports in prop::sample::select(vec![vec![], vec![15443_u16], vec![15012, 15017], vec![6443]]),
        width in 0..3,
    ) {
        let n = n_clusters(&before);
        let mut entry = json!({"allow": true});
        if width > 0 {
            entry["from"] = before["clusters"][from.index(n)]["name"].clone();
        }
        if width > 1 {
            entry["to"] = before["clusters"][to.index(n)]["name"].clone();
        }
        if !ports.is_empty() {
            entry["ports"] = json!(ports);
        }
        let mut after = before.clone();
        let entries = after["connectivity"].as_array_mut().expect("it is a list");
        entries.push(entry);
        loses_nothing(&before, &after)?;
    }

    #[test]
    fn an_api_server_that_everyone_reaches_takes_nothing_away(
        before in any_topology(),
        which in any::<prop::sample::Index>(),
    ) {
        let which = which.index(n_clusters(&before));
        let mut after = before.clone();
        after["clusters"][which]["apiServer"]["reachableFrom"] = json!(["*"]);
        loses_nothing(&before, &after)?;
    }

    #[test]
    fn one_more_gateway_with_an_address_takes_nothing_from_a_good_mesh(
        before in any_sound_topology(),
        which in any::<prop::sample::Index>(),
    ) {
        // Requests spread over all gateways of a network: one that no istiod serves does harm.
        prop_assume!(!compiled(&before).has_errors());
        let without: Vec<usize> = (0..n_clusters(&before))
            .filter(|&at| before["clusters"][at].get("eastWestGateway").is_none())
            .collect();
        prop_assume!(!without.is_empty());
        let mut after = before.clone();
        after["clusters"][without[which.index(without.len())]]["eastWestGateway"] = json!({});
        loses_nothing(&before, &after)?;
    }
}
