//! Clusters of a starter as a document: names, networks, ranges that do not overlap, comments.

use meshwright_diag::{Text, Words, text};

use super::Starter;

/// The most clusters of any starter; the reader's own limit.
pub const MOST_CLUSTERS: usize = meshwright_model::limits::CLUSTERS.most;

/// A cluster of a starter before it is written.
pub(super) struct Sketch {
    /// Its place among the networks, from 0.
    pub(super) network: usize,
    /// Its primary's place among the clusters; `None` for a primary.
    pub(super) control_plane: Option<usize>,
    /// Whether others have to come in through a gateway.
    pub(super) gateway: bool,
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
pub(super) fn write(
    starter: &Starter,
    version: &str,
    sketches: &[Sketch],
    words: &Words,
) -> String {
    let mut out = Lines {
        text: String::new(),
        words,
    };
    out.comment("", &starter.title());
    out.comment("", &text!("starter-how"));
    out.line("apiVersion: meshwright/v1alpha1");
    out.line("kind: MeshTopology");
    out.line("metadata:");
    out.line(&format!("  name: {}", starter.name));
    out.line("mesh:");
    out.line("  istio:");
    out.line(&format!("    version: \"{version}\""));
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
        match sketch.control_plane {
            None => out.line("    role: primary"),
            Some(primary) => {
                if said.first("remote") {
                    out.comment("    ", &text!("starter-remote"));
                }
                out.line("    role: remote");
                out.line(&format!("    controlPlane: cluster{}", primary + 1));
            }
        }
        if said.first("pods") {
            out.comment("    ", &text!("starter-pods"));
        }
        let range = pod_range(index, sketches.len());
        out.line(&format!("    podCidrs: [{range}]"));
        if sketch.gateway {
            if said.first("gateway") {
                out.comment("    ", &text!("starter-gateway"));
            }
            out.line("    eastWestGateway:");
            out.line("      exposure: load-balancer");
        }
    }
    out.text
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
