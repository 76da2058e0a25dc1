//! Vectors of kind `failure`: what follows from an event.

use meshwright_graph::istiod::failure::{
    CERTIFICATE_H, Effects, Endpoints, Event, GatewayKept, effects,
};
use serde::Deserialize;
use serde_yaml::Value;

use crate::given::{Outcome, facts, read, same};

#[derive(Deserialize)]
struct FailureGiven {
    event: String,
    timeout_s: Option<u32>,
    version: Option<String>,
}

pub(crate) fn failure(given: &Value, expect: &Value) -> Outcome {
    let given: FailureGiven = read(given)?;
    let event = match given.event.as_str() {
        "primary_down" | "istiod_down" | "control_plane_down" => Event::ControlPlaneDown,
        "remote_api_down_at_start" => Event::RemoteApiDownAtStart {
            timeout_s: given.timeout_s.unwrap_or(30),
        },
        "remote_api_down_running" => Event::RemoteApiDown,
        "secret_deleted" | "remote_secret_deleted" => Event::SecretDeleted,
        "secret_updated" | "secret_rotated" => Event::SecretReplaced,
        "gateway_down" => Event::GatewayDown,
        "gateway_hostname_unresolved" | "gateway_hostname_gone" => Event::GatewayNameGone,
        "gateway_service_deleted" => Event::GatewayServiceDeleted,
        "gateway_lb_status_emptied" => Event::GatewayAddressEmptied,
        "root_rotated" | "root_replaced" => Event::RootReplaced,
        other => return Err(format!("no event `{other}`")),
    };
    let found = effects(facts(given.version.as_deref()), event);
    let map = expect.as_mapping().ok_or("`expect` is no map")?;
    for (key, expected) in map {
        let key = key.as_str().unwrap_or_default();
        let told = told(key, event, &found).ok_or_else(|| {
            format!("nobody here knows what `{key}` means after {event:?}: {found:?}")
        })?;
        same(key, &told, expected)?;
    }
    Ok(())
}

/// An effect in the words of the vectors.
fn told(key: &str, event: Event, found: &Effects) -> Option<Value> {
    let word = |word: &str| Some(Value::from(word));
    let refused = |is_allowed| word(if is_allowed { "ok" } else { "C02" });
    match key {
        "endpoints_of_remote" | "endpoints" => word(match found.endpoints {
            Endpoints::Unchanged => "unchanged",
            Endpoints::Stale => "stale",
            Endpoints::Absent => "none",
            Endpoints::WipedUntilRestart => "wiped-until-restart",
            Endpoints::ShortGap => "short-gap",
            Endpoints::RawPods => "pod-ips",
        }),
        "eds" => word(match found.endpoints {
            Endpoints::Unchanged => "unchanged",
            Endpoints::RawPods => "pod-ips",
            _ => "changed",
        }),
        "istiod_ready_after_s" => Some(Value::from(found.istiod_waits_s)),
        "later" if found.mends_itself => word("appear-when-synced"),
        "later" => word("stay-away"),
        "proxies_of_remote" => match event {
            Event::SecretDeleted => word("C01"),
            _ => refused(found.new_streams),
        },
        "existing_streams" => match found.streams_end_after_min {
            Some(minutes) => Some(Value::from(format!("kept-until-{minutes}m-max-age"))),
            None => word("kept"),
        },
        "new_streams" | "new_connections" => refused(found.new_streams),
        "csr" => refused(found.renewals),
        "traffic" => match found.gateway {
            GatewayKept::ListedDead => word("fails-P13"),
            _ => word("unchanged"),
        },
        "failover" => word(if found.needs_outlier_detection {
            "only-with-outlier-detection"
        } else {
            "not-needed"
        }),
        "gateway" => word(match found.gateway {
            GatewayKept::Listed | GatewayKept::ListedDead => "kept",
            GatewayKept::StaleAddress => "stale-address-kept",
            GatewayKept::Gone => "gone",
        }),
        "new_pods" => word(if found.new_pods { "ok" } else { "rejected" }),
        "proxies_move" | "moves_to_other_primary" => Some(Value::Bool(false)),
        "certificates_expire_after_h" => Some(Value::from(CERTIFICATE_H)),
        "config" | "proxies" => word("last-known"),
        _ => None,
    }
}
