//! Does it work? Primaries synced, then a request for every ordered pair of clusters.

use meshwright_model::ClusterName;

use crate::builder::{PlanBuilder, PlanContext};
use crate::manifest::{Sample, SampleServices};
use crate::models::multi_primary::is_primary;
use crate::steps::discovery;
use crate::{Condition, Manifest, ManifestFile, Op, Probe, StepId, StepKind};

/// The file with the Services of all samples, the same for every cluster.
pub(crate) const SERVICES: &str = "verify/services.yaml";

pub(crate) fn verify(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    let clusters = cx.mesh.clusters.len();
    for (index, cluster) in cx.mesh.primaries() {
        let others = discovery::others(cx.mesh, index);
        if others > 0 {
            let probe = Op::Probe(Probe::RemoteClusters { others });
            plan.in_cluster(index, cluster, StepKind::RemoteClusters, probe)
                .say("others", others)
                .after(StepId::of(&cluster.name, StepKind::Attach))
                .until(Condition::Synced { others });
        }
    }
    let ready = StepId::mesh(StepKind::Samples);
    let mut samples = Vec::with_capacity(clusters);
    for (index, cluster) in cx.mesh.clusters() {
        let Some(control_plane) = cx.mesh.control_plane_of(index) else {
            continue;
        };
        let manifest = Sample {
            cluster: cluster.name.clone(),
            revision: cluster.istio.revision.clone(),
            server_image: SERVER_IMAGE.to_owned(),
            client_image: CLIENT_IMAGE.to_owned(),
        };
        let server = manifest.server();
        let file = cx.file(index, "07-sample.yaml", Manifest::Sample(manifest));
        let op = Op::ApplyManifests(file.clone());
        let step = plan.in_cluster(index, cluster, StepKind::Sample, op);
        // Pods of a remote are injected only once its primary has it attached.
        let injected = if is_primary(cx, index) || clusters == 1 {
            StepId::of(&cluster.name, StepKind::ControlPlane)
        } else {
            StepId::of(&cx.mesh[control_plane].name, StepKind::RemoteClusters)
        };
        step.after(injected)
            .until(Condition::SampleAvailable { name: server })
            .until(Condition::SampleAvailable {
                name: "curl".to_owned(),
            })
            .undone_by(Op::DeleteManifests(file));
        samples.push(step.id.clone());
    }
    let step = plan.on_workstation(ready.clone(), Op::Probe(Probe::Samples));
    step.say("clusters", clusters)
        .until(Condition::SamplesReady {
            clusters: samples.len(),
        });
    step.needs.extend(samples);
    for (index, _) in cx.mesh.primaries() {
        let synced = StepId::of(&cx.mesh[index].name, StepKind::RemoteClusters);
        if discovery::others(cx.mesh, index) > 0 {
            step.after(synced);
        }
    }
    for (index, cluster) in cx.mesh.clusters() {
        if cx.mesh.control_plane_of(index).is_none() {
            continue;
        }
        let answered_by: Vec<ClusterName> = cx
            .mesh
            .clusters()
            .filter(|&(to, _)| cx.graph.reaches(index, to))
            .map(|(_, to)| to.name.clone())
            .collect();
        let n_answers = answered_by.len();
        plan.in_cluster(
            index,
            cluster,
            StepKind::Requests,
            Op::Probe(Probe::Requests { answered_by }),
        )
        .say("clusters", n_answers)
        .after(ready.clone())
        .until(Condition::Answered {
            clusters: n_answers,
        });
    }
}

/// The file with the Services of all samples.
pub(crate) fn services(cx: &PlanContext<'_>) -> ManifestFile {
    let clusters = cx
        .mesh
        .clusters
        .iter()
        .map(|cluster| cluster.name.clone())
        .collect();
    ManifestFile {
        path: SERVICES.to_owned(),
        manifest: Manifest::SampleServices(SampleServices { clusters }),
    }
}

/// The server of Istio's helloworld sample; it answers with `SERVICE_VERSION`.
const SERVER_IMAGE: &str = "docker.io/istio/examples-helloworld-v1:1.0";
/// The client of Istio's curl sample.
const CLIENT_IMAGE: &str = "docker.io/curlimages/curl:8.16.0";
