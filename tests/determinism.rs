//! The same topology gives the same bytes: again, elsewhere, in another language and time zone,
//! with its parts in another order, as a zip file.

mod support {
    pub(crate) mod program;
    pub(crate) mod topologies;
}

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

use meshwright_core::diag::Language;
use meshwright_core::render::Artifacts;
use meshwright_core::{Options, compile};
use serde_json::{Map, Value};

use support::program::{meshwright, succeed};
use support::topologies;

/// A bundle of a topology, for which there must be no errors.
fn render(name: &str, text: &str) -> Artifacts {
    let words = meshwright_core::words(Language::En);
    let compiled = compile(text, &Options::default());
    let artifacts = compiled.artifacts(text, &words);
    artifacts.unwrap_or_else(|| panic!("{name}: {:?}", compiled.findings))
}

/// Every file of a folder with its bytes, by its path in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("it is readable") {
            let path = entry.expect("it is readable").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).expect("it was found there");
            let bytes = fs::read(&path).expect("it is readable");
            files.insert(name.to_string_lossy().into_owned(), bytes);
        }
    }
    files
}

fn settings(command: &mut Command, language: &str, zone: &str) {
    for variable in ["LANG", "LC_ALL", "LANGUAGE", "LC_CTYPE", "LC_NUMERIC"] {
        command.env(variable, language);
    }
    command.env("TZ", zone);
}

#[test]
fn neither_time_nor_place_nor_language_nor_time_zone_changes_a_byte() {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    for (number, topology) in topologies::all().into_iter().enumerate() {
        let mut bundles = Vec::new();
        for (language, zone, deep) in [
            ("C", "UTC", "a"),
            ("tr_TR.UTF-8", "Asia/Shanghai", "b/with blank/ü"),
            ("zh_CN.GB18030", "Pacific/Chatham", "c"),
        ] {
            let place = scratch.path().join(number.to_string()).join(deep);
            fs::create_dir_all(&place).expect("it is writable");
            let name = format!("{}.yaml", zone.replace('/', "-"));
            fs::write(place.join(&name), &topology.text).expect("it is writable");
            let mut command = meshwright();
            command.args(["render", &name, "-o", "out"]);
            settings(&mut command, language, zone);
            succeed(&mut command, &place);
            bundles.push(files(&place.join("out")));
        }
        let library: BTreeMap<String, Vec<u8>> = render(&topology.name, &topology.text)
            .iter()
            .map(|(path, file)| (path.to_owned(), file.text.as_bytes().to_owned()))
            .collect();
        for bundle in bundles {
            assert!(bundle == library, "{}", topology.name);
        }
    }
}

#[test]
fn a_zip_file_holds_the_same_bytes_and_is_itself_the_same_every_time() {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    for topology in topologies::all() {
        let file = scratch.path().join("mesh.yaml");
        fs::write(&file, &topology.text).expect("it is writable");
        let mut zips = Vec::new();
        for (language, zone) in [("C", "UTC"), ("tr_TR.UTF-8", "Asia/Shanghai")] {
            let zip = scratch
                .path()
                .join(format!("{}-{language}.zip", topology.name));
            let mut command = meshwright();
            command
                .arg("render")
                .arg(&file)
                .arg("--zip")
                .arg("-o")
                .arg(&zip);
            settings(&mut command, language, zone);
            succeed(&mut command, scratch.path());
            zips.push(fs::read(&zip).expect("it was written"));
        }
        assert!(zips[0] == zips[1], "{}", topology.name);

        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&zips[0])).expect("a zip");
        let artifacts = render(&topology.name, &topology.text);
        assert_eq!(archive.len(), artifacts.len(), "{}", topology.name);
        for (path, artifact) in artifacts.iter() {
            let inside = format!("{}/{path}", mesh_of(&topology.text));
            let name = format!("{}: {inside}", topology.name);
            let mut entry = archive.by_name(&inside).expect(&name);
            let mode = entry.unix_mode().unwrap_or_default();
            assert_eq!(mode & 0o111 != 0, artifact.executable, "{name}");
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("it is text");
            assert!(text == artifact.text, "{name}");
        }
    }
}

/// The mesh's name, which is the name of the folder in the zip file.
fn mesh_of(text: &str) -> String {
    let mesh = compile(text, &Options::default()).mesh;
    mesh.expect("it was rendered").name.to_string()
}

/// A fixed way to put things into another order.
fn shuffle<T>(items: &mut [T], round: usize) {
    let n = items.len();
    for at in (1..n).rev() {
        items.swap(at, (at * 7 + round * 13 + 3) % (at + 1));
    }
    if round % 2 == 1 {
        items.reverse();
    }
}

/// The same topology with everything in another order whose order means nothing.
fn reordered(value: &Value, key: &str, round: usize) -> Value {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<(String, Value)> = map
                .iter()
                .map(|(key, value)| (key.clone(), reordered(value, key, round)))
                .collect();
            shuffle(&mut entries, round);
            Value::Object(entries.into_iter().collect::<Map<_, _>>())
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items
                .iter()
                .map(|item| reordered(item, "", round))
                .collect();
            // Of several entries of `connectivity` the last one counts, tests are told in the
            // order in which they are written, and a service's first port is the one asked.
            let is_free = matches!(
                key,
                "clusters" | "networks" | "services" | "addons" | "reachableFrom"
            );
            if is_free {
                shuffle(&mut items, round);
            }
            Value::Array(items)
        }
        other => other.clone(),
    }
}

#[test]
fn the_order_of_clusters_networks_services_and_keys_changes_only_the_topology_itself() {
    for topology in topologies::all() {
        let value: Value = serde_yaml::from_str(&topology.text).expect("it is YAML");
        let before = render(&topology.name, &topology.text);
        for round in 1..4 {
            let text = reordered(&value, "", round).to_string();
            let after = render(&topology.name, &text);
            let paths = |artifacts: &Artifacts| -> Vec<String> {
                artifacts.iter().map(|(path, _)| path.to_owned()).collect()
            };
            assert_eq!(paths(&before), paths(&after), "{}", topology.name);
            for (path, artifact) in before.iter() {
                let other = after.get(path).expect("the paths are the same");
                let same = match path {
                    "topology.yaml" => true,
                    "SHA256SUMS" => others(&artifact.text) == others(&other.text),
                    _ => *artifact == *other,
                };
                assert!(same, "{}: {path} in round {round}", topology.name);
            }
        }
    }
}

/// The sums of all files but the topology.
fn others(sums: &str) -> Vec<&str> {
    let lines = sums.lines();
    lines
        .filter(|line| !line.ends_with("  topology.yaml"))
        .collect()
}
