//! A remote of an external control plane: the config cluster, or a further one.

use meshwright_model::{Address, ClusterIndex};

use super::{External, is_config};
use crate::builder::PlanBuilder;
use crate::install::{self, Site};
use crate::manifest::{ConfigCluster, ControlPlane, ControlPlaneRole, ExternalRemote, Webhooks};
use crate::{Operand, StepId, StepKind, steps};

/// Plans what a remote has of the external control plane.
pub(super) fn remote(external: &External<'_>, plan: &mut PlanBuilder, index: ClusterIndex) {
    let cx = external.cx;
    let cluster = &cx.mesh[index];
    let Some(method) = install::method(cluster.istio.install_method) else {
        return;
    };
    let network = &cx.mesh[cluster.network].name;
    let facts = cx.release(index).external();
    let is_config = is_config(cx.mesh, external.host, index);
    // The istiod that reads the path is the external one.
    let path = cx
        .release(external.host)
        .injection_url_path(&cluster.name, network);
    let by_name = matches!(external.address, Operand::Known(Address::Hostname(_)));
    let webhooks = match &external.address {
        Operand::Known(Address::Hostname(host)) => Webhooks::at(host, &path),
        address => Webhooks::Service {
            injection_path: path,
            address: address.clone(),
        },
    };
    let config = facts
        .config_cluster_value
        .value()
        .clone()
        .filter(|_| is_config)
        .map(|value| ConfigCluster {
            value,
            default_revision: facts.default_revision_value.value().clone(),
        });
    let control_plane = ControlPlane {
        cluster: cluster.name.clone(),
        network: network.clone(),
        mesh_id: cx.mesh.id.clone(),
        namespace: cx.system_namespace(index),
        installation: external.installation(cluster),
        profile: Some(facts.config_cluster_profile.value().clone()),
        mesh: None,
        role: ControlPlaneRole::ExternalRemote(ExternalRemote { webhooks, config }),
        ambient: None,
        openshift: steps::openshift::sidecars(cx, index),
        values: cluster.istio.values.clone(),
    };
    let site = Site { cx, index };
    let parts = (method.control_plane)(site, Box::new(control_plane));
    let mut needs = vec![StepId::of(&cluster.name, StepKind::Namespace)];
    if let Operand::From { step, .. } = &external.address {
        needs.push(step.clone());
    }
    if !is_config {
        needs.push(external.step(StepKind::ExposeIstiod));
    }
    install::add(cx, plan, index, parts, needs, |step| {
        step.say("primary", &external.cluster().name);
        step.case(if is_config {
            "config"
        } else {
            "external-remote"
        });
        if step.id.kind == StepKind::ControlPlane && by_name {
            step.case("by-name");
        }
    });
}
