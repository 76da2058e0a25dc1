//! What keeps a certificate from being made.

use std::fmt;

use meshwright_diag::{Text, text};
use meshwright_model::KeyAlgorithm;

/// Why a key or certificate was not made or not read.
///
/// No variant carries a byte of a key or a passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PkiError {
    /// This build has no keys of that algorithm: it was built without the feature `rsa`.
    NoAlgorithm(KeyAlgorithm),
    /// The text holds no private key that can sign certificates.
    NotAKey,
    /// The key is encrypted, and no passphrase was given.
    KeyEncrypted,
    /// The passphrase is not the one that the key was encrypted with, or the file is damaged.
    WrongPassphrase,
    /// A passphrase with fewer characters than [`crate::SHORTEST_PASSPHRASE`].
    ShortPassphrase,
    /// The text holds no certificate.
    NotACertificate,
    /// The certificate holds another public key than the private key's.
    KeyDoesNotFit,
    /// The certificate must not sign CA certificates.
    CannotIssue,
    /// The certificate of the issuer is not valid at that moment.
    IssuerNotValid,
    /// The issuer's name is written in a way that cannot be repeated to the byte.
    IssuerName,
    /// The certificates that came back are of another key than the request's.
    OtherRequest,
    /// The certificates do not lead from the cluster's certificate to a root.
    ChainIncomplete,
    /// The library that writes certificates refused; its words.
    Writing(String),
}

impl PkiError {
    /// The error as a sentence.
    pub fn text(&self) -> Text {
        match self {
            Self::NoAlgorithm(algorithm) => text!("pki-no-algorithm", algorithm = *algorithm),
            Self::NotAKey => text!("pki-not-a-key"),
            Self::KeyEncrypted => text!("pki-key-encrypted"),
            Self::WrongPassphrase => text!("pki-wrong-passphrase"),
            Self::ShortPassphrase => {
                text!("pki-short-passphrase", least = crate::SHORTEST_PASSPHRASE)
            }
            Self::NotACertificate => text!("pki-not-a-certificate"),
            Self::KeyDoesNotFit => text!("pki-key-does-not-fit"),
            Self::CannotIssue => text!("pki-cannot-issue"),
            Self::IssuerNotValid => text!("pki-issuer-not-valid"),
            Self::IssuerName => text!("pki-issuer-name"),
            Self::OtherRequest => text!("pki-other-request"),
            Self::ChainIncomplete => text!("pki-chain-incomplete"),
            Self::Writing(cause) => text!("pki-writing", cause = cause),
        }
    }
}

impl fmt::Display for PkiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            Self::NoAlgorithm(algorithm) => {
                return write!(f, "keys of {algorithm} are not in this build");
            }
            Self::NotAKey => "no private key that can sign certificates",
            Self::KeyEncrypted => "the private key is encrypted",
            Self::WrongPassphrase => "the passphrase does not open the key",
            Self::ShortPassphrase => "the passphrase is too short",
            Self::NotACertificate => "no certificate",
            Self::KeyDoesNotFit => "the private key is not the certificate's",
            Self::CannotIssue => "the certificate must not sign CA certificates",
            Self::IssuerNotValid => "the issuer's certificate is not valid at that moment",
            Self::IssuerName => "the issuer's name cannot be repeated to the byte",
            Self::OtherRequest => "the certificate is of another key than the request's",
            Self::ChainIncomplete => "the certificates do not lead to a root",
            Self::Writing(cause) => return write!(f, "cannot write the certificate: {cause}"),
        };
        f.write_str(sentence)
    }
}

impl std::error::Error for PkiError {}

impl From<rcgen::Error> for PkiError {
    fn from(error: rcgen::Error) -> Self {
        Self::Writing(error.to_string())
    }
}
