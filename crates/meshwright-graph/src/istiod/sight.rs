//! What an istiod reads in the clusters that it sees: its gateways, services and endpoints.
//!
//! [`Istiod::read`] turns what is in the clusters ([`ClusterState`]) into a [`Sight`], which
//! answers what proxies are sent.

use std::collections::{BTreeMap, BTreeSet};

use super::access::{RemoteSecret, registries};
use super::discover::{
    GatewayResource, GatewayService, Node, by_address, by_registry_name, from_resource, labelled,
    resolved,
};
use super::network::{MeshNetworks, PodPlace, network_of_pod};
use super::service::{ClusterService, Merged, ServiceSetting, is_cluster_local, merge};
use super::{
    Discoverable, Endpoint, Features, Gateway, Health, Host, IstiodFacts, Pilot, Reason,
    ServicePortView, Tls,
};

/// What is in a cluster, as its API server tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClusterState {
    /// Its id: the key of its remote secret.
    pub id: String,
    /// The label `topology.istio.io/network` of its system namespace; empty for none.
    pub system_label: String,
    /// Its Services.
    pub services: Vec<ClusterService>,
    /// Its pods that Services select.
    pub pods: Vec<Pod>,
    /// Its nodes.
    pub nodes: Vec<Node>,
    /// The Services of its network gateways.
    pub gateways: Vec<GatewayService>,
    /// Its Gateway resources.
    pub resources: Vec<GatewayResource>,
}

/// A pod.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pod {
    /// Its address.
    pub host: Host,
    /// The host name of the Service that selects it.
    pub service: String,
    /// The target port of each port of that Service, by the port's name; absent for the same
    /// number.
    pub target_ports: BTreeMap<String, u16>,
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// Its label `topology.istio.io/network`, which injection sets; empty for none.
    pub network_label: String,
    /// Whether it has a sidecar.
    pub has_sidecar: bool,
    /// Whether ztunnel captures it.
    pub has_ztunnel: bool,
    /// Whether it is ready.
    pub health: Health,
    /// Its locality: `region/zone/subzone`, or less.
    pub locality: String,
    /// Its node.
    pub node: String,
}

/// An istiod and its settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Istiod {
    /// Its `CLUSTER_ID`.
    pub cluster: String,
    /// Its namespace.
    pub system_namespace: String,
    /// The domain of Services.
    pub domain: String,
    /// The Secrets of its config cluster.
    pub secrets: Vec<RemoteSecret>,
    /// `meshNetworks`.
    pub mesh_networks: MeshNetworks,
    /// `meshConfig.serviceSettings`.
    pub service_settings: Vec<ServiceSetting>,
    /// What its DNS servers answer.
    pub names: BTreeMap<String, Vec<Host>>,
    /// Its release.
    pub facts: IstiodFacts,
    /// Its settings.
    pub features: Features,
}

/// What an istiod has read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// The istiod as it decides about endpoints.
    pub pilot: Pilot,
    domain: String,
    services: Vec<ClusterService>,
    settings: Vec<ServiceSetting>,
    endpoints: BTreeMap<String, Vec<Endpoint>>,
}

impl Istiod {
    /// What it makes of the clusters; of those it has no secret for, nothing.
    ///
    /// The order of `clusters` is that in which their registries became ready; its own comes
    /// first whatever its place.
    pub fn read(&self, clusters: &[ClusterState]) -> Sight {
        let found = registries(&self.cluster, &self.system_namespace, &self.secrets, &[]);
        let is_seen = |state: &&ClusterState| found.clusters.contains(&state.id);
        let own = clusters.iter().filter(|state| state.id == self.cluster);
        let others = clusters
            .iter()
            .filter(|state| state.id != self.cluster)
            .filter(is_seen);
        let seen: Vec<&ClusterState> = own.chain(others).collect();
        let mut endpoints: BTreeMap<String, Vec<Endpoint>> = BTreeMap::new();
        let mut services = Vec::new();
        for state in &seen {
            for service in &state.services {
                let of_host = endpoints.entry(service.host.clone()).or_default();
                of_host.extend(self.endpoints_of(state, service));
                services.push(service.clone());
            }
        }
        Sight {
            pilot: Pilot {
                cluster: self.cluster.clone(),
                visible: seen.iter().map(|state| state.id.clone()).collect(),
                gateways: self.gateways_of(&seen),
                facts: self.facts,
                features: self.features,
            },
            domain: self.domain.clone(),
            services,
            settings: self.service_settings.clone(),
            endpoints,
        }
    }

    /// G-UNION
    fn gateways_of(&self, seen: &[&ClusterState]) -> BTreeSet<Gateway> {
        let mut gateways = by_address(&self.mesh_networks);
        for state in seen {
            for service in &state.gateways {
                gateways.extend(labelled(self.facts, service, &state.nodes));
                let named = by_registry_name(&self.mesh_networks, service, &state.nodes);
                gateways.extend(named);
            }
            gateways.extend(state.resources.iter().flat_map(from_resource));
        }
        let answer = |name: &str| self.names.get(name).cloned().unwrap_or_default();
        resolved(self.facts, gateways, answer)
    }

    fn endpoints_of(&self, state: &ClusterState, service: &ClusterService) -> Vec<Endpoint> {
        let mut endpoints = Vec::new();
        for pod in state.pods.iter().filter(|pod| pod.service == service.host) {
            let network = network_of_pod(
                self.facts,
                PodPlace {
                    cluster: &state.id,
                    ip: match pod.host {
                        Host::Ip(ip) => Some(ip),
                        _ => None,
                    },
                    pod_label: &pod.network_label,
                    system_label: &state.system_label,
                    proxy_meta: "",
                },
                &self.mesh_networks,
            );
            for (name, number) in &service.ports {
                endpoints.push(Endpoint {
                    cluster: state.id.clone(),
                    network: network.clone(),
                    host: pod.host.clone(),
                    port: pod.target_ports.get(name).copied().unwrap_or(*number),
                    port_name: name.clone(),
                    locality: pod.locality.clone(),
                    weight: 1,
                    tls: if pod.has_sidecar {
                        Tls::Istio
                    } else {
                        Tls::Disabled
                    },
                    tunnel: pod.has_ztunnel,
                    labels: pod.labels.clone(),
                    health: pod.health,
                    discoverable: Discoverable::Always,
                    node: pod.node.clone(),
                });
            }
        }
        endpoints
    }
}

impl Sight {
    /// The service as it is merged; `None` where no cluster that is seen has it.
    pub fn merged(&self, host: &str) -> Option<Merged<'_>> {
        merge(&self.services, host, &self.pilot.cluster)
    }

    /// A port of the service as proxies are told of it.
    ///
    /// # Errors
    ///
    /// The service (D01) or its port (D02) is not known.
    pub fn port(&self, host: &str, port: u16) -> Result<ServicePortView, Reason> {
        let merged = self.merged(host).ok_or(Reason::D01)?;
        let name = merged.port_name(port)?;
        Ok(ServicePortView {
            is_cluster_local: is_cluster_local(host, &self.domain, "", &self.settings),
            ..ServicePortView::new(host, port, name)
        })
    }

    /// The endpoints of the service in all clusters that are seen, those of the own one first.
    pub fn endpoints(&self, host: &str) -> &[Endpoint] {
        self.endpoints.get(host).map_or(&[], Vec::as_slice)
    }
}
