//! What istiod will send for the sample server of a cluster, before anything is installed.
//!
//! The lists are those of [`Predictor`]; here they are only told by ordered pair of clusters.
//! In a large mesh most callers get the same of a cluster, so few lists are asked for: callers
//! are alike where their istiods see the same clusters, behave the same, and the same clusters
//! answer them. What such callers get of a cluster depends on one thing more, whether it is on
//! their own network.

mod shown;

use std::collections::BTreeMap;

use meshwright_catalog::resolve;
use meshwright_diag::{Text, text};
use meshwright_graph::istiod::{Host, IstiodFacts, Via};
use meshwright_graph::predict::PredictedEntry;
use meshwright_graph::{Bits, MeshGraph, Prediction, Predictor};
use meshwright_model::{Address, ClusterIndex, DataPlane, IstioVersion, Mesh, NetworkIndex};

use crate::RenderInput;
use crate::workloads;

pub use shown::Shown;
pub(crate) use shown::say_all;

/// What istiod of a version does.
pub fn facts(version: &IstioVersion) -> IstiodFacts {
    let resolved = resolve(version);
    IstiodFacts::from_keys(|key| resolved.istiod(key))
}

/// Predicts endpoint lists for a mesh with the releases that its topology names.
pub fn predictor<'a>(mesh: &'a Mesh, graph: &'a MeshGraph) -> Predictor<'a> {
    let of = all_facts(mesh);
    Predictor::new(mesh, graph, |cluster| {
        of.get(cluster.0).copied().unwrap_or_default()
    })
}

/// What the istiod of each cluster does. Few releases stand behind many clusters.
pub(crate) fn all_facts(mesh: &Mesh) -> Vec<IstiodFacts> {
    let mut known: BTreeMap<&str, IstiodFacts> = BTreeMap::new();
    let versions = mesh.clusters.iter().map(|cluster| &cluster.istio.version);
    versions
        .map(|version| {
            let known = known.entry(version.as_str());
            *known.or_insert_with(|| facts(version))
        })
        .collect()
}

/// What the callers of one cluster are sent for the sample server of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The way: `direct`, `gateway`, `same` or `broken`.
    pub way: &'static str,
    /// The way as a sentence.
    pub text: Text,
    /// The endpoints, as far as the topology can tell them.
    pub endpoints: Vec<Shown>,
}

/// Callers that get the same of a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callers {
    /// Who they are.
    pub who: Who,
    /// What they get.
    pub told: Told,
}

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Some, in the order of the document.
    These {
        /// The networks all of whose callers are among them.
        networks: Vec<NetworkIndex>,
        /// The callers on other networks.
        clusters: Vec<ClusterIndex>,
    },
    /// Everybody on every network but this one, of which there are too many to name.
    AllBut(NetworkIndex),
}

/// More networks than these are named by the one that they are not.
const MANY: usize = 4;

/// The predicted lists for the sample servers of a mesh.
pub struct Predictions<'a> {
    input: &'a RenderInput<'a>,
    predictor: Predictor<'a>,
    kinds: Vec<Kind>,
    /// How many networks have callers.
    n_networks: usize,
    /// The lists of the callers that stand for others, by called cluster.
    lists: BTreeMap<ClusterIndex, Listed>,
}

/// Callers that are alike.
struct Kind {
    sight: Sight,
    members: Vec<ClusterIndex>,
    by_network: BTreeMap<NetworkIndex, Vec<ClusterIndex>>,
}

/// What decides what callers get, beside their network.
#[derive(PartialEq)]
struct Sight {
    data_plane: DataPlane,
    facts: IstiodFacts,
    seen: Vec<bool>,
    reached: Bits,
}

/// A list, and the places of its entries by the clusters they lead to.
struct Listed {
    list: Prediction,
    by_cluster: BTreeMap<ClusterIndex, Vec<usize>>,
}

impl<'a> Predictions<'a> {
    /// Predicts what the sample servers need.
    pub fn new(input: &'a RenderInput<'a>) -> Self {
        let mut predictions = Self {
            input,
            predictor: predictor(input.mesh, input.graph).of_sample(),
            kinds: kinds(input),
            n_networks: input
                .mesh
                .networks
                .iter()
                .filter(|network| workloads::of_network(input.mesh, network).next().is_some())
                .count(),
            lists: BTreeMap::new(),
        };
        let standing: Vec<ClusterIndex> = predictions
            .kinds
            .iter()
            .flat_map(|kind| kind.standing(input.mesh))
            .collect();
        for caller in standing {
            if let Some(list) = predictions.list(caller) {
                let listed = Listed::of(list);
                predictions.lists.insert(caller, listed);
            }
        }
        predictions
    }

    /// The list of a cluster's callers; `None` where it has no workloads.
    pub fn list(&self, caller: ClusterIndex) -> Option<Prediction> {
        let service = self.predictor.services().first()?;
        self.predictor.predict(caller, 0, service.ports.first()?)
    }

    /// Who predicts.
    pub fn predictor(&self) -> &Predictor<'a> {
        &self.predictor
    }

    /// What callers in `from` get for the server of `to`.
    pub fn told(&self, from: ClusterIndex, to: ClusterIndex) -> Told {
        match self.lists.get(&from) {
            Some(listed) => self.of_list(listed, to),
            None => match self.list(from) {
                Some(list) => self.of_list(&Listed::of(list), to),
                None => broken(Vec::new()),
            },
        }
    }

    /// What everybody gets for the server of `to`, callers with the same together.
    ///
    /// The called cluster itself is among them only where nobody else calls it.
    pub fn callers(&self, to: ClusterIndex) -> Vec<Callers> {
        let mesh = self.input.mesh;
        let own = mesh[to].network;
        let mut answers: Vec<(Told, Cell<'_>)> = Vec::new();
        for kind in &self.kinds {
            let neighbours = kind.by_network.get(&own);
            let neighbour = neighbours.into_iter().flatten().find(|it| **it != to);
            if let Some(&neighbour) = neighbour {
                answers.push((self.told(neighbour, to), Cell::On(kind)));
            }
            let other = kind.members.iter().find(|it| mesh[**it].network != own);
            if let Some(&other) = other {
                answers.push((self.told(other, to), Cell::Others(kind)));
            }
        }
        if answers.is_empty() {
            answers.push((self.told(to, to), Cell::Own));
        }
        let mut groups: Vec<(Told, Vec<Cell<'_>>)> = Vec::new();
        for (told, cell) in answers {
            match groups.iter_mut().find(|(known, _)| *known == told) {
                Some((_, cells)) => cells.push(cell),
                None => groups.push((told, vec![cell])),
            }
        }
        let others = |kind: &&Kind| kind.by_network.keys().any(|network| *network != own);
        let n_others = self.kinds.iter().filter(others).count();
        groups
            .into_iter()
            .map(|(told, cells)| {
                let is_other = |cell: &Cell<'_>| matches!(cell, Cell::Others(_));
                let are_all_others = cells.len() == n_others && cells.iter().all(is_other);
                let who = if are_all_others && self.n_networks > MANY + 1 {
                    Who::AllBut(own)
                } else {
                    named(mesh, to, &cells)
                };
                Callers { who, told }
            })
            .collect()
    }

    fn of_list(&self, listed: &Listed, to: ClusterIndex) -> Told {
        let list = &listed.list;
        let places = listed.by_cluster.get(&to).map_or(&[][..], Vec::as_slice);
        let entries = || places.iter().filter_map(|&place| list.entries.get(place));
        let endpoints: Vec<Shown> = entries().flat_map(|entry| self.endpoints(entry)).collect();
        let arrives = list.unserved.is_none()
            && entries().next().is_some()
            && entries().all(|entry| entry.broken.is_none());
        if !arrives {
            return broken(endpoints);
        }
        let (way, text) = if list.caller == to {
            ("same", text!("predict-same"))
        } else if entries().any(|entry| entry.via == Via::Gateway) {
            let gateways = self.gateways(entries(), to);
            ("gateway", text!("predict-gateway", clusters = gateways))
        } else {
            ("direct", text!("predict-direct"))
        };
        Told {
            way,
            text,
            endpoints,
        }
    }

    /// The clusters with the gateways of these entries. An entry of `meshNetworks` has none, and
    /// is known by its address.
    fn gateways<'e>(
        &self,
        entries: impl Iterator<Item = &'e PredictedEntry>,
        to: ClusterIndex,
    ) -> Vec<String> {
        let mesh = self.input.mesh;
        let mut gateways: Vec<ClusterIndex> = Vec::new();
        for entry in entries {
            let with_address = || {
                let mut clusters = mesh[mesh[to].network].clusters.iter().copied();
                clusters.find(|it| has_address(mesh, *it, &entry.host))
            };
            gateways.extend(entry.cluster.or_else(with_address));
        }
        gateways.sort_unstable();
        gateways.dedup();
        let names = gateways.into_iter().map(|it| mesh[it].name.to_string());
        names.collect()
    }

    /// An entry as it will be shown: once for each range of pods.
    pub fn endpoints(&self, entry: &PredictedEntry) -> Vec<Shown> {
        let mesh = self.input.mesh;
        let port = entry.port;
        match &entry.host {
            Host::Ip(ip) if ip.is_ipv6() => vec![Shown::Address(format!("[{ip}]:{port}"))],
            Host::Ip(ip) => vec![Shown::Address(format!("{ip}:{port}"))],
            Host::Name(name) => vec![Shown::Address(format!("{name}:{port}"))],
            Host::GatewayOf(cluster) => vec![Shown::GatewayOf(cluster.clone(), port)],
            Host::PodOf(name) => {
                let cluster = entry.cluster.or_else(|| mesh.cluster_named(name));
                let ranges = cluster.map_or(&[][..], |it| &mesh[it].pod_cidrs);
                if ranges.is_empty() {
                    return vec![Shown::PodOf(name.clone(), port)];
                }
                let ranges = ranges.iter();
                let shown = ranges.map(|range| Shown::PodIn(range.to_string(), port));
                shown.collect()
            }
            Host::Absent => Vec::new(),
        }
    }
}

/// Some of the callers that get an answer.
enum Cell<'a> {
    /// The called cluster.
    Own,
    /// Those of a kind on the called network.
    On(&'a Kind),
    /// Those of a kind on other networks.
    Others(&'a Kind),
}

impl Kind {
    /// The callers whose lists say what everybody of the kind gets of every cluster: two on
    /// different networks, and two on each network that has two.
    fn standing(&self, mesh: &Mesh) -> Vec<ClusterIndex> {
        let first = self.members.first().copied();
        let network = first.map(|it| mesh[it].network);
        let elsewhere = self.members.iter().copied();
        let elsewhere = elsewhere.filter(|it| Some(mesh[*it].network) != network);
        let mut standing: Vec<ClusterIndex> = first.into_iter().chain(elsewhere.take(1)).collect();
        for members in self.by_network.values().filter(|it| it.len() > 1) {
            standing.extend(members.iter().copied().take(2));
        }
        standing.sort_unstable();
        standing.dedup();
        standing
    }
}

impl Listed {
    fn of(list: Prediction) -> Self {
        let mut by_cluster: BTreeMap<ClusterIndex, Vec<usize>> = BTreeMap::new();
        for (place, entry) in list.entries.iter().enumerate() {
            for cluster in &entry.leads_to {
                by_cluster.entry(*cluster).or_default().push(place);
            }
        }
        Self { list, by_cluster }
    }
}

/// The callers in these cells by their networks.
fn named(mesh: &Mesh, to: ClusterIndex, cells: &[Cell<'_>]) -> Who {
    let own = mesh[to].network;
    let mut by_network: BTreeMap<NetworkIndex, Vec<ClusterIndex>> = BTreeMap::new();
    for cell in cells {
        match cell {
            Cell::Own => by_network.entry(own).or_default().push(to),
            Cell::On(kind) => {
                let members = kind.by_network.get(&own).into_iter().flatten();
                let members = members.copied().filter(|it| *it != to);
                by_network.entry(own).or_default().extend(members);
            }
            Cell::Others(kind) => {
                for (network, members) in kind.by_network.iter().filter(|it| *it.0 != own) {
                    by_network.entry(*network).or_default().extend(members);
                }
            }
        }
    }
    let is_whole = |network: NetworkIndex, members: &[ClusterIndex]| {
        let all = workloads::of_network(mesh, &mesh[network]);
        let callers = all.filter(|it| *it != to || members.contains(&to));
        callers.count() == members.len()
    };
    let (mut networks, mut clusters) = (Vec::new(), Vec::new());
    for (network, members) in by_network {
        if is_whole(network, &members) {
            networks.push(network);
        } else {
            clusters.extend(members);
        }
    }
    clusters.sort_unstable();
    Who::These { networks, clusters }
}

fn broken(endpoints: Vec<Shown>) -> Told {
    Told {
        way: "broken",
        text: text!("predict-broken"),
        endpoints,
    }
}

fn has_address(mesh: &Mesh, cluster: ClusterIndex, host: &Host) -> bool {
    let gateway = mesh[cluster].gateway.as_ref();
    let mut addresses = gateway.into_iter().flat_map(|it| &it.addresses);
    addresses.any(|address| match (address, host) {
        (Address::Ip(own), Host::Ip(ip)) => own == ip,
        (Address::Hostname(own), Host::Name(name)) => own == name,
        _ => false,
    })
}

/// The callers of the mesh, those that are alike together.
fn kinds(input: &RenderInput<'_>) -> Vec<Kind> {
    let (mesh, graph) = (input.mesh, input.graph);
    let rows = graph.reach_rows();
    let facts = all_facts(mesh);
    let mut seen: BTreeMap<ClusterIndex, Vec<bool>> = BTreeMap::new();
    let mut kinds: Vec<Kind> = Vec::new();
    for (index, cluster) in mesh.clusters() {
        if !workloads::has_workloads(cluster) {
            continue;
        }
        let istiod = graph.control_plane(index).ok();
        let seen = istiod.map(|istiod| {
            let is_seen = |(watched, _)| watched == istiod || graph.discovers(istiod, watched);
            let all = || mesh.clusters().map(is_seen).collect();
            seen.entry(istiod).or_insert_with(all).clone()
        });
        let sight = Sight {
            data_plane: cluster.istio.data_plane,
            facts: istiod
                .and_then(|it| facts.get(it.0).copied())
                .unwrap_or_default(),
            seen: seen.unwrap_or_default(),
            reached: rows.row(index).cloned().unwrap_or_default(),
        };
        let place = kinds.iter().position(|kind| kind.sight == sight);
        let place = place.unwrap_or_else(|| {
            kinds.push(Kind {
                sight,
                members: Vec::new(),
                by_network: BTreeMap::new(),
            });
            kinds.len() - 1
        });
        if let Some(kind) = kinds.get_mut(place) {
            kind.members.push(index);
            kind.by_network
                .entry(cluster.network)
                .or_default()
                .push(index);
        }
    }
    kinds
}

#[cfg(test)]
mod tests;
