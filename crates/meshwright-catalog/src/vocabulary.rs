//! What may be said to a release: commands, flags, fields, values, kinds, and since when.
//!
//! A vocabulary is one file, `data/vocabulary/<name>.yaml`: words with the minors that know
//! them. A test that walks a bundle asks [`judge`] for every word in it; a rule may do so for
//! what a topology passes on.
//!
//! Not here: what a word means, or whether its value is right. A word that a vocabulary does not
//! list is [`Verdict::Unknown`], which is no proof that Istio refuses it: charts take any value,
//! and istiod any environment variable.

mod kinds;
mod words;

use crate::release::Release;
use crate::version::Numbers;

pub use kinds::Vocabulary;
use words::Words;

/// What a release thinks of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It knows the word.
    Known,
    /// A later one does.
    NotYet {
        /// The minor from which on it is known.
        since: &'static str,
    },
    /// An earlier one did.
    Gone {
        /// The last minor that knew it.
        last: &'static str,
    },
    /// None does.
    Unknown,
}

impl Verdict {
    /// Whether the release knows the word.
    pub const fn is_known(self) -> bool {
        matches!(self, Self::Known)
    }

    /// The verdict that says more, of two about the same word.
    const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Known, _) | (_, Self::Unknown) => self,
            (_, Self::Known) | (Self::Unknown, _) => other,
            (Self::NotYet { .. }, _) => self,
            (_, Self::NotYet { .. }) => other,
            (Self::Gone { .. }, Self::Gone { .. }) => self,
        }
    }
}

/// Whether a release knows a word.
///
/// Words are written as Istio writes them; the variants of [`Vocabulary`] say how.
///
/// ```
/// use meshwright_catalog::resolve;
/// use meshwright_catalog::vocabulary::{Verdict, Vocabulary, judge};
/// use meshwright_model::IstioVersion;
///
/// let release = |minor| resolve(&IstioVersion::parse(minor).expect("a version")).release;
/// let word = "istiodRemote.injectionPath";
/// assert_eq!(
///     judge(Vocabulary::OperatorValue, word, release("1.10")),
///     Verdict::NotYet { since: "1.11" }
/// );
/// assert!(judge(Vocabulary::OperatorValue, word, release("1.30")).is_known());
/// ```
pub fn judge(vocabulary: Vocabulary, word: &str, release: &Release) -> Verdict {
    let words = vocabulary.words();
    let minor = Numbers::read(release.minor()).line();
    match vocabulary {
        Vocabulary::IstioctlCommand => words.exact(&short_for(word), minor),
        Vocabulary::IstioctlFlag => flag(words, &short_for(word), minor),
        Vocabulary::OperatorField => words.path(&below_component(word), minor),
        _ if vocabulary.is_of_paths() => words.path(word, minor),
        _ => words.exact(word, minor),
    }
}

/// Where it can be read that a word is known as [`judge`] says; `None` for an unknown word.
///
/// A free map's words have the source of the map.
pub fn source(vocabulary: Vocabulary, word: &str) -> Option<&'static str> {
    vocabulary.words().source(word)
}

/// How many of the first words after `istioctl` are its command, in any release.
///
/// `["tag", "set", "prod"]` gives 2; flags before the command are the caller's to take out.
pub fn command_length(words: &[&str]) -> usize {
    let known = Vocabulary::IstioctlCommand.words();
    (1..=words.len())
        .rev()
        .find(|&n| known.contains(&short_for(&words[..n].join(" "))))
        .unwrap_or(0)
}

/// `x` for the other names of istioctl's command `experimental`.
fn short_for(word: &str) -> String {
    ["experimental ", "exp "]
        .iter()
        .find_map(|long| word.strip_prefix(long))
        .map_or_else(|| word.to_owned(), |rest| format!("x {rest}"))
}

/// A flag of a command, of one above it, or of all.
fn flag(words: &'static Words, word: &str, minor: (u32, u32)) -> Verdict {
    let (command, flag) = word.rsplit_once(' ').unwrap_or(("", word));
    let mut command = command;
    let mut verdict = Verdict::Unknown;
    loop {
        let asked = format!("{command} {flag}");
        verdict = verdict.or(words.exact(asked.trim_start(), minor));
        if command.is_empty() {
            return verdict;
        }
        command = command.rsplit_once(' ').map_or("", |(above, _)| above);
    }
}

/// What `components.COMPONENT.k8s` takes is listed once, under `k8s`.
fn below_component(word: &str) -> String {
    let mut parts = word.splitn(4, '.');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("components"), Some(_), Some("k8s"), rest) => match rest {
            Some(rest) => format!("k8s.{rest}"),
            None => "k8s".to_owned(),
        },
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, Vocabulary, command_length, judge, source};
    use crate::catalogue::KNOWN;
    use crate::release::Release;

    fn release(minor: &str) -> &'static Release {
        KNOWN
            .files()
            .iter()
            .find(|file| file.minor() == minor)
            .expect("the catalogue has the minor")
            .release()
    }

    #[track_caller]
    fn expect(vocabulary: Vocabulary, word: &str, verdicts: &[(&str, Verdict)]) {
        for &(minor, verdict) in verdicts {
            assert_eq!(
                judge(vocabulary, word, release(minor)),
                verdict,
                "{word} in {minor}"
            );
        }
    }

    const fn not_yet(since: &'static str) -> Verdict {
        Verdict::NotYet { since }
    }

    const fn gone(last: &'static str) -> Verdict {
        Verdict::Gone { last }
    }

    #[test]
    fn a_command_comes_and_goes() {
        use Vocabulary::IstioctlCommand as Command;

        expect(
            Command,
            "x create-remote-secret",
            &[
                ("1.9", Verdict::Known),
                ("1.18", Verdict::Known),
                ("1.19", gone("1.18")),
            ],
        );
        expect(
            Command,
            "create-remote-secret",
            &[("1.11", not_yet("1.12")), ("1.12", Verdict::Known)],
        );
        expect(
            Command,
            "experimental uninstall",
            &[("1.18", Verdict::Known)],
        );
        expect(Command, "x uninstall", &[("1.19", gone("1.18"))]);
        expect(Command, "uninstall", &[("1.14", not_yet("1.15"))]);
        expect(Command, "verify-install", &[("1.24", gone("1.23"))]);
        expect(Command, "tag set", &[("1.10", not_yet("1.11"))]);
        expect(
            Command,
            "create-remote-secrets",
            &[("1.30", Verdict::Unknown)],
        );
    }

    #[test]
    fn a_flag_is_looked_for_up_to_the_top() {
        use Vocabulary::IstioctlFlag as Flag;

        expect(
            Flag,
            "create-remote-secret --tls-server-name",
            &[("1.25", not_yet("1.26")), ("1.26", Verdict::Known)],
        );
        expect(Flag, "install --context", &[("1.30", Verdict::Known)]);
        expect(Flag, "tag set --overwrite", &[("1.11", Verdict::Known)]);
        expect(Flag, "waypoint apply --wait", &[("1.23", Verdict::Known)]);
        expect(
            Flag,
            "analyze --remote-contexts",
            &[("1.23", not_yet("1.24"))],
        );
        expect(Flag, "remote-clusters -o", &[("1.30", Verdict::Unknown)]);
    }

    #[test]
    fn a_value_is_known_from_its_release_on() {
        use Vocabulary::{ChartBaseValue, ChartGatewayValue, ChartIstiodValue, OperatorValue};

        expect(
            OperatorValue,
            "istiodRemote.injectionPath",
            &[("1.10", not_yet("1.11")), ("1.11", Verdict::Known)],
        );
        expect(
            OperatorValue,
            "global.trustDomain",
            &[("1.9", Verdict::Known), ("1.10", gone("1.9"))],
        );
        expect(
            OperatorValue,
            "gateways.istio-ingressgateway.injectionTemplate",
            &[("1.9", Verdict::Known), ("1.30", Verdict::Known)],
        );
        expect(
            OperatorValue,
            "global.networkk",
            &[("1.30", Verdict::Unknown)],
        );
        expect(
            ChartIstiodValue,
            "global.externalIstiod",
            &[("1.12", Verdict::Known), ("1.30", Verdict::Known)],
        );
        expect(ChartIstiodValue, "profile", &[("1.20", not_yet("1.21"))]);
        expect(
            ChartBaseValue,
            "global.externalIstiod",
            &[("1.24", gone("1.23"))],
        );
        expect(
            ChartGatewayValue,
            "networkGatewayPorts.tls.port",
            &[("1.29", not_yet("1.30")), ("1.30", Verdict::Known)],
        );
    }

    #[test]
    fn maps_of_words_and_free_maps_are_known_too() {
        use Vocabulary::{MeshConfig, OperatorField, OperatorValue};

        expect(
            OperatorValue,
            "global.multiCluster",
            &[("1.9", Verdict::Known)],
        );
        expect(
            OperatorValue,
            "pilot.env.EXTERNAL_ISTIOD",
            &[("1.15", Verdict::Known)],
        );
        expect(OperatorValue, "pilot.env", &[("1.15", Verdict::Known)]);
        expect(
            OperatorValue,
            "pilot.environment",
            &[("1.15", Verdict::Unknown)],
        );
        expect(
            OperatorField,
            "components.ingressGateways.k8s.service.externalIPs",
            &[("1.9", Verdict::Known)],
        );
        expect(
            OperatorField,
            "components.ingressGateways.k8s.service.loadBalancerClass",
            &[("1.20", not_yet("1.21"))],
        );
        expect(
            OperatorField,
            "components.ingressGateways.k8s.serviceAnnotations.example.com/a",
            &[("1.9", Verdict::Known)],
        );
        expect(
            MeshConfig,
            "defaultConfig.proxyMetadata.ISTIO_META_DNS_CAPTURE",
            &[("1.9", Verdict::Known)],
        );
        expect(
            MeshConfig,
            "serviceScopeConfigs",
            &[("1.9", not_yet("1.27"))],
        );
    }

    #[test]
    fn a_profile_may_come_back() {
        use Vocabulary::Profile;

        expect(
            Profile,
            "external",
            &[
                ("1.9", not_yet("1.10")),
                ("1.10", Verdict::Known),
                ("1.21", Verdict::Known),
                ("1.22", gone("1.21")),
            ],
        );
        expect(
            Profile,
            "remote",
            &[
                ("1.14", Verdict::Known),
                ("1.15", not_yet("1.16")),
                ("1.16", Verdict::Known),
            ],
        );
    }

    #[test]
    fn a_kind_is_known_with_its_api_version() {
        use Vocabulary::{GatewayClass, IstiodEnv, Label, Resource, SailField};

        expect(
            Resource,
            "networking.istio.io/v1/Gateway",
            &[("1.21", not_yet("1.22")), ("1.22", Verdict::Known)],
        );
        expect(
            Resource,
            "networking.istio.io/v1alpha3/Gateway",
            &[("1.9", Verdict::Known), ("1.30", Verdict::Known)],
        );
        expect(
            Resource,
            "networking.istio.io/v1",
            &[("1.30", Verdict::Unknown)],
        );
        expect(
            GatewayClass,
            "istio-east-west",
            &[("1.26", not_yet("1.27"))],
        );
        expect(
            IstiodEnv,
            "LOCAL_CLUSTER_SECRET_WATCHER",
            &[("1.14", not_yet("1.15"))],
        );
        expect(
            IstiodEnv,
            "AUTO_RELOAD_PLUGIN_CERTS",
            &[("1.19", gone("1.18"))],
        );
        expect(Label, "istio.io/global", &[("1.26", not_yet("1.27"))]);
        expect(
            SailField,
            "Istio.values.global.meshID",
            &[("1.20", not_yet("1.21")), ("1.24", Verdict::Known)],
        );
    }

    #[test]
    fn the_command_ends_where_its_arguments_begin() {
        assert_eq!(command_length(&["tag", "set", "prod"]), 2);
        assert_eq!(command_length(&["x", "create-remote-secret"]), 2);
        assert_eq!(command_length(&["experimental", "precheck"]), 2);
        assert_eq!(command_length(&["install"]), 1);
        assert_eq!(command_length(&["instal"]), 0);
        assert_eq!(command_length(&[]), 0);
    }

    #[test]
    fn a_known_word_has_a_source() {
        assert_eq!(
            source(Vocabulary::Profile, "external"),
            Some("istio/istio manifests/profiles")
        );
        assert_eq!(source(Vocabulary::Profile, "externals"), None);
        assert!(source(Vocabulary::OperatorValue, "pilot.env.X").is_some());
    }
}
