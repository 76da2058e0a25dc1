//! What is said of a topology after each change of it, for something that draws it.

use std::collections::BTreeMap;

use meshwright_diag::Words;
use meshwright_graph::{Authority, MeshGraph};
use meshwright_model::{ClusterIndex, Mesh, NetworkIndex};
use serde::Serialize;

use super::{API_VERSION, FindingRecord};
use crate::Compiled;

/// Up to this many clusters, every pair is told.
const MOST_FOR_PAIRS: usize = 400;
/// Up to this many networks, every pair of them is told.
const MOST_FOR_LINKS: usize = 60;

/// The findings about a topology, and who reaches whom, all at once.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JudgementRecord {
    /// [`API_VERSION`].
    pub api_version: &'static str,
    /// `Judgement`.
    pub kind: &'static str,
    /// The deployment models that were recognised.
    pub models: Vec<&'static str>,
    /// Whether nothing is in the plan's way.
    pub complete: bool,
    /// How many steps the plan has.
    pub step_count: usize,
    /// The clusters, in the order of the rows and columns below.
    pub clusters: Vec<String>,
    /// For each cluster, a letter for how it reaches each: `s` itself, `d` directly, `g` through
    /// gateways, `x` not. Empty for more clusters than anybody looks at in pairs.
    pub reach: Vec<String>,
    /// For each cluster, a letter for whether its istiod discovers each: `y`, `n`, and `-` where
    /// it runs none. Empty as `reach` is.
    pub discovers: Vec<String>,
    /// For each cluster, the number of its root of trust.
    pub roots: Vec<Option<usize>>,
    /// What ties networks together, each pair once.
    pub links: Vec<LinkRecord>,
    /// What is to be said, in the order of the text.
    pub findings: Vec<FindingRecord>,
}

/// What ties two networks together.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkRecord {
    /// One network.
    pub left: String,
    /// The other.
    pub right: String,
    /// Ordered pairs of clusters, one in each network, in both directions.
    pub pair_count: usize,
    /// Those whose requests arrive.
    pub reached_count: usize,
    /// The clusters whose gateways let requests into the left network.
    pub left_gateways: Vec<String>,
    /// The clusters whose gateways let requests into the right network.
    pub right_gateways: Vec<String>,
}

impl JudgementRecord {
    /// What is to be said of `compiled`.
    pub fn new(compiled: &Compiled, words: &Words) -> Self {
        let mut record = Self {
            api_version: API_VERSION,
            kind: "Judgement",
            models: Vec::new(),
            complete: false,
            step_count: 0,
            clusters: Vec::new(),
            reach: Vec::new(),
            discovers: Vec::new(),
            roots: Vec::new(),
            links: Vec::new(),
            findings: compiled
                .findings
                .iter()
                .map(|finding| FindingRecord::new(finding, words))
                .collect(),
        };
        if let Some(plan) = &compiled.plan {
            record.models.clone_from(&plan.models);
            record.complete = plan.is_complete();
            record.step_count = if record.complete { plan.steps.len() } else { 0 };
        }
        if let (Some(mesh), Some(graph)) = (&compiled.mesh, &compiled.graph) {
            record.tell(mesh, graph);
        }
        record
    }

    fn tell(&mut self, mesh: &Mesh, graph: &MeshGraph) {
        let names = mesh.clusters.iter().map(|cluster| cluster.name.to_string());
        self.clusters = names.collect();
        let mut roots: Vec<Authority> = Vec::new();
        for (cluster, _) in mesh.clusters() {
            let root = graph.authority(cluster).map(|root| {
                roots.iter().position(|it| *it == root).unwrap_or_else(|| {
                    roots.push(root);
                    roots.len() - 1
                })
            });
            self.roots.push(root);
        }
        let rows = graph.reach_rows();
        if mesh.networks.len() <= MOST_FOR_LINKS {
            self.links = links(mesh, graph, &rows);
        }
        if mesh.clusters.len() > MOST_FOR_PAIRS {
            return;
        }
        let all = || mesh.clusters().map(|(index, _)| index);
        let letters = |letter: &dyn Fn(ClusterIndex, ClusterIndex) -> char| -> Vec<String> {
            all()
                .map(|from| all().map(|to| letter(from, to)).collect())
                .collect()
        };
        self.reach = letters(&|from, to| {
            if from == to {
                's'
            } else if !rows.reaches(from, to) {
                'x'
            } else if mesh[from].network == mesh[to].network {
                'd'
            } else {
                'g'
            }
        });
        let istiods = graph.control_planes();
        self.discovers = letters(&|from, to| {
            if !istiods.contains(&from) {
                '-'
            } else if graph.discovers(from, to) {
                'y'
            } else {
                'n'
            }
        });
    }
}

fn links(mesh: &Mesh, graph: &MeshGraph, rows: &meshwright_graph::ReachRows) -> Vec<LinkRecord> {
    let mut counts: BTreeMap<(NetworkIndex, NetworkIndex), (usize, usize)> = BTreeMap::new();
    let has_workloads =
        |cluster: ClusterIndex| mesh[cluster].role != meshwright_model::Role::External;
    for (from, caller) in mesh.clusters().filter(|(it, _)| has_workloads(*it)) {
        for (to, called) in mesh.clusters().filter(|(it, _)| has_workloads(*it)) {
            if caller.network == called.network {
                continue;
            }
            let pair = (
                caller.network.min(called.network),
                caller.network.max(called.network),
            );
            let (pairs, reached) = counts.entry(pair).or_default();
            *pairs += 1;
            *reached += usize::from(rows.reaches(from, to));
        }
    }
    let gateways = |network: NetworkIndex| {
        let clusters = graph.gateways_of(network).iter();
        clusters.map(|&it| mesh[it].name.to_string()).collect()
    };
    counts
        .into_iter()
        .map(|((left, right), (pair_count, reached_count))| LinkRecord {
            left: mesh[left].name.to_string(),
            right: mesh[right].name.to_string(),
            pair_count,
            reached_count,
            left_gateways: gateways(left),
            right_gateways: gateways(right),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use meshwright_diag::Language;

    use super::JudgementRecord;
    use crate::{Options, compile, words};

    fn judge(text: &str) -> JudgementRecord {
        let compiled = compile(text, &Options::default());
        JudgementRecord::new(&compiled, &words(Language::En))
    }

    const MESH: &str = "\
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata: {name: shop}
clusters:
  - {name: a, network: n1, eastWestGateway: {}}
  - {name: b, network: n1, role: remote, controlPlane: a}
  - {name: c, network: n2, eastWestGateway: {}}
";

    #[test]
    fn pairs_and_networks_are_told() {
        let judged = judge(MESH);
        assert_eq!(judged.clusters, ["a", "b", "c"]);
        assert_eq!(judged.reach, ["sdg", "dsg", "ggs"]);
        assert_eq!(judged.discovers, ["yyy", "---", "yyy"]);
        assert_eq!(judged.roots, [Some(0), Some(0), Some(0)]);
        let [link] = &judged.links[..] else {
            panic!("{:?}", judged.links);
        };
        assert_eq!((link.pair_count, link.reached_count), (4, 4));
        assert_eq!(
            (&link.left_gateways[..], &link.right_gateways[..]),
            (&["a".to_owned()][..], &["c".to_owned()][..])
        );
        assert!(judged.complete && judged.step_count > 0);
    }

    #[test]
    fn a_missing_gateway_breaks_the_way_in() {
        let judged = judge(&MESH.replace("n2, eastWestGateway: {}", "n2"));
        assert_eq!(judged.reach[0], "sdx");
        assert_eq!(judged.links[0].reached_count, 2);
        assert!(!judged.complete && judged.step_count == 0);
    }

    #[test]
    fn what_is_no_topology_has_findings_only() {
        let judged = judge("- a\n");
        assert!(judged.clusters.is_empty() && !judged.findings.is_empty());
    }
}
