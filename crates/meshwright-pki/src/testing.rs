//! Certificates with one thing wrong, from a description of a few words.
//!
//! What is not said is as [`crate::Root::issue`] makes it. The words are those of the examples in
//! `pages/en`.

use std::collections::BTreeMap;

use meshwright_model::KeyAlgorithm;
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyIdMethod, KeyUsagePurpose, PKCS_ED25519, PKCS_RSA_SHA256, PublicKeyData, SignatureAlgorithm,
    SigningKey,
};
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::profile::{self, Validity};
use crate::{
    Bundle, BundleFile, Certificate, Istiod, Moment, PrivateKey, SecretPlace, Seed, pem, sealed,
};

/// The day of all tests.
pub(crate) const NOW: i64 = 1_800_000_000;
/// The mesh of all tests.
const MESH: &str = "shop";
/// The public key of `samples/certs/ca-cert.pem`, whose private key everybody has.
const SAMPLE: &str = "\
    3082010a0282010100cb30b1affc6ed33cb9ad5062b28f5f7e0974d1b44abc1fc7178017f7fcad999e87aaccb5dd\
    721093cfeefc1cbd882bd5c1720cbf24f409b889abf68f123e66254cb49736eb52cd77a27797aab3d77fb8abdc7c\
    dd470f920615e5b21f7300f6495dc17ddc3254dc669b3cac01bc62742153093c8142b8320fc16e2414023b47ff00\
    e4b49d3eb171e84c8c5e5eca33c8de902d32f439d38fcdff7d8ef659c597ed84e98197811c079e40e3d36762986c\
    56a5da02ec6abebd3e0152d13a261123bd335e188adee6cc1d560cadb3f60debfb32f110d749e491bf66c90a7be4\
    cee038aa8b9389b7f87ccaca52d5c93c2c9b42a257bdf75f6e981ca0e68aee7e5a88950203010001\
    ";

/// The files of the clusters that `text` describes.
pub(crate) fn forge(text: &str) -> Vec<Bundle> {
    let clusters: BTreeMap<String, Cluster> =
        serde_yaml::from_str(text).expect("the description is in the words of this file");
    clusters
        .iter()
        .map(|(name, cluster)| cluster.bundle(name))
        .collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Cluster {
    #[serde(default)]
    root: Root,
    between: Option<Details>,
    #[serde(default)]
    ca: Details,
    #[serde(default)]
    key: Key,
    key_of: Option<String>,
    signs_with: Option<String>,
    chain: Option<Vec<String>>,
    roots: Option<Vec<String>>,
    #[serde(default)]
    missing: Vec<String>,
    #[serde(default)]
    damaged: Vec<String>,
    also: Option<String>,
    #[serde(default)]
    open: bool,
    secret: Option<String>,
    namespace: Option<String>,
    #[serde(default)]
    own_root: bool,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Root {
    name: Option<String>,
    #[serde(flatten)]
    details: Details,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Details {
    is_ca: Option<bool>,
    path_length: Option<u8>,
    usage: Option<Vec<String>>,
    extended_usage: Option<Vec<String>>,
    days: Option<i64>,
    begins_in: Option<i64>,
    hash: Option<String>,
    algorithm: Option<String>,
    identifier: Option<String>,
    critical_extension: Option<bool>,
    signed_by: Option<String>,
}

#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Key {
    #[default]
    Own,
    Other,
    Two,
    Encrypted,
    WithParameters,
    Damaged,
}

/// A key that certifies, and what its certificates call it.
struct Authority {
    params: CertificateParams,
    key: PrivateKey,
    pem: String,
}

impl Cluster {
    fn bundle(&self, name: &str) -> Bundle {
        let root_name = self.root.name.as_deref().unwrap_or("first");
        let root = authority_of_root(root_name, &self.root.details);
        let between = self.between.as_ref().map(|details| {
            let key = key_of("between", details);
            let mut params = profile::intermediate(MESH, "between", &key, &seed(), validity(365))
                .expect("the profile can be written");
            params.is_ca = IsCa::Ca(BasicConstraints::Constrained(1));
            issue(params, key, details, &root)
        });
        // With a CA between, the root has to allow for it.
        let root = if between.is_some() && self.root.details.path_length.is_none() {
            let details = Details {
                path_length: Some(2),
                ..Details::default()
            };
            authority_of_root(root_name, &details)
        } else {
            root
        };
        let other = authority_of_root("second", &Details::default());
        let issuer = match self.ca.signed_by.as_deref() {
            Some("second") => &other,
            _ => between.as_ref().unwrap_or(&root),
        };
        let key = key_of(self.key_of.as_deref().unwrap_or(name), &self.ca);
        let params = profile::intermediate(MESH, name, &key, &seed(), validity(365))
            .expect("the profile can be written");
        let own = issue(params, key, &self.ca, issuer);
        let own = if self.signs_with.is_some() {
            &root
        } else {
            &own
        };

        let part = |what: &str| match what {
            "ca" => own.pem.clone(),
            "between" => between
                .as_ref()
                .map_or_else(String::new, |one| one.pem.clone()),
            _ => root.pem.clone(),
        };
        let chain: Vec<String> = match (&self.chain, &between, &self.signs_with) {
            (Some(chain), _, _) => chain.iter().map(|what| part(what)).collect(),
            (None, _, Some(_)) => vec![part("root")],
            (None, Some(_), None) => ["ca", "between", "root"].map(part).to_vec(),
            (None, None, None) => ["ca", "root"].map(part).to_vec(),
        };
        let roots: Vec<String> = match &self.roots {
            None => vec![root.pem.clone()],
            Some(names) => names.iter().map(|name| root_named(name)).collect(),
        };
        let mut files = BTreeMap::from([
            ("ca-cert.pem".to_owned(), own.pem.clone()),
            ("ca-key.pem".to_owned(), self.key_file(own)),
            ("cert-chain.pem".to_owned(), chain.concat()),
            ("root-cert.pem".to_owned(), roots.concat()),
        ]);
        match self.also.as_deref() {
            Some("tls") => {
                files.insert("tls.crt".to_owned(), own.pem.clone());
                files.insert("tls.key".to_owned(), self.key_file(own));
                files.insert("ca.crt".to_owned(), roots.concat());
            }
            Some(file) => {
                let key = root.key.to_pem().expect("keys can be written");
                files.insert(file.to_owned(), key.to_string());
            }
            None => {}
        }
        for name in &self.damaged {
            let text = files.get_mut(name).expect("a file that is there");
            text.push_str("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        }
        files.retain(|name, _| !self.missing.contains(name));
        let files = files.into_iter().map(|(name, text)| {
            let file = BundleFile {
                bytes: Zeroizing::new(text.into_bytes()),
                is_open: self.open,
            };
            (name, file)
        });
        Bundle {
            name: name.to_owned(),
            istiod: Istiod::default(),
            secret: self.secret(),
            files: files.collect(),
        }
    }

    fn secret(&self) -> Option<SecretPlace> {
        let is_said = self.secret.is_some() || self.own_root;
        is_said.then(|| SecretPlace {
            name: self.secret.clone().unwrap_or_else(|| "cacerts".to_owned()),
            namespace: self.namespace.clone(),
            own_root: self.own_root.then(|| root_named("own").into_bytes()),
        })
    }

    fn key_file(&self, own: &Authority) -> String {
        let text = |key: &PrivateKey| key.to_pem().expect("keys can be written").to_string();
        let other = key_of("other", &Details::default());
        match self.key {
            Key::Own if self.ca.algorithm.as_deref() == Some("ed25519") => {
                let mut der =
                    b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20".to_vec();
                der.extend([7; 32]);
                pem::write(pem::PRIVATE_KEY, &der)
                    .expect("48 bytes")
                    .to_string()
            }
            Key::Own => text(&own.key),
            Key::Other => text(&other),
            Key::Two => text(&own.key) + &text(&other),
            Key::Encrypted => {
                sealed::seal(&own.key, "correct horse", &seed()).expect("it is long enough")
            }
            Key::WithParameters => {
                let parameters = b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07";
                let block = pem::write("EC PARAMETERS", parameters).expect("10 bytes");
                block.to_string() + &text(&own.key)
            }
            Key::Damaged => pem::write(pem::PRIVATE_KEY, b"no key")
                .expect("6 bytes")
                .to_string(),
        }
    }
}

fn seed() -> Seed {
    Seed::new([1; 32])
}

fn now() -> Moment {
    Moment::from_unix(NOW)
}

fn validity(days: i64) -> Validity {
    Validity {
        not_before: now().plus_days(-30),
        not_after: now().plus_days(days),
    }
}

fn key_of(name: &str, details: &Details) -> PrivateKey {
    let algorithm = match details.algorithm.as_deref() {
        Some("ecdsa-p384") => KeyAlgorithm::EcdsaP384,
        _ => KeyAlgorithm::EcdsaP256,
    };
    PrivateKey::generate(algorithm, &mut seed().stream(&["forge", name]))
        .expect("ECDSA is in every build")
}

fn authority_of_root(name: &str, details: &Details) -> Authority {
    let key = key_of(&format!("root {name}"), details);
    let params = profile::root(MESH, &key, &seed(), validity(3650));
    let params = with(params, details);
    let made = params
        .self_signed(&key)
        .expect("the profile can be written");
    Authority {
        pem: pem::write(pem::CERTIFICATE, made.der())
            .expect("a certificate")
            .to_string(),
        params,
        key,
    }
}

/// A certificate for `root-cert.pem`.
fn root_named(name: &str) -> String {
    let bytes = match name {
        "istio-sample" => unhex(SAMPLE),
        // A modulus of 1024 bits that nobody has factors of, and the exponent 65537.
        "rsa-1024" => {
            let mut bytes = b"\x30\x81\x89\x02\x81\x81\x00".to_vec();
            bytes.extend([0xff; 128]);
            bytes.extend(b"\x02\x03\x01\x00\x01");
            bytes
        }
        name => return authority_of_root(name, &Details::default()).pem,
    };
    let signer = authority_of_root("first", &Details::default());
    let public = Public {
        bytes,
        algorithm: &PKCS_RSA_SHA256,
    };
    let issuer = Issuer::from_params(&signer.params, &signer.key);
    let made = signer
        .params
        .signed_by(&public, &issuer)
        .expect("the profile can be written");
    pem::write(pem::CERTIFICATE, made.der())
        .expect("a certificate")
        .to_string()
}

fn issue(
    params: CertificateParams,
    key: PrivateKey,
    details: &Details,
    issuer: &Authority,
) -> Authority {
    let mut issuer_params = issuer.params.clone();
    if details.identifier.is_some() {
        issuer_params.key_identifier_method = KeyIdMethod::PreSpecified(vec![7; 20]);
    }
    let params = with(params, details);
    let is_old = details.hash.is_some();
    let signer = Signer {
        key: &issuer.key,
        algorithm: if is_old {
            &PKCS_RSA_SHA256
        } else {
            issuer.key.algorithm()
        },
    };
    let issuer = Issuer::from_params(&issuer_params, signer);
    let made = match details.algorithm.as_deref() {
        Some("ed25519") => {
            let public = Public {
                bytes: vec![7; 32],
                algorithm: &PKCS_ED25519,
            };
            params.signed_by(&public, &issuer)
        }
        _ => params.signed_by(&key, &issuer),
    };
    let mut der = made.expect("the profile can be written").der().to_vec();
    if is_old {
        make_old(&mut der);
    }
    assert!(
        Certificate::from_der(&der).is_some(),
        "what is forged can be read"
    );
    Authority {
        pem: pem::write(pem::CERTIFICATE, &der)
            .expect("a certificate")
            .to_string(),
        params,
        key,
    }
}

fn with(mut params: CertificateParams, details: &Details) -> CertificateParams {
    if details.is_ca == Some(false) {
        params.is_ca = IsCa::NoCa;
    }
    if let Some(length) = details.path_length {
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(length));
    }
    if let Some(usages) = &details.usage {
        params.key_usages = usages
            .iter()
            .map(|usage| match usage.as_str() {
                "cert-sign" => KeyUsagePurpose::KeyCertSign,
                _ => KeyUsagePurpose::CrlSign,
            })
            .collect();
    }
    if let Some(usages) = &details.extended_usage {
        params.extended_key_usages = usages
            .iter()
            .map(|usage| match usage.as_str() {
                "server" => ExtendedKeyUsagePurpose::ServerAuth,
                _ => ExtendedKeyUsagePurpose::ClientAuth,
            })
            .collect();
    }
    if let Some(days) = details.days {
        params.not_after = now().plus_days(days).to_offset();
    }
    if let Some(days) = details.begins_in {
        params.not_before = now().plus_days(days).to_offset();
    }
    if details.critical_extension == Some(true) {
        let mut extension = CustomExtension::from_oid_content(&[1, 2, 3, 4], vec![5, 0]);
        extension.set_criticality(true);
        params.custom_extensions.push(extension);
    }
    params
}

/// Says SHA-1 where SHA-256 stood: the two names are of one length.
fn make_old(der: &mut [u8]) {
    const NEW: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b";
    let places: Vec<usize> = der
        .windows(NEW.len())
        .enumerate()
        .filter(|(_, window)| *window == NEW)
        .map(|(place, _)| place + NEW.len() - 1)
        .collect();
    assert_eq!(
        places.len(),
        2,
        "in the signed part and beside the signature"
    );
    for place in places {
        der[place] = 0x05;
    }
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter_map(|digit| digit.to_digit(16))
        .map(|digit| u8::try_from(digit).expect("below 16"))
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect()
}

/// Signs with a key and calls that another algorithm.
struct Signer<'a> {
    key: &'a PrivateKey,
    algorithm: &'static SignatureAlgorithm,
}

impl PublicKeyData for Signer<'_> {
    fn der_bytes(&self) -> &[u8] {
        self.key.der_bytes()
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        self.algorithm
    }
}

impl SigningKey for Signer<'_> {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        self.key.sign(message)
    }
}

/// A public key without its private one.
struct Public {
    bytes: Vec<u8>,
    algorithm: &'static SignatureAlgorithm,
}

impl PublicKeyData for Public {
    fn der_bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        self.algorithm
    }
}
