//! A cluster's sample server, which says in which cluster it is.

use meshwright_diag::Value;
use meshwright_model::ClusterName;
use serde_json::json;

use crate::istio::SAMPLE_NAMESPACE;

/// The sample server of a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The cluster; its name is the version that the server answers with.
    pub cluster: ClusterName,
    /// The server's image.
    pub image: String,
}

impl Sample {
    /// The server's Deployment.
    pub fn server(&self) -> String {
        format!("helloworld-{}", self.cluster)
    }

    pub(crate) fn document(&self) -> Value {
        let version = self.cluster.as_str();
        let labels = json!({"app": "helloworld", "version": version});
        json!({
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": {
                "name": self.server(),
                "namespace": SAMPLE_NAMESPACE,
                "labels": labels,
            },
            "spec": {
                "replicas": 1,
                "selector": {"matchLabels": labels},
                "template": {
                    "metadata": {"labels": labels},
                    "spec": {"containers": [{
                        "name": "helloworld",
                        "image": self.image,
                        "imagePullPolicy": "IfNotPresent",
                        "env": [{"name": "SERVICE_VERSION", "value": version}],
                        "ports": [{"containerPort": 5000}],
                        "resources": {"requests": {"cpu": "50m"}},
                    }]},
                },
            },
        })
    }
}
