//! Remote secrets and API servers that come and go.

use meshwright_graph::istiod::IstiodFacts;
use meshwright_graph::istiod::registry::{RegistryEvent, RemoteRegistry, Sent, SyncStatus};
use serde::Deserialize;

use crate::file;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sequences {
    sequences: Vec<Sequence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sequence {
    name: String,
    version: Option<String>,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    #[serde(rename = "do")]
    event: String,
    status: String,
    sent: String,
}

fn event(text: &str) -> RegistryEvent {
    match text {
        "apply" => RegistryEvent::Apply { is_right: true },
        "apply-wrong" => RegistryEvent::Apply { is_right: false },
        "apply-own" => RegistryEvent::ApplyOwn,
        "apply-second" => RegistryEvent::ApplySecond,
        "delete" => RegistryEvent::Delete,
        "api-down" => RegistryEvent::ApiDown,
        "api-up" => RegistryEvent::ApiUp,
        "restart" => RegistryEvent::Restart,
        other => {
            let seconds = other.strip_prefix("wait ").expect("an event");
            RegistryEvent::Wait {
                seconds: seconds.parse().expect("a number"),
            }
        }
    }
}

#[test]
fn registries_go_through_what_was_seen() {
    let file: Sequences = file("registries.yaml");
    for sequence in &file.sequences {
        let facts = match &sequence.version {
            None => IstiodFacts::default(),
            Some(_) => IstiodFacts::from_keys(|key| !key.starts_with("secret-swap")),
        };
        let mut registry = RemoteRegistry::new(facts);
        for step in &sequence.steps {
            registry.on(event(&step.event));
            let status = match registry.status() {
                SyncStatus::Absent => "absent",
                SyncStatus::Syncing => "syncing",
                SyncStatus::Timeout => "timeout",
                SyncStatus::Synced => "synced",
            };
            let sent = match registry.sent() {
                Sent::Nothing => "nothing",
                Sent::Live => "live",
                Sent::Stale => "stale",
                Sent::NotServed => "not-served",
            };
            let place = format!("{}: {}", sequence.name, step.event);
            assert_eq!((status, sent), (&*step.status, &*step.sent), "{place}");
        }
    }
}
