//! What a cluster is in the mesh, and the fields that only some roles have.

use std::collections::BTreeMap;

use meshwright_diag::{Args, Change, Edit, Finding, Fix, ModelPath, Safety, args, text};

use super::Resolver;
use super::names::Names;
use crate::document::{ClusterEntry, RoleWord};
use crate::mesh::{ClusterIndex, Istiod, Role};
use crate::rules::{DUPLICATE_NAME, IDLE_FIELD, MISSING_FIELD};

/// The role, with what a remote says about its control plane.
pub(super) fn role(
    path: &ModelPath,
    entry: &ClusterEntry,
    names: &Names<'_>,
    cx: &mut Resolver,
) -> Role {
    let word = word_of(entry);
    let name = entry.name.as_str();
    if word == RoleWord::Remote {
        let at = path.join("controlPlane");
        if entry.control_plane.is_none() {
            cx.findings.push(no_control_plane(name, &at, names));
        }
        let reference = entry.control_plane.as_ref();
        let control_plane = reference.and_then(|reference| names.cluster(reference, &at, cx));
        return Role::Remote {
            control_plane,
            config: entry.config.unwrap_or_default(),
        };
    }
    if let Some(control_plane) = &entry.control_plane {
        let at = path.join("controlPlane");
        let args = args![
            cluster = name,
            role = word,
            control_plane = control_plane.as_str()
        ];
        let finding = Finding::new(IDLE_FIELD, at.clone(), args)
            .case("control-plane")
            .fix(Fix {
                title: text!("fix-role", role = "remote"),
                safety: Safety::Unsafe,
                edits: vec![Edit {
                    path: path.join("role"),
                    change: Change::Set("remote".into()),
                }],
            })
            .fix(remove(at, "controlPlane", Safety::Unsafe));
        cx.findings.push(finding);
    }
    if entry.config == Some(true) {
        let args = args![cluster = name, role = word];
        cx.findings.push(idle(path, "config", "config", args));
    }
    match word {
        RoleWord::External => Role::External,
        RoleWord::Primary | RoleWord::Remote => Role::Primary,
    }
}

/// The finding that a remote names no control plane; where the mesh has only one to offer, the
/// repair names it.
fn no_control_plane(name: &str, at: &ModelPath, names: &Names<'_>) -> Finding {
    let offers: Vec<&ClusterEntry> = names
        .entries
        .iter()
        .map(|(_, entry)| *entry)
        .filter(|entry| entry.role != Some(RoleWord::Remote))
        .collect();
    let args = |suggestion: &str| args![cluster = name, suggestion = suggestion];
    match offers.as_slice() {
        [only] => {
            let only = only.name.as_str();
            Finding::new(MISSING_FIELD, at.clone(), args(only))
                .case("control-plane-only")
                .fix(Fix {
                    title: text!("fix-control-plane", control_plane = only),
                    safety: Safety::Safe,
                    edits: vec![Edit {
                        path: at.clone(),
                        change: Change::Set(only.into()),
                    }],
                })
        }
        _ => Finding::new(MISSING_FIELD, at.clone(), args("")).case("control-plane"),
    }
}

/// The standbys of a remote; those of another role are reported and left out.
pub(super) fn standbys(
    path: &ModelPath,
    entry: &ClusterEntry,
    names: &Names<'_>,
    cx: &mut Resolver,
) -> Vec<ClusterIndex> {
    const FIELD: &str = "standbyControlPlanes";
    let Some(references) = &entry.standby_control_planes else {
        return Vec::new();
    };
    let word = word_of(entry);
    if word != RoleWord::Remote {
        if !references.is_empty() {
            let args = args![cluster = entry.name.as_str(), role = word];
            cx.findings.push(idle(path, FIELD, "standbys", args));
        }
        return Vec::new();
    }
    let list = path.join(FIELD);
    let mut taken: BTreeMap<&str, ModelPath> = BTreeMap::new();
    if let Some(control_plane) = &entry.control_plane {
        taken.insert(control_plane.as_str(), path.join("controlPlane"));
    }
    let mut standbys = Vec::with_capacity(references.len());
    for (place, reference) in references.with_places() {
        let at = list.join(format_args!("#{place}"));
        if let Some(first) = taken.get(reference.as_str()) {
            let args = args![
                cluster = entry.name.as_str(),
                standby = crate::shown::shown(reference.as_str())
            ];
            let finding = Finding::new(DUPLICATE_NAME, at.clone(), args)
                .case("standby")
                .related(first.clone(), "first")
                .fix(remove(at, reference.as_str(), Safety::Safe));
            cx.findings.push(finding);
            continue;
        }
        taken.insert(reference.as_str(), at.clone());
        standbys.extend(names.cluster(reference, &at, cx));
    }
    standbys
}

/// How remotes find the istiod of a cluster; a remote has none, so there it is reported and left
/// out.
pub(super) fn istiod(path: &ModelPath, entry: &ClusterEntry, cx: &mut Resolver) -> Istiod {
    let Some(section) = &entry.istiod else {
        return Istiod::default();
    };
    if word_of(entry) == RoleWord::Remote {
        let args = args![cluster = entry.name.as_str()];
        cx.findings.push(idle(path, "istiod", "istiod", args));
        return Istiod::default();
    }
    Istiod {
        address: section.address.clone(),
        credential: section.credential_name.clone(),
    }
}

fn word_of(entry: &ClusterEntry) -> RoleWord {
    entry.role.unwrap_or(RoleWord::Primary)
}

/// The finding that `field` of a cluster does not apply, and the repair that removes it.
fn idle(path: &ModelPath, field: &'static str, case: &'static str, args: Args) -> Finding {
    let at = path.join(field);
    Finding::new(IDLE_FIELD, at.clone(), args)
        .case(case)
        .fix(remove(at, field, Safety::Unsafe))
}

fn remove(path: ModelPath, name: &str, safety: Safety) -> Fix {
    Fix {
        title: text!("fix-remove", name = crate::shown::shown(name)),
        safety,
        edits: vec![Edit {
            path,
            change: Change::Remove,
        }],
    }
}
