//! The IstioOperator of an east-west gateway, with a name of its own.

use meshwright_catalog::ports;
use meshwright_diag::Value;
use meshwright_model::{Address, NetworkName};
use serde_json::{Map, json};

use super::Installation;
use crate::istio::{EAST_WEST_GATEWAY, EAST_WEST_SELECTOR, GATEWAY_OPERATOR, NETWORK_LABEL};

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
        let data = [ports::STATUS, ports::CROSS_NETWORK];
        let control = [ports::ISTIOD, ports::WEBHOOK];
        let control = if self.exposes_istiod {
            control.as_slice()
        } else {
            &[]
        };
        let mut entries = Vec::with_capacity(4);
        for port in data.iter().chain(control) {
            let mut entry = json!({
                "name": port.name, "port": port.number, "targetPort": port.number,
            });
            if let (GatewayService::NodePort(node_port), true, Some(entry)) = (
                &self.service,
                *port == ports::CROSS_NETWORK,
                entry.as_object_mut(),
            ) {
                entry.insert("nodePort".into(), json!(node_port));
            }
            entries.push(entry);
        }
        service.insert("ports".into(), Value::Array(entries));
        Value::Object(service)
    }
}
