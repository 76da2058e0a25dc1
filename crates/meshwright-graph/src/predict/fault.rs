//! What can be wrong in a mesh although its topology is right, and what it makes of endpoint lists.
//!
//! A plan provides labels, remote secrets, certificates and sidecars, so predictions take them as
//! done. [`Predictor::with`] predicts for a mesh in which one of them is not.

use meshwright_model::{ClusterIndex, Service};

use super::Predictor;
use crate::istiod::{Reason, Tls};

/// Something that is wrong in a mesh, and that no topology says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// The istiod of this cluster signs under another root than all others.
    OtherRoot(ClusterIndex),
    /// The istiod of this cluster has a trust domain of its own, and no aliases.
    OtherTrustDomain(ClusterIndex),
    /// The Service of this cluster's gateway has no label `topology.istio.io/network`.
    NoNetworkLabel(ClusterIndex),
    /// An istiod has no remote secret of a cluster.
    NoRemoteSecret {
        /// The cluster of the istiod.
        istiod: ClusterIndex,
        /// The cluster that it does not see.
        of: ClusterIndex,
    },
    /// Pods of services have no sidecar in this cluster.
    NoSidecar(ClusterIndex),
    /// The ports of Services have other names in this cluster.
    OtherPortName(ClusterIndex),
}

/// What a port is called where it has another name.
const OTHER_NAME: &str = "http-other";

impl Predictor<'_> {
    /// The same for a mesh in which `fault` is wrong besides.
    #[must_use]
    pub fn with(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    fn has(&self, fault: Fault) -> bool {
        self.faults.contains(&fault)
    }

    /// Whether an istiod has the remote secret of a cluster, as far as the plan gives it one.
    pub(super) fn has_secret(&self, istiod: ClusterIndex, of: ClusterIndex) -> bool {
        !self.has(Fault::NoRemoteSecret { istiod, of })
    }

    /// G-LABEL: whether the Service of a cluster's gateway has its label.
    pub(super) fn has_label(&self, gateway: ClusterIndex) -> bool {
        !self.has(Fault::NoNetworkLabel(gateway))
    }

    /// What pods of services offer in a cluster whose workloads have sidecars.
    pub(super) fn tls(&self, cluster: ClusterIndex) -> Tls {
        if self.has(Fault::NoSidecar(cluster)) {
            Tls::Disabled
        } else {
            Tls::Istio
        }
    }

    /// What a port is called in a cluster.
    pub(super) fn port_name(&self, cluster: ClusterIndex, name: &str) -> String {
        if self.has(Fault::OtherPortName(cluster)) {
            OTHER_NAME.to_owned()
        } else {
            name.to_owned()
        }
    }

    /// What an istiod takes for the name of a port: that of the first of its registries which has
    /// the service, its own cluster's first.
    pub(super) fn merged_port_name(
        &self,
        istiod: ClusterIndex,
        service: &Service,
        name: &str,
    ) -> String {
        let own = service.clusters.iter().find(|&&it| it == istiod);
        let mut others = service.clusters.iter();
        let first = own.or_else(|| others.find(|&&it| self.graph.discovers(istiod, it)));
        self.port_name(first.copied().unwrap_or(istiod), name)
    }

    /// T-ROOT, T-DOMAIN: why mutual TLS between pods of two clusters fails, by what is wrong with
    /// their istiods.
    pub(super) fn mistrust(&self, from: ClusterIndex, to: ClusterIndex) -> Option<Reason> {
        let signer = |cluster| self.graph.control_plane(cluster).ok();
        let (from, to) = (signer(from)?, signer(to)?);
        if from == to {
            return None;
        }
        let either =
            |fault: fn(ClusterIndex) -> Fault| self.has(fault(from)) || self.has(fault(to));
        if either(Fault::OtherRoot) {
            return Some(Reason::P09);
        }
        // The caller looks at the server's certificate first, and expects the trust domain that
        // its istiod takes the other cluster to have.
        let reads_theirs = self
            .facts
            .get(from.0)
            .is_some_and(|it| it.remote_trust_domain);
        either(Fault::OtherTrustDomain).then_some(if reads_theirs {
            Reason::P11
        } else {
            Reason::P10
        })
    }

    /// P-GWEP: why a gateway has no pods of a cluster to lead to.
    pub(super) fn blind(&self, gateway: ClusterIndex, to: ClusterIndex) -> Option<Reason> {
        let istiod = self.graph.control_plane(gateway).ok()?;
        (!self.has_secret(istiod, to)).then_some(Reason::P07)
    }
}
