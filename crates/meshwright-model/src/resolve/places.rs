//! Connectivity between places, and places on the canvas.

use meshwright_diag::{Change, Edit, Fix, ModelPath, Safety, path, text};

use super::Resolver;
use super::names::{Names, Sort};
use crate::document::{Reference, Topology};
use crate::mesh::{Connectivity, End};

/// An end of an entry: everywhere, somewhere, or unknown and reported.
enum Resolved {
    Everywhere,
    Somewhere(End),
    Unknown,
}

/// What the wires allow; an entry about somewhere unknown is left out.
pub(super) fn connectivity(
    topology: &Topology,
    names: &Names<'_>,
    cx: &mut Resolver,
) -> Vec<Connectivity> {
    let Some(entries) = &topology.connectivity else {
        return Vec::new();
    };
    let list = path!("connectivity");
    let mut connectivity = Vec::with_capacity(entries.len());
    for (place, entry) in entries.with_places() {
        let at = list.join(format_args!("#{place}"));
        let from = end(entry.from.as_ref(), &at.join("from"), names, cx);
        let to = end(entry.to.as_ref(), &at.join("to"), names, cx);
        let option = |end: Resolved| match end {
            Resolved::Everywhere => Some(None),
            Resolved::Somewhere(end) => Some(Some(end)),
            Resolved::Unknown => None,
        };
        if let (Some(from), Some(to)) = (option(from), option(to)) {
            connectivity.push(Connectivity {
                from,
                to,
                ports: entry
                    .ports
                    .as_ref()
                    .map_or_else(Vec::new, |list| list.to_vec()),
                allow: entry.allow.unwrap_or(true),
                reason: entry
                    .reason
                    .as_ref()
                    .map(|reason| reason.as_str().to_owned()),
            });
        }
    }
    connectivity
}

fn end(
    reference: Option<&Reference>,
    path: &ModelPath,
    names: &Names<'_>,
    cx: &mut Resolver,
) -> Resolved {
    match reference {
        None => Resolved::Everywhere,
        Some(reference) if reference.is_everyone() => Resolved::Everywhere,
        Some(reference) => match names.end(reference, path, cx) {
            Some(end) => Resolved::Somewhere(end),
            None => Resolved::Unknown,
        },
    }
}

/// Reports positions of what is not there.
pub(super) fn view(topology: &Topology, names: &Names<'_>, cx: &mut Resolver) {
    let positions = topology
        .view
        .as_ref()
        .and_then(|view| view.positions.as_ref());
    let at = path!("view", "positions");
    for name in positions.into_iter().flat_map(|positions| positions.keys()) {
        if names.knows(name) {
            continue;
        }
        let place = at.join(name);
        let mut finding = names
            .unknown_finding(name, &place, Sort::Either, cx)
            .severity(meshwright_diag::Severity::Warning)
            .at_key();
        // The name is a key here: it is renamed or removed, not set.
        let meant = finding
            .fixes
            .pop()
            .and_then(|fix| fix.edits.into_iter().next());
        let change = match meant.map(|edit| edit.change) {
            Some(Change::Set(meshwright_diag::Value::String(meant))) => Change::Rename(meant),
            _ => Change::Remove,
        };
        let title = match &change {
            Change::Rename(meant) => text!("fix-rename", name = meant),
            _ => text!("fix-remove", name = crate::shown::shown(name)),
        };
        finding.fixes.push(Fix {
            title,
            safety: Safety::Safe,
            edits: vec![Edit {
                path: place,
                change,
            }],
        });
        cx.findings.push(finding);
    }
}
