//! From a version as written to a release and a patch.

use meshwright_model::IstioVersion;

use crate::catalogue::{Catalogue, Distance, KNOWN};
use crate::facts::{Fact, Since};
use crate::hazard::Hazard;
use crate::release::Release;
use crate::version::Numbers;

/// A version as written, looked up.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The release that says what to do; the nearest known one where the minor is unknown.
    pub release: &'static Release,
    /// The version in full: `1.30.3`.
    pub version: String,
    /// How well it is known.
    pub known: Known,
    patch: u32,
}

/// How well a version is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Its files were read.
    Exact,
    /// The minor is known, the patch came later.
    NewerPatch,
    /// The minor came later; it is treated like [`crate::NEWEST`].
    NewerThanKnown,
    /// The minor is older than [`crate::OLDEST`], and is treated like that.
    OlderThanKnown,
}

impl Resolved {
    /// Whether something that depends on the patch is so here.
    pub const fn has(&self, since: &Fact<Since>) -> bool {
        since.value().holds_in(self.patch)
    }

    /// The address of the folder `samples` of this version, without a slash at the end.
    pub fn samples_address(&self) -> String {
        let newest = format!("/{}/", self.release.newest_patch());
        let version = format!("/{}/", self.version);
        self.release
            .addons()
            .download_base
            .replace(&newest, &version)
    }

    /// What is known to go wrong in exactly this version.
    ///
    /// Nothing for versions whose files were not read: [`Resolved::known`] says so.
    pub fn hazards(&self) -> impl Iterator<Item = &'static Hazard> {
        let patch = (self.known == Known::Exact).then_some(self.patch);
        self.release
            .hazards()
            .iter()
            .filter(move |hazard| patch.is_some_and(|patch| hazard.affects(patch)))
    }
}

/// Looks a version up. `1.30` means the newest patch known.
pub fn resolve(version: &IstioVersion) -> Resolved {
    resolve_in(KNOWN, version)
}

pub(crate) fn resolve_in(catalogue: Catalogue, version: &IstioVersion) -> Resolved {
    let asked = Numbers::read(version.as_str());
    let (file, distance) = catalogue.nearest(asked);
    let release = file.release();
    let newest_patch = Numbers::read(release.newest_patch()).patch.unwrap_or(0);
    let patch = asked.patch.unwrap_or(match distance {
        Distance::Found => newest_patch,
        Distance::Newer | Distance::Older => 0,
    });
    let known = match distance {
        Distance::Found if patch > newest_patch => Known::NewerPatch,
        Distance::Found => Known::Exact,
        Distance::Newer => Known::NewerThanKnown,
        Distance::Older => Known::OlderThanKnown,
    };
    // What a release gained in some patch, every later minor has, and no earlier one.
    let effective_patch = match distance {
        Distance::Found => patch,
        Distance::Newer => u32::MAX,
        Distance::Older => 0,
    };
    Resolved {
        release,
        version: format!("{}.{}.{patch}", asked.major, asked.minor),
        known,
        patch: effective_patch,
    }
}

#[cfg(test)]
mod tests {
    use meshwright_model::IstioVersion;

    use super::{Known, Resolved, resolve};

    fn look_up(version: &str) -> Resolved {
        resolve(&IstioVersion::parse(version).expect("a version"))
    }

    #[track_caller]
    fn expect(version: &str, minor: &str, full: &str, known: Known) {
        let resolved = look_up(version);
        assert_eq!(
            (
                resolved.release.minor(),
                resolved.version.as_str(),
                resolved.known
            ),
            (minor, full, known)
        );
    }

    #[test]
    fn a_minor_means_its_newest_known_patch() {
        expect("1.30", "1.30", "1.30.3", Known::Exact);
        expect("1.24", "1.24", "1.24.6", Known::Exact);
    }

    #[test]
    fn a_patch_is_taken_as_written() {
        expect("1.28.0", "1.28", "1.28.0", Known::Exact);
        expect("1.28.99", "1.28", "1.28.99", Known::NewerPatch);
    }

    #[test]
    fn unknown_minors_are_treated_like_the_nearest_one() {
        expect("1.31", "1.30", "1.31.0", Known::NewerThanKnown);
        expect("2.0.1", "1.30", "2.0.1", Known::NewerThanKnown);
        expect("1.8.6", "1.9", "1.8.6", Known::OlderThanKnown);
        expect("1.8", "1.9", "1.8.0", Known::OlderThanKnown);
        expect("0.8", "1.9", "0.8.0", Known::OlderThanKnown);
    }

    #[test]
    fn what_depends_on_the_patch_is_answered_for_the_patch() {
        let refuses = |version| {
            let resolved = look_up(version);
            resolved.has(&resolved.release.trust().incomplete_is_error)
        };
        assert!(!refuses("1.25.5"));
        assert!(!refuses("1.26.0"));
        assert!(refuses("1.26.1"));
        assert!(refuses("1.26"));
        assert!(refuses("1.31"));
    }

    #[test]
    fn samples_are_those_of_the_patch() {
        let base = "https://raw.githubusercontent.com/istio/istio";
        for (asked, patch) in [("1.22", "1.22.8"), ("1.22.1", "1.22.1")] {
            assert_eq!(
                look_up(asked).samples_address(),
                format!("{base}/{patch}/samples")
            );
        }
    }

    #[test]
    fn hazards_are_those_of_the_exact_patch() {
        let has = |version, id| look_up(version).hazards().any(|hazard| hazard.id() == id);
        assert!(has("1.30.2", "rotation-deadlock"));
        assert!(!has("1.30.3", "rotation-deadlock"));
        assert!(has("1.30", "rotation-wipes-endpoints"));
        assert!(has("1.30.0", "rotation-wipes-endpoints"));
        assert!(!has("1.30.4", "rotation-wipes-endpoints"), "not read yet");
        assert!(!has("1.29.6", "rotation-wipes-endpoints"));
        assert!(has("1.24.5", "remote-revision-tags-ignored"));
        assert!(!has("1.24.6", "remote-revision-tags-ignored"));
        assert!(
            !has("1.31", "remote-endpoint-slice-ignored"),
            "not read yet"
        );
    }
}
