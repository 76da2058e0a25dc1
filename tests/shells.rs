//! Quoting, proved by running: run.sh and teardown.sh of a mesh with hostile contexts, kubeconfig
//! paths and API servers, by every install method, in every shell, with recorders in the place of
//! kubectl, istioctl, helm and openssl.
//!
//! The recorders have to see the planned words byte for byte, in every shell the same, and
//! nothing else may start or be written.

mod support {
    pub(crate) mod hostile_text;
    pub(crate) mod program;
    pub(crate) mod recorders;
    pub(crate) mod shell_words;
    pub(crate) mod tools;
}

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use meshwright_core::model::{ApiServerUrl, Context, InstallMethod, KubeconfigPath, Mesh};
use meshwright_core::{Options, compile};
use serde_json::{Value, json};

use support::hostile_text::HOSTILE_TEXT;
use support::program::{meshwright, succeed};
use support::recorders::{Call, Recorders};
use support::shell_words::commands;

const SHELLS: [&[&str]; 5] = [&["dash"], &["bash"], &["busybox", "sh"], &["ksh"], &["zsh"]];

/// Clusters of one topology; the scripts try every pair of them.
const CLUSTERS: usize = 4;

/// Meshes that are built at once.
const WORKERS: usize = 4;

/// Everything hostile that the model takes as a context, as a path, as a URL.
struct Accepted {
    contexts: Vec<&'static str>,
    paths: Vec<&'static str>,
    urls: Vec<String>,
}

fn accepted() -> Accepted {
    let texts = || HOSTILE_TEXT.iter().map(|(_, text)| *text);
    Accepted {
        contexts: texts()
            .filter(|text| Context::parse(text).is_ok())
            .collect(),
        paths: texts()
            .filter(|text| KubeconfigPath::parse(text).is_ok())
            .collect(),
        urls: texts()
            .enumerate()
            .map(|(place, text)| format!("https://api{place}.test/{text}"))
            .chain(texts().map(|text| format!("https://{text}")))
            .filter(|text| ApiServerUrl::parse(text).is_ok())
            .collect(),
    }
}

/// A mesh that uses the texts from `first` on; remotes at the end, so that every function runs.
fn topology(accepted: &Accepted, first: usize) -> Value {
    let mut contexts = BTreeSet::new();
    let clusters: Vec<Value> = (0..CLUSTERS)
        .map(|place| {
            let at = first + place;
            let name = format!("cluster{}", place + 1);
            let mut cluster = json!({
                "name": name,
                "network": if place % 2 == 0 { "network1" } else { "network2" },
                "podCidrs": [format!("10.{place}.0.0/16")],
                "kubeconfig": accepted.paths[at % accepted.paths.len()],
                "eastWestGateway": {},
            });
            let context = accepted.contexts[at % accepted.contexts.len()];
            if contexts.insert(context) {
                cluster["context"] = json!(context);
            }
            if let Some(url) = accepted.urls.get(at) {
                cluster["apiServer"] = json!({"url": url});
            }
            let methods = InstallMethod::ALL;
            let method = methods[(first / CLUSTERS + place) % methods.len()];
            cluster["istio"] = json!({"installMethod": method.as_str()});
            if place + 2 >= CLUSTERS {
                cluster["role"] = json!("remote");
                cluster["controlPlane"] = json!("cluster1");
            }
            cluster
        })
        .collect();
    json!({
        "apiVersion": "meshwright/v1alpha1",
        "kind": "MeshTopology",
        "metadata": {"name": "hostile"},
        "clusters": clusters,
    })
}

#[test]
fn the_model_takes_most_printable_texts_as_contexts_and_paths() {
    let accepted = accepted();
    assert!(accepted.contexts.len() > 60, "{:?}", accepted.contexts);
    assert!(accepted.paths.len() > 60, "{:?}", accepted.paths);
    assert!(!accepted.urls.is_empty());
}

#[test]
fn every_shell_passes_on_exactly_the_planned_words_and_starts_nothing_else() {
    let accepted = accepted();
    let counts = [
        accepted.contexts.len(),
        accepted.paths.len(),
        accepted.urls.len(),
    ];
    let n_texts = counts.into_iter().max().unwrap_or_default();
    let meshes: Vec<usize> = (0..n_texts).step_by(CLUSTERS).collect();
    // Shells take most of their time to start programs, so several meshes are built at once.
    std::thread::scope(|scope| {
        for part in 0..WORKERS {
            let (meshes, accepted) = (&meshes, &accepted);
            scope.spawn(move || {
                for first in meshes.iter().skip(part).step_by(WORKERS) {
                    prove(accepted, *first);
                }
            });
        }
    });
}

/// Builds and removes, in every shell, the mesh that uses the texts from `first` on.
fn prove(accepted: &Accepted, first: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    let recorders = Recorders::new(&folder.join("bin"));
    let text = topology(accepted, first).to_string();
    let compiled = compile(&text, &Options::default());
    let mesh = compiled.mesh.as_ref().expect("it is a topology");
    assert!(!compiled.has_errors(), "{:?}", compiled.findings);
    let out = folder.join("out");
    fs::write(folder.join("mesh.yaml"), &text).expect("it is writable");
    succeed(
        meshwright().args(["render", "mesh.yaml", "-o", "out"]),
        folder,
    );
    for script in ["run.sh", "teardown.sh"] {
        let planned = planned(&fs::read_to_string(out.join(script)).expect("it is text"));
        let mut first_seen: Option<Vec<Call>> = None;
        for shell in SHELLS {
            let before = files(&out);
            let mut calls = recorders.run(shell, &out, script);
            let place = format!("{shell:?} {script} from {first}");
            assert_eq!(files(&out), before, "{place}");
            check_access(mesh, &calls, &place);
            for wanted in &planned {
                assert!(
                    calls.contains(wanted),
                    "{place}: {wanted:?} is not among {calls:#?}"
                );
            }
            calls.sort();
            match &first_seen {
                None => first_seen = Some(calls),
                Some(first) => assert_eq!(*first, calls, "{place}"),
            }
        }
    }
}

/// The calls that a script spells out word by word.
fn planned(script: &str) -> Vec<Call> {
    let lines = script.lines().flat_map(commands);
    lines
        .filter(|words| matches!(words[0].as_str(), "helm" | "kubectl" | "istioctl"))
        .filter(|words| !words.iter().any(|word| word.contains("${")))
        .collect()
}

/// Every call that names a cluster names it with the bytes of the model.
fn check_access(mesh: &Mesh, calls: &[Call], place: &str) {
    let mut seen = BTreeSet::new();
    for call in calls {
        let program = call[0].as_str();
        assert!(
            matches!(program, "helm" | "kubectl" | "istioctl" | "openssl"),
            "{place}: {call:?} was started"
        );
        let of = |flag: &str| call.iter().find_map(|word| word.strip_prefix(flag));
        let is_about_programs = call.iter().any(|word| word == "version" || word == "repo");
        if program == "openssl" || is_about_programs {
            continue;
        }
        let context = of("--context=").or_else(|| of("--kube-context="));
        let context = context.unwrap_or_else(|| panic!("{place}: {call:?}"));
        let clusters = &mesh.clusters;
        let cluster = clusters
            .iter()
            .find(|cluster| cluster.context.as_str() == context);
        let cluster = cluster.unwrap_or_else(|| panic!("{place}: nobody has {context:?}"));
        seen.insert(context.to_owned());
        assert_eq!(
            of("--kubeconfig="),
            cluster.kubeconfig.as_ref().map(KubeconfigPath::as_str),
            "{place}: {call:?}"
        );
        if call.iter().any(|word| word == "create-remote-secret") {
            let url = cluster.api_server.url.as_ref();
            assert_eq!(
                of("--server="),
                url.map(ApiServerUrl::as_str),
                "{place}: {call:?}"
            );
        }
    }
    assert_eq!(seen.len(), mesh.clusters.len(), "{place}");
}

/// Every file of a bundle with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the bundle is readable") {
        let path = entry.expect("the bundle is readable").path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.insert(name, fs::read(&path).expect("the bundle is readable"));
        }
    }
    files
}
