//! The istiod of an external cluster, and what its remotes have of it.
//!
//! Both are roles of a [`super::ControlPlane`]: what is said here is said by every install
//! method, as values; what only an IstioOperator can say is told apart. Fields are those of
//! Istio's guide to external control planes (content/en/docs/setup/install/external-controlplane
//! of istio/istio.io) and of the Sail operator's (docs/deployment-models/multicluster.adoc).

use meshwright_catalog::ports::{ISTIOD, WEBHOOK};
use meshwright_diag::Value;
use meshwright_model::{Address, ClusterName, NetworkName, Revision};
use serde_json::{Map, json};

use super::MeshNetworks;
use super::merge::set;
use crate::Operand;
use crate::istio::{EXTERNAL_NAMESPACE, istiod};

/// Where proxies find the certificates of public authorities, in their own image.
const PUBLIC_ROOTS: &str = "/etc/ssl/certs/ca-certificates.crt";

/// The ConfigMaps that istiod mounts, with the names of their volumes.
const MOUNTED: [(&str, &str, &str); 2] = [
    ("config-volume", "istio", "/etc/istio/config"),
    (
        "inject-volume",
        "istio-sidecar-injector",
        "/var/lib/istio/inject",
    ),
];

/// The istiod that an external cluster runs for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalIstiod {
    /// Where its remotes find it.
    pub address: Operand<Address>,
    /// How its front gateway treats TLS.
    pub front: FrontTls,
    /// The cluster whose configuration it reads; it goes by that cluster's name.
    pub config_cluster: ClusterName,
    /// The network of the config cluster.
    pub config_network: NetworkName,
    /// Whether its values name the config cluster and its network.
    pub values_name_cluster: bool,
    /// The variable that makes it read remote secrets in its own cluster; `None` where it reads
    /// them in the config cluster.
    pub secret_watcher_env: Option<String>,
    /// The path of the value that is false because the config cluster has the webhook that
    /// validates; `None` where there is none.
    pub config_validation: Option<String>,
    /// The path of the value that is true beside the variable; `None` where there is none.
    pub external_istiod: Option<String>,
    /// Gateways that it cannot find by itself; `None` for none.
    pub mesh_networks: Option<MeshNetworks>,
}

/// How the front gateway of an external cluster treats TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontTls {
    /// It ends TLS with a certificate that API servers and proxies know by public authorities.
    Terminated,
    /// It passes TLS on to istiod, whose certificate is under the mesh's root.
    PassedThrough,
}

/// What a remote has of an external control plane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalRemote {
    /// How its API server reaches istiod's webhooks.
    pub webhooks: Webhooks,
    /// What it has as the config cluster; `None` for a further remote.
    pub config: Option<ConfigCluster>,
}

/// How an API server reaches the webhooks of an istiod elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Webhooks {
    /// At the host name, with a certificate for it.
    Urls {
        /// `values.istiodRemote.injectionURL`.
        injection: String,
        /// `values.base.validationURL`.
        validation: String,
    },
    /// Through a Service `istiod` that leads to an IP address.
    Service {
        /// `values.istiodRemote.injectionPath`.
        injection_path: String,
        /// `values.global.remotePilotAddress`.
        address: Operand<Address>,
    },
}

/// What the config cluster has beside what every remote has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigCluster {
    /// The path in an IstioOperator's spec that brings it Istio's kinds and accounts.
    pub value: String,
    /// The path in an IstioOperator's spec that takes the revision which validates; `None` where
    /// there is none.
    pub default_revision: Option<String>,
}

/// The MutatingWebhookConfiguration that injects in a remote of an external control plane.
pub fn injection_webhook(revision: Option<&Revision>) -> String {
    webhook("istio-sidecar-injector", revision)
}

/// The ValidatingWebhookConfiguration of the config cluster.
pub fn validation_webhook(revision: Option<&Revision>) -> String {
    webhook("istio-validator", revision)
}

fn webhook(name: &str, revision: Option<&Revision>) -> String {
    format!("{}-{EXTERNAL_NAMESPACE}", revisioned(name, revision))
}

fn revisioned(name: &str, revision: Option<&Revision>) -> String {
    revision.map_or_else(|| name.to_owned(), |revision| format!("{name}-{revision}"))
}

/// An address with istiod's port, as gRPC takes it.
fn with_port(address: &Address) -> String {
    match address {
        Address::Ip(std::net::IpAddr::V6(ip)) => format!("[{ip}]:{}", ISTIOD.number),
        address => format!("{address}:{}", ISTIOD.number),
    }
}

impl Webhooks {
    /// The webhooks at a host name; `path` is that of the injection.
    pub(crate) fn at(host: &str, path: &str) -> Self {
        let port = WEBHOOK.number;
        Self::Urls {
            injection: format!("https://{host}:{port}{path}"),
            validation: format!("https://{host}:{port}/validate"),
        }
    }
}

impl ExternalRemote {
    /// Sets what every install method says.
    pub(super) fn set_values(&self, values: &mut Value) {
        match &self.webhooks {
            Webhooks::Urls {
                injection,
                validation,
            } => {
                set(values, "istiodRemote.injectionURL", json!(injection));
                if self.config.is_some() {
                    set(values, "base.validationURL", json!(validation));
                }
            }
            Webhooks::Service {
                injection_path,
                address,
            } => {
                set(values, "istiodRemote.injectionPath", json!(injection_path));
                if let Operand::Known(address) = address {
                    let address = json!(address.to_string());
                    set(values, "global.remotePilotAddress", address);
                }
            }
        }
        if let Some(config) = &self.config {
            set(values, "pilot.configMap", json!(true));
            if let Some(place) = config.value.strip_prefix("values.") {
                set(values, place, json!(true));
            }
        }
    }

    /// Sets in the spec of an IstioOperator what other methods say elsewhere: their chart `base`
    /// is a release of its own, or the operator's.
    pub(super) fn set_spec(&self, spec: &mut Value, revision: Option<&Revision>) {
        let Some(config) = &self.config else {
            return;
        };
        if config.value.starts_with("components.") {
            set_in_spec(spec, &config.value, json!(true));
        }
        if let Some(place) = &config.default_revision {
            let revision = revision.map_or("default", Revision::as_str);
            set_in_spec(spec, place, json!(revision));
        }
    }
}

impl ExternalIstiod {
    /// The mesh config that tells proxies where istiod is and whom to trust.
    pub(super) fn mesh_config(&self) -> Value {
        let mut config = json!({"rootNamespace": EXTERNAL_NAMESPACE});
        if let Operand::Known(address) = &self.address {
            let address = json!(with_port(address));
            set(&mut config, "defaultConfig.discoveryAddress", address);
        }
        if self.front == FrontTls::Terminated {
            set(
                &mut config,
                "defaultConfig.proxyMetadata",
                json!({"XDS_ROOT_CA": PUBLIC_ROOTS, "CA_ROOT_CA": PUBLIC_ROOTS}),
            );
        }
        config
    }

    /// Sets what every install method says.
    pub(super) fn set_values(&self, values: &mut Value) {
        if let Operand::Known(address) = &self.address {
            set(values, "global.caAddress", json!(with_port(address)));
        }
        // Webhooks are in the remotes; its own cluster has none of its.
        set(values, "global.operatorManageWebhooks", json!(true));
        if let Some(place) = &self.config_validation {
            set(values, place, json!(false));
        }
        if self.values_name_cluster {
            let cluster = json!({"clusterName": self.config_cluster.as_str()});
            set(values, "global.multiCluster", cluster);
            set(
                values,
                "global.network",
                json!(self.config_network.as_str()),
            );
        }
        if let Some(place) = &self.external_istiod {
            set(values, place, json!(true));
        }
        if let Some(networks) = &self.mesh_networks {
            set(values, "global.meshNetworks", networks.value());
        }
    }

    /// `components.pilot` of its IstioOperator.
    ///
    /// The chart makes these ConfigMaps and mounts none of them: istiod would read those of the
    /// config cluster alone.
    pub(super) fn component(&self, revision: Option<&Revision>) -> Value {
        let mut patches = Vec::with_capacity(2 * MOUNTED.len());
        for (volume, map, _) in MOUNTED {
            let map = revisioned(map, revision);
            patches.push(json!({
                // An index past the end appends.
                "path": "spec.template.spec.volumes[100]",
                "value": format!("name: {volume}\nconfigMap:\n  name: {map}"),
            }));
        }
        for (volume, _, folder) in MOUNTED {
            patches.push(json!({
                "path": "spec.template.spec.containers[0].volumeMounts[100]",
                "value": format!("name: {volume}\nmountPath: {folder}"),
            }));
        }
        let env: Vec<Value> = self
            .env(revision)
            .into_iter()
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        json!({
            "enabled": true,
            "k8s": {
                "overlays": [
                    {"kind": "Deployment", "name": istiod(revision), "patches": patches}
                ],
                "env": env,
            },
        })
    }

    /// The same as values of the chart `istiod`.
    pub(super) fn set_chart_values(&self, values: &mut Value, revision: Option<&Revision>) {
        let volumes: Vec<Value> = MOUNTED
            .iter()
            .map(|(volume, map, _)| {
                json!({"name": volume, "configMap": {"name": revisioned(map, revision)}})
            })
            .collect();
        let mounts: Vec<Value> = MOUNTED
            .iter()
            .map(|(volume, _, folder)| json!({"name": volume, "mountPath": folder}))
            .collect();
        let env: Map<_, _> = self
            .env(revision)
            .into_iter()
            // The chart sets it from `global.multiCluster.clusterName`, and a second entry of
            // one name is refused by server-side apply.
            .filter(|(name, _)| name != "CLUSTER_ID")
            .map(|(name, value)| (name, json!(value)))
            .collect();
        set(values, "pilot.volumes", Value::Array(volumes));
        set(values, "pilot.volumeMounts", Value::Array(mounts));
        set(values, "pilot.env", Value::Object(env));
    }

    /// Its variables, in the order of Istio's guide.
    fn env(&self, revision: Option<&Revision>) -> Vec<(String, String)> {
        // With a certificate of public authorities nobody has to write one into webhooks.
        let (injection, validation) = match self.front {
            FrontTls::Terminated => (String::new(), String::new()),
            FrontTls::PassedThrough => (injection_webhook(revision), validation_webhook(revision)),
        };
        let mut env = vec![
            ("INJECTION_WEBHOOK_CONFIG_NAME".to_owned(), injection),
            ("VALIDATION_WEBHOOK_CONFIG_NAME".to_owned(), validation),
            ("EXTERNAL_ISTIOD".to_owned(), "true".to_owned()),
        ];
        if let Some(name) = &self.secret_watcher_env {
            env.push((name.clone(), "true".to_owned()));
        }
        env.push(("CLUSTER_ID".to_owned(), self.config_cluster.to_string()));
        env.push((
            "SHARED_MESH_CONFIG".to_owned(),
            revisioned("istio", revision),
        ));
        env
    }
}

/// Sets a path of an IstioOperator's spec, `values.` included.
fn set_in_spec(spec: &mut Value, place: &str, value: Value) {
    let nested = place
        .rsplit('.')
        .fold(value, |inner, key| json!({ key: inner }));
    super::merge::merge(spec, &nested);
}
