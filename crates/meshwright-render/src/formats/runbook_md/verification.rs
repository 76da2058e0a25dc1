//! What every ordered pair of clusters must show, and the lists behind it.

use meshwright_diag::{Text, text};
use meshwright_model::{ClusterIndex, DataPlane};
use meshwright_plan::istio::SAMPLE_NAMESPACE;

use super::{Page, SMALL, access, code};
use crate::formats::endpoints::names;
use crate::prediction::{Predictions, Told, Who, say_all};
use crate::shell::Istioctls;
use crate::shell::quote::{flag, quote};
use crate::workloads;

pub(super) fn verification(page: &mut Page<'_>, predictions: &Predictions<'_>) {
    let title = page.say(&text!("verification-title"));
    page.heading(2, &title);
    page.paragraph(&text!("verification-lead"));
    let mesh = page.input.mesh;
    if mesh.clusters().any(|(index, _)| mesh.is_ambient(index)) {
        page.paragraph(&text!("verification-ambient"));
    }
    let clusters: Vec<ClusterIndex> = mesh
        .clusters()
        .filter(|(_, cluster)| workloads::has_workloads(cluster))
        .map(|(index, _)| index)
        .collect();
    if clusters.len() < 2 {
        page.paragraph(&text!("verification-none"));
    } else if mesh.clusters.len() <= SMALL {
        pairs(page, predictions, &clusters);
        lists(page, predictions, &clusters);
    } else {
        page.paragraph(&text!("verification-by-network"));
        networks(page, predictions);
    }
    page.paragraph(&text!("verification-file"));
}

/// The matrix of ordered pairs.
fn pairs(page: &mut Page<'_>, predictions: &Predictions<'_>, clusters: &[ClusterIndex]) {
    page.paragraph(&text!("verification-pairs"));
    let mesh = page.input.mesh;
    let name = |cluster: &ClusterIndex| code(mesh[*cluster].name.as_str());
    let mut heads = vec![page.say(&text!("verification-from-to"))];
    heads.extend(clusters.iter().map(name));
    let rows: Vec<Vec<String>> = clusters
        .iter()
        .map(|from| {
            let told = clusters.iter().map(|to| predictions.told(*from, *to));
            let ways = told.map(|told| page.say(&told.text));
            std::iter::once(name(from)).chain(ways).collect()
        })
        .collect();
    page.table(&heads, &rows);
}

/// The list of each cluster's callers, and what shows it.
fn lists(page: &mut Page<'_>, predictions: &Predictions<'_>, clusters: &[ClusterIndex]) {
    page.paragraph(&text!("verification-lists"));
    let mesh = page.input.mesh;
    let istioctls = Istioctls::of(mesh);
    let mut lines = Vec::new();
    let mut rows = Vec::new();
    for &caller in clusters {
        let Some(list) = predictions.list(caller) else {
            continue;
        };
        let cluster = &mesh[caller];
        let program = istioctls.program(cluster);
        let access = access(cluster);
        lines.push(if cluster.istio.data_plane == DataPlane::Ambient {
            format!(
                "{program} ztunnel-config workload --workload-namespace={SAMPLE_NAMESPACE}{access}"
            )
        } else {
            format!(
                "{program} proxy-config endpoints deployment/curl {} --cluster={}{access}",
                flag("namespace", SAMPLE_NAMESPACE),
                quote(&list.name)
            )
        });
        for entry in &list.entries {
            let text = predictions.predictor().entry_text(&list, entry);
            rows.push(vec![
                code(cluster.name.as_str()),
                say_all(&predictions.endpoints(entry), page.input.words),
                page.say(&text),
            ]);
        }
        for missing in &list.missing {
            let text = predictions.predictor().missing_text(&list, missing);
            let name = code(cluster.name.as_str());
            rows.push(vec![name, "—".to_owned(), page.say(&text)]);
        }
    }
    page.commands(&lines);
    let heads = [
        "verification-from",
        "verification-endpoint",
        "verification-is",
    ];
    let heads = heads.map(|key| page.say(&Text::new(key, Vec::new())));
    page.table(&heads, &rows);
}

/// What callers get of the first cluster of each network.
fn networks(page: &mut Page<'_>, predictions: &Predictions<'_>) {
    let input = page.input;
    let mesh = input.mesh;
    let mut rows = Vec::new();
    for (_, network) in mesh.networks() {
        let Some(to) = workloads::of_network(mesh, network).next() else {
            continue;
        };
        for callers in predictions.callers(to) {
            let Told {
                way,
                text,
                endpoints,
            } = &callers.told;
            if *way == "same" {
                continue;
            }
            let names = match &callers.who {
                Who::These { networks, clusters } => names(mesh, networks, clusters).join(", "),
                Who::AllBut(network) => {
                    let network = mesh[*network].name.as_str();
                    page.say(&text!("predict-other-networks", network = network))
                }
            };
            rows.push(vec![
                names,
                code(network.name.as_str()),
                page.say(text),
                say_all(endpoints, input.words),
            ]);
        }
    }
    let heads = [
        "verification-from-network",
        "verification-to-network",
        "verification-way",
        "verification-endpoints",
    ];
    let heads = heads.map(|key| page.say(&Text::new(key, Vec::new())));
    page.table(&heads, &rows);
}
