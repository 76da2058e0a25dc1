//! A remote with another revision than its control plane.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Cluster;

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// A remote with another revision than its istiod.
    "VER113", "revision-mismatch", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Some(control_plane) = cx.mesh.control_plane_of(index) else {
            continue;
        };
        let primary = &cx.mesh[control_plane];
        if cluster.istio.revision == primary.istio.revision {
            continue;
        }
        let name = |cluster: &Cluster| {
            let revision = cluster.istio.revision.as_ref();
            revision.map_or("default", |name| name.as_str()).to_owned()
        };
        let place = cluster.path().join("istio").join("revision");
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    revision = name(cluster),
                    primary = &primary.name,
                    wanted = name(primary),
                ],
            )
            .related(cx.istio_path(control_plane, &["revision"]), "control-plane");
        out.push(fix(
            finding,
            Safety::Unsafe,
            vec![set(place, name(primary))],
        ));
    }
}
