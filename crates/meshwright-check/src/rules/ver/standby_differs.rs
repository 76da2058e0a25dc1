//! A standby whose istiod is not like that of the control plane it stands in for.

use meshwright_catalog::skew;
use meshwright_diag::{Finding, Safety, Severity, args};
use meshwright_model::{Cluster, Role};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// A standby of another revision or release.
    "VER133", "standby-differs", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Some(control_plane) = cx.mesh.control_plane_of(index) else {
            continue;
        };
        let leader = &cx.mesh[control_plane];
        for standby in &cluster.standbys {
            let other = &cx.mesh[*standby];
            if other.role != Role::Primary || leader.role != Role::Primary {
                continue;
            }
            let (case, severity, key, wanted) = if other.istio.revision != leader.istio.revision {
                ("revision", Severity::Error, "revision", revision(leader))
            } else if skew(&leader.istio.version, &other.istio.version).minors > 0 {
                let version = leader.istio.version.as_str();
                ("release", Severity::Warning, "version", version)
            } else {
                continue;
            };
            let own = match case {
                "revision" => revision(other),
                _ => other.istio.version.as_str(),
            };
            let finding = RULE
                .finding(
                    cx.standby_path(index, *standby),
                    args![
                        cluster = &cluster.name,
                        other = &other.name,
                        leader = &leader.name,
                        own = own,
                        wanted = wanted,
                    ],
                )
                .case(case)
                .severity(severity)
                .related(cx.istio_path(*standby, &[key]), "other");
            let place = other.path().join("istio").join(key);
            out.push(fix(finding, Safety::Unsafe, vec![set(place, wanted)]));
        }
    }
}

fn revision(cluster: &Cluster) -> &str {
    let revision = cluster.istio.revision.as_ref();
    revision.map_or("default", |name| name.as_str())
}
