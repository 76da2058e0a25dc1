//! Which endpoint list the proxies of each cluster will be sent for each service, before anything
//! is installed.
//!
//! [`Predictor`] says what a topology means in the terms of [`crate::istiod`], asks it, and tells
//! the answer by cluster: what each entry leads to, whether requests arrive, and why pods of a
//! cluster are not in the list. It takes one pod in each cluster that has a service; with more,
//! weights grow with their number.
//!
//! What the plan provides is taken as done: labels, remote secrets, exposed services.
//!
//! Not here: what real meshes show (`verify` compares), how the lists are printed.

mod ambient;
mod fault;
mod gateways;
mod say;
mod world;

use std::collections::BTreeMap;

use meshwright_diag::Text;
use meshwright_model::{
    ClusterIndex, Mesh, Namespace, PortName, Service, ServiceName, ServicePort, Traffic,
};

use crate::istiod::{Host, IstiodFacts, Reason, SentHealth, Via};
use crate::say::Names;
use crate::{Broken, MeshGraph};

pub use fault::Fault;

/// Predicts endpoint lists for one mesh.
pub struct Predictor<'a> {
    mesh: &'a Mesh,
    graph: &'a MeshGraph,
    facts: Vec<IstiodFacts>,
    services: Vec<Service>,
    by_name: BTreeMap<&'a str, ClusterIndex>,
    /// What is wrong in the mesh besides what its topology says.
    faults: Vec<Fault>,
}

/// The list that the proxies of one cluster are sent for one port of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// The callers' cluster.
    pub caller: ClusterIndex,
    /// The cluster whose istiod sends the list; `None` where nobody does.
    pub istiod: Option<ClusterIndex>,
    /// What keeps callers from getting any list.
    pub unserved: Option<Broken>,
    /// The service, a place in [`Predictor::services`].
    pub service: usize,
    /// The number of the port.
    pub port: u16,
    /// What Envoy calls it: `outbound|5000||helloworld.sample.svc.cluster.local`.
    pub name: String,
    /// The entries, in istiod's order.
    pub entries: Vec<PredictedEntry>,
    /// The clusters with pods of the service that the list has nothing of.
    pub missing: Vec<Missing>,
    /// The part of requests that arrives, 0 to 1, by weight and without retries.
    pub share: f64,
}

/// An entry of a predicted list.
#[derive(Clone, Debug, PartialEq)]
pub struct PredictedEntry {
    /// Where proxies connect to.
    pub host: Host,
    /// The port.
    pub port: u16,
    /// Its weight with one pod in each cluster.
    pub weight: u32,
    /// Whether it is pods or a gateway.
    pub via: Via,
    /// The cluster of the pods or the gateway; `None` for a gateway of `meshNetworks`.
    pub cluster: Option<ClusterIndex>,
    /// The clusters whose pods it leads to.
    pub leads_to: Vec<ClusterIndex>,
    /// `region/zone/subzone` of the pods; empty where unknown.
    pub locality: String,
    /// 0 is used first; others only when what comes before is unhealthy.
    pub priority: u32,
    /// Whether proxies speak Istio's mutual TLS or HBONE to it.
    pub is_secure: bool,
    /// What istiod says of its health.
    pub health: SentHealth,
    /// Whether it is the raw address of a pod on another network: istiod knows no gateway.
    pub is_raw: bool,
    /// The first thing that keeps requests to it from arriving.
    pub broken: Option<EntryBroken>,
}

/// What keeps requests to an entry from arriving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryBroken {
    /// The graph knows.
    Graph(Broken),
    /// It is a reason of its own.
    Reason(Reason),
}

/// A cluster that has pods of a service and is not in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The cluster.
    pub cluster: ClusterIndex,
    /// Why.
    pub reason: Reason,
    /// What is behind it, where the graph knows.
    pub broken: Option<Broken>,
}

impl<'a> Predictor<'a> {
    /// For `mesh` and its graph. `facts` says how the istiod of a cluster behaves.
    ///
    /// A topology without services is taken to have the sample of Istio's guides in each cluster.
    pub fn new(
        mesh: &'a Mesh,
        graph: &'a MeshGraph,
        facts: impl Fn(ClusterIndex) -> IstiodFacts,
    ) -> Self {
        let services = if mesh.services.is_empty() {
            sample(mesh).into_iter().collect()
        } else {
            mesh.services.clone()
        };
        Self {
            mesh,
            graph,
            facts: (0..mesh.clusters.len())
                .map(|index| facts(ClusterIndex(index)))
                .collect(),
            services,
            by_name: mesh
                .clusters()
                .map(|(index, cluster)| (cluster.name.as_str(), index))
                .collect(),
            faults: Vec::new(),
        }
    }

    /// The same for the sample of Istio's guides alone, whatever services the topology names.
    #[must_use]
    pub fn of_sample(mut self) -> Self {
        self.services = sample(self.mesh).into_iter().collect();
        self
    }

    /// The services that are predicted: those of the topology, in its order, or the sample.
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// The lists of the proxies of `caller`, by service and port in the order of the topology.
    pub fn lists(&self, caller: ClusterIndex) -> Vec<Prediction> {
        let mut lists = Vec::new();
        for (index, service) in self.services.iter().enumerate() {
            for port in &service.ports {
                lists.extend(self.predict(caller, index, port));
            }
        }
        lists
    }

    /// The list for one port of a service; `None` where there is no such service or no proxies.
    pub fn predict(
        &self,
        caller: ClusterIndex,
        service: usize,
        port: &ServicePort,
    ) -> Option<Prediction> {
        let asked = self.services.get(service)?;
        let facts = self.graph.cluster(caller)?;
        if !facts.has_workloads {
            return None;
        }
        Some(self.list(caller, service, asked, port))
    }

    /// The place of the service written `NAME.NAMESPACE`.
    pub fn service_named(&self, name: &str) -> Option<usize> {
        let full = |service: &Service| format!("{}.{}", service.name, service.namespace);
        self.services
            .iter()
            .position(|service| full(service) == name)
    }

    /// What an entry is: `gateway of west`, `pod of west, on another network …`.
    pub fn entry_text(&self, list: &Prediction, entry: &PredictedEntry) -> Text {
        say::entry(self.mesh, self.graph, list, entry)
    }

    /// Why pods of a cluster are not in the list.
    pub fn missing_text(&self, list: &Prediction, missing: &Missing) -> Text {
        say::missing(self.mesh, list, missing)
    }

    /// The address as a table shows it; pods and gateways without one by their cluster.
    pub fn host_text(&self, host: &Host) -> Text {
        say::host(host)
    }

    pub(crate) fn named(&self, name: &str) -> Option<ClusterIndex> {
        self.by_name.get(name).copied()
    }

    pub(crate) fn name(&self, cluster: ClusterIndex) -> String {
        Names::of(self.mesh).cluster(cluster)
    }
}

/// `helloworld` of Istio's samples, in each cluster with workloads.
fn sample(mesh: &Mesh) -> Option<Service> {
    Some(Service {
        name: ServiceName::parse("helloworld").ok()?,
        namespace: Namespace::parse("sample").ok()?,
        ports: vec![ServicePort {
            name: PortName::parse("http").ok()?,
            port: 5000,
        }],
        clusters: mesh
            .clusters()
            .filter(|(_, cluster)| cluster.role != meshwright_model::Role::External)
            .map(|(index, _)| index)
            .collect(),
        traffic: Traffic::Spread,
    })
}

#[cfg(test)]
mod tests;
