//! Annotations by which a load balancer ends TLS or changes the stream before a gateway.

use meshwright_diag::{Finding, Safety, args};

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// A load balancer that does not pass connections through.
    "GWY116", "gateway-not-passed-through", Error, Advice, since "0.1.0"
}

/// An annotation, and whether a value of it changes what arrives at the gateway.
type Changes = (&'static str, fn(&str) -> bool);

const CHANGES: [Changes; 4] = [
    (
        "service.beta.kubernetes.io/aws-load-balancer-backend-protocol",
        |value| !value.eq_ignore_ascii_case("tcp"),
    ),
    (
        "service.beta.kubernetes.io/aws-load-balancer-proxy-protocol",
        |value| !value.is_empty(),
    ),
    (
        "service.beta.kubernetes.io/aws-load-balancer-ssl-cert",
        |value| !value.is_empty(),
    ),
    (
        "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes",
        |value| {
            value
                .replace(' ', "")
                .contains("proxy_protocol_v2.enabled=true")
        },
    ),
];

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        for (key, changes) in CHANGES {
            let Some(value) = gateway.annotations.get(key).filter(|value| changes(value)) else {
                continue;
            };
            let gateway = cluster.path().join("eastWestGateway");
            let place = gateway.join("annotations").join(key);
            let finding = RULE.finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    annotation = key,
                    short = key.rsplit('/').next().unwrap_or(key),
                    value = value,
                ],
            );
            out.push(fix(finding, Safety::Unsafe, vec![remove(place)]));
        }
    }
}
