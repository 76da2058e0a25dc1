//! What the entries of `connectivity` forbid that the mesh needs.
//!
//! The graph answers for one pair; the rules ask the other way round, entry by entry, so that a
//! finding points at the line that is to blame and a thousand clusters cost one pass.

use std::collections::BTreeSet;

use meshwright_graph::CONTROL_PORTS;
use meshwright_model::{ClusterIndex, Connectivity, EastWestGateway, End, Expectation, Mesh, Role};

use crate::RuleContext;

/// What an entry forbids: an example, and all ports it closes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// The caller of the first pair found, in the order of the document.
    pub from: ClusterIndex,
    /// The called cluster of that pair.
    pub to: ClusterIndex,
    /// The ports that are needed and closed, sorted.
    pub ports: Vec<u16>,
}

/// The ports from cluster to cluster that the mesh needs and the entry `index` forbids.
///
/// Counted are the east-west gateways' ports between networks and the control plane's for
/// remotes, and API servers whose port the document names. `None` where it forbids none.
pub fn blocked_ports(cx: &RuleContext<'_>, index: usize) -> Option<Blocked> {
    let entry = cx
        .mesh
        .connectivity
        .get(index)
        .filter(|entry| !entry.allow && !is_overridden(cx.mesh, index))?;
    let callers: Vec<_> = ends(cx.mesh, entry.from).collect();
    let mut ports = BTreeSet::new();
    let mut example = None;
    for to in ends(cx.mesh, entry.to) {
        for port in offered_ports(cx, to) {
            // One pair for each port is enough, and most entries have the same answer for all.
            if ports.contains(&port) || !covers(entry, port) {
                continue;
            }
            let blocked = callers.iter().copied().find(|&from| {
                needs(cx, from, to, port)
                    && deciding(cx.mesh, from, to, |entry| covers(entry, port)) == Some(index)
                    && !is_meant_to_be_cut(cx.mesh, from, to)
            });
            if let Some(from) = blocked {
                ports.insert(port);
                example.get_or_insert((from, to));
            }
        }
    }
    let (from, to) = example?;
    Some(Blocked {
        from,
        to,
        ports: ports.into_iter().collect(),
    })
}

/// The first pair of clusters on one network between whose pods the entry `index` forbids
/// everything.
pub fn blocked_pods(cx: &RuleContext<'_>, index: usize) -> Option<(ClusterIndex, ClusterIndex)> {
    let entry = cx
        .mesh
        .connectivity
        .get(index)
        .filter(|entry| !entry.allow && entry.ports.is_empty())
        .filter(|_| !is_overridden(cx.mesh, index))?;
    ends(cx.mesh, entry.from).find_map(|from| {
        let network = cx.mesh[from].network;
        let to = cx.mesh[network].clusters.iter().copied().find(|&to| {
            from != to
                && is_end(cx.mesh, entry.to, to)
                // An entry that allows some port opens a way.
                && deciding(cx.mesh, from, to, |entry| entry.allow || entry.ports.is_empty())
                    == Some(index)
                && !is_meant_to_be_cut(cx.mesh, from, to)
        })?;
        Some((from, to))
    })
}

/// Ports at which `to` takes connections from other clusters.
fn offered_ports(cx: &RuleContext<'_>, to: ClusterIndex) -> BTreeSet<u16> {
    let cluster = &cx.mesh[to];
    let mut ports = BTreeSet::new();
    ports.extend(data_ports(cx, to));
    if !cx.remotes_of(to).is_empty() {
        ports.extend(CONTROL_PORTS);
    }
    if let Some(url) = &cluster.api_server.url {
        ports.insert(url.port());
    }
    ports
}

/// The ports of a cluster's east-west gateways, as peers see them.
fn data_ports(cx: &RuleContext<'_>, to: ClusterIndex) -> impl Iterator<Item = u16> {
    let gateway = cx.mesh[to].gateway.as_ref();
    let is_ambient = cx.mesh.is_ambient(to);
    let sidecars = gateway.filter(|_| !is_ambient || cx.has_sidecars());
    let tunnels = gateway.filter(|_| is_ambient && cx.is_multi_network());
    sidecars
        .map(|gateway| gateway.port)
        .into_iter()
        .chain(tunnels.map(|_| EastWestGateway::AMBIENT_PORT))
}

fn needs(cx: &RuleContext<'_>, from: ClusterIndex, to: ClusterIndex, port: u16) -> bool {
    if from == to {
        return false;
    }
    let (source, target) = (&cx.mesh[from], &cx.mesh[to]);
    let data =
        source.network != target.network && data_ports(cx, to).any(|offered| offered == port);
    let control = CONTROL_PORTS.contains(&port)
        && source.role != Role::External
        && cx.mesh.leaders_of(from).any(|leader| leader == to);
    let api = cx.runs_istiod(from)
        && target.role != Role::External
        && target
            .api_server
            .url
            .as_ref()
            .is_some_and(|url| url.port() == port);
    data || control || api
}

/// The last entry about the pair among those that `is_about` picks.
fn deciding(
    mesh: &Mesh,
    from: ClusterIndex,
    to: ClusterIndex,
    is_about: impl Fn(&Connectivity) -> bool,
) -> Option<usize> {
    mesh.connectivity.iter().rposition(|entry| {
        is_end(mesh, entry.from, from) && is_end(mesh, entry.to, to) && is_about(entry)
    })
}

/// Whether the document itself says what becomes of a port between two clusters: an entry of
/// `connectivity` allows or forbids it, or nothing is expected to pass.
pub fn is_decided(mesh: &Mesh, from: ClusterIndex, to: ClusterIndex, port: u16) -> bool {
    deciding(mesh, from, to, |entry| covers(entry, port)).is_some()
        || is_meant_to_be_cut(mesh, from, to)
}

/// Whether a later entry is about everything that the entry `index` is about.
fn is_overridden(mesh: &Mesh, index: usize) -> bool {
    let Some((entry, later)) = mesh
        .connectivity
        .get(index..)
        .and_then(|entries| entries.split_first())
    else {
        return false;
    };
    later.iter().any(|over| {
        (over.from.is_none() || over.from == entry.from)
            && (over.to.is_none() || over.to == entry.to)
            && over.ports.is_empty()
    })
}

/// Whether the document expects that there is no way between the two.
fn is_meant_to_be_cut(mesh: &Mesh, from: ClusterIndex, to: ClusterIndex) -> bool {
    mesh.expectations.iter().any(|expectation| {
        matches!(
            expectation,
            Expectation::NoPath { from: source, to: target }
                if *source == from && *target == to
        )
    })
}

fn covers(entry: &Connectivity, port: u16) -> bool {
    entry.ports.is_empty() || entry.ports.contains(&port)
}

fn is_end(mesh: &Mesh, end: Option<End>, cluster: ClusterIndex) -> bool {
    match end {
        None => true,
        Some(End::Network(network)) => mesh[cluster].network == network,
        Some(End::Cluster(named)) => named == cluster,
    }
}

/// The clusters that an end of an entry means, in the order of the document.
fn ends(mesh: &Mesh, end: Option<End>) -> impl Iterator<Item = ClusterIndex> {
    let (all, network, one) = match end {
        None => (Some(mesh.clusters.len()), None, None),
        Some(End::Network(network)) => (None, Some(network), None),
        Some(End::Cluster(cluster)) => (None, None, Some(cluster)),
    };
    let all = (0..all.unwrap_or(0)).map(ClusterIndex);
    let network = network
        .into_iter()
        .flat_map(|network| mesh[network].clusters.iter().copied());
    all.chain(network).chain(one)
}
