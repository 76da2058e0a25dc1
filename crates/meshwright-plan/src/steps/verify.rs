//! Does it work? Primaries synced, then a request for every ordered pair of clusters.

use std::collections::BTreeMap;
use std::sync::Arc;

use meshwright_model::{ClusterIndex, ClusterName, DataPlane, Role};

use crate::builder::{PlanBuilder, PlanContext};
use crate::images::pulled;
use crate::istio::{CLIENT_IMAGE, SERVER_IMAGE, revision};
use crate::manifest::{Sample, SampleClient, SampleServices};
use crate::steps::{ambient, discovery, external, traffic};
use crate::{Condition, Manifest, ManifestFile, Op, Probe, StepId, StepKind};

pub(crate) fn verify(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    for (index, cluster) in discovery::watchers(cx.mesh) {
        let others = discovery::others(cx.mesh);
        if others > 0 && tells_sync(cx, index) {
            let probe = Op::Probe(Probe::RemoteClusters { others });
            plan.in_cluster(index, cluster, StepKind::RemoteClusters, probe)
                .say("others", others)
                .after(discovery::attached(cx, index))
                .until(Condition::Synced { others });
        }
    }
    let ready = StepId::mesh(StepKind::Samples);
    let services = services(cx);
    let mut samples = Vec::with_capacity(cx.mesh.clusters.len());
    for (index, cluster) in cx.mesh.clusters() {
        let Some(control_plane) = cx.mesh.control_plane_of(index) else {
            continue;
        };
        let manifest = Sample {
            cluster: cluster.name.clone(),
            image: pulled(SERVER_IMAGE, cluster.istio.hub.as_deref()),
        };
        let deployment = manifest.server();
        let server = ManifestFile {
            path: format!("verify/servers/{}.yaml", cluster.name),
            manifest: Manifest::Sample(manifest),
        };
        let client = client(cx, index);
        let op = Op::ApplyManifests(vec![client.clone(), server, services.clone()]);
        let step = plan.in_cluster(index, cluster, StepKind::Sample, op);
        // Pods of a remote are injected only once every istiod that may answer knows it.
        if cx.mesh.external_of(index).is_some() {
            step.after(external::served(cx, control_plane, index));
        } else if control_plane != index {
            for leader in cx.mesh.leaders_of(index) {
                step.after(synced(cx, leader));
            }
        }
        if cluster.istio.data_plane == DataPlane::Ambient {
            step.case("ambient");
        }
        step.after(ambient::joinable(cx, index))
            .until(Condition::SampleAvailable { name: deployment })
            .until(Condition::SampleAvailable {
                name: "curl".to_owned(),
            })
            .undone_by(Op::DeleteManifests(client));
        samples.push(step.id.clone());
    }
    let step = plan.on_workstation(ready.clone(), Op::Probe(Probe::Samples));
    step.say("clusters", samples.len())
        .until(Condition::SamplesReady {
            clusters: samples.len(),
        });
    step.needs.extend(samples);
    for (index, _) in discovery::watchers(cx.mesh) {
        if discovery::others(cx.mesh) > 0 {
            step.after(synced(cx, index));
        }
    }
    let rows = cx.graph.reach_rows();
    let mut lists: BTreeMap<Vec<bool>, Arc<[ClusterName]>> = BTreeMap::new();
    for (index, cluster) in cx.mesh.clusters() {
        if cx.mesh.control_plane_of(index).is_none() {
            continue;
        }
        let reached: Vec<bool> = cx
            .mesh
            .clusters()
            .map(|(to, _)| rows.reaches(index, to))
            .collect();
        let answered_by = lists.entry(reached).or_insert_with_key(|reached| {
            let names = cx
                .mesh
                .clusters
                .iter()
                .zip(reached)
                .filter(|(_, reached)| **reached);
            names.map(|(cluster, _)| cluster.name.clone()).collect()
        });
        let answered_by = Arc::clone(answered_by);
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

/// Whether the release's istioctl tells which clusters an istiod has synced with.
fn tells_sync(cx: &PlanContext<'_>, index: ClusterIndex) -> bool {
    let istioctl = cx.release(index).istioctl();
    istioctl.remote_clusters.value().is_some()
}

/// The step after which the cluster's istiod knows the others, as far as can be told.
fn synced(cx: &PlanContext<'_>, index: ClusterIndex) -> StepId {
    if tells_sync(cx, index) {
        StepId::of(&cx.mesh[index].name, StepKind::RemoteClusters)
    } else {
        discovery::attached(cx, index)
    }
}

/// The Services of all sample servers.
fn services(cx: &PlanContext<'_>) -> ManifestFile {
    let clusters = cx
        .mesh
        .clusters
        .iter()
        .filter(|cluster| cluster.role != Role::External)
        .map(|cluster| cluster.name.clone())
        .collect();
    ManifestFile {
        path: "verify/services.yaml".to_owned(),
        manifest: Manifest::SampleServices(SampleServices {
            clusters,
            stand_ins: traffic::stand_ins(cx),
            are_global: has_ambient_clusters(cx),
        }),
    }
}

fn has_ambient_clusters(cx: &PlanContext<'_>) -> bool {
    cx.mesh
        .clusters()
        .any(|(index, cluster)| cluster.role != Role::External && cx.mesh.is_ambient(index))
}

/// The namespace and the client for clusters of a data plane and a revision.
fn client(cx: &PlanContext<'_>, index: ClusterIndex) -> ManifestFile {
    let data_plane = cx.mesh[index].istio.data_plane;
    let revision = revision(cx.mesh, index);
    let hub = cx.mesh[index].istio.hub.as_deref();
    let name = match (data_plane, &revision) {
        // The agents of the nodes take pods of every revision.
        (DataPlane::Ambient, _) => "ambient-client".to_owned(),
        (DataPlane::Sidecar, None) => "client".to_owned(),
        (DataPlane::Sidecar, Some(revision)) => format!("client-{revision}"),
    };
    // A cluster whose images come from elsewhere than those of the first one has a file of its own.
    let first = cx.mesh.clusters.first();
    let path = if first.is_none_or(|first| first.istio.hub.as_deref() == hub) {
        format!("verify/{name}.yaml")
    } else {
        format!("verify/clients/{}.yaml", cx.mesh[index].name)
    };
    let manifest = SampleClient {
        data_plane,
        revision: revision.filter(|_| data_plane == DataPlane::Sidecar),
        image: pulled(CLIENT_IMAGE, hub),
    };
    ManifestFile {
        path,
        manifest: Manifest::SampleClient(manifest),
    }
}
