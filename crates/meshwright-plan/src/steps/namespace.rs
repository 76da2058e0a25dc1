//! The system namespace, made with its label before anything else comes into it.

use meshwright_model::Role;

use crate::builder::{PlanBuilder, PlanContext};
use crate::istio::{NETWORK_LABEL, SYSTEM_NAMESPACE};
use crate::manifest::Namespace;
use crate::{Condition, Manifest, Op, StepId, StepKind};

pub(crate) fn namespaces(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    for (index, cluster) in cx.mesh.clusters() {
        let network = &cx.mesh[cluster.network].name;
        let mut namespace = Namespace {
            name: SYSTEM_NAMESPACE.to_owned(),
            labels: vec![(NETWORK_LABEL.to_owned(), network.to_string())],
            annotations: Vec::new(),
        };
        let primary = match cluster.role {
            Role::Remote { control_plane, .. } => control_plane,
            Role::Primary | Role::External => None,
        };
        if let Some(primary) = primary {
            let annotation = &cx
                .release(primary)
                .primary()
                .control_plane_clusters_annotation;
            if let Some(annotation) = annotation.value() {
                let name = cx.mesh[primary].name.to_string();
                namespace.annotations.push((annotation.clone(), name));
            }
        }
        let file = cx.file(index, "01-namespace.yaml", Manifest::Namespace(namespace));
        let step = plan.in_cluster(
            index,
            cluster,
            StepKind::Namespace,
            Op::ApplyManifests(vec![file.clone()]),
        );
        if let Some(primary) = primary {
            step.case("remote").say("primary", &cx.mesh[primary].name);
        }
        step.say("network", network)
            .after(StepId::of(&cluster.name, StepKind::CheckCluster))
            .until(Condition::Applied {
                file: file.path.clone(),
            })
            .undone_by(Op::DeleteManifests(file));
    }
}
