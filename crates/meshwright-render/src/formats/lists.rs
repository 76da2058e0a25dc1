//! `watched.txt`, `services.txt` and `verify/targets*.txt`: lists that the scripts read.

use meshwright_plan::{Op, Probe, Target, watched};

use super::Format;
use crate::shell::ambient::{SHARED_SERVICES, shared_services};
use crate::shell::commands::{ALL_TARGETS, target, targets_file};
use crate::workloads;

/// Lists that the scripts read.
pub static LISTS: Format = Format {
    name: "lists",
    render: |input, artifacts| {
        let mesh = input.mesh;
        let mut names = String::new();
        for (_, cluster) in watched(mesh) {
            names.push_str(cluster.name.as_str());
            names.push('\n');
        }
        artifacts.add("watched.txt", names);
        let all = mesh
            .clusters
            .iter()
            .filter(|cluster| workloads::has_workloads(cluster))
            .map(|cluster| target(&cluster.name))
            .collect();
        artifacts.add(ALL_TARGETS, all);
        // Every cluster that shares services shares the same ones.
        let shared = input.plan.steps.iter().find_map(|step| match &step.op {
            Op::ShareServices { services, .. } => Some(services),
            _ => None,
        });
        if let Some(services) = shared {
            artifacts.add(SHARED_SERVICES, shared_services(services));
        }
        for step in &input.plan.steps {
            let (Op::Probe(Probe::Requests { answered_by }), Target::Cluster(from)) =
                (&step.op, step.on)
            else {
                continue;
            };
            let file = targets_file(mesh, &mesh[from], answered_by.len());
            if file != ALL_TARGETS {
                artifacts.add(file, answered_by.iter().map(target).collect());
            }
        }
    },
};
