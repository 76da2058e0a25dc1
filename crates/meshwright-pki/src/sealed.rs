//! A private key under a passphrase: PKCS #8 with scrypt and AES-256, as openssl reads it.

use pkcs8::der::Decode;
use pkcs8::pkcs5::pbes2::Parameters;
use pkcs8::pkcs5::scrypt::Params;
use pkcs8::{EncryptedPrivateKeyInfoOwned, PrivateKeyInfoRef};

use crate::pem::{self, Pem};
use crate::{PkiError, PrivateKey, SHORTEST_PASSPHRASE, Seed};

/// log2 of scrypt's cost: 16 MiB of memory. With 2^15 openssl refuses, at its limit of 32 MiB.
const LOG_COST: u8 = 14;
/// scrypt's block size.
const BLOCK: u32 = 8;
/// How often the work is done over, so that little memory is no less work for a guesser.
const TIMES: u32 = 5;

/// Encrypts a key; the text is PEM with the label `ENCRYPTED PRIVATE KEY`.
///
/// Salt and initialization vector come from the seed.
///
/// # Errors
///
/// [`PkiError::ShortPassphrase`] below [`SHORTEST_PASSPHRASE`] characters.
pub fn seal(key: &PrivateKey, passphrase: &str, seed: &Seed) -> Result<String, PkiError> {
    if passphrase.chars().count() < SHORTEST_PASSPHRASE {
        return Err(PkiError::ShortPassphrase);
    }
    let writing = |error: pkcs8::Error| PkiError::Writing(error.to_string());
    let mut stream = seed.stream(&["sealed"]);
    let cost = Params::new(LOG_COST, BLOCK, TIMES)
        .map_err(|error| PkiError::Writing(error.to_string()))?;
    let salt = stream.take::<16>();
    let iv = stream.take::<16>();
    let parameters = Parameters::generate_scrypt_aes256cbc(cost, salt.as_slice(), *iv)
        .map_err(|error| PkiError::Writing(error.to_string()))?;
    let plain = key.to_pkcs8()?;
    let info = PrivateKeyInfoRef::try_from(plain.as_slice()).map_err(writing)?;
    let sealed = info
        .encrypt_with_params(parameters, passphrase)
        .map_err(writing)?;
    pem::write(pem::ENCRYPTED_PRIVATE_KEY, sealed.as_bytes()).map(|text| text.to_string())
}

/// Reads a key that may be encrypted.
///
/// # Errors
///
/// [`PkiError::WrongPassphrase`] also for a damaged file: the two cannot be told apart.
/// [`PkiError::NotAKey`] where there is no encrypted key in PKCS #8.
pub fn open(text: &[u8], passphrase: &str) -> Result<PrivateKey, PkiError> {
    let pem = Pem::read(text);
    let block = pem
        .blocks
        .iter()
        .find(|block| block.label == pem::ENCRYPTED_PRIVATE_KEY)
        .ok_or(PkiError::NotAKey)?;
    let info =
        EncryptedPrivateKeyInfoOwned::from_der(&block.bytes).map_err(|_| PkiError::NotAKey)?;
    let is_too_much = info
        .encryption_algorithm
        .pbes2()
        .and_then(|parameters| parameters.kdf.scrypt())
        .is_some_and(|scrypt| scrypt.cost_parameter > MOST_COST || scrypt.block_size > 64);
    if is_too_much {
        return Err(PkiError::NotAKey);
    }
    let plain = info
        .decrypt(passphrase)
        .map_err(|_| PkiError::WrongPassphrase)?;
    PrivateKey::from_pkcs8(plain.as_bytes()).ok_or(PkiError::NotAKey)
}

/// The highest cost that is worked through: a file may ask for any amount of memory.
const MOST_COST: u64 = 1 << 20;

#[cfg(test)]
mod tests {
    use meshwright_model::KeyAlgorithm;

    use super::{open, seal};
    use crate::{PkiError, PrivateKey, Seed};

    #[test]
    fn a_key_opens_with_its_passphrase_and_with_no_other() {
        let seed = Seed::new([5; 32]);
        let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut seed.stream(&["k"]))
            .expect("P-256 is in every build");
        let text = seal(&key, "correct horse", &seed).expect("the passphrase is long enough");
        assert!(text.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
        let opened = open(text.as_bytes(), "correct horse").expect("it is the passphrase");
        assert_eq!(opened.public(), key.public());
        assert_eq!(
            open(text.as_bytes(), "correct horsf").err(),
            Some(PkiError::WrongPassphrase)
        );
        assert_eq!(open(b"", "correct horse").err(), Some(PkiError::NotAKey));
        assert_eq!(
            seal(&key, "short", &seed).err(),
            Some(PkiError::ShortPassphrase)
        );
    }
}
