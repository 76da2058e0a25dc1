//! Which releases have what a rule asks for.

use meshwright_catalog::{NEWEST, Resolved, releases, resolve};
use meshwright_model::IstioVersion;

/// The oldest known minor for which `has` holds; the newest known one where there is none.
///
/// Only for facts that later releases keep: the answer stands in a sentence that says "from".
pub fn first_release(has: impl Fn(&Resolved) -> bool) -> &'static str {
    releases()
        .find(|minor| IstioVersion::parse(minor).is_ok_and(|minor| has(&resolve(&minor))))
        .unwrap_or(NEWEST)
}

#[cfg(test)]
mod tests {
    use meshwright_catalog::{NEWEST, OLDEST};

    use super::first_release;

    #[test]
    fn the_first_release_is_the_oldest_that_has_the_fact() {
        assert_eq!(first_release(|_| true), OLDEST);
        assert_eq!(first_release(|_| false), NEWEST);
        assert_eq!(
            first_release(|resolved| *resolved.release.gateways().resolves_hostnames),
            "1.13"
        );
    }
}
