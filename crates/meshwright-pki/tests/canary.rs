//! No byte of a private key is in what is formatted, told or panicked with.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};

use base64ct::{Base64, Encoding};
use meshwright_diag::{Language, Words};
use meshwright_model::KeyAlgorithm;
use meshwright_pki::{
    Bundle, Cacerts, CheckOptions, Istiod, Moment, PkiError, PrivateKey, Request, Root, Seed,
    WORDS, bundles_of_manifests, certificates, check, import, sealed,
};

const NOW: i64 = 1_800_000_000;
const PASSPHRASE: &str = "correct horse battery";

/// Every form of a key in which a byte of it could be seen: its lines of PEM, its bytes as Rust
/// shows them and in hexadecimal, eight at a time.
fn forms(pem: &str) -> BTreeSet<String> {
    let der = der(pem);
    let mut forms: BTreeSet<String> = lines(pem).map(str::to_owned).collect();
    // Where the secret number is in PKCS #8; what stands around it is the same in every key.
    let secret = &der[der.len().min(36)..der.len().min(68)];
    for part in secret.chunks(8) {
        let hex = hex(part);
        let numbers: Vec<String> = part.iter().map(ToString::to_string).collect();
        forms.extend([hex.to_uppercase(), hex, numbers.join(", ")]);
    }
    forms
}

fn lines(pem: &str) -> impl Iterator<Item = &str> {
    pem.lines().filter(|line| !line.starts_with('-'))
}

fn der(pem: &str) -> Vec<u8> {
    let base64: String = lines(pem).collect();
    Base64::decode_vec(&base64).expect("it is PEM")
}

fn hex(bytes: &[u8]) -> String {
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    pairs.concat()
}

fn shown(one: &impl Debug) -> String {
    format!("{one:?}\n{one:#?}\n")
}

/// What a panic says that comes of a value where an error was expected.
fn panicked<T: Debug>(value: T) -> String {
    let found: Result<T, PkiError> = std::hint::black_box(Ok(value));
    let expecting = move || found.expect_err("this is to panic");
    let Err(payload) = catch_unwind(AssertUnwindSafe(expecting)) else {
        panic!("a value is no error");
    };
    let said = payload.downcast::<String>().expect("it says something");
    assert!(said.contains("this is to panic"));
    *said
}

#[test]
fn no_form_of_a_key_is_shown_told_or_panicked_with() {
    let (seed, now) = (Seed::new([7; 32]), Moment::from_unix(NOW));
    for algorithm in [KeyAlgorithm::EcdsaP256, KeyAlgorithm::EcdsaP384] {
        let root = Root::new("shop", algorithm, &seed, now).expect("it is in the build");
        let made = root.issue("shop", "west", algorithm, &seed, now);
        let made: Cacerts = made.expect("the root is valid");
        let request = Request::new("shop", "west", algorithm, &seed).expect("it is in the build");
        let keys = [root.key(), &request.key]
            .map(|key| key.to_pem().expect("keys can be written").to_string());
        let sealed = sealed::seal(root.key(), PASSPHRASE, &seed).expect("it is long enough");

        let mut said = String::new();
        said += &shown(&seed);
        said += &shown(&root);
        said += &shown(root.key());
        said += &shown(&made);
        said += &shown(&request);
        said += &shown(&PrivateKey::from_pem(keys[0].as_bytes()));
        said += &shown(&sealed::open(sealed.as_bytes(), PASSPHRASE));
        said += &shown(&import(root.key(), keys[1].as_bytes()));
        // Keys where certificates belong, and the other way round.
        said += &shown(&Root::open(keys[0].as_bytes(), request.key));
        said += &shown(&PrivateKey::from_pem(made.ca_cert.as_bytes()));
        let mixed = Cacerts {
            ca_cert: made.ca_key.to_string(),
            ca_key: made.ca_cert.clone().into(),
            cert_chain: keys.concat(),
            root_cert: sealed,
        };
        let manifest = mixed.secret("istio-system");
        let mut bundles = bundles_of_manifests(manifest.as_bytes(), Istiod::default());
        bundles.push(Bundle::of("east", &made, Istiod::default()));
        said += &shown(&bundles);
        for bundle in &bundles {
            said += &shown(&certificates(bundle));
        }
        let words = Words::new(Language::En, &[WORDS]);
        let findings = check(&bundles, &CheckOptions { now });
        assert!(!findings.is_empty());
        for finding in &findings {
            said += &shown(finding);
            said += &words.say(&finding.message);
            for text in [finding.why(), finding.help()] {
                said += &words.find(&text).unwrap_or_default();
            }
        }
        let own = made.ca_key.to_string();
        said += &panicked(made);
        said += &panicked(root);

        for key in keys.iter().chain([&own]) {
            for form in forms(key) {
                assert!(!said.contains(&form), "{algorithm}: {form} in {said}");
            }
        }
        assert!(!said.contains(PASSPHRASE));
        // The test can see them where they are.
        let hex = hex(&der(&own));
        for text in [own.clone(), hex, format!("{:?}", der(&own))] {
            assert!(forms(&own).iter().any(|form| text.contains(form)), "{text}");
        }
    }
}
