//! Every mesh of up to three clusters: every way to spread them over networks, every role, with
//! and without a gateway each.

use meshwright_core::Compiled;
use meshwright_core::model::ClusterIndex;
use meshwright_core::plan::order;
use serde_json::{Value, json};

use crate::any_topology::compiled;

/// Every way to put `n` clusters on networks, as the network of each; names of networks mean
/// nothing, so a cluster is on a network that is there or on the next one.
fn partitions(n: usize) -> Vec<Vec<usize>> {
    let mut partitions = vec![Vec::new()];
    for _ in 0..n {
        partitions = partitions
            .into_iter()
            .flat_map(|partition: Vec<usize>| {
                let next = partition.iter().max().map_or(0, |most| most + 1);
                (0..=next).map(move |network| {
                    let mut longer = partition.clone();
                    longer.push(network);
                    longer
                })
            })
            .collect();
    }
    partitions
}

/// Every choice of a number below `base` for each of `n`.
fn choices(n: usize, base: usize) -> Vec<Vec<usize>> {
    let mut choices = vec![Vec::new()];
    for _ in 0..n {
        choices = choices
            .into_iter()
            .flat_map(|choice: Vec<usize>| {
                (0..base).map(move |next| {
                    let mut longer = choice.clone();
                    longer.push(next);
                    longer
                })
            })
            .collect();
    }
    choices
}

/// The mesh in which a cluster with its own number as role is a primary, else a remote of that
/// number.
fn topology(networks: &[usize], roles: &[usize], gateways: &[usize]) -> Value {
    let clusters: Vec<Value> = (0..networks.len())
        .map(|place| {
            let mut cluster = json!({
                "name": format!("cluster{}", place + 1),
                "network": format!("net-{}", networks[place]),
                "podCidrs": [format!("10.{place}.0.0/16")],
            });
            if roles[place] != place {
                cluster["role"] = json!("remote");
                cluster["controlPlane"] = json!(format!("cluster{}", roles[place] + 1));
            }
            if gateways[place] == 1 {
                cluster["eastWestGateway"] = json!({});
            }
            cluster
        })
        .collect();
    json!({
        "apiVersion": "meshwright/v1alpha1",
        "kind": "MeshTopology",
        "metadata": {"name": "small"},
        "clusters": clusters,
    })
}

fn all_reach_all(compiled: &Compiled) -> bool {
    let graph = compiled.graph.as_ref().expect("it can be read");
    let n = graph.n_clusters();
    (0..n).all(|from| (0..n).all(|to| graph.reaches(ClusterIndex(from), ClusterIndex(to))))
}

#[test]
fn every_small_mesh_is_planned_exactly_when_everyone_reaches_everyone() {
    let mut n_meshes = 0;
    let mut n_planned = 0;
    for n in 1..=3 {
        for networks in partitions(n) {
            for roles in choices(n, n) {
                for gateways in choices(n, 2) {
                    let topology = topology(&networks, &roles, &gateways);
                    let compiled = compiled(&topology);
                    let plan = compiled.plan.as_ref().expect("it can be read");
                    let codes: Vec<_> = compiled.findings.iter().map(|f| f.rule.code.0).collect();
                    let case = format!("{networks:?} {roles:?} {gateways:?}: {codes:?}");
                    assert!(
                        !plan.is_complete() || order::is_ordered(&plan.steps),
                        "{case}"
                    );
                    assert_eq!(plan.is_complete(), !compiled.has_errors(), "{case}");
                    assert_eq!(compiled.has_errors(), !all_reach_all(&compiled), "{case}");
                    n_meshes += 1;
                    n_planned += usize::from(plan.is_complete());
                }
            }
        }
    }
    // 1·1·2 + 2·4·4 + 5·27·8
    assert_eq!(n_meshes, 1114);
    assert!((100..600).contains(&n_planned), "{n_planned}");
}
