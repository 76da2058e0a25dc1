//! The Gateway and VirtualService through which remotes reach istiod: 15012 and 15017.
//!
//! Proxies ask for istiod by the name of its Service and know its certificate by the mesh's root,
//! so 15012 is passed through whatever address they dial. The webhook on 15017 is called by API
//! servers. Where they call it by a host name, either istiod's own certificate has that name, or
//! the gateway shows another one and calls istiod itself.

use meshwright_catalog::ports::{HTTPS, ISTIOD, WEBHOOK};
use meshwright_diag::Value;
use meshwright_model::{ClusterDomain, Revision, SecretName};
use serde_json::json;

use crate::istio::{EAST_WEST_SELECTOR, istiod};

/// The port of istiod's Service that leads to its webhooks.
const WEBHOOK_SERVICE_PORT: u16 = HTTPS.number;

/// Where every proxy has the mesh's root.
const ROOT_IN_PROXIES: &str = "/var/run/secrets/istio/root-cert.pem";

/// `istiod-gateway` and the VirtualService behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExposeIstiod {
    /// The API version of `networking.istio.io`.
    pub api_version: String,
    /// The namespace of istiod and of the gateway.
    pub namespace: &'static str,
    /// The revision; with one, requests are told apart by SNI, so that revisions can coexist.
    pub revision: Option<Revision>,
    /// The cluster's DNS domain.
    pub cluster_domain: ClusterDomain,
    /// The host name that API servers call; `None` where they call an IP address.
    pub host_name: Option<String>,
    /// The certificate that the gateway shows; `None` where istiod shows its own.
    pub certificate: Option<IstiodCertificate>,
}

/// The certificate that a gateway shows to callers of istiod's webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IstiodCertificate {
    /// The host name that it is valid for.
    pub host: String,
    /// Its Secret, in the gateway's namespace.
    pub secret: SecretName,
}

impl ExposeIstiod {
    pub(crate) fn documents(&self) -> Vec<Value> {
        let mut documents = vec![self.gateway(), self.virtual_service()];
        if self.certificate.is_some() {
            documents.push(self.destination_rule());
        }
        documents
    }

    /// A name of an object, with the revision.
    fn named(&self, name: &str) -> String {
        match &self.revision {
            None => name.to_owned(),
            Some(revision) => format!("{name}-{revision}"),
        }
    }

    /// The name by which proxies ask for istiod.
    fn short_host(&self) -> String {
        format!("{}.{}.svc", istiod(self.revision.as_ref()), self.namespace)
    }

    fn host(&self) -> String {
        format!("{}.{}", self.short_host(), self.cluster_domain)
    }

    fn gateway(&self) -> Value {
        let passed_through = |port: u16, name: &str| {
            json!({
                "port": {"number": port, "name": name, "protocol": "TLS"},
                "tls": {"mode": "PASSTHROUGH"},
                "hosts": ["*"],
            })
        };
        let webhook = match &self.certificate {
            None => passed_through(WEBHOOK.number, "tls-istiodwebhook"),
            Some(certificate) => json!({
                "port": {
                    "number": WEBHOOK.number, "name": "https-istiodwebhook", "protocol": "HTTPS",
                },
                "tls": {"mode": "SIMPLE", "credentialName": certificate.secret.as_str()},
                "hosts": [certificate.host],
            }),
        };
        json!({
            "apiVersion": self.api_version,
            "kind": "Gateway",
            "metadata": {"name": "istiod-gateway", "namespace": self.namespace},
            "spec": {
                "selector": {"istio": EAST_WEST_SELECTOR},
                "servers": [passed_through(ISTIOD.number, "tls-istiod"), webhook],
            },
        })
    }

    fn virtual_service(&self) -> Value {
        let host = self.host();
        let route = |port: u16| json!([{"destination": {"host": host, "port": {"number": port}}}]);
        let names = |also: Option<&String>| -> Vec<String> {
            if self.revision.is_none() {
                return vec!["*".to_owned()];
            }
            let own = [self.short_host(), host.clone()];
            own.into_iter().chain(also.cloned()).collect()
        };
        let by_name = |port: u16, names: Vec<String>, target: u16| json!({"match": [{"port": port, "sniHosts": names}], "route": route(target)});
        let proxies = by_name(ISTIOD.number, names(None), ISTIOD.number);
        let mut spec = json!({"hosts": ["*"], "gateways": ["istiod-gateway"]});
        if self.certificate.is_some() {
            spec["tls"] = json!([proxies]);
            spec["http"] = json!([
                {"match": [{"port": WEBHOOK.number}], "route": route(WEBHOOK_SERVICE_PORT)}
            ]);
        } else {
            let names = names(self.host_name.as_ref());
            let webhook = by_name(WEBHOOK.number, names, WEBHOOK_SERVICE_PORT);
            spec["tls"] = json!([proxies, webhook]);
        }
        json!({
            "apiVersion": self.api_version,
            "kind": "VirtualService",
            "metadata": {"name": self.named("istiod-vs"), "namespace": self.namespace},
            "spec": spec,
        })
    }

    /// How the gateway itself calls istiod: by TLS, and only an istiod of the mesh.
    fn destination_rule(&self) -> Value {
        let name = self.short_host();
        json!({
            "apiVersion": self.api_version,
            "kind": "DestinationRule",
            "metadata": {"name": self.named("istiod-dr"), "namespace": self.namespace},
            "spec": {
                "host": self.host(),
                "exportTo": ["."],
                "trafficPolicy": {"portLevelSettings": [{
                    "port": {"number": WEBHOOK_SERVICE_PORT},
                    "tls": {
                        "mode": "SIMPLE",
                        "caCertificates": ROOT_IN_PROXIES,
                        "subjectAltNames": [name],
                        "sni": name,
                    },
                }]},
            },
        })
    }
}
