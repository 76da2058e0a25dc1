//! Steps of an external control plane.

mod front;
mod istiod;
mod namespace;
mod remote;

use meshwright_catalog::facts::external::SecondSecret;
use meshwright_catalog::feature::Feature;
use meshwright_model::{
    Address, Cluster, ClusterIndex, Exposure, InstallMethod, Mesh, Revision, Role, SecretName,
};

pub(crate) use self::namespace::namespace;
use crate::builder::{PlanBuilder, PlanContext};
use crate::istio;
use crate::manifest::{FrontTls, Installation};
use crate::{Operand, OutputKey, StepId, StepKind, steps};

/// An external control plane, as far as all of its steps need to know it.
pub(crate) struct External<'a> {
    /// What a recipe may ask.
    pub(crate) cx: &'a PlanContext<'a>,
    /// The external cluster.
    pub(crate) host: ClusterIndex,
    /// The remote whose configuration its istiod reads.
    pub(crate) config: ClusterIndex,
    /// Where remotes find its istiod.
    pub(crate) address: Operand<Address>,
    /// The host name and the Secret with its certificate, where the front gateway ends TLS.
    pub(crate) certificate: Option<(String, SecretName)>,
    /// The revision of its istiod and of what its remotes have of it.
    pub(crate) revision: Option<Revision>,
}

impl<'a> External<'a> {
    /// The external control plane of a cluster; `None` where the cluster has none that can be
    /// planned.
    pub(crate) fn of(cx: &'a PlanContext<'a>, host: ClusterIndex) -> Option<Self> {
        let cluster = &cx.mesh[host];
        if cluster.role != Role::External || !can_install(cx, host) {
            return None;
        }
        let config = cx.mesh.config_cluster_of(host)?;
        let facts = cx.release(host).external();
        let address = address(cluster);
        let by_name = matches!(address, Operand::Known(Address::Hostname(_)));
        if !*facts.config_cluster.value() || !(by_name || *facts.ip_mode.value()) {
            return None;
        }
        let certificate = match &address {
            Operand::Known(Address::Hostname(name)) => cluster
                .istiod
                .credential
                .clone()
                .map(|secret| (name.clone(), secret)),
            Operand::Known(Address::Ip(_)) | Operand::From { .. } => None,
        };
        Some(Self {
            cx,
            host,
            config,
            address,
            certificate,
            revision: istio::revision(cx.mesh, host),
        })
    }

    /// The external cluster.
    pub(crate) fn cluster(&self) -> &'a Cluster {
        &self.cx.mesh[self.host]
    }

    /// How its front gateway treats TLS.
    pub(crate) const fn front(&self) -> FrontTls {
        match &self.certificate {
            Some(_) => FrontTls::Terminated,
            None => FrontTls::PassedThrough,
        }
    }

    /// The installation that a cluster's settings ask for, of the one revision.
    pub(crate) fn installation(&self, cluster: &Cluster) -> Installation {
        Installation {
            revision: self.revision.clone(),
            ..Installation::of(&cluster.istio)
        }
    }

    /// A step of the external cluster.
    pub(crate) fn step(&self, kind: StepKind) -> StepId {
        StepId::of(&self.cluster().name, kind)
    }
}

/// Plans the external cluster, its config cluster and its further remotes.
pub(crate) fn plan_external(external: &External<'_>, plan: &mut PlanBuilder) {
    let cx = external.cx;
    front::front(external, plan);
    istiod::config_kubeconfig(external, plan);
    istiod::istiod(external, plan);
    istiod::front_door(external, plan);
    let remotes: Vec<ClusterIndex> = cx
        .mesh
        .remotes_of(external.host)
        .map(|(index, _)| index)
        .filter(|index| can_install(cx, *index))
        .collect();
    for &index in &remotes {
        remote::remote(external, plan, index);
        let needs = vec![
            StepId::of(&cx.mesh[index].name, StepKind::ControlPlane),
            served(cx, external.host, index),
        ];
        steps::gateway::east_west_gateway(cx, plan, index, needs);
    }
    steps::exposure::expose_services_of(cx, plan, external.config, &remotes);
    steps::gateway::remote_gateways(cx, plan, external.host);
    steps::traffic::traffic(cx, plan, external.config);
}

/// Whether the cluster's release can be a part of an external control plane by its method.
pub(crate) fn can_install(cx: &PlanContext<'_>, index: ClusterIndex) -> bool {
    let feature = match cx.mesh[index].istio.install_method {
        InstallMethod::Istioctl => Feature::ExternalControlPlane,
        InstallMethod::Helm => Feature::HelmExternalControlPlane,
        InstallMethod::Sail => Feature::SailExternalControlPlane,
    };
    cx.release(index).support(feature).is_there()
}

/// The cluster in whose `external-istiod` an external istiod finds its remote secrets.
pub(crate) fn secrets_at(cx: &PlanContext<'_>, host: ClusterIndex) -> ClusterIndex {
    let own = match cx.release(host).external().second_secret.value() {
        SecondSecret::ExternalCluster => Some(host),
        SecondSecret::ConfigCluster | SecondSecret::Unknown => None,
    };
    own.or_else(|| cx.mesh.config_cluster_of(host))
        .unwrap_or(host)
}

/// The step after which the external istiod of `host` injects and serves pods of its remote.
pub(crate) fn served(cx: &PlanContext<'_>, host: ClusterIndex, remote: ClusterIndex) -> StepId {
    if is_config(cx.mesh, host, remote) {
        return StepId::of(&cx.mesh[host].name, StepKind::ExposeIstiod);
    }
    let at = secrets_at(cx, host);
    StepId::of(&cx.mesh[at].name, StepKind::Attach)
}

/// Whether a remote is the config cluster of `host`.
pub(crate) fn is_config(mesh: &Mesh, host: ClusterIndex, remote: ClusterIndex) -> bool {
    mesh.config_cluster_of(host) == Some(remote)
}

/// Where remotes find the istiod of an external cluster: at its front gateway.
fn address(cluster: &Cluster) -> Operand<Address> {
    if let Some(address) = &cluster.istiod.address {
        return Operand::Known(address.clone());
    }
    let known = cluster
        .gateway
        .iter()
        .filter(|gateway| gateway.exposure != Exposure::NodePort)
        .find_map(|gateway| {
            let is_ip = |address: &&Address| matches!(address, Address::Ip(_));
            let mut addresses = gateway.addresses.iter();
            addresses.find(is_ip).or_else(|| gateway.addresses.first())
        });
    match known {
        Some(address) => Operand::Known(address.clone()),
        None => Operand::From {
            step: StepId::of(&cluster.name, StepKind::FrontAddress),
            output: OutputKey::GatewayAddress,
        },
    }
}
