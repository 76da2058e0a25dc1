//! Laying what the user wrote over what the plan derives.

use meshwright_diag::Value;
use serde_json::json;

/// Puts `over` on `base`: maps are merged key by key, everything else is replaced.
pub(crate) fn merge(base: &mut Value, over: &Value) {
    match (base, over) {
        (Value::Object(base), Value::Object(over)) => {
            for (key, value) in over {
                match base.get_mut(key) {
                    Some(slot) => merge(slot, value),
                    None => {
                        base.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        (base, over) => *base = over.clone(),
    }
}

/// Sets `values.a.b` or `a.b` inside `values`.
pub(crate) fn set(values: &mut Value, place: &str, value: Value) {
    let place = place.strip_prefix("values.").unwrap_or(place);
    let nested = place
        .rsplit('.')
        .fold(value, |inner, key| json!({ key: inner }));
    merge(values, &nested);
}

/// Asks for no PodDisruptionBudgets, unless the values say something of them.
pub(crate) fn without_budgets(values: &mut Value) {
    let mut derived = json!({});
    set(
        &mut derived,
        "global.defaultPodDisruptionBudget.enabled",
        json!(false),
    );
    merge(&mut derived, values);
    *values = derived;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::merge;

    #[test]
    fn maps_are_merged_and_lists_replaced() {
        let mut base = json!({"global": {"network": "n1", "list": [1]}, "a": 1});
        merge(
            &mut base,
            &json!({"global": {"list": [2], "extra": true}, "b": null}),
        );
        assert_eq!(
            base,
            json!({"global": {"network": "n1", "list": [2], "extra": true}, "a": 1, "b": null})
        );
    }
}
