//! What an east-west gateway is to be, whatever installs it; and its IstioOperator.

use meshwright_catalog::ports;
use meshwright_diag::Value;
use meshwright_model::{Address, ClusterName, MeshId, NetworkName};
use serde_json::{Map, json};

use super::Installation;
use super::istio_operator::operator;
use super::merge::{merge, set, without_budgets};
use crate::istio::{
    EAST_WEST_GATEWAY, EAST_WEST_SELECTOR, GATEWAY_OPERATOR, GATEWAY_PORT_LABEL, NETWORK_LABEL,
    SYSTEM_NAMESPACE,
};

/// An east-west gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EastWestGateway {
    /// The cluster's name.
    pub cluster: ClusterName,
    /// The network that it leads into.
    pub network: NetworkName,
    /// The mesh's id.
    pub mesh_id: MeshId,
    /// Where it is installed.
    pub namespace: &'static str,
    /// Its revision, which is that of the istiod that serves it, and its images.
    pub installation: Installation,
    /// The variable that makes it route by server name, and its value; `None` where istiod sees
    /// that by itself.
    pub router_mode_env: Option<String>,
    /// The keys below `values.global` that its IstioOperator sets.
    pub global_values: Vec<String>,
    /// The variable that limits its endpoints to its own network; `None` where there is none.
    pub network_view_env: Option<String>,
    /// The injection template; `None` where the pod is not injected.
    pub injection_template: Option<String>,
    /// Its Service.
    pub service: GatewayService,
    /// The Service's port of the data path, 15443 unless changed; a Service of node ports has
    /// 15443 in any case.
    pub port: u16,
    /// Whether remotes reach istiod through it, on 15012 and 15017.
    pub exposes_istiod: bool,
    /// The platform that chooses the user of its pods; `None` for Istio's own user.
    pub platform: Option<&'static str>,
    /// Whether the chart `gateway` takes the platform by name.
    pub takes_platform: bool,
    /// Whether its IstioOperator asks for a PodDisruptionBudget, as it does by itself.
    pub has_budget: bool,
    /// Pods at least.
    pub replicas: u32,
    /// Annotations of the Service, in order.
    pub annotations: Vec<(String, String)>,
    /// Who may connect to its load balancer; empty for everyone.
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

impl EastWestGateway {
    /// Its IstioOperator, with a name of its own.
    pub(crate) fn operator(&self) -> Value {
        let mut spec = Map::new();
        let network = self.network.as_str();
        let mut labels = json!({"istio": EAST_WEST_SELECTOR, "app": EAST_WEST_GATEWAY});
        merge(&mut labels, &Value::Object(self.network_labels()));
        let gateway = json!({
            "name": EAST_WEST_GATEWAY,
            "enabled": true,
            "label": labels,
            "k8s": self.kubernetes(),
        });
        spec.insert("components".into(), json!({"ingressGateways": [gateway]}));

        let mut chart = Map::new();
        if let Some(template) = &self.injection_template {
            chart.insert("injectionTemplate".into(), json!(template));
        }
        chart.insert("autoscaleMin".into(), json!(self.replicas));
        chart.insert("autoscaleMax".into(), json!(self.replicas.max(5)));
        let mut values = json!({"gateways": {"istio-ingressgateway": chart}});
        for key in &self.global_values {
            let value = match key.as_str() {
                "meshID" => self.mesh_id.as_str(),
                "multiCluster.clusterName" => self.cluster.as_str(),
                _ => network,
            };
            set(&mut values, &format!("global.{key}"), json!(value));
        }
        if self.namespace != SYSTEM_NAMESPACE {
            let namespace = json!(self.namespace);
            set(&mut values, "global.istioNamespace", namespace);
        }
        if let Some(platform) = self.platform {
            set(&mut values, "global.platform", json!(platform));
        }
        if !self.has_budget {
            without_budgets(&mut values);
        }
        spec.insert("values".into(), values);
        operator(
            GATEWAY_OPERATOR,
            self.namespace,
            Some("empty"),
            &self.installation,
            spec,
        )
    }

    fn kubernetes(&self) -> Value {
        let mut k8s = Map::new();
        let env: Vec<Value> = self
            .env()
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        if !env.is_empty() {
            k8s.insert("env".into(), Value::Array(env));
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

    /// The labels that make its Service a gateway of its network.
    pub(super) fn network_labels(&self) -> Map<String, Value> {
        let mut labels = Map::new();
        labels.insert(NETWORK_LABEL.into(), json!(self.network.as_str()));
        let port = self.service_port();
        if port != ports::CROSS_NETWORK.number {
            labels.insert(GATEWAY_PORT_LABEL.into(), json!(port.to_string()));
        }
        labels
    }

    /// The Service's port of the data path.
    const fn service_port(&self) -> u16 {
        match self.service {
            // Callers see the node port; the Service's own port stays.
            GatewayService::NodePort(_) => ports::CROSS_NETWORK.number,
            GatewayService::LoadBalancer | GatewayService::ExternalIps(_) => self.port,
        }
    }

    /// The environment of its proxies, in order.
    pub(super) fn env(&self) -> impl Iterator<Item = (&str, &str)> {
        let mode = self
            .router_mode_env
            .as_deref()
            .map(|name| (name, "sni-dnat"));
        let view = self.network_view_env.as_deref();
        mode.into_iter()
            .chain(view.map(|name| (name, self.network.as_str())))
    }

    pub(super) fn service(&self) -> Value {
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
        // An API server refuses them on Services of other types.
        if self.service == GatewayService::LoadBalancer && !self.source_ranges.is_empty() {
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
            let number = if *port == ports::CROSS_NETWORK {
                self.service_port()
            } else {
                port.number
            };
            let mut entry = json!({
                "name": port.name, "port": number, "targetPort": port.number,
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
