//! The Sail operator: an operator in the cluster, and a resource `Istio` that it installs.
//!
//! The operator brings no gateways, so an east-west gateway is a Deployment with its Service,
//! whose proxy istiod injects.

use meshwright_model::{Cluster, InstallMethod, Provider, Revision};

use super::charts::{self, SAIL_REPOSITORY, release_of};
use super::{Method, Part, Site, node_agents};
use crate::istio::{EAST_WEST_GATEWAY, SAIL_NAMESPACE, SAIL_OPERATOR, SAIL_RESOURCE, istiod};
use crate::manifest::{ControlPlane, EastWestGateway, IstioResource};
use crate::{Condition, HelmRelease, Manifest, Op, Operand, Probe, StepKind};

/// `sail`.
pub static SAIL: Method = Method {
    method: InstallMethod::Sail,
    prepare: charts::repositories,
    control_plane,
    gateway,
};

/// Whether the operator is a part of the cluster's platform, which its own catalogue installs.
pub(crate) fn comes_with_the_platform(cluster: &Cluster) -> bool {
    cluster.provider == Provider::Openshift
}

/// The name of the resource `Istio`. Updated in place, it is the revision too.
pub(crate) fn resource_name(revision: Option<&Revision>) -> &str {
    revision.map_or("default", Revision::as_str)
}

/// The operator: installed, or looked for where the platform brings it.
pub(crate) fn operator(site: Site<'_>) -> Part {
    if comes_with_the_platform(site.cluster()) {
        return Part {
            kind: StepKind::Operator,
            case: "openshift",
            needs: Vec::new(),
            op: Op::Probe(Probe::SailOperator),
            done_when: vec![Condition::OperatorServes],
            undo: None,
        };
    }
    let sail = site.cx.release(site.index).sail();
    let release = HelmRelease {
        name: SAIL_OPERATOR.to_owned(),
        chart: format!("{SAIL_REPOSITORY}/{}", sail.chart.value()),
        version: sail.operator.value().clone().unwrap_or_default(),
        namespace: SAIL_NAMESPACE,
        skips_schema: false,
        waits: true,
    };
    let mut part = release_of(StepKind::Operator, release, None);
    part.done_when.push(Condition::DeploymentAvailable {
        name: SAIL_OPERATOR.to_owned(),
        namespace: SAIL_NAMESPACE,
    });
    part
}

fn control_plane(site: Site<'_>, mut control_plane: Box<ControlPlane>) -> Vec<Part> {
    let namespace = control_plane.namespace;
    let revision = control_plane.installation.revision.clone();
    let agents = node_agents::by_resources(site, &control_plane);
    // The operator tells the charts itself on which platform it runs.
    if comes_with_the_platform(site.cluster()) {
        control_plane.openshift = None;
    }
    let name = resource_name(revision.as_ref()).to_owned();
    let done_when = if control_plane.runs_istiod() {
        vec![
            Condition::ResourceReady {
                resource: format!("{SAIL_RESOURCE}/{name}"),
            },
            Condition::DeploymentAvailable {
                name: istiod(revision.as_ref()),
                namespace,
            },
        ]
    } else {
        // The operator calls a remote ready when its webhook answers, and that is after the
        // primary has learned of the remote.
        vec![control_plane.remote_works()]
    };
    let learned = control_plane
        .discovery_address()
        .filter(|address| matches!(address, Operand::From { .. }))
        .cloned();
    let sail = site.cx.release(site.index).sail();
    let resource = IstioResource {
        api: sail.api.value().clone().unwrap_or_default(),
        name,
        version: format!("v{}", site.cx.version(site.index)),
        control_plane,
    };
    let file = site.file("02-istio.yaml", Manifest::IstioResource(Box::new(resource)));
    let op = match learned {
        None => Op::ApplyManifests(vec![file.clone()]),
        Some(address) => Op::ApplyWithAddress {
            file: file.clone(),
            address,
        },
    };
    let mut parts = vec![
        operator(site),
        Part {
            kind: StepKind::ControlPlane,
            case: "sail",
            needs: Vec::new(),
            op,
            done_when,
            undo: Some(Op::DeleteManifests(file)),
        },
    ];
    parts.extend(agents);
    parts
}

fn gateway(site: Site<'_>, gateway: Box<EastWestGateway>) -> Vec<Part> {
    let namespace = gateway.namespace;
    let file = site.file(
        "03-east-west-gateway.yaml",
        Manifest::InjectedGateway(gateway),
    );
    vec![Part {
        kind: StepKind::EastWestGateway,
        case: "sail",
        needs: Vec::new(),
        op: Op::ApplyManifests(vec![file.clone()]),
        done_when: vec![Condition::DeploymentAvailable {
            name: EAST_WEST_GATEWAY.to_owned(),
            namespace,
        }],
        undo: Some(Op::DeleteManifests(file)),
    }]
}
