//! An installation profile that nobody knows, or that makes something else than a primary.

use std::collections::BTreeSet;

use meshwright_catalog::vocabulary::{Vocabulary, judge};
use meshwright_diag::{Edit, Finding, Safety, Severity, args};
use meshwright_model::{Cluster, ClusterIndex, InstallMethod, Provider, Role};

use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// A profile that does not make the primary that the topology asks for.
    "VER143", "profile-not-fit", Error, Advice, since "0.1.0"
}

/// Profiles without an istiod.
const WITHOUT_ISTIOD: [&str; 3] = ["empty", "external", "remote"];

/// What is wrong with a profile.
struct Fault {
    case: &'static str,
    severity: Severity,
    repair: Repair,
}

/// What sets it right.
enum Repair {
    Default,
    Ambient,
    Openshift,
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.clusters() {
        // The profile of other clusters follows from their role, that of ambient ones from their
        // data plane, which another rule says.
        let has_own_istiod = match cluster.role {
            Role::Primary => true,
            Role::Remote { .. } => {
                *cx.release(index).release.remote().local_istiod
                    && cx.mesh.external_of(index).is_none()
            }
            Role::External => false,
        };
        if !has_own_istiod || cx.mesh.is_ambient(index) {
            continue;
        }
        let Some(fault) = fault(cx, index, cluster) else {
            continue;
        };
        let place = cx.istio_path(index, &["profile"]);
        if !said.insert((place.clone(), fault.case)) {
            continue;
        }
        let resolved = cx.release(index);
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    profile = cluster.istio.profile.as_str(),
                    method = cluster.istio.install_method,
                    version = resolved.release.minor(),
                    provider = cluster.provider,
                ],
            )
            .case(fault.case)
            .severity(fault.severity);
        let edits: Vec<Edit> = match fault.repair {
            Repair::Default => vec![set(place, "default")],
            Repair::Ambient => vec![
                set(cx.istio_path(index, &["dataPlane"]), "ambient"),
                set(place, "default"),
            ],
            Repair::Openshift => vec![set(cluster.path().join("provider"), "openshift")],
        };
        out.push(fix(finding, Safety::Unsafe, edits));
    }
}

fn fault(cx: &RuleContext<'_>, index: ClusterIndex, cluster: &Cluster) -> Option<Fault> {
    let (resolved, method) = (cx.release(index), cluster.istio.install_method);
    let release = resolved.release;
    let profile = cluster.istio.profile.as_str();
    let fault = |case, severity, repair| {
        Some(Fault {
            case,
            severity,
            repair,
        })
    };
    let knows = |vocabulary| judge(vocabulary, profile, release).is_known();
    let is_in_charts = method == InstallMethod::Helm && knows(Vocabulary::ChartProfile);
    if !knows(Vocabulary::Profile) && !is_in_charts {
        return fault("unknown", Severity::Error, Repair::Default);
    }
    if WITHOUT_ISTIOD.contains(&profile) {
        return fault("no-istiod", Severity::Error, Repair::Default);
    }
    if matches!(profile, "ambient" | "openshift-ambient") {
        return fault("data-plane", Severity::Error, Repair::Ambient);
    }
    let is_openshift = cluster.provider == Provider::Openshift;
    if profile == "openshift" {
        return if is_openshift {
            None
        } else {
            fault("platform", Severity::Error, Repair::Openshift)
        };
    }
    // The charts have no gateways, and `minimal` is `default` without.
    if matches!(profile, "default" | "minimal") {
        return None;
    }
    // Another rule says more of it.
    if profile == "demo" && cx.is_multi_cluster() {
        return None;
    }
    let is_taken = match method {
        InstallMethod::Istioctl => true,
        InstallMethod::Helm => release.helm().profiles.iter().any(|known| known == profile),
        InstallMethod::Sail => knows(Vocabulary::SailProfile),
    };
    if is_taken {
        None
    } else {
        fault("not-taken", Severity::Warning, Repair::Default)
    }
}
