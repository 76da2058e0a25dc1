//! The system namespace, made with its label before anything else comes into it.

use meshwright_model::ClusterIndex;

use crate::builder::{PlanBuilder, PlanContext};
use crate::istio::{NETWORK_LABEL, own_name};
use crate::manifest::Namespace;
use crate::steps::external;
use crate::{Condition, Manifest, Op, StepId, StepKind};

pub(crate) fn namespaces(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    for (index, cluster) in cx.mesh.clusters() {
        if let Some(host) = cx.mesh.external_of(index) {
            external::namespace(cx, plan, index, host);
            continue;
        }
        let network = &cx.mesh[cluster.network].name;
        let mut namespace = Namespace {
            name: cx.system_namespace(index).to_owned(),
            labels: vec![(NETWORK_LABEL.to_owned(), network.to_string())],
            annotations: Vec::new(),
        };
        let leaders: Vec<ClusterIndex> = cx.mesh.leaders_of(index).collect();
        let primary = leaders.first().copied();
        if let Some(primary) = primary {
            let annotation = &cx
                .release(primary)
                .primary()
                .control_plane_clusters_annotation;
            if let Some(annotation) = annotation.value() {
                let names: Vec<&str> = leaders
                    .iter()
                    .map(|leader| own_name(cx.mesh, *leader).as_str())
                    .collect();
                namespace
                    .annotations
                    .push((annotation.clone(), names.join(",")));
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
            let is_named = cx
                .release(primary)
                .primary()
                .control_plane_clusters_annotation
                .is_some();
            if !is_named {
                step.case("unnamed");
            } else if leaders.len() > 1 {
                let names: Vec<String> = leaders
                    .iter()
                    .map(|leader| cx.mesh[*leader].name.to_string())
                    .collect();
                step.case("standbys").say("leaders", names);
            }
        }
        step.say("network", network)
            .after(StepId::of(&cluster.name, StepKind::CheckCluster))
            .until(Condition::Applied {
                file: file.path.clone(),
            })
            .undone_by(Op::DeleteManifests(file));
    }
}
