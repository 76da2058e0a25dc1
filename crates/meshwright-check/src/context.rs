//! What every rule gets: the mesh, its graph, and look-ups that several rules share.

use std::collections::BTreeMap;

use meshwright_catalog::{Resolved, resolve};
use meshwright_diag::{Arg, ModelPath, path, text};
use meshwright_graph::MeshGraph;
use meshwright_model::document::{IstioSection, List, Topology};
use meshwright_model::{Cluster, ClusterIndex, Mesh, NetworkIndex, Role};

use crate::settings::is_written;

/// A list of the document whose elements have no names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryList {
    /// `connectivity`.
    Connectivity,
    /// `expect`.
    Expect,
}

/// The mesh and its graph, with what several rules look up.
pub struct RuleContext<'a> {
    /// The mesh.
    pub mesh: &'a Mesh,
    /// Who reaches, discovers, controls and trusts whom in it.
    pub graph: &'a MeshGraph,
    own: Vec<Option<&'a IstioSection>>,
    /// Where the entries of `connectivity` and `expect` stand in their lists; empty where that is
    /// not known.
    entry_places: [Vec<usize>; 2],
    /// Where the standbys of remotes stand in their lists, by remote and standby.
    standby_places: BTreeMap<(ClusterIndex, ClusterIndex), usize>,
    is_complete: bool,
    places: BTreeMap<&'a str, usize>,
    remotes: Vec<Vec<ClusterIndex>>,
    /// What the catalogue knows of each version in the mesh.
    resolved: Vec<Resolved>,
    /// Which of them each cluster has.
    releases: Vec<usize>,
    is_multi_network: bool,
    has_sidecars: bool,
}

impl<'a> RuleContext<'a> {
    /// Prepares the look-ups.
    pub fn new(mesh: &'a Mesh, graph: &'a MeshGraph) -> Self {
        let mut remotes = vec![Vec::new(); mesh.clusters.len()];
        for (index, _) in mesh.clusters() {
            for of in mesh.leaders_of(index).filter(|of| *of != index) {
                if remotes[of.0].last() != Some(&index) {
                    remotes[of.0].push(index);
                }
            }
        }
        // Most clusters have the mesh's version, and a look-up allocates.
        let mut resolved = Vec::new();
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        let releases = mesh
            .clusters
            .iter()
            .map(|cluster| {
                let version = &cluster.istio.version;
                *known.entry(version.as_str()).or_insert_with(|| {
                    resolved.push(resolve(version));
                    resolved.len() - 1
                })
            })
            .collect();
        Self {
            mesh,
            graph,
            own: Vec::new(),
            entry_places: [
                (0..mesh.connectivity.len()).collect(),
                (0..mesh.expectations.len()).collect(),
            ],
            standby_places: BTreeMap::new(),
            is_complete: true,
            places: mesh
                .clusters()
                .map(|(index, cluster)| (cluster.name.as_str(), index.0))
                .collect(),
            remotes,
            resolved,
            releases,
            is_multi_network: mesh.is_multi_network(),
            has_sidecars: mesh.has_sidecar_clusters(),
        }
    }

    /// Says which document the mesh was resolved from, so that findings about settings point at
    /// where they are written.
    #[must_use]
    pub fn written(mut self, topology: &'a Topology) -> Self {
        let sections: BTreeMap<&str, &IstioSection> = topology
            .clusters
            .iter()
            .flat_map(|clusters| clusters.iter())
            .filter_map(|entry| Some((entry.name.as_str(), entry.istio.as_ref()?)))
            .collect();
        self.own = self
            .mesh
            .clusters
            .iter()
            .map(|cluster| sections.get(cluster.name.as_str()).copied())
            .collect();
        self.standby_places = self.standby_places_in(topology);
        self.is_complete = topology.clusters.as_ref().is_none_or(|clusters| {
            clusters.left_out().is_empty()
                && clusters
                    .with_places()
                    .enumerate()
                    .all(|(index, (place, _))| index == place)
                && clusters.len() == self.mesh.clusters.len()
        });
        let places = |places: Option<Vec<usize>>, n_resolved: usize| {
            // Entries that could not be resolved are not in the mesh, and nobody knows which.
            places
                .filter(|places| places.len() == n_resolved)
                .unwrap_or_default()
        };
        self.entry_places = [
            places(
                topology.connectivity.as_ref().map(list_places),
                self.mesh.connectivity.len(),
            ),
            places(
                topology.expect.as_ref().map(list_places),
                self.mesh.expectations.len(),
            ),
        ];
        self
    }

    fn standby_places_in(
        &self,
        topology: &Topology,
    ) -> BTreeMap<(ClusterIndex, ClusterIndex), usize> {
        let index_of = |name: &str| self.places.get(name).copied().map(ClusterIndex);
        let mut places = BTreeMap::new();
        for entry in topology
            .clusters
            .iter()
            .flat_map(|clusters| clusters.iter())
        {
            let (Some(standbys), Some(remote)) =
                (&entry.standby_control_planes, index_of(entry.name.as_str()))
            else {
                continue;
            };
            for (place, reference) in standbys.with_places() {
                if let Some(standby) = index_of(reference.as_str()) {
                    places.entry((remote, standby)).or_insert(place);
                }
            }
        }
        places
    }

    /// Where the document names a standby of a remote: the list where its place is not known.
    pub fn standby_path(&self, remote: ClusterIndex, standby: ClusterIndex) -> ModelPath {
        let list = self.mesh[remote].path().join("standbyControlPlanes");
        match self.standby_places.get(&(remote, standby)) {
            Some(place) => list.join(format_args!("#{place}")),
            None => list,
        }
    }

    /// Whether every cluster of the document is in the mesh.
    ///
    /// Where some could not be read, rules that conclude from what is missing cannot decide.
    pub const fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// The other clusters that use the istiod of `control_plane`, or may use it as that of a
    /// standby, in the order of the document.
    pub fn remotes_of(&self, control_plane: ClusterIndex) -> &[ClusterIndex] {
        &self.remotes[control_plane.0]
    }

    /// Primaries with remotes, in the order of the document.
    pub fn serving_primaries(&self) -> impl Iterator<Item = (ClusterIndex, &'a Cluster)> {
        self.mesh
            .primaries()
            .filter(|(index, _)| !self.remotes_of(*index).is_empty())
    }

    /// Primaries and external clusters with remotes, in the order of the document.
    pub fn serving_istiods(&self) -> impl Iterator<Item = (ClusterIndex, &'a Cluster)> {
        self.mesh
            .istiods()
            .filter(|(index, _)| !self.remotes_of(*index).is_empty())
    }

    /// What the catalogue knows of the Istio release of a cluster.
    pub fn release(&self, cluster: ClusterIndex) -> &Resolved {
        &self.resolved[self.releases[cluster.0]]
    }

    /// Whether a cluster runs an istiod.
    pub fn runs_istiod(&self, cluster: ClusterIndex) -> bool {
        matches!(self.mesh[cluster].role, Role::Primary | Role::External)
    }

    /// Where in the document the service is.
    pub fn service_path(&self, index: usize) -> ModelPath {
        let services = &self.mesh.services;
        let Some(service) = services.get(index) else {
            return path!("services");
        };
        // Of several with one name, in different namespaces, the first has the name as its path.
        let is_first = services
            .iter()
            .position(|other| other.name == service.name)
            .is_none_or(|first| first == index);
        if is_first {
            path!("services", service.name)
        } else {
            path!("services", format!("#{index}"))
        }
    }

    /// Whether a path names one entry of a list, not the list as a whole.
    pub fn is_entry(&self, path: &ModelPath) -> bool {
        path.segments().len() > 1
    }

    /// Whether workloads are in more than one network.
    pub const fn is_multi_network(&self) -> bool {
        self.is_multi_network
    }

    /// Whether some workloads of the mesh have sidecars.
    pub const fn has_sidecars(&self) -> bool {
        self.has_sidecars
    }

    /// Whether the mesh has more than one cluster.
    pub const fn is_multi_cluster(&self) -> bool {
        self.mesh.clusters.len() > 1
    }

    /// The clusters whose istiod watches the API server of `cluster`: every one with an istiod but
    /// itself. Nobody watches an external cluster, which has no workloads.
    pub fn watchers_of(&self, cluster: ClusterIndex) -> impl Iterator<Item = ClusterIndex> {
        let is_watched = self.mesh[cluster].role != Role::External;
        self.mesh
            .istiods()
            .map(|(index, _)| index)
            .filter(move |index| is_watched && *index != cluster)
    }

    /// The names of clusters as an argument of a message: all of a few, else the first ones and
    /// how many more there are.
    pub fn names(&self, clusters: impl IntoIterator<Item = ClusterIndex>) -> Arg {
        few(clusters
            .into_iter()
            .map(|index| self.mesh[index].name.as_str()))
    }

    /// Where the document says which network a cluster is in.
    pub fn network_path(&self, network: NetworkIndex) -> ModelPath {
        let network = &self.mesh[network];
        network.clusters.first().map_or_else(
            || path!("networks", network.name),
            |first| self.mesh[*first].path().join("network"),
        )
    }

    /// Where a setting of the istio of `cluster` stands: with the cluster, or with the mesh.
    ///
    /// Without the document, with the mesh.
    pub fn istio_path(&self, cluster: ClusterIndex, keys: &[&str]) -> ModelPath {
        let root = if self.is_own_setting(cluster, keys) {
            self.mesh[cluster].path()
        } else {
            path!("mesh")
        };
        keys.iter()
            .fold(root.join("istio"), |path, key| path.join(key))
    }

    /// Whether the cluster itself, not the mesh, says something about a setting of its istio.
    pub fn is_own_setting(&self, cluster: ClusterIndex, keys: &[&str]) -> bool {
        self.own
            .get(cluster.0)
            .copied()
            .flatten()
            .is_some_and(|section| is_written(section, keys))
    }

    /// Where an entry of `connectivity` or `expect` stands: the list itself where entries were
    /// left out of the mesh and the place is uncertain.
    pub fn entry_path(&self, list: EntryList, index: usize) -> ModelPath {
        let [connectivity, expect] = &self.entry_places;
        let (name, places) = match list {
            EntryList::Connectivity => ("connectivity", connectivity),
            EntryList::Expect => ("expect", expect),
        };
        places
            .get(index)
            .map_or_else(|| path!(name), |place| path!(name, format!("#{place}")))
    }

    /// A key that puts model paths in the order of the document.
    pub fn document_order(&self, path: &ModelPath) -> (usize, usize) {
        const SECTIONS: [&str; 9] = [
            "metadata",
            "mesh",
            "networks",
            "clusters",
            "connectivity",
            "services",
            "expect",
            "policy",
            "view",
        ];
        let mut segments = path.segments().iter().map(String::as_str);
        let Some(section) = segments.next() else {
            return (0, 0);
        };
        let rank = SECTIONS
            .iter()
            .position(|name| *name == section)
            .map_or(SECTIONS.len() + 1, |index| index + 1);
        let Some(name) = segments.next() else {
            return (rank, 0);
        };
        let place = match (section, name.strip_prefix('#')) {
            (_, Some(number)) => number.parse().unwrap_or(usize::MAX - 1),
            ("clusters", None) => self.places.get(name).copied().unwrap_or(usize::MAX - 1),
            ("networks", None) => self
                .mesh
                .network_named(name)
                .map_or(usize::MAX - 1, |index| index.0),
            ("services", None) => self
                .mesh
                .services
                .iter()
                .position(|service| service.name.as_str() == name)
                .unwrap_or(usize::MAX - 1),
            _ => 0,
        };
        (rank, place.saturating_add(1))
    }
}

fn list_places<T>(list: &List<T>) -> Vec<usize> {
    list.with_places().map(|(place, _)| place).collect()
}

/// Names as an argument of a message: all of a few, else the first ones and how many more.
pub fn few<'n>(names: impl IntoIterator<Item = &'n str>) -> Arg {
    const SHOWN: usize = 4;
    let mut names = names.into_iter();
    let mut shown: Vec<String> = names.by_ref().take(SHOWN).map(str::to_owned).collect();
    let rest = names.count();
    if rest == 0 {
        return Arg::List(shown);
    }
    shown.truncate(SHOWN - 1);
    Arg::from(text!("names-and-more", names = shown, count = rest + 1))
}
