//! Roots of others in `caCertificates` that istiod or proxies do not take up.

use meshwright_diag::{Finding, Safety, args};

use super::{foreign_roots, own_roots};
use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;
use crate::settings::{as_text, look_up};

declare_rule! {
    /// Several roots, and a switch or the other side missing.
    "TRU105", "multiroot-incomplete", Error, Advice, since "0.1.0"
}

/// What lets istiod send several roots.
/// Source: istio/istio `pilot/pkg/features/pilot.go` @1.30.3.
const ISTIOD: [&str; 4] = ["values", "pilot", "env", "ISTIO_MULTIROOT_MESH"];
/// What lets proxies take them.
/// Source: istio/istio `pkg/istio-agent/agent.go` @1.30.3.
const PROXIES: [&str; 4] = [
    "meshConfig",
    "defaultConfig",
    "proxyMetadata",
    "PROXY_CONFIG_XDS_AGENT",
];

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let lists = cx
        .mesh
        .istiods()
        .find(|(_, cluster)| foreign_roots(cluster).is_some());
    let Some((_, lister)) = lists else {
        return;
    };
    let is_exchange = own_roots(cx) > 1;
    for (index, cluster) in cx.mesh.istiods() {
        if foreign_roots(cluster).is_none() {
            if is_exchange {
                let place = cx.istio_path(index, &["meshConfig", "caCertificates"]);
                let arguments = args![cluster = &cluster.name, other = &lister.name];
                out.push(RULE.finding(place, arguments).case("one-sided"));
            }
            continue;
        }
        let is_on = |keys: &[&str; 4]| {
            let settings = match keys[0] {
                "values" => &cluster.istio.values,
                _ => &cluster.istio.mesh_config,
            };
            look_up(settings, &keys[1..]).is_some_and(|value| as_text(value) == "true")
        };
        let Some(missing) = [&ISTIOD, &PROXIES].into_iter().find(|keys| !is_on(keys)) else {
            continue;
        };
        let place = cx.istio_path(index, missing);
        let arguments = args![cluster = &cluster.name, setting = missing[3]];
        let finding = RULE.finding(
            cx.istio_path(index, &["meshConfig", "caCertificates"]),
            arguments,
        );
        out.push(fix(finding, Safety::Unsafe, vec![set(place, "true")]));
    }
}
