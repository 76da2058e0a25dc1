//! How the istiod of each cluster behaves, by its release.

pub use meshwright_render::prediction::{facts, predictor};

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
