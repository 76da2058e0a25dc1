//! The input of vectors as the model's own types.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use meshwright_graph::istiod::network::{
    MeshNetwork, MeshNetworkAddress, MeshNetworkGateway, MeshNetworks,
};
use meshwright_graph::istiod::{
    Discoverable, Endpoint, Features, Gateway, Health, Host, IpFamily, IstiodFacts,
    PeerAuthentication, Policy, Proxy, ProxyKind, Tls, TlsMode,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_yaml::Value;

pub(crate) type Outcome = Result<(), String>;

/// Reads a part of a vector.
pub(crate) fn read<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    serde_yaml::from_value(value.clone()).map_err(|error| error.to_string())
}

/// Compares one thing that is expected.
#[expect(
    clippy::needless_pass_by_value,
    reason = "both sides are made where they are compared"
)]
pub(crate) fn same<T: PartialEq + Debug>(what: &str, actual: T, expected: T) -> Outcome {
    if actual == expected {
        Ok(())
    } else {
        Err(format!("{what}: got {actual:?}, expected {expected:?}"))
    }
}

/// The keys that vectors may expect; anything else would be passed over in silence.
pub(crate) fn only(expect: &Value, known: &[&str]) -> Outcome {
    let map = expect.as_mapping().ok_or("`expect` is no map")?;
    for key in map.keys().filter_map(Value::as_str) {
        if !known.contains(&key) {
            return Err(format!("nobody here knows what `{key}` means"));
        }
    }
    Ok(())
}

/// When each switch was turned on, as minor and patch; releases before 1.9 are not modelled.
const SINCE: [(&str, u32, u32); 22] = [
    ("label-before-ranges", 11, 0),
    ("empty-network-is-any", 11, 0),
    ("gateway-of-cluster-first", 11, 0),
    ("endpoint-weights", 11, 0),
    ("scale-below-product", 11, 0),
    ("scale-is-lcm", 12, 0),
    ("headless-dns", 12, 0),
    ("resolves-hostnames", 13, 0),
    ("view-hides-pods", 14, 0),
    ("reads-unready", 14, 0),
    ("lead-annotation", 15, 0),
    ("other-tls-modes-are-off", 20, 0),
    ("hbone-gateways", 23, 0),
    ("ambient-scope", 28, 1),
    ("checks-gateway-port", 29, 0),
    ("sidecars-skip-port-zero", 29, 0),
    ("ambient-drops-for-sidecars", 29, 0),
    ("remote-trust-domain", 29, 0),
    ("gateway-ip-family", 30, 0),
    ("empty-proxy-forced", 30, 0),
    ("secret-swap", 30, 0),
    ("secret-swap-wipes", 30, 0),
];

/// The switches of a version: `1.30.3`, or `1.29` for the last patch of that minor.
pub(crate) fn facts(version: Option<&str>) -> IstiodFacts {
    let Some(version) = version else {
        return IstiodFacts::default();
    };
    let mut numbers = version.split('.').skip(1).map(str::parse::<u32>);
    let minor = numbers.next().and_then(Result::ok).expect("a minor");
    let patch = numbers.next().and_then(Result::ok).unwrap_or(u32::MAX);
    IstiodFacts::from_keys(|key| {
        let since = SINCE.iter().find(|(name, ..)| *name == key);
        let &(name, since_minor, since_patch) = since.expect("every key has a version");
        let is_mended = name == "secret-swap-wipes" && minor > 30;
        (minor, patch) >= (since_minor, since_patch) && !is_mended
    })
}

#[derive(Clone, Deserialize)]
pub(crate) struct EndpointGiven {
    cluster: String,
    #[serde(default)]
    network: String,
    #[serde(default)]
    addr: String,
    #[serde(default = "eighty_eighty")]
    port: u16,
    #[serde(default = "http")]
    port_name: String,
    #[serde(default)]
    locality: String,
    weight: Option<u32>,
    tls: Option<String>,
    #[serde(default)]
    tunnel: bool,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    health: Option<String>,
    discoverable: Option<String>,
    #[serde(default)]
    node: String,
}

const fn eighty_eighty() -> u16 {
    8080
}

fn http() -> String {
    "http".to_owned()
}

impl EndpointGiven {
    pub(crate) fn endpoint(&self) -> Result<Endpoint, String> {
        Ok(Endpoint {
            cluster: self.cluster.clone(),
            network: self.network.clone(),
            host: Host::parse(&self.addr),
            port: self.port,
            port_name: self.port_name.clone(),
            locality: self.locality.clone(),
            weight: self.weight.unwrap_or(1),
            tls: match self.tls.as_deref() {
                None | Some("istio") => Tls::Istio,
                Some(_) => Tls::Disabled,
            },
            tunnel: self.tunnel,
            labels: self.labels.clone(),
            health: match self.health.as_deref() {
                None | Some("healthy") => Health::Healthy,
                Some("unhealthy") => Health::Unhealthy,
                Some("terminating") => Health::Terminating,
                Some("draining") => Health::Draining,
                Some(other) => return Err(format!("no health `{other}`")),
            },
            discoverable: match self.discoverable.as_deref() {
                None | Some("always") => Discoverable::Always,
                Some("same-cluster") => Discoverable::SameCluster,
                Some("never") => Discoverable::Never,
                Some(other) => return Err(format!("no discoverability `{other}`")),
            },
            node: self.node.clone(),
        })
    }
}

#[derive(Clone, Deserialize)]
pub(crate) struct GatewayGiven {
    network: String,
    #[serde(default)]
    cluster: String,
    addr: String,
    #[serde(default)]
    port: u16,
    #[serde(default)]
    hbone: u16,
    #[serde(default)]
    service_account: String,
}

impl GatewayGiven {
    pub(crate) fn gateway(&self) -> Gateway {
        Gateway {
            network: self.network.clone(),
            cluster: self.cluster.clone(),
            host: Host::parse(&self.addr),
            port: self.port,
            hbone: self.hbone,
            service_account: self.service_account.clone(),
        }
    }
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ProxyGiven {
    #[serde(rename = "type")]
    kind: Option<String>,
    cluster: String,
    network: String,
    ip: Option<String>,
    view: Vec<String>,
    node: String,
}

impl ProxyGiven {
    pub(crate) fn proxy(&self) -> Result<Proxy, String> {
        Ok(Proxy {
            kind: match self.kind.as_deref() {
                None | Some("sidecar") => ProxyKind::Sidecar,
                Some("router") => ProxyKind::Router,
                Some("ingress") => ProxyKind::Ingress,
                Some("waypoint") => ProxyKind::Waypoint,
                Some(other) => return Err(format!("no proxy of type `{other}`")),
            },
            cluster: self.cluster.clone(),
            network: self.network.clone(),
            family: match self.ip.as_deref() {
                None | Some("v4" | "ipv4") => IpFamily::V4,
                Some("v6" | "ipv6") => IpFamily::V6,
                Some(_) => IpFamily::Dual,
            },
            view: self.view.iter().cloned().collect::<BTreeSet<_>>(),
            node: self.node.clone(),
        })
    }
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an environment variable of istiod"
)]
pub(crate) struct FeaturesGiven {
    #[serde(rename = "PREFER_HBONE_SEND")]
    prefer_hbone_send: bool,
    #[serde(rename = "AMBIENT_MULTI_NETWORK")]
    ambient_multi_network: bool,
    #[serde(rename = "AMBIENT_WAYPOINT")]
    ambient_waypoint: Option<bool>,
    #[serde(rename = "AMBIENT_INGRESS")]
    ambient_ingress: bool,
    #[serde(rename = "SEND_UNHEALTHY", alias = "PILOT_SEND_UNHEALTHY_ENDPOINTS")]
    send_unhealthy: bool,
}

impl FeaturesGiven {
    pub(crate) fn features(&self) -> Features {
        let default = Features::default();
        Features {
            prefer_hbone_send: self.prefer_hbone_send,
            ambient_multi_network: self.ambient_multi_network,
            ambient_waypoint: self.ambient_waypoint.unwrap_or(default.ambient_waypoint),
            ambient_ingress: self.ambient_ingress,
            send_unhealthy: self.send_unhealthy,
            ..default
        }
    }
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PolicyGiven {
    pub(crate) peer_authn: Option<String>,
    pub(crate) dr_tls: Option<String>,
}

impl PolicyGiven {
    pub(crate) fn policy(&self) -> Result<Policy, String> {
        Ok(Policy {
            destination_tls: match self.dr_tls.as_deref() {
                None => None,
                Some("DISABLE") => Some(TlsMode::Disable),
                Some("SIMPLE") => Some(TlsMode::Simple),
                Some("MUTUAL") => Some(TlsMode::Mutual),
                Some("ISTIO_MUTUAL") => Some(TlsMode::IstioMutual),
                Some(other) => return Err(format!("no TLS mode `{other}`")),
            },
            peer_authentication: match self.peer_authn.as_deref() {
                None | Some("PERMISSIVE" | "UNSET") => PeerAuthentication::Permissive,
                Some("STRICT") => PeerAuthentication::Strict,
                Some("DISABLE") => PeerAuthentication::Disable,
                Some(other) => return Err(format!("no PeerAuthentication `{other}`")),
            },
        })
    }
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MeshNetworkGiven {
    from_registry: Vec<String>,
    from_cidr: Vec<String>,
    gateways: Vec<MeshGatewayGiven>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct MeshGatewayGiven {
    address: Option<String>,
    registry_service_name: Option<String>,
    port: u32,
}

pub(crate) fn mesh_networks(given: &BTreeMap<String, MeshNetworkGiven>) -> MeshNetworks {
    let gateway = |gateway: &MeshGatewayGiven| MeshNetworkGateway {
        at: match (&gateway.address, &gateway.registry_service_name) {
            (_, Some(name)) => MeshNetworkAddress::RegistryServiceName(name.clone()),
            (address, None) => MeshNetworkAddress::Address(address.clone().unwrap_or_default()),
        },
        port: gateway.port,
    };
    given
        .iter()
        .map(|(name, network)| {
            let network = MeshNetwork {
                from_registry: network.from_registry.clone(),
                from_cidr: network.from_cidr.clone(),
                gateways: network.gateways.iter().map(gateway).collect(),
            };
            (name.clone(), network)
        })
        .collect()
}
