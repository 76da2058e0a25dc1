//! What a control plane is to be, whatever installs it.
//!
//! `ControlPlane::values` and `ControlPlane::mesh_config` are what every install method says,
//! each in a document of its own kind.

use meshwright_catalog::ports::ISTIOD;
use meshwright_diag::Value;
use meshwright_model::{Address, ClusterDomain, ClusterName, MeshId, NetworkName, TrustDomain};
use serde_json::{Map, json};

use super::ambient::Ambient;
use super::external_control_plane::injection_webhook;
use super::merge::{merge, set};
use super::{ExternalIstiod, ExternalRemote, Installation, MeshNetworks, Openshift, Webhooks};
use crate::istio::{SYSTEM_NAMESPACE, istiod};
use crate::op::AddressField;
use crate::{Condition, Operand};

/// The field of the mesh config that keeps services inside their cluster.
const SERVICE_SETTINGS: &str = "serviceSettings";

/// A control plane, or what a remote has of one.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlPlane {
    /// The cluster's name.
    pub cluster: ClusterName,
    /// The cluster's network.
    pub network: NetworkName,
    /// `values.global.meshID`.
    pub mesh_id: MeshId,
    /// Where it is installed.
    pub namespace: &'static str,
    /// Its revision and images.
    pub installation: Installation,
    /// The installation profile; `None` for the default one, unnamed.
    pub profile: Option<String>,
    /// The mesh config; `None` where it has none of its own.
    pub mesh: Option<MeshSettings>,
    /// What differs between a primary and a remote.
    pub role: ControlPlaneRole,
    /// The ambient data plane beside it; `None` where workloads have sidecars.
    pub ambient: Option<Ambient>,
    /// What OpenShift asks for; `None` on other platforms, and in ambient mode.
    pub openshift: Option<Openshift>,
    /// The user's values, laid over the derived ones.
    pub values: Value,
}

/// The mesh config, as far as the topology says it.
#[derive(Clone, Debug, PartialEq)]
pub struct MeshSettings {
    /// The mesh's trust domain.
    pub trust_domain: TrustDomain,
    /// Where the release takes the trust domain from: `meshConfig.trustDomain`, or a path below
    /// `values`.
    pub trust_domain_place: String,
    /// The cluster's DNS domain.
    pub cluster_domain: ClusterDomain,
    /// `proxyMetadata` of every proxy, in order.
    pub proxy_metadata: Vec<(String, String)>,
    /// Hosts that never leave their cluster.
    pub cluster_local_hosts: Vec<String>,
    /// The user's mesh config, laid over the derived one.
    pub mesh_config: Value,
}

/// What differs between a primary and a remote.
#[derive(Clone, Debug, PartialEq)]
pub enum ControlPlaneRole {
    /// It runs istiod.
    Primary {
        /// Where `externalIstiod` goes, below `values`, for a primary that serves remotes.
        external_istiod: Option<String>,
        /// Gateways that istiod cannot find by itself; `None` for none.
        mesh_networks: Option<MeshNetworks>,
        /// The host name that remotes dial, for istiod's own certificate; `None` where they dial
        /// an IP address, or are shown another certificate.
        custom_host: Option<String>,
    },
    /// It uses the istiod of another cluster.
    Remote {
        /// `values.istiodRemote.injectionPath`; `None` where it runs an istiod of its own that
        /// injects and signs.
        injection_path: Option<String>,
        /// `values.istiodRemote.injectionURL` in place of the path, where istiod has a host name:
        /// API servers refuse to call a Service that stands for one.
        injection_url: Option<String>,
        /// `values.global.remotePilotAddress`.
        discovery_address: Operand<Address>,
    },
    /// It runs the istiod of other clusters, and goes by the name of their config cluster.
    External(Box<ExternalIstiod>),
    /// It uses the istiod of an external cluster.
    ExternalRemote(ExternalRemote),
}

impl ControlPlane {
    /// Whether an istiod runs in the cluster.
    pub const fn runs_istiod(&self) -> bool {
        match &self.role {
            ControlPlaneRole::Primary { .. } | ControlPlaneRole::External(_) => true,
            ControlPlaneRole::Remote { injection_path, .. } => injection_path.is_none(),
            ControlPlaneRole::ExternalRemote(_) => false,
        }
    }

    /// Where proxies find an istiod that is elsewhere, or that serves others elsewhere; `None`
    /// for a primary, and where webhooks have URLs.
    pub const fn discovery_address(&self) -> Option<&Operand<Address>> {
        match &self.role {
            ControlPlaneRole::Primary { .. } => None,
            ControlPlaneRole::Remote {
                discovery_address, ..
            } => Some(discovery_address),
            ControlPlaneRole::External(external) => Some(&external.address),
            ControlPlaneRole::ExternalRemote(remote) => match &remote.webhooks {
                Webhooks::Urls { .. } => None,
                Webhooks::Service { address, .. } => Some(address),
            },
        }
    }

    /// The fields that take the address of istiod, as paths of the chart `istiod`'s values.
    const fn address_fields(&self) -> &'static [(&'static str, Option<u16>)] {
        match &self.role {
            ControlPlaneRole::Primary { .. } => &[],
            ControlPlaneRole::Remote { .. } | ControlPlaneRole::ExternalRemote(_) => {
                &[("global.remotePilotAddress", None)]
            }
            ControlPlaneRole::External(_) => &[
                (
                    "meshConfig.defaultConfig.discoveryAddress",
                    Some(ISTIOD.number),
                ),
                ("global.caAddress", Some(ISTIOD.number)),
            ],
        }
    }

    /// The same below `values` and, for the mesh config, below `mesh_config`.
    pub(super) fn address_fields_at(&self, values: &str, mesh_config: &str) -> Vec<AddressField> {
        self.address_fields()
            .iter()
            .map(|(path, port)| {
                let root = if path.starts_with("meshConfig.") {
                    mesh_config
                } else {
                    values
                };
                AddressField {
                    path: format!("{root}{path}"),
                    port: *port,
                }
            })
            .collect()
    }

    /// What shows in a remote that its control plane's installation is there.
    pub(crate) fn remote_works(&self) -> Condition {
        let revision = self.installation.revision.as_ref();
        let (name, namespace) = (istiod(revision), self.namespace);
        match &self.role {
            ControlPlaneRole::ExternalRemote(remote) => match &remote.webhooks {
                Webhooks::Urls { .. } => Condition::InjectionWebhook {
                    name: injection_webhook(revision),
                },
                Webhooks::Service { .. } => Condition::FrontService { name, namespace },
            },
            ControlPlaneRole::Primary { .. }
            | ControlPlaneRole::Remote { .. }
            | ControlPlaneRole::External(_) => Condition::DiscoveryService { name, namespace },
        }
    }

    /// Where a webhook that validates finds an istiod elsewhere; `None` for one beside it.
    pub(crate) fn validation_url(&self) -> Option<&str> {
        match &self.role {
            ControlPlaneRole::ExternalRemote(ExternalRemote {
                webhooks: Webhooks::Urls { validation, .. },
                config: Some(_),
            }) => Some(validation),
            _ => None,
        }
    }

    /// The mesh config with the user's laid over it; `None` where it says nothing.
    pub(crate) fn mesh_config(&self) -> Option<Value> {
        let mesh = self.mesh.as_ref()?;
        let mut config = json!({});
        if let Some(place) = mesh.trust_domain_place.strip_prefix("meshConfig.") {
            set(&mut config, place, json!(mesh.trust_domain.as_str()));
        }
        if !mesh.proxy_metadata.is_empty() {
            let metadata: Map<_, _> = mesh
                .proxy_metadata
                .iter()
                .map(|(name, value)| (name.clone(), json!(value)))
                .collect();
            merge(
                &mut config,
                &json!({"defaultConfig": {"proxyMetadata": metadata}}),
            );
        }
        if !mesh.cluster_local_hosts.is_empty() {
            merge(
                &mut config,
                &json!({SERVICE_SETTINGS: [
                    {"settings": {"clusterLocal": true}, "hosts": mesh.cluster_local_hosts}
                ]}),
            );
        }
        if let ControlPlaneRole::External(external) = &self.role {
            merge(&mut config, &external.mesh_config());
        }
        let services = config.get(SERVICE_SETTINGS).cloned();
        merge(&mut config, &mesh.mesh_config);
        // A list replaces a list, but what the user says of other services takes nothing from these.
        let also = mesh.mesh_config.get(SERVICE_SETTINGS);
        if let (Some(Value::Array(mut services)), Some(Value::Array(also))) = (services, also) {
            services.extend(also.iter().cloned());
            config[SERVICE_SETTINGS] = Value::Array(services);
        }
        let is_empty = config.as_object().is_some_and(Map::is_empty);
        (!is_empty).then_some(config)
    }

    /// The values with the user's laid over them, without revision, images and mesh config.
    pub(crate) fn values(&self) -> Value {
        let mut values = self.derived_values();
        merge(&mut values, &self.values);
        values
    }

    fn derived_values(&self) -> Value {
        let mut values = json!({"global": {"meshID": self.mesh_id.as_str()}});
        // An external istiod has another name than its cluster.
        if !matches!(self.role, ControlPlaneRole::External(_)) {
            let name = json!(self.cluster.as_str());
            set(&mut values, "global.multiCluster.clusterName", name);
            let network = json!(self.network.as_str());
            set(&mut values, "global.network", network);
        }
        if self.namespace != SYSTEM_NAMESPACE {
            let namespace = json!(self.namespace);
            set(&mut values, "global.istioNamespace", namespace);
        }
        if let Some(mesh) = &self.mesh {
            if let Some(place) = mesh.trust_domain_place.strip_prefix("values.") {
                set(&mut values, place, json!(mesh.trust_domain.as_str()));
            }
            if mesh.cluster_domain.as_str() != "cluster.local" {
                let domain = json!(mesh.cluster_domain.as_str());
                set(&mut values, "global.proxy.clusterDomain", domain);
            }
        }
        if let Some(ambient) = &self.ambient {
            ambient.set_istiod_values(&mut values);
        }
        self.set_openshift_values(&mut values);
        match &self.role {
            ControlPlaneRole::Primary {
                external_istiod,
                mesh_networks,
                custom_host,
            } => {
                if let Some(place) = external_istiod {
                    // Environment variables are texts, other switches are truth values.
                    let is_env = place.contains(".env.");
                    set(
                        &mut values,
                        place,
                        if is_env { json!("true") } else { json!(true) },
                    );
                }
                if let Some(networks) = mesh_networks {
                    set(&mut values, "global.meshNetworks", networks.value());
                }
                if let Some(host) = custom_host {
                    set(&mut values, "pilot.env.ISTIOD_CUSTOM_HOST", json!(host));
                }
            }
            ControlPlaneRole::Remote {
                injection_path,
                injection_url,
                discovery_address,
            } => {
                if let Some(url) = injection_url {
                    set(&mut values, "istiodRemote.injectionURL", json!(url));
                } else if let Some(path) = injection_path {
                    set(&mut values, "istiodRemote.injectionPath", json!(path));
                }
                if let Operand::Known(address) = discovery_address {
                    let address = json!(address.to_string());
                    set(&mut values, "global.remotePilotAddress", address);
                }
            }
            ControlPlaneRole::External(external) => external.set_values(&mut values),
            ControlPlaneRole::ExternalRemote(remote) => remote.set_values(&mut values),
        }
        values
    }
}
