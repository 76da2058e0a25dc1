//! Certificates from a CA that somebody else runs.

use meshwright_model::KeyAlgorithm;
use meshwright_pki::{
    Bundle, CheckOptions, Istiod, Moment, PkiError, PrivateKey, Root, Seed, check, import,
};

const NOW: i64 = 1_800_000_000;

/// A CA's answer for one cluster: its key, its certificate, the root.
fn answer(seed: u8) -> (PrivateKey, String, String) {
    let now = Moment::from_unix(NOW);
    let seed = Seed::new([seed; 32]);
    let root = Root::new("corp", KeyAlgorithm::EcdsaP384, &seed, now).expect("it is in the build");
    let made = root
        .issue("shop", "west", KeyAlgorithm::EcdsaP256, &seed, now)
        .expect("the root is valid");
    let key = PrivateKey::from_pem(made.ca_key.as_bytes()).expect("it is a key");
    (key, made.ca_cert.clone(), made.root_cert.clone())
}

#[test]
fn an_answer_is_put_together_in_whatever_order_it_comes() {
    let (key, own, root) = answer(1);
    let (_, stranger, _) = answer(2);
    for text in [
        format!("{own}{root}"),
        format!("{root}{own}"),
        format!("{stranger}junk\n{root}{own}{own}"),
    ] {
        let made = import(&key, text.as_bytes()).expect("it leads to the root");
        assert_eq!((&made.ca_cert, &made.root_cert), (&own, &root));
        assert_eq!(made.cert_chain, format!("{own}{root}"));
        let options = CheckOptions {
            now: Moment::from_unix(NOW),
        };
        assert_eq!(
            check(&[Bundle::of("west", &made, Istiod::default())], &options),
            []
        );
    }
}

#[test]
fn an_answer_that_leads_nowhere_or_is_for_somebody_else_is_refused() {
    let (key, own, root) = answer(1);
    let (other, _, other_root) = answer(2);
    let refused = |key, text: &str| import(key, text.as_bytes()).err();
    assert_eq!(refused(&key, ""), Some(PkiError::NotACertificate));
    assert_eq!(refused(&key, &own), Some(PkiError::ChainIncomplete));
    // A root of the same name that did not sign.
    let wrong = format!("{own}{other_root}");
    assert_eq!(refused(&key, &wrong), Some(PkiError::ChainIncomplete));
    let both = format!("{own}{root}");
    assert_eq!(refused(&other, &both), Some(PkiError::OtherRequest));
}
