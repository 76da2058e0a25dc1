#![expect(
    clippy::disallowed_methods,
    reason = "the list that the browser's side is compared with is a file"
)]

use std::collections::BTreeMap;
use std::path::Path;

use meshwright_model::IstioVersion;
use meshwright_pki::{Moment, Seed};
use meshwright_render::digest::sha256;
use serde_json::json;

use super::{Authority, certificates, istiod, reload};
use crate::{Options, compile};

/// An example with two clusters whose istiod signs.
const EXAMPLE: &str = "two-primaries-two-networks.yaml";

fn version(text: &str) -> IstioVersion {
    IstioVersion::parse(text).expect("it is a version")
}

#[test]
fn a_seed_gives_the_certificates_that_the_browser_makes_of_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text = std::fs::read_to_string(root.join("examples").join(EXAMPLE)).expect("an example");
    let (seed, now) = (7_u8, 1_800_000_000_i64);
    let mut all = BTreeMap::new();
    for algorithm in ["ecdsa-p256", "ecdsa-p384"] {
        let asked = text.replace(
            "mesh:\n",
            &format!("mesh:\n  ca: {{keyAlgorithm: {algorithm}}}\n"),
        );
        let compiled = compile(&asked, &Options::default());
        let mesh = compiled.mesh.as_ref().expect("the example is a mesh");
        let wanted = compiled
            .plan
            .as_ref()
            .and_then(certificates)
            .expect("it has certificates");
        assert_eq!(wanted.algorithm.as_str(), algorithm);
        let authority = Authority::new(mesh, wanted, Seed::new([seed; 32]), Moment::from_unix(now))
            .expect("ECDSA is in every build");
        let mut files = BTreeMap::new();
        let key = authority
            .sealed_root_key("correct horse battery")
            .expect("it is long enough");
        files.insert("root/root-key.pem".to_owned(), sha256(key.as_bytes()));
        let certificate = authority.root.certificate_pem();
        files.insert(
            "root/root-cert.pem".to_owned(),
            sha256(certificate.as_bytes()),
        );
        for cluster in &authority.certificates.clusters {
            let made = authority.issue(cluster).expect("the root is valid");
            for (name, text) in made.files() {
                files.insert(format!("{cluster}/{name}"), sha256(text.as_bytes()));
            }
        }
        assert_eq!(files.len(), 10);
        all.insert(algorithm, files);
    }
    let golden = json!({"topology": EXAMPLE, "seed": seed, "now": now, "files": all});
    let text = serde_json::to_string_pretty(&golden).expect("it is JSON") + "\n";
    let path = root.join("tests/wasm/certificates.json");
    if std::env::var_os("MESHWRIGHT_BLESS").is_some() {
        std::fs::write(&path, &text).expect("the repository is writable");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        kept, text,
        "MESHWRIGHT_BLESS=1 writes it anew; then run the parity test"
    );
}

#[test]
fn releases_say_what_their_istiod_does_with_files() {
    assert!(!istiod(&version("1.26.0")).refuses_incomplete);
    assert!(istiod(&version("1.26.1")).refuses_incomplete);
    assert!(!istiod(&version("1.14.1")).reads_tls_names);
    assert!(istiod(&version("1.14.2")).reads_tls_names);
    assert!(!reload(&version("1.11")).intermediate);
    assert!(!reload(&version("1.17")).intermediate);
    assert!(reload(&version("1.18")).intermediate);
    assert!(!reload(&version("1.19")).root);
    assert!(reload(&version("1.20")).root);
}
