//! The crates and their edges: `ARCHITECTURE.md` compared with what cargo says.
//!
//! The picture gives the rows, the table gives each crate's edges. Both must be exactly the
//! truth: an edge too many is a leak, an edge too few is a page that lies.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, Package};

use crate::process::Problem;
use crate::repo::Repo;

/// The page with the picture and the table.
const PAGE: &str = "ARCHITECTURE.md";

/// The rows whose crates do no I/O, read no clock, draw no randomness.
const PURE_ROWS: &[&str] = &["state", "façade", "outputs", "decide", "know", "words"];

/// The one edge inside a row.
const INSIDE_A_ROW: (&str, &str) = ("meshwright-model", "meshwright-diag");

/// What the page says of one crate.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    /// The purpose in one line, also the package's description.
    purpose: String,
    /// Crates of this workspace it may use.
    ours: BTreeSet<String>,
    /// Packages from elsewhere it may use.
    others: BTreeSet<String>,
}

/// The page, read.
#[derive(Debug)]
struct Layers {
    /// Name and crates of each row, top first.
    rows: Vec<(String, Vec<String>)>,
    /// Each crate's line of the table.
    table: BTreeMap<String, Entry>,
}

/// Compares the page with the workspace.
pub(crate) fn check(repo: &Repo) -> Result<(), Problem> {
    let layers = Layers::read(&repo.read(PAGE)?);
    let metadata = repo.metadata()?;
    let mut wrong = layers.compare(&metadata);
    for name in layers.pure() {
        for file in ["clippy.toml", ".clippy.toml"] {
            let path = format!("crates/{name}/{file}");
            if repo.path(&path).exists() {
                wrong.push(format!(
                    "{path} replaces the fence of the pure crates, `crates/clippy.toml`"
                ));
            }
        }
    }
    if wrong.is_empty() {
        println!(
            "{} crates in {} rows, as in {PAGE}",
            layers.table.len(),
            layers.rows.len()
        );
        return Ok(());
    }
    Err(Problem::list(
        &format!("{PAGE} and the workspace disagree:"),
        &wrong,
    ))
}

/// The crates that are fenced, by the page.
pub(crate) fn pure_crates(repo: &Repo) -> Result<Vec<String>, Problem> {
    let layers = Layers::read(&repo.read(PAGE)?);
    Ok(layers.pure().map(str::to_owned).collect())
}

impl Layers {
    /// Reads the table (lines that begin with a crate's name in a cell) and the picture (the
    /// first fenced block with a row for each layer).
    fn read(page: &str) -> Self {
        let table: BTreeMap<String, Entry> = page.lines().filter_map(entry).collect();
        let mut rows = Vec::new();
        let mut fenced = false;
        for line in page.lines() {
            if line.starts_with("```") {
                if fenced && !rows.is_empty() {
                    break;
                }
                fenced = !fenced;
                continue;
            }
            if !fenced {
                continue;
            }
            let mut words = line.split_whitespace();
            let Some(row) = words.next() else { continue };
            let crates: Vec<String> = words
                .filter(|word| table.contains_key(*word))
                .map(str::to_owned)
                .collect();
            if !crates.is_empty() {
                rows.push((row.to_owned(), crates));
            }
        }
        Self { rows, table }
    }

    fn pure(&self) -> impl Iterator<Item = &str> {
        let rows = self
            .rows
            .iter()
            .filter(|(row, _)| PURE_ROWS.contains(&row.as_str()));
        rows.flat_map(|(_, crates)| crates.iter().map(String::as_str))
    }

    /// The row of a crate, counted from the top.
    fn row(&self, name: &str) -> Option<usize> {
        self.rows
            .iter()
            .position(|(_, crates)| crates.iter().any(|other| other == name))
    }

    /// Everything in which page and workspace differ, sorted.
    fn compare(&self, metadata: &Metadata) -> Vec<String> {
        let mut wrong = Vec::new();
        let packages: BTreeMap<&str, &Package> = metadata
            .workspace_packages()
            .into_iter()
            .map(|package| (package.name.as_str(), package))
            .collect();
        for row in PURE_ROWS {
            if !self.rows.iter().any(|(name, _)| name == row) {
                wrong.push(format!("the picture has no row `{row}`"));
            }
        }
        for name in self.table.keys() {
            if !packages.contains_key(name.as_str()) {
                wrong.push(format!("the table has `{name}`, the workspace does not"));
            }
        }
        for (name, package) in &packages {
            let Some(entry) = self.table.get(*name) else {
                wrong.push(format!("`{name}` is not in the table"));
                continue;
            };
            if self.row(name).is_none() {
                wrong.push(format!("`{name}` is not in the picture"));
            }
            let description = package.description.as_deref().unwrap_or_default();
            if entry.purpose != description {
                wrong.push(format!(
                    "the table calls `{name}` \"{}\", its Cargo.toml \"{description}\"",
                    entry.purpose
                ));
            }
            self.compare_edges(package, entry, &packages, &mut wrong);
        }
        wrong.sort();
        wrong
    }

    fn compare_edges(
        &self,
        package: &Package,
        entry: &Entry,
        packages: &BTreeMap<&str, &Package>,
        wrong: &mut Vec<String>,
    ) {
        let name = package.name.as_str();
        let mut ours = BTreeSet::new();
        let mut others = BTreeSet::new();
        for dependency in &package.dependencies {
            let used = dependency.name.as_str();
            // A crate's tests may switch its own features on.
            if used == name {
                continue;
            }
            let is_ours = packages.contains_key(used);
            if is_ours && !self.goes_down(name, used) {
                wrong.push(format!(
                    "`{name}` uses `{used}`, which is not in a lower row"
                ));
            }
            // Tests may use whatever they like from elsewhere; the layers hold for them too.
            if dependency.kind == DependencyKind::Development {
                continue;
            }
            if is_ours {
                ours.insert(used.to_owned());
            } else {
                others.insert(known_name(dependency.rename.as_deref(), used));
            }
        }
        for (kind, real, allowed) in [
            ("crate", &ours, &entry.ours),
            ("third-party crate", &others, &entry.others),
        ] {
            for edge in real.difference(allowed) {
                wrong.push(format!(
                    "`{name}` uses the {kind} `{edge}`, the table has no such edge"
                ));
            }
            for edge in allowed.difference(real) {
                wrong.push(format!(
                    "`{name}` does not use the {kind} `{edge}`, the table says so"
                ));
            }
        }
    }

    fn goes_down(&self, from: &str, to: &str) -> bool {
        (from, to) == INSIDE_A_ROW
            || matches!((self.row(from), self.row(to)), (Some(from), Some(to)) if from < to)
    }
}

/// The name that the code knows a dependency by, which is the one people search for.
fn known_name(rename: Option<&str>, name: &str) -> String {
    rename.unwrap_or(name).to_owned()
}

/// A line of the table: crate, purpose, ours, third-party.
fn entry(line: &str) -> Option<(String, Entry)> {
    let cells: Vec<&str> = line
        .strip_prefix('|')?
        .strip_suffix('|')?
        .split('|')
        .map(str::trim)
        .collect();
    let [name, purpose, ours, others] = cells.as_slice() else {
        return None;
    };
    let name = name.strip_prefix('`')?.strip_suffix('`')?;
    let ours = names(ours)
        .into_iter()
        .map(|short| format!("meshwright-{short}"))
        .collect();
    let entry = Entry {
        purpose: (*purpose).to_owned(),
        ours,
        others: names(others),
    };
    Some((name.to_owned(), entry))
}

/// The names of a cell, separated by commas; a dash is none.
fn names(cell: &str) -> BTreeSet<String> {
    cell.split(',')
        .map(|name| name.trim().trim_matches('`'))
        .filter(|name| !name.is_empty() && *name != "—")
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Layers, Repo, check};

    const PAGE: &str = "\
```
 apps    meshwright (CLI)
 state   meshwright-editor
 façade  meshwright-core
 outputs meshwright-render
 decide  meshwright-plan
 know    meshwright-graph
 words   meshwright-model ─► meshwright-diag
```

| crate | purpose | ours it may use | third-party |
| --- | --- | --- | --- |
| `meshwright` | The program | core | `clap` |
| `meshwright-editor` | State | core | — |
| `meshwright-core` | One door | render, diag | — |
| `meshwright-render` | Files | plan | — |
| `meshwright-plan` | Steps | graph | — |
| `meshwright-graph` | Reach | model | — |
| `meshwright-model` | Document | diag | `serde_yaml` |
| `meshwright-diag` | Findings | — | `serde` |
";

    /// A package as `cargo metadata` prints it; a dependency is `name`, or `new=name`.
    fn package(name: &str, description: &str, dependencies: &[&str]) -> String {
        let dependencies: Vec<String> = dependencies
            .iter()
            .map(|dependency| {
                let (rename, name) = match dependency.split_once('=') {
                    Some((rename, name)) => (format!("\"{rename}\""), name),
                    None => ("null".to_owned(), *dependency),
                };
                format!(
                    r#"{{"name":"{name}","source":null,"req":"*","kind":null,"rename":{rename},
                    "optional":false,"uses_default_features":true,"features":[],"target":null}}"#
                )
            })
            .collect();
        format!(
            r#"{{"name":"{name}","version":"0.1.0","id":"{name}","license":null,
            "license_file":null,"description":"{description}","source":null,
            "dependencies":[{}],"targets":[],"features":{{}},"manifest_path":"/Cargo.toml",
            "metadata":null,"publish":null,"authors":[],"categories":[],"keywords":[],
            "readme":null,"repository":null,"homepage":null,"documentation":null,
            "edition":"2024","links":null,"default_run":null,"rust_version":null}}"#,
            dependencies.join(",")
        )
    }

    /// What is wrong with a workspace that is the page's, but for the package `changed`.
    fn problems(changed: &str, description: &str, dependencies: &[&str]) -> Vec<String> {
        let truth: &[(&str, &str, &[&str])] = &[
            ("meshwright", "The program", &["meshwright-core", "clap"]),
            (
                "meshwright-core",
                "One door",
                &["meshwright-render", "meshwright-diag"],
            ),
            ("meshwright-editor", "State", &["meshwright-core"]),
            ("meshwright-render", "Files", &["meshwright-plan"]),
            ("meshwright-plan", "Steps", &["meshwright-graph"]),
            ("meshwright-graph", "Reach", &["meshwright-model"]),
            (
                "meshwright-model",
                "Document",
                &["meshwright-diag", "serde_yaml=yaml_serde"],
            ),
            ("meshwright-diag", "Findings", &["serde"]),
        ];
        let mut packages: Vec<String> = truth
            .iter()
            .filter(|(name, ..)| *name != changed)
            .map(|(name, description, dependencies)| package(name, description, dependencies))
            .collect();
        packages.push(package(changed, description, dependencies));
        let mut members: Vec<String> = truth
            .iter()
            .map(|(name, ..)| format!("\"{name}\""))
            .collect();
        if !truth.iter().any(|(name, ..)| *name == changed) {
            members.push(format!("\"{changed}\""));
        }
        let json = format!(
            r#"{{"packages":[{}],"workspace_members":[{}],"resolve":null,
            "workspace_root":"/","target_directory":"/target","version":1,"metadata":null}}"#,
            packages.join(","),
            members.join(",")
        );
        let metadata = cargo_metadata::MetadataCommand::parse(json).expect("this is metadata");
        Layers::read(PAGE).compare(&metadata)
    }

    #[test]
    fn a_workspace_that_is_as_the_page_says_is_silent() {
        let none: Vec<String> = Vec::new();
        assert_eq!(problems("meshwright-diag", "Findings", &["serde"]), none);
    }

    #[test]
    fn an_edge_that_goes_up_is_found_even_where_the_table_lacks_it() {
        let edges = ["meshwright-model", "meshwright-render"];
        let problems = problems("meshwright-graph", "Reach", &edges);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].contains("`meshwright-render`, which is not in a lower row"));
        assert!(problems[1].contains("`meshwright-render`, the table has no such edge"));
    }

    #[test]
    fn a_third_party_crate_that_the_table_lacks_is_found() {
        let problems = problems("meshwright-diag", "Findings", &["serde", "rand"]);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].contains("third-party crate `rand`"));
    }

    #[test]
    fn an_edge_that_is_gone_and_a_purpose_that_changed_are_found() {
        let problems = problems("meshwright-diag", "Sentences", &[]);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].contains("does not use the third-party crate `serde`"));
        assert!(problems[1].contains("\"Sentences\""));
    }

    #[test]
    fn a_crate_that_the_page_does_not_know_is_found() {
        let problems = problems("meshwright-extra", "More", &[]);
        assert_eq!(problems, ["`meshwright-extra` is not in the table"]);
    }

    #[test]
    fn the_pure_crates_are_those_from_words_to_state() {
        let layers = Layers::read(PAGE);
        let pure: Vec<&str> = layers.pure().collect();
        assert_eq!(pure.len(), 7);
        assert!(!pure.contains(&"meshwright"));
    }

    #[test]
    fn this_workspace_is_as_its_page_says() {
        let repo = Repo::find().expect("the tests run in the checkout");
        if let Err(problem) = check(&repo) {
            panic!("{problem}");
        }
    }
}
