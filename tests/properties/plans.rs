//! What holds for every plan, of good topologies and of bad ones.

use std::collections::{BTreeMap, BTreeSet};

use meshwright_core::plan::{Op, Operand, Plan, StepId, Target, order};
use proptest::prelude::*;
use serde_json::Value;

use crate::any_topology::{MOST, any_sound_topology, any_topology, compiled, config};

fn plan(topology: &Value) -> Plan {
    compiled(topology)
        .plan
        .expect("there is always a plan for a topology that can be read")
}

/// What an operation leaves behind has to be taken back by an operation of one of these kinds.
fn undone_by(op: &Op) -> &'static [&'static str] {
    match op {
        Op::ApplyManifests(_) | Op::ApplyWithAddress { .. } => &["delete-manifests"],
        // Older releases remove an installation only in part by its file.
        Op::IstioctlInstall { .. } => &["istioctl-uninstall", "delete-generated"],
        Op::ApplyGenerated { .. } => &["delete-generated"],
        Op::HelmUpgrade { .. } => &["helm-uninstall"],
        Op::PutCacerts | Op::PutRemoteSecrets | Op::CreateRemoteSecret { .. } => {
            &["delete-secrets"]
        }
        Op::PutConfigKubeconfig(_) => &["delete-config-kubeconfig"],
        Op::ShareServices { .. } => &["remove-waypoints"],
        Op::ApplyAddons(_) => &["delete-addons"],
        Op::CreateKialiCredential { .. } => &["delete-secrets"],
        Op::PutKialiClusters { .. } => &["delete-kiali-clusters"],
        // Keys and certificates stay: they are what a mesh is built from again. So do kinds of the
        // Gateway API, which others use, and what Helm on this machine knows.
        Op::MakeCertificate { .. }
        | Op::Probe(_)
        | Op::AddChartRepositories(_)
        | Op::ApplyGatewayApi { .. }
        | Op::GatherRemoteSecrets { .. }
        | Op::WaitForAddress { .. }
        | Op::WaitForProgrammed { .. } => &[],
        Op::DeleteManifests(_)
        | Op::IstioctlUninstall(_)
        | Op::DeleteGenerated(_)
        | Op::HelmUninstall(_)
        | Op::DeleteConfigKubeconfig(_)
        | Op::DeleteSecrets(_)
        | Op::RemoveWaypoints { .. }
        | Op::DeleteKialiClusters { .. }
        | Op::DeleteAddons(_) => panic!("{op:?} builds nothing"),
    }
}

/// Every output that an operation takes, with the step that has to yield it.
fn operands(op: &Op) -> Vec<(&StepId, &'static str)> {
    match op {
        Op::GatherRemoteSecrets { from } => {
            from.iter().map(|step| (step, "remote-secret")).collect()
        }
        op => match op.discovery_address() {
            Some(Operand::From { step, output }) => vec![(step, output.as_str())],
            _ => Vec::new(),
        },
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn steps_come_after_all_they_need_and_ids_are_unique(topology in any_topology()) {
        let plan = plan(&topology);
        // A remote of itself needs its own gateway before its gateway: errors keep such a plan
        // from being carried out.
        prop_assert!(order::is_ordered(&plan.steps) || !plan.is_complete());
        let ids: BTreeSet<&StepId> = plan.steps.iter().map(|step| &step.id).collect();
        prop_assert_eq!(ids.len(), plan.steps.len());
    }

    #[test]
    fn steps_that_can_be_carried_out_come_after_all_they_need(topology in any_sound_topology()) {
        let plan = plan(&topology);
        prop_assume!(plan.is_complete());
        prop_assert!(order::is_ordered(&plan.steps));
    }

    #[test]
    fn every_operand_is_the_output_of_an_earlier_step_that_is_needed(
        topology in any_sound_topology()
    ) {
        let plan = plan(&topology);
        prop_assume!(plan.is_complete());
        let mut outputs: BTreeSet<(StepId, &str)> = BTreeSet::new();
        for step in &plan.steps {
            for (from, output) in operands(&step.op) {
                prop_assert!(outputs.contains(&(from.clone(), output)), "{} {}", step.id, from);
                prop_assert!(step.needs.contains(from), "{} needs {}", step.id, from);
            }
            outputs.extend(step.outputs().iter().map(|key| (step.id.clone(), key.as_str())));
        }
    }

    #[test]
    fn every_step_says_when_it_is_done_and_how_it_is_taken_back(topology in any_topology()) {
        for step in &plan(&topology).steps {
            prop_assert!(!step.done_when.is_empty(), "{}", step.id);
            let undo = step.undo.as_ref().map(Op::as_str);
            let may = undone_by(&step.op);
            let is_right = undo.map_or(may.is_empty(), |undo| may.contains(&undo));
            prop_assert!(is_right, "{}: {:?}", step.id, undo);
        }
    }

    #[test]
    fn no_two_files_of_a_cluster_hold_the_same_object(topology in any_topology()) {
        let mut owners: BTreeMap<(usize, String), String> = BTreeMap::new();
        for step in &plan(&topology).steps {
            let Target::Cluster(cluster) = step.on else {
                continue;
            };
            for file in step.op.files() {
                for document in file.manifest.documents() {
                    let of = |pointer: &str| document.pointer(pointer).cloned().unwrap_or_default();
                    let object = format!(
                        "{} {} {}",
                        of("/kind"),
                        of("/metadata/namespace"),
                        of("/metadata/name")
                    );
                    let owner = owners.insert((cluster.0, object.clone()), file.path.clone());
                    let is_alone = owner.as_ref().is_none_or(|owner| *owner == file.path);
                    prop_assert!(is_alone, "{object} in {owner:?} and {}", file.path);
                }
            }
        }
    }

    #[test]
    fn a_path_of_the_bundle_stands_for_one_manifest(topology in any_topology()) {
        let plan = plan(&topology);
        let mut files = BTreeMap::new();
        for file in plan.steps.iter().flat_map(|step| step.op.files()) {
            if let Some(other) = files.insert(&file.path, &file.manifest) {
                prop_assert_eq!(other, &file.manifest, "{}", file.path);
            }
        }
    }

    #[test]
    fn other_names_for_clusters_give_a_plan_of_the_same_shape(
        topology in any_topology(),
        order in Just((0..MOST).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let rename = |name: &str| -> Option<String> {
            let place: usize = name.strip_prefix("cluster")?.parse().ok()?;
            Some(format!("z{}-renamed", order.get(place.checked_sub(1)?)?))
        };
        let renamed = renamed(&topology, &rename);
        prop_assert_eq!(shape(&plan(&topology), &rename), shape(&plan(&renamed), &|_| None));
        let (before, after) = (compiled(&topology), compiled(&renamed));
        let codes = |compiled: &meshwright_core::Compiled| {
            let mut codes: Vec<_> = compiled.findings.iter().map(|f| f.rule.code).collect();
            codes.sort_unstable();
            codes
        };
        prop_assert_eq!(codes(&before), codes(&after));
    }
}

/// The topology with every text that is a cluster's name replaced.
fn renamed(value: &Value, rename: &impl Fn(&str) -> Option<String>) -> Value {
    match value {
        Value::String(text) => Value::from(rename(text).unwrap_or_else(|| text.clone())),
        Value::Array(items) => items.iter().map(|item| renamed(item, rename)).collect(),
        Value::Object(map) => Value::Object(
            map.iter()
                .map(|(key, value)| (key.clone(), renamed(value, rename)))
                .collect(),
        ),
        other => other.clone(),
    }
}

type Shape = BTreeMap<String, (BTreeSet<String>, &'static str, Option<&'static str>)>;

/// Every step by its id, with what it needs, does, and undoes.
fn shape(plan: &Plan, rename: &impl Fn(&str) -> Option<String>) -> Shape {
    let say = |id: &StepId| {
        let cluster = id
            .cluster
            .as_ref()
            .map(|cluster| rename(cluster.as_str()).unwrap_or_else(|| cluster.to_string()));
        format!("{cluster:?}/{}", id.kind.as_str())
    };
    plan.steps
        .iter()
        .map(|step| {
            let needs = step.needs.iter().map(say).collect();
            let undo = step.undo.as_ref().map(Op::as_str);
            (say(&step.id), (needs, step.op.as_str(), undo))
        })
        .collect()
}
