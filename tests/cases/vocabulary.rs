//! No bundle says a word that its release does not know: every command, flag, field, value,
//! variable, label and API version of every starter is looked up in the catalogue's vocabulary.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use meshwright_core::catalog::vocabulary::{Vocabulary, command_length, judge};
use meshwright_core::catalog::{Release, resolve};
use meshwright_core::diag::Language;
use meshwright_core::render::Artifacts;
use meshwright_core::words;
use serde_yaml::Value;

use crate::shell_words::commands;
use crate::starters::starts;

/// A word of a bundle, and where it stands.
type Said = (Vocabulary, String, String);

#[test]
fn no_bundle_says_what_its_release_does_not_know() {
    let words = words(Language::En);
    let mut wrong = BTreeSet::new();
    let mut n_bundles = 0;
    let mut n_words = BTreeSet::new();
    for start in starts() {
        let Some(artifacts) = start.compiled.artifacts(&start.text, &words) else {
            continue;
        };
        n_bundles += 1;
        let mesh = start.compiled.mesh.as_ref().expect("a bundle has a mesh");
        let release = resolve(&mesh.clusters[0].istio.version).release;
        for (vocabulary, word, place) in said(&artifacts) {
            let verdict = judge(vocabulary, &word, release);
            if !verdict.is_known() {
                wrong.insert(format!(
                    "{}: {place}: {vocabulary:?} `{word}` is {verdict:?}",
                    start.name()
                ));
            }
            n_words.insert((vocabulary, word));
        }
    }
    assert!(n_bundles > 60, "{n_bundles} bundles");
    assert!(n_words.len() > 150, "{} words", n_words.len());
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a release would be found to lack what another one's bundle says.
#[test]
fn a_bundle_for_another_release_is_found_out() {
    let release = |minor: &str| -> &'static Release {
        let version = meshwright_core::model::IstioVersion::parse(minor);
        resolve(&version.expect("a minor is a version")).release
    };
    let words = words(Language::En);
    let lacks = |minor: &str, other: &str, model: &str| {
        let start = starts()
            .into_iter()
            .find(|start| {
                start.minor == minor
                    && start.model == model
                    && start.networks == 2
                    && start.method.as_str() == "istioctl"
            })
            .expect("there is such a starter");
        let artifacts = start
            .compiled
            .artifacts(&start.text, &words)
            .expect("it has a bundle");
        said(&artifacts)
            .into_iter()
            .filter(|(vocabulary, word, _)| !judge(*vocabulary, word, release(other)).is_known())
            .map(|(_, word, _)| word)
            .collect::<BTreeSet<_>>()
    };
    let new_in_old = lacks("1.30", "1.9", "primary-remote");
    for word in [
        "create-remote-secret",
        "networking.istio.io/v1/Gateway",
        "istiodRemote.injectionPath",
    ] {
        assert!(new_in_old.contains(word), "{word}: {new_in_old:?}");
    }
    let old_in_new = lacks("1.9", "1.30", "multi-primary");
    assert!(
        old_in_new.contains("x create-remote-secret"),
        "{old_in_new:?}"
    );
}

/// Everything of a bundle that a release must know.
fn said(artifacts: &Artifacts) -> Vec<Said> {
    let mut said = Vec::new();
    let mut charts: BTreeMap<String, String> = BTreeMap::new();
    for (path, artifact) in artifacts.iter() {
        let shell: String = match path {
            "run.sh" | "teardown.sh" => artifact.text.clone(),
            "runbook.md" => blocks(&artifact.text),
            _ => continue,
        };
        for line in shell.lines() {
            for words in commands(line) {
                command(&words, path, &mut charts, &mut said);
            }
        }
    }
    for (path, artifact) in artifacts.iter() {
        let is_manifest = path.starts_with("clusters/") || path.starts_with("verify/");
        let is_yaml = Path::new(path).extension().is_some_and(|end| end == "yaml");
        if !is_manifest || !is_yaml {
            continue;
        }
        for document in serde_yaml::Deserializer::from_str(&artifact.text) {
            let document =
                <Value as serde::Deserialize>::deserialize(document).expect("a manifest is YAML");
            if document.get("kind").is_some() {
                manifest(&document, path, &mut said);
            } else {
                let chart = charts
                    .get(path)
                    .unwrap_or_else(|| panic!("{path} is of no chart"));
                chart_values(chart, &document, path, &mut said);
            }
        }
    }
    said
}

/// The shell commands of a Markdown page, the library at its end apart.
fn blocks(page: &str) -> String {
    let page = page.split("\n## Appendix").next().unwrap_or(page);
    let mut lines = String::new();
    let mut inside = false;
    for line in page.lines() {
        if line.starts_with("```") {
            inside = line.starts_with("```sh");
        } else if inside {
            lines.push_str(line);
            lines.push('\n');
        }
    }
    lines
}

fn command(
    words: &[String],
    path: &str,
    charts: &mut BTreeMap<String, String>,
    said: &mut Vec<Said>,
) {
    let is_istioctl = |word: &String| word == "istioctl" || word.starts_with("${ISTIOCTL_");
    // `need_tools` and its like name programs and run none.
    let runs = |at: usize| words.get(at + 1).is_some_and(|next| !next.contains('='));
    if let Some(at) = words.iter().position(is_istioctl).filter(|at| runs(*at))
        && !words[0].starts_with("need_tools")
        && !words[0].starts_with("check_istioctl")
    {
        istioctl(&words[at + 1..], path, said);
    }
    if let Some(at) = words.iter().position(|word| word == "helm")
        && words.get(at + 1).is_some_and(|word| word == "upgrade")
    {
        helm(&words[at + 2..], path, charts, said);
    }
}

fn istioctl(words: &[String], path: &str, said: &mut Vec<Said>) {
    let plain: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .take_while(|word| !word.starts_with('-'))
        .collect();
    let n_words = command_length(&plain);
    let command = plain[..n_words.max(1).min(plain.len())].join(" ");
    said.push((
        Vocabulary::IstioctlCommand,
        command.clone(),
        path.to_owned(),
    ));
    for word in words.iter().filter(|word| word.starts_with('-')) {
        let (flag, value) = word.split_once('=').unwrap_or((word, ""));
        said.push((
            Vocabulary::IstioctlFlag,
            format!("{command} {flag}"),
            path.to_owned(),
        ));
        if let Some(value) = value.strip_prefix("values.").filter(|_| flag == "--set") {
            let field = value.split('=').next().unwrap_or(value);
            said.push((Vocabulary::OperatorValue, field.to_owned(), path.to_owned()));
        }
    }
}

fn helm(words: &[String], path: &str, charts: &mut BTreeMap<String, String>, said: &mut Vec<Said>) {
    let plain: Vec<&String> = words.iter().filter(|word| !word.starts_with('-')).collect();
    let chart = plain.get(1).expect("a release has a chart");
    let Some(chart) = chart.strip_prefix("istio/") else {
        return; // the Sail operator's own chart
    };
    said.push((Vocabulary::Chart, chart.to_owned(), path.to_owned()));
    for word in words {
        if let Some(file) = word.strip_prefix("--values=") {
            charts.insert(file.to_owned(), chart.to_owned());
        }
        if let Some(set) = word.strip_prefix("--set-string=") {
            let field = set.split('=').next().unwrap_or(set);
            let values = Vocabulary::of_chart_values(chart).expect("Istio has the chart");
            said.push((values, field.to_owned(), path.to_owned()));
        }
    }
}

fn manifest(document: &Value, path: &str, said: &mut Vec<Said>) {
    let text = |key: &str| {
        document
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let (api, kind) = (text("apiVersion"), text("kind"));
    said.push((
        Vocabulary::Resource,
        format!("{api}/{kind}"),
        path.to_owned(),
    ));
    marks(document, path, said);
    let spec = document.get("spec");
    match (api, kind) {
        ("install.istio.io/v1alpha1", "IstioOperator") => {
            operator(spec.expect("an IstioOperator has a spec"), path, said);
        }
        ("sailoperator.io/v1", kind) => {
            sail(kind, spec.expect("it has a spec"), path, said);
        }
        (api, "Gateway") if api.starts_with("gateway.networking.k8s.io/") => {
            let class = spec.and_then(|spec| spec.get("gatewayClassName"));
            let class = class
                .and_then(Value::as_str)
                .expect("a Gateway has a class");
            said.push((Vocabulary::GatewayClass, class.to_owned(), path.to_owned()));
        }
        _ => {}
    }
}

/// Labels and annotations of Istio, wherever in the document they stand.
fn marks(value: &Value, path: &str, said: &mut Vec<Said>) {
    match value {
        Value::Mapping(map) => {
            for (key, value) in map {
                let vocabulary = match key.as_str() {
                    Some("labels" | "label" | "matchLabels") => Some(Vocabulary::Label),
                    Some("annotations" | "serviceAnnotations") => Some(Vocabulary::Annotation),
                    _ => None,
                };
                match (vocabulary, value.as_mapping()) {
                    (Some(vocabulary), Some(marks)) => said.extend(
                        marks
                            .keys()
                            .filter_map(Value::as_str)
                            .filter(|mark| mark.contains("istio") && mark.contains(['/', '-']))
                            .map(|mark| (vocabulary, mark.to_owned(), path.to_owned())),
                    ),
                    _ => marks(value, path, said),
                }
            }
        }
        Value::Sequence(list) => {
            for value in list {
                marks(value, path, said);
            }
        }
        _ => {}
    }
}

fn operator(spec: &Value, path: &str, said: &mut Vec<Said>) {
    for (key, value) in spec.as_mapping().expect("a spec is a map") {
        match key.as_str().expect("a key is a text") {
            "profile" => said.push((Vocabulary::Profile, word(value), path.to_owned())),
            "values" => values(Vocabulary::OperatorValue, "", value, path, said),
            "meshConfig" => mesh_config(value, path, said),
            key => {
                leaves(key, value, &mut |field| {
                    said.push((Vocabulary::OperatorField, field, path.to_owned()));
                });
                environment(value, path, said);
            }
        }
    }
}

/// `k8s.env` of components: istiod's, or that of gateways.
fn environment(components: &Value, path: &str, said: &mut Vec<Said>) {
    let Some(components) = components.as_mapping() else {
        return;
    };
    for (name, component) in components {
        let vocabulary = match name.as_str() {
            Some("pilot") => Vocabulary::IstiodEnv,
            _ => Vocabulary::ProxyEnv,
        };
        let list = [component.clone()];
        let entries = component
            .as_sequence()
            .map_or(list.as_slice(), |entries| entries);
        for entry in entries {
            let env = entry.get("k8s").and_then(|k8s| k8s.get("env"));
            for variable in env.and_then(Value::as_sequence).into_iter().flatten() {
                let name = variable.get("name").expect("a variable has a name");
                said.push((vocabulary, word(name), path.to_owned()));
            }
        }
    }
}

fn sail(kind: &str, spec: &Value, path: &str, said: &mut Vec<Said>) {
    for (key, value) in spec.as_mapping().expect("a spec is a map") {
        match key.as_str().expect("a key is a text") {
            "profile" => said.push((Vocabulary::SailProfile, word(value), path.to_owned())),
            "version" => {}
            "values" => values(
                Vocabulary::SailField,
                &format!("{kind}.values."),
                value,
                path,
                said,
            ),
            key => leaves(&format!("{kind}.{key}"), value, &mut |field| {
                said.push((Vocabulary::SailField, field, path.to_owned()));
            }),
        }
    }
}

fn chart_values(chart: &str, document: &Value, path: &str, said: &mut Vec<Said>) {
    let vocabulary = Vocabulary::of_chart_values(chart).expect("Istio has the chart");
    if let Some(profile) = document.get("profile") {
        said.push((Vocabulary::ChartProfile, word(profile), path.to_owned()));
    }
    if let Some(variables) = document.get("env").and_then(Value::as_mapping) {
        let of = match chart {
            "istiod" => Vocabulary::IstiodEnv,
            _ => Vocabulary::ProxyEnv,
        };
        said.extend(
            variables
                .keys()
                .map(|name| (of, word(name), path.to_owned())),
        );
    }
    values(vocabulary, "", document, path, said);
}

/// Values of charts: mesh config and variables of istiod have vocabularies of their own.
fn values(vocabulary: Vocabulary, prefix: &str, values: &Value, path: &str, said: &mut Vec<Said>) {
    let Some(map) = values.as_mapping() else {
        return;
    };
    for (key, value) in map {
        let key = key.as_str().expect("a key is a text");
        if key == "meshConfig" {
            mesh_config(value, path, said);
            continue;
        }
        if let Some(variables) = value.get("env").and_then(Value::as_mapping)
            && key == "pilot"
        {
            let names = variables.keys();
            said.extend(names.map(|name| (Vocabulary::IstiodEnv, word(name), path.to_owned())));
        }
        leaves(&format!("{prefix}{key}"), value, &mut |field| {
            said.push((vocabulary, field, path.to_owned()));
        });
    }
}

fn mesh_config(config: &Value, path: &str, said: &mut Vec<Said>) {
    let metadata = config
        .get("defaultConfig")
        .and_then(|config| config.get("proxyMetadata"));
    if let Some(metadata) = metadata.and_then(Value::as_mapping) {
        let names = metadata.keys();
        said.extend(names.map(|name| (Vocabulary::ProxyEnv, word(name), path.to_owned())));
    }
    for (key, value) in config.as_mapping().expect("a mesh config is a map") {
        leaves(&word(key), value, &mut |field| {
            said.push((Vocabulary::MeshConfig, field, path.to_owned()));
        });
    }
}

/// The path of every leaf below `path`, without indices.
fn leaves(path: &str, value: &Value, found: &mut dyn FnMut(String)) {
    match value {
        Value::Mapping(map) if !map.is_empty() => {
            for (key, value) in map {
                leaves(&format!("{path}.{}", word(key)), value, found);
            }
        }
        Value::Sequence(list) if list.iter().any(Value::is_mapping) => {
            for value in list {
                leaves(path, value, found);
            }
        }
        _ => found(path.to_owned()),
    }
}

fn word(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
