//! Every field of every certificate that is made, read by a parser that had no part in it.

use std::collections::BTreeSet;

use meshwright_model::KeyAlgorithm;
use meshwright_pki::{Authority, Cacerts, Certificate, KeyUsages, Moment, PkiError, Root, Seed};
use x509_cert::der::Decode;

const NOW: i64 = 1_800_000_000;

fn root(algorithm: KeyAlgorithm, now: Moment) -> Root {
    Root::new("shop", algorithm, &Seed::new([2; 32]), now).expect("the algorithm is in the build")
}

fn issue(root: &Root, cluster: &str, now: Moment) -> Cacerts {
    let seed = Seed::new([3; 32]);
    root.issue("shop", cluster, KeyAlgorithm::EcdsaP256, &seed, now)
        .expect("the root is valid")
}

fn read(pem: &str) -> Certificate {
    Certificate::from_pem(pem.as_bytes()).expect("it is a certificate")
}

const SIGNING: Option<KeyUsages> = Some(KeyUsages {
    cert_sign: true,
    crl_sign: true,
    others: false,
});

#[test]
fn a_root_is_as_the_profile_says() {
    let now = Moment::from_unix(NOW);
    for algorithm in [KeyAlgorithm::EcdsaP256, KeyAlgorithm::EcdsaP384] {
        let root = root(algorithm, now);
        let certificate = root.certificate();
        assert_eq!(certificate.name(), "CN=Root CA of shop,O=Istio");
        assert!(certificate.is_self_issued());
        assert_eq!(
            certificate.authority,
            Authority {
                is_ca: true,
                path_length: Some(1),
                is_critical: true,
                key_usage: SIGNING,
                is_usage_critical: true,
            }
        );
        assert_eq!(certificate.not_before, now.minus_seconds(3600));
        assert_eq!(certificate.not_after, now.plus_days(3650));
        assert_eq!(certificate.serial.len(), 20);
        let identifier = certificate.subject_key_identifier.as_deref();
        assert_eq!(identifier.map(<[u8]>::len), Some(20));
        assert_eq!(certificate.authority_key_identifier, None);
        assert_eq!(certificate.dns_names, Vec::<String>::new());
    }
}

#[test]
fn an_intermediate_is_as_the_profile_says() {
    let now = Moment::from_unix(NOW);
    let root = root(KeyAlgorithm::EcdsaP384, now);
    for cluster in ["west", "east"] {
        let made = issue(&root, cluster, now);
        let certificate = read(&made.ca_cert);
        let name = format!("L={cluster},CN=Intermediate CA of shop,O=Istio");
        assert_eq!(certificate.name(), name);
        assert_eq!(certificate.issuer_name(), "CN=Root CA of shop,O=Istio");
        assert_eq!(
            certificate.authority,
            Authority {
                is_ca: true,
                path_length: Some(0),
                is_critical: true,
                key_usage: SIGNING,
                is_usage_critical: true,
            }
        );
        assert_eq!(certificate.not_before, now.minus_seconds(3600));
        assert_eq!(certificate.not_after, now.plus_days(365));
        assert_eq!(certificate.serial.len(), 20);
        let root = root.certificate();
        assert_eq!(
            certificate.authority_key_identifier,
            root.subject_key_identifier
        );
        assert_ne!(
            certificate.subject_key_identifier,
            root.subject_key_identifier
        );
        assert_eq!(certificate.dns_names, ["istiod.istio-system.svc"]);
        // Exactly the four files, and what each holds.
        assert_eq!(made.files().map(|(name, _)| name), Cacerts::FILES);
        assert_eq!(
            made.cert_chain,
            format!("{}{}", made.ca_cert, made.root_cert)
        );
        assert!(made.ca_key.starts_with("-----BEGIN PRIVATE KEY-----\n"));
        assert_eq!(read(&made.root_cert), *root);
    }
}

/// A certificate, without a line of this crate.
fn independent(pem: &str) -> x509_cert::Certificate {
    let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let der = <base64ct::Base64 as base64ct::Encoding>::decode_vec(&base64);
    x509_cert::Certificate::from_der(&der.expect("it is PEM")).expect("it is a certificate")
}

/// The extensions of a certificate, critical ones marked with `!`, sorted.
fn extensions(pem: &str) -> Vec<String> {
    let read = independent(pem);
    let all = read.tbs_certificate().extensions().into_iter().flatten();
    let mut names: Vec<String> = all
        .map(|one| format!("{}{}", one.extn_id, if one.critical { "!" } else { "" }))
        .collect();
    names.sort();
    names
}

#[test]
fn every_certificate_of_every_algorithm_has_the_extensions_of_the_profile_and_no_other() {
    let now = Moment::from_unix(NOW);
    let mut algorithms = vec![
        (KeyAlgorithm::EcdsaP256, "1.2.840.10045.4.3.2"),
        (KeyAlgorithm::EcdsaP384, "1.2.840.10045.4.3.3"),
    ];
    if cfg!(feature = "rsa") {
        algorithms.push((KeyAlgorithm::Rsa2048, "1.2.840.113549.1.1.11"));
    }
    for (algorithm, signature) in algorithms {
        let root = root(algorithm, now);
        let seed = Seed::new([3; 32]);
        let made = root.issue("shop", "west", algorithm, &seed, now);
        let made = made.expect("the root is valid");
        // Key identifier, key usage, basic constraints.
        let of_both = ["2.5.29.14", "2.5.29.15!", "2.5.29.19!"];
        assert_eq!(extensions(root.certificate_pem()), of_both, "{algorithm}");
        // And other names, and the issuer's key identifier; no extended key usage.
        let [identifier, usage, basic] = of_both;
        let of_cluster = [identifier, usage, "2.5.29.17", basic, "2.5.29.35"];
        assert_eq!(extensions(&made.ca_cert), of_cluster, "{algorithm}");
        for pem in [root.certificate_pem(), &made.ca_cert] {
            let other = independent(pem);
            assert_eq!(other.signature_algorithm().oid.to_string(), signature);
            assert_eq!(
                other.tbs_certificate().signature().oid.to_string(),
                signature
            );
            let certificate = read(pem);
            assert_eq!(certificate.serial.len(), 20);
            assert_eq!(certificate.authority.key_usage, SIGNING);
            assert!(certificate.authority.is_critical && certificate.authority.is_usage_critical);
            assert!(root.certificate().not_before <= certificate.not_before);
            assert!(certificate.not_after <= root.certificate().not_after);
        }
        let certificate = read(&made.ca_cert);
        assert_eq!(certificate.authority.path_length, Some(0));
        assert_eq!(
            certificate.authority_key_identifier,
            root.certificate().subject_key_identifier
        );
    }
}

#[test]
fn no_serial_and_no_key_comes_twice() {
    let now = Moment::from_unix(NOW);
    let root = root(KeyAlgorithm::EcdsaP256, now);
    let made: Vec<Cacerts> = (0..20)
        .map(|n| issue(&root, &format!("c{n}"), now))
        .collect();
    let serials: BTreeSet<Vec<u8>> = made.iter().map(|one| read(&one.ca_cert).serial).collect();
    let keys: BTreeSet<&str> = made.iter().map(|one| one.ca_key.as_str()).collect();
    assert_eq!((serials.len(), keys.len()), (20, 20));
    for serial in serials {
        assert!(
            (0x40..0x80).contains(&serial[0]),
            "positive, and 20 bytes always"
        );
    }
}

#[test]
fn a_validity_stays_inside_the_root_s() {
    let made = Moment::from_unix(NOW);
    let root = root(KeyAlgorithm::EcdsaP256, made);
    let late = made.plus_days(3600);
    let certificate = read(&issue(&root, "west", late).ca_cert);
    assert_eq!(certificate.not_after, root.certificate().not_after);
    let at_once = read(&issue(&root, "west", root.certificate().not_before).ca_cert);
    assert_eq!(at_once.not_before, root.certificate().not_before);
    for outside in [made.plus_days(3651), made.plus_days(-1)] {
        let seed = Seed::new([3; 32]);
        let refused = root.issue("shop", "west", KeyAlgorithm::EcdsaP256, &seed, outside);
        assert_eq!(refused.err(), Some(PkiError::IssuerNotValid));
    }
}

#[test]
fn what_a_cluster_gets_does_not_depend_on_the_other_clusters() {
    let now = Moment::from_unix(NOW);
    let root = root(KeyAlgorithm::EcdsaP256, now);
    let first = issue(&root, "west", now);
    issue(&root, "east", now);
    let again = issue(&root, "west", now);
    assert_eq!(first.files(), again.files());
}

#[test]
fn a_root_is_opened_only_with_its_own_key_and_only_if_it_may_sign() {
    let now = Moment::from_unix(NOW);
    let made = root(KeyAlgorithm::EcdsaP256, now);
    let key = || {
        let pem = made.key().to_pem().expect("keys can be written");
        meshwright_pki::PrivateKey::from_pem(pem.as_bytes()).expect("it is a key")
    };
    let opened =
        Root::open(made.certificate_pem().as_bytes(), key()).expect("they belong together");
    assert_eq!(
        issue(&opened, "west", now).files(),
        issue(&made, "west", now).files()
    );
    let west = issue(&made, "west", now);
    let refused = |certificate: &str, key| Root::open(certificate.as_bytes(), key).err();
    assert_eq!(refused(&west.ca_cert, key()), Some(PkiError::KeyDoesNotFit));
    let own = meshwright_pki::PrivateKey::from_pem(west.ca_key.as_bytes()).expect("it is a key");
    assert_eq!(refused(&west.ca_cert, own), Some(PkiError::CannotIssue));
    assert_eq!(refused("", key()), Some(PkiError::NotACertificate));
}

#[test]
fn the_secret_holds_the_four_files_and_nothing_else() {
    let now = Moment::from_unix(NOW);
    let made = issue(&root(KeyAlgorithm::EcdsaP256, now), "west", now);
    let text = made.secret("istio-system");
    let manifest: serde_yaml::Value = serde_yaml::from_str(&text).expect("it is YAML");
    assert_eq!(manifest["kind"], "Secret");
    assert_eq!(manifest["metadata"]["name"], "cacerts");
    assert_eq!(manifest["metadata"]["namespace"], "istio-system");
    let data = manifest["data"].as_mapping().expect("data is a map");
    let keys: Vec<&str> = data.keys().filter_map(serde_yaml::Value::as_str).collect();
    assert_eq!(keys, Cacerts::FILES);
    for (name, text) in made.files() {
        let base64 = data[name].as_str().expect("a text");
        let bytes = <base64ct::Base64 as base64ct::Encoding>::decode_vec(base64);
        assert_eq!(bytes.expect("it is base64"), text.as_bytes(), "{name}");
    }
}
