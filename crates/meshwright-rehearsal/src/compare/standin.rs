//! The services of a topology, stood in for: a Deployment and a Service in each of their clusters.
//!
//! Users bring their own applications, so a bundle installs none of them; to see their endpoint
//! lists, a rehearsal does. The sample's own service is there already.

use std::collections::BTreeSet;
use std::time::Duration;

use meshwright_core::diag::text;
use meshwright_core::graph::Predictor;
use meshwright_core::model::Service;
use serde_json::{Map, Value, json};

use crate::api::{list, name};
use crate::play::Stage;
use crate::trouble::Trouble;
use crate::world::{WorldCluster, wait_until};

/// Stand-ins that were made.
#[derive(Clone, Debug, Default)]
pub struct StandIns {
    /// By the place of their cluster.
    namespaces: BTreeSet<(usize, String)>,
}

/// The sample that the bundle itself installs.
const SAMPLE: (&str, &str) = ("helloworld", "sample");
const PATIENCE: Duration = Duration::from_secs(90);

impl StandIns {
    /// Makes what the services of `predictor` need in their clusters, and waits for the pods.
    ///
    /// Pods come first and Services when they are ready: simulated pods are ready so soon after
    /// they were given a node that istiod, which hears of pods and of endpoints one by one, may
    /// take an endpoint for one without node, and so without locality, until it changes again.
    ///
    /// # Errors
    ///
    /// An API server refuses, or the pods do not come.
    pub fn make(stage: &Stage, predictor: &Predictor<'_>) -> Result<Self, Trouble> {
        let mut made = Self::default();
        let wanted: Vec<(&WorldCluster, &Service)> = predictor
            .services()
            .iter()
            .filter(|it| (it.name.as_str(), it.namespace.as_str()) != SAMPLE)
            .flat_map(|service| {
                let clusters = service.clusters.iter();
                clusters.filter_map(move |it| Some((stage.clusters().get(it.0)?, service)))
            })
            .collect();
        for (cluster, service) in &wanted {
            put_pods(cluster, service)?;
            let home = service.namespace.to_string();
            made.namespaces.insert((cluster.index, home));
        }
        made.wait(stage, pods_are_ready)?;
        for (cluster, service) in &wanted {
            put_service(cluster, service)?;
        }
        made.wait(stage, services_are_ready)?;
        Ok(made)
    }

    fn wait(
        &self,
        stage: &Stage,
        are_ready: fn(&WorldCluster, &str) -> Result<bool, Trouble>,
    ) -> Result<(), Trouble> {
        for (index, namespace) in &self.namespaces {
            let Some(cluster) = stage.clusters().get(*index) else {
                continue;
            };
            let what = || {
                let name = &cluster.name;
                text!("rehearse-pods", cluster = name, namespace = namespace)
            };
            wait_until(PATIENCE, &what, || are_ready(cluster, namespace))?;
        }
        Ok(())
    }

    /// Removes them, and waits until they are gone.
    ///
    /// # Errors
    ///
    /// An API server refuses, or a namespace stays.
    pub fn remove(self, stage: &Stage) -> Result<(), Trouble> {
        let each = || {
            self.namespaces.iter().filter_map(|(index, namespace)| {
                let cluster = stage.clusters().get(*index)?;
                Some((
                    cluster,
                    namespace,
                    format!("/api/v1/namespaces/{namespace}"),
                ))
            })
        };
        for (cluster, _, path) in each() {
            cluster
                .api
                .delete(&path)
                .map_err(Trouble::api(&cluster.name))?;
        }
        for (cluster, namespace, path) in each() {
            let what = || {
                text!(
                    "rehearse-gone",
                    cluster = &cluster.name,
                    namespace = namespace
                )
            };
            wait_until(PATIENCE, &what, || {
                let found = cluster
                    .api
                    .read(&path)
                    .map_err(Trouble::api(&cluster.name))?;
                Ok(found.is_none())
            })?;
        }
        Ok(())
    }
}

fn apply(cluster: &WorldCluster, path: &str, object: &Value) -> Result<(), Trouble> {
    let applied = cluster.api.apply(path, object);
    applied.map_err(Trouble::api(&cluster.name))
}

fn put_pods(cluster: &WorldCluster, service: &Service) -> Result<(), Trouble> {
    let (called, home) = (service.name.as_str(), service.namespace.as_str());
    apply(
        cluster,
        &format!("/api/v1/namespaces/{home}"),
        &json!({
            "apiVersion": "v1",
            "kind": "Namespace",
            "metadata": {"name": home, "labels": injection(cluster)?},
        }),
    )?;
    apply(
        cluster,
        &format!("/apis/apps/v1/namespaces/{home}/deployments/{called}"),
        &json!({
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": {"name": called, "namespace": home},
            "spec": {
                "selector": {"matchLabels": {"app": called}},
                "template": {
                    "metadata": {"labels": {"app": called}},
                    "spec": {"containers": [{"name": "stand-in", "image": "stand-in"}]},
                },
            },
        }),
    )
}

fn put_service(cluster: &WorldCluster, service: &Service) -> Result<(), Trouble> {
    let (called, home) = (service.name.as_str(), service.namespace.as_str());
    let ports: Vec<Value> = service
        .ports
        .iter()
        .map(|port| json!({"name": port.name.as_str(), "port": port.port}))
        .collect();
    apply(
        cluster,
        &format!("/api/v1/namespaces/{home}/services/{called}"),
        &json!({
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {"name": called, "namespace": home},
            "spec": {"selector": {"app": called}, "ports": ports},
        }),
    )
}

/// The labels with which the sample's namespace asks for sidecars in this cluster.
fn injection(cluster: &WorldCluster) -> Result<Map<String, Value>, Trouble> {
    let sample = cluster.api.read("/api/v1/namespaces/sample");
    let sample = sample.map_err(Trouble::api(&cluster.name))?;
    let labels = sample.and_then(|it| it.pointer("/metadata/labels")?.as_object().cloned());
    let mut labels = labels.unwrap_or_default();
    labels.retain(|key, _| key.starts_with("istio"));
    Ok(labels)
}

/// Whether each Deployment of a namespace has a pod that is ready.
fn pods_are_ready(cluster: &WorldCluster, namespace: &str) -> Result<bool, Trouble> {
    let path = format!("/apis/apps/v1/namespaces/{namespace}/deployments");
    let deployments = cluster
        .api
        .items(&path)
        .map_err(Trouble::api(&cluster.name))?;
    Ok(deployments.iter().all(|deployment| {
        let ready = deployment.pointer("/status/readyReplicas");
        ready.and_then(Value::as_u64).is_some_and(|count| count > 0)
    }))
}

/// Whether each Service of a namespace has an address.
fn services_are_ready(cluster: &WorldCluster, namespace: &str) -> Result<bool, Trouble> {
    let items = |path: &str| cluster.api.items(path).map_err(Trouble::api(&cluster.name));
    let services = items(&format!("/api/v1/namespaces/{namespace}/services"))?;
    let slices = items(&format!(
        "/apis/discovery.k8s.io/v1/namespaces/{namespace}/endpointslices"
    ))?;
    Ok(services.iter().all(|service| {
        slices.iter().any(|slice| {
            let of = slice.pointer("/metadata/labels/kubernetes.io~1service-name");
            of.and_then(Value::as_str) == Some(&*name(service))
                && list(slice, "/endpoints").iter().any(|endpoint| {
                    endpoint.pointer("/conditions/ready") == Some(&Value::Bool(true))
                })
        })
    }))
}
