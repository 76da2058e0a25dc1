//! Istio's Helm charts: `base`, `istiod` and `gateway`, each a release with a file of values.

use meshwright_catalog::facts::names::{CHART_BASE, CHART_GATEWAY, CHART_ISTIOD};
use meshwright_catalog::facts::openshift::OpenshiftSettings;
use meshwright_model::InstallMethod;

use super::charts::{self, chart, istio_chart};
use super::{Method, Part, Site, node_agents};
use crate::istio::{EAST_WEST_GATEWAY, HELM_BASE, istiod};
use crate::manifest::{BaseValues, ControlPlane, ControlPlaneRole, EastWestGateway, Openshift};
use crate::steps::gateway::told::shows_no_address;
use crate::{Condition, Manifest, Op, Operand, StepKind};

/// `helm`.
pub static HELM: Method = Method {
    method: InstallMethod::Helm,
    prepare: charts::repositories,
    control_plane,
    gateway,
};

fn control_plane(site: Site<'_>, mut control_plane: Box<ControlPlane>) -> Vec<Part> {
    let facts = site.cx.release(site.index).helm();
    let namespace = control_plane.namespace;
    let revision = control_plane.installation.revision.clone();
    let is_remote = matches!(control_plane.role, ControlPlaneRole::Remote { .. });
    control_plane.profile = if is_remote {
        facts.remote_profile.value().clone()
    } else {
        let profile = control_plane.profile.take();
        profile.filter(|profile| facts.profiles.contains(profile))
    };
    if let Some(openshift) = &control_plane.openshift
        && openshift.settings == OpenshiftSettings::ChartProfile
        && control_plane.profile.is_none()
    {
        control_plane.profile = Some(Openshift::PROFILE.to_owned());
    }
    if let ControlPlaneRole::Primary {
        external_istiod: Some(place),
        ..
    } = &mut control_plane.role
        && let Some(path) = facts.external_istiod_value.value()
    {
        place.clone_from(path);
    }
    let agents = node_agents::by_charts(site, &control_plane);
    let name = istiod(revision.as_ref());
    let base = BaseValues {
        profile: control_plane.profile.clone(),
        default_revision: revision,
        namespace,
        validation_url: control_plane.validation_url().map(str::to_owned),
    };
    let base = chart(
        site,
        StepKind::Base,
        HELM_BASE,
        &istio_chart(CHART_BASE),
        namespace,
        site.file("02-base-values.yaml", Manifest::BaseValues(base)),
    );

    let works = if control_plane.runs_istiod() {
        Condition::DeploymentAvailable {
            name: name.clone(),
            namespace,
        }
    } else {
        control_plane.remote_works()
    };
    let learned = control_plane
        .discovery_address()
        .filter(|address| matches!(address, Operand::From { .. }))
        .cloned();
    let istio_chart = facts
        .remote_chart
        .value()
        .clone()
        .filter(|_| !control_plane.runs_istiod())
        .unwrap_or_else(|| istio_chart(CHART_ISTIOD));
    let mut istiod = chart(
        site,
        StepKind::ControlPlane,
        &name,
        &istio_chart,
        namespace,
        site.file(
            "02-istiod-values.yaml",
            Manifest::IstiodValues(control_plane),
        ),
    );
    istiod.case = "helm";
    istiod.done_when.push(works);
    if let Op::HelmUpgrade {
        discovery_address, ..
    } = &mut istiod.op
    {
        *discovery_address = learned;
    }
    let mut parts = vec![base, istiod];
    parts.extend(agents);
    parts
}

fn gateway(site: Site<'_>, gateway: Box<EastWestGateway>) -> Vec<Part> {
    let facts = site.cx.release(site.index).gateways();
    let namespace = gateway.namespace;
    let case = if gateway.needs_ports_of_its_own() {
        "helm-ports"
    } else {
        "helm"
    };
    let gateway_chart = facts.helm_chart.value().clone();
    let mut part = chart(
        site,
        StepKind::EastWestGateway,
        EAST_WEST_GATEWAY,
        &gateway_chart.unwrap_or_else(|| istio_chart(CHART_GATEWAY)),
        namespace,
        site.file(
            "03-east-west-gateway-values.yaml",
            Manifest::GatewayValues(gateway),
        ),
    );
    part.case = case;
    if let Op::HelmUpgrade { release, .. } = &mut part.op {
        release.waits = gets_an_address(site);
    }
    part.done_when.push(Condition::DeploymentAvailable {
        name: EAST_WEST_GATEWAY.to_owned(),
        namespace,
    });
    vec![part]
}

/// Whether somebody gives the gateway's Service an address; Helm 3 would wait for it in vain.
fn gets_an_address(site: Site<'_>) -> bool {
    let cluster = site.cluster();
    let gateway = cluster.gateway.as_ref();
    !gateway.is_some_and(|gateway| shows_no_address(cluster, gateway))
}
