//! A thousand primaries: findings stay one per place to blame, and time stays short.

use std::fmt::Write as _;
use std::time::Duration;

use meshwright_check::{RuleContext, check};
use meshwright_graph::MeshGraph;
use meshwright_model::{read, resolve};

use crate::support::codes;

/// So many primaries.
const N: usize = 1000;

fn topology(cluster: impl Fn(usize) -> String) -> String {
    let mut text = String::from(
        "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata:\n  name: large\nclusters:\n",
    );
    for index in 0..N {
        writeln!(text, "  - {{name: c{index}, {}}}", cluster(index)).expect("a string takes it");
    }
    text
}

/// The codes of the findings, each once with its number, and the time it took to find them.
#[expect(
    clippy::disallowed_types,
    reason = "the test is about time; the crate never sees the clock"
)]
fn judge(text: &str) -> (Vec<(&'static str, usize)>, Duration) {
    let topology = read(text).topology.expect("the text is a topology");
    let (mesh, _) = resolve(&topology);
    let graph = MeshGraph::build(&mesh);
    let begin = std::time::Instant::now();
    let cx = RuleContext::new(&mesh, &graph).written(&topology);
    let found = check(&cx);
    let took = begin.elapsed();
    let mut numbers: Vec<(&'static str, usize)> = Vec::new();
    let mut codes = codes(&found);
    codes.sort_unstable();
    for code in codes {
        match numbers.last_mut() {
            Some((last, n)) if *last == code => *n += 1,
            _ => numbers.push((code, 1)),
        }
    }
    (numbers, took)
}

/// Only a guard against hanging: speed is measured by `cargo bench`.
const LIMIT: Duration = Duration::from_mins(1);

#[test]
fn a_thousand_good_primaries_are_checked_quickly() {
    let (numbers, took) = judge(&topology(|index| {
        format!(
            "network: n{index}, podCidrs: [10.244.0.0/16], serviceCidrs: [10.96.0.0/16], \
             apiServer: {{url: \"https://192.0.{}.{}:6443\"}}, \
             eastWestGateway: {{addresses: [203.0.{}.{}]}}",
            index / 250,
            index % 250 + 1,
            index / 250,
            index % 250 + 1
        )
    }));
    assert_eq!(numbers, [("SEC101", 1)]);
    assert!(took < LIMIT, "{took:?}");
}

#[test]
fn a_thousand_clashing_primaries_are_blamed_once_each() {
    let (numbers, took) = judge(&topology(|_| {
        "podCidrs: [10.244.0.0/16], apiServer: {url: \"https://10.244.0.1:6443\", \
         reachableFrom: [nowhere]}"
            .to_owned()
    }));
    assert_eq!(
        numbers,
        [
            ("API102", N),
            ("API103", N - 1),
            ("NET101", N - 1),
            ("NET105", N),
            ("SEC101", 1)
        ]
    );
    assert!(took < LIMIT, "{took:?}");
}

#[test]
fn a_thousand_primaries_behind_firewalls_are_checked_quickly() {
    let mut text = topology(|index| format!("network: n{}, eastWestGateway: {{}}", index % 500));
    text.push_str(
        "connectivity:\n  - {allow: false}\n  - {allow: true}\n  - {from: n1, to: n2, allow: false}\n",
    );
    let (numbers, took) = judge(&text);
    assert_eq!(numbers, [("NET104", 1), ("SEC101", 1)]);
    assert!(took < LIMIT, "{took:?}");
}
