//! The topologies that proofs range over: every example, and starters of several sizes.

use std::fs;
use std::path::Path;

use meshwright_core::diag::Language;
use meshwright_core::starter::{STARTERS, StarterOptions};

/// A topology and what to call it.
pub(crate) struct Named {
    /// For folders and messages.
    pub(crate) name: String,
    /// The topology.
    pub(crate) text: String,
}

/// Every example and every starter, sorted by name within each.
pub(crate) fn all() -> Vec<Named> {
    let mut all = examples();
    all.extend(starters());
    all
}

fn examples() -> Vec<Named> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut examples: Vec<Named> = fs::read_dir(&folder)
        .expect("there are examples")
        .map(|entry| entry.expect("the folder is readable").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .map(|path| Named {
            name: path
                .file_stem()
                .expect("a file has a name")
                .to_string_lossy()
                .into_owned(),
            text: fs::read_to_string(&path).expect("examples are text"),
        })
        .collect();
    assert!(examples.len() >= 9, "{} examples", examples.len());
    examples.sort_by(|a, b| a.name.cmp(&b.name));
    examples
}

fn starters() -> Vec<Named> {
    let words = meshwright_core::words(Language::En);
    let mut starters = Vec::new();
    for starter in STARTERS {
        for (clusters, networks) in [(1, 1), (2, 1), (2, 2), (3, 3), (7, 2), (24, 5)] {
            if !(starter.fewest..=starter.most).contains(&clusters) {
                continue;
            }
            let options = StarterOptions {
                clusters: Some(clusters),
                networks: Some(networks),
                ..StarterOptions::default()
            };
            // Some models have fewer networks than clusters.
            let Ok(text) = starter.topology(&options, &words) else {
                continue;
            };
            starters.push(Named {
                name: format!("new-{}-{clusters}-{networks}", starter.name),
                text,
            });
        }
    }
    assert!(starters.len() >= STARTERS.len());
    starters
}
