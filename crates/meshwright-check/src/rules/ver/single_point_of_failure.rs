//! A part of the mesh that others than its own cluster cannot do without, though they need not
//! depend on it.
//!
//! Two such parts are worth a word: a gateway that is the only one for several clusters of a
//! network, and, in a mesh of several primaries, the istiod of several remotes. That each
//! cluster depends on its own gateway, and a single remote on its primary, is what the models
//! are; `what-if` tells of it.

use meshwright_diag::{Args, Finding, ModelPath, args};
use meshwright_model::{ClusterIndex, Role};

use crate::RuleContext;
use crate::rule::declare_rule;

declare_rule! {
    /// A gateway or control plane that several clusters share, with nothing in its place.
    "VER140", "single-point-of-failure", Info, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    // A cluster that was left out may be what is missing.
    if !cx.is_complete() {
        return;
    }
    if cx.is_multi_network() {
        gateways(cx, out);
    }
    control_planes(cx, out);
}

/// Networks with one gateway and with clusters that have none.
fn gateways(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut points = Vec::new();
    for (_, network) in cx.mesh.networks() {
        let without_own: Vec<ClusterIndex> = network
            .clusters
            .iter()
            .copied()
            .filter(|index| cx.mesh[*index].role != Role::External)
            .filter(|index| cx.mesh[*index].gateway.is_none())
            .collect();
        let Some(first) = without_own.first() else {
            continue;
        };
        // Who has no istiod has more to worry about.
        if without_own.iter().any(|it| cx.graph.controls(*it).is_err()) {
            continue;
        }
        // Clusters without a gateway of their own have the same ones in front of them.
        let [gateway] = cx.graph.gateways_to(*first)[..] else {
            continue;
        };
        // Remotes of that cluster depend on it in any case.
        let of_remotes = |index: &ClusterIndex| cx.mesh.control_plane_of(*index) == Some(gateway);
        if !without_own.iter().all(of_remotes) {
            points.push((gateway, without_own));
        }
    }
    let place = |cluster: ClusterIndex| cx.mesh[cluster].path().join("eastWestGateway");
    let finding = |place: ModelPath, args: Args| RULE.finding(place, args);
    out.extend(one(cx, &points, place, finding));
}

/// Primaries with several remotes that have no standby; of the only primary VER114 tells.
fn control_planes(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    if cx.mesh.primaries().nth(1).is_none() {
        return;
    }
    let mut points = Vec::new();
    for (index, _) in cx.mesh.primaries() {
        let remotes = cx.remotes_of(index).iter().copied();
        let alone: Vec<ClusterIndex> = remotes
            .filter(|remote| cx.mesh[*remote].standbys.is_empty())
            .collect();
        if alone.len() > 1 {
            points.push((index, alone));
        }
    }
    let place = |cluster: ClusterIndex| cx.mesh[cluster].path();
    let finding = |place: ModelPath, args: Args| RULE.finding(place, args).case("control-plane");
    out.extend(one(cx, &points, place, finding));
}

/// One finding for all points of a kind: in a large mesh they are there by design.
fn one(
    cx: &RuleContext<'_>,
    points: &[(ClusterIndex, Vec<ClusterIndex>)],
    place: impl Fn(ClusterIndex) -> ModelPath,
    finding: impl Fn(ModelPath, Args) -> Finding,
) -> Option<Finding> {
    let (first, others) = points.first()?;
    let cluster = &cx.mesh[*first];
    let mut finding = finding(
        place(*first),
        args![
            cluster = &cluster.name,
            network = &cx.mesh[cluster.network].name,
            others = cx.names(others.iter().copied()),
            count = others.len(),
            more = points.len() - 1,
        ],
    );
    for (point, _) in points.iter().skip(1).take(RELATED) {
        finding = finding.related(place(*point), "same");
    }
    Some(finding)
}

/// More points than these are only counted.
const RELATED: usize = 4;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use meshwright_graph::MeshGraph;
    use meshwright_graph::what_if::{Losses, Part};
    use meshwright_model::{read, resolve};

    use super::RuleContext;

    /// The clusters with a gateway that the rule reports, and those without whose gateway some
    /// other cluster is not reached from another network.
    fn reported_and_lost(clusters: &str) -> [BTreeSet<String>; 2] {
        let text = format!(
            "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata: {{name: shop}}\n\
             clusters:\n{clusters}"
        );
        let topology = read(&text).topology.expect("the test's topology is one");
        let (mesh, _) = resolve(&topology);
        let graph = MeshGraph::build(&mesh);
        let mut found = Vec::new();
        super::check(&RuleContext::new(&mesh, &graph), &mut found);
        let labels = found
            .iter()
            .flat_map(|finding| std::iter::once(&finding.primary).chain(&finding.related));
        let places = labels
            .map(|label| label.path.to_string())
            .filter_map(|path| {
                let cluster = path.strip_suffix("/eastWestGateway")?;
                Some(cluster.strip_prefix("clusters/")?.to_owned())
            });
        let losses = Losses::new(&mesh, &graph);
        let with_gateway = mesh.clusters().filter(|(_, it)| it.gateway.is_some());
        let lost = with_gateway.filter(|(index, _)| {
            let pairs = losses.what_if(&[Part::Gateway(*index)]).pairs;
            pairs
                .iter()
                .any(|pair| pair.to != *index && pair.share >= 1.0)
        });
        [
            places.collect(),
            lost.map(|(_, cluster)| cluster.name.to_string()).collect(),
        ]
    }

    #[test]
    fn the_gateways_it_reports_are_those_whose_loss_cuts_others_off() {
        let with = |name: &str, network: &str| {
            format!("  - {{name: {name}, network: {network}, eastWestGateway: {{}}}}\n")
        };
        let without =
            |name: &str, network: &str| format!("  - {{name: {name}, network: {network}}}\n");
        for (clusters, expected) in [
            ([with("a", "n1"), with("c", "n2")].concat(), vec![]),
            (
                [with("a", "n1"), without("b", "n1"), with("c", "n2")].concat(),
                vec!["a"],
            ),
            (
                [
                    with("a", "n1"),
                    without("b", "n1"),
                    with("c", "n2"),
                    with("d", "n1"),
                ]
                .concat(),
                vec![],
            ),
            (
                [with("a", "n1"), with("c", "n2"), with("d", "n1")].concat(),
                vec![],
            ),
            ([with("a", "n1"), without("b", "n1")].concat(), vec![]),
            (
                [
                    with("a", "n1"),
                    without("b", "n1"),
                    with("c", "n2"),
                    without("e", "n2"),
                ]
                .concat(),
                vec!["a", "c"],
            ),
        ] {
            let [reported, lost] = reported_and_lost(&clusters);
            assert_eq!(reported, lost, "{clusters}");
            assert!(reported.iter().eq(expected), "{clusters}: {reported:?}");
        }
    }
}
