//! Test vectors for the model of istiod: what goes in, what has to come out.
//!
//! `MESHWRIGHT_VECTORS=PATH cargo test -p meshwright-graph --test vectors` runs the vectors of a
//! file, or of every YAML file below a folder, instead of `reachability.yaml` beside this file.
//! A kind of vector is one function of that name; `given.rs` reads what several of them share.
#![expect(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test reads its vectors from files, and says which failed"
)]

mod access;
mod endpoints;
mod failures;
mod given;
mod reach;
mod services;
mod sources;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_yaml::Value;

/// A file of vectors.
#[derive(Deserialize)]
struct File {
    #[serde(default)]
    topologies: BTreeMap<String, Value>,
    #[serde(default)]
    vectors: Vec<Vector>,
}

/// A vector.
#[derive(Deserialize)]
struct Vector {
    id: String,
    kind: String,
    #[serde(default)]
    title: String,
    given: Value,
    expect: Value,
}

/// The topologies that vectors refer to.
pub(crate) type Topologies = BTreeMap<String, Value>;

fn run(vector: &Vector, topologies: &Topologies) -> Result<(), String> {
    let (given, expect) = (&vector.given, &vector.expect);
    match vector.kind.as_str() {
        "eds" => endpoints::eds(given, expect, topologies),
        "endpoint_network" => sources::endpoint_network(given, expect),
        "proxy_network" => sources::proxy_network(given, expect),
        "gateways" => sources::gateways(given, expect),
        "secrets" => access::secrets(given, expect),
        "auth" => access::auth(given, expect),
        "lead" => access::lead(given, expect),
        "cluster_local" => services::cluster_local(given, expect),
        "service" => services::service(given, expect),
        "dns" => services::dns(given, expect),
        "reach" => reach::reach(given, expect),
        "failure" => failures::failure(given, expect),
        "ambient" => services::ambient(given, expect),
        "locality" => services::locality(given, expect),
        "validate" => sources::validate(given, expect),
        "analyze" => sources::analyze(given, expect),
        other => Err(format!("there is no kind `{other}`")),
    }
}

fn files_below(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let entries = std::fs::read_dir(path).expect("the folder is readable");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder is readable").path())
        .filter(|path| path.is_dir() || path.extension().is_some_and(|it| it == "yaml"))
        .flat_map(|path| files_below(&path))
        .collect();
    files.sort();
    files
}

#[test]
fn every_vector_comes_out_as_it_should() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let path = std::env::var_os("MESHWRIGHT_VECTORS").map_or(own, PathBuf::from);
    let (mut n_vectors, mut failures) = (0, Vec::new());
    for file in files_below(&path) {
        let text = std::fs::read_to_string(&file).expect("the file is readable");
        let parsed: File = serde_yaml::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for vector in &parsed.vectors {
            n_vectors += 1;
            if let Err(problem) = run(vector, &parsed.topologies) {
                failures.push(format!("{} ({}): {problem}", vector.id, vector.title));
            }
        }
    }
    eprintln!("{n_vectors} vectors, {} failed", failures.len());
    assert!(n_vectors > 0, "{} has no vectors", path.display());
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}
