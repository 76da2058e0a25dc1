//! A mesh config that takes away the label by which Services are shared.
//!
//! Lists of a mesh config do not merge: the user's `serviceScopeConfigs` takes the place of the
//! profile's.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, Safety, Value, args};
use serde_json::json;

use crate::RuleContext;
use crate::repair::{append, fix};
use crate::rule::declare_rule;
use crate::settings::look_up;

declare_rule! {
    /// Service scopes of one's own, without the label that shares a Service.
    "AMB110", "service-scopes-replaced", Error, Advice, since "0.1.0"
}

const GLOBAL: &str = "istio.io/global";

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.primaries() {
        let facts = cx.release(index).release.ambient();
        if !cx.mesh.is_ambient(index) || !cx.is_multi_cluster() || !*facts.scope_configs.value() {
            continue;
        }
        let istio = &cluster.istio;
        for (settings, keys) in [
            (
                &istio.mesh_config,
                &["meshConfig", "serviceScopeConfigs"][..],
            ),
            (
                &istio.values,
                &["values", "meshConfig", "serviceScopeConfigs"][..],
            ),
        ] {
            let Some(Value::Array(scopes)) = look_up(settings, &keys[1..]) else {
                continue;
            };
            let place = cx.istio_path(index, keys);
            if scopes.iter().any(shares_by_label) || !said.insert(place.clone()) {
                continue;
            }
            let finding = RULE.finding(place.clone(), args![cluster = &cluster.name]);
            let scope = json!({
                "servicesSelector": {
                    "matchExpressions": [{"key": GLOBAL, "operator": "In", "values": ["true"]}],
                },
                "scope": "GLOBAL",
            });
            out.push(fix(finding, Safety::Safe, vec![append(place, scope)]));
        }
    }
}

/// Whether an entry shares every Service with the label; an absent selector takes all.
fn shares_by_label(scope: &Value) -> bool {
    scope.get("scope").and_then(Value::as_str) == Some("GLOBAL")
        && scope.get("namespaceSelector").is_none()
        && scope.get("servicesSelector").is_none_or(takes_label)
}

fn takes_label(selector: &Value) -> bool {
    let labels = selector.get("matchLabels").and_then(Value::as_object);
    let labels_fit = labels.is_none_or(|labels| {
        labels
            .iter()
            .all(|(key, value)| key == GLOBAL && value.as_str() == Some("true"))
    });
    let expressions = selector.get("matchExpressions").and_then(Value::as_array);
    labels_fit && expressions.is_none_or(|list| list.iter().all(expression_fits))
}

fn expression_fits(expression: &Value) -> bool {
    let text = |key| expression.get(key).and_then(Value::as_str);
    let is_label = text("key") == Some(GLOBAL);
    let values = expression.get("values").and_then(Value::as_array);
    let has_true = values.is_some_and(|list| list.iter().any(|value| value == "true"));
    match text("operator") {
        Some("In") => is_label && has_true,
        Some("Exists") => is_label,
        Some("NotIn") => !is_label || !has_true,
        Some("DoesNotExist") => !is_label,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::shares_by_label;

    #[test]
    fn an_entry_shares_by_label_only_if_it_takes_every_labelled_service() {
        let by = |selector| json!({"servicesSelector": selector, "scope": "GLOBAL"});
        let key = "istio.io/global";
        for sharing in [
            json!({"scope": "GLOBAL"}),
            by(json!({"matchLabels": {key: "true"}})),
            by(json!({"matchExpressions": [{"key": key, "operator": "Exists"}]})),
            by(json!({"matchExpressions": [{"key": key, "operator": "In", "values": ["true"]}]})),
        ] {
            assert!(shares_by_label(&sharing), "{sharing}");
        }
        for other in [
            json!({"scope": "LOCAL"}),
            json!({"scope": "GLOBAL", "namespaceSelector": {"matchLabels": {"tier": "shared"}}}),
            by(json!({"matchLabels": {key: "true", "tier": "shared"}})),
            by(json!({"matchExpressions": [{"key": key, "operator": "In", "values": ["yes"]}]})),
            by(json!({"matchExpressions": [{"key": key, "operator": "DoesNotExist"}]})),
            by(json!({"matchExpressions": "all"}))
                .get("scope")
                .cloned()
                .unwrap_or_default(),
        ] {
            assert!(!shares_by_label(&other), "{other}");
        }
    }
}
