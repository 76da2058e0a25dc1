//! The gateways that an istiod knows, from what the plan makes of a topology.

use meshwright_model::{Address, Cluster, ClusterIndex, EastWestGateway, Exposure};

use super::Predictor;
use crate::istiod::discover::HBONE_PORT;
use crate::istiod::{Gateway, Host, IstiodFacts};

impl Predictor<'_> {
    /// G-LABEL: the gateways that the label on a cluster's gateway Service makes.
    pub(super) fn labelled(
        &self,
        facts: IstiodFacts,
        index: ClusterIndex,
        is_multi: bool,
    ) -> Vec<Gateway> {
        let cluster = &self.mesh[index];
        let has_address = self
            .graph
            .cluster(index)
            .and_then(|facts| facts.gateway)
            .is_some_and(|gateway| gateway.has_address);
        let Some(gateway) = cluster.gateway.as_ref().filter(|_| has_address) else {
            return Vec::new();
        };
        let is_told = gateway.exposure == Exposure::NodePort && !gateway.addresses.is_empty();
        if is_told && is_multi {
            return Vec::new();
        }
        let hosts: Vec<Host> = if gateway.addresses.is_empty() {
            vec![Host::GatewayOf(cluster.name.to_string())]
        } else {
            gateway.addresses.iter().map(host_of).collect()
        };
        // G-PORTCHECK: before, a Service without the port for sidecars was taken to have it.
        let unlisted = if facts.checks_gateway_port {
            0
        } else {
            EastWestGateway::DEFAULT_PORT
        };
        // No gateway of Istio has both ports, so a cluster may have two.
        let sidecar = self
            .mesh
            .has_sidecar_gateway(index)
            .then_some((gateway.port, 0));
        let ambient = self
            .mesh
            .has_ambient_gateway(index)
            .then_some((unlisted, HBONE_PORT));
        let ports = sidecar.into_iter().chain(ambient);
        ports
            .flat_map(|(port, hbone)| {
                hosts.iter().map(move |host| Gateway {
                    network: self.network(cluster),
                    cluster: cluster.name.to_string(),
                    host: host.clone(),
                    port,
                    hbone,
                    service_account: String::new(),
                })
            })
            .collect()
    }

    /// The gateways of a cluster that `meshNetworks` names.
    pub(super) fn told(&self, cluster: &Cluster) -> Vec<Gateway> {
        let gateway = cluster
            .gateway
            .as_ref()
            .filter(|gateway| gateway.exposure == Exposure::NodePort);
        let addresses = gateway.map_or(&[][..], |gateway| &gateway.addresses);
        addresses
            .iter()
            .map(|address| Gateway {
                network: self.network(cluster),
                cluster: String::new(),
                host: host_of(address),
                port: gateway.map_or(0, |gateway| gateway.port),
                hbone: 0,
                service_account: String::new(),
            })
            .collect()
    }
}

fn host_of(address: &Address) -> Host {
    match address {
        Address::Ip(ip) => Host::Ip(*ip),
        Address::Hostname(name) => Host::Name(name.clone()),
    }
}
