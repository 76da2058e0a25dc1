//! Pods that come and go while a mesh runs, and proxies that catch up with their istiod.
//!
//! After a change in the world pods are killed and started as the API server has them. What was
//! changed shows in requests once every proxy has the lists that its istiod sends, which Envoy is
//! asked itself: no time that is waited for would do on every machine.

use std::collections::BTreeSet;
use std::time::Duration;

use meshwright_core::diag::text;
use meshwright_core::graph::Predictor;
use serde_json::Value;

use super::Traffic;
use super::pod::Order;
use super::running::start;
use super::workload::{self, Workload};
use crate::api::{list, namespace};
use crate::play::Stage;
use crate::trouble::Trouble;
use crate::world::{WorldCluster, wait_until};
use crate::xds::{AskError, Lists, ask};

/// How long pods may take to be replaced, and proxies to catch up.
const PATIENCE: Duration = Duration::from_mins(2);
/// How long one answer of an istiod may take.
const ANSWER: Duration = Duration::from_secs(10);

impl Traffic<'_> {
    /// Starts a pod, with its wire; [`Traffic::bring_up`] starts its proxy.
    pub(super) fn launch(
        &mut self,
        cluster: &WorldCluster,
        workload: Workload,
    ) -> Result<(), Trouble> {
        self.n_wires += 1;
        let nth = self.n_wires;
        let running = start(self.world, cluster, workload, nth, &self.program)?;
        self.wires
            .connect(nth, &running.process, &running.workload.ip)?;
        if running.workload.is_gateway {
            let services = self.services.get(cluster.index);
            let services = services.map_or(&[][..], Vec::as_slice);
            self.wires.lead(cluster, services, &running.workload)?;
        }
        self.pods.push(running);
        Ok(())
    }

    /// Starts the proxies of pods that have none yet, and waits until they are ready.
    pub(super) fn bring_up(&mut self) -> Result<(), Trouble> {
        for order in [Order::Start, Order::Wait] {
            let is_waiting = |it: &&mut super::Running| !it.is_up;
            for pod in self.pods.iter_mut().filter(is_waiting) {
                pod.send(&order)?;
            }
            for pod in self.pods.iter_mut().filter(is_waiting) {
                pod.hear()?;
                pod.is_up = matches!(order, Order::Wait);
            }
        }
        Ok(())
    }

    /// Has the pods of these clusters made anew, as a rollout would.
    pub(super) fn restart_pods(&mut self, clusters: &[usize]) -> Result<(), Trouble> {
        for &index in clusters {
            let Some(cluster) = self.stage.clusters().get(index) else {
                continue;
            };
            // A webhook that fails once keeps a ReplicaSet from trying again for minutes.
            let what = || text!("rehearse-istiod", cluster = &cluster.name);
            wait_until(PATIENCE, &what, || Ok(crate::lose::starts_pods(cluster)))?;
            for pod in self.pods.iter().filter(|it| it.workload.cluster == index) {
                let Workload {
                    namespace, name, ..
                } = &pod.workload;
                let path = format!("/api/v1/namespaces/{namespace}/pods/{name}");
                let deleted = cluster.api.delete(&path);
                deleted.map_err(Trouble::api(&cluster.name))?;
            }
        }
        self.follow(clusters)
    }

    /// Kills the pods of these clusters that are no more, and starts those that are new.
    pub(super) fn follow(&mut self, clusters: &[usize]) -> Result<(), Trouble> {
        let stage = self.stage;
        for &index in clusters {
            let Some(cluster) = stage.clusters().get(index) else {
                continue;
            };
            let what = || text!("rehearse-rollout", cluster = &cluster.name);
            wait_until(PATIENCE, &what, || is_rolled_out(cluster))?;
            let services = cluster.api.items("/api/v1/services");
            let services = services.map_err(Trouble::api(&cluster.name))?;
            let found = workload::find(cluster, &services, &self.homes);
            let found = found.map_err(Trouble::api(&cluster.name))?;
            if let Some(known) = self.services.get_mut(index) {
                *known = services;
            }
            let is_same = |one: &Workload, other: &Workload| {
                (one.cluster, &one.namespace, &one.name)
                    == (other.cluster, &other.namespace, &other.name)
            };
            let (stay, mut go): (Vec<_>, Vec<_>) =
                std::mem::take(&mut self.pods).into_iter().partition(|pod| {
                    let own = &pod.workload;
                    own.cluster != index || found.iter().any(|it| is_same(it, own))
                });
            self.pods = stay;
            for pod in &mut go {
                pod.kill();
            }
            for workload in found {
                let is_there = |it: &super::Running| is_same(&it.workload, &workload);
                if !self.pods.iter().any(is_there) {
                    self.launch(cluster, workload)?;
                }
            }
        }
        self.bring_up()
    }

    /// Waits until every proxy has the lists of `predictor` that its istiod sends.
    pub(super) fn catch_up(&mut self, predictor: &Predictor<'_>) -> Result<(), Trouble> {
        let stage = self.stage;
        for pod in self
            .pods
            .iter_mut()
            .filter(|it| it.workload.proxy.is_some())
        {
            let index = meshwright_core::model::ClusterIndex(pod.workload.cluster);
            let Some(cluster) = stage.clusters().get(index.0) else {
                continue;
            };
            let lists = predictor.lists(index).into_iter();
            let wanted: Vec<String> = if pod.workload.is_gateway {
                lists.map(|it| at_gateways(&it.name)).collect()
            } else {
                lists.map(|it| it.name).collect()
            };
            let name = pod.workload.name.clone();
            let what = || text!("rehearse-traffic-lists", pod = &name);
            let is_gateway = pod.workload.is_gateway;
            let mut has_caught_up = || {
                let sent = if is_gateway {
                    gateway_lists(stage, cluster, &wanted)
                } else {
                    stage.lists(cluster, &wanted)
                };
                let Some(Ok(sent)) = sent else {
                    return Ok(false);
                };
                pod.send(&Order::Endpoints)?;
                let mut has = pod.endpoints()?;
                has.retain(|it| wanted.iter().any(|name| is_of(it, name)));
                Ok(has == told(&sent, &wanted))
            };
            wait_until(PATIENCE, &what, &mut has_caught_up)?;
        }
        Ok(())
    }
}

/// What a gateway that passes through calls the list that sidecars know as `sidecars`.
fn at_gateways(sidecars: &str) -> String {
    let mut parts = sidecars.split('|');
    let (port, host) = (parts.nth(1), parts.nth(1));
    format!(
        "outbound_.{}_._.{}",
        port.unwrap_or_default(),
        host.unwrap_or_default()
    )
}

/// What istiod sends to the gateway of a cluster.
fn gateway_lists(
    stage: &Stage,
    cluster: &WorldCluster,
    wanted: &[String],
) -> Option<Result<Lists, AskError>> {
    let (istiod, _) = stage.serving(cluster)?;
    Some(ask(istiod, &stage.router(cluster), wanted, ANSWER))
}

/// Whether an endpoint of Envoy's is of the list called `name`.
fn is_of(endpoint: &str, name: &str) -> bool {
    let rest = endpoint.strip_prefix(name);
    rest.is_some_and(|it| it.starts_with(' '))
}

/// The endpoints of these lists as Envoy would write them.
fn told(sent: &Lists, wanted: &[String]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for name in wanted {
        for endpoint in sent.lists.get(name).iter().flat_map(|it| &it.endpoints) {
            all.insert(format!("{name} {}:{}", endpoint.address, endpoint.port));
        }
    }
    all
}

/// Whether every Deployment of a cluster has its pods, and no older ones.
fn is_rolled_out(cluster: &WorldCluster) -> Result<bool, Trouble> {
    let items = |path: &str| cluster.api.items(path).map_err(Trouble::api(&cluster.name));
    let deployments = items("/apis/apps/v1/deployments")?;
    let pods = items("/api/v1/pods")?;
    Ok(deployments.iter().all(|deployment| {
        let number = |at: &str| deployment.pointer(at).and_then(Value::as_u64);
        let wanted = number("/spec/replicas").unwrap_or(1);
        let is_seen = number("/status/observedGeneration") >= number("/metadata/generation");
        let is_updated = number("/status/updatedReplicas").unwrap_or(0) == wanted;
        let labels = deployment.pointer("/spec/selector/matchLabels");
        let labels = labels.and_then(Value::as_object);
        let own: Vec<&Value> = pods
            .iter()
            .filter(|pod| namespace(pod) == namespace(deployment))
            .filter(|pod| {
                labels.is_some_and(|it| {
                    let has = |(key, value): (&String, &Value)| {
                        pod.pointer("/metadata/labels").and_then(|of| of.get(key)) == Some(value)
                    };
                    !it.is_empty() && it.iter().all(has)
                })
            })
            .collect();
        is_seen && is_updated && own.len() as u64 == wanted && own.iter().all(|pod| is_running(pod))
    }))
}

fn is_running(pod: &Value) -> bool {
    let is_leaving = pod.pointer("/metadata/deletionTimestamp").is_some();
    let conditions = list(pod, "/status/conditions").iter();
    let mut ready = conditions.filter(|it| it.get("type") == Some(&Value::from("Ready")));
    !is_leaving && ready.any(|it| it.get("status") == Some(&Value::from("True")))
}

#[cfg(test)]
mod tests {
    use super::at_gateways;

    #[test]
    fn gateways_know_a_list_by_the_name_that_sidecars_send() {
        assert_eq!(
            at_gateways("outbound|5000||helloworld.sample.svc.cluster.local"),
            "outbound_.5000_._.helloworld.sample.svc.cluster.local"
        );
    }
}
