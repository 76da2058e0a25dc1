//! The Gateway and VirtualService through which remotes reach istiod: 15012 and 15017.

use meshwright_catalog::ports::{HTTPS, ISTIOD, WEBHOOK};
use meshwright_diag::Value;
use meshwright_model::{ClusterDomain, Revision};
use serde_json::json;

use crate::istio::{EAST_WEST_SELECTOR, SYSTEM_NAMESPACE, istiod};

/// The port of istiod's Service that leads to its webhooks.
const WEBHOOK_SERVICE_PORT: u16 = HTTPS.number;

/// `istiod-gateway` and the VirtualService behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExposeIstiod {
    /// The API version of `networking.istio.io`.
    pub api_version: String,
    /// The revision; with one, requests are told apart by SNI, so that revisions can coexist.
    pub revision: Option<Revision>,
    /// The cluster's DNS domain.
    pub cluster_domain: ClusterDomain,
}

impl ExposeIstiod {
    pub(crate) fn documents(&self) -> Vec<Value> {
        let service = istiod(self.revision.as_ref());
        let short = format!("{service}.{SYSTEM_NAMESPACE}.svc");
        let host = format!("{short}.{}", self.cluster_domain);
        let sni = match self.revision {
            None => json!(["*"]),
            Some(_) => json!([short, host]),
        };
        let name = match &self.revision {
            None => "istiod-vs".to_owned(),
            Some(revision) => format!("istiod-vs-{revision}"),
        };
        let server = |port: u16, name: &str| {
            json!({
                "port": {"number": port, "name": name, "protocol": "TLS"},
                "tls": {"mode": "PASSTHROUGH"},
                "hosts": ["*"],
            })
        };
        let route = |port: u16, target: u16| {
            json!({
                "match": [{"port": port, "sniHosts": sni}],
                "route": [{"destination": {"host": host, "port": {"number": target}}}],
            })
        };
        vec![
            json!({
                "apiVersion": self.api_version,
                "kind": "Gateway",
                "metadata": {"name": "istiod-gateway", "namespace": SYSTEM_NAMESPACE},
                "spec": {
                    "selector": {"istio": EAST_WEST_SELECTOR},
                    "servers": [
                        server(ISTIOD.number, "tls-istiod"),
                        server(WEBHOOK.number, "tls-istiodwebhook"),
                    ],
                },
            }),
            json!({
                "apiVersion": self.api_version,
                "kind": "VirtualService",
                "metadata": {"name": name, "namespace": SYSTEM_NAMESPACE},
                "spec": {
                    "hosts": ["*"],
                    "gateways": ["istiod-gateway"],
                    "tls": [
                        route(ISTIOD.number, ISTIOD.number),
                        route(WEBHOOK.number, WEBHOOK_SERVICE_PORT),
                    ],
                },
            }),
        ]
    }
}
