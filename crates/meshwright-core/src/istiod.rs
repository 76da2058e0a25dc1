//! How the istiod of each cluster behaves, by its release.

use meshwright_catalog::resolve;
use meshwright_graph::{IstiodFacts, MeshGraph, Predictor};
use meshwright_model::{ClusterIndex, IstioVersion, Mesh};

/// What istiod of a version does.
pub fn facts(version: &IstioVersion) -> IstiodFacts {
    let resolved = resolve(version);
    IstiodFacts::from_keys(|key| resolved.istiod(key))
}

/// Predicts endpoint lists for a mesh with the releases that its topology names.
pub fn predictor<'a>(mesh: &'a Mesh, graph: &'a MeshGraph) -> Predictor<'a> {
    let of = |cluster: ClusterIndex| {
        let cluster = mesh.clusters.get(cluster.0);
        cluster.map_or_else(IstiodFacts::default, |it| facts(&it.istio.version))
    };
    Predictor::new(mesh, graph, of)
}

#[cfg(test)]
mod tests {
    use meshwright_catalog::istiod::istiod_changes;
    use meshwright_graph::IstiodFacts;
    use meshwright_model::IstioVersion;

    use super::facts;

    #[test]
    fn the_catalogue_knows_each_switch_and_no_other() {
        let mut known: Vec<&str> = istiod_changes().map(|(key, _)| key).collect();
        known.sort_unstable();
        let mut asked = IstiodFacts::KEYS.to_vec();
        asked.sort_unstable();
        assert_eq!(known, asked);
    }

    #[test]
    fn the_default_is_the_release_that_the_model_was_read_in() {
        let version = IstioVersion::parse("1.30.3").expect("a version");
        assert_eq!(facts(&version), IstiodFacts::default());
    }
}
