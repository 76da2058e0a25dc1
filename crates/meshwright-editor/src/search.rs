//! Finding clusters: by a part of their name, or by `role=remote`, `network=`, `region=`, …

use crate::sketch::{ClusterSketch, Sketch};

/// The clusters that fit every word of `query`, in the order of the document; none for no word.
pub fn search(sketch: &Sketch, query: &str) -> Vec<usize> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let clusters = sketch.clusters.iter().enumerate();
    clusters
        .filter(|(_, cluster)| words.iter().all(|word| fits(sketch, cluster, word)))
        .map(|(place, _)| place)
        .collect()
}

fn fits(sketch: &Sketch, cluster: &ClusterSketch, word: &str) -> bool {
    let network = sketch.networks.get(cluster.network);
    let network = network.map_or("", |network| network.name.as_str());
    let Some((key, value)) = word.split_once('=') else {
        return cluster.name.to_lowercase().contains(word);
    };
    let own = match key {
        "role" => cluster.role.as_str(),
        "network" => network,
        "region" | "zone" | "locality" => cluster.locality.as_deref().unwrap_or_default(),
        "provider" => cluster.provider,
        "istio" => cluster.istio.as_str(),
        "kubernetes" => cluster.kubernetes.as_deref().unwrap_or_default(),
        "gateway" => cluster.gateway.unwrap_or("none"),
        "name" => cluster.name.as_str(),
        _ => return false,
    };
    own.to_lowercase().contains(value)
}

#[cfg(test)]
mod tests {
    use super::search;
    use crate::document::Document;

    #[test]
    fn names_and_properties_are_found() {
        let document = Document::new(
            "clusters: [{name: east, network: n1}, {name: west, network: n2, role: remote}]\n",
        );
        let found = |query: &str| search(&document.sketch, query);
        assert_eq!(found("ST"), [0, 1]);
        assert_eq!(found("role=remote"), [1]);
        assert_eq!(found("st network=n1"), [0]);
        assert_eq!(found("gateway=none role=primary"), [0]);
        assert!(found("").is_empty() && found("colour=red").is_empty());
    }
}
