//! The order of steps: Kahn's algorithm over what each step needs.
//!
//! Among steps that are ready, the kind decides (see [`StepKind`]), then the cluster's place in
//! the mesh. Edges alone decide what must come before what.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use petgraph::graph::{DiGraph, NodeIndex};

use crate::step::StepKind;
use crate::{Step, StepId, Target};

/// What decides among steps that are ready: kind, place of the cluster, place in the list.
type Rank = (StepKind, usize, usize);

/// Puts steps in order.
///
/// A need for a step that is not among them is dropped. Steps on a cycle, which only a mistake in
/// this project could make, come last in the order given; [`is_ordered`] tells.
pub fn order(steps: Vec<Step>) -> Vec<Step> {
    let index: BTreeMap<StepId, usize> = steps
        .iter()
        .enumerate()
        .map(|(place, step)| (step.id.clone(), place))
        .collect();
    let mut graph: DiGraph<usize, ()> = DiGraph::with_capacity(steps.len(), steps.len() * 2);
    let nodes: Vec<NodeIndex> = (0..steps.len())
        .map(|place| graph.add_node(place))
        .collect();
    for (place, step) in steps.iter().enumerate() {
        for need in &step.needs {
            if let Some(&before) = index.get(need) {
                graph.add_edge(nodes[before], nodes[place], ());
            }
        }
    }

    let rank = |place: usize| -> Rank {
        let cluster = match steps[place].on {
            Target::Cluster(cluster) => cluster.0,
            Target::Workstation => 0,
        };
        (steps[place].id.kind, cluster, place)
    };
    let mut missing: Vec<usize> = nodes
        .iter()
        .map(|&node| graph.neighbors_directed(node, petgraph::Incoming).count())
        .collect();
    let mut ready: BinaryHeap<Reverse<Rank>> = (0..steps.len())
        .filter(|&place| missing[place] == 0)
        .map(|place| Reverse(rank(place)))
        .collect();
    let mut sequence = Vec::with_capacity(steps.len());
    while let Some(Reverse((_, _, place))) = ready.pop() {
        sequence.push(place);
        for after in graph.neighbors(nodes[place]) {
            let after = graph[after];
            missing[after] -= 1;
            if missing[after] == 0 {
                ready.push(Reverse(rank(after)));
            }
        }
    }

    let mut left: Vec<Option<Step>> = steps.into_iter().map(Some).collect();
    let mut ordered = Vec::with_capacity(left.len());
    ordered.extend(sequence.into_iter().filter_map(|place| left[place].take()));
    ordered.extend(left.into_iter().flatten());
    ordered
}

/// Whether every step comes after all that it needs.
pub fn is_ordered(steps: &[Step]) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    steps.iter().all(|step| {
        let holds = step.needs.iter().all(|need| seen.contains(need));
        seen.insert(step.id.clone());
        holds
    })
}
