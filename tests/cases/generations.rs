//! Every generation of releases has a case.
//!
//! A generation is found, not listed: releases whose plans of the same starter read alike, but for
//! version numbers, are one generation of that model and install method.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use meshwright_core::catalog::resolve;
use meshwright_core::{Options, compile};

use crate::golden::{cases, name_of, told_of};
use crate::starters::starts;

/// A model, an install method, and the minors that plan it alike.
type Generation = (String, String, BTreeSet<String>);

/// `text` with every version number left out.
fn without_versions(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        out.push_str(&rest[..start]);
        let tail = &rest[start..];
        let end = tail
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(tail.len());
        let number = tail[..end].trim_end_matches('.');
        let n_dots = number.bytes().filter(|byte| *byte == b'.').count();
        out.push_str(if (1..=2).contains(&n_dots) {
            "#"
        } else {
            number
        });
        rest = &tail[number.len()..];
    }
    out.push_str(rest);
    out
}

fn generations() -> Vec<Generation> {
    let mut alike: BTreeMap<(String, String, usize, String), BTreeSet<String>> = BTreeMap::new();
    for start in starts() {
        let Ok(told) = told_of(&start.compiled, &start.text) else {
            continue;
        };
        let key = (
            start.model.to_owned(),
            start.method.to_string(),
            start.networks,
            without_versions(&told),
        );
        alike.entry(key).or_default().insert(start.minor.to_owned());
    }
    alike
        .into_iter()
        .map(|((model, method, _, _), minors)| (model, method, minors))
        .collect()
}

#[test]
fn every_model_method_and_generation_has_a_case() {
    let mut told = BTreeSet::new();
    for case in cases() {
        let text = fs::read_to_string(&case).expect("a case is text");
        let compiled = compile(&text, &Options::default());
        let (Some(mesh), Some(plan)) = (&compiled.mesh, &compiled.plan) else {
            continue;
        };
        for model in &plan.models {
            for cluster in &mesh.clusters {
                let minor = resolve(&cluster.istio.version).release.minor().to_owned();
                let method = cluster.istio.install_method.to_string();
                told.insert(((*model).to_owned(), method, minor));
            }
        }
    }
    let generations = generations();
    assert!(generations.len() > 20, "{} generations", generations.len());
    let missing: BTreeSet<String> = generations
        .into_iter()
        .filter(|(model, method, minors)| {
            !minors
                .iter()
                .any(|minor| told.contains(&(model.clone(), method.clone(), minor.clone())))
        })
        .map(|(model, method, minors)| {
            let minors: Vec<String> = minors.into_iter().collect();
            format!("{model} by {method}: {}", minors.join(" "))
        })
        .collect();
    let missing: Vec<String> = missing.into_iter().collect();
    assert!(missing.is_empty(), "no case for\n{}", missing.join("\n"));
}

#[test]
fn every_case_says_what_it_is() {
    for case in cases() {
        let name = name_of(&case);
        let text = fs::read_to_string(&case).expect("a case is text");
        let compiled = compile(&text, &Options::default());
        let mesh = compiled.mesh.as_ref().expect("a case is a topology");
        let plan = compiled.plan.as_ref().expect("a case has a plan");
        let has_model = plan.models.iter().any(|model| name.starts_with(model));
        assert!(has_model, "{name} is none of {:?}", plan.models);
        let has_method = mesh
            .clusters
            .iter()
            .any(|cluster| name.contains(&format!("-{}-", cluster.istio.install_method)));
        assert!(has_method, "{name} names none of its install methods");
        let has_release = mesh.clusters.iter().any(|cluster| {
            let minor = resolve(&cluster.istio.version).release.minor();
            name.split('-').any(|word| word == minor)
        });
        assert!(has_release, "{name} names none of its releases");
    }
}
