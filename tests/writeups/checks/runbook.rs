//! The runbook's own text.

use std::collections::BTreeSet;

use meshwright_core::model::Role;

use crate::example::Example;

pub(crate) fn runbook_shows_no_outputs(example: &Example) {
    let runbook = example.file("runbook.md");
    for mark in [
        "CLUSTER-IP",
        "EXTERNAL-IP",
        "RESTARTS",
        "<pending>",
        "Running ",
    ] {
        assert!(!runbook.contains(mark), "{mark}");
    }
}

pub(crate) fn title_from_the_topology(example: &Example) {
    let runbook = example.file("runbook.md");
    let title = format!("# Runbook for the mesh {}\n", example.mesh.name);
    assert!(runbook.starts_with(&title));
    let networks = example
        .mesh
        .networks
        .iter()
        .filter(|network| !network.clusters.is_empty());
    let lead = match networks.count() {
        1 => "2 clusters on one network".to_owned(),
        n => format!("2 clusters on {n} networks"),
    };
    assert!(runbook.contains(&lead), "{lead}: {}", &runbook[..300]);
    let remotes = example
        .mesh
        .clusters
        .iter()
        .filter(|c| matches!(c.role, Role::Remote { .. }));
    for remote in remotes {
        assert!(runbook.contains(&format!("| `{}` | remote of ", remote.name)));
        assert!(runbook.contains("A remote runs no istiod."));
    }
}

pub(crate) fn names_are_the_models(example: &Example) {
    let mesh = &example.mesh;
    let mut known: BTreeSet<&str> = mesh.clusters.iter().map(|c| c.name.as_str()).collect();
    known.extend(mesh.networks.iter().map(|network| network.name.as_str()));
    for file in ["run.sh", "teardown.sh", "runbook.md"] {
        let text = example.file(file);
        for word in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
            let is_numbered = ["cluster", "network"].iter().any(|stem| {
                word.strip_prefix(stem)
                    .is_some_and(|rest| rest.parse::<u8>().is_ok())
            });
            assert!(!is_numbered || known.contains(word), "{file}: {word}");
        }
    }
}
