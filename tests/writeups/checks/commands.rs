//! Commands: where they run, what they may ask, what they leave to people.

use std::collections::BTreeSet;

use meshwright_core::plan::StepKind;

use super::ask::{SCRIPTS, lines, steps};
use crate::example::Example;

pub(crate) fn commands_follow_the_cluster(example: &Example) {
    for step in &example.plan.steps {
        let Some(cluster) = example.cluster_of(step) else {
            continue;
        };
        assert_eq!(step.id.cluster.as_ref(), Some(&cluster.name), "{}", step.id);
        for file in step.op.files() {
            let folder = format!("clusters/{}/", cluster.name);
            let is_own = file.path.starts_with(&folder) || file.path.starts_with("verify/");
            assert!(is_own, "{}: {}", step.id, file.path);
        }
        for command in example.commands(step) {
            // Only the address of its control plane is asked elsewhere.
            if !command.contains(" --context=") || command.starts_with("address=") {
                continue;
            }
            let flag = format!(" --context={}", cluster.context);
            assert_eq!(command.matches(" --context=").count(), 1, "{command}");
            assert!(command.contains(&flag), "{}: {command}", step.id);
        }
    }
    let run = example.file("run.sh");
    for line in lines(run).filter(|line| line.starts_with("kubectl ")) {
        assert!(
            line.contains(" --context=") && line.contains(" --namespace="),
            "{line}"
        );
    }
}

pub(crate) fn kubeconfig_by_its_flag(example: &Example) {
    for line in lines(example.file("run.sh")) {
        assert!(!line.contains(" -f ") && !line.contains(" -c "), "{line}");
        if !line.contains(" --context=") {
            continue;
        }
        let has = example.mesh.clusters.iter().find(|cluster| {
            line.contains(&format!("--context={} ", cluster.context))
                || line.contains(&format!("--context={})", cluster.context))
                || line.ends_with(&format!("--context={}", cluster.context))
        });
        let cluster = has.unwrap_or_else(|| panic!("{}: {line}", example.name));
        match &cluster.kubeconfig {
            None => assert!(!line.contains("--kubeconfig"), "{line}"),
            Some(path) => {
                let flag = format!("--kubeconfig={path} --context={}", cluster.context);
                assert!(line.contains(&flag), "{line}");
            }
        }
    }
}

pub(crate) fn installers_ask_nothing(example: &Example) {
    for script in ["run.sh", "teardown.sh"] {
        for line in lines(example.file(script)).filter(|line| line.starts_with("istioctl ")) {
            assert!(line.contains(" --skip-confirmation "), "{line}");
        }
    }
}

pub(crate) fn waits_have_an_end(example: &Example) {
    for step in steps(example, StepKind::GatewayAddress) {
        assert!(example.commands(step)[0].starts_with("wait_for_gateway "));
    }
    let library = example.file("lib.sh");
    assert!(library.matches("-ge \"$patience\"").count() >= 2);
    for line in lines(example.file("run.sh")).filter(|line| line.contains(" wait ")) {
        assert!(line.contains(" --timeout="), "{line}");
    }
    let runbook = example.file("runbook.md");
    assert!(runbook.contains("rollout status deployment/istiod --timeout="));
}

pub(crate) fn everything_on_one_line(example: &Example) {
    for script in ["run.sh", "teardown.sh"] {
        assert!(!example.file(script).contains("\\\n"), "{script}");
    }
    for script in SCRIPTS {
        for line in example.file(script).lines() {
            assert!(
                !line.trim_end().ends_with('\\') || line.ends_with('\\'),
                "{line}"
            );
        }
    }
}

pub(crate) fn no_heredocs(example: &Example) {
    for file in ["run.sh", "teardown.sh", "lib.sh", "runbook.md"] {
        assert!(!example.file(file).contains("<<"), "{file}");
    }
}

pub(crate) fn no_placeholders(example: &Example) {
    for script in SCRIPTS {
        for line in lines(example.file(script)) {
            for mark in [
                "<your",
                "yourpath",
                "your/",
                "xxx",
                "...",
                "redacted",
                "the above",
            ] {
                assert!(!line.contains(mark), "{script}: {line}");
            }
        }
    }
}

pub(crate) fn nothing_by_hand(example: &Example) {
    for script in SCRIPTS {
        // What is patched locally changes nothing but a file on its way to be applied.
        let lines = lines(example.file(script)).filter(|line| !line.contains("patch --local"));
        for line in lines {
            for word in ["edit", "patch", "vi", "cm", "configmap"] {
                assert!(
                    !line.split_whitespace().any(|w| w == word),
                    "{script}: {line}"
                );
            }
        }
    }
}

pub(crate) fn nothing_is_restarted_or_routed(example: &Example) {
    for script in SCRIPTS {
        // Kiali alone starts again, when the clusters that it is to see have changed.
        let lines = lines(example.file(script)).filter(|line| !line.contains("deployment/kiali"));
        for line in lines {
            let words: Vec<&str> = line.split_whitespace().collect();
            assert!(
                !words.contains(&"restart") && !words.contains(&"route"),
                "{line}"
            );
        }
    }
}

pub(crate) fn exec_ends_its_options(example: &Example) {
    for line in example
        .file("lib.sh")
        .lines()
        .filter(|line| line.contains(" exec "))
    {
        assert!(line.contains(" -- "), "{line}");
    }
}

pub(crate) fn files_are_written(example: &Example) {
    for script in ["run.sh", "teardown.sh"] {
        let text = example.file(script);
        assert!(
            text.contains("cd -- \"$(dirname -- \"$0\")\""),
            "one folder for all paths"
        );
        for after in text.split("--filename=").skip(1) {
            let path = after.split([' ', '\n']).next().unwrap_or_default();
            let is_there = example.bundle.get(path).is_some();
            assert!(
                is_there || path == "-" || path.starts_with('"'),
                "{script}: {path}"
            );
        }
    }
    let paths: BTreeSet<&str> = example.bundle.iter().map(|(path, _)| path).collect();
    assert_eq!(paths.len(), example.bundle.len());
}

pub(crate) fn tools_are_checked(example: &Example) {
    let run = example.file("run.sh");
    assert!(run.contains("\nneed_tools kubectl openssl istioctl\n"));
    assert!(run.contains("\ncheck_istioctl 1.30 istioctl\n"));
    for step in steps(example, StepKind::CheckCluster) {
        assert!(step.needs.is_empty(), "{} comes first", step.id);
    }
    assert_eq!(
        steps(example, StepKind::CheckCluster).count(),
        example.mesh.clusters.len()
    );
    assert!(example.file("runbook.md").contains("`istioctl` 1.30"));
}

pub(crate) fn addons_stay_inside(example: &Example) {
    for script in SCRIPTS {
        assert!(!example.file(script).contains("NodePort"), "{script}");
    }
    for step in steps(example, StepKind::Addons) {
        let addons = example.commands(step);
        assert!(
            // What is fetched is of the same release, and nothing that moves.
            addons
                .iter()
                .flat_map(|command| command.split_whitespace())
                .filter(|word| word.contains("http"))
                .all(|word| word
                    .starts_with("https://raw.githubusercontent.com/istio/istio/1.30.3/samples/")),
            "{addons:?}"
        );
    }
}
