//! What the whole mesh shares, and what a cluster puts on top of it.

use meshwright_diag::Value;

use super::defaults;
use crate::document::{CaSection, IstioSection};
use crate::mesh::{
    Addon, CaKind, CertificateAuthority, DataPlane, InstallMethod, IstioSettings, KeyAlgorithm,
};
use crate::names::{IstioVersion, Profile};

pub(super) fn ca(section: Option<&CaSection>) -> CertificateAuthority {
    CertificateAuthority {
        kind: section.and_then(|ca| ca.kind).unwrap_or(CaKind::PluggedIn),
        key_algorithm: section
            .and_then(|ca| ca.key_algorithm)
            .unwrap_or(KeyAlgorithm::EcdsaP256),
    }
}

/// The settings of one cluster's Istio: its own, else the mesh's, else the defaults. The free-form
/// maps are merged, the cluster's entries on top.
pub(super) fn istio(mesh: Option<&IstioSection>, own: Option<&IstioSection>) -> IstioSettings {
    let layers = [own, mesh];
    macro_rules! first {
        ($field:ident) => {
            layers
                .into_iter()
                .flatten()
                .find_map(|section| section.$field.clone())
        };
    }
    let merged = |pick: fn(&IstioSection) -> Option<&Value>| {
        let mut merged = defaults::empty_map();
        for section in [mesh, own].into_iter().flatten() {
            if let Some(value) = pick(section) {
                merge(&mut merged, value);
            }
        }
        merged
    };
    let mut addons: Vec<Addon> = first!(addons).map_or_else(Vec::new, |list| list.to_vec());
    addons.sort_unstable();
    addons.dedup();
    IstioSettings {
        version: first!(version)
            .unwrap_or_else(|| defaults::name(IstioVersion::parse, defaults::ISTIO_VERSION)),
        data_plane: first!(data_plane).unwrap_or(DataPlane::Sidecar),
        install_method: first!(install_method).unwrap_or(InstallMethod::Istioctl),
        revision: first!(revision).filter(|revision| revision.as_str() != defaults::REVISION),
        profile: first!(profile)
            .unwrap_or_else(|| defaults::name(Profile::parse, defaults::PROFILE)),
        hub: first!(hub),
        tag: first!(tag),
        addons,
        mesh_config: merged(|section| section.mesh_config.as_ref()),
        values: merged(|section| section.values.as_ref()),
    }
}

/// Puts `top` over `base`: maps are merged, anything else is replaced.
fn merge(base: &mut Value, top: &Value) {
    match (base, top) {
        (Value::Object(base), Value::Object(top)) => {
            for (key, value) in top {
                merge(base.entry(key.as_str()).or_insert(Value::Null), value);
            }
        }
        (base, top) => *base = top.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::istio;
    use crate::document::IstioSection;
    use serde_json::json;

    #[test]
    fn a_cluster_overrides_the_mesh_and_maps_are_merged() {
        let mesh = IstioSection {
            hub: Some("registry.example.com/istio".to_owned()),
            values: Some(json!({"pilot": {"cpu": 1, "memory": 2}, "list": [1]})),
            ..IstioSection::default()
        };
        let own = IstioSection {
            values: Some(json!({"pilot": {"cpu": 3}, "list": [2]})),
            ..IstioSection::default()
        };
        let settings = istio(Some(&mesh), Some(&own));
        assert_eq!(settings.hub.as_deref(), Some("registry.example.com/istio"));
        let expected = json!({"pilot": {"cpu": 3, "memory": 2}, "list": [2]});
        assert_eq!(settings.values, expected);
    }
}
