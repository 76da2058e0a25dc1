//! Which clusters and networks there are, and what a reference means.

use std::collections::BTreeMap;

use meshwright_diag::{Change, Edit, Finding, Fix, ModelPath, Safety, args, path, text};

use super::{Resolver, defaults, element_path};
use crate::document::{ClusterEntry, Reference, Topology};
use crate::mesh::{Cluster, ClusterIndex, End, Network, NetworkIndex};
use crate::names::NetworkName;
use crate::rules::{DUPLICATE_CLUSTER, DUPLICATE_NAME, UNKNOWN_REFERENCE};

/// The clusters and networks of a topology by name.
pub(super) struct Names<'t> {
    /// The clusters that are in the mesh, in order: those whose name is not taken.
    pub(super) entries: Vec<(ModelPath, &'t ClusterEntry)>,
    clusters: BTreeMap<&'t str, ClusterIndex>,
    networks: Vec<NetworkName>,
    network_index: BTreeMap<String, NetworkIndex>,
    /// Names of clusters that could not be read; references to them were not reported yet and
    /// need not be.
    left_out: Vec<&'t str>,
}

/// What a reference may mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A cluster.
    Cluster,
    /// A network or a cluster.
    Either,
}

/// Collects the names, and reports those that are taken.
pub(super) fn collect<'t>(topology: &'t Topology, cx: &mut Resolver) -> Names<'t> {
    let mut names = Names {
        entries: Vec::new(),
        clusters: BTreeMap::new(),
        networks: Vec::new(),
        network_index: BTreeMap::new(),
        left_out: Vec::new(),
    };
    if let Some(networks) = &topology.networks {
        names.listed_networks(networks.with_places(), cx);
    }
    let Some(clusters) = &topology.clusters else {
        return names;
    };
    names.left_out = clusters.left_out().iter().map(String::as_str).collect();
    let list = path!("clusters");
    let mut taken: BTreeMap<&str, &ModelPath> = BTreeMap::new();
    let all: Vec<(ModelPath, &ClusterEntry)> = {
        let mut seen = std::collections::BTreeSet::new();
        clusters
            .with_places()
            .map(|(place, entry)| {
                let name = entry.name.as_str();
                let segment = seen.insert(name).then_some(name);
                (element_path(&list, segment, place), entry)
            })
            .collect()
    };
    for (path, entry) in &all {
        let name = entry.name.as_str();
        if let Some(first) = taken.get(name) {
            let is_free = |name: &String| all.iter().all(|(_, other)| other.name.as_str() != name);
            let free_name = free_name(name, is_free);
            cx.findings
                .push(duplicate_cluster(name, path, first, free_name));
            continue;
        }
        taken.insert(name, path);
        let index = ClusterIndex(names.entries.len());
        names.clusters.insert(name, index);
        names.entries.push((path.clone(), *entry));
        names.use_network(&network_of(entry));
    }
    names
}

/// The network that an entry says its cluster is in.
pub(super) fn network_of(entry: &ClusterEntry) -> NetworkName {
    entry
        .network
        .clone()
        .unwrap_or_else(|| defaults::name(NetworkName::parse, defaults::NETWORK))
}

/// `name` with the first number from 2 that makes it free.
fn free_name(name: &str, is_free: impl Fn(&String) -> bool) -> String {
    let stem: String = name.chars().take(58).collect();
    let candidates = (2..1_000).map(|number| format!("{stem}-{number}"));
    candidates
        .into_iter()
        .find(is_free)
        .unwrap_or_else(|| format!("{stem}-x"))
}

fn duplicate_cluster(name: &str, at: &ModelPath, first: &ModelPath, free_name: String) -> Finding {
    let place = at.join("name");
    let args = args![cluster = name, suggestion = &free_name];
    Finding::new(DUPLICATE_CLUSTER, place.clone(), args)
        .related(first.join("name"), "first")
        .fix(Fix {
            title: text!("fix-set", value = &free_name),
            safety: Safety::Unsafe,
            edits: vec![Edit {
                path: place,
                change: Change::Set(free_name.into()),
            }],
        })
}

impl Names<'_> {
    fn listed_networks<'n>(
        &mut self,
        networks: impl Iterator<Item = (usize, &'n crate::document::NetworkEntry)>,
        cx: &mut Resolver,
    ) {
        let list = path!("networks");
        for (place, entry) in networks {
            let name = entry.name.as_str();
            if self.network_index.contains_key(name) {
                let at = list.join(format_args!("#{place}"));
                let finding = Finding::new(DUPLICATE_NAME, at.join("name"), args![network = name])
                    .case("network")
                    .related(list.join(name).join("name"), "first")
                    .fix(Fix {
                        title: text!("fix-remove", name = name),
                        safety: Safety::Safe,
                        edits: vec![Edit {
                            path: at,
                            change: Change::Remove,
                        }],
                    });
                cx.findings.push(finding);
            } else {
                self.use_network(&entry.name);
            }
        }
    }

    fn use_network(&mut self, name: &NetworkName) {
        if !self.network_index.contains_key(name.as_str()) {
            let index = NetworkIndex(self.networks.len());
            self.network_index.insert(name.as_str().to_owned(), index);
            self.networks.push(name.clone());
        }
    }

    pub(super) fn network(&self, name: &NetworkName) -> NetworkIndex {
        // Every name that is asked for was put there by `use_network`.
        let index = self.network_index.get(name.as_str()).copied();
        index.unwrap_or(NetworkIndex(0))
    }

    /// The networks with their clusters.
    pub(super) fn networks_of(&self, clusters: &[Cluster]) -> Vec<Network> {
        let mut networks: Vec<Network> = self
            .networks
            .iter()
            .map(|name| Network {
                name: name.clone(),
                clusters: Vec::new(),
            })
            .collect();
        for (index, cluster) in clusters.iter().enumerate() {
            if let Some(network) = networks.get_mut(cluster.network.0) {
                network.clusters.push(ClusterIndex(index));
            }
        }
        networks
    }

    /// The cluster that the reference at `path` means; reported where there is none.
    pub(super) fn cluster(
        &self,
        reference: &Reference,
        path: &ModelPath,
        cx: &mut Resolver,
    ) -> Option<ClusterIndex> {
        match self.look_up(reference, path, Sort::Cluster, cx)? {
            End::Cluster(index) => Some(index),
            End::Network(_) => None,
        }
    }

    /// The network or cluster that the reference at `path` means; a network where both have the
    /// name; reported where there is none.
    pub(super) fn end(
        &self,
        reference: &Reference,
        path: &ModelPath,
        cx: &mut Resolver,
    ) -> Option<End> {
        self.look_up(reference, path, Sort::Either, cx)
    }

    /// Whether a reference means something, or something that could not be read.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.clusters.contains_key(name)
            || self.network_index.contains_key(name)
            || self.left_out.contains(&name)
    }

    fn look_up(
        &self,
        reference: &Reference,
        path: &ModelPath,
        sort: Sort,
        cx: &mut Resolver,
    ) -> Option<End> {
        let name = reference.as_str();
        let network = self.network_index.get(name).copied();
        let cluster = self.clusters.get(name).copied();
        match (sort, network, cluster) {
            (Sort::Either, Some(network), _) => return Some(End::Network(network)),
            (_, _, Some(cluster)) => return Some(End::Cluster(cluster)),
            (Sort::Cluster, _, None) | (Sort::Either, None, None) => {}
        }
        if !self.left_out.contains(&name) {
            self.unknown(name, path, sort, cx);
        }
        None
    }

    /// Reports that `name` is no cluster, or neither that nor a network.
    pub(super) fn unknown(&self, name: &str, path: &ModelPath, sort: Sort, cx: &mut Resolver) {
        let finding = self.unknown_finding(name, path, sort, cx);
        cx.findings.push(finding);
    }

    /// The finding that `name` at `path` refers to nothing, with the repair that is near.
    pub(super) fn unknown_finding(
        &self,
        name: &str,
        path: &ModelPath,
        sort: Sort,
        cx: &mut Resolver,
    ) -> Finding {
        let networks = self.networks.iter().map(NetworkName::as_str);
        let networks = networks.filter(|_| sort == Sort::Either);
        let candidates = self.clusters.keys().copied().chain(networks);
        let meant = cx.suggester.nearest(name, candidates);
        let field = path
            .segments()
            .iter()
            .rfind(|segment| !segment.starts_with('#'));
        let mut known: Vec<String> = self
            .clusters
            .keys()
            .map(|name| (*name).to_owned())
            .collect();
        // A sentence with hundreds of names helps nobody.
        known.truncate(8);
        let args = args![
            name = crate::shown::shown(name),
            field = field.cloned().unwrap_or_default(),
            meant = meant.unwrap_or_default(),
            count = known.len(),
            known = known
        ];
        let finding = Finding::new(UNKNOWN_REFERENCE, path.clone(), args);
        let finding = finding.case(match (sort, meant) {
            (Sort::Cluster, Some(_)) => "cluster-meant",
            (Sort::Cluster, None) => "cluster",
            (Sort::Either, Some(_)) => "either-meant",
            (Sort::Either, None) => "either",
        });
        match meant {
            Some(meant) => finding.fix(Fix {
                title: text!("fix-set", value = meant),
                safety: Safety::Unsafe,
                edits: vec![Edit {
                    path: path.clone(),
                    change: Change::Set(meant.into()),
                }],
            }),
            None => finding,
        }
    }
}
