//! Situations with services of their own: what a Service says of itself, and what differs from
//! cluster to cluster.

use meshwright_core::diag::text;
use meshwright_core::graph::MeshGraph;
use meshwright_core::model::{
    ClusterIndex, Mesh, Namespace, PortName, Service, ServiceName, ServicePort, Traffic,
};
use serde_json::{Value, json};

use super::{PATIENCE, Scene, view};
use crate::api::list;
use crate::compare::{Case, View};
use crate::trouble::Trouble;
use crate::world::{WorldCluster, wait_until};

/// Where the services of situations are.
const HOME: &str = "situations";

/// A service that a situation makes in both clusters.
struct Made<'a> {
    called: &'a str,
    /// By cluster: the Service's fields besides its selector, and annotations.
    of: &'a dyn Fn(&WorldCluster) -> (Value, Value),
}

impl Made<'_> {
    /// Makes it, does `act`, and takes it away again.
    fn during(
        &self,
        scene: &Scene<'_>,
        act: &dyn Fn() -> Result<Vec<Case>, Trouble>,
    ) -> Result<Vec<Case>, Trouble> {
        let both = [scene.watcher, scene.watched];
        for cluster in both {
            put_pods(cluster, self.called)?;
        }
        for cluster in both {
            let what = || text!("rehearse-pods", cluster = &cluster.name, namespace = HOME);
            wait_until(PATIENCE, &what, || has_ready_pods(cluster))?;
            let (mut spec, annotations) = (self.of)(cluster);
            spec["selector"] = json!({"app": self.called});
            let path = format!("/api/v1/namespaces/{HOME}/services/{}", self.called);
            let service = json!({
                "apiVersion": "v1",
                "kind": "Service",
                "metadata": {"name": self.called, "namespace": HOME, "annotations": annotations},
                "spec": spec,
            });
            let applied = cluster.api.apply(&path, &service);
            applied.map_err(Trouble::api(&cluster.name))?;
            wait_until(PATIENCE, &what, || has_endpoints(cluster, self.called))?;
        }
        let cases = act();
        for cluster in both {
            let path = format!("/api/v1/namespaces/{HOME}");
            let deleted = cluster.api.delete(&path);
            deleted.map_err(Trouble::api(&cluster.name))?;
        }
        for cluster in both {
            let path = format!("/api/v1/namespaces/{HOME}");
            let what = || text!("rehearse-gone", cluster = &cluster.name, namespace = HOME);
            wait_until(PATIENCE, &what, || {
                let found = cluster.api.read(&path);
                Ok(found.map_err(Trouble::api(&cluster.name))?.is_none())
            })?;
        }
        cases
    }
}

fn has_endpoints(cluster: &WorldCluster, service: &str) -> Result<bool, Trouble> {
    let path = format!(
        "/apis/discovery.k8s.io/v1/namespaces/{HOME}/endpointslices?labelSelector=\
         kubernetes.io%2Fservice-name%3D{service}"
    );
    let slices = cluster.api.items(&path);
    let slices = slices.map_err(Trouble::api(&cluster.name))?;
    Ok(slices.iter().any(|it| !list(it, "/endpoints").is_empty()))
}

fn has_ready_pods(cluster: &WorldCluster) -> Result<bool, Trouble> {
    let path = format!("/apis/apps/v1/namespaces/{HOME}/deployments");
    let found = cluster.api.items(&path);
    let found = found.map_err(Trouble::api(&cluster.name))?;
    Ok(found.iter().all(|deployment| {
        let ready = deployment.pointer("/status/readyReplicas");
        ready.and_then(Value::as_u64).is_some_and(|it| it > 0)
    }))
}

fn put_pods(cluster: &WorldCluster, called: &str) -> Result<(), Trouble> {
    let sample = cluster.api.read("/api/v1/namespaces/sample");
    let sample = sample.map_err(Trouble::api(&cluster.name))?;
    let labels = sample.and_then(|it| it.pointer("/metadata/labels")?.as_object().cloned());
    let mut labels = labels.unwrap_or_default();
    labels.retain(|key, _| key.starts_with("istio"));
    for (path, object) in [
        (
            format!("/api/v1/namespaces/{HOME}"),
            json!({
                "apiVersion": "v1",
                "kind": "Namespace",
                "metadata": {"name": HOME, "labels": labels},
            }),
        ),
        (
            format!("/apis/apps/v1/namespaces/{HOME}/deployments/{called}"),
            json!({
                "apiVersion": "apps/v1",
                "kind": "Deployment",
                "metadata": {"name": called, "namespace": HOME},
                "spec": {
                    "selector": {"matchLabels": {"app": called}},
                    "template": {
                        "metadata": {"labels": {"app": called}},
                        "spec": {"containers": [{"name": "stand-in", "image": "stand-in"}]},
                    },
                },
            }),
        ),
    ] {
        let applied = cluster.api.apply(&path, &object);
        applied.map_err(Trouble::api(&cluster.name))?;
    }
    Ok(())
}

/// The mesh with one service instead of its own: `called` with a port `http` of that number.
fn with_service(mesh: &Mesh, called: &str, port: u16, clusters: &[usize]) -> Option<Mesh> {
    let mut clusters: Vec<ClusterIndex> = clusters.iter().map(|it| ClusterIndex(*it)).collect();
    clusters.sort_unstable();
    let service = Service {
        name: ServiceName::parse(called).ok()?,
        namespace: Namespace::parse(HOME).ok()?,
        ports: vec![ServicePort {
            name: PortName::parse("http").ok()?,
            port,
        }],
        clusters,
        traffic: Traffic::Spread,
    };
    let mut mesh = mesh.clone();
    mesh.services = vec![service];
    Some(mesh)
}

fn one_port(name: &str, port: u16) -> Value {
    json!({"ports": [{"name": name, "port": port}]})
}

pub(super) fn exported(scene: &Scene<'_>, situation: &str) -> Result<Vec<Case>, Trouble> {
    let both = [scene.watcher.index, scene.watched.index];
    let Some(mesh) = with_service(scene.mesh, "exported", 80, &both) else {
        return Ok(Vec::new());
    };
    let of = |_: &WorldCluster| {
        let annotations = json!({"networking.istio.io/exportTo": "."});
        (one_port("http", 80), annotations)
    };
    let made = Made {
        called: "exported",
        of: &of,
    };
    made.during(scene, &|| {
        let own = View {
            namespace: HOME,
            ..view(situation)
        };
        let mut cases = scene.compare(&mesh, &own)?;
        let others = View {
            is_told: false,
            ..view(situation)
        };
        cases.extend(scene.compare(&mesh, &others)?);
        Ok(cases)
    })
}

/// Proxies send to the address that the client looked up: there is no list.
pub(super) fn headless(scene: &Scene<'_>, situation: &str) -> Result<Vec<Case>, Trouble> {
    let both = [scene.watcher.index, scene.watched.index];
    let Some(mesh) = with_service(scene.mesh, "headless", 80, &both) else {
        return Ok(Vec::new());
    };
    let of = |_: &WorldCluster| {
        let mut spec = one_port("http", 80);
        spec["clusterIP"] = json!("None");
        (spec, json!({}))
    };
    let made = Made {
        called: "headless",
        of: &of,
    };
    made.during(scene, &|| {
        let none = View {
            is_told: false,
            ..view(situation)
        };
        scene.compare(&mesh, &none)
    })
}

/// The clusters whose proxies one istiod serves.
fn served_by(scene: &Scene<'_>, istiod: &WorldCluster) -> Vec<usize> {
    let graph = MeshGraph::build(scene.mesh);
    let is_served = |it: &usize| {
        graph.control_plane(ClusterIndex(*it)).ok() == Some(ClusterIndex(istiod.index))
    };
    (0..scene.mesh.clusters.len()).filter(is_served).collect()
}

/// A port is told by its name: pods behind another name are not found.
pub(super) fn other_port_name(scene: &Scene<'_>, situation: &str) -> Result<Vec<Case>, Trouble> {
    let watcher = scene.watcher.index;
    let of = |cluster: &WorldCluster| {
        let is_watcher = cluster.index == watcher;
        let name = if is_watcher { "http" } else { "http-x" };
        (one_port(name, 80), json!({}))
    };
    let made = Made {
        called: "other-name",
        of: &of,
    };
    made.during(scene, &|| {
        let mut cases = Vec::new();
        for istiod in [scene.watcher, scene.watched] {
            let served = served_by(scene, istiod);
            let mesh = with_service(scene.mesh, "other-name", 80, &[istiod.index]);
            if let (Some(mesh), false) = (mesh, served.is_empty()) {
                let own = View {
                    callers: Some(&served),
                    ..view(situation)
                };
                cases.extend(scene.compare(&mesh, &own)?);
            }
        }
        Ok(cases)
    })
}

/// A port is told by its name: pods behind another number are found, through a gateway.
pub(super) fn other_port_number(scene: &Scene<'_>, situation: &str) -> Result<Vec<Case>, Trouble> {
    if scene.watcher.network == scene.watched.network {
        return Ok(Vec::new());
    }
    let watcher = scene.watcher.index;
    let number = |index: usize| if index == watcher { 80 } else { 81 };
    let of = |cluster: &WorldCluster| (one_port("http", number(cluster.index)), json!({}));
    let made = Made {
        called: "other-number",
        of: &of,
    };
    let both = [watcher, scene.watched.index];
    made.during(scene, &|| {
        let mut cases = Vec::new();
        for istiod in [scene.watcher, scene.watched] {
            let served: Vec<usize> = served_by(scene, istiod)
                .into_iter()
                // A remote beside its primary sees the primary's pods with their own number.
                .filter(|it| *it == istiod.index)
                .collect();
            let mesh = with_service(scene.mesh, "other-number", number(istiod.index), &both);
            if let (Some(mesh), false) = (mesh, served.is_empty()) {
                let own = View {
                    callers: Some(&served),
                    ..view(situation)
                };
                cases.extend(scene.compare(&mesh, &own)?);
            }
        }
        Ok(cases)
    })
}
