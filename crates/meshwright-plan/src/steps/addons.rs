//! Addons of Istio's release, beside the control plane.
//!
//! The samples are demonstrations: no login, no storage, one of each in every cluster. What a mesh
//! of several clusters needs beyond that, the plan does where the samples allow it, and says
//! where they do not.

use meshwright_catalog as catalog;
use meshwright_model::{Addon, ClusterIndex, ClusterName, Role};

use crate::builder::{PlanBuilder, PlanContext};
use crate::istio::SYSTEM_NAMESPACE;
use crate::manifest::Namespace;
use crate::op::SecretSet;
use crate::{AddonSample, AddonSet, Condition, Manifest, Op, StepId, StepKind};

pub(crate) fn addons(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    for (index, cluster) in cx.mesh.clusters() {
        let addons = samples(cx, index);
        if addons.is_empty() {
            continue;
        }
        let names: Vec<String> = addons
            .iter()
            .map(|sample| sample.addon.to_string())
            .collect();
        let set = AddonSet {
            addons,
            hub: cluster.istio.hub.clone(),
            namespace: (cx.system_namespace(index) != SYSTEM_NAMESPACE).then(|| {
                let namespace = Namespace {
                    name: SYSTEM_NAMESPACE.to_owned(),
                    labels: Vec::new(),
                    annotations: Vec::new(),
                };
                cx.file(
                    index,
                    "08-addons-namespace.yaml",
                    Manifest::Namespace(namespace),
                )
            }),
        };
        let resolved = catalog::resolve(&cluster.istio.version);
        let op = Op::ApplyAddons(set.clone());
        let step = plan.in_cluster(index, cluster, StepKind::Addons, op);
        if has_kiali(cx, index) {
            step.case("kiali");
            step.say("kiali", resolved.release.addons().kiali.as_str());
        }
        if cx.mesh.clusters.len() > 1 {
            step.case("clusters");
            if has_kiali(cx, index) && kiali_clusters(cx, index).is_none() {
                step.case("alone");
            }
        }
        step.say("addons", names)
            .say("version", resolved.version.as_str())
            .after(StepId::of(&cluster.name, StepKind::ControlPlane));
        for sample in &set.addons {
            step.until(Condition::DeploymentAvailable {
                name: sample.addon.to_string(),
                namespace: SYSTEM_NAMESPACE,
            });
        }
        step.undone_by(Op::DeleteAddons(set));
    }
    kiali(cx, plan);
}

/// The samples of the cluster's addons: by path in the release's archive, and by the address of
/// the same file.
fn samples(cx: &PlanContext<'_>, index: ClusterIndex) -> Vec<AddonSample> {
    let settings = &cx.mesh[index].istio;
    let resolved = catalog::resolve(&settings.version);
    let files = resolved.release.addons().files.value();
    let base = resolved.samples_address();
    let sample = |addon: &Addon| {
        let name = format!("{addon}.yaml");
        let is_it = |file: &&String| file.rsplit('/').next() == Some(name.as_str());
        let file = format!("addons/{}", files.iter().find(is_it)?);
        Some(AddonSample {
            addon: *addon,
            address: format!("{base}/{file}"),
            file,
        })
    };
    settings.addons.iter().filter_map(sample).collect()
}

fn has_kiali(cx: &PlanContext<'_>, index: ClusterIndex) -> bool {
    cx.mesh[index].istio.addons.contains(&Addon::Kiali)
}

/// The Secret by which Kiali in the cluster learns of others, and these; `None` where it sees its
/// own alone.
///
/// Kiali takes its own cluster's name from the istiod beside it. In another cluster it uses the
/// account that its sample makes there, so it sees those that have the sample too.
fn kiali_clusters(cx: &PlanContext<'_>, index: ClusterIndex) -> Option<(String, Vec<ClusterName>)> {
    if !has_kiali(cx, index) || cx.mesh[index].role != Role::Primary {
        return None;
    }
    let secret = cx.release(index).addons().kiali_clusters.value().clone()?;
    let is_seen = |other: ClusterIndex| {
        other != index && has_kiali(cx, other) && cx.graph.api_reachable(index, other).is_ok()
    };
    let clusters: Vec<ClusterName> = cx
        .mesh
        .clusters()
        .filter(|(other, _)| is_seen(*other))
        .map(|(_, cluster)| cluster.name.clone())
        .collect();
    (!clusters.is_empty()).then_some((secret, clusters))
}

/// Lets each Kiali see the clusters that it can read.
fn kiali(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    let homes: Vec<(ClusterIndex, String, Vec<ClusterName>)> = cx
        .mesh
        .clusters()
        .filter_map(|(index, _)| {
            let (secret, clusters) = kiali_clusters(cx, index)?;
            Some((index, secret, clusters))
        })
        .collect();
    let seen: std::collections::BTreeSet<&ClusterName> =
        homes.iter().flat_map(|(_, _, clusters)| clusters).collect();
    for (index, cluster) in cx.mesh.clusters() {
        if !seen.contains(&cluster.name) {
            continue;
        }
        let op = Op::CreateKialiCredential {
            server: cluster.api_server.url.clone(),
        };
        plan.in_cluster(index, cluster, StepKind::KialiCredential, op)
            .after(StepId::of(&cluster.name, StepKind::Addons))
            .until(Condition::RemoteSecretAtHand)
            .undone_by(Op::DeleteSecrets(SecretSet::KialiToken));
    }
    for (index, secret, clusters) in homes {
        let names: Vec<String> = clusters.iter().map(ToString::to_string).collect();
        let n_clusters = clusters.len();
        let cluster = &cx.mesh[index];
        let needs: Vec<StepId> = clusters
            .iter()
            .map(|name| StepId::of(name, StepKind::KialiCredential))
            .collect();
        let op = Op::PutKialiClusters {
            secret: secret.clone(),
            clusters,
        };
        let step = plan.in_cluster(index, cluster, StepKind::KialiClusters, op);
        step.needs.extend(needs);
        step.say("others", names)
            .say("secret", secret.as_str())
            .after(StepId::of(&cluster.name, StepKind::Addons))
            .until(Condition::KialiSees {
                secret: secret.clone(),
                clusters: n_clusters,
            })
            .undone_by(Op::DeleteKialiClusters { secret });
    }
}
