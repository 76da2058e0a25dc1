//! A service that some clusters have no Service object of, so its name does not resolve there.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, Safety, args, path};
use meshwright_model::{ClusterIndex, Role, Traffic};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;
use crate::settings::{as_text, look_up};

declare_rule! {
    /// A service whose name resolves in a part of the mesh only.
    "DNS101", "service-missing-in-client-cluster", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    if cx.mesh.dns_capture {
        return;
    }
    for (index, service) in cx.mesh.services.iter().enumerate() {
        if service.traffic == Traffic::ClusterLocal {
            continue;
        }
        let with: BTreeSet<ClusterIndex> = service.clusters.iter().copied().collect();
        let without: Vec<ClusterIndex> = cx
            .mesh
            .clusters()
            // Sidecars of a cluster may be told to capture DNS in its mesh config alone.
            .filter(|(index, cluster)| {
                cluster.role != Role::External && !with.contains(index) && !captures(cx, *index)
            })
            .map(|(index, _)| index)
            .collect();
        if without.is_empty() || with.is_empty() {
            continue;
        }
        let finding = RULE.finding(
            cx.service_path(index).join("clusters"),
            args![
                service = &service.name,
                namespace = &service.namespace,
                count = without.len(),
                clusters = cx.names(without),
            ],
        );
        out.push(fix(
            finding,
            Safety::Unsafe,
            vec![set(path!("mesh", "dns", "capture"), true)],
        ));
    }
}

fn captures(cx: &RuleContext<'_>, cluster: ClusterIndex) -> bool {
    // Remotes get the mesh config of their primary.
    let Some(control_plane) = cx.mesh.control_plane_of(cluster) else {
        return false;
    };
    look_up(
        &cx.mesh[control_plane].istio.mesh_config,
        &["defaultConfig", "proxyMetadata", "ISTIO_META_DNS_CAPTURE"],
    )
    .is_some_and(|value| as_text(value) == "true")
}
