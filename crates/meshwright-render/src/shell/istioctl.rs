//! Which istioctl serves which cluster.
//!
//! istioctl has the release that it installs. One release in the mesh is plain `istioctl`;
//! several are programs named in variables, one for each minor release.

use meshwright_catalog as catalog;
use meshwright_model::{Cluster, Mesh};

/// The programs that a mesh needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Istioctls {
    minors: Vec<&'static str>,
}

impl Istioctls {
    /// The programs for the releases of `mesh`.
    pub fn of(mesh: &Mesh) -> Self {
        let mut minors: Vec<&'static str> = mesh.clusters.iter().map(minor).collect();
        minors.sort_unstable();
        minors.dedup();
        Self { minors }
    }

    /// Each minor release with its program as a shell word, in the order of their names.
    pub fn programs(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.minors.iter().map(|&minor| (minor, self.word(minor)))
    }

    /// The variable that names the program of a minor release; `None` where one is enough.
    pub fn variable(&self, minor: &str) -> Option<String> {
        (self.minors.len() > 1).then(|| format!("ISTIOCTL_{}", minor.replace('.', "_")))
    }

    /// The program for a cluster as a shell word.
    pub fn program(&self, cluster: &Cluster) -> String {
        self.word(minor(cluster))
    }

    /// The program for a cluster as a shell word; `None` where plain `istioctl` is the only one.
    pub(super) fn named(&self, cluster: &Cluster) -> Option<String> {
        (self.minors.len() > 1).then(|| self.program(cluster))
    }

    fn word(&self, minor: &str) -> String {
        match self.variable(minor) {
            None => "istioctl".to_owned(),
            Some(variable) => format!("\"${{{variable}:?}}\""),
        }
    }
}

fn minor(cluster: &Cluster) -> &'static str {
    catalog::resolve(&cluster.istio.version).release.minor()
}
