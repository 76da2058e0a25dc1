//! Trust and credentials: who gets which, made where, kept where.

use std::collections::BTreeSet;

use meshwright_core::model::Role;
use meshwright_core::plan::{Condition, StepKind};

use super::ask::{SCRIPTS, lines, own, steps};
use crate::example::Example;

pub(crate) fn secrets_come_from_their_own_cluster(example: &Example) {
    for step in steps(example, StepKind::RemoteSecret) {
        let cluster = own(example, step);
        let [command] = &example.commands(step)[..] else {
            panic!("{}: one command", step.id);
        };
        assert!(
            command.contains("istioctl create-remote-secret "),
            "{command}"
        );
        for flag in [
            format!(" --context={} ", cluster.context),
            format!(" --name={} ", cluster.name),
            " --namespace=istio-system".to_owned(),
        ] {
            assert!(command.contains(&flag), "{command}: {flag}");
        }
        assert!(
            step.needs
                .iter()
                .any(|need| need.kind == StepKind::ControlPlane)
        );
    }
    for step in steps(example, StepKind::Attach) {
        let cluster = own(example, step);
        let [command] = &example.commands(step)[..] else {
            panic!("{}: one command", step.id);
        };
        let from = format!("remote_secrets_except {} | kubectl ", cluster.name);
        assert!(command.starts_with(&from), "{command}");
        let said = format!("Let `{}` watch ", cluster.name);
        assert!(example.file("runbook.md").contains(&said), "{said}");
    }
}

pub(crate) fn secrets_go_through_memory(example: &Example) {
    for step in steps(example, StepKind::RemoteSecret) {
        for command in example.commands(step) {
            assert!(
                command.starts_with("remote_secret_") && command.contains("=$("),
                "{command}"
            );
            assert!(!command.contains('>'), "{command}");
        }
    }
    for step in steps(example, StepKind::Attach) {
        for command in example.commands(step) {
            assert!(command.ends_with("--filename=-"), "{command}");
        }
    }
    for script in SCRIPTS {
        for line in lines(example.file(script)) {
            assert!(!line.contains("scp ") && !line.contains("tee "), "{line}");
        }
    }
}

pub(crate) fn secrets_only_in_primaries(example: &Example) {
    let others = example.mesh.clusters.len() - 1;
    for step in steps(example, StepKind::Attach) {
        assert_eq!(own(example, step).role, Role::Primary, "{}", step.id);
        assert_eq!(
            step.done_when,
            [Condition::RemoteSecretsPresent {
                others,
                namespace: "istio-system"
            }],
            "{}",
            step.id
        );
    }
}

pub(crate) fn one_certificate_per_primary(example: &Example) {
    let primaries: BTreeSet<_> = example
        .mesh
        .primaries()
        .map(|(_, c)| c.name.clone())
        .collect();
    for kind in [StepKind::Certificate, StepKind::Cacerts] {
        let made: BTreeSet<_> = steps(example, kind)
            .filter_map(|s| s.id.cluster.clone())
            .collect();
        assert_eq!(made, primaries, "{}: {kind:?}", example.name);
    }
    for step in steps(example, StepKind::Cacerts) {
        let cluster = own(example, step);
        let put = format!("put_cacerts {} kubectl", cluster.name);
        assert!(example.commands(step)[0].starts_with(&put));
    }
}

pub(crate) fn root_is_made_once_and_stays(example: &Example) {
    assert_eq!(steps(example, StepKind::RootCertificate).count(), 1);
    let run = example.file("run.sh");
    assert_eq!(run.matches("make_root ").count(), 1);
    let library = example.file("lib.sh");
    let (_, put) = library
        .split_once("\nput_cacerts() {")
        .expect("the function is there");
    let (put, _) = put.split_once("\n}\n").expect("it ends");
    assert!(
        !put.contains("root-key") && put.contains("root-cert.pem"),
        "{put}"
    );
    assert_eq!(put.matches("--from-file=").count(), 4);
    let (_, make) = library
        .split_once("\nmake_root() {")
        .expect("the function is there");
    assert!(
        make.contains("-s \"$folder/root-cert.pem\""),
        "it makes a second root"
    );
}

pub(crate) fn trust_comes_first(example: &Example) {
    for step in steps(example, StepKind::ControlPlane) {
        let cluster = own(example, step);
        if cluster.role == Role::Primary {
            let cacerts = example.place(&format!("{}/cacerts", cluster.name));
            assert!(cacerts.is_some() && cacerts < example.place(&step.id.to_string()));
        }
    }
    assert!(example.file("runbook.md").contains("\n### Trust\n"));
    assert!(
        example
            .file("runbook.md")
            .contains("\n## Before you start\n")
    );
}

pub(crate) fn api_server_as_the_topology_says(example: &Example) {
    for step in steps(example, StepKind::RemoteSecret) {
        let command = &example.commands(step)[0];
        match &own(example, step).api_server.url {
            None => assert!(!command.contains("--server"), "{command}"),
            Some(url) => assert!(command.contains(&format!(" --server={url})")), "{command}"),
        }
    }
}
