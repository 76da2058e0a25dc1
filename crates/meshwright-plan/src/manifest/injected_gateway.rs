//! An east-west gateway as plain objects, whose proxy istiod injects.
//!
//! Labels, variables and ports are those that Istio's own chart gives a network gateway.

use meshwright_diag::Value;
use serde_json::{Map, json};

use super::EastWestGateway;
use crate::istio::{EAST_WEST_GATEWAY, EAST_WEST_SELECTOR, NETWORK_LABEL, REVISION_LABEL};

impl EastWestGateway {
    /// ServiceAccount, Role, RoleBinding, Deployment, Service, HorizontalPodAutoscaler, and a
    /// PodDisruptionBudget where there is more than one pod.
    pub(crate) fn objects(&self) -> Vec<Value> {
        let mut objects = vec![
            self.object("v1", "ServiceAccount", json!({})),
            self.object(
                "rbac.authorization.k8s.io/v1",
                "Role",
                json!({"rules": [
                    {"apiGroups": [""], "resources": ["secrets"], "verbs": ["get", "watch", "list"]}
                ]}),
            ),
            self.object(
                "rbac.authorization.k8s.io/v1",
                "RoleBinding",
                json!({
                    "roleRef": {
                        "apiGroup": "rbac.authorization.k8s.io",
                        "kind": "Role",
                        "name": EAST_WEST_GATEWAY,
                    },
                    "subjects": [{
                        "kind": "ServiceAccount",
                        "name": EAST_WEST_GATEWAY,
                        "namespace": self.namespace,
                    }],
                }),
            ),
            self.object("apps/v1", "Deployment", json!({"spec": self.deployment()})),
            self.service_object(),
            self.object(
                "autoscaling/v2",
                "HorizontalPodAutoscaler",
                json!({"spec": {
                    "scaleTargetRef": {
                        "apiVersion": "apps/v1",
                        "kind": "Deployment",
                        "name": EAST_WEST_GATEWAY,
                    },
                    "minReplicas": self.replicas,
                    "maxReplicas": self.replicas.max(5),
                    "metrics": [{
                        "type": "Resource",
                        "resource": {
                            "name": "cpu",
                            "target": {"type": "Utilization", "averageUtilization": 80},
                        },
                    }],
                }}),
            ),
        ];
        // With one pod, a budget of one would keep its node from ever being drained.
        if self.replicas > 1 {
            objects.push(self.object(
                "policy/v1",
                "PodDisruptionBudget",
                json!({"spec": {
                    "minAvailable": 1,
                    "selector": {"matchLabels": selector()},
                }}),
            ));
        }
        objects
    }

    fn service_object(&self) -> Value {
        let mut spec = self.service();
        if let Value::Object(spec) = &mut spec {
            spec.insert("selector".into(), selector());
        }
        let mut service = self.object("v1", "Service", json!({"spec": spec}));
        if !self.annotations.is_empty() {
            let annotations: Map<_, _> = self
                .annotations
                .iter()
                .map(|(name, value)| (name.clone(), json!(value)))
                .collect();
            if let Some(metadata) = service["metadata"].as_object_mut() {
                metadata.insert("annotations".into(), Value::Object(annotations));
            }
        }
        service
    }

    fn deployment(&self) -> Value {
        let revision = self.installation.revision.as_ref();
        let mut labels = Map::new();
        if let Value::Object(selector) = selector() {
            labels.extend(selector);
        }
        labels.insert(NETWORK_LABEL.into(), json!(self.network.as_str()));
        labels.insert("sidecar.istio.io/inject".into(), json!("true"));
        if let Some(revision) = revision {
            labels.insert(REVISION_LABEL.into(), json!(revision.as_str()));
        }
        let template = self.injection_template.as_deref().unwrap_or("gateway");
        let env: Vec<Value> = self
            .env()
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        json!({
            "selector": {"matchLabels": selector()},
            "template": {
                "metadata": {
                    "annotations": {
                        "inject.istio.io/templates": template,
                        "prometheus.io/path": "/stats/prometheus",
                        "prometheus.io/port": "15020",
                        "prometheus.io/scrape": "true",
                    },
                    "labels": labels,
                },
                "spec": {
                    "serviceAccountName": EAST_WEST_GATEWAY,
                    "containers": [{
                        "name": "istio-proxy",
                        // istiod puts its own image here.
                        "image": "auto",
                        "env": env,
                        "ports": [{
                            "name": "http-envoy-prom",
                            "containerPort": 15090,
                            "protocol": "TCP",
                        }],
                        "resources": {
                            "requests": {"cpu": "100m", "memory": "128Mi"},
                            "limits": {"cpu": "2000m", "memory": "1024Mi"},
                        },
                        "securityContext": {
                            "allowPrivilegeEscalation": false,
                            "capabilities": {"drop": ["ALL"]},
                            "privileged": false,
                            "readOnlyRootFilesystem": true,
                            "runAsNonRoot": true,
                        },
                    }],
                },
            },
        })
    }

    /// An object of the gateway: all of them have its name, its namespace and its labels.
    fn object(&self, api: &str, kind: &str, rest: Value) -> Value {
        let mut labels = Map::new();
        if let Value::Object(selector) = selector() {
            labels.extend(selector);
        }
        labels.extend(self.network_labels());
        let mut object = json!({
            "apiVersion": api,
            "kind": kind,
            "metadata": {
                "name": EAST_WEST_GATEWAY,
                "namespace": self.namespace,
                "labels": labels,
            },
        });
        if let (Value::Object(object), Value::Object(rest)) = (&mut object, rest) {
            object.extend(rest);
        }
        object
    }
}

fn selector() -> Value {
    json!({"app": EAST_WEST_GATEWAY, "istio": EAST_WEST_SELECTOR})
}
