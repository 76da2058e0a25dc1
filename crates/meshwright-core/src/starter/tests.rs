use meshwright_diag::{Finding, Language, Severity, Words};
use meshwright_model::IstioVersion;

use super::{STARTERS, StarterError, StarterOptions, starter};
use crate::{Options, compile};

fn topology(name: &str, clusters: usize, networks: usize) -> Result<String, StarterError> {
    let words = crate::words(Language::En);
    let options = StarterOptions {
        clusters: Some(clusters),
        networks: Some(networks),
        istio: None,
    };
    starter(name).expect("a starter").topology(&options, &words)
}

#[test]
fn starters_pass_every_rule_and_have_a_plan() {
    let shapes = [
        ("single", 1, 1),
        ("multi-primary", 2, 1),
        ("multi-primary", 2, 2),
        ("multi-primary", 3, 3),
        ("multi-primary", 5, 3),
        ("multi-primary", 24, 7),
        ("primary-remote", 2, 1),
        ("primary-remote", 2, 2),
        ("primary-remote", 7, 3),
        ("primary-remote", 300, 5),
    ];
    for (name, clusters, networks) in shapes {
        let text = topology(name, clusters, networks).expect("the numbers fit");
        let compiled = compile(&text, &Options::default());
        let bad = |finding: &Finding| finding.severity > Severity::Info;
        assert_eq!(
            compiled.findings.iter().find(|finding| bad(finding)),
            None,
            "{name} {clusters} {networks}:\n{text}"
        );
        let mesh = compiled.mesh.expect("a mesh");
        assert_eq!(mesh.clusters.len(), clusters);
        assert_eq!(mesh.networks.len(), networks);
    }
}

#[test]
fn many_primaries_are_warned_of_and_planned() {
    let text = topology("multi-primary", 300, 7).expect("the numbers fit");
    let compiled = compile(&text, &Options::default());
    let codes: Vec<&str> = compiled.findings.iter().map(|f| f.rule.code.0).collect();
    assert_eq!(codes, ["SEC101"]);
    assert!(compiled.plan.is_some_and(|plan| plan.is_complete()));
}

#[test]
fn numbers_that_make_no_mesh_are_refused() {
    for (name, clusters, networks) in [
        ("single", 2, 1),
        ("multi-primary", 1, 1),
        ("multi-primary", 2001, 1),
        ("primary-remote", 0, 1),
    ] {
        assert!(
            matches!(
                topology(name, clusters, networks),
                Err(StarterError::Clusters { .. })
            ),
            "{name} {clusters}"
        );
    }
    for networks in [0, 4] {
        assert_eq!(
            topology("multi-primary", 3, networks),
            Err(StarterError::Networks { most: 3 })
        );
    }
}

#[test]
fn the_release_is_the_one_asked_for() {
    let words = crate::words(Language::En);
    let options = StarterOptions {
        istio: IstioVersion::parse("1.27").ok(),
        ..StarterOptions::default()
    };
    let text = STARTERS[1].topology(&options, &words).expect("fits");
    assert!(text.contains("version: \"1.27\"\n"), "{text}");
}

#[test]
fn every_comment_is_in_the_catalogue() {
    let words: Words = crate::words(Language::En);
    for starter in STARTERS {
        assert!(words.find(&starter.title()).is_some(), "{}", starter.name);
        let text = starter
            .topology(&StarterOptions::default(), &words)
            .expect("its own numbers fit");
        assert!(!text.contains("# starter-"), "{text}");
    }
}
