//! `istioctl install` with an IstioOperator for each installation.
//!
//! In the clusters of an external control plane older releases have their guide apply what
//! `istioctl manifest generate` prints: their `istioctl install` leads the validation of the
//! cluster to the URL of the injection, and their `istioctl uninstall` leaves a remote's webhooks
//! behind.

use meshwright_catalog::kubernetes_serves_beta_budgets;
use meshwright_model::{Address, InstallMethod, KubernetesVersion};

use super::{Method, Part, Site};
use crate::istio::{CONTROL_PLANE_OPERATOR, EAST_WEST_GATEWAY, GATEWAY_OPERATOR, istiod};
use crate::manifest::{Ambient, ControlPlane, EastWestGateway, Openshift, without_budgets};
use crate::{Condition, Manifest, ManifestFile, Op, Operand, StepKind};

/// `istioctl`.
pub static ISTIOCTL: Method = Method {
    method: InstallMethod::Istioctl,
    prepare: |_, _| {},
    control_plane,
    gateway,
};

fn control_plane(site: Site<'_>, mut control_plane: Box<ControlPlane>) -> Vec<Part> {
    if lacks_budgets(site) {
        without_budgets(&mut control_plane.values);
    }
    // Istio's own profile for the platform, where nobody asked for another one.
    if control_plane.sidecar_agent().is_some()
        && control_plane.profile.as_deref() == Some("default")
    {
        control_plane.profile = Some(Openshift::PROFILE.to_owned());
    }
    let namespace = control_plane.namespace;
    let name = istiod(control_plane.installation.revision.as_ref());
    let runs = if control_plane.runs_istiod() {
        Condition::DeploymentAvailable { name, namespace }
    } else {
        control_plane.remote_works()
    };
    let discovery_address = control_plane
        .discovery_address()
        .filter(|address| matches!(address, Operand::From { .. }))
        .cloned();
    // The profile `ambient` has the agents of the nodes as components: one installation.
    let node_agents: Vec<Condition> = control_plane
        .ambient
        .iter()
        .flat_map(Ambient::ready)
        .chain(control_plane.sidecar_agent().map(Openshift::ready))
        .collect();
    let file = site.file(
        "02-control-plane.yaml",
        Manifest::IstioOperator(control_plane),
    );
    let mut done_when = vec![
        runs,
        Condition::OwnedBy {
            operator: CONTROL_PLANE_OPERATOR.to_owned(),
        },
    ];
    done_when.extend(node_agents);
    vec![Part {
        kind: StepKind::ControlPlane,
        case: if is_generated(site) { "generated" } else { "" },
        needs: Vec::new(),
        op: install(site, &file, discovery_address),
        done_when,
        undo: Some(uninstall(site, file)),
    }]
}

fn gateway(site: Site<'_>, mut gateway: Box<EastWestGateway>) -> Vec<Part> {
    gateway.has_budget = !lacks_budgets(site);
    let namespace = gateway.namespace;
    let file = site.file(
        "03-east-west-gateway.yaml",
        Manifest::GatewayOperator(gateway),
    );
    vec![Part {
        kind: StepKind::EastWestGateway,
        case: if is_generated(site) { "generated" } else { "" },
        needs: Vec::new(),
        op: install(site, &file, None),
        done_when: vec![
            Condition::DeploymentAvailable {
                name: EAST_WEST_GATEWAY.to_owned(),
                namespace,
            },
            Condition::OwnedBy {
                operator: GATEWAY_OPERATOR.to_owned(),
            },
        ],
        undo: Some(uninstall(site, file)),
    }]
}

/// Whether what istioctl makes of an IstioOperator is applied instead of installed.
fn is_generated(site: Site<'_>) -> bool {
    let external = site.cx.mesh.external_of(site.index);
    let facts = site.cx.release(site.index).external();
    external.is_some() && !*facts.istioctl_install.value()
}

/// Whether the cluster may refuse the PodDisruptionBudgets that istioctl prints: it prints them
/// for the oldest Kubernetes, and 1.25 has dropped that version of theirs.
pub(super) fn lacks_budgets(site: Site<'_>) -> bool {
    let facts = site.cx.release(site.index).external();
    let cluster = site.cluster();
    let kubernetes = cluster.kubernetes.as_ref();
    cluster.istio.install_method == InstallMethod::Istioctl
        && is_generated(site)
        && facts.generated_budget.value() == "policy/v1beta1"
        && kubernetes.is_none_or(|version| !kubernetes_serves_beta_budgets(version))
        && supports_without_beta_budgets(site)
}

/// Whether the release runs on a Kubernetes without these budgets at all.
fn supports_without_beta_budgets(site: Site<'_>) -> bool {
    let supported = site.cx.release(site.index).kubernetes().supported.value();
    supported
        .iter()
        .filter_map(|minor| KubernetesVersion::parse(minor).ok())
        .any(|minor| !kubernetes_serves_beta_budgets(&minor))
}

fn install(site: Site<'_>, file: &ManifestFile, discovery_address: Option<Operand<Address>>) -> Op {
    let file = file.clone();
    if is_generated(site) {
        Op::ApplyGenerated {
            file,
            discovery_address,
        }
    } else {
        Op::IstioctlInstall {
            file,
            discovery_address,
        }
    }
}

/// What takes an IstioOperator's installation back.
///
/// Up to 1.20, `istioctl uninstall` by file deletes what belongs to istiod alone.
pub(super) fn uninstall(site: Site<'_>, file: ManifestFile) -> Op {
    let uninstalls_whole = *site
        .cx
        .release(site.index)
        .istioctl()
        .uninstalls_whole
        .value();
    if is_generated(site) || !uninstalls_whole {
        Op::DeleteGenerated(file)
    } else {
        Op::IstioctlUninstall(file)
    }
}
