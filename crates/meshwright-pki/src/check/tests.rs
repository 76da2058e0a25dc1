use std::collections::BTreeSet;

use meshwright_diag::{Finding, Language, Words};
use meshwright_model::KeyAlgorithm;

use super::{Bundle, CheckOptions, Istiod, check, rule_infos};
use crate::testing::{NOW, forge};
use crate::{Moment, Root, Seed, WORDS, profile};

fn findings(bundles: &[Bundle]) -> Vec<Finding> {
    let now = Moment::from_unix(NOW);
    check(bundles, &CheckOptions { now })
}

fn findings_with(mut bundles: Vec<Bundle>, istiod: Istiod) -> Vec<Finding> {
    for bundle in &mut bundles {
        bundle.istiod = istiod;
    }
    findings(&bundles)
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.code.0).collect()
}

/// The blocks of YAML of a page, in order.
fn examples(page: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut lines = page.lines();
    while lines.any(|line| line == "```yaml") {
        let block = lines.by_ref().take_while(|line| *line != "```");
        examples.push(block.flat_map(|line| [line, "\n"]).collect());
    }
    examples
}

#[test]
fn every_bad_example_fires_its_rule_and_no_other() {
    for rule in rule_infos() {
        let examples = examples(rule.page);
        let [bad, _] = examples.as_slice() else {
            panic!("{} has {} examples, not two", rule.code, examples.len());
        };
        let bundles = forge(bad);
        let found = findings(&bundles);
        let own: BTreeSet<&str> = codes(&found).into_iter().collect();
        assert_eq!(own, BTreeSet::from([rule.code.0]), "{}", rule.code);
        // A page about several mistakes shows each in a cluster of its own.
        if bad.matches(": {").count() > 1 && !["TRU201", "TRU220"].contains(&rule.code.0) {
            let blamed: BTreeSet<_> = found
                .iter()
                .map(|one| one.primary.path.segments()[0].clone())
                .collect();
            let all: BTreeSet<_> = bundles.iter().map(|bundle| bundle.name.clone()).collect();
            assert_eq!(blamed, all, "{}", rule.code);
        }
    }
}

#[test]
fn every_good_example_is_clean() {
    for rule in rule_infos() {
        let good = &examples(rule.page)[1];
        assert_eq!(findings(&forge(good)), [], "{}", rule.code);
    }
}

#[test]
fn what_is_issued_is_clean_for_every_algorithm() {
    let seed = Seed::new([4; 32]);
    let now = Moment::from_unix(NOW);
    let mut algorithms = vec![KeyAlgorithm::EcdsaP256, KeyAlgorithm::EcdsaP384];
    if cfg!(feature = "rsa") {
        algorithms.push(KeyAlgorithm::Rsa2048);
    }
    for algorithm in algorithms {
        let root = Root::new("shop", algorithm, &seed, now).expect("it is in the build");
        let bundles = ["west", "east"].map(|cluster| {
            let made = root.issue("shop", cluster, algorithm, &seed, now);
            Bundle::of(
                cluster,
                &made.expect("the root is valid"),
                Istiod::default(),
            )
        });
        assert_eq!(findings(&bundles), [], "{algorithm}");
    }
    assert_eq!(profile::ROOT_DAYS, 3650);
}

#[test]
fn every_finding_has_a_headline_that_fits_and_says_what_to_do() {
    let words = Words::new(Language::En, &[WORDS]);
    for rule in rule_infos() {
        for finding in findings(&forge(&examples(rule.page)[0])) {
            let headline = words.say(&finding.message);
            assert!(!headline.contains("TRU"), "{headline}");
            assert!(!headline.contains("{$"), "{headline}");
            assert!(headline.len() <= 100, "{} {headline}", headline.len());
            for sentence in [finding.why(), finding.help()] {
                let sentence = words.find(&sentence).expect("why and help are there");
                assert!(!sentence.contains("{$"), "{sentence}");
            }
        }
    }
}

/// What may go wrong with a chain, the finding about it, and whether openssl sees it too, which
/// does not mind the order of certificates or how many keys follow the first.
const MUTATIONS: &[(&str, &str, &str, bool)] = &[
    ("in order", "west: {between: {}}", "", false),
    (
        "another order",
        "west: {between: {}, chain: [ca, root, between]}",
        "TRU213",
        false,
    ),
    ("root first", "west: {chain: [root, ca]}", "TRU213", false),
    (
        "no root",
        "west: {missing: [root-cert.pem]}",
        "TRU214",
        true,
    ),
    ("another root", "west: {roots: [second]}", "TRU203", true),
    (
        "signed by another",
        "west: {ca: {signed-by: second}}",
        "TRU203",
        true,
    ),
    (
        "no CA between",
        "west: {between: {}, chain: [ca]}",
        "TRU203",
        true,
    ),
    ("ended", "west: {ca: {days: -1}}", "TRU208", true),
    ("the root ended", "west: {root: {days: -1}}", "TRU208", true),
    ("not begun", "west: {ca: {begins-in: 3}}", "TRU208", true),
    (
        "path length of the root",
        "west: {root: {path-length: 0}}",
        "TRU205",
        true,
    ),
    (
        "path length between",
        "west: {between: {path-length: 0}}",
        "TRU205",
        true,
    ),
    ("no CA", "west: {ca: {is-ca: false}}", "TRU204", true),
    (
        "no right to sign",
        "west: {ca: {usage: [crl-sign]}}",
        "TRU206",
        true,
    ),
    ("another key", "west: {key: other}", "TRU202", true),
    ("two keys", "west: {key: two}", "TRU216", false),
    (
        "a hash that is broken",
        "west: {ca: {hash: sha-1}}",
        "TRU211",
        true,
    ),
    (
        "a short RSA key",
        "west: {roots: [first, rsa-1024]}",
        "TRU211",
        false,
    ),
];

#[test]
fn each_mutation_of_a_chain_has_its_finding_and_openssl_agrees() {
    let mut wrong = Vec::new();
    for (what, text, code, is_seen_by_openssl) in MUTATIONS {
        let bundles = forge(text);
        let found: BTreeSet<&str> = codes(&findings(&bundles)).into_iter().collect();
        if !(found.contains(code) || code.is_empty() && found.is_empty()) {
            wrong.push(format!("{what}: {found:?} in place of {code}"));
        }
        if is_refused_by_openssl(&bundles[0]) != *is_seen_by_openssl {
            wrong.push(format!("{what}: openssl"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether openssl refuses a workload's certificate that the signing certificate has signed, or
/// will not sign it.
#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "openssl reads files and is a process"
)]
fn is_refused_by_openssl(bundle: &Bundle) -> bool {
    let folder = tempfile::tempdir().expect("a temporary directory");
    for (name, file) in &bundle.files {
        std::fs::write(folder.path().join(name), &file.bytes).expect("the folder is writable");
    }
    let openssl = |line: &str| {
        let mut command = std::process::Command::new("openssl");
        let output = command
            .args(line.split(' '))
            .current_dir(folder.path())
            .output();
        output.expect("openssl is installed").status.success()
    };
    assert!(openssl(
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout leaf.key -out leaf.csr \
         -subj /O=x"
    ));
    let sign = "x509 -req -in leaf.csr -CA ca-cert.pem -CAkey ca-key.pem -set_serial 7 -days 9000 \
                -out leaf.pem";
    let verify =
        format!("verify -attime {NOW} -CAfile root-cert.pem -untrusted cert-chain.pem leaf.pem");
    !(openssl(sign) && openssl(&verify))
}

#[test]
fn releases_differ_in_what_they_make_of_missing_files_and_of_other_names() {
    let old = Istiod {
        refuses_incomplete: false,
        reads_tls_names: false,
    };
    let key = |text: &str, istiod| {
        let findings = findings_with(forge(text), istiod);
        findings[0].message.key.clone()
    };
    let no_key = "west: {missing: [ca-key.pem]}";
    assert_eq!(key(no_key, old), "TRU214-silent");
    assert_eq!(key(no_key, Istiod::default()), "TRU214-refused");
    assert_eq!(
        key("west: {missing: [cert-chain.pem]}", old),
        "TRU214-refused"
    );
    let tls = "west: {also: tls}";
    assert_eq!(key(tls, old), "TRU225-ignored");
    assert_eq!(key(tls, Istiod::default()), "TRU225-taken");
}

#[test]
fn names_of_a_tls_secret_are_enough_where_istiod_reads_them() {
    let missing = crate::Cacerts::FILES.join(", ");
    let text = format!("west: {{also: tls, missing: [{missing}]}}");
    assert_eq!(findings(&forge(&text)), []);
    let old = Istiod {
        reads_tls_names: false,
        ..Istiod::default()
    };
    assert_eq!(codes(&findings_with(forge(&text), old)), ["TRU214"]);
}

#[test]
fn no_damage_makes_the_checker_panic() {
    let mut seed = 1_u32;
    for round in 0..40 {
        let mut bundles = forge("west: {between: {}}\neast: {}");
        for bundle in &mut bundles {
            for file in bundle.files.values_mut() {
                for _ in 0..=round % 7 {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let place = seed as usize % file.bytes.len();
                    file.bytes[place] = (seed >> 24) as u8;
                }
            }
        }
        findings(&bundles);
    }
    for bytes in [
        &b""[..],
        b"\xff\xfe",
        b"-----BEGIN CERTIFICATE-----",
        &[b'-'; 5000],
    ] {
        let mut bundles = forge("west: {}");
        for file in bundles[0].files.values_mut() {
            file.bytes = zeroize::Zeroizing::new(bytes.to_vec());
        }
        assert_ne!(findings(&bundles), []);
    }
}

#[test]
fn issuers_that_sign_each_other_end() {
    let mut bundles = forge("west: {between: {}}");
    // The same CAs a thousand times over are still tried only so often.
    let chain = bundles[0]
        .files
        .get_mut("cert-chain.pem")
        .expect("it is there");
    let once = chain.bytes.to_vec();
    chain.bytes = zeroize::Zeroizing::new(once.repeat(100));
    assert_eq!(codes(&findings(&bundles)), ["TRU213"]);
}

#[test]
fn rules_are_sorted_and_each_page_has_its_sections() {
    let rules = rule_infos();
    assert!(rules.is_sorted_by(|left, right| left.code < right.code));
    let sections = [
        "## What it does",
        "## Why is this bad?",
        "## Example",
        "## Use instead",
        "## References",
    ];
    for rule in rules {
        let title = format!("# {}: {}\n", rule.code, rule.name);
        assert!(rule.page.starts_with(&title), "{title}");
        let found: Vec<&str> = rule
            .page
            .lines()
            .filter(|line| line.starts_with("## "))
            .collect();
        assert_eq!(found, sections, "{}", rule.code);
    }
}
