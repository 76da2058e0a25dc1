//! The front gateway of an external cluster, and the Istio of its own that serves it.
//!
//! The gateway is the door to the external istiod: remotes connect to 15012 and 15017 of it. An
//! ordinary ingress gateway in `istio-system`, served by an ordinary istiod beside it, which has
//! nothing to do with the mesh. Its address is that of the mesh's control plane.

use meshwright_catalog::ports::{ISTIOD, STATUS, WEBHOOK};
use meshwright_diag::Value;
use meshwright_model::{Address, ClusterDomain};
use serde_json::{Map, json};

use super::helm_values::{chart_platform, images};
use super::istio_operator::operator;
use super::merge::{merge, set};
use super::{GatewayService, Installation};
use crate::istio::{FRONT_GATEWAY, FRONT_OPERATOR, FRONT_SELECTOR, SYSTEM_NAMESPACE};

/// The front gateway of an external cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontGateway {
    /// Images; never a revision.
    pub installation: Installation,
    /// The cluster's DNS domain.
    pub cluster_domain: ClusterDomain,
    /// Its Service.
    pub service: GatewayService,
    /// The platform that chooses the user of its pods; `None` for Istio's own user.
    pub platform: Option<&'static str>,
    /// Whether the chart `gateway` takes the platform by name.
    pub takes_platform: bool,
    /// Pods at least.
    pub replicas: u32,
    /// Annotations of the Service, in order.
    pub annotations: Vec<(String, String)>,
    /// Who may connect; empty for everyone.
    pub source_ranges: Vec<String>,
}

/// The Sail operator's resource for the istiod beside the front gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontIstio {
    /// Its API version.
    pub api: String,
    /// Its name.
    pub name: String,
    /// Istio's version with a `v`.
    pub version: String,
    /// The gateway that it serves.
    pub gateway: FrontGateway,
}

impl FrontIstio {
    pub(crate) fn document(&self) -> Value {
        let mut spec = Map::new();
        spec.insert("version".into(), json!(self.version));
        spec.insert("namespace".into(), json!(SYSTEM_NAMESPACE));
        spec.insert("updateStrategy".into(), json!({"type": "InPlace"}));
        let values = self.gateway.istiod_chart_values();
        if values.as_object().is_some_and(|values| !values.is_empty()) {
            spec.insert("values".into(), values);
        }
        json!({
            "apiVersion": self.api,
            "kind": "Istio",
            "metadata": {"name": self.name},
            "spec": spec,
        })
    }
}

impl FrontGateway {
    /// The IstioOperator of the gateway and its istiod, with a name of its own.
    pub(crate) fn operator(&self) -> Value {
        let mut k8s = Map::new();
        if !self.annotations.is_empty() {
            k8s.insert("serviceAnnotations".into(), self.annotations());
        }
        k8s.insert("service".into(), self.service());
        let mut spec = Map::new();
        spec.insert(
            "components".into(),
            json!({"ingressGateways": [{"name": FRONT_GATEWAY, "enabled": true, "k8s": k8s}]}),
        );
        let mut values = self.istiod_values();
        let chart = json!({
            "autoscaleMin": self.replicas,
            "autoscaleMax": self.replicas.max(5),
        });
        set(&mut values, "gateways.istio-ingressgateway", chart);
        spec.insert("values".into(), values);
        operator(
            FRONT_OPERATOR,
            SYSTEM_NAMESPACE,
            Some("default"),
            &self.installation,
            spec,
        )
    }

    /// The values of the chart `istiod` for the istiod beside the gateway.
    pub(crate) fn istiod_chart_values(&self) -> Value {
        let mut values = json!({});
        images(&mut values, &self.installation);
        merge(&mut values, &self.istiod_values());
        values
    }

    fn istiod_values(&self) -> Value {
        let mut values = json!({});
        if self.cluster_domain.as_str() != "cluster.local" {
            let domain = json!(self.cluster_domain.as_str());
            set(&mut values, "global.proxy.clusterDomain", domain);
        }
        if let Some(platform) = self.platform {
            set(&mut values, "global.platform", json!(platform));
        }
        values
    }

    /// The values of the chart `gateway`.
    pub(crate) fn gateway_values(&self) -> Value {
        let mut service = self.service();
        if let (false, Some(service)) = (self.annotations.is_empty(), service.as_object_mut()) {
            service.insert("annotations".into(), self.annotations());
        }
        let mut values = json!({"service": service});
        let platform = chart_platform(self.platform, self.takes_platform);
        merge(&mut values, &Value::Object(platform));
        let autoscaling =
            json!({"minReplicas": self.replicas, "maxReplicas": self.replicas.max(5)});
        set(&mut values, "autoscaling", autoscaling);
        values
    }

    /// The gateway as plain objects, whose proxy istiod injects.
    pub(crate) fn objects(&self) -> Vec<Value> {
        let account = json!([{
            "kind": "ServiceAccount", "name": FRONT_GATEWAY, "namespace": SYSTEM_NAMESPACE,
        }]);
        let role = json!({
            "apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": FRONT_GATEWAY,
        });
        let mut labels = selector();
        if let Some(labels) = labels.as_object_mut() {
            labels.insert("sidecar.istio.io/inject".into(), json!("true"));
        }
        let mut service = self.service();
        if let Some(service) = service.as_object_mut() {
            service.insert("selector".into(), selector());
        }
        let mut service = object("v1", "Service", json!({"spec": service}));
        if let (false, Some(metadata)) = (
            self.annotations.is_empty(),
            service["metadata"].as_object_mut(),
        ) {
            metadata.insert("annotations".into(), self.annotations());
        }
        vec![
            object("v1", "ServiceAccount", json!({})),
            // It reads the certificate that it shows.
            object(
                "rbac.authorization.k8s.io/v1",
                "Role",
                json!({"rules": [
                    {"apiGroups": [""], "resources": ["secrets"], "verbs": ["get", "watch", "list"]}
                ]}),
            ),
            object(
                "rbac.authorization.k8s.io/v1",
                "RoleBinding",
                json!({"roleRef": role, "subjects": account}),
            ),
            object(
                "apps/v1",
                "Deployment",
                json!({"spec": {
                    "replicas": self.replicas,
                    "selector": {"matchLabels": selector()},
                    "template": {
                        "metadata": {
                            "annotations": {"inject.istio.io/templates": "gateway"},
                            "labels": labels,
                        },
                        "spec": {
                            "serviceAccountName": FRONT_GATEWAY,
                            // istiod puts its own image here.
                            "containers": [{"name": "istio-proxy", "image": "auto"}],
                        },
                    },
                }}),
            ),
            service,
        ]
    }

    fn annotations(&self) -> Value {
        self.annotations
            .iter()
            .map(|(name, value)| (name.clone(), json!(value)))
            .collect()
    }

    fn service(&self) -> Value {
        let mut service = Map::new();
        match &self.service {
            GatewayService::LoadBalancer => {
                service.insert("type".into(), json!("LoadBalancer"));
            }
            GatewayService::ExternalIps(addresses) => {
                let addresses: Vec<String> = addresses.iter().map(Address::to_string).collect();
                service.insert("type".into(), json!("ClusterIP"));
                service.insert("externalIPs".into(), json!(addresses));
            }
            GatewayService::NodePort(_) => {
                service.insert("type".into(), json!("NodePort"));
            }
        }
        if !self.source_ranges.is_empty() {
            service.insert("loadBalancerSourceRanges".into(), json!(self.source_ranges));
        }
        // The status port comes first: load balancers probe the first one. The names are those
        // of Istio's guide.
        let ports = [
            (STATUS, STATUS.name),
            (ISTIOD, "tls-xds"),
            (WEBHOOK, "tls-webhook"),
        ]
        .map(|(port, name)| json!({"name": name, "port": port.number, "targetPort": port.number}));
        service.insert("ports".into(), json!(ports));
        Value::Object(service)
    }
}

/// An object of the gateway: all of them have its name, its namespace and its labels.
fn object(api: &str, kind: &str, rest: Value) -> Value {
    let mut object = json!({
        "apiVersion": api,
        "kind": kind,
        "metadata": {
            "name": FRONT_GATEWAY,
            "namespace": SYSTEM_NAMESPACE,
            "labels": selector(),
        },
    });
    if let (Value::Object(object), Value::Object(rest)) = (&mut object, rest) {
        object.extend(rest);
    }
    object
}

fn selector() -> Value {
    json!({"app": FRONT_GATEWAY, "istio": FRONT_SELECTOR})
}
