//! Remotes: clusters that use the istiod of a primary.
//!
//! The order that works, seen on real meshes: the primary with `externalIstiod`, its gateway and
//! address, istiod exposed, the remote's namespace with label and annotation, the remote's
//! installation, its remote secret in the primary, and only then the remote's own gateway, which
//! needs injection.
//!
//! A remote may name standbys: primaries that lead it in turn, found at one common address.

use meshwright_catalog::facts::remote::AttachOrder;
use meshwright_model::{ClusterIndex, Role};

use super::Model;
use crate::builder::{PlanBuilder, PlanContext};
use crate::install::Site;
use crate::manifest::{ControlPlane, ControlPlaneRole, Installation};
use crate::{Operand, StepId, StepKind, install, steps};

/// `primary-remote`.
pub static PRIMARY_REMOTE: Model = Model {
    name: "primary-remote",
    covers: |mesh| {
        mesh.clusters()
            .filter(|(index, cluster)| {
                matches!(cluster.role, Role::Remote { .. }) && mesh.external_of(*index).is_none()
            })
            .map(|(index, _)| index)
            .collect()
    },
    steps: |cx, plan| {
        // Several primaries are planned by their own model.
        if cx.mesh.primaries().count() == 1 {
            steps::primary::primaries(cx, plan);
        }
        for (index, cluster) in cx.mesh.clusters() {
            let Role::Remote {
                control_plane: Some(primary),
                ..
            } = cluster.role
            else {
                continue;
            };
            if cx.mesh.external_of(index).is_some() {
                continue;
            }
            remote(cx, plan, index, primary);
            let mut needs = vec![StepId::of(&cluster.name, StepKind::ControlPlane)];
            needs.extend(attached(cx, index));
            steps::gateway::east_west_gateway(cx, plan, index, needs);
        }
    },
};

/// The steps with which the istiods that a remote may reach let its proxies in.
///
/// A standby may answer at the common address before it is needed: one that does not know the
/// remote would refuse its proxies.
fn attached(cx: &PlanContext<'_>, remote: ClusterIndex) -> impl Iterator<Item = StepId> {
    cx.mesh
        .leaders_of(remote)
        .map(|leader| StepId::of(&cx.mesh[leader].name, StepKind::Attach))
}

fn remote(
    cx: &PlanContext<'_>,
    plan: &mut PlanBuilder,
    index: ClusterIndex,
    primary: ClusterIndex,
) {
    let cluster = &cx.mesh[index];
    let Some(method) = install::method(cluster.istio.install_method) else {
        return;
    };
    let release = cx.release(index);
    let network = &cx.mesh[cluster.network].name;
    let primary_name = &cx.mesh[primary].name;
    let facts = release.remote();
    let own_istiod = *facts.local_istiod.value();
    let discovery_address = steps::exposure::discovery_address(cx, primary);
    let has_host_name = steps::exposure::host_name(&discovery_address).is_some();
    let mut needs = vec![StepId::of(&cluster.name, StepKind::Namespace)];
    needs.extend(
        cx.mesh
            .leaders_of(index)
            .map(|leader| StepId::of(&cx.mesh[leader].name, StepKind::ExposeIstiod)),
    );
    if let Operand::From { step, .. } = &discovery_address {
        needs.push(step.clone());
    }
    if steps::trust::has_cacerts(cx, index) {
        needs.push(StepId::of(&cluster.name, StepKind::Cacerts));
    }
    if *facts.attach_order.value() == AttachOrder::SecretThenInstall {
        needs.extend(attached(cx, index));
    }
    let injection_path = release.injection_path(&cluster.name, network);
    let own_profile = own_istiod.then(|| cluster.istio.profile.to_string());
    let control_plane = ControlPlane {
        cluster: cluster.name.clone(),
        network: network.clone(),
        mesh_id: cx.mesh.id.clone(),
        namespace: cx.system_namespace(index),
        installation: Installation::of(&cluster.istio),
        profile: facts.profile.value().clone().or(own_profile),
        mesh: own_istiod.then(|| steps::mesh_settings::mesh_settings(cx, index)),
        role: ControlPlaneRole::Remote {
            injection_url: injection_path
                .as_deref()
                .and_then(|path| steps::exposure::injection_url(&discovery_address, path)),
            injection_path,
            discovery_address,
        },
        ambient: None,
        openshift: steps::openshift::sidecars(cx, index),
        values: cluster.istio.values.clone(),
    };
    let site = Site { cx, index };
    let parts = (method.control_plane)(site, Box::new(control_plane));
    install::add(cx, plan, index, parts, needs, |step| {
        step.say("primary", primary_name).case("remote");
        if own_istiod {
            step.case("own-istiod");
        } else if has_host_name {
            step.case("host-name");
        }
    });
}
