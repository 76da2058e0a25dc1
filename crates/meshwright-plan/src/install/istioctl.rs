//! `istioctl install` with an IstioOperator for each installation.

use meshwright_model::InstallMethod;

use super::{Method, Part, Site};
use crate::istio::{CONTROL_PLANE_OPERATOR, EAST_WEST_GATEWAY, GATEWAY_OPERATOR, istiod};
use crate::manifest::{Ambient, ControlPlane, EastWestGateway};
use crate::{Condition, Manifest, Op, Operand, StepKind};

/// `istioctl`.
pub static ISTIOCTL: Method = Method {
    method: InstallMethod::Istioctl,
    prepare: |_, _| {},
    control_plane,
    gateway,
};

fn control_plane(site: Site<'_>, control_plane: Box<ControlPlane>) -> Vec<Part> {
    let namespace = control_plane.namespace;
    let name = istiod(control_plane.installation.revision.as_ref());
    let runs = if control_plane.runs_istiod() {
        Condition::DeploymentAvailable { name, namespace }
    } else {
        Condition::DiscoveryService { name, namespace }
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
        case: "",
        needs: Vec::new(),
        op: Op::IstioctlInstall {
            file: file.clone(),
            discovery_address,
        },
        done_when,
        undo: Some(Op::IstioctlUninstall(file)),
    }]
}

fn gateway(site: Site<'_>, gateway: Box<EastWestGateway>) -> Vec<Part> {
    let namespace = gateway.namespace;
    let file = site.file(
        "03-east-west-gateway.yaml",
        Manifest::GatewayOperator(gateway),
    );
    vec![Part {
        kind: StepKind::EastWestGateway,
        case: "",
        needs: Vec::new(),
        op: Op::IstioctlInstall {
            file: file.clone(),
            discovery_address: None,
        },
        done_when: vec![
            Condition::DeploymentAvailable {
                name: EAST_WEST_GATEWAY.to_owned(),
                namespace,
            },
            Condition::OwnedBy {
                operator: GATEWAY_OPERATOR.to_owned(),
            },
        ],
        undo: Some(Op::IstioctlUninstall(file)),
    }]
}
