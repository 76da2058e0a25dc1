//! An intermediate from a CA that somebody else runs: the request, and what comes back.

use meshwright_model::KeyAlgorithm;

use crate::cacerts::Cacerts;
use crate::profile::{self, Validity};
use crate::signature::{Signature, verify};
use crate::{Certificate, Moment, PkiError, PrivateKey, Seed, pem};

/// A request for the signing certificate of one cluster, and the key that stays here.
#[derive(Debug)]
pub struct Request {
    /// PKCS #10 in PEM; nothing of it is secret.
    pub pem: String,
    /// The key of the certificate to come.
    pub key: PrivateKey,
}

impl Request {
    /// Makes a key and asks for a certificate of it: a CA that may sign leaves only.
    ///
    /// # Errors
    ///
    /// [`PkiError::NoAlgorithm`] for RSA in a build without it.
    pub fn new(
        mesh: &str,
        cluster: &str,
        algorithm: KeyAlgorithm,
        seed: &Seed,
    ) -> Result<Self, PkiError> {
        let mut stream = seed.stream(&["request", mesh, cluster, "key", algorithm.as_str()]);
        let key = PrivateKey::generate(algorithm, &mut stream)?;
        // A request names no dates.
        let validity = Validity {
            not_before: Moment::from_unix(0),
            not_after: Moment::from_unix(0),
        };
        let request = profile::request(mesh, cluster, &key, validity)?.serialize_request(&key)?;
        Ok(Self {
            pem: pem::write(pem::CERTIFICATE_REQUEST, request.der())?.to_string(),
            key,
        })
    }
}

/// Puts together what a CA sent back: `answer` holds the certificates in any order.
///
/// The root is the certificate at the end that is its own issuer.
///
/// # Errors
///
/// [`PkiError::OtherRequest`] where none of the certificates is of `key`,
/// [`PkiError::ChainIncomplete`] where they do not lead to a root.
pub fn import(key: &PrivateKey, answer: &[u8]) -> Result<Cacerts, PkiError> {
    let mut certificates = Certificate::all_from_pem(answer);
    if certificates.is_empty() {
        return Err(PkiError::NotACertificate);
    }
    let own = certificates
        .iter()
        .position(|certificate| certificate.public_key.bytes == key.public())
        .ok_or(PkiError::OtherRequest)?;
    let own = certificates.remove(own);
    let mut between: Vec<Certificate> = Vec::new();
    loop {
        let last = between.last().unwrap_or(&own);
        let issuer = certificates
            .iter()
            .position(|issuer| is_issuer(last, issuer))
            .ok_or(PkiError::ChainIncomplete)?;
        // Taken out, so that issuers that sign each other end.
        let issuer = certificates.remove(issuer);
        if issuer.is_self_issued() {
            return Cacerts::new(&own, key, &between, &issuer.to_pem()?);
        }
        between.push(issuer);
    }
}

fn is_issuer(certificate: &Certificate, issuer: &Certificate) -> bool {
    certificate.issuer_der == issuer.subject_der
        && verify(certificate, &issuer.public_key) != Signature::Bad
}
