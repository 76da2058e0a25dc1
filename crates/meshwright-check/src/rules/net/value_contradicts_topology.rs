//! A value of the installation that says something else than the topology.
//!
//! The plan derives these values from the cluster record; a second copy that disagrees wins at
//! install time, and the rest of the plan is wrong.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, Safety, Value, args};
use meshwright_model::{ClusterIndex, Role};

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;
use crate::settings::{as_text, look_up};

declare_rule! {
    /// A value that the plan derives, set to something else.
    "NET107", "value-contradicts-topology", Error, Advice, since "0.1.0"
}

/// A value that the plan derives from the topology.
struct Derived {
    field: &'static str,
    keys: &'static [&'static str],
    /// What the plan sets it to; `Err` for a value that is the plan's own business.
    expected: fn(&RuleContext<'_>, ClusterIndex) -> Expected,
}

/// What a value has to be.
enum Expected {
    /// Exactly this.
    Is(String),
    /// One of these, which are known only in part.
    OneOf(Vec<String>),
    /// Nothing: the plan sets it, or nobody does.
    Unset,
    /// Whatever it is, it does no harm.
    Anything,
}

const DERIVED: &[Derived] = &[
    Derived {
        field: "values",
        keys: &["global", "network"],
        expected: |cx, index| match cx.mesh[index].role {
            // An external istiod has the names of its config cluster.
            Role::External => Expected::Unset,
            Role::Primary | Role::Remote { .. } => {
                Expected::Is(cx.mesh[cx.mesh[index].network].name.as_str().to_owned())
            }
        },
    },
    Derived {
        field: "values",
        keys: &["global", "meshID"],
        expected: |cx, _| Expected::Is(cx.mesh.id.as_str().to_owned()),
    },
    Derived {
        field: "values",
        keys: &["global", "multiCluster", "clusterName"],
        expected: |cx, index| match cx.mesh[index].role {
            Role::External => Expected::Unset,
            Role::Primary | Role::Remote { .. } => {
                Expected::Is(cx.mesh[index].name.as_str().to_owned())
            }
        },
    },
    Derived {
        field: "values",
        keys: &["global", "externalIstiod"],
        expected: |cx, index| {
            if cx.remotes_of(index).is_empty() {
                Expected::Anything
            } else {
                Expected::Is("true".to_owned())
            }
        },
    },
    Derived {
        field: "values",
        keys: &["global", "remotePilotAddress"],
        expected: remote_pilot_address,
    },
    Derived {
        field: "values",
        keys: &["istiodRemote", "injectionPath"],
        expected: injection_path,
    },
    Derived {
        field: "values",
        keys: &["global", "meshNetworks"],
        expected: |_, _| Expected::Unset,
    },
    Derived {
        field: "values",
        keys: &["revision"],
        expected: |cx, index| {
            let revision = cx.mesh[index].istio.revision.as_ref();
            Expected::OneOf(vec![
                revision.map_or("default", |name| name.as_str()).to_owned(),
            ])
        },
    },
    Derived {
        field: "meshConfig",
        keys: &["trustDomain"],
        expected: trust_domain,
    },
    Derived {
        field: "meshConfig",
        keys: &["defaultConfig", "proxyMetadata", "ISTIO_META_DNS_CAPTURE"],
        expected: |cx, _| {
            if cx.mesh.dns_capture {
                Expected::Is("true".to_owned())
            } else {
                Expected::Anything
            }
        },
    },
];

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.clusters() {
        for derived in DERIVED {
            let root = match derived.field {
                "values" => &cluster.istio.values,
                _ => &cluster.istio.mesh_config,
            };
            let Some(written) = look_up(root, derived.keys).filter(|value| !is_empty(value)) else {
                continue;
            };
            let (is_map, written) = (written.is_object(), as_text(written));
            let expected = match (derived.expected)(cx, index) {
                Expected::Anything => continue,
                Expected::Is(expected) if expected == written => continue,
                Expected::OneOf(expected) if expected.contains(&written) => continue,
                Expected::Is(expected) => Some(expected),
                Expected::OneOf(expected) => expected.into_iter().next(),
                Expected::Unset => None,
            };
            let keys: Vec<&str> = [derived.field]
                .into_iter()
                .chain(derived.keys.iter().copied())
                .collect();
            let place = cx.istio_path(index, &keys);
            if !said.insert(place.clone()) {
                continue;
            }
            let finding = RULE.finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    key = derived.keys.last().copied().unwrap_or_default(),
                    value = keys.join("."),
                    written = written,
                    expected = expected.clone().unwrap_or_default(),
                ],
            );
            let finding = if is_map { finding.at_key() } else { finding };
            let finding = if expected.is_none() {
                finding.case("unset")
            } else {
                finding
            };
            out.push(fix(finding, Safety::Safe, vec![remove(place)]));
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn remote_pilot_address(cx: &RuleContext<'_>, index: ClusterIndex) -> Expected {
    match cx.mesh.control_plane_of(index) {
        Some(control_plane) if control_plane != index => {
            let control_plane = &cx.mesh[control_plane];
            let gateway = control_plane.gateway.iter();
            let addresses = gateway.flat_map(|gateway| &gateway.addresses);
            Expected::OneOf(match &control_plane.istiod.address {
                Some(address) => vec![address.to_string()],
                None => addresses.map(ToString::to_string).collect(),
            })
        }
        _ => Expected::Unset,
    }
}

fn injection_path(cx: &RuleContext<'_>, index: ClusterIndex) -> Expected {
    let cluster = &cx.mesh[index];
    let network = &cx.mesh[cluster.network].name;
    match cluster.role {
        Role::Remote { .. } => cx
            .release(index)
            .release
            .injection_path(&cluster.name, network)
            .map_or(Expected::Unset, Expected::Is),
        Role::Primary | Role::External => Expected::Unset,
    }
}

/// Trust domains that differ between primaries are another rule's business.
fn trust_domain(cx: &RuleContext<'_>, index: ClusterIndex) -> Expected {
    let own = look_up(&cx.mesh[index].istio.mesh_config, &["trustDomain"]);
    let is_everywhere = cx
        .mesh
        .primaries()
        .all(|(_, cluster)| look_up(&cluster.istio.mesh_config, &["trustDomain"]) == own);
    if is_everywhere && cx.mesh[index].role == Role::Primary {
        Expected::Is(cx.mesh.trust_domain.as_str().to_owned())
    } else {
        Expected::Anything
    }
}
