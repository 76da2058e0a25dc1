//! The namespace `external-istiod`, in the external cluster and in its remotes.

use meshwright_model::ClusterIndex;

use super::is_config;
use crate::builder::{PlanBuilder, PlanContext};
use crate::istio::{ISTIOD_ACCOUNT, NETWORK_LABEL, own_name};
use crate::manifest::{Namespace, ServiceAccount};
use crate::{Condition, Manifest, Op, StepId, StepKind};

/// Plans the namespace of a cluster that uses the istiod of `host`, or is it.
pub(crate) fn namespace(
    cx: &PlanContext<'_>,
    plan: &mut PlanBuilder,
    index: ClusterIndex,
    host: ClusterIndex,
) {
    let cluster = &cx.mesh[index];
    let network = &cx.mesh[cluster.network].name;
    let name = cx.system_namespace(index);
    let mut namespace = Namespace {
        name: name.to_owned(),
        labels: Vec::new(),
        annotations: Vec::new(),
    };
    let mut account = None;
    let facts = cx.release(host);
    let case = if index == host {
        // No workload of the mesh is in an external cluster: its network is nobody's business.
        let needed = *facts.external().creates_service_account.value();
        account = needed.then(|| {
            let account = ServiceAccount {
                name: ISTIOD_ACCOUNT,
                namespace: name,
            };
            let manifest = Manifest::ServiceAccount(account);
            cx.file(index, "01-service-account.yaml", manifest)
        });
        if needed {
            "external-account"
        } else {
            "external"
        }
    } else {
        let label = (NETWORK_LABEL.to_owned(), network.to_string());
        namespace.labels.push(label);
        let annotation = &facts.primary().control_plane_clusters_annotation;
        match annotation.value() {
            // An external istiod has the config cluster for its own.
            _ if is_config(cx.mesh, host, index) => "config",
            None => "external-remote-unnamed",
            Some(annotation) => {
                let own = own_name(cx.mesh, host).to_string();
                namespace.annotations.push((annotation.clone(), own));
                "external-remote"
            }
        }
    };
    let file = cx.file(index, "01-namespace.yaml", Manifest::Namespace(namespace));
    let mut files = vec![file.clone()];
    files.extend(account);
    let op = Op::ApplyManifests(files.clone());
    let step = plan.in_cluster(index, cluster, StepKind::Namespace, op);
    step.case(case)
        .say("primary", &cx.mesh[host].name)
        .say("config", own_name(cx.mesh, host))
        .say("network", network)
        .after(StepId::of(&cluster.name, StepKind::CheckCluster))
        .undone_by(Op::DeleteManifests(file));
    for file in files {
        step.until(Condition::Applied { file: file.path });
    }
}
