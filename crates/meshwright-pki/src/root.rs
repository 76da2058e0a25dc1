//! A root with its key: what signs the intermediates of a mesh.

use meshwright_model::KeyAlgorithm;
use rcgen::{CertificateParams, DistinguishedName, DnType, DnValue, Issuer, KeyIdMethod};
use x509_cert::der::asn1::{Ia5StringRef, PrintableStringRef, Utf8StringRef};
use x509_cert::der::{Tag, Tagged};
use x509_cert::name::Name;

use crate::cacerts::Cacerts;
use crate::profile::{self, Validity};
use crate::{Certificate, Moment, PkiError, PrivateKey, Seed};

/// A root certificate and its private key.
///
/// It exists where certificates are made, for as long as that takes; a cluster never sees it.
#[derive(Debug)]
pub struct Root {
    certificate: Certificate,
    pem: String,
    key: PrivateKey,
}

impl Root {
    /// Makes a root for a mesh; it lives for [`profile::ROOT_DAYS`].
    ///
    /// # Errors
    ///
    /// [`PkiError::NoAlgorithm`] for RSA in a build without it.
    pub fn new(
        mesh: &str,
        algorithm: KeyAlgorithm,
        seed: &Seed,
        now: Moment,
    ) -> Result<Self, PkiError> {
        let mut stream = seed.stream(&["root", mesh, "key", algorithm.as_str()]);
        let key = PrivateKey::generate(algorithm, &mut stream)?;
        let validity = Validity {
            not_before: now.minus_seconds(profile::HEAD_START),
            not_after: now.plus_days(profile::ROOT_DAYS),
        };
        let made = profile::root(mesh, &key, seed, validity).self_signed(&key)?;
        let certificate = read_back(made.der())?;
        Ok(Self {
            pem: certificate.to_pem()?,
            certificate,
            key,
        })
    }

    /// A root that exists: the first certificate of a PEM text, and its key.
    ///
    /// # Errors
    ///
    /// [`PkiError::NotACertificate`], [`PkiError::KeyDoesNotFit`], and
    /// [`PkiError::CannotIssue`] where it must not sign CA certificates.
    pub fn open(certificate: &[u8], key: PrivateKey) -> Result<Self, PkiError> {
        let certificate = Certificate::from_pem(certificate)?;
        if certificate.public_key.bytes != key.public() {
            return Err(PkiError::KeyDoesNotFit);
        }
        let authority = certificate.authority;
        let may_sign = authority.key_usage.is_none_or(|usage| usage.cert_sign);
        if !authority.is_ca || authority.path_length == Some(0) || !may_sign {
            return Err(PkiError::CannotIssue);
        }
        Ok(Self {
            pem: certificate.to_pem()?,
            certificate,
            key,
        })
    }

    /// Makes the signing certificate of one cluster; it lives for
    /// [`profile::INTERMEDIATE_DAYS`], and no longer than the root.
    ///
    /// # Errors
    ///
    /// [`PkiError::IssuerNotValid`] where the root is not valid at `now`,
    /// [`PkiError::NoAlgorithm`] for RSA in a build without it, [`PkiError::IssuerName`] for a
    /// root with a name of a kind that is not written here.
    pub fn issue(
        &self,
        mesh: &str,
        cluster: &str,
        algorithm: KeyAlgorithm,
        seed: &Seed,
        now: Moment,
    ) -> Result<Cacerts, PkiError> {
        if !self.certificate.is_valid_at(now) {
            return Err(PkiError::IssuerNotValid);
        }
        let mut stream = seed.stream(&["cluster", mesh, cluster, "key", algorithm.as_str()]);
        let key = PrivateKey::generate(algorithm, &mut stream)?;
        let validity = Validity {
            not_before: now
                .minus_seconds(profile::HEAD_START)
                .max(self.certificate.not_before),
            not_after: now
                .plus_days(profile::INTERMEDIATE_DAYS)
                .min(self.certificate.not_after),
        };
        let made = profile::intermediate(mesh, cluster, &key, seed, validity)?
            .signed_by(&key, &self.issuer()?)?;
        let certificate = read_back(made.der())?;
        if certificate.issuer_der != self.certificate.subject_der {
            return Err(PkiError::IssuerName);
        }
        Cacerts::new(&certificate, &key, &[], &self.pem)
    }

    /// The certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The certificate as text; nothing of it is secret.
    pub fn certificate_pem(&self) -> &str {
        &self.pem
    }

    /// The key.
    pub fn key(&self) -> &PrivateKey {
        &self.key
    }

    fn issuer(&self) -> Result<Issuer<'static, &PrivateKey>, PkiError> {
        let identifier = self.certificate.subject_key_identifier.clone();
        let mut params = CertificateParams::default();
        params.distinguished_name =
            same_name(&self.certificate.subject).ok_or(PkiError::IssuerName)?;
        params.key_identifier_method =
            KeyIdMethod::PreSpecified(identifier.unwrap_or_else(|| self.key.identifier()));
        Ok(Issuer::new(params, &self.key))
    }
}

fn read_back(der: &[u8]) -> Result<Certificate, PkiError> {
    Certificate::from_der(der).ok_or(PkiError::NotACertificate)
}

/// The name, for the library that writes; `None` where it has a kind of text or an order that
/// the library does not write.
fn same_name(name: &Name) -> Option<DistinguishedName> {
    let mut same = DistinguishedName::new();
    for part in name.iter_rdn() {
        let mut attributes = part.iter();
        let (attribute, None) = (attributes.next()?, attributes.next()) else {
            return None;
        };
        let arcs: Vec<u64> = attribute.oid.arcs().map(u64::from).collect();
        let kind = DnType::from_oid(&arcs);
        let value = &attribute.value;
        let text = match value.tag() {
            Tag::Utf8String => {
                DnValue::Utf8String(value.decode_as::<Utf8StringRef<'_>>().ok()?.to_string())
            }
            Tag::PrintableString => DnValue::PrintableString(
                value
                    .decode_as::<PrintableStringRef<'_>>()
                    .ok()?
                    .as_str()
                    .try_into()
                    .ok()?,
            ),
            Tag::Ia5String => DnValue::Ia5String(
                value
                    .decode_as::<Ia5StringRef<'_>>()
                    .ok()?
                    .as_str()
                    .try_into()
                    .ok()?,
            ),
            _ => return None,
        };
        if same.get(&kind).is_some() {
            return None;
        }
        same.push(kind, text);
    }
    Some(same)
}
