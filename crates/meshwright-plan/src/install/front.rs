//! The front gateway of an external cluster, by each method.
//!
//! It comes with an ordinary istiod of its own in `istio-system`, and with whatever the method
//! begins with in a cluster; the external istiod is installed beside it.

use meshwright_catalog::facts::names::{CHART_BASE, CHART_GATEWAY, CHART_ISTIOD};
use meshwright_model::InstallMethod;

use super::charts::{chart, istio_chart};
use super::{Part, Site, istioctl, sail};
use crate::istio::{
    FRONT_GATEWAY, FRONT_OPERATOR, HELM_BASE, SAIL_RESOURCE, SYSTEM_NAMESPACE, istiod,
};
use crate::manifest::{BaseValues, FrontGateway, FrontIstio};
use crate::{Condition, Manifest, Op, StepKind};

/// The steps that install a front gateway: the last one is of kind [`StepKind::FrontGateway`].
///
/// `gets_an_address` says whether somebody gives its Service one; Helm would wait for it in vain.
pub(crate) fn front(site: Site<'_>, gateway: FrontGateway, gets_an_address: bool) -> Vec<Part> {
    match site.cluster().istio.install_method {
        InstallMethod::Istioctl => vec![by_istioctl(site, gateway)],
        InstallMethod::Helm => by_helm(site, gateway, gets_an_address),
        InstallMethod::Sail => by_sail(site, gateway),
    }
}

fn available(name: &str) -> Condition {
    Condition::DeploymentAvailable {
        name: name.to_owned(),
        namespace: SYSTEM_NAMESPACE,
    }
}

fn by_istioctl(site: Site<'_>, gateway: FrontGateway) -> Part {
    let file = site.file("01-front-gateway.yaml", Manifest::FrontOperator(gateway));
    Part {
        kind: StepKind::FrontGateway,
        case: "",
        needs: Vec::new(),
        op: Op::IstioctlInstall {
            file: file.clone(),
            discovery_address: None,
        },
        done_when: vec![
            available(&istiod(None)),
            available(FRONT_GATEWAY),
            Condition::OwnedBy {
                operator: FRONT_OPERATOR.to_owned(),
            },
        ],
        undo: Some(istioctl::uninstall(site, file)),
    }
}

fn by_helm(site: Site<'_>, gateway: FrontGateway, gets_an_address: bool) -> Vec<Part> {
    let base = BaseValues {
        profile: None,
        default_revision: None,
        namespace: SYSTEM_NAMESPACE,
        validation_url: None,
    };
    let base = chart(
        site,
        StepKind::Base,
        HELM_BASE,
        &istio_chart(CHART_BASE),
        SYSTEM_NAMESPACE,
        site.file("01-front-base-values.yaml", Manifest::BaseValues(base)),
    );
    let name = istiod(None);
    let mut istiod = chart(
        site,
        StepKind::FrontControlPlane,
        &name,
        &istio_chart(CHART_ISTIOD),
        SYSTEM_NAMESPACE,
        site.file(
            "01-front-istiod-values.yaml",
            Manifest::FrontIstiodValues(gateway.clone()),
        ),
    );
    istiod.case = "helm";
    istiod.done_when.push(available(&name));
    let facts = site.cx.release(site.index).gateways();
    let gateway_chart = facts.helm_chart.value().clone();
    let mut front = chart(
        site,
        StepKind::FrontGateway,
        FRONT_GATEWAY,
        &gateway_chart.unwrap_or_else(|| istio_chart(CHART_GATEWAY)),
        SYSTEM_NAMESPACE,
        site.file(
            "01-front-gateway-values.yaml",
            Manifest::FrontGatewayValues(gateway),
        ),
    );
    front.case = "helm";
    if let Op::HelmUpgrade { release, .. } = &mut front.op {
        release.waits = gets_an_address;
    }
    front.done_when.push(available(FRONT_GATEWAY));
    vec![base, istiod, front]
}

fn by_sail(site: Site<'_>, gateway: FrontGateway) -> Vec<Part> {
    let sail = site.cx.release(site.index).sail();
    let resource = FrontIstio {
        api: sail.api.value().clone().unwrap_or_default(),
        name: sail::resource_name(None).to_owned(),
        version: format!("v{}", site.cx.version(site.index)),
        gateway: gateway.clone(),
    };
    let name = format!("{SAIL_RESOURCE}/{}", resource.name);
    let istio = site.file("01-front-istio.yaml", Manifest::FrontIstio(resource));
    let objects = site.file("01-front-gateway.yaml", Manifest::FrontObjects(gateway));
    vec![
        sail::operator(site),
        Part {
            kind: StepKind::FrontControlPlane,
            case: "sail",
            needs: Vec::new(),
            op: Op::ApplyManifests(vec![istio.clone()]),
            done_when: vec![
                Condition::ResourceReady { resource: name },
                available(&istiod(None)),
            ],
            undo: Some(Op::DeleteManifests(istio)),
        },
        Part {
            kind: StepKind::FrontGateway,
            case: "sail",
            needs: Vec::new(),
            op: Op::ApplyManifests(vec![objects.clone()]),
            done_when: vec![available(FRONT_GATEWAY)],
            undo: Some(Op::DeleteManifests(objects)),
        },
    ]
}
