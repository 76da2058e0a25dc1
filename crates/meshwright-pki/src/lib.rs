//! The mesh's certificate authority: a root, and an intermediate for each istiod.
//!
//! Two things are here. Making: a [`Root`], the [`Cacerts`] that a cluster's istiod signs with,
//! the Secret that holds them ([`Cacerts::secret`]), and the request for a CA that somebody else runs.
//! Checking: [`check()`] reads any existing files with a parser of its own and says as findings
//! what an istiod, or a proxy of another cluster, will refuse.
//!
//! Randomness and time are arguments ([`Seed`], [`Moment`]): the same seed at the same moment
//! gives the same bytes on every machine and in a browser, because ECDSA signs as RFC 6979 says.
//!
//! Not here: files and their permissions, passphrases from a terminal, kubeconfigs, the step of a
//! plan that puts the Secret into a cluster.
//!
//! ```
//! use meshwright_model::KeyAlgorithm;
//! use meshwright_pki::{Moment, Root, Seed};
//!
//! let seed = Seed::new([7; 32]);
//! let now = Moment::from_unix(1_800_000_000);
//! let root = Root::new("shop", KeyAlgorithm::EcdsaP256, &seed, now)?;
//! let west = root.issue("shop", "west", KeyAlgorithm::EcdsaP256, &seed, now)?;
//! assert!(west.cert_chain.starts_with(&west.ca_cert));
//! # Ok::<(), meshwright_pki::PkiError>(())
//! ```

mod cacerts;
mod certificate;
pub mod check;
mod der;
mod error;
mod key;
mod moment;
mod pem;
pub mod profile;
mod request;
mod root;
pub mod rotate;
#[cfg(feature = "rsa")]
mod rsa_key;
mod rules;
pub mod sealed;
mod seed;
mod signature;
#[cfg(test)]
mod testing;

use meshwright_diag::{Language, Source};

pub use cacerts::Cacerts;
pub use certificate::{Authority, Certificate, KeyUsages};
pub use check::{
    Bundle, BundleFile, CheckOptions, Istiod, SecretPlace, bundles_of_manifests, certificates,
    check, rule_infos,
};
pub use error::PkiError;
pub use key::PrivateKey;
pub use moment::Moment;
pub use request::{Request, import};
pub use root::Root;
pub use seed::Seed;
pub use zeroize::Zeroizing;

/// What this crate has to say in English.
pub const WORDS: Source = Source {
    language: Language::En,
    messages: include_str!("../words/en.ftl"),
};

/// The same in Chinese.
pub const WORDS_ZH_CN: Source = Source {
    language: Language::ZhCn,
    messages: include_str!("../words/zh-CN.ftl"),
};

/// The fewest characters of a passphrase.
pub const SHORTEST_PASSPHRASE: usize = 12;
