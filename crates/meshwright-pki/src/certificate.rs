//! A certificate as somebody else reads it: by a parser that had no part in writing it.

use std::fmt;

use sha2::{Digest, Sha256};
use x509_cert::certificate::{CertificateInner, Raw};
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::der::{Decode, Encode, Reader, SliceReader};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAltName,
    SubjectKeyIdentifier,
};
use x509_cert::name::Name;

use crate::pem::{self, Pem};
use crate::{Moment, PkiError};

/// A certificate, read.
#[derive(Clone)]
pub struct Certificate {
    pub(crate) der: Vec<u8>,
    /// The part that is signed, as it stands in [`Self::der`].
    pub(crate) signed: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) signature_algorithm: ObjectIdentifier,
    pub(crate) subject: Name,
    pub(crate) issuer: Name,
    /// Subject and issuer as they are encoded, for comparing.
    pub(crate) subject_der: Vec<u8>,
    pub(crate) issuer_der: Vec<u8>,
    /// As it is encoded.
    pub serial: Vec<u8>,
    /// The first moment at which it is valid.
    pub not_before: Moment,
    /// The last moment at which it is valid.
    pub not_after: Moment,
    /// What it may do as a CA.
    pub authority: Authority,
    /// Every extended key usage; `None` where any usage is allowed.
    pub(crate) extended_key_usage: Option<Vec<ObjectIdentifier>>,
    /// The key identifier of its own key.
    pub subject_key_identifier: Option<Vec<u8>>,
    /// The key identifier of the key that signed it.
    pub authority_key_identifier: Option<Vec<u8>>,
    /// The DNS names among its other names.
    pub dns_names: Vec<String>,
    /// Critical extensions that Go does not know.
    pub(crate) unknown_critical: Vec<ObjectIdentifier>,
    /// The key that it certifies.
    pub(crate) public_key: PublicKey,
}

/// What a certificate may do as a CA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Whether the basic constraints say that it is a CA, and are there at all.
    pub is_ca: bool,
    /// How many CAs may follow below it; `None` where there is no limit.
    pub path_length: Option<u8>,
    /// Whether the basic constraints are critical.
    pub is_critical: bool,
    /// Which key usages it has; `None` where any usage is allowed.
    pub key_usage: Option<KeyUsages>,
    /// Whether the key usages are critical.
    pub is_usage_critical: bool,
}

/// What a certificate's key may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyUsages {
    /// For signing certificates.
    pub cert_sign: bool,
    /// For signing revocation lists.
    pub crl_sign: bool,
    /// For anything else.
    pub others: bool,
}

/// A public key of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublicKey {
    pub(crate) kind: KeyKind,
    /// The content of the bit string.
    pub(crate) bytes: Vec<u8>,
    /// SHA-256 of the whole structure, by which a key is recognised.
    pub(crate) digest: [u8; 32],
}

/// The kind of a public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyKind {
    P256,
    P384,
    /// With that many bits.
    Rsa(usize),
    P521,
    Ed25519,
    Other(ObjectIdentifier),
}

mod oid {
    use super::ObjectIdentifier;

    pub(super) const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
    pub(super) const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
    pub(super) const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
    pub(super) const P521: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.35");
    pub(super) const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
    pub(super) const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
    pub(super) const BASIC: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.19");
    pub(super) const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");
    pub(super) const EXTENDED: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37");
    pub(super) const SUBJECT_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.14");
    pub(super) const AUTHORITY_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.35");
    pub(super) const OTHER_NAMES: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.17");
    /// Extensions that Go's verifier handles besides those above: name constraints, policies.
    pub(super) const HANDLED: [ObjectIdentifier; 2] = [
        ObjectIdentifier::new_unwrap("2.5.29.30"),
        ObjectIdentifier::new_unwrap("2.5.29.32"),
    ];
}

impl Certificate {
    /// Reads the first certificate of a PEM text.
    ///
    /// # Errors
    ///
    /// [`PkiError::NotACertificate`].
    pub fn from_pem(text: &[u8]) -> Result<Self, PkiError> {
        let pem = Pem::read(text);
        pem.blocks
            .iter()
            .find(|block| block.label == pem::CERTIFICATE)
            .and_then(|block| Self::from_der(&block.bytes))
            .ok_or(PkiError::NotACertificate)
    }

    /// Reads every certificate of a PEM text; what is no certificate is left out.
    pub fn all_from_pem(text: &[u8]) -> Vec<Self> {
        let blocks = Pem::read(text).blocks;
        let certificates = blocks
            .iter()
            .filter(|block| block.label == pem::CERTIFICATE);
        certificates
            .filter_map(|block| Self::from_der(&block.bytes))
            .collect()
    }

    /// Reads a certificate; `None` where it is not well-formed.
    pub(crate) fn from_der(der: &[u8]) -> Option<Self> {
        let read = CertificateInner::<Raw>::from_der(der).ok()?;
        let body = read.tbs_certificate();
        let mut certificate = Self {
            der: der.to_vec(),
            signed: first_part(der)?,
            signature: read.signature().as_bytes()?.to_vec(),
            signature_algorithm: read.signature_algorithm().oid,
            subject_der: body.subject().to_der().ok()?,
            issuer_der: body.issuer().to_der().ok()?,
            subject: body.subject().clone(),
            issuer: body.issuer().clone(),
            serial: body.serial_number().as_bytes().to_vec(),
            not_before: moment(body.validity().not_before),
            not_after: moment(body.validity().not_after),
            authority: Authority {
                is_ca: false,
                path_length: None,
                is_critical: false,
                key_usage: None,
                is_usage_critical: false,
            },
            extended_key_usage: None,
            subject_key_identifier: None,
            authority_key_identifier: None,
            dns_names: Vec::new(),
            unknown_critical: Vec::new(),
            public_key: PublicKey::read(body.subject_public_key_info())?,
        };
        for extension in body.extensions().into_iter().flatten() {
            certificate.take(extension)?;
        }
        Some(certificate)
    }

    /// Takes up one extension; `None` where it is not well-formed.
    fn take(&mut self, extension: &Extension) -> Option<()> {
        let value = extension.extn_value.as_bytes();
        match extension.extn_id {
            oid::BASIC => {
                let basic = BasicConstraints::from_der(value).ok()?;
                self.authority.is_ca = basic.ca;
                self.authority.path_length = basic.path_len_constraint;
                self.authority.is_critical = extension.critical;
            }
            oid::KEY_USAGE => {
                let usage = KeyUsage::from_der(value).ok()?;
                self.authority.key_usage = Some(KeyUsages {
                    cert_sign: usage.key_cert_sign(),
                    crl_sign: usage.crl_sign(),
                    others: usage.digital_signature()
                        || usage.non_repudiation()
                        || usage.key_encipherment()
                        || usage.data_encipherment()
                        || usage.key_agreement()
                        || usage.encipher_only()
                        || usage.decipher_only(),
                });
                self.authority.is_usage_critical = extension.critical;
            }
            oid::EXTENDED => {
                self.extended_key_usage = Some(ExtendedKeyUsage::from_der(value).ok()?.0);
            }
            oid::SUBJECT_KEY => {
                let identifier = SubjectKeyIdentifier::from_der(value).ok()?;
                self.subject_key_identifier = Some(identifier.0.as_bytes().to_vec());
            }
            oid::AUTHORITY_KEY => {
                let identifier = AuthorityKeyIdentifier::from_der(value).ok()?;
                self.authority_key_identifier = identifier
                    .key_identifier
                    .map(|bytes| bytes.as_bytes().to_vec());
            }
            oid::OTHER_NAMES => {
                let names = SubjectAltName::from_der(value).ok()?.0;
                self.dns_names
                    .extend(names.iter().filter_map(|name| match name {
                        GeneralName::DnsName(name) => Some(name.to_string()),
                        _ => None,
                    }));
            }
            other if extension.critical && !oid::HANDLED.contains(&other) => {
                self.unknown_critical.push(other);
            }
            _ => {}
        }
        Some(())
    }

    /// The serial number in hexadecimal.
    pub fn serial_hex(&self) -> String {
        hex(&self.serial)
    }

    /// Whether it names itself as its issuer.
    pub fn is_self_issued(&self) -> bool {
        self.subject_der == self.issuer_der
    }

    /// Whether it is valid at `now`.
    pub fn is_valid_at(&self, now: Moment) -> bool {
        self.not_before <= now && now <= self.not_after
    }

    /// SHA-256 of the whole certificate, as `openssl x509 -fingerprint -sha256` prints it.
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(&self.der);
        let pairs: Vec<String> = digest.iter().map(|byte| format!("{byte:02X}")).collect();
        pairs.join(":")
    }

    /// As much of the fingerprint as tells two certificates apart.
    pub fn short_fingerprint(&self) -> String {
        self.fingerprint().chars().take(23).collect()
    }

    /// The subject, as RFC 4514 writes it.
    pub fn name(&self) -> String {
        self.subject.to_string()
    }

    /// The issuer, as RFC 4514 writes it.
    pub fn issuer_name(&self) -> String {
        self.issuer.to_string()
    }

    /// The certificate as text.
    ///
    /// # Errors
    ///
    /// [`PkiError::Writing`] where the library that writes refuses.
    pub fn to_pem(&self) -> Result<String, PkiError> {
        pem::write(pem::CERTIFICATE, &self.der).map(|text| text.to_string())
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("subject", &self.name())
            .field("issuer", &self.issuer_name())
            .field("fingerprint", &self.fingerprint())
            .finish_non_exhaustive()
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Certificate {}

impl PublicKey {
    fn read(info: &x509_cert::spki::SubjectPublicKeyInfoOwned) -> Option<Self> {
        let bytes = info.subject_public_key.as_bytes()?.to_vec();
        let curve = || {
            info.algorithm
                .parameters
                .as_ref()?
                .decode_as::<ObjectIdentifier>()
                .ok()
        };
        let kind = match info.algorithm.oid {
            oid::EC => match curve() {
                Some(oid::P256) => KeyKind::P256,
                Some(oid::P384) => KeyKind::P384,
                Some(oid::P521) => KeyKind::P521,
                other => KeyKind::Other(other.unwrap_or(oid::EC)),
            },
            oid::RSA => KeyKind::Rsa(rsa_bits(&bytes)?),
            oid::ED25519 => KeyKind::Ed25519,
            other => KeyKind::Other(other),
        };
        Some(Self {
            kind,
            bytes,
            digest: Sha256::digest(info.to_der().ok()?).into(),
        })
    }
}

/// How many bits the modulus of an RSA key in PKCS #1 has.
fn rsa_bits(der: &[u8]) -> Option<usize> {
    let mut reader = SliceReader::new(der).ok()?;
    let modulus = reader
        .sequence(|reader| {
            let modulus = x509_cert::der::asn1::UintRef::decode(reader)?;
            x509_cert::der::asn1::UintRef::decode(reader)?;
            Ok::<_, x509_cert::der::Error>(modulus)
        })
        .ok()?;
    let bytes = modulus.as_bytes();
    let leading = bytes.first()?.leading_zeros() as usize;
    Some(bytes.len() * 8 - leading)
}

/// The first element of a DER sequence, with its header, as it stands.
fn first_part(der: &[u8]) -> Option<Vec<u8>> {
    let mut reader = SliceReader::new(der).ok()?;
    x509_cert::der::Header::decode(&mut reader).ok()?;
    reader.tlv_bytes().ok().map(<[u8]>::to_vec)
}

/// Bytes in hexadecimal, lower case.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        for half in [byte >> 4, byte & 0xf] {
            out.extend(char::from_digit(u32::from(half), 16));
        }
    }
    out
}

fn moment(time: x509_cert::time::Time) -> Moment {
    Moment::from_unix(i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX))
}
