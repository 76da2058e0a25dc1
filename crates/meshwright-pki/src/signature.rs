//! Whether a certificate was signed by the key of another.

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use sha2::{Digest, Sha256, Sha384, Sha512};
use x509_cert::der::asn1::ObjectIdentifier;

use crate::Certificate;
use crate::certificate::{KeyKind, PublicKey};

/// What came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signature {
    /// The key signed it.
    Good,
    /// The key did not sign it.
    Bad,
    /// This build cannot tell: an algorithm that is not in it.
    Unknown,
}

/// The algorithms of signatures that certificates have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    /// With a hash that is broken: its name.
    Broken(&'static str),
    Ecdsa(Hash),
    Rsa(Hash),
    Other,
}

/// The hashes that are not broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Algorithm {
    pub(crate) fn of(oid: ObjectIdentifier) -> Self {
        match oid.to_string().as_str() {
            "1.2.840.113549.1.1.2" => Self::Broken("MD2"),
            "1.2.840.113549.1.1.4" => Self::Broken("MD5"),
            "1.2.840.113549.1.1.5"
            | "1.3.14.3.2.29"
            | "1.2.840.10045.4.1"
            | "1.2.840.10040.4.3" => Self::Broken("SHA-1"),
            "1.2.840.10045.4.3.2" => Self::Ecdsa(Hash::Sha256),
            "1.2.840.10045.4.3.3" => Self::Ecdsa(Hash::Sha384),
            "1.2.840.10045.4.3.4" => Self::Ecdsa(Hash::Sha512),
            "1.2.840.113549.1.1.11" => Self::Rsa(Hash::Sha256),
            "1.2.840.113549.1.1.12" => Self::Rsa(Hash::Sha384),
            "1.2.840.113549.1.1.13" => Self::Rsa(Hash::Sha512),
            _ => Self::Other,
        }
    }
}

impl Hash {
    fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(message).to_vec(),
            Self::Sha384 => Sha384::digest(message).to_vec(),
            Self::Sha512 => Sha512::digest(message).to_vec(),
        }
    }
}

/// Whether `key` signed `certificate`.
pub(crate) fn verify(certificate: &Certificate, key: &PublicKey) -> Signature {
    let signed = match (Algorithm::of(certificate.signature_algorithm), key.kind) {
        (Algorithm::Ecdsa(hash), KeyKind::P256) => {
            let digest = hash.digest(&certificate.signed);
            p256::ecdsa::VerifyingKey::from_sec1_bytes(&key.bytes)
                .ok()
                .zip(p256::ecdsa::DerSignature::from_bytes(&certificate.signature).ok())
                .is_some_and(|(key, signature)| key.verify_prehash(&digest, &signature).is_ok())
        }
        (Algorithm::Ecdsa(hash), KeyKind::P384) => {
            let digest = hash.digest(&certificate.signed);
            p384::ecdsa::VerifyingKey::from_sec1_bytes(&key.bytes)
                .ok()
                .zip(p384::ecdsa::DerSignature::from_bytes(&certificate.signature).ok())
                .is_some_and(|(key, signature)| key.verify_prehash(&digest, &signature).is_ok())
        }
        #[cfg(feature = "rsa")]
        (Algorithm::Rsa(hash), KeyKind::Rsa(_)) => {
            match crate::rsa_key::verify(
                &certificate.signed,
                &certificate.signature,
                &key.bytes,
                hash,
            ) {
                Some(signed) => signed,
                None => return Signature::Unknown,
            }
        }
        // A key of one kind cannot have made a signature of another.
        (Algorithm::Ecdsa(_), KeyKind::Rsa(_) | KeyKind::Ed25519)
        | (Algorithm::Rsa(_), KeyKind::P256 | KeyKind::P384 | KeyKind::P521 | KeyKind::Ed25519) => {
            false
        }
        _ => return Signature::Unknown,
    };
    if signed {
        Signature::Good
    } else {
        Signature::Bad
    }
}
