//! The IstioOperator of an east-west gateway, with a name of its own.

use meshwright_diag::Value;
use meshwright_model::{Address, NetworkName};
use serde_json::{Map, json};

use super::Installation;
use crate::istio::{
    EAST_WEST_GATEWAY, EAST_WEST_SELECTOR, GATEWAY_OPERATOR, NETWORK_LABEL, STATUS_PORT, TLS_PORT,
    WEBHOOK_PORT, XDS_PORT,
};

/// The IstioOperator of an east-west gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EastWestGatewayOperator {
    /// The network that it leads into.
    pub network: NetworkName,
    /// Its revision, which is that of the istiod that serves it, and its images.
    pub installation: Installation,
    /// The variable that limits its endpoints to its own network; `None` where there is none.
    pub network_view_env: Option<String>,
    /// The injection template; `None` where the pod is not injected.
    pub injection_template: Option<String>,
    /// Its Service.
    pub service: GatewayService,
    /// Whether remotes reach istiod through it, on 15012 and 15017.
    pub exposes_istiod: bool,
    /// Pods at least.
    pub replicas: u32,
    /// Annotations of the Service, in order.
    pub annotations: Vec<(String, String)>,
    /// Who may connect; empty for everyone.
    pub source_ranges: Vec<String>,
}

/// How the gateway's Service is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GatewayService {
    /// Type LoadBalancer.
    LoadBalancer,
    /// Type ClusterIP with `externalIPs`.
    ExternalIps(Vec<Address>),
    /// Type NodePort; the node port of the data path.
    NodePort(u16),
}

impl EastWestGatewayOperator {
    pub(crate) fn document(&self) -> Value {
        let mut spec = Map::new();
        let network = self.network.as_str();
        let gateway = json!({
            "name": EAST_WEST_GATEWAY,
            "enabled": true,
            "label": {
                "istio": EAST_WEST_SELECTOR,
                "app": EAST_WEST_GATEWAY,
                NETWORK_LABEL: network,
            },
            "k8s": self.kubernetes(),
        });
        spec.insert("components".into(), json!({"ingressGateways": [gateway]}));

        let mut chart = Map::new();
        if let Some(template) = &self.injection_template {
            chart.insert("injectionTemplate".into(), json!(template));
        }
        chart.insert("autoscaleMin".into(), json!(self.replicas));
        chart.insert("autoscaleMax".into(), json!(self.replicas.max(5)));
        spec.insert(
            "values".into(),
            json!({
                "gateways": {"istio-ingressgateway": chart},
                "global": {"network": network},
            }),
        );
        self.installation.operator(GATEWAY_OPERATOR, "empty", spec)
    }

    fn kubernetes(&self) -> Value {
        let mut k8s = Map::new();
        if let Some(name) = &self.network_view_env {
            let value = self.network.as_str();
            k8s.insert("env".into(), json!([{"name": name, "value": value}]));
        }
        if !self.annotations.is_empty() {
            let map: Map<_, _> = self
                .annotations
                .iter()
                .map(|(name, value)| (name.clone(), json!(value)))
                .collect();
            k8s.insert("serviceAnnotations".into(), Value::Object(map));
        }
        k8s.insert("service".into(), self.service());
        Value::Object(k8s)
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
        // The status port comes first: load balancers probe the first one.
        let mut ports =
            vec![json!({"name": "status-port", "port": STATUS_PORT, "targetPort": STATUS_PORT})];
        let mut tls = json!({"name": "tls", "port": TLS_PORT, "targetPort": TLS_PORT});
        if let (GatewayService::NodePort(port), Some(tls)) = (&self.service, tls.as_object_mut()) {
            tls.insert("nodePort".into(), json!(port));
        }
        ports.push(tls);
        if self.exposes_istiod {
            ports.push(json!({"name": "tls-istiod", "port": XDS_PORT, "targetPort": XDS_PORT}));
            ports.push(
                json!({"name": "tls-webhook", "port": WEBHOOK_PORT, "targetPort": WEBHOOK_PORT}),
            );
        }
        service.insert("ports".into(), Value::Array(ports));
        Value::Object(service)
    }
}
