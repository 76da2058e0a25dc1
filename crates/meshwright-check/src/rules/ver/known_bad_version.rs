//! An Istio release that is known to be bad at something this mesh needs from the first day.
//!
//! What only hurts later, when a remote secret is renewed or a network renamed, is for the runbook
//! to say.

use std::collections::BTreeSet;

use meshwright_catalog::{Concern, Newer, skew};
use meshwright_diag::{Finding, Severity, args};
use meshwright_model::{
    Address, Cluster, ClusterIndex, DataPlane, Exposure, LoadBalancer, Mesh, Provider, Role,
};

use crate::RuleContext;
use crate::rule::declare_rule;

declare_rule! {
    /// An Istio release with a known fault.
    "VER116", "known-bad-version", Warning, Advice, since "0.1.0"
}

/// Hazards that a rule of their own tells, where they matter.
const TOLD_ELSEWHERE: [&str; 3] = [
    "gateway-name-ignored",
    "remote-endpoint-slice-ignored",
    "token-secret-missing",
];

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let traits = Traits::of(cx.mesh);
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
            if TOLD_ELSEWHERE.contains(&hazard.id())
                || !concerns(cx.mesh, &traits, control_plane, cluster, hazard.concerns())
                || !said.insert((hazard.id(), resolved.version.as_str()))
            {
                continue;
            }
            let text = hazard.text();
            let finding = RULE.finding(
                cx.istio_path(control_plane, &["version"]),
                args![
                    version = resolved.version.as_str(),
                    hazard = text.clone(),
                    why = text.attribute("why"),
                    help = text.attribute("help"),
                    source = hazard.source(),
                ],
            );
            out.push(if hazard.breaks_the_mesh() {
                finding.severity(Severity::Error)
            } else {
                finding
            });
        }
    }
}

fn concerns(
    mesh: &Mesh,
    traits: &Traits,
    control_plane: ClusterIndex,
    cluster: &Cluster,
    concern: Concern,
) -> bool {
    let (is_remote, is_ambient) = (is_remote(cluster), is_ambient(cluster));
    match concern {
        // These come with changes to a mesh that runs, or with what no topology says.
        Concern::RemoteSecretRenewed
        | Concern::ApiServerLost
        | Concern::NodePortGateway
        | Concern::LedFromOutside
        | Concern::KubernetesWithoutTokenSecrets => false,
        Concern::EveryMesh => traits.is_watched,
        Concern::OlderPeer => traits.is_watched && has_older_peer(mesh, control_plane),
        Concern::DnsCapture => traits.is_watched && mesh.dns_capture && !is_ambient,
        Concern::HostnameGateway => traits.has_hostname_gateway,
        Concern::PrimaryRemote => is_remote,
        Concern::PrimaryRemoteWithOwnTrustDomain => is_remote && traits.has_own_domain,
        Concern::OwnTrustDomain => traits.has_own_domain,
        Concern::PrimaryRemoteWithRevision => is_remote && cluster.istio.revision.is_some(),
        Concern::Ambient => is_ambient && traits.is_watched,
        Concern::AmbientWithOwnTrustDomain => {
            is_ambient && traits.is_watched && traits.has_own_domain
        }
        Concern::AmbientSingleNetwork => is_ambient && shares_network_in_ambient(mesh),
    }
}

/// What hazards ask of the mesh as a whole.
struct Traits {
    /// Some istiod watches another cluster.
    is_watched: bool,
    has_own_domain: bool,
    /// Some gateway is found by a host name, from another network.
    has_hostname_gateway: bool,
}

impl Traits {
    fn of(mesh: &Mesh) -> Self {
        let has_hostname_gateway = mesh.networks.len() > 1
            && mesh.clusters.iter().any(|cluster| {
                cluster.gateway.as_ref().is_some_and(|gateway| {
                    let is_learned = gateway.addresses.is_empty()
                        && gateway.exposure == Exposure::LoadBalancer
                        && cluster.provider == Provider::Eks
                        && cluster.load_balancer == LoadBalancer::Cloud;
                    is_learned
                        || gateway
                            .addresses
                            .iter()
                            .any(|address| matches!(address, Address::Hostname(_)))
                })
            });
        Self {
            is_watched: mesh.clusters.len() > 1,
            has_own_domain: mesh.trust_domain.as_str() != "cluster.local",
            has_hostname_gateway,
        }
    }
}

fn shares_network_in_ambient(mesh: &Mesh) -> bool {
    mesh.networks.iter().any(|network| {
        let ambient = network
            .clusters
            .iter()
            .filter(|&&index| is_ambient(&mesh[index]));
        ambient.count() > 1
    })
}

fn has_older_peer(mesh: &Mesh, control_plane: ClusterIndex) -> bool {
    mesh.clusters().any(|(_, peer)| {
        let skew = skew(&mesh[control_plane].istio.version, &peer.istio.version);
        skew.minors > 0 && skew.newer == Newer::First
    })
}

const fn is_remote(cluster: &Cluster) -> bool {
    matches!(cluster.role, Role::Remote { .. })
}

fn is_ambient(cluster: &Cluster) -> bool {
    cluster.istio.data_plane == DataPlane::Ambient
}
