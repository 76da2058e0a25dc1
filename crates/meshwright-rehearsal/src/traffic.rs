//! Real requests between real proxies: what was predicted of them, and what came back.
//!
//! [`Traffic::open`] gives each pod that a request can meet a network namespace of its own, with
//! pilot-agent and Envoy as istiod injected them, wires between the pods of each network and from
//! the addresses of gateways ([`wires`]). [`Traffic::measure`] sends requests from the sample's
//! client of every cluster to every service, and judges the answers by the predicted weights.
//!
//! The proxy is upstream Envoy. It lacks Istio's own filters, so istiods of such a rehearsal send
//! no telemetry, no ALPN filter and no exchange of metadata; [`not_istio`] says so in every report.
//!
//! Not here: what the right answer is, and load beyond a few hundred requests.

mod app;
pub mod ask;
pub mod binomial;
mod expected;
mod load;
pub mod pod;
mod proxy;
pub mod report;
mod running;
mod telemetry;
pub mod trial;
pub mod wires;
mod workload;

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Instant;

use meshwright_core::diag::{Text, Words, text};
use meshwright_core::graph::{MeshGraph, Prediction, Predictor};
use meshwright_core::istiod::predictor;
use meshwright_core::model::{ClusterIndex, Mesh, Service};
use serde_json::Value;

use crate::api::text as field;
use crate::play::Stage;
use crate::rehearse::{Event, Wish};
use crate::script::rounded;
use crate::trouble::Trouble;
use crate::world::World;
use ask::{Answer, Ask, Tally};
use expected::Expected;
use pod::Order;
use report::{TrafficCase, TrafficReport, TrafficShare};
use running::{Running, start};
use trial::Trial;
use wires::Wires;

/// What istiods need so that an Envoy without Istio's filters can be their proxy.
pub const ISTIOD: &[(&str, &str)] = &[
    ("PILOT_ENABLE_ALPN_FILTER", "false"),
    ("PILOT_ENABLE_METADATA_EXCHANGE", "false"),
];

/// How many requests each caller sends to each port of a service.
pub const REQUESTS: u32 = 200;

/// How long one request may take, in milliseconds: Envoy gives up connecting after ten seconds.
const PATIENCE: u64 = 12_000;
/// After so many failures in a row the rest would not tell more.
const GIVES_UP_AFTER: u32 = 12;

/// The pods that run.
#[derive(Debug)]
pub struct Traffic<'a> {
    world: &'a World,
    program: PathBuf,
    stage: &'a Stage,
    /// How many wires there have been.
    n_wires: usize,
    wires: Wires<'a>,
    pods: Vec<Running>,
    /// The Services of each cluster.
    services: Vec<Vec<Value>>,
    /// The namespaces of istiods, by the place of their cluster.
    systems: Vec<(usize, String)>,
}

impl<'a> Traffic<'a> {
    /// Starts the pods of a mesh that is built, and waits until their proxies are ready.
    ///
    /// # Errors
    ///
    /// A namespace cannot be had, or a proxy does not become ready.
    pub fn open(
        world: &'a World,
        stage: &'a Stage,
        mesh: &Mesh,
        program: &Path,
    ) -> Result<Self, Trouble> {
        let mut traffic = Self {
            world,
            program: program.to_owned(),
            stage,
            n_wires: 0,
            wires: Wires::lay(world.tools(), mesh)?,
            pods: Vec::new(),
            services: Vec::new(),
            systems: Vec::new(),
        };
        let mut homes: BTreeSet<String> = mesh
            .services
            .iter()
            .map(|service| service.namespace.to_string())
            .collect();
        homes.insert("sample".to_owned());
        for cluster in stage.clusters() {
            let items = |path: &str| cluster.api.items(path).map_err(Trouble::api(&cluster.name));
            for deployment in items("/apis/apps/v1/deployments?labelSelector=app%3Distiod")? {
                let home = crate::api::namespace(&deployment);
                if !traffic.systems.contains(&(cluster.index, home.clone())) {
                    traffic.systems.push((cluster.index, home));
                }
            }
            traffic.services.push(items("/api/v1/services")?);
        }
        traffic.set_telemetry(false)?;
        for (cluster, services) in stage.clusters().iter().zip(&traffic.services) {
            let found = workload::find(cluster, services, &homes);
            for workload in found.map_err(Trouble::api(&cluster.name))? {
                traffic.n_wires += 1;
                let nth = traffic.n_wires;
                let running = start(world, cluster, workload, nth, program)?;
                traffic
                    .wires
                    .connect(nth, &running.process, &running.workload.ip)?;
                if running.workload.is_gateway {
                    traffic.wires.lead(cluster, services, &running.workload)?;
                }
                traffic.pods.push(running);
            }
        }
        for order in [Order::Start, Order::Wait] {
            for pod in &mut traffic.pods {
                pod.send(&order)?;
            }
            for pod in &mut traffic.pods {
                pod.hear()?;
            }
        }
        Ok(traffic)
    }

    /// How many pods run.
    pub fn n_pods(&self) -> usize {
        self.pods.len()
    }

    /// Sends the requests of every caller to every list of `predictors`, and judges the answers.
    ///
    /// # Errors
    ///
    /// A pod is gone.
    pub fn measure(
        &mut self,
        mesh: &Mesh,
        predictors: &[Predictor<'_>],
        words: &Words,
    ) -> Result<TrafficReport, Trouble> {
        let all: Vec<ClusterIndex> = mesh.clusters().map(|(index, _)| index).collect();
        let mut report = TrafficReport {
            pods: self.pods.len(),
            requests: REQUESTS,
            not_istio: not_istio().iter().map(|it| words.say(it)).collect(),
            ..TrafficReport::default()
        };
        self.measure_in("", mesh, predictors, &all, words, &mut report)?;
        Ok(report)
    }

    /// The same in a situation that is not the ordinary one.
    fn measure_in(
        &mut self,
        situation: &str,
        mesh: &Mesh,
        predictors: &[Predictor<'_>],
        callers: &[ClusterIndex],
        words: &Words,
        report: &mut TrafficReport,
    ) -> Result<(), Trouble> {
        for caller in callers {
            for predictor in predictors {
                for list in predictor.lists(*caller) {
                    self.case(situation, mesh, predictor, &list, words, report)?;
                }
            }
        }
        report.agreeing = report.cases.iter().filter(|it| it.agrees).count();
        Ok(())
    }

    fn case(
        &mut self,
        situation: &str,
        mesh: &Mesh,
        predictor: &Predictor<'_>,
        list: &Prediction,
        words: &Words,
        report: &mut TrafficReport,
    ) -> Result<(), Trouble> {
        let Some(service) = predictor.services().get(list.service) else {
            return Ok(());
        };
        let from = mesh
            .clusters
            .get(list.caller.0)
            .map_or("", |it| it.name.as_str());
        let called = format!("{}.{}", service.name, service.namespace);
        let port = service.ports.iter().find(|it| it.port == list.port);
        let protocol = port.map_or("", |it| it.name.as_str());
        if !is_spoken(protocol) {
            report.skipped.push(words.say(&text!(
                "rehearse-traffic-protocol",
                service = &called,
                port = list.port,
                protocol = protocol
            )));
            return Ok(());
        }
        let expected = Expected::of(mesh, predictor, list, words);
        let answers = self.ask(from, &called, list.port, REQUESTS)?;
        let mut tally = Tally::of(&answers);
        if answers.is_empty() {
            tally.sent = 1;
            tally.errors.insert(
                words.say(&text!("rehearse-traffic-no-client", cluster = from)),
                1,
            );
        }
        let clusters: BTreeSet<&String> =
            expected.shares.keys().chain(tally.answers.keys()).collect();
        let shares = clusters.into_iter().map(|cluster| TrafficShare {
            cluster: cluster.clone(),
            way: expected.ways.get(cluster).cloned().unwrap_or_default(),
            predicted: expected.shares.get(cluster).copied().unwrap_or(0.0),
            answers: tally.answers.get(cluster).copied().unwrap_or(0),
        });
        report.cases.push(TrafficCase {
            situation: situation.to_owned(),
            from: from.to_owned(),
            service: called,
            port: list.port,
            shares: shares.collect(),
            sent: tally.sent,
            failed: tally.failed(),
            predicted_failing: expected.broken,
            median_millis: millis(tally.median),
            p95_millis: millis(tally.p95),
            agrees: expected.allows(&tally),
            errors: tally.errors.into_iter().collect(),
            causes: expected.causes,
        });
        Ok(())
    }

    /// Sends requests from the client of a cluster; no answers where it has none.
    fn ask(
        &mut self,
        from: &str,
        service: &str,
        port: u16,
        count: u32,
    ) -> Result<Vec<Answer>, Trouble> {
        let Some(index) = self.stage.clusters().iter().position(|it| it.name == from) else {
            return Ok(Vec::new());
        };
        let Some(to) = self.resolve(index, service) else {
            return Ok(Vec::new());
        };
        let client = |it: &&mut Running| it.workload.cluster == index && it.workload.is_client();
        let Some(client) = self.pods.iter_mut().find(client) else {
            return Ok(Vec::new());
        };
        client.send(&Order::Ask(Ask {
            to: SocketAddr::new(to, port),
            host: format!("{service}:{port}"),
            count,
            patience: PATIENCE,
            gives_up_after: GIVES_UP_AFTER,
            pause: 0,
            lasts: u64::MAX,
        }))?;
        client.hear()
    }

    /// The address of a Service in the caller's cluster, or else in another one, as a proxy that
    /// answers DNS would say it.
    fn resolve(&self, caller: usize, service: &str) -> Option<IpAddr> {
        let (name, home) = service.split_once('.')?;
        let own = self.services.get(caller).into_iter();
        let mut all = own.chain(&self.services).flatten();
        let found =
            all.find(|it| crate::api::name(it) == name && crate::api::namespace(it) == home);
        field(found?, "/spec/clusterIP")?.parse().ok()
    }

    /// How requests are sent from another shell: a sentence for the client of each cluster.
    pub fn invitation(&self) -> Vec<Text> {
        let clients = self.pods.iter().filter(|it| it.workload.is_client());
        let sentence = |it: &Running| {
            let cluster = self.stage.clusters().get(it.workload.cluster)?;
            let service = "helloworld.sample";
            let to = self.resolve(cluster.index, service)?;
            Some(text!(
                "rehearse-traffic-kept",
                cluster = &cluster.name,
                command = format!(
                    "nsenter --net --target {} curl -s -H 'Host: {service}:5000' http://{to}:5000/hello",
                    it.process_id
                )
            ))
        };
        clients.filter_map(sentence).collect()
    }

    /// Ends every pod, and takes away what was made for them.
    ///
    /// # Errors
    ///
    /// Something stays.
    pub fn close(self) -> Result<(), Trouble> {
        self.set_telemetry(true)?;
        for mut pod in self.pods {
            pod.kill();
        }
        self.wires.clear()
    }
}

/// Starts the pods of a mesh that is built, and sends every request of its prediction.
///
/// # Errors
///
/// A pod does not start, or ends.
pub fn rehearse<'a>(
    world: &'a World,
    stage: &'a Stage,
    mesh: &Mesh,
    graph: &MeshGraph,
    wish: &Wish<'_>,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<(Traffic<'a>, TrafficReport), Trouble> {
    tell(Event::Phase(text!("rehearse-phase-proxies")));
    let start = Instant::now();
    let mut traffic = Traffic::open(world, stage, mesh, wish.program)?;
    let seconds_to_start = rounded(start.elapsed().as_secs_f64());
    tell(Event::Phase(text!(
        "rehearse-phase-requests",
        pods = traffic.n_pods(),
        seconds = format!("{seconds_to_start:.0}")
    )));
    let start = Instant::now();
    let mut predictors = vec![predictor(mesh, graph)];
    let is_sample = |it: &Service| (it.name.as_str(), it.namespace.as_str()) == SAMPLE;
    if !mesh.services.is_empty() && !mesh.services.iter().any(is_sample) {
        predictors.push(predictor(mesh, graph).of_sample());
    }
    let mut report = traffic.measure(mesh, &predictors, wish.words)?;
    for trial in wish.trials {
        match trial {
            Trial::Close(from, to) => {
                traffic.close_way(mesh, *from, *to, wish.words, &mut report)?;
            }
            Trial::Lose(part) => {
                report
                    .losses
                    .extend(traffic.lose(mesh, graph, *part, wish.words)?);
            }
        }
    }
    report.seconds_to_start = seconds_to_start;
    report.seconds = rounded(start.elapsed().as_secs_f64());
    Ok((traffic, report))
}

/// The service that every plan installs.
const SAMPLE: (&str, &str) = ("helloworld", "sample");

/// What is not Istio's own in the proxies of a rehearsal.
pub fn not_istio() -> [Text; 3] {
    [
        text!("rehearse-traffic-upstream"),
        text!("rehearse-traffic-played"),
        text!("rehearse-traffic-small"),
    ]
}

/// Whether the application speaks a port's protocol, by the name of the port.
fn is_spoken(port: &str) -> bool {
    let protocol = port.split('-').next().unwrap_or_default();
    matches!(protocol, "http" | "tcp")
}

#[expect(clippy::cast_precision_loss, reason = "a request takes no years")]
fn millis(micros: u64) -> f64 {
    (micros as f64 / 100.0).round() / 10.0
}
