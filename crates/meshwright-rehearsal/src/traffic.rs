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

mod able;
mod app;
pub mod ask;
pub mod binomial;
mod envoy;
mod expected;
pub mod fault;
mod follow;
mod load;
pub mod loss;
mod measure;
pub mod pod;
mod proxy;
pub mod report;
mod running;
mod telemetry;
pub mod trial;
pub(crate) mod walls;
pub mod wires;
mod workload;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use meshwright_core::diag::{Text, Words, text};
use meshwright_core::graph::MeshGraph;
use meshwright_core::istiod::predictor;
use meshwright_core::model::Mesh;
use serde_json::Value;

use crate::play::Stage;
use crate::rehearse::{Event, Wish};
use crate::script::rounded;
use crate::trouble::Trouble;
use crate::world::World;
pub use able::able;
use report::TrafficReport;
use running::Running;
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
    /// What the firewall forbids, in sentences.
    walls: Vec<String>,
    /// The namespaces of services.
    homes: BTreeSet<String>,
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
        words: &Words,
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
            walls: Vec::new(),
            homes: mesh
                .services
                .iter()
                .map(|service| service.namespace.to_string())
                .chain(["sample".to_owned()])
                .collect(),
        };
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
        traffic.walls = walls::raise(&traffic.wires, stage, mesh, words)?;
        for cluster in stage.clusters() {
            let services = traffic.services.get(cluster.index);
            let services = services.map_or(&[][..], Vec::as_slice);
            let found = workload::find(cluster, services, &traffic.homes);
            for workload in found.map_err(Trouble::api(&cluster.name))? {
                traffic.launch(cluster, workload)?;
            }
        }
        traffic.bring_up()?;
        Ok(traffic)
    }

    /// How many pods run.
    pub fn n_pods(&self) -> usize {
        self.pods.len()
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
    fitted: &Mesh,
    wish: &Wish<'_>,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<(Traffic<'a>, TrafficReport), Trouble> {
    let own = wish.compiled.mesh.as_ref();
    let mesh = &own.map_or_else(|| fitted.clone(), |own| walls::walled(fitted, own));
    let graph = &MeshGraph::build(mesh);
    tell(Event::Phase(text!("rehearse-phase-proxies")));
    let start = Instant::now();
    let mut traffic = Traffic::open(world, stage, mesh, wish.program, wish.words)?;
    let seconds_to_start = rounded(start.elapsed().as_secs_f64());
    tell(Event::Phase(text!(
        "rehearse-phase-requests",
        pods = traffic.n_pods(),
        seconds = format!("{seconds_to_start:.0}")
    )));
    let start = Instant::now();
    let mut predictors = vec![predictor(mesh, graph)];
    if fault::lacks_sample(mesh) {
        predictors.push(predictor(mesh, graph).of_sample());
    }
    let mut report = traffic.measure(mesh, &predictors, wish.words)?;
    for trial in wish.trials {
        match trial {
            Trial::Close(from, to) => {
                traffic.close_way(mesh, *from, *to, wish.words, &mut report)?;
            }
            Trial::Fault(fault) => {
                tell(Event::Phase(text!(
                    "rehearse-phase-fault",
                    fault = fault::reference(mesh, *fault)
                )));
                traffic.fault(mesh, graph, *fault, wish.words, &mut report)?;
            }
            Trial::Lose(part) => {
                tell(Event::Phase(text!(
                    "rehearse-phase-lose",
                    part = wish.words.say(&part.text(mesh))
                )));
                let loss = traffic.lose(mesh, graph, *part, wish.words)?;
                report.losses.push(loss);
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
