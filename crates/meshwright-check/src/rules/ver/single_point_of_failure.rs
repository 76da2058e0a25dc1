//! A part of the mesh that others than its own cluster cannot do without, though they need not
//! depend on it.
//!
//! Two such parts are worth a word: a gateway that is the only one for several clusters of a
//! network, and, in a mesh of several primaries, the istiod of several remotes. That each
//! cluster depends on its own gateway, and a single remote on its primary, is what the models
//! are; `what-if` tells of it.

use meshwright_diag::{Finding, args};
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

/// Clusters without a gateway on a network that has one only.
fn gateways(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
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
        if without_own.iter().all(of_remotes) {
            continue;
        }
        let cluster = &cx.mesh[gateway];
        out.push(RULE.finding(
            cluster.path().join("eastWestGateway"),
            args![
                cluster = &cluster.name,
                network = &network.name,
                others = cx.names(without_own.iter().copied()),
            ],
        ));
    }
}

/// Primaries with several remotes that have no standby; of the only primary VER114 tells.
fn control_planes(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    if cx.mesh.primaries().nth(1).is_none() {
        return;
    }
    for (index, primary) in cx.mesh.primaries() {
        let remotes = cx.remotes_of(index).iter().copied();
        let alone: Vec<ClusterIndex> = remotes
            .filter(|remote| cx.mesh[*remote].standbys.is_empty())
            .collect();
        if alone.len() < 2 {
            continue;
        }
        let finding = RULE.finding(
            primary.path(),
            args![
                cluster = &primary.name,
                count = alone.len(),
                remotes = cx.names(alone.iter().copied()),
            ],
        );
        out.push(finding.case("control-plane"));
    }
}

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
        let places = found
            .iter()
            .map(|finding| finding.primary.path.to_string())
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
        let gateway = "eastWestGateway: {}";
        let a = format!("  - {{name: a, network: n1, {gateway}}}\n");
        let b = "  - {name: b, network: n1}\n".to_owned();
        let c = format!("  - {{name: c, network: n2, {gateway}}}\n");
        let d = format!("  - {{name: d, network: n1, {gateway}}}\n");
        for (clusters, expected) in [
            (format!("{a}{c}"), vec![]),
            (format!("{a}{b}{c}"), vec!["a"]),
            (format!("{a}{b}{c}{d}"), vec![]),
            (format!("{a}{c}{d}"), vec![]),
            (format!("{a}{b}"), vec![]),
        ] {
            let [reported, lost] = reported_and_lost(&clusters);
            assert_eq!(reported, lost, "{clusters}");
            assert!(reported.iter().eq(expected), "{clusters}: {reported:?}");
        }
    }
}
