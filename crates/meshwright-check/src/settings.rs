//! Free-form settings of Istio: looking into `values` and `meshConfig`.

use meshwright_diag::Value;
use meshwright_model::document::IstioSection;

/// What stands under `keys`, or `None`.
pub fn look_up<'v>(value: &'v Value, keys: &[&str]) -> Option<&'v Value> {
    keys.iter().try_fold(value, |value, key| value.get(key))
}

/// A setting as a text, however it is typed: `true` and `"true"` are the same to Istio.
pub fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether a section of the document says something about the setting `keys`.
pub(crate) fn is_written(section: &IstioSection, keys: &[&str]) -> bool {
    let Some((field, inner)) = keys.split_first() else {
        return false;
    };
    match *field {
        "version" => section.version.is_some(),
        "dataPlane" => section.data_plane.is_some(),
        "installMethod" => section.install_method.is_some(),
        "revision" => section.revision.is_some(),
        "profile" => section.profile.is_some(),
        "hub" => section.hub.is_some(),
        "tag" => section.tag.is_some(),
        "addons" => section.addons.is_some(),
        "meshConfig" => is_inside(section.mesh_config.as_ref(), inner),
        "values" => is_inside(section.values.as_ref(), inner),
        _ => false,
    }
}

fn is_inside(value: Option<&Value>, keys: &[&str]) -> bool {
    value.is_some_and(|value| look_up(value, keys).is_some())
}

#[cfg(test)]
mod tests {
    use meshwright_diag::Value;

    use super::{as_text, look_up};

    #[test]
    fn a_setting_is_found_by_its_keys_and_nothing_else() {
        let values: Value =
            serde_json::from_str(r#"{"global": {"network": "n1", "externalIstiod": true}}"#)
                .expect("JSON");
        assert_eq!(
            look_up(&values, &["global", "network"])
                .map(as_text)
                .as_deref(),
            Some("n1")
        );
        assert_eq!(
            look_up(&values, &["global", "externalIstiod"])
                .map(as_text)
                .as_deref(),
            Some("true")
        );
        assert_eq!(look_up(&values, &["network"]), None);
        assert_eq!(look_up(&values, &["global", "network", "x"]), None);
    }
}
