//! Container images of a mesh: where they come from, and where its nodes find them.
//!
//! A cluster with `hub` pulls Istio's images from there. Its nodes may reach nothing else, so the
//! samples and the addons come from there too, under the last part of their names.

use std::collections::BTreeSet;

use meshwright_catalog as catalog;
use meshwright_diag::Value;
use meshwright_model::{ClusterIndex, Mesh, Provider, Role};

use crate::istio::{CLIENT_IMAGE, PROBE_IMAGE, SERVER_IMAGE};

/// An image that has to be in a cluster's registry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Image {
    /// Where it is published.
    pub source: String,
    /// Where the nodes pull it from.
    pub target: String,
}

/// Where nodes find an image: under the last part of its name in `hub`, or where it is published.
pub fn pulled(image: &str, hub: Option<&str>) -> String {
    let name = image.rsplit('/').next().unwrap_or(image);
    hub.map_or_else(|| image.to_owned(), |hub| format!("{hub}/{name}"))
}

/// Lets the containers of an object come from `hub`.
pub fn pull_from(hub: &str, object: &mut Value) {
    match object {
        Value::Object(map) => {
            for (key, value) in map {
                let has_images = matches!(key.as_str(), "containers" | "initContainers");
                if let (true, Value::Array(containers)) = (has_images, &mut *value) {
                    for container in containers {
                        if let Some(Value::String(image)) = container.get_mut("image") {
                            *image = pulled(image, Some(hub));
                        }
                    }
                } else {
                    pull_from(hub, value);
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| pull_from(hub, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The images that clusters with `hub` pull, sorted, each once; empty where no cluster has one.
pub fn images(mesh: &Mesh) -> Vec<Image> {
    let mut images = BTreeSet::new();
    for (index, cluster) in mesh.clusters() {
        let Some(hub) = cluster.istio.hub.as_deref() else {
            continue;
        };
        let resolved = catalog::resolve(&cluster.istio.version);
        let release = resolved.release;
        let own = &release.images().default_hub;
        for name in istio_images(mesh, index) {
            let tag = cluster.istio.tag.as_deref().unwrap_or(&resolved.version);
            images.insert(Image {
                source: format!("{}/{name}:{}", own.value(), resolved.version),
                target: format!("{hub}/{name}:{tag}"),
            });
        }
        let addons = release.addons().images.value();
        let addons = cluster
            .istio
            .addons
            .iter()
            .filter_map(|addon| addons.get(addon.as_str()))
            .flatten()
            .map(String::as_str);
        let samples =
            (cluster.role != Role::External).then_some([SERVER_IMAGE, CLIENT_IMAGE, PROBE_IMAGE]);
        for image in addons.chain(samples.into_iter().flatten()) {
            images.insert(Image {
                source: image.to_owned(),
                target: pulled(image, Some(hub)),
            });
        }
    }
    images.into_iter().collect()
}

/// The names of Istio's own images that run in a cluster.
fn istio_images(mesh: &Mesh, index: ClusterIndex) -> Vec<&'static str> {
    let cluster = &mesh[index];
    let resolved = catalog::resolve(&cluster.istio.version);
    let runs_istiod = match cluster.role {
        Role::Primary | Role::External => true,
        Role::Remote { .. } => {
            *resolved.release.remote().local_istiod && mesh.external_of(index).is_none()
        }
    };
    let is_ambient = mesh.is_ambient(index);
    let has_agent = is_ambient || cluster.provider == Provider::Openshift;
    [
        ("install-cni", has_agent && cluster.role != Role::External),
        ("pilot", runs_istiod),
        ("proxyv2", true),
        ("ztunnel", is_ambient),
    ]
    .into_iter()
    .filter_map(|(name, is_there)| is_there.then_some(name))
    .collect()
}

#[cfg(test)]
mod tests {
    use meshwright_model::{read, resolve};
    use serde_json::json;

    use super::{images, pull_from, pulled};

    /// The images of a mesh with these settings, as lines.
    fn listed(istio: &str) -> Vec<String> {
        let document = read(&format!(
            "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata: {{name: shop}}\n\
             mesh: {{istio: {{{istio}}}}}\nclusters: [{{name: west}}]\n"
        ));
        let topology = document.topology.expect("the text is a topology");
        let (mesh, _) = resolve(&topology);
        let images = images(&mesh);
        images
            .iter()
            .map(|image| format!("{} {}", image.source, image.target))
            .collect()
    }

    #[test]
    fn what_a_cluster_pulls_from_its_hub_is_listed() {
        assert_eq!(
            listed("version: 1.21.0, hub: r.example.com/i, addons: [grafana]"),
            [
                "busybox:1.36 r.example.com/i/busybox:1.36",
                "docker.io/curlimages/curl:8.16.0 r.example.com/i/curl:8.16.0",
                "docker.io/grafana/grafana:10.1.5 r.example.com/i/grafana:10.1.5",
                "docker.io/istio/examples-helloworld-v1:1.0 r.example.com/i/examples-helloworld-v1:1.0",
                "docker.io/istio/pilot:1.21.0 r.example.com/i/pilot:1.21.0",
                "docker.io/istio/proxyv2:1.21.0 r.example.com/i/proxyv2:1.21.0",
            ]
        );
    }

    #[test]
    fn ambient_clusters_pull_the_agents_of_nodes_too() {
        let lines = listed("version: \"1.30\", hub: r.example.com, tag: mine, dataPlane: ambient");
        for image in ["install-cni", "ztunnel"] {
            let line =
                format!("registry.istio.io/release/{image}:1.30.3 r.example.com/{image}:mine");
            assert!(lines.contains(&line), "{lines:?}");
        }
    }

    #[test]
    fn a_cluster_without_hub_needs_no_list() {
        assert!(listed("version: \"1.30\"").is_empty());
    }

    #[test]
    fn an_image_keeps_the_last_part_of_its_name() {
        let hub = Some("registry.example.com/istio");
        for (image, expected) in [
            ("docker.io/curlimages/curl:8.16.0", "curl:8.16.0"),
            ("prom/prometheus:v2.21.0", "prometheus:v2.21.0"),
            ("busybox", "busybox"),
        ] {
            assert_eq!(
                pulled(image, hub),
                format!("registry.example.com/istio/{expected}")
            );
            assert_eq!(pulled(image, None), image);
        }
    }

    #[test]
    fn containers_of_every_kind_come_from_the_hub_and_nothing_else_does() {
        let mut object = json!({
            "data": {"image": "a/b:1"},
            "spec": {"template": {"spec": {
                "initContainers": [{"image": "a/b:1"}],
                "containers": [{"image": "c:2", "name": "c"}],
            }}},
        });
        pull_from("hub.example.com", &mut object);
        assert_eq!(
            object,
            json!({
                "data": {"image": "a/b:1"},
                "spec": {"template": {"spec": {
                    "initContainers": [{"image": "hub.example.com/b:1"}],
                    "containers": [{"image": "hub.example.com/c:2", "name": "c"}],
                }}},
            })
        );
    }
}
