//! What releases of Istio and of Kubernetes have to do with each other.

use meshwright_model::KubernetesVersion;

use crate::facts::Fact;
use crate::release::Release;
use crate::version::Numbers;

/// What a release says of a Kubernetes version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KubernetesSupport {
    /// The project supports it.
    Supported,
    /// The project tests it and does not support it.
    Tested,
    /// It is older than what is tested.
    TooOld,
    /// It is newer than what is supported.
    TooNew,
}

impl Release {
    /// What it says of a Kubernetes version.
    pub fn kubernetes_support(&self, version: &KubernetesVersion) -> KubernetesSupport {
        let asked = Numbers::read(version.as_str()).line();
        let in_list = |list: &Fact<Vec<String>>| {
            list.iter()
                .any(|minor| Numbers::read(minor).line() == asked)
        };
        if in_list(&self.kubernetes().supported) {
            return KubernetesSupport::Supported;
        }
        if in_list(&self.kubernetes().tested) {
            return KubernetesSupport::Tested;
        }
        let newest = self
            .kubernetes()
            .supported
            .iter()
            .map(|minor| Numbers::read(minor).line());
        if newest.max().is_some_and(|newest| asked > newest) {
            KubernetesSupport::TooNew
        } else {
            KubernetesSupport::TooOld
        }
    }
}

/// Whether a Kubernetes version makes a token Secret for every ServiceAccount; 1.24 and later do
/// so only when asked to.
pub fn kubernetes_makes_token_secrets(version: &KubernetesVersion) -> bool {
    Numbers::read(version.as_str()).line() < (1, 24)
}

/// Whether a Kubernetes version serves PodDisruptionBudgets of `policy/v1beta1`; 1.25 and later
/// do not.
pub fn kubernetes_serves_beta_budgets(version: &KubernetesVersion) -> bool {
    Numbers::read(version.as_str()).line() < (1, 25)
}

#[cfg(test)]
mod tests {
    use meshwright_model::KubernetesVersion;

    use super::{
        KubernetesSupport, kubernetes_makes_token_secrets, kubernetes_serves_beta_budgets,
    };
    use crate::catalogue::KNOWN;

    #[test]
    fn kubernetes_versions_are_judged_by_minor() {
        let judge = |minor, kubernetes| {
            let version = KubernetesVersion::parse(kubernetes).expect("a version");
            let file = KNOWN.files().iter().find(|file| file.minor() == minor);
            let file = file.expect("the catalogue has the minor");
            file.release().kubernetes_support(&version)
        };
        assert_eq!(judge("1.30", "1.32"), KubernetesSupport::Supported);
        assert_eq!(judge("1.30", "1.36.2"), KubernetesSupport::Supported);
        assert_eq!(judge("1.30", "1.31"), KubernetesSupport::Tested);
        assert_eq!(judge("1.30", "1.9"), KubernetesSupport::TooOld);
        assert_eq!(judge("1.30", "1.37"), KubernetesSupport::TooNew);
        assert_eq!(judge("1.24", "1.32"), KubernetesSupport::TooNew);
    }

    #[test]
    fn beta_budgets_are_served_up_to_1_24() {
        let serves = |version| {
            kubernetes_serves_beta_budgets(&KubernetesVersion::parse(version).expect("a version"))
        };
        assert!(serves("1.24.17"));
        assert!(!serves("1.25"));
    }

    #[test]
    fn token_secrets_are_made_up_to_1_23() {
        let makes = |version| {
            kubernetes_makes_token_secrets(&KubernetesVersion::parse(version).expect("a version"))
        };
        assert!(makes("1.9"));
        assert!(makes("1.23.17"));
        assert!(!makes("1.24"));
        assert!(!makes("1.36.2"));
    }
}
