//! What leads from the front gateway of an external cluster to the istiod behind it.

use meshwright_catalog::ports::{HTTPS, ISTIOD, WEBHOOK};
use meshwright_diag::Value;
use meshwright_model::{ClusterDomain, Revision, SecretName};
use serde_json::{Map, json};

use crate::istio::{EXTERNAL_NAMESPACE, FRONT_SELECTOR, istiod};

/// The port of istiod's Service that leads to its webhooks.
const WEBHOOK_SERVICE_PORT: u16 = HTTPS.number;
/// The names of the objects, as in Istio's guide.
const GATEWAY: &str = "external-istiod-gw";
const VIRTUAL_SERVICE: &str = "external-istiod-vs";
const DESTINATION_RULE: &str = "external-istiod-dr";

/// Gateway and VirtualService, and a DestinationRule where TLS ends at the gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalFrontDoor {
    /// The API version of `networking.istio.io`.
    pub api_version: String,
    /// The revision of the istiod behind the door.
    pub revision: Option<Revision>,
    /// The DNS domain of its cluster.
    pub cluster_domain: ClusterDomain,
    /// The host name that remotes dial and the Secret with its certificate; `None` where TLS is
    /// passed on to istiod.
    pub certificate: Option<(String, SecretName)>,
}

impl ExternalFrontDoor {
    pub(crate) fn documents(&self) -> Vec<Value> {
        let host = format!(
            "{}.{EXTERNAL_NAMESPACE}.svc.{}",
            istiod(self.revision.as_ref()),
            self.cluster_domain
        );
        match &self.certificate {
            None => vec![self.passing_gateway(), self.routes(&host, None)],
            Some((name, secret)) => vec![
                self.ending_gateway(name, secret),
                self.routes(&host, Some(name)),
                self.rule(&host),
            ],
        }
    }

    fn ending_gateway(&self, name: &str, secret: &SecretName) -> Value {
        let server = |port: u16, port_name: &str| {
            json!({
                "port": {"number": port, "name": port_name, "protocol": "HTTPS"},
                "tls": {"mode": "SIMPLE", "credentialName": secret.as_str()},
                "hosts": [name],
            })
        };
        let servers = json!([
            server(ISTIOD.number, "https-xds"),
            server(WEBHOOK.number, "https-webhook"),
        ]);
        self.gateway(&servers)
    }

    fn passing_gateway(&self) -> Value {
        let server = |port: u16, port_name: &str| {
            json!({
                "port": {"number": port, "name": port_name, "protocol": "TLS"},
                "tls": {"mode": "PASSTHROUGH"},
                "hosts": ["*"],
            })
        };
        let servers = json!([
            server(ISTIOD.number, "tls-xds"),
            server(WEBHOOK.number, "tls-webhook"),
        ]);
        self.gateway(&servers)
    }

    fn gateway(&self, servers: &Value) -> Value {
        let spec = json!({"selector": {"istio": FRONT_SELECTOR}, "servers": servers});
        self.object("Gateway", GATEWAY, &spec)
    }

    /// The VirtualService: by port alone; as HTTP where TLS for `name` has ended.
    fn routes(&self, host: &str, name: Option<&str>) -> Value {
        let route = |port: u16, target: u16| {
            let mut matching = Map::new();
            matching.insert("port".into(), json!(port));
            if name.is_none() {
                matching.insert("sniHosts".into(), json!(["*"]));
            }
            json!({
                "match": [matching],
                "route": [{"destination": {"host": host, "port": {"number": target}}}],
            })
        };
        let routes = json!([
            route(ISTIOD.number, ISTIOD.number),
            route(WEBHOOK.number, WEBHOOK_SERVICE_PORT),
        ]);
        let mut spec = Map::new();
        spec.insert("hosts".into(), json!([name.unwrap_or("*")]));
        spec.insert("gateways".into(), json!([GATEWAY]));
        let kind = if name.is_some() { "http" } else { "tls" };
        spec.insert(kind.into(), routes);
        self.object("VirtualService", VIRTUAL_SERVICE, &Value::Object(spec))
    }

    /// istiod speaks TLS on both ports, and gRPC on the first.
    fn rule(&self, host: &str) -> Value {
        let spec = json!({
            "host": host,
            "trafficPolicy": {"portLevelSettings": [
                {
                    "port": {"number": ISTIOD.number},
                    "tls": {"mode": "SIMPLE"},
                    "connectionPool": {"http": {"h2UpgradePolicy": "UPGRADE"}},
                },
                {"port": {"number": WEBHOOK_SERVICE_PORT}, "tls": {"mode": "SIMPLE"}},
            ]},
        });
        self.object("DestinationRule", DESTINATION_RULE, &spec)
    }

    fn object(&self, kind: &str, name: &str, spec: &Value) -> Value {
        json!({
            "apiVersion": self.api_version,
            "kind": kind,
            "metadata": {"name": name, "namespace": EXTERNAL_NAMESPACE},
            "spec": spec,
        })
    }
}
