//! Whole plans as small programs, one line a step; `MESHWRIGHT_BLESS=1` writes them anew.

#![expect(
    clippy::disallowed_methods,
    reason = "cases and golden files are on a disk"
)]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use meshwright_graph::MeshGraph;
use meshwright_model::{read, yaml};
use meshwright_plan::{Op, Operand, Plan, Target, order, plan};

fn plan_of(text: &str) -> Plan {
    let document = read(text);
    let topology = document.topology.expect("the case is a topology");
    let (mesh, findings) = topology.resolve();
    assert!(
        document.findings.is_empty() && findings.is_empty(),
        "{findings:?}"
    );
    let mesh = mesh.canonical();
    plan(&mesh, &MeshGraph::build(&mesh), &[])
}

/// A step a line: what, where, with which files, after what, taken back by what.
fn program(plan: &Plan) -> String {
    let mut text = format!("models: {}\n", plan.models.join(", "));
    for step in &plan.steps {
        let on = match step.on {
            Target::Cluster(_) => "",
            Target::Workstation => " on the workstation",
        };
        let _ = write!(text, "{}{on}: {}", step.id, step.op.as_str());
        for file in step.op.files() {
            let _ = write!(text, " {}", file.path);
        }
        if let Op::HelmUpgrade { release, .. } | Op::HelmUninstall(release) = &step.op {
            let _ = write!(
                text,
                " {} of {} {} in {}",
                release.name, release.chart, release.version, release.namespace
            );
        }
        if let Op::AddChartRepositories(repositories) = &step.op {
            for repository in repositories {
                let _ = write!(text, " {} at {}", repository.name, repository.url);
            }
        }
        if let Some(address) = step.op.discovery_address() {
            let _ = match address {
                Operand::Known(address) => write!(text, " with {address}"),
                Operand::From { step, .. } => write!(text, " with the address of {step}"),
            };
        }
        let needs: Vec<String> = step.needs.iter().map(ToString::to_string).collect();
        if !needs.is_empty() {
            let _ = write!(text, "\n    needs {}", needs.join(" "));
        }
        if let Some(undo) = &step.undo {
            let _ = write!(text, "\n    undo {}", undo.as_str());
        }
        text.push('\n');
    }
    text.push('\n');
    let mut written = std::collections::BTreeSet::new();
    for file in plan.steps.iter().flat_map(|step| step.op.files()) {
        if !file.path.starts_with("verify/") && written.insert(&file.path) {
            let _ = writeln!(text, "--- {}", file.path);
            text.push_str(&yaml::write_documents(file.manifest.documents()));
        }
    }
    text
}

#[test]
fn plans_are_as_they_were_read_aloud() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    let mut cases: Vec<_> = fs::read_dir(&folder)
        .expect("the folder of cases is there")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .collect();
    cases.sort();
    assert!(cases.len() >= 8, "cases are found");
    for case in cases {
        let plan = plan_of(&fs::read_to_string(&case).expect("the case can be read"));
        assert!(order::is_ordered(&plan.steps), "{}", case.display());
        let is = program(&plan);
        let golden = case.with_extension("txt");
        if std::env::var_os("MESHWRIGHT_BLESS").is_some() {
            fs::write(&golden, &is).expect("the golden file can be written");
        }
        let should = fs::read_to_string(&golden).unwrap_or_default();
        assert!(is == should, "{} differs:\n{is}", golden.display());
    }
}

#[test]
fn every_operator_has_a_name_and_no_two_of_a_cluster_share_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    for case in ["mixed.yaml", "node-ports.yaml"] {
        let text = fs::read_to_string(folder.join(case)).expect("the case can be read");
        let mut names = std::collections::BTreeSet::new();
        for step in plan_of(&text).steps {
            let Op::IstioctlInstall { file, .. } = &step.op else {
                continue;
            };
            let operator = &file.manifest.documents()[0];
            let name = operator["metadata"]["name"]
                .as_str()
                .expect("an operator has a name");
            assert!(
                names.insert((step.on, name.to_owned())),
                "{case}: {name} twice"
            );
        }
        assert!(names.len() > 3);
    }
}

#[test]
fn steps_that_leave_something_behind_can_be_undone() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    let steps = [
        "mixed.yaml",
        "methods.yaml",
        "sail-remote.yaml",
        "ambient-two-networks.yaml",
    ]
    .map(|case| {
        plan_of(&fs::read_to_string(folder.join(case)).expect("the case can be read")).steps
    });
    for step in steps.into_iter().flatten() {
        let looks = matches!(
            step.op,
            Op::Probe(_)
                | Op::WaitForAddress { .. }
                | Op::WaitForProgrammed { .. }
                | Op::GatherRemoteSecrets { .. }
                | Op::AddChartRepositories(_)
        );
        // Keys and certificates on this machine are never taken away by a plan, nor are kinds of
        // the API that others may use.
        let keeps = matches!(
            step.op,
            Op::MakeCertificate { .. } | Op::ApplyGatewayApi { .. }
        );
        assert_eq!(step.undo.is_none(), looks || keeps, "{}", step.id);
        assert!(
            !step.done_when.is_empty(),
            "{} says when it is done",
            step.id
        );
    }
}

#[test]
fn two_gateways_of_a_cluster_have_names_of_their_own() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    let names = |case: &str| {
        let text = fs::read_to_string(folder.join(case)).expect("the case can be read");
        let mut names = Vec::new();
        for step in plan_of(&text).steps {
            let cluster = step.id.cluster.as_ref();
            if cluster.is_none_or(|name| name.as_str() != "cluster1") {
                continue;
            }
            match step.op {
                Op::WaitForAddress { service, .. } => names.push(service),
                Op::WaitForProgrammed { gateway, .. } => names.push(gateway),
                _ => {}
            }
        }
        names
    };
    assert_eq!(
        names("ambient-beside-sidecars.yaml"),
        ["istio-eastwestgateway", "istio-eastwestgateway-hbone"]
    );
    assert_eq!(names("ambient-helm.yaml"), ["istio-eastwestgateway"]);
}

#[test]
fn waypoints_are_planned_only_where_they_reach_other_networks() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    let case = folder.join("ambient-two-networks.yaml");
    let text = fs::read_to_string(case).expect("the case can be read");
    let files = |text: &str| -> Vec<String> {
        let plan = plan_of(text);
        let files = plan.steps.iter().flat_map(|step| step.op.files());
        files.map(|file| file.path.clone()).collect()
    };
    let steered = |files: &[String]| {
        ["07-waypoint.yaml", "06-traffic.yaml"]
            .map(|name| files.iter().any(|path| path.ends_with(name)))
    };
    assert_eq!(steered(&files(&text)), [true, true]);
    let older = text.replace("\"1.30\"", "\"1.27\"");
    assert_eq!(
        steered(&files(&older)),
        [false, false],
        "1.27 keeps them at home"
    );
    let spread = text.replace(", traffic: failover", "");
    assert_eq!(
        steered(&files(&spread)),
        [false, false],
        "nobody asks for them"
    );
}

#[test]
fn a_need_on_a_missing_step_and_a_cycle_do_not_lose_steps() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    let text = fs::read_to_string(folder.join("mixed.yaml")).expect("the case can be read");
    let mut steps = plan_of(&text).steps;
    let n_steps = steps.len();
    let last = steps[n_steps - 1].id.clone();
    steps[0].needs.insert(last);
    let ordered = order::order(steps);
    assert_eq!(ordered.len(), n_steps);
    assert!(!order::is_ordered(&ordered), "a cycle has no order");
}
