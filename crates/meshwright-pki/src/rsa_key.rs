//! RSA keys, only in builds with the feature `rsa`.
//!
//! The crate's private operation is not proven to take the same time for every key
//! (RUSTSEC-2023-0071). Here a key signs a handful of certificates on the user's own machine,
//! where nobody can time it from afar; nothing decrypts.

use pkcs8::{DecodePrivateKey, EncodePrivateKey};
use rsa::pkcs1::{DecodeRsaPrivateKey, DecodeRsaPublicKey, EncodeRsaPublicKey};
use rsa::pkcs1v15::{Signature, SigningKey, VerifyingKey};
use rsa::signature::{SignatureEncoding, Signer, Verifier};
use rsa::{RsaPrivateKey, RsaPublicKey};
use sha2::{Digest, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use crate::PkiError;
use crate::seed::Stream;
use crate::signature::Hash;

/// An RSA key that signs with SHA-256.
pub(crate) struct RsaKey(SigningKey<Sha256>);

impl RsaKey {
    /// Draws a key; takes about a second for 2048 bits, several for 4096.
    pub(crate) fn generate(bits: usize, stream: &mut Stream) -> Result<Self, PkiError> {
        RsaPrivateKey::new(stream, bits)
            .map(Self::new)
            .map_err(|error| PkiError::Writing(error.to_string()))
    }

    pub(crate) fn from_pkcs8(der: &[u8]) -> Option<Self> {
        RsaPrivateKey::from_pkcs8_der(der).ok().map(Self::new)
    }

    pub(crate) fn from_pkcs1(der: &[u8]) -> Option<Self> {
        RsaPrivateKey::from_pkcs1_der(der).ok().map(Self::new)
    }

    fn new(key: RsaPrivateKey) -> Self {
        Self(SigningKey::new(key))
    }

    /// The public key in PKCS #1.
    pub(crate) fn public_der(&self) -> Result<Vec<u8>, PkiError> {
        let private: &RsaPrivateKey = self.0.as_ref();
        let public: &RsaPublicKey = private.as_ref();
        public
            .to_pkcs1_der()
            .map(|document| document.as_bytes().to_vec())
            .map_err(|error| PkiError::Writing(error.to_string()))
    }

    /// The key in PKCS #8.
    pub(crate) fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, PkiError> {
        let private: &RsaPrivateKey = self.0.as_ref();
        private
            .to_pkcs8_der()
            .map(|document| document.to_bytes())
            .map_err(|error| PkiError::Writing(error.to_string()))
    }

    /// A PKCS #1 v1.5 signature.
    pub(crate) fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        self.0
            .try_sign(message)
            .ok()
            .map(|signature| signature.to_vec())
    }
}

/// Whether the key in PKCS #1 made the signature; `None` for a key that the library refuses.
pub(crate) fn verify(message: &[u8], signature: &[u8], public: &[u8], hash: Hash) -> Option<bool> {
    let key = RsaPublicKey::from_pkcs1_der(public).ok()?;
    let signed = match hash {
        Hash::Sha256 => check::<Sha256>(key, message, signature),
        Hash::Sha384 => check::<Sha384>(key, message, signature),
        Hash::Sha512 => check::<Sha512>(key, message, signature),
    };
    Some(signed)
}

fn check<D>(key: RsaPublicKey, message: &[u8], signature: &[u8]) -> bool
where
    D: Digest + pkcs8::AssociatedOid,
    VerifyingKey<D>: Verifier<Signature>,
{
    Signature::try_from(signature).is_ok_and(|signature| {
        VerifyingKey::<D>::new(key)
            .verify(message, &signature)
            .is_ok()
    })
}
