//! Order: what comes after what, and how it ends.

use std::collections::BTreeSet;

use meshwright_core::model::Role;
use meshwright_core::plan::StepKind;

use super::ask::{SCRIPTS, access, operators, own, steps};
use crate::example::Example;

pub(crate) fn address_is_outside_and_not_empty(example: &Example) {
    let library = example.file("lib.sh");
    assert!(
        library.contains(".status.loadBalancer.ingress"),
        "where the outside address is"
    );
    assert!(
        library.contains("{{or .ip .hostname}}"),
        "an address may be a host name"
    );
    assert!(
        library.contains("if [ -n \"$addresses\" ]"),
        "an empty address is none"
    );
    for script in SCRIPTS {
        assert!(!example.file(script).contains("clusterIP"), "{script}");
    }
    for step in &example.plan.steps {
        for command in example.commands(step) {
            if command.contains("remotePilotAddress") {
                assert!(command.contains("=\"${address:?}\""), "{command}");
            }
        }
    }
    for (_, object) in operators(example) {
        assert_eq!(
            object.pointer("/spec/values/global/remotePilotAddress"),
            None,
            "{object}"
        );
    }
}

pub(crate) fn remote_comes_after_what_it_needs(example: &Example) {
    for step in steps(example, StepKind::ControlPlane) {
        let cluster = own(example, step);
        let Role::Remote { control_plane, .. } = cluster.role else {
            continue;
        };
        let primary = &example.mesh[control_plane.expect("it was resolved")].name;
        let place = example.place(&step.id.to_string());
        for before in ["gateway-address", "expose-istiod", "control-plane"] {
            let before = example.place(&format!("{primary}/{before}"));
            assert!(before.is_some() && before < place, "{}", step.id);
        }
    }
}

pub(crate) fn sync_is_asked_of_istiod(example: &Example) {
    for step in steps(example, StepKind::Attach) {
        let watcher = &own(example, step).name;
        let sync = example.step(&format!("{watcher}/remote-clusters"));
        assert!(sync.needs.contains(&step.id), "{}", sync.id);
        let command = &example.commands(sync)[0];
        assert!(command.contains("istioctl remote-clusters --"), "{command}");
    }
    assert!(!example.file("run.sh").contains(" logs "));
}

pub(crate) fn verification_tries_every_pair(example: &Example) {
    let asking: BTreeSet<_> = steps(example, StepKind::Requests)
        .filter_map(|s| s.id.cluster.clone())
        .collect();
    let all: BTreeSet<_> = example
        .mesh
        .clusters
        .iter()
        .map(|c| c.name.clone())
        .collect();
    assert_eq!(asking, all);
    let targets = example.file("verify/targets.txt");
    for cluster in &example.mesh.clusters {
        let line = format!("in-{} {}\n", cluster.name, cluster.name);
        assert!(targets.contains(&line), "{line}");
    }
}

pub(crate) fn removal_is_the_reverse(example: &Example) {
    let teardown = example.file("teardown.sh");
    let at = |what: &str| {
        let found = teardown.find(what);
        found.unwrap_or_else(|| panic!("{}: no {what}", example.name))
    };
    for primary in example.mesh.primaries().map(|(_, cluster)| &cluster.name) {
        let secrets = at(&format!("remote_secret_names_except {primary} |"));
        for cluster in &example.mesh.clusters {
            let plane = at(&format!(
                "istioctl uninstall --skip-confirmation{} --filename=clusters/{}/02-",
                access(cluster),
                cluster.name
            ));
            let namespace = at(&format!(" clusters/{}/01-namespace.yaml ", cluster.name));
            assert!(
                secrets < plane && plane < namespace,
                "{}: {}",
                example.name,
                cluster.name
            );
        }
    }
    assert!(!teardown.contains("--all-namespaces") && !teardown.contains("--purge"));
}
