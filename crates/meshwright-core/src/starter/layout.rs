//! Clusters of a starter as a document: names, networks, ranges that do not overlap, comments.

use meshwright_diag::{Text, Words, text};

use meshwright_model::{DataPlane, InstallMethod};

/// The most clusters of any starter; the reader's own limit.
pub const MOST_CLUSTERS: usize = meshwright_model::limits::CLUSTERS.most;

/// A cluster of a starter before it is written.
pub(super) struct Sketch {
    /// Its place among the networks, from 0.
    pub(super) network: usize,
    /// What it is in the mesh.
    pub(super) part: Part,
    /// Whether others have to come in through a gateway.
    pub(super) gateway: bool,
}

/// What a cluster of a starter is in the mesh.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// A primary.
    Primary,
    /// A remote.
    Remote {
        /// The place of its control plane among the clusters.
        control_plane: usize,
        /// Whether it holds the configuration of an external control plane.
        config: bool,
    },
    /// An external control plane.
    External,
}

/// What stands above the clusters.
pub(super) struct Head<'a> {
    /// What the mesh is called.
    pub(super) name: &'a str,
    /// The sentence that the document begins with.
    pub(super) title: Text,
    /// The Istio release.
    pub(super) version: &'a str,
    /// How workloads join the mesh.
    pub(super) data_plane: DataPlane,
    /// The tool that installs Istio, where it is to be written.
    pub(super) method: Option<InstallMethod>,
}

/// The network of the cluster at `index`: neighbours share one, sizes differ by one at most.
pub(super) const fn network_of(index: usize, clusters: usize, networks: usize) -> usize {
    index * networks / clusters
}

/// The pod range of the cluster at `index`; the ranges of a mesh never overlap.
fn pod_range(index: usize, clusters: usize) -> String {
    if clusters < 256 {
        // 10.0.0.0/16 is left free: it is the default of too many networks.
        return format!("10.{}.0.0/16", index + 1);
    }
    let first = index * 32;
    format!("10.{}.{}.0/19", first / 256, first % 256)
}

/// Writes the document.
///
/// Every value is a name made here, a number, or a version that was parsed: none needs quoting
/// but the version, which YAML would take for a number.
pub(super) fn write(head: &Head<'_>, sketches: &[Sketch], words: &Words) -> String {
    let mut out = Lines {
        text: String::new(),
        words,
    };
    out.comment("", &head.title);
    out.comment("", &text!("starter-how"));
    out.line("apiVersion: meshwright/v1alpha1");
    out.line("kind: MeshTopology");
    out.line("metadata:");
    out.line(&format!("  name: {}", head.name));
    out.line("mesh:");
    out.line("  istio:");
    out.line(&format!("    version: \"{}\"", head.version));
    if head.data_plane == DataPlane::Ambient {
        out.line("    dataPlane: ambient");
    }
    if let Some(method) = head.method {
        out.line(&format!("    installMethod: {}", method.as_str()));
    }
    out.line("clusters:");
    let mut said = Said::default();
    for (index, sketch) in sketches.iter().enumerate() {
        let name = format!("cluster{}", index + 1);
        out.line(&format!("  - name: {name}"));
        if said.first("context") {
            out.comment("    ", &text!("starter-context"));
        }
        out.line(&format!("    context: {name}"));
        if said.first("network") {
            out.comment("    ", &text!("starter-network"));
        }
        out.line(&format!("    network: network{}", sketch.network + 1));
        part(sketch.part, &mut said, &mut out);
        if said.first("pods") {
            out.comment("    ", &text!("starter-pods"));
        }
        let range = pod_range(index, sketches.len());
        out.line(&format!("    podCidrs: [{range}]"));
        if sketch.gateway {
            match sketch.part {
                Part::External => out.comment("    ", &text!("starter-front")),
                Part::Primary | Part::Remote { .. } => {
                    if said.first("gateway") {
                        out.comment("    ", &text!("starter-gateway"));
                    }
                }
            }
            out.line("    eastWestGateway:");
            out.line("      exposure: load-balancer");
        }
    }
    out.text
}

/// What a cluster is in the mesh, and what goes with that.
fn part(part: Part, said: &mut Said, out: &mut Lines<'_>) {
    match part {
        Part::Primary => out.line("    role: primary"),
        Part::Remote {
            control_plane,
            config,
        } => {
            if said.first("remote") {
                out.comment("    ", &text!("starter-remote"));
            }
            out.line("    role: remote");
            out.line(&format!("    controlPlane: cluster{}", control_plane + 1));
            if config {
                out.comment("    ", &text!("starter-config"));
                out.line("    config: true");
            }
        }
        Part::External => {
            out.comment("    ", &text!("starter-external-role"));
            out.line("    role: external");
            out.comment("    ", &text!("starter-istiod"));
            out.line("    istiod:");
            out.line("      address: istiod.example.com");
            out.line("      credentialName: istiod-tls");
        }
    }
}

/// Which comments stand already: each is said once, where it is first of use.
#[derive(Default)]
struct Said(Vec<&'static str>);

impl Said {
    fn first(&mut self, what: &'static str) -> bool {
        let is_first = !self.0.contains(&what);
        if is_first {
            self.0.push(what);
        }
        is_first
    }
}

struct Lines<'a> {
    text: String,
    words: &'a Words,
}

impl Lines<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn comment(&mut self, indent: &str, text: &Text) {
        let sentence = self.words.say(text);
        for line in sentence.lines() {
            self.line(format!("{indent}# {line}").trim_end());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_CLUSTERS, network_of, pod_range};
    use std::collections::BTreeSet;

    #[test]
    fn neighbours_share_a_network_and_no_network_is_empty() {
        let networks: Vec<usize> = (0..5).map(|index| network_of(index, 5, 3)).collect();
        assert_eq!(networks, [0, 0, 1, 1, 2]);
        for clusters in 1..40 {
            for networks in 1..=clusters {
                let used: BTreeSet<usize> = (0..clusters)
                    .map(|index| network_of(index, clusters, networks))
                    .collect();
                assert_eq!(used.len(), networks);
            }
        }
    }

    #[test]
    fn every_cluster_has_a_range_of_its_own() {
        for clusters in [1, 2, 255, 256, MOST_CLUSTERS] {
            let ranges: BTreeSet<String> = (0..clusters)
                .map(|index| pod_range(index, clusters))
                .collect();
            assert_eq!(ranges.len(), clusters);
        }
        assert_eq!(pod_range(1999, 2000), "10.249.224.0/19");
        assert_eq!(pod_range(254, 255), "10.255.0.0/16");
    }
}
