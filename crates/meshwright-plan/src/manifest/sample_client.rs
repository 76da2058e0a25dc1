//! The namespace of the samples and their client, the same in every cluster of a revision.

use meshwright_diag::Value;
use meshwright_model::{DataPlane, Revision};
use serde_json::json;

use super::Namespace;
use crate::istio::{DATA_PLANE_LABEL, INJECTION_LABEL, REVISION_LABEL, SAMPLE_NAMESPACE};

/// The namespace of the samples and their client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleClient {
    /// How the namespace's pods join the mesh.
    pub data_plane: DataPlane,
    /// The revision that injects; `None` for the default one.
    pub revision: Option<Revision>,
    /// The client's image.
    pub image: String,
}

impl SampleClient {
    pub(crate) fn documents(&self) -> Vec<Value> {
        let label = match &self.revision {
            _ if self.data_plane == DataPlane::Ambient => {
                (DATA_PLANE_LABEL.to_owned(), "ambient".to_owned())
            }
            None => (INJECTION_LABEL.to_owned(), "enabled".to_owned()),
            Some(revision) => (REVISION_LABEL.to_owned(), revision.to_string()),
        };
        let namespace = Namespace {
            name: SAMPLE_NAMESPACE.to_owned(),
            labels: vec![label],
            annotations: Vec::new(),
        };
        let labels = json!({"app": "curl"});
        vec![
            namespace.document(),
            json!({
                "apiVersion": "apps/v1",
                "kind": "Deployment",
                "metadata": {"name": "curl", "namespace": SAMPLE_NAMESPACE, "labels": labels},
                "spec": {
                    "replicas": 1,
                    "selector": {"matchLabels": labels},
                    "template": {
                        "metadata": {"labels": labels},
                        "spec": {
                            "terminationGracePeriodSeconds": 0,
                            "containers": [{
                                "name": "curl",
                                "image": self.image,
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
