//! The external istiod: the credential for its config cluster, the istiod itself, the door to it.

use meshwright_catalog::facts::external::ConfigAccount;

use super::External;
use crate::builder::PlanBuilder;
use crate::install::{self, Site};
use crate::istio::{ISTIOD_ACCOUNT, istiod as named};
use crate::manifest::{ControlPlane, ControlPlaneRole, ExternalFrontDoor, ExternalIstiod};
use crate::op::ConfigAccess;
use crate::{Condition, Manifest, Op, Operand, StepId, StepKind, steps};

/// Plans the credential with which istiod reads its config cluster.
pub(super) fn config_kubeconfig(external: &External<'_>, plan: &mut PlanBuilder) {
    let cx = external.cx;
    let config = &cx.mesh[external.config];
    let facts = cx.release(external.config).external();
    let account = match facts.config_account.value() {
        ConfigAccount::ServiceAccount => ISTIOD_ACCOUNT.to_owned(),
        ConfigAccount::Istiod => named(external.revision.as_ref()),
    };
    let access = ConfigAccess {
        cluster: config.name.clone(),
        account,
        server: config.api_server.url.clone(),
    };
    let op = Op::PutConfigKubeconfig(access.clone());
    plan.in_cluster(
        external.host,
        external.cluster(),
        StepKind::ConfigKubeconfig,
        op,
    )
    .say("config", &config.name)
    .after(external.step(StepKind::Namespace))
    .after(StepId::of(&config.name, StepKind::ControlPlane))
    .until(Condition::ConfigKubeconfig {
        cluster: config.name.clone(),
    })
    .undone_by(Op::DeleteConfigKubeconfig(access));
}

/// Plans the istiod.
pub(super) fn istiod(external: &External<'_>, plan: &mut PlanBuilder) {
    let cx = external.cx;
    let cluster = external.cluster();
    let Some(method) = install::method(cluster.istio.install_method) else {
        return;
    };
    let config = &cx.mesh[external.config];
    let facts = cx.release(external.host).external();
    let mut mesh = steps::mesh_settings::mesh_settings(cx, external.host);
    // Its proxies are in the config cluster and further remotes, whose hosts these are.
    mesh.cluster_local_hosts = steps::mesh_settings::cluster_local_hosts(cx, external.config);
    let role = ExternalIstiod {
        address: external.address.clone(),
        front: external.front(),
        config_cluster: config.name.clone(),
        config_network: cx.mesh[config.network].name.clone(),
        values_name_cluster: *facts.cluster_name_on_external.value(),
        secret_watcher_env: facts.local_secret_watcher_env.value().clone(),
        config_validation: facts.config_validation_value.value().clone(),
        external_istiod: facts.external_istiod_value.value().clone(),
        mesh_networks: steps::gateway::told::mesh_networks(cx, external.host),
    };
    let control_plane = ControlPlane {
        cluster: config.name.clone(),
        network: cx.mesh[config.network].name.clone(),
        mesh_id: cx.mesh.id.clone(),
        namespace: cx.system_namespace(external.host),
        installation: external.installation(cluster),
        profile: Some("empty".to_owned()),
        mesh: Some(mesh),
        role: ControlPlaneRole::External(Box::new(role)),
        ambient: None,
        openshift: steps::openshift::injected(cx, external.host),
        values: cluster.istio.values.clone(),
    };
    let site = Site {
        cx,
        index: external.host,
    };
    let mut parts = (method.control_plane)(site, Box::new(control_plane));
    // What a method begins with in a cluster came with the front gateway.
    parts.retain(|part| part.kind == StepKind::ControlPlane);
    let mut needs = vec![
        external.step(StepKind::Namespace),
        external.step(StepKind::FrontGateway),
        external.step(StepKind::ConfigKubeconfig),
    ];
    if steps::trust::has_cacerts(cx, external.host) {
        needs.push(external.step(StepKind::Cacerts));
    }
    if let Operand::From { step, .. } = &external.address {
        needs.push(step.clone());
    }
    install::add(cx, plan, external.host, parts, needs, |step| {
        step.say("config", &config.name).case("external");
        if external.certificate.is_some() {
            step.case("by-name");
        }
    });
}

/// Plans what leads from the front gateway to istiod.
pub(super) fn front_door(external: &External<'_>, plan: &mut PlanBuilder) {
    let cx = external.cx;
    let release = cx.release(external.host);
    let manifest = ExternalFrontDoor {
        api_version: release.gateways().networking_api.value().clone(),
        revision: external.revision.clone(),
        cluster_domain: external.cluster().cluster_domain.clone(),
        certificate: external.certificate.clone(),
    };
    let file = cx.file(
        external.host,
        "05-expose-istiod.yaml",
        Manifest::ExternalFrontDoor(manifest),
    );
    let op = Op::ApplyManifests(vec![file.clone()]);
    let address = external.step(StepKind::FrontAddress);
    let waits = plan.has(&address);
    let step = plan.in_cluster(
        external.host,
        external.cluster(),
        StepKind::ExposeIstiod,
        op,
    );
    step.case("external");
    if external.certificate.is_some() {
        step.case("by-name")
            .after(external.step(StepKind::FrontCertificate));
    }
    if waits {
        step.after(address);
    }
    step.after(external.step(StepKind::ControlPlane))
        .until(Condition::Applied {
            file: file.path.clone(),
        })
        .undone_by(Op::DeleteManifests(file));
}
