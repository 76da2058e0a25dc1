//! What `apply`, `drift` and `undo` promise, tried on the real servers of a world.
//!
//! A second apply writes nothing: every resourceVersion is as before. `verify` finds the mesh as
//! predicted. `drift` says what somebody else changed, and nothing when nobody did. `undo` that is
//! killed at each of its steps and begun again leaves what was there before.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};

use crate::api::{self, Api};
use crate::carry::Carrier;
use crate::inventory::{self, Inventory};
use crate::report::{Changed, Proof};
use crate::trouble::Trouble;
use crate::world::{World, WorldCluster, tail};

/// How long it is watched what changes by itself.
const QUIET: Duration = Duration::from_secs(5);
/// An undo that is killed so often gets nowhere.
const MOST_KILLS: usize = 80;

/// The resourceVersions of a world, and what of it changes by itself.
#[derive(Clone, Debug)]
pub struct Versions {
    objects: Vec<Inventory>,
    /// Keys of objects that changed while nothing was done.
    restless: Vec<Vec<String>>,
}

impl Versions {
    /// Looks twice.
    ///
    /// # Errors
    ///
    /// An API server does not answer.
    pub fn take(world: &World) -> Result<Self, Trouble> {
        let first = versions(world)?;
        std::thread::sleep(QUIET);
        let objects = versions(world)?;
        let restless = first
            .iter()
            .zip(&objects)
            .map(|(one, other)| inventory::compare(one, other, |_| false).replaced)
            .collect();
        Ok(Self { objects, restless })
    }

    /// The objects that were written since.
    ///
    /// # Errors
    ///
    /// An API server does not answer.
    pub fn written(&self, world: &World) -> Result<Vec<Changed>, Trouble> {
        let after = versions(world)?;
        let mut written = Vec::new();
        for (place, cluster) in world.clusters.iter().enumerate() {
            let (Some(before), Some(after), Some(restless)) = (
                self.objects.get(place),
                after.get(place),
                self.restless.get(place),
            ) else {
                continue;
            };
            let is_ignored = |key: &str| restless.iter().any(|it| it == key) || is_alive(key);
            for object in inventory::compare(before, after, is_ignored).replaced {
                written.push(Changed {
                    cluster: cluster.name.clone(),
                    how: "written",
                    object,
                });
            }
        }
        Ok(written)
    }
}

fn versions(world: &World) -> Result<Vec<Inventory>, Trouble> {
    let take = |cluster: &WorldCluster| {
        let found = inventory::take_field(&cluster.api, "/metadata/resourceVersion");
        found.map_err(Trouble::api(&cluster.name))
    };
    world.clusters.iter().map(take).collect()
}

/// Objects whose status servers and nodes write by themselves.
fn is_alive(key: &str) -> bool {
    [
        "pods.",
        "nodes.",
        "horizontalpodautoscalers.",
        "endpointslices.",
        "endpoints.",
    ]
    .iter()
    .any(|kind| key.starts_with(kind))
}

/// Whether `verify` finds the mesh as it was predicted.
///
/// # Errors
///
/// The program cannot be started.
pub fn verify(world: &World, carrier: &Carrier<'_>) -> Result<Proof, Trouble> {
    let (code, said) = carrier.ask(world, "verify")?;
    let record: Value = serde_json::from_str(&said).unwrap_or_default();
    let count = |verdict: &str| record.get(verdict).and_then(Value::as_u64).unwrap_or(0);
    let has_passed = code == 0 && count("passed") > 0 && count("failed") == 0;
    let mut proof = Proof::new("verify finds what was predicted", has_passed);
    proof.detail = format!("{} passed, {} skipped", count("passed"), count("skipped"));
    for check in api::list(&record, "/checks") {
        if api::text(check, "/verdict").as_deref() == Some("failed") {
            proof.detail = format!("{}; {check}", proof.detail);
        }
    }
    Ok(proof)
}

/// Somebody else's hand: what `drift` says before, with and after it.
///
/// # Errors
///
/// The program cannot be started, or an API server refuses.
pub fn drift(world: &World, carrier: &Carrier<'_>) -> Result<Vec<Proof>, Trouble> {
    let mut proofs = Vec::new();
    let (code, _) = carrier.ask(world, "drift")?;
    proofs.push(Proof::new(
        "drift sees nothing where nobody did anything",
        code == 0,
    ));
    let Some(edit) = Edit::find(world)? else {
        return Ok(proofs);
    };
    edit.write(json!("of-somebody-else"))?;
    let (code, said) = carrier.ask(world, "drift")?;
    let record: Value = serde_json::from_str(&said).unwrap_or_default();
    let told: Vec<String> = api::list(&record, "/steps")
        .iter()
        .filter(|step| {
            let state = api::text(step, "/state").unwrap_or_default();
            !["done", "looks"].contains(&&*state)
        })
        .filter_map(|step| api::text(step, "/id"))
        .collect();
    let is_named = told.iter().any(|step| step.starts_with(&edit.cluster));
    let mut proof = Proof::new(
        "drift names what somebody else changed",
        code == 3 && is_named,
    );
    proof.detail = format!("{} of {}: {}", edit.what, edit.cluster, told.join(", "));
    proofs.push(proof);
    edit.write(edit.before.clone())?;
    let (code, _) = carrier.ask(world, "drift")?;
    proofs.push(Proof::new(
        "drift sees nothing when it is put back",
        code == 0,
    ));
    Ok(proofs)
}

/// A field that somebody changes.
struct Edit {
    api: Api,
    cluster: String,
    what: &'static str,
    before: Value,
}

const NAMESPACE: &str = "/api/v1/namespaces/istio-system";
const LABEL: &str = "topology.istio.io/network";

impl Edit {
    /// The label of a system namespace, where the plan sets one.
    fn find(world: &World) -> Result<Option<Self>, Trouble> {
        for cluster in world.clusters.iter().rev() {
            let found = cluster.api.read(NAMESPACE);
            let found = found.map_err(Trouble::api(&cluster.name))?;
            let label = found.and_then(|it| {
                let labels = it.pointer("/metadata/labels")?;
                labels.get(LABEL).cloned()
            });
            if let Some(before) = label {
                return Ok(Some(Self {
                    api: cluster.api.clone(),
                    cluster: cluster.name.clone(),
                    what: "the label of istio-system",
                    before,
                }));
            }
        }
        Ok(None)
    }

    fn write(&self, value: Value) -> Result<(), Trouble> {
        let mut labels = BTreeMap::new();
        labels.insert(LABEL, value);
        let change = json!({"metadata": {"labels": labels}});
        self.api
            .merge(NAMESPACE, &change)
            .map_err(Trouble::api(&self.cluster))
    }
}

/// Takes the mesh back, and kills that at each step: how often, and whether it came to its end.
///
/// # Errors
///
/// The program cannot be started.
pub fn killed_undo(world: &World, carrier: &Carrier<'_>) -> Result<Proof, Trouble> {
    let mut n_kills = 0;
    let mut has_ended = false;
    let mut failed = Vec::new();
    while n_kills < MOST_KILLS {
        let mut child = carrier
            .command(world, "undo")?
            .stdout(Stdio::piped())
            .spawn()
            .map_err(Trouble::io(carrier.program))?;
        failed.clear();
        let mut n_done = 0;
        let mut is_killed = false;
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                let event: Value = serde_json::from_str(&line).unwrap_or_default();
                let kind = api::text(&event, "/event").unwrap_or_default();
                let outcome = api::text(&event, "/outcome").unwrap_or_default();
                if kind == "ended" && outcome == "done" {
                    n_done += 1;
                }
                if kind == "ended" && !["done", "already-done", "skipped"].contains(&&*outcome) {
                    failed.push(line);
                    continue;
                }
                // One step further each time, and in the middle of the next one.
                if kind == "started" && n_done > 0 && !is_killed {
                    let _ = child.kill();
                    is_killed = true;
                }
            }
        }
        let status = child.wait().map_err(Trouble::io(carrier.program))?;
        if !is_killed {
            has_ended = status.success();
            break;
        }
        n_kills += 1;
    }
    let mut proof = Proof::new(
        "an undo that is killed at each step comes to its end",
        has_ended,
    );
    proof.detail = if has_ended {
        format!("{n_kills} kills")
    } else {
        let said = tail(&world.log("undo.log"));
        format!("{n_kills} kills; {}; {said}", failed.join("; "))
    };
    Ok(proof)
}
