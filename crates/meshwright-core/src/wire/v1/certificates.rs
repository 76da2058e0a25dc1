//! Certificates that were looked at, for programs.

use meshwright_diag::render::Counts;
use meshwright_diag::{Finding, Words};
use meshwright_pki::{Bundle, Certificate, Moment, certificates};
use serde::Serialize;

use super::{API_VERSION, FindingRecord};

/// What `ca check` found.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificatesRecord {
    /// [`API_VERSION`].
    pub api_version: &'static str,
    /// `Certificates`.
    pub kind: &'static str,
    /// The clusters, in the order in which they were given.
    pub clusters: Vec<SigningRecord>,
    /// How many findings there are of each severity.
    pub summary: Counts,
    /// The findings; the path is the cluster's name and the file's.
    pub findings: Vec<FindingRecord>,
}

/// What one istiod signs with.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SigningRecord {
    /// The cluster's name.
    pub name: String,
    /// Its certificates, the signing one first, then the roots.
    pub certificates: Vec<CertificateRecord>,
}

/// One certificate. Nothing in it is secret.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateRecord {
    /// The file that it stands in.
    pub file: &'static str,
    /// The subject, as RFC 4514 writes it.
    pub subject: String,
    /// The issuer.
    pub issuer: String,
    /// The serial number in hexadecimal.
    pub serial: String,
    /// SHA-256 of the certificate, pairs of digits with colons.
    pub fingerprint: String,
    /// The first day on which it is valid.
    pub not_before: String,
    /// The last day on which it is valid.
    pub not_after: String,
    /// Whole days that are left; negative where it has ended.
    pub days_left: i64,
}

impl CertificatesRecord {
    /// The wire form of `bundles` and what was found in them.
    pub fn new(bundles: &[Bundle], findings: &[Finding], now: Moment, words: &Words) -> Self {
        Self {
            api_version: API_VERSION,
            kind: "Certificates",
            clusters: bundles
                .iter()
                .map(|bundle| SigningRecord {
                    name: bundle.name.clone(),
                    certificates: certificates(bundle)
                        .iter()
                        .map(|(file, one)| CertificateRecord::new(file, one, now))
                        .collect(),
                })
                .collect(),
            summary: Counts::of(findings),
            findings: findings
                .iter()
                .map(|finding| FindingRecord::new(finding, words))
                .collect(),
        }
    }
}

impl CertificateRecord {
    fn new(file: &'static str, certificate: &Certificate, now: Moment) -> Self {
        Self {
            file,
            subject: certificate.name(),
            issuer: certificate.issuer_name(),
            serial: certificate.serial_hex(),
            fingerprint: certificate.fingerprint(),
            not_before: certificate.not_before.to_string(),
            not_after: certificate.not_after.to_string(),
            days_left: now.days_until(certificate.not_after),
        }
    }
}
