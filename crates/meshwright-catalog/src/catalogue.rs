//! Which releases there are, and the file of each, read when it is first asked for.

use std::sync::OnceLock;

use crate::release::Release;
use crate::version::Numbers;

/// The file of a release.
pub(crate) struct File {
    minor: &'static str,
    text: &'static str,
    release: OnceLock<Release>,
}

impl File {
    const fn new(minor: &'static str, text: &'static str) -> Self {
        Self {
            minor,
            text,
            release: OnceLock::new(),
        }
    }

    pub(crate) const fn minor(&self) -> &'static str {
        self.minor
    }

    pub(crate) fn release(&self) -> &Release {
        self.release.get_or_init(|| {
            serde_yaml::from_str(self.text).expect("a test reads every file of the catalogue")
        })
    }
}

/// Releases, oldest first, without a gap.
#[derive(Clone, Copy)]
pub(crate) struct Catalogue {
    files: &'static [File],
}

/// Where a version stands to the releases of a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Distance {
    /// Its minor is one of them.
    Found,
    /// It is newer than the one that is nearest.
    Newer,
    /// It is older than all of them.
    Older,
}

impl Catalogue {
    pub(crate) const fn files(self) -> &'static [File] {
        self.files
    }

    /// The release whose minor is the version's own, or the last one before it, or the oldest.
    pub(crate) fn nearest(self, asked: Numbers) -> (&'static File, Distance) {
        let mut oldest_first = self.files.iter();
        let mut nearest = oldest_first.next().expect("the catalogue has releases");
        if asked.line() < Numbers::read(nearest.minor()).line() {
            return (nearest, Distance::Older);
        }
        for file in oldest_first {
            if Numbers::read(file.minor()).line() > asked.line() {
                break;
            }
            nearest = file;
        }
        if Numbers::read(nearest.minor()).line() == asked.line() {
            (nearest, Distance::Found)
        } else {
            (nearest, Distance::Newer)
        }
    }
}

// A release is one line here, oldest first, and its file.
macro_rules! releases {
    ($build:ident $(, $more:tt)*) => {
        $build! {
            [
                "1.9"
                "1.10"
                "1.11"
                "1.12"
                "1.13"
                "1.14"
                "1.15"
                "1.16"
                "1.17"
                "1.18"
                "1.19"
                "1.20"
                "1.21"
                "1.22"
                "1.23"
                "1.24"
                "1.25"
                "1.26"
                "1.27"
                "1.28"
                "1.29"
                "1.30"
            ]
            $($more)*
        }
    };
}

macro_rules! minors {
    ([$($minor:literal)+]) => {
        const MINORS: [&str; [$($minor),+].len()] = [$($minor),+];
    };
}

macro_rules! catalogue {
    ([$($minor:literal)+] $name:ident [$($made_up:literal)*]) => {
        pub(crate) static $name: Catalogue = Catalogue {
            files: {
                static FILES: [File; [$($minor,)+ $($made_up,)*].len()] = [
                    $(File::new(
                        $minor,
                        include_str!(concat!("../data/istio/", $minor, ".yaml")),
                    ),)+
                    $(File::new(
                        $made_up,
                        include_str!(concat!("../tests/releases/", $made_up, ".yaml")),
                    ),)*
                ];
                &FILES
            },
        };
    };
}

releases!(minors);
releases!(catalogue, KNOWN, []);

/// The oldest minor of the catalogue.
pub const OLDEST: &str = MINORS[0];
/// The newest minor of the catalogue; what a topology without a version gets.
pub const NEWEST: &str = MINORS[MINORS.len() - 1];

/// Every minor of the catalogue, oldest first.
pub fn releases() -> impl Iterator<Item = &'static str> {
    MINORS.into_iter()
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, File, KNOWN, NEWEST, OLDEST, releases};
    use crate::feature::Feature;
    use crate::release::Release;
    use crate::resolve::{Known, resolve_in};
    use crate::version::Numbers;
    use crate::vocabulary::{Vocabulary, judge};
    use meshwright_model::IstioVersion;

    releases!(catalogue, WITH_ONE_MORE, ["1.99"]);

    #[test]
    fn every_file_reads_and_says_its_own_minor() {
        for catalogue in [KNOWN, WITH_ONE_MORE] {
            for file in catalogue.files() {
                let release = file.release();
                assert_eq!(release.minor(), file.minor());
                assert_eq!(
                    Numbers::read(release.newest_patch()).line(),
                    Numbers::read(file.minor()).line()
                );
            }
        }
    }

    #[test]
    fn minors_are_sorted_without_a_gap() {
        let lines: Vec<_> = releases()
            .map(|minor| Numbers::read(minor).line())
            .collect();
        for pair in lines.windows(2) {
            assert_eq!((pair[0].0, pair[0].1 + 1), pair[1]);
        }
        assert_eq!(Some(OLDEST), releases().next());
        assert_eq!(Some(NEWEST), releases().last());
        let of_files: Vec<_> = KNOWN.files().iter().map(File::minor).collect();
        assert_eq!(of_files, releases().collect::<Vec<_>>());
    }

    #[test]
    fn a_release_more_is_one_file_and_one_line() {
        let look_up = |catalogue: Catalogue, version: &str| {
            let version = IstioVersion::parse(version).expect("a version");
            let resolved = resolve_in(catalogue, &version);
            (resolved.release.minor(), resolved.version, resolved.known)
        };
        let made_up = |full: &str, known| ("1.99", full.to_owned(), known);
        assert_eq!(
            look_up(WITH_ONE_MORE, "1.99"),
            made_up("1.99.2", Known::Exact)
        );
        assert_eq!(
            look_up(WITH_ONE_MORE, "1.99.1"),
            made_up("1.99.1", Known::Exact)
        );
        assert_eq!(
            look_up(WITH_ONE_MORE, "1.99.7"),
            made_up("1.99.7", Known::NewerPatch)
        );
        assert_eq!(
            look_up(WITH_ONE_MORE, "1.100"),
            made_up("1.100.0", Known::NewerThanKnown)
        );
        assert_eq!(
            look_up(KNOWN, "1.99"),
            (NEWEST, "1.99.0".to_owned(), Known::NewerThanKnown)
        );
        for &minor in &super::MINORS {
            assert_eq!(look_up(WITH_ONE_MORE, minor), look_up(KNOWN, minor));
        }
        let last = WITH_ONE_MORE.files().last().expect("releases").release();
        for &feature in Feature::ALL {
            assert!(!last.support_source(feature).is_empty());
        }
        assert!(last.support(Feature::MultiPrimary).is_there());
        assert!(judge(Vocabulary::Profile, "remote", last).is_known());
        assert!(!judge(Vocabulary::Profile, "external", last).is_known());
        assert!(last.hazards().iter().any(|hazard| hazard.id() == "made-up"));
    }

    #[test]
    fn every_fact_has_a_value_and_a_public_source() {
        for file in KNOWN.files() {
            let document: serde_yaml::Value =
                serde_yaml::from_str(file.text).expect("the file is YAML");
            let sections = document.as_mapping().expect("a file is a map");
            let mut n_facts = 0;
            for (name, section) in sections {
                let Some(facts) = section.as_mapping() else {
                    continue;
                };
                for (key, fact) in facts {
                    let place = format!("{} {name:?} {key:?}", file.minor());
                    let fact = fact.as_mapping().expect("a fact is a map");
                    assert!(fact.len() == 2 && fact.contains_key("value"), "{place}");
                    let source = fact.get("source").and_then(|source| source.as_str());
                    assert!(is_public(source.unwrap_or_default()), "{place}: {source:?}");
                    n_facts += 1;
                }
            }
            assert!(n_facts > 150, "{}: {n_facts}", file.minor());
            for hazard in file.release().hazards() {
                assert!(is_public(hazard.source()), "{}", hazard.id());
            }
        }
    }

    fn is_public(source: &str) -> bool {
        [
            "istio/istio ",
            "istio/istio.io ",
            "istio-ecosystem/sail-operator ",
        ]
        .iter()
        .any(|repository| source.len() > repository.len() && source.starts_with(repository))
    }

    #[test]
    fn a_file_with_an_unknown_or_a_missing_key_is_refused() {
        let text = KNOWN.files()[0].text;
        let read = |text: &str| serde_yaml::from_str::<Release>(text).map(drop);
        assert!(read(text).is_ok());
        assert!(read(&text.replace("  crlKey:", "  crlKye:")).is_err());
        assert!(read(&format!("{text}\nextra: 1\n")).is_err());
        assert!(read(&text.replace("value: never", "value: sometimes")).is_err());
    }
}
