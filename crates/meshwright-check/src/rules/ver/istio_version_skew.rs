//! Istio releases in one mesh that are further apart than an upgrade may bring them.

use meshwright_catalog::{Newer, skew};
use meshwright_diag::{Finding, Safety, Severity, args};
use meshwright_model::{Cluster, Role};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// Istio releases too far apart.
    "VER102", "istio-version-skew", Warning, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let newest = cx.mesh.primaries().reduce(|newest, next| {
        if is_newer(next.1, newest.1) {
            next
        } else {
            newest
        }
    });
    for (index, cluster) in cx.mesh.clusters() {
        let (peer, case) = match cluster.role {
            Role::Primary => {
                let Some((_, newest)) = newest else {
                    continue;
                };
                if newest.istio.version == cluster.istio.version
                    || skew(&newest.istio.version, &cluster.istio.version).minors < 2
                {
                    continue;
                }
                (newest, "primaries")
            }
            Role::Remote { .. } => {
                let Some(control_plane) = cx.mesh.control_plane_of(index) else {
                    continue;
                };
                let primary = &cx.mesh[control_plane];
                if primary.istio.version == cluster.istio.version {
                    continue;
                }
                let skew = skew(&primary.istio.version, &cluster.istio.version);
                match skew.newer {
                    // A later patch of the same minor understands the same configuration.
                    Newer::Second if skew.minors > 0 => (primary, "remote-newer"),
                    Newer::First if skew.minors > 1 => (primary, "remote-older"),
                    Newer::First | Newer::Second | Newer::Neither => continue,
                }
            }
            Role::External => continue,
        };
        let place = cx.istio_path(index, &["version"]);
        let finding = RULE
            .finding(
                place,
                args![
                    cluster = &cluster.name,
                    version = &cluster.istio.version,
                    other = &peer.name,
                    wanted = &peer.istio.version,
                ],
            )
            .case(case);
        let finding = if case == "remote-newer" {
            finding.severity(Severity::Error)
        } else {
            finding
        };
        out.push(fix(
            finding,
            Safety::Unsafe,
            vec![set(
                cluster.path().join("istio").join("version"),
                peer.istio.version.as_str(),
            )],
        ));
    }
}

fn is_newer(one: &Cluster, other: &Cluster) -> bool {
    one.istio.version != other.istio.version
        && skew(&one.istio.version, &other.istio.version).newer == Newer::First
}
