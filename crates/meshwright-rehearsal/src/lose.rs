//! Parts of a world taken away, and what that does beside what `what-if` predicts.
//!
//! Clusters, gateways, control planes and API servers are really taken away: gateways have no
//! pods and their ways are closed, istiods end, API servers are killed. Then it is seen which
//! istiods still answer proxies, what they send, and whether pods can be started. Which requests
//! break follows from the lists that proxies have and from what is gone behind them; whether they
//! do is a matter of traffic, and told as played.
//!
//! Networks and roots cannot be lost here: everything is one network, and nothing is encrypted.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use meshwright_core::diag::{Text, Words, text};
use meshwright_core::graph::istiod::Via;
use meshwright_core::graph::what_if::{Losses, Part};
use meshwright_core::graph::{MeshGraph, Predictor};
use meshwright_core::model::{ClusterIndex, Mesh};
use serde::Serialize;
use serde_json::{Value, json};

use crate::api::{ApiError, name};
use crate::play::{Lost, Stage};
use crate::trouble::Trouble;
use crate::world::{World, WorldCluster, wait_until};

/// A loss, predicted and real.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Loss {
    /// What was lost, as `--lose` takes it.
    pub lost: String,
    /// Each statement of `what-if`, and what was seen.
    pub statements: Vec<Statement>,
    /// Whether everything was as predicted.
    pub agrees: bool,
    /// Seconds until the world was as before.
    pub seconds: f64,
}

/// One statement about a loss.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Statement {
    /// `configuration`, `new-pods`, `unwatched`, `lists` or `requests`.
    pub about: &'static str,
    /// The cluster or pair that it is about.
    pub subject: String,
    /// The prediction.
    pub predicted: String,
    /// What was seen.
    pub real: String,
}

impl Statement {
    /// Whether it came as predicted.
    pub fn agrees(&self) -> bool {
        self.predicted == self.real
    }
}

const PATIENCE: Duration = Duration::from_mins(4);
/// After this, whoever notices a loss has noticed it.
const NOTICE: Duration = Duration::from_secs(6);

/// Reads what can be lost here.
///
/// # Errors
///
/// The mesh has no such part, or it cannot be lost here.
pub fn parse(mesh: &Mesh, graph: &MeshGraph, wanted: &str) -> Result<Part, Text> {
    let part = Part::parse(mesh, graph, wanted).map_err(|error| error.text())?;
    match part {
        Part::Network(_) | Part::Root(_) => Err(text!("rehearse-lose-not-here", part = wanted)),
        Part::Cluster(_) | Part::Gateway(_) | Part::ControlPlane(_) | Part::ApiServer(_) => {
            Ok(part)
        }
    }
}

/// Loses each of `parts`, one after the other.
///
/// # Errors
///
/// The world does not come back.
pub fn lose(
    world: &World,
    stage: &Stage,
    mesh: &Mesh,
    predictor: &Predictor<'_>,
    parts: &[Part],
    words: &Words,
    tell: &mut dyn FnMut(Text),
) -> Result<Vec<Loss>, Trouble> {
    let graph = MeshGraph::build(mesh);
    let losses = Losses::new(mesh, &graph);
    let mut told = Vec::new();
    for part in parts {
        let start = Instant::now();
        tell(text!(
            "rehearse-phase-lose",
            part = words.say(&part.text(mesh))
        ));
        let scene = Scene {
            world,
            stage,
            mesh,
            predictor,
        };
        let before = scene.seen();
        scene.set(*part, true)?;
        std::thread::sleep(NOTICE);
        let what_if = losses.what_if(&[*part]);
        let after = scene.seen();
        let mut statements = scene.statements(*part, &what_if, &before, &after);
        statements
            .sort_by(|one, other| (one.about, &one.subject).cmp(&(other.about, &other.subject)));
        scene.set(*part, false)?;
        let what = || text!("rehearse-as-before");
        wait_until(PATIENCE, &what, || Ok(scene.seen().lists == before.lists))?;
        told.push(Loss {
            lost: part.reference(mesh),
            agrees: statements.iter().all(Statement::agrees),
            statements,
            seconds: crate::script::rounded(start.elapsed().as_secs_f64()),
        });
    }
    Ok(told)
}

struct Scene<'a> {
    world: &'a World,
    stage: &'a Stage,
    mesh: &'a Mesh,
    predictor: &'a Predictor<'a>,
}

/// What is seen of a world at one moment.
struct Seen {
    /// The endpoints of every list that a cluster's proxies are sent; absent where nobody serves.
    lists: BTreeMap<String, Option<BTreeMap<String, Vec<String>>>>,
    /// Whether pods can be started in a cluster.
    new_pods: BTreeMap<String, bool>,
    /// The clusters whose API servers answer.
    answering: BTreeSet<String>,
}

impl Scene<'_> {
    fn set(&self, part: Part, is_lost: bool) -> Result<(), Trouble> {
        let Some(host) = part.host() else {
            return Ok(());
        };
        let Some(cluster) = self.stage.clusters().get(host.0) else {
            return Ok(());
        };
        let is = |wanted: fn(ClusterIndex) -> Part| {
            part == wanted(host) || matches!(part, Part::Cluster(_))
        };
        // An API server comes back first and goes last: the others need it.
        if is(Part::ApiServer) && !is_lost {
            self.world.start_again(cluster)?;
        }
        if is(Part::Gateway) {
            self.stage.lose(Lost::Gateway(host.0), is_lost);
            scale_gateways(cluster, u8::from(!is_lost)).map_err(Trouble::api(&cluster.name))?;
        }
        if is(Part::ControlPlane) {
            self.stage.lose(Lost::ControlPlane(host.0), is_lost);
        }
        if is(Part::ControlPlane) && is_lost && self.stage.has_istiod(cluster) {
            let what = || text!("rehearse-istiod", cluster = &cluster.name);
            wait_until(PATIENCE, &what, || Ok(!self.stage.has_istiod(cluster)))?;
        }
        if is(Part::ApiServer) && is_lost {
            self.world.stop_api_server(cluster)?;
        }
        Ok(())
    }

    fn seen(&self) -> Seen {
        let mut seen = Seen {
            lists: BTreeMap::new(),
            new_pods: BTreeMap::new(),
            answering: BTreeSet::new(),
        };
        for (index, cluster) in self.mesh.clusters() {
            let Some(there) = self.stage.clusters().get(index.0) else {
                continue;
            };
            let name = cluster.name.to_string();
            if there.api.read("/version").is_ok() {
                seen.answering.insert(name.clone());
            }
            let wanted: Vec<String> = self
                .predictor
                .lists(index)
                .into_iter()
                .map(|list| list.name)
                .collect();
            let sent = self.stage.lists(there, &wanted);
            let lists = sent.and_then(Result::ok).map(|sent| {
                sent.lists
                    .into_iter()
                    .map(|(name, list)| {
                        let mut addresses: Vec<String> = list
                            .endpoints
                            .iter()
                            .map(|it| format!("{}:{}", it.address, it.port))
                            .collect();
                        addresses.sort();
                        (name, addresses)
                    })
                    .collect()
            });
            seen.new_pods.insert(name.clone(), starts_pods(there));
            seen.lists.insert(name, lists);
        }
        seen
    }

    fn statements(
        &self,
        part: Part,
        what_if: &meshwright_core::graph::what_if::WhatIf,
        before: &Seen,
        after: &Seen,
    ) -> Vec<Statement> {
        let mut statements = Vec::new();
        let mut state = |about, subject: String, predicted: &str, real: &str| {
            statements.push(Statement {
                about,
                subject,
                predicted: predicted.to_owned(),
                real: real.to_owned(),
            });
        };
        let name = |it: ClusterIndex| self.mesh[it].name.to_string();
        for (index, cluster) in self.mesh.clusters() {
            if what_if.gone.contains(&index) {
                continue;
            }
            let cluster = cluster.name.to_string();
            let because = what_if.old_config.iter().find(|(it, _)| *it == index);
            // What a token needs is not seen on istiod's plain port: streams that are there stay.
            let is_served = because.is_none_or(|(_, because)| {
                use meshwright_core::graph::what_if::Because;
                matches!(
                    because,
                    Because::OwnApiServer | Because::ConfigApiServer { .. }
                )
            });
            let lists = after.lists.get(&cluster).and_then(Option::as_ref);
            let word = |is: bool| {
                if is {
                    "istiod answers"
                } else {
                    "no istiod answers"
                }
            };
            state(
                "configuration",
                cluster.clone(),
                word(is_served),
                word(lists.is_some()),
            );
            let starts = !what_if.no_new_pods.iter().any(|(it, _)| *it == index);
            let started = after.new_pods.get(&cluster) == Some(&true);
            let word = |is: bool| if is { "pods start" } else { "no pods start" };
            state("new-pods", cluster.clone(), word(starts), word(started));
            if is_served {
                let was = before.lists.get(&cluster).and_then(Option::as_ref);
                let real = if lists == was { "as before" } else { "changed" };
                state("lists", cluster.clone(), "as before", real);
            }
        }
        for (watcher, watched) in self.pairs() {
            let is_followed = !what_if.unwatched.contains(&(watcher, watched));
            if what_if.gone.contains(&watcher) || what_if.gone.contains(&watched) {
                continue;
            }
            let runs = self
                .stage
                .clusters()
                .get(watcher.0)
                .is_some_and(|it| self.stage.has_istiod(it));
            if !runs {
                continue;
            }
            let real = after.answering.contains(&name(watched));
            let word = |is: bool| if is { "followed" } else { "not followed" };
            let subject = format!("{} by {}", name(watched), name(watcher));
            state("unwatched", subject, word(is_followed), word(real));
        }
        for (from, to, real) in self.requests(part, after) {
            let pair = what_if.pairs.iter();
            let mut pair = pair.filter(|it| it.from == from && it.to == to);
            let predicted = pair.next().map_or(0.0, |it| it.share);
            let subject = format!("{} to {}", name(from), name(to));
            let word = |share: f64| format!("{:.0} % lost", share * 100.0);
            state("requests", subject, &word(predicted), &word(real));
        }
        statements
    }

    /// Istiods and the clusters that they watch.
    fn pairs(&self) -> Vec<(ClusterIndex, ClusterIndex)> {
        let graph = MeshGraph::build(self.mesh);
        let mut pairs = Vec::new();
        for &watcher in graph.control_planes() {
            for (watched, _) in self.mesh.clusters() {
                if watched != watcher && graph.discovers(watcher, watched) {
                    pairs.push((watcher, watched));
                }
            }
        }
        pairs
    }

    /// The part of the requests of each pair that meets something that is gone: proxies keep the
    /// predicted lists, which were seen to be the real ones.
    fn requests(&self, part: Part, after: &Seen) -> Vec<(ClusterIndex, ClusterIndex, f64)> {
        let is_gone = |it: ClusterIndex| part == Part::Cluster(it);
        let has_gateway = |it: ClusterIndex| {
            let there = self.stage.clusters().get(it.0);
            !is_gone(it)
                && !self.stage.is_lost(Lost::Gateway(it.0))
                && (!after.answering.contains(self.mesh[it].name.as_str())
                    || there.is_some_and(has_gateway_pods))
        };
        let mut found = Vec::new();
        for (from, _) in self.mesh.clusters() {
            if is_gone(from) {
                continue;
            }
            let lists = self.predictor.lists(from);
            for (to, _) in self.mesh.clusters().filter(|(to, _)| *to != from) {
                let (mut all, mut lost) = (0.0, 0.0);
                for entry in lists.iter().take(1).flat_map(|list| &list.entries) {
                    if !entry.leads_to.contains(&to) {
                        continue;
                    }
                    let weight = f64::from(entry.weight);
                    all += weight;
                    let by_gateway = entry.via == Via::Gateway;
                    let is_closed = by_gateway && !entry.cluster.is_some_and(has_gateway);
                    if is_gone(to) || is_closed {
                        lost += weight;
                    }
                }
                if all > 0.0 {
                    found.push((from, to, lost / all));
                }
            }
        }
        found
    }
}

/// The gateways of a cluster: namespace and name of their Deployments.
fn gateways(cluster: &WorldCluster) -> Result<Vec<Value>, ApiError> {
    let labelled = "/apis/apps/v1/deployments?labelSelector=istio%3Deastwestgateway";
    cluster.api.items(labelled)
}

fn scale_gateways(cluster: &WorldCluster, replicas: u8) -> Result<(), ApiError> {
    for gateway in gateways(cluster)? {
        let path = format!(
            "/apis/apps/v1/namespaces/{}/deployments/{}",
            crate::api::namespace(&gateway),
            name(&gateway)
        );
        cluster
            .api
            .merge(&path, &json!({"spec": {"replicas": replicas}}))?;
    }
    Ok(())
}

fn has_gateway_pods(cluster: &WorldCluster) -> bool {
    let gateways = gateways(cluster).unwrap_or_default();
    gateways.iter().any(|gateway| {
        let wanted = gateway.pointer("/spec/replicas").and_then(Value::as_u64);
        wanted.is_some_and(|it| it > 0)
    })
}

/// Whether the API server takes a pod of the sample's namespace, sidecar and all; nothing is made.
pub(crate) fn starts_pods(cluster: &WorldCluster) -> bool {
    let pod = json!({
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "would-start", "namespace": "sample"},
        "spec": {"containers": [{"name": "stand-in", "image": "stand-in"}]},
    });
    let path = "/api/v1/namespaces/sample/pods?dryRun=All";
    cluster.api.make(path, &pod).is_ok()
}
