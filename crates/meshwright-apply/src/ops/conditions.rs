//! Conditions of steps that clusters meet in their own time.

use meshwright_core::diag::{Text, text};
use meshwright_core::plan::istio::SAMPLE_NAMESPACE;
use meshwright_core::plan::{Condition, Step};
use serde_json::Value;

use super::at::At;
use crate::executor::Poll;
use crate::outcome::Failure;
use crate::program::shown;

impl At<'_> {
    /// The first condition of a step that is not met; `None` where all are, as far as they show
    /// in the state of objects.
    pub(crate) fn unmet(&self, step: &Step) -> Result<Option<Text>, Failure> {
        for condition in &step.done_when {
            let unmet = self.unmet_condition(condition)?;
            if unmet.is_some() {
                return Ok(unmet);
            }
        }
        Ok(None)
    }

    /// Waits until every condition of a step is met.
    pub(crate) fn wait(&self, step: &Step) -> Result<(), Failure> {
        self.watch.poll(|| {
            Ok(match self.unmet(step)? {
                None => Poll::Ready(()),
                Some(text) => Poll::Pending(text),
            })
        })
    }

    fn unmet_condition(&self, condition: &Condition) -> Result<Option<Text>, Failure> {
        match condition {
            Condition::DeploymentAvailable { name, namespace } => {
                self.unmet_workload(namespace, "deployments.apps", name)
            }
            Condition::SampleAvailable { name } => {
                self.unmet_workload(SAMPLE_NAMESPACE, "deployments.apps", name)
            }
            Condition::DaemonSetReady { name, namespace } => {
                self.unmet_workload(namespace, "daemonsets.apps", name)
            }
            Condition::ResourceReady { resource } => {
                let (kind, name) = resource.split_once('/').unwrap_or((resource, ""));
                let object = self.get(self.system, kind, name)?;
                Ok(
                    match object.as_ref().map(|object| condition_of(object, "Ready")) {
                        Some(Some(Status { is_true: true, .. })) => None,
                        Some(status) => Some(text!(
                            "wait-resource",
                            name = resource,
                            said = status.map_or_else(String::new, |status| status.said)
                        )),
                        None => Some(text!("wait-object", name = resource)),
                    },
                )
            }
            Condition::DiscoveryService { name, namespace }
            | Condition::FrontService { name, namespace } => {
                self.unmet_presence(namespace, "services", name)
            }
            Condition::InjectionWebhook { name } => {
                self.unmet_presence("", "mutatingwebhookconfigurations", name)
            }
            Condition::OperatorServes => {
                self.unmet_presence("", "customresourcedefinitions", "istios.sailoperator.io")
            }
            // Seen where the step itself is looked at.
            Condition::ClusterReady
            | Condition::NoUnnamedInstallation
            | Condition::Applied { .. }
            | Condition::Released { .. }
            | Condition::OwnedBy { .. }
            | Condition::FrontCertificate { .. }
            | Condition::ConfigKubeconfig { .. }
            | Condition::ChartsKnown
            | Condition::CertificateMade
            | Condition::CacertsHoldRoot
            | Condition::GatewayHasAddress { .. }
            | Condition::GatewayApiKnown
            | Condition::GatewayProgrammed { .. }
            | Condition::ServicesShared { .. }
            | Condition::NodesHaveAddress
            | Condition::NameResolves { .. }
            | Condition::CertificateCovers { .. }
            | Condition::RemoteSecretAtHand
            | Condition::RemoteSecretsAtHand { .. }
            | Condition::RemoteSecretsPresent { .. }
            | Condition::Synced { .. }
            | Condition::SamplesReady { .. }
            | Condition::Answered { .. }
            | Condition::AnsweredByOwn
            | Condition::AnsweredBySeveral
            | Condition::KialiSees { .. } => Ok(None),
        }
    }

    fn unmet_presence(
        &self,
        namespace: &str,
        kind: &str,
        name: &str,
    ) -> Result<Option<Text>, Failure> {
        let is_there = self.get(namespace, kind, name)?.is_some();
        Ok((!is_there).then(|| text!("wait-object", name = format!("{kind}/{name}"))))
    }

    /// What a Deployment or DaemonSet lacks.
    pub(crate) fn unmet_workload(
        &self,
        namespace: &str,
        kind: &str,
        name: &str,
    ) -> Result<Option<Text>, Failure> {
        let object = self.get(namespace, kind, name)?;
        Ok(match object {
            Some(object) => unready(&object),
            None => Some(text!("wait-object", name = name)),
        })
    }
}

/// What a Deployment or DaemonSet lacks, by its own word.
pub(crate) fn unready(object: &Value) -> Option<Text> {
    let number = |pointer: &str| object.pointer(pointer).and_then(Value::as_u64);
    let name = object.pointer("/metadata/name").and_then(Value::as_str);
    let name = name.unwrap_or_default();
    let is_seen = number("/status/observedGeneration") >= number("/metadata/generation");
    let is_daemon_set = object.get("kind").and_then(Value::as_str) == Some("DaemonSet");
    let (wanted, updated, ready) = if is_daemon_set {
        (
            number("/status/desiredNumberScheduled").unwrap_or(0),
            number("/status/updatedNumberScheduled").unwrap_or(0),
            number("/status/numberAvailable").unwrap_or(0),
        )
    } else {
        (
            number("/spec/replicas").unwrap_or(1),
            number("/status/updatedReplicas").unwrap_or(0),
            number("/status/availableReplicas").unwrap_or(0),
        )
    };
    if is_seen && updated >= wanted && ready >= wanted {
        return None;
    }
    // A webhook that refuses pods shows here alone, and pods come back late after it has gone:
    // the controller tries again at ever longer intervals.
    if let Some(Status {
        is_true: true,
        said,
    }) = condition_of(object, "ReplicaFailure")
    {
        return Some(text!("wait-pods-refused", name = name, said = said));
    }
    Some(text!(
        "wait-pods",
        name = name,
        ready = ready.min(updated),
        wanted = wanted
    ))
}

/// What a condition of an object says.
pub(crate) struct Status {
    pub(crate) is_true: bool,
    /// Its message, safe to show.
    pub(crate) said: String,
}

/// The condition of an object of that type.
pub(crate) fn condition_of(object: &Value, name: &str) -> Option<Status> {
    let conditions = object.pointer("/status/conditions")?.as_array()?;
    let text = |condition: &Value, key: &str| {
        condition
            .get(key)
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let condition = conditions
        .iter()
        .find(|condition| text(condition, "type").as_deref() == Some(name))?;
    Some(Status {
        is_true: text(condition, "status").as_deref() == Some("True"),
        said: shown(&text(condition, "message").unwrap_or_default()),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::unready;

    #[test]
    fn a_workload_is_ready_when_its_newest_pods_are() {
        let mut object = json!({"kind": "Deployment",
            "metadata": {"name": "istiod", "generation": 2}, "spec": {"replicas": 2},
            "status": {"observedGeneration": 2, "updatedReplicas": 2, "availableReplicas": 2}});
        assert_eq!(unready(&object), None);
        object["status"]["observedGeneration"] = json!(1);
        assert_eq!(
            unready(&object).map(|text| text.key.to_string()).as_deref(),
            Some("wait-pods")
        );
        object["status"] = json!({"observedGeneration": 2, "updatedReplicas": 0,
            "conditions": [{"type": "ReplicaFailure", "status": "True",
                "message": "failed calling webhook"}]});
        let text = unready(&object).expect("no pod is there");
        assert_eq!(text.key, "wait-pods-refused");
    }
}
