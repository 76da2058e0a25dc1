//! An Istio release that is known to be bad at something this mesh needs from the first day.
//!
//! What only hurts later, when a remote secret is renewed or a network renamed, is for the runbook
//! to say.

use std::collections::BTreeSet;

use meshwright_catalog::Concern;
use meshwright_diag::{Finding, args};
use meshwright_model::{Cluster, DataPlane, Role};

use crate::RuleContext;
use crate::rule::declare_rule;

declare_rule! {
    /// An Istio release with a known fault.
    "VER116", "known-bad-version", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for (index, cluster) in cx.mesh.clusters() {
        // The istiod that serves the cluster is the one that has the fault.
        let Some(control_plane) = cx.mesh.control_plane_of(index) else {
            continue;
        };
        let resolved = cx.release(control_plane);
        // Most clusters have to fear the same.
        let (is_remote, is_ambient) = (is_remote(cluster), is_ambient(cluster));
        let has_revision = cluster.istio.revision.is_some();
        if !seen.insert((
            resolved.version.as_str(),
            is_remote,
            is_ambient,
            has_revision,
        )) {
            continue;
        }
        for hazard in resolved.hazards() {
            // The rule VER115 knows for which clouds this one matters.
            if hazard.id() == "remote-endpoint-slice-ignored"
                || !concerns(cx, cluster, hazard.concerns())
                || !said.insert((hazard.id(), resolved.version.as_str()))
            {
                continue;
            }
            let text = hazard.text();
            out.push(RULE.finding(
                cx.istio_path(control_plane, &["version"]),
                args![
                    version = resolved.version.as_str(),
                    hazard = text.clone(),
                    why = text.attribute("why"),
                    help = text.attribute("help"),
                    source = hazard.source(),
                ],
            ));
        }
    }
}

fn concerns(cx: &RuleContext<'_>, cluster: &Cluster, concern: Concern) -> bool {
    let (is_remote, is_ambient) = (is_remote(cluster), is_ambient(cluster));
    let has_own_domain = cx.mesh.trust_domain.as_str() != "cluster.local";
    match concern {
        // These come with changes to a mesh that runs.
        Concern::EveryMesh | Concern::NodePortGateway => false,
        Concern::PrimaryRemote => is_remote,
        Concern::PrimaryRemoteWithOwnTrustDomain => is_remote && has_own_domain,
        Concern::OwnTrustDomain => has_own_domain,
        Concern::PrimaryRemoteWithRevision => is_remote && cluster.istio.revision.is_some(),
        Concern::Ambient => is_ambient,
        Concern::AmbientWithOwnTrustDomain => is_ambient && has_own_domain,
    }
}

const fn is_remote(cluster: &Cluster) -> bool {
    matches!(cluster.role, Role::Remote { .. })
}

fn is_ambient(cluster: &Cluster) -> bool {
    cluster.istio.data_plane == DataPlane::Ambient
}
