//! The ambient east-west gateway: a Gateway of the Gateway API that ends tunnels on 15008.
//!
//! istiod makes its Deployment and Service, with the Gateway's own name, from the Gateway's
//! labels. `spec.infrastructure.labels` would replace those, and with them the network label that
//! makes it a gateway, so labels stand in the metadata alone.

use std::net::IpAddr;

use meshwright_catalog::ports::HBONE;
use meshwright_diag::Value;
use meshwright_model::{NetworkName, Revision, yaml};
use serde_json::{Map, json};

use crate::istio::{NETWORK_LABEL, REVISION_LABEL};

/// An ambient east-west gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmbientGateway {
    /// The API version of the Gateway, that of the release's own script.
    pub api_version: String,
    /// The GatewayClass.
    pub class: String,
    /// Its name, and that of its Deployment and Service.
    pub name: &'static str,
    /// Where it is.
    pub namespace: &'static str,
    /// The network that it leads into.
    pub network: NetworkName,
    /// The revision of the istiod that runs it; `None` for the default one.
    pub revision: Option<Revision>,
    /// The address that its load balancer is to have; `None` to learn one.
    pub address: Option<IpAddr>,
    /// Annotations of the Service, in order.
    pub annotations: Vec<(String, String)>,
    /// Who may connect; empty for everyone.
    pub source_ranges: Vec<String>,
    /// Its pods.
    pub replicas: u32,
}

impl AmbientGateway {
    /// The ConfigMap with what a Gateway has no field for.
    fn options_name(&self) -> String {
        format!("{}-options", self.name)
    }

    pub(crate) fn documents(&self) -> Vec<Value> {
        vec![self.options(), self.gateway()]
    }

    fn options(&self) -> Value {
        let text = |spec: Value| yaml::write_documents([json!({"spec": spec})]);
        let mut data = Map::new();
        let deployment = text(json!({"replicas": self.replicas}));
        data.insert("deployment".into(), json!(deployment));
        if !self.source_ranges.is_empty() {
            let service = text(json!({"loadBalancerSourceRanges": self.source_ranges}));
            data.insert("service".into(), json!(service));
        }
        json!({
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": self.options_name(), "namespace": self.namespace},
            "data": data,
        })
    }

    fn gateway(&self) -> Value {
        let mut labels = Map::new();
        labels.insert(NETWORK_LABEL.into(), json!(self.network.as_str()));
        if let Some(revision) = &self.revision {
            labels.insert(REVISION_LABEL.into(), json!(revision.as_str()));
        }
        let mut infrastructure = Map::new();
        if !self.annotations.is_empty() {
            let map: Map<_, _> = self
                .annotations
                .iter()
                .map(|(name, value)| (name.clone(), json!(value)))
                .collect();
            infrastructure.insert("annotations".into(), Value::Object(map));
        }
        let options = json!({"group": "", "kind": "ConfigMap", "name": self.options_name()});
        infrastructure.insert("parametersRef".into(), options);
        let mut spec = Map::new();
        spec.insert("gatewayClassName".into(), json!(self.class));
        if let Some(address) = self.address {
            let address = json!({"type": "IPAddress", "value": address.to_string()});
            spec.insert("addresses".into(), json!([address]));
        }
        spec.insert("infrastructure".into(), Value::Object(infrastructure));
        let tunnels = json!([{
            "name": "mesh",
            "port": HBONE.number,
            "protocol": "HBONE",
            "tls": {
                "mode": "Terminate",
                "options": {"gateway.istio.io/tls-terminate-mode": "ISTIO_MUTUAL"},
            },
        }]);
        spec.insert("listeners".into(), tunnels);
        json!({
            "apiVersion": self.api_version,
            "kind": "Gateway",
            "metadata": {"name": self.name, "namespace": self.namespace, "labels": labels},
            "spec": spec,
        })
    }
}
