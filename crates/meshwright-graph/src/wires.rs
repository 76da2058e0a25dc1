//! What the wires allow: the entries of `connectivity`, asked for one pair and one port.
//!
//! Everything is allowed unless an entry forbids it; of several entries that fit, the last one
//! in the document counts. Inside a cluster nothing is ever forbidden.

use std::collections::{BTreeMap, BTreeSet};

use meshwright_model::{ClusterIndex, Connectivity, End, Mesh, NetworkIndex};

use crate::MeshGraph;

/// A cluster and its network: what an entry's end is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) cluster: ClusterIndex,
    pub(crate) network: NetworkIndex,
}

/// The entries of `connectivity`, found by their ends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wires {
    /// In the order of the document; `None` for one about somebody whom the mesh lacks.
    entries: Vec<Option<Connectivity>>,
    /// The last entry with these ends and no ports.
    every_port: BTreeMap<Ends, usize>,
    /// The last entry with this port and these ends.
    one_port: BTreeMap<(u16, Ends), usize>,
    /// The last entry with these ends that forbids every port, or allows any.
    any_port: BTreeMap<Ends, usize>,
    /// The clusters that an entry names.
    named: BTreeSet<ClusterIndex>,
    /// The ends that entries forbid, by the ends they forbid them to.
    forbidden: BTreeMap<Option<End>, BTreeSet<Option<End>>>,
    /// Which ways to name a pair occur at all, in the order of [`Wires::ends`].
    shapes: [bool; 9],
}

type Ends = (Option<End>, Option<End>);

impl Wires {
    pub(crate) fn of(mesh: &Mesh) -> Self {
        let is_there = |end: Option<End>| match end {
            None => true,
            Some(End::Network(network)) => network.0 < mesh.networks.len(),
            Some(End::Cluster(cluster)) => cluster.0 < mesh.clusters.len(),
        };
        let mut wires = Self::default();
        for (index, entry) in mesh.connectivity.iter().enumerate() {
            if !is_there(entry.from) || !is_there(entry.to) {
                wires.entries.push(None);
                continue;
            }
            wires.entries.push(Some(entry.clone()));
            if !entry.allow {
                wires
                    .forbidden
                    .entry(entry.from)
                    .or_default()
                    .insert(entry.to);
            }
            wires.shapes[3 * kind(entry.from) + kind(entry.to)] = true;
            for end in [entry.from, entry.to].into_iter().flatten() {
                if let End::Cluster(cluster) = end {
                    wires.named.insert(cluster);
                }
            }
            let ends = (entry.from, entry.to);
            if entry.ports.is_empty() {
                wires.every_port.insert(ends, index);
            }
            for &port in &entry.ports {
                wires.one_port.insert((port, ends), index);
            }
            if entry.ports.is_empty() || entry.allow {
                wires.any_port.insert(ends, index);
            }
        }
        wires
    }

    /// Whether no entry forbids anything.
    pub(crate) fn are_open(&self) -> bool {
        self.forbidden.is_empty()
    }

    /// The ends, `None` for everywhere, that some entry forbids `from`: what no end of these
    /// fits is open.
    pub(crate) fn suspects(&self, from: Place) -> impl Iterator<Item = Option<End>> {
        names(from)
            .into_iter()
            .filter_map(|end| self.forbidden.get(&end))
            .flatten()
            .copied()
    }

    /// Whether an entry names `cluster`.
    pub(crate) fn name(&self, cluster: ClusterIndex) -> bool {
        self.named.contains(&cluster)
    }

    /// Whether `from` can connect to `port` at `to`.
    ///
    /// # Errors
    ///
    /// The place in the document of the entry that forbids it.
    pub(crate) fn allow(&self, from: Place, to: Place, port: u16) -> Result<(), usize> {
        if self.are_open() || from.cluster == to.cluster {
            return Ok(());
        }
        let last = self
            .ends(from, to)
            .filter_map(|ends| {
                let every = self.every_port.get(&ends);
                every.max(self.one_port.get(&(port, ends)))
            })
            .max();
        self.verdict(last.copied())
    }

    /// Whether `from` can connect to some port at `to`: pods listen on ports that no topology
    /// lists, so an entry about certain ports closes none of the others.
    ///
    /// # Errors
    ///
    /// The place in the document of the entry that forbids it.
    pub(crate) fn allow_any_port(&self, from: Place, to: Place) -> Result<(), usize> {
        if self.are_open() || from.cluster == to.cluster {
            return Ok(());
        }
        let last = self
            .ends(from, to)
            .filter_map(|ends| self.any_port.get(&ends))
            .max()
            .copied();
        match last.and_then(|index| self.entry(index)) {
            // Later entries may forbid the very ports that this one allows.
            Some(entry) if !entry.ports.is_empty() => self.search_any_port(from, to),
            _ => self.verdict(last),
        }
    }

    fn search_any_port(&self, from: Place, to: Place) -> Result<(), usize> {
        for (index, entry) in self.entries.iter().enumerate().rev() {
            let Some(entry) = entry else { continue };
            if !fits(entry.from, from) || !fits(entry.to, to) {
                continue;
            }
            if entry.ports.is_empty() {
                return self.verdict(Some(index));
            }
            let opens = |&port: &u16| self.allow(from, to, port).is_ok();
            if entry.allow && entry.ports.iter().any(opens) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Every way an entry can name the pair, as far as entries do.
    fn ends(&self, from: Place, to: Place) -> impl Iterator<Item = Ends> {
        let (from, to) = (names(from), names(to));
        let occur = move |&index: &usize| self.shapes[index];
        (0..9)
            .filter(occur)
            .map(move |index| (from[index / 3], to[index % 3]))
    }

    fn entry(&self, index: usize) -> Option<&Connectivity> {
        self.entries.get(index)?.as_ref()
    }

    fn verdict(&self, last: Option<usize>) -> Result<(), usize> {
        match last {
            Some(index) if self.entry(index).is_some_and(|entry| !entry.allow) => Err(index),
            _ => Ok(()),
        }
    }
}

impl MeshGraph {
    /// Whether the wires let pods of `from` connect to `port` at `to`: a gateway, an API server.
    pub fn lets_connect(&self, from: ClusterIndex, to: ClusterIndex, port: u16) -> bool {
        let wires = self.wires();
        wires.allow(self.place(from), self.place(to), port).is_ok()
    }

    /// Whether the wires let pods of `from` connect to pods of `to`, on the same network, at all.
    pub fn lets_pods_connect(&self, from: ClusterIndex, to: ClusterIndex) -> bool {
        self.pods(from, to).is_ok()
    }
}

/// Whether an end of an entry means `place`.
fn fits(end: Option<End>, place: Place) -> bool {
    match end {
        None => true,
        Some(End::Network(network)) => network == place.network,
        Some(End::Cluster(cluster)) => cluster == place.cluster,
    }
}

/// Every way an entry can name a place.
const fn names(place: Place) -> [Option<End>; 3] {
    [
        None,
        Some(End::Network(place.network)),
        Some(End::Cluster(place.cluster)),
    ]
}

/// The place of an end in [`names`].
const fn kind(end: Option<End>) -> usize {
    match end {
        None => 0,
        Some(End::Network(_)) => 1,
        Some(End::Cluster(_)) => 2,
    }
}

#[cfg(test)]
mod tests {
    use meshwright_model::{ClusterIndex, End, NetworkIndex};

    use super::{Place, Wires};
    use crate::testing::{A, B, entry, mesh, primary};

    #[test]
    fn inside_a_cluster_nothing_is_forbidden() {
        let mut mesh = mesh(vec![primary("east", 0), primary("west", 0)]);
        mesh.connectivity = vec![entry(None, None, &[], false)];
        let wires = Wires::of(&mesh);
        let at = |cluster| Place {
            cluster,
            network: NetworkIndex(0),
        };
        assert_eq!(wires.allow(at(A), at(A), 443), Ok(()));
        assert_eq!(wires.allow_any_port(at(A), at(A)), Ok(()));
        assert_eq!(wires.allow(at(A), at(B), 443), Err(0));
        assert_eq!(wires.allow_any_port(at(A), at(B)), Err(0));
    }

    #[test]
    fn an_entry_about_nobody_says_nothing_and_keeps_its_place() {
        let mut mesh = mesh(vec![primary("east", 0), primary("west", 0)]);
        let nobody = Some(End::Cluster(ClusterIndex(usize::MAX)));
        mesh.connectivity = vec![
            entry(nobody, None, &[], false),
            entry(Some(End::Cluster(A)), None, &[], false),
        ];
        let wires = Wires::of(&mesh);
        let at = |cluster| Place {
            cluster,
            network: NetworkIndex(0),
        };
        assert_eq!(
            wires.allow(at(ClusterIndex(usize::MAX)), at(B), 443),
            Ok(())
        );
        assert_eq!(wires.allow(at(A), at(B), 443), Err(1));
    }
}
