//! Private keys that sign certificates: made, read, written, never shown.

use std::fmt;

use meshwright_model::KeyAlgorithm;
use p256::ecdsa::signature::Signer;
use pkcs8::DecodePrivateKey;
use rcgen::{PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, SignatureAlgorithm};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::PkiError;
use crate::der;
use crate::pem::{self, Pem};
use crate::seed::Stream;

/// A private key; its memory is wiped when it is dropped.
pub struct PrivateKey {
    secret: Secret,
    /// The content of the bit string `subjectPublicKey`.
    public: Vec<u8>,
}

enum Secret {
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    #[cfg(feature = "rsa")]
    Rsa(Box<crate::rsa_key::RsaKey>),
}

impl PrivateKey {
    /// Draws a key.
    ///
    /// # Errors
    ///
    /// [`PkiError::NoAlgorithm`] for RSA in a build without it.
    pub(crate) fn generate(algorithm: KeyAlgorithm, stream: &mut Stream) -> Result<Self, PkiError> {
        match algorithm {
            // A number that is no scalar of the curve comes once in 2^32 draws for P-256.
            KeyAlgorithm::EcdsaP256 => loop {
                if let Ok(key) = p256::ecdsa::SigningKey::from_slice(stream.take::<32>().as_slice())
                {
                    return Ok(Self::of_p256(key));
                }
            },
            KeyAlgorithm::EcdsaP384 => loop {
                if let Ok(key) = p384::ecdsa::SigningKey::from_slice(stream.take::<48>().as_slice())
                {
                    return Ok(Self::of_p384(key));
                }
            },
            #[cfg(feature = "rsa")]
            KeyAlgorithm::Rsa2048 => Self::of_rsa(crate::rsa_key::RsaKey::generate(2048, stream)?),
            #[cfg(feature = "rsa")]
            KeyAlgorithm::Rsa4096 => Self::of_rsa(crate::rsa_key::RsaKey::generate(4096, stream)?),
            #[cfg(not(feature = "rsa"))]
            KeyAlgorithm::Rsa2048 | KeyAlgorithm::Rsa4096 => Err(PkiError::NoAlgorithm(algorithm)),
        }
    }

    /// Reads the first private key of a PEM text: PKCS #8, SEC 1 or PKCS #1, not encrypted.
    ///
    /// # Errors
    ///
    /// [`PkiError::NotAKey`], [`PkiError::KeyEncrypted`].
    pub fn from_pem(text: &[u8]) -> Result<Self, PkiError> {
        let pem = Pem::read(text);
        for block in &pem.blocks {
            let key = match block.label.as_str() {
                pem::ENCRYPTED_PRIVATE_KEY => return Err(PkiError::KeyEncrypted),
                pem::PRIVATE_KEY | pem::EC_PRIVATE_KEY | pem::RSA_PRIVATE_KEY
                    if block.has_headers =>
                {
                    return Err(PkiError::KeyEncrypted);
                }
                pem::PRIVATE_KEY => Self::from_pkcs8(&block.bytes),
                pem::EC_PRIVATE_KEY => Self::from_sec1(&block.bytes),
                pem::RSA_PRIVATE_KEY => Self::from_pkcs1(&block.bytes),
                _ => continue,
            };
            return key.ok_or(PkiError::NotAKey);
        }
        Err(PkiError::NotAKey)
    }

    pub(crate) fn from_pkcs8(der: &[u8]) -> Option<Self> {
        if let Ok(key) = p256::SecretKey::from_pkcs8_der(der) {
            return Some(Self::of_p256(key.into()));
        }
        if let Ok(key) = p384::SecretKey::from_pkcs8_der(der) {
            return Some(Self::of_p384(key.into()));
        }
        #[cfg(feature = "rsa")]
        if let Some(key) = crate::rsa_key::RsaKey::from_pkcs8(der) {
            return Self::of_rsa(key).ok();
        }
        None
    }

    pub(crate) fn from_sec1(der: &[u8]) -> Option<Self> {
        if let Ok(key) = p256::SecretKey::from_sec1_der(der) {
            return Some(Self::of_p256(key.into()));
        }
        p384::SecretKey::from_sec1_der(der)
            .ok()
            .map(|key| Self::of_p384(key.into()))
    }

    #[cfg(feature = "rsa")]
    pub(crate) fn from_pkcs1(der: &[u8]) -> Option<Self> {
        Self::of_rsa(crate::rsa_key::RsaKey::from_pkcs1(der)?).ok()
    }

    #[cfg(not(feature = "rsa"))]
    pub(crate) fn from_pkcs1(_der: &[u8]) -> Option<Self> {
        None
    }

    fn of_p256(key: p256::ecdsa::SigningKey) -> Self {
        let public = key.verifying_key().to_sec1_point(false).as_bytes().to_vec();
        Self {
            secret: Secret::P256(key),
            public,
        }
    }

    fn of_p384(key: p384::ecdsa::SigningKey) -> Self {
        let public = key.verifying_key().to_sec1_point(false).as_bytes().to_vec();
        Self {
            secret: Secret::P384(key),
            public,
        }
    }

    #[cfg(feature = "rsa")]
    fn of_rsa(key: crate::rsa_key::RsaKey) -> Result<Self, PkiError> {
        let public = key.public_der()?;
        Ok(Self {
            secret: Secret::Rsa(Box::new(key)),
            public,
        })
    }

    /// The content of the bit string `subjectPublicKey`.
    pub(crate) fn public(&self) -> &[u8] {
        &self.public
    }

    /// The key identifier: the first 20 bytes of the SHA-256 of the public key, as RFC 7093 has it.
    pub(crate) fn identifier(&self) -> Vec<u8> {
        Sha256::digest(&self.public)[..20].to_vec()
    }

    /// The key in PKCS #8.
    #[cfg_attr(
        not(feature = "rsa"),
        expect(clippy::unnecessary_wraps, reason = "only RSA keys can refuse")
    )]
    pub(crate) fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, PkiError> {
        match &self.secret {
            Secret::P256(key) => Ok(der::ec_private_key(
                der::P256,
                Zeroizing::new(<[u8; 32]>::from(key.to_bytes())).as_slice(),
                &self.public,
            )),
            Secret::P384(key) => Ok(der::ec_private_key(
                der::P384,
                Zeroizing::new(<[u8; 48]>::from(key.to_bytes())).as_slice(),
                &self.public,
            )),
            #[cfg(feature = "rsa")]
            Secret::Rsa(key) => key.to_pkcs8(),
        }
    }

    /// The key as text: PKCS #8 in PEM, the form that every istiod reads.
    ///
    /// # Errors
    ///
    /// [`PkiError::Writing`] where the library that writes refuses.
    pub fn to_pem(&self) -> Result<Zeroizing<String>, PkiError> {
        pem::write(pem::PRIVATE_KEY, &self.to_pkcs8()?)
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(..)")
    }
}

impl rcgen::PublicKeyData for PrivateKey {
    fn der_bytes(&self) -> &[u8] {
        &self.public
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        match &self.secret {
            Secret::P256(_) => &PKCS_ECDSA_P256_SHA256,
            Secret::P384(_) => &PKCS_ECDSA_P384_SHA384,
            #[cfg(feature = "rsa")]
            Secret::Rsa(_) => &rcgen::PKCS_RSA_SHA256,
        }
    }
}

impl rcgen::SigningKey for PrivateKey {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        match &self.secret {
            Secret::P256(key) => {
                let signature: p256::ecdsa::DerSignature = key
                    .try_sign(message)
                    .map_err(|_| rcgen::Error::RemoteKeyError)?;
                Ok(signature.as_bytes().to_vec())
            }
            Secret::P384(key) => {
                let signature: p384::ecdsa::DerSignature = key
                    .try_sign(message)
                    .map_err(|_| rcgen::Error::RemoteKeyError)?;
                Ok(signature.as_bytes().to_vec())
            }
            #[cfg(feature = "rsa")]
            Secret::Rsa(key) => key.sign(message).ok_or(rcgen::Error::RemoteKeyError),
        }
    }
}

#[cfg(test)]
mod tests {
    use meshwright_model::KeyAlgorithm;

    use super::PrivateKey;
    use crate::{PkiError, Seed};

    fn key(algorithm: KeyAlgorithm) -> PrivateKey {
        let mut stream = Seed::new([3; 32]).stream(&["key"]);
        PrivateKey::generate(algorithm, &mut stream).expect("the algorithm is in the build")
    }

    #[test]
    fn keys_survive_being_written_and_read() {
        for algorithm in [KeyAlgorithm::EcdsaP256, KeyAlgorithm::EcdsaP384] {
            let key = key(algorithm);
            let text = key.to_pem().expect("keys can be written");
            let again = PrivateKey::from_pem(text.as_bytes()).expect("what was written is a key");
            assert_eq!(again.public(), key.public());
            assert_eq!(again.to_pem().expect("keys can be written"), text);
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in [
            "",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        ] {
            assert_eq!(
                PrivateKey::from_pem(text.as_bytes()).err(),
                Some(PkiError::NotAKey)
            );
        }
        let sealed =
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
        assert_eq!(
            PrivateKey::from_pem(sealed.as_bytes()).err(),
            Some(PkiError::KeyEncrypted)
        );
    }

    #[test]
    fn a_key_does_not_show_itself() {
        assert_eq!(
            format!("{:?}", key(KeyAlgorithm::EcdsaP256)),
            "PrivateKey(..)"
        );
    }
}
