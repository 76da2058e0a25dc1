//! What the certificates of a mesh look like.
//!
//! A root may sign one level of CAs, an intermediate leaves only; both sign certificates and
//! revocation lists and nothing else. No extended key usage: Go asks every CA of a chain for
//! what the leaf needs, and istiod's leaves are servers and clients.

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, KeyIdMethod,
    KeyUsagePurpose, SanType, SerialNumber,
};

use crate::{Moment, PkiError, PrivateKey, Seed};

/// Days that a root lives.
pub const ROOT_DAYS: i64 = 3650;
/// Days that an intermediate lives.
pub const INTERMEDIATE_DAYS: i64 = 365;
/// Seconds that a certificate begins before it is made, for clocks that are behind.
pub(crate) const HEAD_START: i64 = 3600;
/// The organization that Istio's own tools write.
const ORGANIZATION: &str = "Istio";
/// The name that Istio's own tools give an intermediate; nothing reads it.
const ISTIOD: &str = "istiod.istio-system.svc";
/// The most characters of a common name, by X.520.
const COMMON_NAME: usize = 64;

/// From when to when a certificate made at `now` is valid.
#[derive(Clone, Copy)]
pub(crate) struct Validity {
    pub(crate) not_before: Moment,
    pub(crate) not_after: Moment,
}

pub(crate) fn root(
    mesh: &str,
    key: &PrivateKey,
    seed: &Seed,
    validity: Validity,
) -> CertificateParams {
    let mut name = organization();
    name.push(DnType::CommonName, common_name("Root CA of", mesh));
    let mut params = authority(name, key, validity);
    params.serial_number = Some(serial(seed, &["root", mesh, "serial"]));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(1));
    params
}

pub(crate) fn intermediate(
    mesh: &str,
    cluster: &str,
    key: &PrivateKey,
    seed: &Seed,
    validity: Validity,
) -> Result<CertificateParams, PkiError> {
    let mut params = request(mesh, cluster, key, validity)?;
    params.serial_number = Some(serial(seed, &["cluster", mesh, cluster, "serial"]));
    params.use_authority_key_identifier_extension = true;
    Ok(params)
}

/// What a request for an intermediate asks for.
pub(crate) fn request(
    mesh: &str,
    cluster: &str,
    key: &PrivateKey,
    validity: Validity,
) -> Result<CertificateParams, PkiError> {
    let mut name = organization();
    name.push(DnType::CommonName, common_name("Intermediate CA of", mesh));
    name.push(DnType::LocalityName, cluster);
    let mut params = authority(name, key, validity);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.subject_alt_names = vec![SanType::DnsName(ISTIOD.try_into()?)];
    Ok(params)
}

fn authority(name: DistinguishedName, key: &PrivateKey, validity: Validity) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = name;
    params.not_before = validity.not_before.to_offset();
    params.not_after = validity.not_after.to_offset();
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.key_identifier_method = KeyIdMethod::PreSpecified(key.identifier());
    params
}

fn organization() -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::OrganizationName, ORGANIZATION);
    name
}

/// `Root CA of shop`; a mesh's name that is too long is cut.
fn common_name(role: &str, mesh: &str) -> String {
    format!("{role} {mesh}").chars().take(COMMON_NAME).collect()
}

/// 20 bytes, the first of them between 0x40 and 0x7f: positive, and of the same length always.
fn serial(seed: &Seed, label: &[&str]) -> SerialNumber {
    let mut bytes = seed.stream(label).take::<20>();
    bytes[0] = bytes[0] & 0x7f | 0x40;
    SerialNumber::from_slice(bytes.as_slice())
}
