//! The edits that `why` offers mend what is broken, and none of them is spare.

use meshwright_core::ask::{Answer, ask};
use meshwright_core::graph::MeshGraph;
use meshwright_core::mend::mend;
use meshwright_core::model::{Topology, edit::edit_text, emit, read};
use proptest::prelude::*;

use crate::any_topology::{any_topology, config};

/// The answer for the first two clusters that a text names in this order.
fn told(text: &str, pair: (usize, usize)) -> (Topology, Answer) {
    let topology = read(text).topology.expect("edits keep it a topology");
    let (mesh, _) = topology.resolve();
    let name = |place: usize| format!("cluster{}", place + 1);
    let graph = MeshGraph::build(&mesh);
    let answer = ask(&mesh, &graph, &name(pair.0), &name(pair.1), None);
    (topology, answer.expect("both clusters are there"))
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn edits_that_are_offered_make_requests_arrive_and_none_of_them_is_spare(
        written in any_topology(),
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
    ) {
        let n = written["clusters"].as_array().map_or(0, Vec::len);
        let pair = (from.index(n), to.index(n));
        let text = emit(&read(&written.to_string()).topology.expect("it is a topology"));
        let (topology, answer) = told(&text, pair);
        prop_assume!(!answer.arrives());
        let (mesh, _) = topology.resolve();
        let repairs = mend(&topology, &answer, &mesh);
        prop_assert!(!repairs.is_empty(), "nothing mends {pair:?} of\n{text}");
        let arrives = |repairs: &[_]| told(&edit_text(&text, repairs), pair).1.arrives();
        prop_assert!(arrives(&repairs), "{repairs:?} do not mend {pair:?} of\n{text}");
        for left_out in 0..repairs.len() {
            let mut fewer = repairs.clone();
            fewer.remove(left_out);
            prop_assert!(!arrives(&fewer), "{:?} is spare for {pair:?} of\n{text}", repairs[left_out]);
        }
        // What one of the offered repairs does alone takes no second one.
        if repairs.len() > 1 {
            for fix in answer.fixes() {
                prop_assert!(!arrives(std::slice::from_ref(fix)), "{fix:?} is enough for\n{text}");
            }
        }
    }
}
