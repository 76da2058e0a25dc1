//! A cluster's sample workloads: a server that says which cluster it is in, and a client.

use meshwright_diag::Value;
use meshwright_model::{ClusterName, Revision};
use serde_json::json;

use super::Namespace;
use crate::istio::{INJECTION_LABEL, REVISION_LABEL, SAMPLE_NAMESPACE};

/// The sample workloads of a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The cluster; its name is the version that the server answers with.
    pub cluster: ClusterName,
    /// The revision that injects; `None` for the default one.
    pub revision: Option<Revision>,
    /// The server's image.
    pub server_image: String,
    /// The client's image.
    pub client_image: String,
}

impl Sample {
    /// The server's Deployment.
    pub fn server(&self) -> String {
        format!("helloworld-{}", self.cluster)
    }

    pub(crate) fn documents(&self) -> Vec<Value> {
        let label = match &self.revision {
            None => (INJECTION_LABEL.to_owned(), "enabled".to_owned()),
            Some(revision) => (REVISION_LABEL.to_owned(), revision.to_string()),
        };
        let namespace = Namespace {
            name: SAMPLE_NAMESPACE.to_owned(),
            labels: vec![label],
            annotations: Vec::new(),
        };
        let version = self.cluster.as_str();
        let server_labels = json!({"app": "helloworld", "version": version});
        let client_labels = json!({"app": "curl"});
        vec![
            namespace.document(),
            json!({
                "apiVersion": "apps/v1",
                "kind": "Deployment",
                "metadata": {
                    "name": self.server(),
                    "namespace": SAMPLE_NAMESPACE,
                    "labels": server_labels,
                },
                "spec": {
                    "replicas": 1,
                    "selector": {"matchLabels": server_labels},
                    "template": {
                        "metadata": {"labels": server_labels},
                        "spec": {"containers": [{
                            "name": "helloworld",
                            "image": self.server_image,
                            "imagePullPolicy": "IfNotPresent",
                            "env": [{"name": "SERVICE_VERSION", "value": version}],
                            "ports": [{"containerPort": 5000}],
                            "resources": {"requests": {"cpu": "50m"}},
                        }]},
                    },
                },
            }),
            json!({
                "apiVersion": "apps/v1",
                "kind": "Deployment",
                "metadata": {
                    "name": "curl",
                    "namespace": SAMPLE_NAMESPACE,
                    "labels": client_labels,
                },
                "spec": {
                    "replicas": 1,
                    "selector": {"matchLabels": client_labels},
                    "template": {
                        "metadata": {"labels": client_labels},
                        "spec": {
                            "terminationGracePeriodSeconds": 0,
                            "containers": [{
                                "name": "curl",
                                "image": self.client_image,
                                "imagePullPolicy": "IfNotPresent",
                                "command": ["/bin/sleep", "infinity"],
                            }],
                        },
                    },
                },
            }),
        ]
    }
}
