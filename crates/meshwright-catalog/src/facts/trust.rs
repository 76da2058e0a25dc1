//! Certificates of a release.

use serde::Deserialize;

use super::{Fact, Since};

/// How a release treats the Secret `cacerts` and the mesh's roots.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Trust {
    /// The keys that `cacerts` must have, sorted.
    pub keys: Fact<Vec<String>>,
    /// Whether `cacerts` may instead have the keys of a TLS Secret.
    pub tls_keys: Fact<Since>,
    /// The key of a certificate revocation list; `None` where there is none.
    pub crl_key: Fact<Option<String>>,
    /// Whether istiod refuses an incomplete `cacerts`; otherwise it makes a root for itself
    /// without a word.
    pub incomplete_is_error: Fact<Since>,
    /// When istiod takes up a new intermediate without a restart.
    pub auto_reload: Fact<AutoReload>,
    /// Whether istiod takes up a new root bundle without a restart, multi-root switched on.
    pub root_hot_reload: Fact<bool>,
    /// The environment variable that switches several roots on.
    pub multi_root_env: Fact<Option<String>>,
    /// The curves of istiod's own key.
    pub istiod_curves: Fact<Vec<String>>,
    /// Days that an intermediate of Istio's Makefile lives.
    pub makefile_intermediate_days: Fact<u32>,
}

/// When a changed file is read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AutoReload {
    /// Never.
    Never,
    /// When told to.
    OptIn,
    /// Unless told not to.
    Default,
    /// Always.
    Always,
}
