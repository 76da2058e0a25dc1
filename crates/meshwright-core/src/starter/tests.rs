use std::collections::BTreeSet;

use meshwright_catalog::Feature;
use meshwright_diag::{Finding, Language, Severity, Words};
use meshwright_model::{InstallMethod, IstioVersion};

use super::{STARTERS, StarterError, StarterOptions, starter};
use crate::{Options, compile};

fn topology(name: &str, clusters: usize, networks: usize) -> Result<String, StarterError> {
    let words = crate::words(Language::En);
    let options = StarterOptions {
        clusters: Some(clusters),
        networks: Some(networks),
        ..StarterOptions::default()
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
        ("external", 2, 1),
        ("external", 4, 3),
        ("external", 300, 5),
        ("ambient", 2, 2),
        ("ambient", 5, 5),
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
        assert!(compiled.plan.is_some_and(|plan| plan.is_complete()));
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
        ("external", 1, 1),
        ("ambient", 1, 1),
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
        assert_eq!(
            topology("external", 4, networks),
            Err(StarterError::Networks { most: 3 }),
            "the external cluster has no workloads"
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
fn every_release_begins_with_every_model_that_it_has() {
    let words = crate::words(Language::En);
    for minor in meshwright_catalog::releases() {
        let istio = IstioVersion::parse(minor).ok();
        let release = meshwright_catalog::resolve(istio.as_ref().expect("a minor is a version"));
        for starter in STARTERS {
            let facts = release.release;
            let refused = match starter.name {
                "ambient" if !facts.support(Feature::AmbientMultiNetwork).is_there() => {
                    Some("AMB105")
                }
                "external" if !*facts.external().config_cluster => Some("VER125"),
                _ => None,
            };
            let options = StarterOptions {
                istio: istio.clone(),
                ..StarterOptions::default()
            };
            let text = starter.topology(&options, &words).expect("fits");
            let compiled = compile(&text, &Options::default());
            let codes: Vec<&str> = compiled
                .findings
                .iter()
                .filter(|finding| finding.severity > Severity::Info)
                // What is said of a release itself, not of what is made of it.
                .map(|finding| finding.rule.code.0)
                .filter(|code| !["AMB106", "VER116"].contains(code))
                .collect();
            let expected: Vec<&str> = refused.into_iter().collect();
            assert_eq!(codes, expected, "{minor} {}", starter.name);
            let plan = compiled.plan.expect("a topology has a plan");
            assert_eq!(plan.is_complete(), refused.is_none(), "{minor}");
        }
    }
}

#[test]
fn what_a_release_cannot_do_by_a_method_is_one_error_that_names_who_can() {
    let words = crate::words(Language::En);
    let mut refused = BTreeSet::new();
    for minor in meshwright_catalog::releases() {
        for method in InstallMethod::ALL {
            for starter in STARTERS {
                let options = StarterOptions {
                    istio: IstioVersion::parse(minor).ok(),
                    method: Some(*method),
                    ..StarterOptions::default()
                };
                let text = starter.topology(&options, &words).expect("fits");
                let compiled = compile(&text, &Options::default());
                let errors: Vec<&Finding> = compiled
                    .findings
                    .iter()
                    .filter(|finding| finding.severity == Severity::Error)
                    .collect();
                let codes: BTreeSet<&str> = errors.iter().map(|error| error.rule.code.0).collect();
                assert!(
                    codes.len() < 2,
                    "{minor} {method} {}: {codes:?}",
                    starter.name
                );
                for error in errors {
                    let help = words.say(&error.help());
                    assert!(help.contains("Istio 1."), "{minor} {method}: {help}");
                }
                refused.extend(codes);
            }
        }
    }
    let refused: Vec<&str> = refused.into_iter().collect();
    assert_eq!(refused, ["AMB105", "VER118", "VER120", "VER125"]);
}

#[test]
fn the_install_method_is_written_where_one_is_asked_for() {
    let words = crate::words(Language::En);
    for method in InstallMethod::ALL {
        let options = StarterOptions {
            method: Some(*method),
            ..StarterOptions::default()
        };
        for starter in STARTERS {
            let text = starter.topology(&options, &words).expect("fits");
            let line = format!("    installMethod: {}\n", method.as_str());
            assert!(text.contains(&line), "{text}");
            let compiled = compile(&text, &Options::default());
            let bad = |finding: &Finding| finding.severity > Severity::Info;
            assert_eq!(
                compiled.findings.iter().find(|finding| bad(finding)),
                None,
                "{} {}",
                starter.name,
                method.as_str()
            );
        }
    }
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
