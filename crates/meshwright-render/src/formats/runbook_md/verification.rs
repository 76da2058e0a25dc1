//! What every ordered pair of clusters must show.

use std::fmt::Write;

use meshwright_diag::{Text, text};
use meshwright_model::ClusterIndex;

use super::{Page, SMALL};
use crate::prediction::{Prediction, predict};
use crate::workloads;

pub(super) fn verification(page: &mut Page<'_>) {
    let title = page.say(&text!("verification-title"));
    page.heading(2, &title);
    page.paragraph(&text!("verification-lead"));
    let input = page.input;
    let mesh = input.mesh;
    if mesh.clusters().any(|(index, _)| mesh.is_ambient(index)) {
        page.paragraph(&text!("verification-ambient"));
    }
    if input.mesh.clusters.len() <= SMALL {
        let pairs: Vec<(String, String, ClusterIndex, ClusterIndex)> = input
            .mesh
            .clusters()
            .filter(|(_, caller)| workloads::has_workloads(caller))
            .flat_map(|(from, caller)| {
                input
                    .mesh
                    .clusters()
                    .filter(move |(to, called)| *to != from && workloads::has_workloads(called))
                    .map(move |(to, called)| {
                        (caller.name.to_string(), called.name.to_string(), from, to)
                    })
            })
            .collect();
        rows(page, ["verification-from", "verification-to"], &pairs);
        return;
    }
    page.paragraph(&text!("verification-by-network"));
    let mut pairs = Vec::new();
    for (_, callers) in input.mesh.networks() {
        for (_, called) in input.mesh.networks() {
            let Some(to) = workloads::of_network(mesh, called).next() else {
                continue;
            };
            let from = workloads::of_network(mesh, callers).find(|&from| from != to);
            if let Some(from) = from {
                pairs.push((callers.name.to_string(), called.name.to_string(), from, to));
            }
        }
    }
    rows(
        page,
        ["verification-from-network", "verification-to-network"],
        &pairs,
    );
}

fn rows(
    page: &mut Page<'_>,
    ends: [&'static str; 2],
    pairs: &[(String, String, ClusterIndex, ClusterIndex)],
) {
    if pairs.is_empty() {
        page.paragraph(&text!("verification-none"));
        return;
    }
    let heads = [
        ends[0],
        ends[1],
        "verification-way",
        "verification-endpoints",
    ]
    .map(|key| page.say(&Text::new(key, Vec::new())));
    let _ = writeln!(page.text, "| {} |", heads.join(" | "));
    let _ = writeln!(page.text, "|{}", " --- |".repeat(heads.len()));
    for (caller, called, from, to) in pairs {
        let Prediction {
            text, endpoints, ..
        } = predict(page.input, *from, *to);
        let way = page.say(&text);
        let endpoints = endpoints.join(", ");
        let _ = writeln!(
            page.text,
            "| `{caller}` | `{called}` | {way} | {endpoints} |"
        );
    }
    page.text.push('\n');
}
