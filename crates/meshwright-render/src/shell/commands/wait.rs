//! What waits for the conditions of a step whose command itself does not wait.

use meshwright_plan::{Condition, Op, Step};

use super::super::quote::{flag, quote};
use super::{At, kubectl};

impl At<'_> {
    /// What waits for the conditions of a step whose command itself does not wait.
    pub(super) fn waits(&self, step: &Step) -> Vec<String> {
        let (
            Op::ApplyManifests(_) | Op::ApplyWithAddress { .. } | Op::ApplyGenerated { .. },
            Some(cluster),
        ) = (&step.op, self.cluster)
        else {
            return Vec::new();
        };
        let kubectl = kubectl(cluster);
        let rollout = |kind: &str, name: &str, namespace: &str| {
            format!(
                "{kubectl} {} rollout status {} --timeout=10m",
                flag("namespace", namespace),
                quote(&format!("{kind}/{name}"))
            )
        };
        step.done_when
            .iter()
            .filter_map(|condition| match condition {
                Condition::ResourceReady { resource } => Some(format!(
                    "{kubectl} {} wait --for=condition=Ready {} --timeout=10m",
                    flag("namespace", self.namespace),
                    quote(resource)
                )),
                Condition::DeploymentAvailable { name, namespace } => {
                    Some(rollout("deployment", name, namespace))
                }
                Condition::DaemonSetReady { name, namespace } => {
                    Some(rollout("daemonset", name, namespace))
                }
                Condition::DiscoveryService { name, namespace }
                | Condition::FrontService { name, namespace } => Some(format!(
                    "wait_for_object {} {kubectl} {}",
                    quote(&format!("service/{name}")),
                    flag("namespace", namespace)
                )),
                Condition::InjectionWebhook { name } => Some(format!(
                    "wait_for_object {} {kubectl} {}",
                    quote(&format!("mutatingwebhookconfiguration/{name}")),
                    flag("namespace", self.namespace)
                )),
                _ => None,
            })
            .collect()
    }
}
