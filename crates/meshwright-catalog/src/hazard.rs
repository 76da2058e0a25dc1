//! Releases that are known to be bad at something.

use meshwright_diag::{Text, args};
use serde::Deserialize;

use crate::version::Numbers;

/// Something that goes wrong in some patches.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Hazard {
    id: String,
    affected: String,
    concerns: Concern,
    fixed_in: Option<String>,
    source: String,
    #[serde(default)]
    breaks_the_mesh: bool,
}

/// Which meshes have to fear a hazard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Concern {
    /// Every mesh in which an istiod watches another cluster.
    EveryMesh,
    /// Meshes in which a remote secret is renewed.
    RemoteSecretRenewed,
    /// Meshes in which an API server is away while an istiod starts.
    ApiServerLost,
    /// Meshes in which an istiod watches a cluster of an older minor.
    OlderPeer,
    /// Meshes with a cluster that has an istiod of its own and is led by that of another too.
    LedFromOutside,
    /// Meshes that watch a cluster for which
    /// [`crate::kubernetes_makes_token_secrets`] is false.
    KubernetesWithoutTokenSecrets,
    /// Meshes whose sidecars answer DNS.
    DnsCapture,
    /// Meshes with a remote.
    PrimaryRemote,
    /// Meshes with a remote and another trust domain than `cluster.local`.
    PrimaryRemoteWithOwnTrustDomain,
    /// Meshes with another trust domain than `cluster.local`.
    OwnTrustDomain,
    /// Meshes with a remote that has a revision.
    PrimaryRemoteWithRevision,
    /// Meshes with a gateway of type NodePort.
    NodePortGateway,
    /// Meshes with an east-west gateway whose address is a host name.
    HostnameGateway,
    /// Meshes with the ambient data plane.
    Ambient,
    /// Meshes with the ambient data plane and another trust domain than `cluster.local`.
    AmbientWithOwnTrustDomain,
    /// Meshes with the ambient data plane and several clusters on one network.
    AmbientSingleNetwork,
}

impl Hazard {
    /// A short name, the same for the same hazard in every release.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The patches, such as `1.30.0-1.30.3`, both ends included.
    pub fn affected(&self) -> &str {
        &self.affected
    }

    /// Which meshes have to fear it.
    pub const fn concerns(&self) -> Concern {
        self.concerns
    }

    /// The first patch or minor without it; `None` where none is known.
    pub fn fixed_in(&self) -> Option<&str> {
        self.fixed_in.as_deref()
    }

    /// Where it is described.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What goes wrong; attributes `why` and `help` say more.
    ///
    /// Arguments: `affected`, `source`.
    pub fn text(&self) -> Text {
        Text::new(
            format!("hazard-{}", self.id),
            args![affected = &self.affected, source = &self.source],
        )
    }

    /// Whether a mesh that has to fear it does not work at all.
    pub const fn breaks_the_mesh(&self) -> bool {
        self.breaks_the_mesh
    }

    pub(crate) fn affects(&self, patch: u32) -> bool {
        let (first, last) = self
            .affected
            .split_once('-')
            .unwrap_or((&self.affected, &self.affected));
        let number = |version: &str| Numbers::read(version).patch.unwrap_or(0);
        (number(first)..=number(last)).contains(&patch)
    }
}

#[cfg(test)]
mod tests {
    use meshwright_diag::render::columns::columns;
    use meshwright_diag::{Language, Words};
    use meshwright_model::IstioVersion;

    use crate::{Known, WORDS, WORDS_ZH_CN, releases, resolve};

    #[test]
    fn headlines_are_short_in_every_language() {
        for words in Language::ALL.map(|it| Words::new(it, &[WORDS, WORDS_ZH_CN])) {
            for minor in releases() {
                let version = IstioVersion::parse(minor).expect("minors are versions");
                for hazard in resolve(&version).release.hazards() {
                    let headline = words.say(&hazard.text());
                    assert!(columns(&headline) <= 80, "{headline}");
                }
            }
        }
    }

    #[test]
    fn every_hazard_speaks_and_names_patches_of_its_release() {
        let words = Words::new(Language::En, &[WORDS]);
        for minor in releases() {
            let version = IstioVersion::parse(minor).expect("minors are versions");
            for hazard in resolve(&version).release.hazards() {
                let text = hazard.text();
                assert!(words.find(&text).is_some(), "{}", hazard.id());
                for attribute in ["why", "help"] {
                    assert!(
                        words.find(&text.attribute(attribute)).is_some(),
                        "{}",
                        hazard.id()
                    );
                }
                for end in hazard.affected().split('-') {
                    let end = IstioVersion::parse(end).expect("both ends are versions");
                    let end = resolve(&end);
                    assert_eq!((end.release.minor(), end.known), (minor, Known::Exact));
                    assert!(end.hazards().any(|other| other.id() == hazard.id()));
                }
                if let Some(fixed) = hazard.fixed_in() {
                    let fixed = resolve(&IstioVersion::parse(fixed).expect("a version"));
                    assert!(!fixed.hazards().any(|other| other.id() == hazard.id()));
                }
            }
        }
    }
}
