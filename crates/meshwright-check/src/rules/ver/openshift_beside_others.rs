//! A remote on OpenShift whose istiod injects for another platform, or the other way round.
//!
//! One istiod has one template for all pods that it injects. On OpenShift the CNI agent leads
//! pods into the mesh, elsewhere an init container does, and neither platform has the other's.

use meshwright_diag::{Finding, args};
use meshwright_model::{ClusterIndex, Provider, Role};

use crate::RuleContext;
use crate::rule::declare_rule;

declare_rule! {
    /// A remote whose pods are injected for another platform.
    "VER141", "openshift-beside-others", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Role::Remote { control_plane, .. } = cluster.role else {
            continue;
        };
        // An istiod of its own injects for its own platform.
        let injects_itself = *cx.release(index).release.remote().local_istiod
            && cx.mesh.external_of(index).is_none();
        let Some(control_plane) = control_plane.filter(|_| !injects_itself) else {
            continue;
        };
        // An external istiod injects as its config cluster asks.
        let template = cx.mesh.config_cluster_of(control_plane);
        let template = template.unwrap_or(control_plane);
        let is_openshift = |index: ClusterIndex| cx.mesh[index].provider == Provider::Openshift;
        if is_openshift(index) == is_openshift(template) {
            continue;
        }
        let finding = RULE.finding(
            cluster.path().join("provider"),
            args![
                cluster = &cluster.name,
                istiod = &cx.mesh[control_plane].name,
                template = &cx.mesh[template].name,
            ],
        );
        let case = if is_openshift(index) {
            "remote"
        } else {
            "others"
        };
        let provider = cx.mesh[template].path().join("provider");
        out.push(finding.case(case).related(provider, "other"));
    }
}
