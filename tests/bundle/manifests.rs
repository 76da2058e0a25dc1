//! The manifests: a second YAML reader and kubectl's offline one read what was planned.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use meshwright_core::plan::{Manifest, ManifestFile, Target};
use serde::Deserialize as _;
use serde_json::Value;

use crate::bundles::{BUNDLES, Bundle};
use crate::program::succeed;
use crate::tools::tool;

/// Kinds that are in no namespace.
const CLUSTER_WIDE: [&str; 3] = ["Istio", "IstioCNI", "Namespace"];

/// Whether a file holds objects, not values that a chart makes objects of.
fn holds_objects(path: &str) -> bool {
    !path.ends_with("-values.yaml")
}

fn documents(yaml: &str) -> Vec<Value> {
    serde_yaml::Deserializer::from_str(yaml)
        .map(|document| Value::deserialize(document).expect("a second reader accepts it"))
        .collect()
}

/// The files with manifests, each once.
fn files(bundle: &Bundle) -> BTreeMap<&str, &ManifestFile> {
    let steps = bundle.plan.steps.iter();
    by_path(steps.flat_map(|step| step.op.files()))
}

/// The files with manifests that are applied in a cluster, each once.
fn files_for(bundle: &Bundle, place: usize) -> BTreeMap<&str, &ManifestFile> {
    let steps = bundle.plan.steps.iter();
    let here = steps.filter(|step| matches!(step.on, Target::Cluster(at) if at.0 == place));
    by_path(here.flat_map(|step| step.op.files()))
}

fn by_path<'a>(
    files: impl Iterator<Item = &'a ManifestFile>,
) -> BTreeMap<&'a str, &'a ManifestFile> {
    files.map(|file| (file.path.as_str(), file)).collect()
}

/// What makes an object the same object: group, kind, namespace, name.
fn identity(object: &Value) -> [String; 4] {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let api_version = text(&object["apiVersion"]);
    let group = api_version.rsplit_once('/').map_or("", |(group, _)| group);
    [
        group.to_owned(),
        text(&object["kind"]),
        text(&object["metadata"]["namespace"]),
        text(&object["metadata"]["name"]),
    ]
}

#[test]
fn a_second_reader_finds_in_each_manifest_exactly_what_was_planned() {
    for bundle in BUNDLES.iter() {
        let files = files(bundle);
        let written: Vec<String> = bundle
            .paths()
            .into_iter()
            .filter(|path| {
                let is_yaml = Path::new(path).extension().is_some_and(|end| end == "yaml");
                // The roles in `access` are for who applies, and no step's manifest.
                is_yaml && path != "topology.yaml" && !path.starts_with("access/")
            })
            .collect();
        assert_eq!(written, files.keys().copied().collect::<Vec<_>>());
        for (path, file) in files {
            let place = format!("{}/{path}", bundle.name);
            assert_eq!(
                documents(&bundle.read(path)),
                file.manifest.documents(),
                "{place}"
            );
        }
    }
}

#[test]
fn every_object_has_a_kind_a_name_and_the_namespace_it_belongs_in() {
    for bundle in BUNDLES.iter() {
        for (path, file) in files(bundle) {
            // One waypoint goes into each namespace that needs one.
            if !holds_objects(path) || matches!(file.manifest, Manifest::Waypoint(_)) {
                continue;
            }
            for object in file.manifest.documents() {
                let place = format!("{}/{path}: {object}", bundle.name);
                let [_, kind, namespace, name] = identity(&object);
                assert!(!kind.is_empty() && !name.is_empty(), "{place}");
                assert_eq!(
                    namespace.is_empty(),
                    CLUSTER_WIDE.contains(&kind.as_str()),
                    "{place}"
                );
            }
        }
    }
}

#[test]
fn no_object_is_in_two_files_of_one_cluster() {
    for bundle in BUNDLES.iter() {
        for (place, cluster) in bundle.mesh.clusters.iter().enumerate() {
            let mut seen = BTreeSet::new();
            for (path, file) in files_for(bundle, place) {
                if !holds_objects(path) {
                    continue;
                }
                for object in file.manifest.documents() {
                    let identity = identity(&object);
                    assert!(
                        seen.insert(identity.clone()),
                        "{}: {identity:?} twice in {}",
                        bundle.name,
                        cluster.name
                    );
                }
            }
        }
    }
}

#[test]
fn kubectl_reads_in_all_manifests_of_a_cluster_exactly_what_was_planned() {
    let halves: Vec<&Bundle> = BUNDLES.iter().collect();
    // kubectl takes most of its time to start, so two of them share the work.
    std::thread::scope(|scope| {
        for half in 0..2 {
            let bundles: Vec<&Bundle> = halves.iter().copied().skip(half).step_by(2).collect();
            scope.spawn(move || {
                for bundle in bundles {
                    for place in 0..bundle.mesh.clusters.len() {
                        kustomize(bundle, place);
                    }
                }
            });
        }
    });
}

/// Every manifest of a cluster through `kubectl kustomize`, which knows nothing but the files.
fn kustomize(bundle: &Bundle, place: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut kustomization = String::from("resources:\n");
    let mut planned = BTreeMap::new();
    let files = files_for(bundle, place);
    for (path, file) in files.into_iter().filter(|(path, _)| holds_objects(path)) {
        let name = path.replace('/', "-");
        fs::copy(bundle.folder.join(path), folder.path().join(&name)).expect("it can be copied");
        let _ = writeln!(kustomization, "- {name}");
        for object in file.manifest.documents() {
            planned.insert(identity(&object), object);
        }
    }
    fs::write(folder.path().join("kustomization.yaml"), kustomization).expect("it is writable");
    let output = succeed(tool("kubectl").args(["kustomize", "."]), folder.path());
    let said = String::from_utf8(output.stdout).expect("kubectl writes UTF-8");
    let read: BTreeMap<[String; 4], Value> = documents(&said)
        .into_iter()
        .map(|object| (identity(&object), object))
        .collect();
    let cluster = &bundle.mesh.clusters[place].name;
    assert_eq!(read, planned, "{}/{cluster}", bundle.name);
}
