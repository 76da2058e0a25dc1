//! A mesh config for a remote, which nobody reads.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::Role;

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// A mesh config that nobody reads.
    "VER108", "remote-mesh-config-ignored", Info, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Role::Remote {
            control_plane: Some(control_plane),
            ..
        } = cluster.role
        else {
            continue;
        };
        // istiod shares the mesh config of its config cluster.
        if cx
            .mesh
            .external_of(index)
            .and_then(|of| cx.mesh.config_cluster_of(of))
            == Some(index)
        {
            continue;
        }
        if !cx.is_own_setting(index, &["meshConfig"])
            || cluster.istio.mesh_config == cx.mesh[control_plane].istio.mesh_config
        {
            continue;
        }
        let place = cx.istio_path(index, &["meshConfig"]);
        let finding = RULE.finding(
            place.clone(),
            args![
                cluster = &cluster.name,
                primary = &cx.mesh[control_plane].name,
            ],
        );
        out.push(fix(finding.at_key(), Safety::Safe, vec![remove(place)]));
    }
}
