//! How requests that show the preference of callers are spelled.

use meshwright_model::Traffic;
use meshwright_plan::istio::SAMPLE_NAMESPACE;

use super::quote::{flag, quote};

/// Asks what is spread, then each stand-in.
pub(super) fn ask(kubectl: &str, cluster: &str, kinds: &[Traffic], spreads: bool) -> Vec<String> {
    let spread = spreads.then(|| format!("ask_spread {cluster} {kubectl}"));
    let nearest = kinds
        .iter()
        .map(|kind| format!("ask_nearest {cluster} {kind} {kubectl}"));
    spread.into_iter().chain(nearest).collect()
}

/// The words after `istioctl` that list a stand-in's endpoints with their priorities.
pub(super) fn endpoints(kind: Traffic, domain: &str) -> Vec<String> {
    let host = format!("{kind}.{SAMPLE_NAMESPACE}.svc.{domain}");
    vec![
        "proxy-config".to_owned(),
        "endpoints".to_owned(),
        "deployment/curl".to_owned(),
        flag("namespace", SAMPLE_NAMESPACE),
        format!("--cluster={}", quote(&format!("outbound|5000||{host}"))),
        flag("output", "json"),
    ]
}
