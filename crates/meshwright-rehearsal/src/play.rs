//! The parts that a bare control plane lacks, played.
//!
//! One thread for each cluster looks at it a few times a second, as the controllers of a cloud
//! would: it gives load balancers their addresses, runs the real istiod that a Deployment asks
//! for, and connects what pods would connect: gateways that lead to an istiod, and Services
//! without pods. What commands in pods would ask the network is answered from the endpoint lists
//! that istiod really sent.
//!
//! Not here: traffic. No packet goes from one workload to another.

pub mod charts;
mod istiod;
pub(crate) mod load_balancer;
pub mod relay;
pub mod request;

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use meshwright_core::diag::text;
use serde_json::Value;

use crate::api::{self, ApiError, list, name, namespace};
use crate::tools::Tools;
use crate::trouble::Trouble;
use crate::world::{World, WorldCluster, wait_until};
use istiod::Running;
use relay::Relays;

/// The parts that are played in a world.
#[derive(Clone, Debug)]
pub struct Stage {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    clusters: Vec<WorldCluster>,
    tools: Tools,
    /// The release of Istio.
    version: String,
    /// Variables of every istiod, besides those of its Deployment.
    variables: &'static [(&'static str, &'static str)],
    folder: PathBuf,
    /// The istiods that run, by cluster and `namespace/name` of their Deployment.
    istiods: Mutex<BTreeMap<(usize, String), Running>>,
    relays: Relays,
    /// What was read last, by cluster and path: proxies that run know what they knew.
    known: Mutex<BTreeMap<(usize, String), Vec<Value>>>,
    /// Gateways and control planes that were taken away.
    lost: Mutex<BTreeSet<Lost>>,
    is_over: AtomicBool,
}

/// A part of a cluster that was taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lost {
    /// Its istiods.
    ControlPlane(usize),
    /// Its gateways.
    Gateway(usize),
    /// The addresses of its load balancers.
    Addresses(usize),
}

/// How long istiods may take to end and to start again.
const RESTART: Duration = Duration::from_mins(2);

/// How often each cluster is looked at.
const TURN: Duration = Duration::from_millis(400);

/// The ports of istiod that a gateway may expose, and where istiod serves them itself.
const EXPOSED: &[(u16, u16)] = &[(15012, 15012), (15017, 443)];

/// The port on which istiod serves proxies in plain text.
const PLAIN: u16 = 15010;

impl Stage {
    /// Begins to play in `world`.
    pub fn open(world: &World) -> Self {
        Self::open_with(world, &[])
    }

    /// The same, with istiods that have `variables` besides those of their Deployments.
    pub fn open_with(world: &World, variables: &'static [(&'static str, &'static str)]) -> Self {
        let stage = Self {
            shared: Arc::new(Shared {
                clusters: world.clusters.clone(),
                tools: world.tools().clone(),
                version: world.versions().istio.clone(),
                variables,
                folder: world.folder().to_owned(),
                istiods: Mutex::default(),
                relays: Relays::default(),
                known: Mutex::default(),
                lost: Mutex::default(),
                is_over: AtomicBool::new(false),
            }),
        };
        for cluster in world.clusters.clone() {
            let stage = stage.clone();
            std::thread::spawn(move || {
                while !stage.shared.is_over.load(Ordering::Relaxed) {
                    // An API server that does not answer is asked again in the next turn.
                    let _ = stage.turn(&cluster);
                    std::thread::sleep(TURN);
                }
            });
        }
        stage
    }

    /// The clusters.
    pub fn clusters(&self) -> &[WorldCluster] {
        &self.shared.clusters
    }

    /// Takes a part away, or gives it back.
    pub fn lose(&self, part: Lost, is_lost: bool) {
        let mut lost = guard(&self.shared.lost);
        if is_lost {
            lost.insert(part);
        } else {
            lost.remove(&part);
        }
    }

    /// Ends the istiods of a cluster and waits until others run in their place.
    ///
    /// # Errors
    ///
    /// They do not come back.
    pub fn restart(&self, cluster: &WorldCluster) -> Result<(), Trouble> {
        let what = || text!("rehearse-istiod", cluster = &cluster.name);
        let part = Lost::ControlPlane(cluster.index);
        self.lose(part, true);
        let is_gone = wait_until(RESTART, &what, || {
            Ok(self.istiod_of(cluster.index).is_none())
        });
        self.lose(part, false);
        is_gone?;
        wait_until(RESTART, &what, || {
            let sent = self.lists(cluster, &[]);
            Ok(matches!(sent, Some(Ok(lists)) if !lists.clusters.is_empty()))
        })
    }

    /// Passes connections from one address on to another.
    pub fn relay(&self, from: SocketAddr, to: SocketAddr) {
        self.shared.relays.set(from, Some(to));
    }

    /// Whether an istiod runs in a cluster.
    pub fn has_istiod(&self, cluster: &WorldCluster) -> bool {
        self.istiod_of(cluster.index).is_some()
    }

    pub(crate) fn is_lost(&self, part: Lost) -> bool {
        guard(&self.shared.lost).contains(&part)
    }

    /// Ends every istiod, and looks no more.
    pub fn close(&self) {
        self.shared.is_over.store(true, Ordering::Relaxed);
        let running = std::mem::take(&mut *guard(&self.shared.istiods));
        for (_, istiod) in running {
            istiod.stop();
        }
    }

    fn turn(&self, cluster: &WorldCluster) -> Result<(), ApiError> {
        let services = cluster.api.items("/api/v1/services")?;
        let is_open = !self.is_lost(Lost::Addresses(cluster.index));
        load_balancer::turn(cluster, &services, is_open)?;
        self.run_istiods(cluster, &services)?;
        self.connect(cluster, &services)
    }

    /// Connects what listens at the addresses of Services: gateways that expose an istiod, and
    /// Services whose endpoints somebody has written down.
    fn connect(&self, cluster: &WorldCluster, services: &[Value]) -> Result<(), ApiError> {
        let gateways = cluster.api.items(GATEWAYS)?;
        let is_gateway_lost = self.is_lost(Lost::Gateway(cluster.index));
        for service in services {
            let ports: Vec<u16> = list(service, "/spec/ports")
                .iter()
                .filter_map(port)
                .collect();
            let ingress = load_balancer::addresses(service);
            for &(exposed, inner) in EXPOSED {
                if !ports.contains(&exposed) {
                    continue;
                }
                let is_open = !is_gateway_lost && opens(&gateways, exposed, "PASSTHROUGH");
                let target = self.istiod_of(cluster.index).filter(|_| is_open);
                for ip in &ingress {
                    let to = target.map(|ip| SocketAddr::new(ip, inner));
                    self.shared.relays.set(SocketAddr::new(*ip, exposed), to);
                }
            }
            if let Some(ip) = without_pods(service) {
                self.connect_slices(cluster, service, ip)?;
            }
        }
        Ok(())
    }

    fn connect_slices(
        &self,
        cluster: &WorldCluster,
        service: &Value,
        ip: IpAddr,
    ) -> Result<(), ApiError> {
        let slices = cluster.api.items(&format!(
            "/apis/discovery.k8s.io/v1/namespaces/{}/endpointslices?labelSelector=\
             kubernetes.io%2Fservice-name%3D{}",
            namespace(service),
            name(service)
        ))?;
        for service_port in list(service, "/spec/ports") {
            let Some(number) = port(service_port) else {
                continue;
            };
            let wanted = api::text(service_port, "/name");
            let target = slices.iter().find_map(|slice| {
                let ports = list(slice, "/ports");
                let fits = ports.iter().find(|it| api::text(it, "/name") == wanted)?;
                let ip = api::text(slice, "/endpoints/0/addresses/0")?.parse().ok()?;
                Some(SocketAddr::new(ip, port(fits)?))
            });
            self.shared.relays.set(SocketAddr::new(ip, number), target);
        }
        Ok(())
    }

    /// The address of the istiod that runs in a cluster.
    fn istiod_of(&self, index: usize) -> Option<IpAddr> {
        let istiods = guard(&self.shared.istiods);
        let mut own = istiods.iter().filter(|((cluster, _), _)| *cluster == index);
        own.next().map(|(_, istiod)| istiod.ip)
    }

    /// Where proxies of a cluster get their configuration: the address of the istiod, and the
    /// cluster that it runs in. A remote's is found as its proxies would, through the Service of
    /// the remote and the gateway of the primary; `None` where that leads nowhere.
    pub fn serving(&self, cluster: &WorldCluster) -> Option<(SocketAddr, usize)> {
        let ip = match self.istiod_of(cluster.index) {
            Some(ip) => ip,
            None => self.dial(cluster)?,
        };
        let istiods = guard(&self.shared.istiods);
        let mut all = istiods.iter();
        let found = all.find(|(_, istiod)| istiod.ip == ip);
        found.map(|((index, _), _)| (SocketAddr::new(ip, PLAIN), *index))
    }

    /// The items of a list, or, where its API server does not answer, those of the last answer.
    pub(crate) fn known(&self, cluster: &WorldCluster, path: &str) -> Vec<Value> {
        let key = (cluster.index, path.to_owned());
        let found = cluster.api.items(path);
        let mut known = guard(&self.shared.known);
        match found {
            Ok(items) => {
                known.insert(key, items.clone());
                items
            }
            Err(_) => known.get(&key).cloned().unwrap_or_default(),
        }
    }

    fn dial(&self, cluster: &WorldCluster) -> Option<IpAddr> {
        let services = self.known(cluster, "/api/v1/services");
        let mut own = services
            .iter()
            .filter(|service| name(service).starts_with("istiod"))
            .filter_map(without_pods);
        own.find_map(|ip| self.shared.relays.follow(SocketAddr::new(ip, 15012)))
            .map(|reached| reached.ip())
    }
}

const GATEWAYS: &str = "/apis/networking.istio.io/v1/gateways";

/// Whether a Gateway has a server with this port and mode.
fn opens(gateways: &[Value], port: u16, mode: &str) -> bool {
    gateways.iter().any(|gateway| {
        list(gateway, "/spec/servers").iter().any(|server| {
            let number = server.pointer("/port/number").and_then(Value::as_u64);
            number == Some(port.into()) && api::text(server, "/tls/mode").as_deref() == Some(mode)
        })
    })
}

/// The address of a Service that no pods stand behind by themselves.
fn without_pods(service: &Value) -> Option<IpAddr> {
    let is_api_server = name(service) == "kubernetes" && namespace(service) == "default";
    let has_selector = service
        .pointer("/spec/selector")
        .is_some_and(|selector| selector.as_object().is_some_and(|it| !it.is_empty()));
    if is_api_server || has_selector {
        return None;
    }
    api::text(service, "/spec/clusterIP")?.parse().ok()
}

/// The number of a port of a Service or a slice.
fn port(port: &Value) -> Option<u16> {
    let number = port.get("port")?.as_u64()?;
    u16::try_from(number).ok()
}

/// What a mutex holds, also after a thread that held it has panicked: each turn looks at
/// everything anew.
fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{opens, without_pods};

    #[test]
    fn a_gateway_opens_a_port_only_in_its_mode() {
        let gateway = json!({"spec": {"servers": [
            {"port": {"number": 15012}, "tls": {"mode": "PASSTHROUGH"}},
        ]}});
        let gateways = [gateway];
        assert!(opens(&gateways, 15012, "PASSTHROUGH"));
        assert!(!opens(&gateways, 15012, "AUTO_PASSTHROUGH"));
        assert!(!opens(&gateways, 15017, "PASSTHROUGH"));
    }

    #[test]
    fn services_with_a_selector_and_the_api_server_have_pods() {
        let service = json!({
            "metadata": {"name": "istiod", "namespace": "istio-system"},
            "spec": {"clusterIP": "10.128.0.9"},
        });
        assert!(without_pods(&service).is_some());
        let mut with = service.clone();
        with["spec"]["selector"] = json!({"app": "istiod"});
        assert_eq!(without_pods(&with), None);
        let mut api = service;
        api["metadata"] = json!({"name": "kubernetes", "namespace": "default"});
        assert_eq!(without_pods(&api), None);
    }
}
