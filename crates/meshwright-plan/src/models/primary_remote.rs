//! Remotes: clusters that use the istiod of a primary.
//!
//! The order that works, seen on real meshes: the primary with `externalIstiod`, its gateway and
//! address, istiod exposed, the remote's namespace with label and annotation, the remote's
//! installation, its remote secret in the primary, and only then the remote's own gateway, which
//! needs injection.

use meshwright_model::{Address, ClusterIndex, Exposure, Role};

use super::Model;
use crate::builder::{PlanBuilder, PlanContext};
use crate::istio::{CONTROL_PLANE_OPERATOR, istiod};
use crate::manifest::{ControlPlane, ControlPlaneRole, Installation};
use crate::{Condition, Manifest, Operand, OutputKey, StepId, StepKind, install, steps};

/// `primary-remote`.
pub static PRIMARY_REMOTE: Model = Model {
    name: "primary-remote",
    covers: |mesh| {
        mesh.clusters()
            .filter(|(_, cluster)| matches!(cluster.role, Role::Remote { .. }))
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
            remote(cx, plan, index, primary);
            steps::gateway::east_west_gateway(cx, plan, index, StepKind::Attach);
        }
    },
};

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
    let address = discovery_address(cx, primary);
    let known = match &address {
        Operand::Known(address) => Some(address.clone()),
        Operand::From { .. } => None,
    };
    let learned = matches!(address, Operand::From { .. }).then_some(address);
    let manifest = ControlPlane {
        cluster: cluster.name.clone(),
        network: network.clone(),
        mesh_id: cx.mesh.id.clone(),
        installation: Installation::of(&cluster.istio),
        role: ControlPlaneRole::Remote {
            profile: release
                .remote()
                .profile
                .value()
                .clone()
                .unwrap_or_else(|| "remote".to_owned()),
            injection_path: release
                .injection_path(&cluster.name, network)
                .unwrap_or_else(|| format!("/inject/cluster/{}/net/{network}", cluster.name)),
            discovery_address: known,
        },
        values: cluster.istio.values.clone(),
    };
    let file = cx.file(
        index,
        "02-control-plane.yaml",
        Manifest::ControlPlane(Box::new(manifest)),
    );
    let op = (method.control_plane)(file.clone(), learned.clone());
    let service = istiod(cluster.istio.revision.as_ref());
    let step = plan.in_cluster(index, cluster, StepKind::ControlPlane, op);
    step.case("remote")
        .say("primary", primary_name)
        .say("version", cluster.istio.version.as_str())
        .after(StepId::of(&cluster.name, StepKind::Namespace))
        .after(StepId::of(primary_name, StepKind::ExposeIstiod))
        .until(Condition::DiscoveryService { name: service })
        .until(Condition::OwnedBy {
            operator: CONTROL_PLANE_OPERATOR.to_owned(),
        })
        .undone_by((method.uninstall)(file));
    if let Some(Operand::From { step: from, .. }) = learned {
        step.after(from);
    }
}

/// Where a remote finds the istiod of `primary`: the address of its east-west gateway.
fn discovery_address(cx: &PlanContext<'_>, primary: ClusterIndex) -> Operand<Address> {
    let cluster = &cx.mesh[primary];
    let known = cluster
        .gateway
        .as_ref()
        .filter(|gateway| gateway.exposure != Exposure::NodePort)
        .and_then(|gateway| {
            let is_ip = |address: &&Address| matches!(address, Address::Ip(_));
            gateway
                .addresses
                .iter()
                .find(is_ip)
                .or_else(|| gateway.addresses.first())
        });
    match known {
        Some(address) => Operand::Known(address.clone()),
        None => Operand::From {
            step: StepId::of(&cluster.name, StepKind::GatewayAddress),
            output: OutputKey::GatewayAddress,
        },
    }
}
