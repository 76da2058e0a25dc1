//! What stands in lists in place of the endpoints of a cluster.

use meshwright_diag::{Text, text};
use meshwright_model::{
    Address, ClusterIndex, DataPlane, EastWestGateway, Exposure, Provider, Service, Traffic,
};
use meshwright_plan::images::pulled;
use meshwright_plan::istio::{
    AMBIENT_GATEWAY_BESIDE, EAST_WEST_GATEWAY, NETWORK_LABEL, PROBE_IMAGE, SAMPLE_NAMESPACE,
};
use meshwright_plan::{StepId, StepKind};

use super::{Mending, Table};
use crate::prediction::say_all;
use crate::shell::quote::{flag, quote};
use crate::workloads;

/// The port of the sample server.
const SAMPLE_PORT: u16 = 5000;

/// Prints the address that a load balancer has given a Service.
const LOAD_BALANCER: &str = "--output='go-template={{with index \
    .status.loadBalancer.ingress 0}}{{or .ip .hostname}}{{end}}'";

/// What a command prints, as a word.
fn learned(command: &str) -> String {
    format!("\"$({command})\"")
}

impl Mending<'_> {
    /// What callers may see of a cluster; `None` where nobody else calls it.
    pub(super) fn called(&self, to: ClusterIndex, is_network: bool) -> Option<Table> {
        let mesh = self.mesh;
        let cluster = &mesh[to];
        if !workloads::has_workloads(cluster) {
            return None;
        }
        let network = mesh[cluster.network].name.as_str();
        let mut rows = Vec::new();
        let mut lead = None;
        let gateway = (self.gateways)(to).first().copied();
        if let Some(at) = gateway
            && let Some(gateway) = &mesh[at].gateway
        {
            let sidecar = self.elsewhere(to, DataPlane::Sidecar).next();
            let ambient = self.elsewhere(to, DataPlane::Ambient).next();
            if let Some((caller, _)) = sidecar {
                rows.extend(self.through_gateway(caller, to, at, gateway));
            }
            if ambient.is_some() {
                rows.extend(self.through_ambient_gateway(to, at));
            }
            if let Some((caller, _)) = sidecar.or(ambient) {
                let told = self.predictions.told(caller, to);
                let endpoints = say_all(&told.endpoints, self.words);
                lead = Some(text!("trouble-predicted", endpoints = endpoints));
            }
        }
        let neighbour = workloads::of_network(mesh, &mesh[cluster.network]).find(|it| *it != to);
        if let Some(neighbour) = neighbour {
            let address = learned(&format!(
                "{} get pods {} --output='jsonpath={{.items[0].status.podIP}}'",
                self.kubectl(to, SAMPLE_NAMESPACE),
                flag("selector", "app=helloworld")
            ));
            rows.push(text!(
                "trouble-direct-timeout",
                network = network,
                caller = &mesh[neighbour].name,
                probe = self.probe(neighbour, &address, SAMPLE_PORT)
            ));
            if gateway.is_some() && mesh.is_multi_network() && !mesh.is_ambient(to) {
                rows.push(self.gateway_among_neighbours(to));
            }
        }
        if rows.is_empty() {
            return None;
        }
        rows.extend(self.own_service(to));
        let title = if is_network {
            text!(
                "trouble-called-network",
                network = network,
                cluster = &cluster.name
            )
        } else {
            text!("trouble-called", cluster = &cluster.name)
        };
        Some(Table { title, lead, rows })
    }

    /// Callers with sidecars, on other networks.
    fn through_gateway(
        &self,
        caller: ClusterIndex,
        to: ClusterIndex,
        at: ClusterIndex,
        gateway: &EastWestGateway,
    ) -> Vec<Text> {
        let mesh = self.mesh;
        let name = &mesh[at].name;
        let look = format!(
            "{} get service {EAST_WEST_GATEWAY} --show-labels",
            self.kubectl_of_system(at)
        );
        let addresses: Vec<String> = gateway.addresses.iter().map(Address::to_string).collect();
        let mut rows = self.raw(caller, to, at, gateway, &look);
        rows.push(if addresses.is_empty() {
            text!("trouble-address-learned", look = &look, cluster = name)
        } else {
            text!(
                "trouble-address-known",
                look = &look,
                cluster = name,
                addresses = addresses
            )
        });
        let pods = format!(
            "{} get pods {}",
            self.kubectl_of_system(at),
            flag("selector", "istio=eastwestgateway")
        );
        let address = match (gateway.addresses.first(), gateway.exposure) {
            (Some(address), _) => Some(quote(&address.to_string())),
            (None, Exposure::LoadBalancer) => Some(learned(&format!(
                "{} get service {EAST_WEST_GATEWAY} {LOAD_BALANCER}",
                self.kubectl_of_system(at)
            ))),
            (None, _) => None,
        };
        let port = gateway.port;
        rows.push(match address {
            Some(address) => text!(
                "trouble-timeout",
                pods = pods,
                port = port,
                cluster = name,
                caller = &mesh[caller].name,
                probe = self.probe(caller, &address, port)
            ),
            None => text!(
                "trouble-timeout-learned",
                pods = pods,
                port = port,
                cluster = name
            ),
        });
        let sample = self.kubectl(to, SAMPLE_NAMESPACE);
        if !mesh.is_ambient(to) {
            rows.push(text!(
                "trouble-without-sidecar",
                cluster = &mesh[to].name,
                pods = format!("{sample} get pods"),
                restart = format!("{sample} rollout restart deployment")
            ));
        }
        rows
    }

    /// Tries a port from a pod of `caller`, outside of the mesh.
    fn probe(&self, caller: ClusterIndex, address: &str, port: u16) -> String {
        let hub = self.mesh[caller].istio.hub.as_deref();
        format!(
            "{} run meshwright-probe --rm --attach --quiet --restart=Never \
             --image={} --command -- nc -z -v -w 5 {address} {port}",
            self.kubectl(caller, "default"),
            quote(&pulled(PROBE_IMAGE, hub))
        )
    }

    /// Raw addresses of pods: the caller's istiod knows no gateway.
    fn raw(
        &self,
        caller: ClusterIndex,
        to: ClusterIndex,
        at: ClusterIndex,
        gateway: &EastWestGateway,
        look: &str,
    ) -> Vec<Text> {
        let mesh = self.mesh;
        let istiod = mesh.control_plane_of(caller).unwrap_or(caller);
        let facts = self.facts(istiod);
        // E-AMB: no gateway means no endpoint there.
        if mesh.is_ambient(istiod) && facts.ambient_drops_for_sidecars {
            return Vec::new();
        }
        let name = &mesh[at].name;
        let network = mesh[mesh[to].network].name.as_str();
        let pods: Vec<String> = mesh[to].pod_cidrs.iter().map(ToString::to_string).collect();
        let seen = if pods.is_empty() {
            text!("trouble-pods", cluster = &mesh[to].name)
        } else {
            text!("trouble-pods-in", ranges = pods)
        };
        let again = self.steps(&[
            StepId::of(name, StepKind::EastWestGateway),
            StepId::of(name, StepKind::GatewayAddress),
        ]);
        let mut rows = Vec::new();
        let is_node_port = gateway.exposure == Exposure::NodePort;
        if is_node_port && !gateway.addresses.is_empty() {
            let names = &mesh[istiod].name;
            rows.push(text!(
                "trouble-raw-told",
                seen = seen.clone(),
                istiod = names,
                network = network,
                config = format!(
                    "{} get configmaps --output=yaml",
                    self.kubectl_of_system(istiod)
                ),
                steps = self.steps(&[StepId::of(names, StepKind::ControlPlane)])
            ));
        } else if is_node_port {
            let nodes = format!("{} get nodes --output=wide", self.kubectl_of_system(at));
            rows.push(text!(
                "trouble-raw-nodes",
                seen = seen.clone(),
                cluster = name,
                nodes = nodes
            ));
        } else {
            rows.push(text!(
                "trouble-raw",
                seen = seen.clone(),
                network = network,
                label = format!("{NETWORK_LABEL}={network}"),
                look = look,
                steps = again
            ));
        }
        let named = gateway.addresses.iter().find_map(|address| match address {
            Address::Hostname(name) => Some(name),
            Address::Ip(_) => None,
        });
        let may_be_named = gateway.addresses.is_empty()
            && gateway.exposure == Exposure::LoadBalancer
            && matches!(mesh[at].provider, Provider::Eks | Provider::Other);
        match named {
            Some(host) if facts.resolves_hostnames => rows.push(text!(
                "trouble-raw-host",
                seen = seen,
                host = host,
                resolve = format!("nslookup {}", quote(host))
            )),
            None if may_be_named && facts.resolves_hostnames => {
                rows.push(text!("trouble-raw-host-learned", seen = seen, look = look));
            }
            None if may_be_named => rows.push(text!(
                "trouble-raw-host-ignored",
                seen = seen,
                look = look,
                version = mesh[istiod].istio.version.as_str()
            )),
            _ => {}
        }
        rows
    }

    /// Callers in the ambient data plane, on other networks.
    fn through_ambient_gateway(&self, to: ClusterIndex, at: ClusterIndex) -> Vec<Text> {
        let mesh = self.mesh;
        if !mesh.has_ambient_gateway(at) {
            return Vec::new();
        }
        let name = &mesh[at].name;
        let gateway = if mesh.has_sidecar_gateway(at) {
            AMBIENT_GATEWAY_BESIDE
        } else {
            EAST_WEST_GATEWAY
        };
        let programmed = format!(
            "{} get gateways.gateway.networking.k8s.io {gateway}",
            self.kubectl_of_system(at)
        );
        let shared = format!(
            "{} get services --show-labels",
            self.kubectl(to, SAMPLE_NAMESPACE)
        );
        let namespace = format!(
            "{} get namespace {SAMPLE_NAMESPACE} --show-labels",
            self.kubectl(to, SAMPLE_NAMESPACE)
        );
        let called = &mesh[to].name;
        vec![
            text!(
                "trouble-ambient-gateway",
                cluster = name,
                programmed = programmed.clone(),
                steps = self.steps(&[
                    StepId::of(name, StepKind::AmbientGateway),
                    StepId::of(name, StepKind::AmbientGatewayAddress),
                ])
            ),
            text!(
                "trouble-ambient-local",
                cluster = called,
                shared = shared,
                steps = self.steps(&[
                    StepId::of(called, StepKind::SharedServices),
                    StepId::of(called, StepKind::Sample),
                ])
            ),
            text!(
                "trouble-ambient-timeout",
                port = EastWestGateway::AMBIENT_PORT,
                cluster = name,
                programmed = programmed
            ),
            text!(
                "trouble-ambient-plain",
                cluster = called,
                namespace = namespace,
                steps = self.steps(&[
                    StepId::of(called, StepKind::ControlPlane),
                    StepId::of(called, StepKind::Cni),
                    StepId::of(called, StepKind::Ztunnel),
                    StepId::of(called, StepKind::Sample),
                ])
            ),
        ]
    }

    /// A gateway where callers on the same network should see pods.
    fn gateway_among_neighbours(&self, to: ClusterIndex) -> Text {
        let mesh = self.mesh;
        let name = &mesh[to].name;
        text!(
            "trouble-direct-gateway",
            cluster = name,
            network = mesh[mesh[to].network].name.as_str(),
            pods = format!(
                "{} get pods {}",
                self.kubectl(to, SAMPLE_NAMESPACE),
                flag("label-columns", NETWORK_LABEL)
            ),
            restart = format!(
                "{} rollout restart deployment",
                self.kubectl(to, SAMPLE_NAMESPACE)
            ),
            steps = self.steps(&[
                StepId::of(name, StepKind::Namespace),
                StepId::of(name, StepKind::ControlPlane),
            ])
        )
    }

    /// A service of the topology that is here and elsewhere.
    fn own_service(&self, to: ClusterIndex) -> Option<Text> {
        let is_shared = |service: &&Service| {
            service.clusters.contains(&to)
                && service.clusters.len() > 1
                && service.traffic != Traffic::ClusterLocal
        };
        let service = self.mesh.services.iter().find(is_shared)?;
        let port = service.ports.first()?;
        Some(text!(
            "trouble-service",
            cluster = &self.mesh[to].name,
            service = format!("{}.{}", service.name, service.namespace),
            port = port.name.as_str(),
            look = format!(
                "{} get service {} --output=yaml",
                self.kubectl(to, service.namespace.as_str()),
                quote(service.name.as_str())
            )
        ))
    }
}
