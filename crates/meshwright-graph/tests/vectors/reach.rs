//! Vectors of kind `reach`: a caller, a called pod, and at most one gateway between them.

use std::collections::{BTreeMap, BTreeSet};

use meshwright_graph::istiod::path::{
    Client, EastWest, PilotView, Server, Wires, World, uses_rule_of,
};
use meshwright_graph::istiod::{
    Endpoint, Entry, Gateway, Host, Pilot, Proxy, Reason, ServicePortView, Tls, Via,
};
use serde::Deserialize;
use serde_yaml::Value;

use crate::given::{Outcome, PolicyGiven, facts, only, read, same};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Given {
    client: ClientGiven,
    server: ServerGiven,
    gateway: Option<Value>,
    port: Option<u16>,
    host: Option<String>,
    routed: Option<bool>,
    firewall: Vec<FirewallGiven>,
    destination_rule_namespace: Option<String>,
    root_namespace: Option<String>,
    local_endpoints: Option<u32>,
    control_planes: BTreeMap<String, ControlPlaneGiven>,
    config: BTreeMap<String, PlaceGiven>,
    version: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ClientGiven {
    cluster: String,
    network: String,
    root: Option<Roots>,
    trust_domain: Option<String>,
    namespace: String,
    subset: Option<String>,
    dr_sni: Option<String>,
    sidecar: Option<bool>,
    istiod: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ServerGiven {
    cluster: String,
    network: String,
    root: Option<Roots>,
    trust_domain: Option<String>,
    aliases: Vec<String>,
    service_port: Option<u16>,
    sidecar: Option<bool>,
    peer_authn: Option<String>,
    san_expected: Option<bool>,
    authorization: Option<String>,
    istiod: Option<String>,
    skip_trust_domain_check: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Roots {
    One(String),
    Several(BTreeSet<String>),
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct GatewayGiven {
    cluster: Option<String>,
    servers: Option<Vec<String>>,
    subsets: Option<BTreeSet<String>>,
    namespace: Option<String>,
    istiod: Option<String>,
    #[serde(alias = "sees")]
    visible_clusters: Option<BTreeSet<String>>,
    #[serde(alias = "network_view", alias = "requested_network_view")]
    view: Option<Vec<String>>,
    up: Option<bool>,
    down: bool,
    port: Option<u16>,
    listens_on: Option<u16>,
}

#[derive(Deserialize)]
struct FirewallGiven {
    from: String,
    to: String,
    port: Option<u16>,
    allow: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ControlPlaneGiven {
    config: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PlaceGiven {
    cluster: String,
}

/// What the vector says of the wires.
struct Told<'a> {
    given: &'a Given,
}

impl Told<'_> {
    fn lets(&self, from: &str, to: &str, port: u16) -> bool {
        let rules = &self.given.firewall;
        let last = rules.iter().rev().find(|rule| {
            rule.from == from && rule.to == to && rule.port.is_none_or(|it| it == port)
        });
        last.is_none_or(|rule| rule.allow)
    }
}

impl Wires for Told<'_> {
    fn routes(&self, from: &str, endpoint: &Endpoint) -> bool {
        endpoint.cluster == from || self.given.routed.unwrap_or(true)
    }

    fn lets_to_pod(&self, from: &str, endpoint: &Endpoint) -> bool {
        self.lets(from, &endpoint.cluster, endpoint.port)
    }

    fn lets_to_gateway(&self, from: &str, entry: &Entry) -> bool {
        self.lets(from, &format!("gw-{}", entry.cluster), entry.port)
    }
}

fn roots(given: Option<&Roots>) -> BTreeSet<String> {
    match given {
        None => BTreeSet::from(["root".to_owned()]),
        Some(Roots::One(root)) => BTreeSet::from([root.clone()]),
        Some(Roots::Several(roots)) => roots.clone(),
    }
}

pub(crate) fn reach(given: &Value, expect: &Value) -> Outcome {
    only(
        expect,
        &[
            "reaches",
            "reason",
            "sni",
            "client_endpoints",
            "applies",
            "share",
        ],
    )?;
    let given: Given = read(given)?;
    if let Some(expected) = expect.get("applies") {
        // M-CONFIG: a proxy follows the configuration of the istiod that it is attached to.
        let of_client = given.control_planes.get(&given.client.cluster);
        let applies = given
            .config
            .values()
            .all(|object| of_client.is_some_and(|istiod| istiod.config.contains(&object.cluster)));
        return same("applies", Some(applies), expected.as_bool());
    }
    let outcome = call(&given)?;
    if let Some(reaches) = expect.get("reaches") {
        same("reaches", Some(outcome.share > 0.0), reaches.as_bool())?;
    }
    if let Some(reason) = expect.get("reason") {
        let found = outcome
            .reason
            .or_else(|| outcome.legs.iter().find_map(|leg| leg.reason));
        same("reason", found.map(Reason::code), reason.as_str())?;
    }
    if let Some(sni) = expect.get("sni") {
        same("sni", outcome.sni.as_deref(), sni.as_str())?;
    }
    if let Some(share) = expect.get("share").and_then(Value::as_f64) {
        same(
            "share",
            (outcome.share * 1000.0).round(),
            (share * 1000.0).round(),
        )?;
    }
    if let Some(entries) = expect.get("client_endpoints") {
        let found: Vec<String> = outcome
            .assignment
            .entries()
            .map(|entry| match entry.via {
                Via::Direct => "direct".to_owned(),
                Via::Gateway => "gateway".to_owned(),
            })
            .collect();
        same("endpoints of the client", found, read(entries)?)?;
    }
    Ok(())
}

fn call(given: &Given) -> Result<meshwright_graph::istiod::path::Outcome, String> {
    let (client, server) = (&given.client, &given.server);
    let gateway: Option<GatewayGiven> = match &given.gateway {
        None => None,
        Some(Value::String(_)) => Some(GatewayGiven {
            servers: Some(vec!["*.local".to_owned()]),
            ..GatewayGiven::default()
        }),
        Some(value) => Some(read(value)?),
    };
    let host = given
        .host
        .clone()
        .unwrap_or_else(|| "h.ns.svc.cluster.local".to_owned());
    let port = given.port.unwrap_or(80);
    let client_pilot = client
        .istiod
        .clone()
        .unwrap_or_else(|| client.cluster.clone());
    let server_pilot = server
        .istiod
        .clone()
        .unwrap_or_else(|| server.cluster.clone());
    let gateway_cluster = gateway
        .as_ref()
        .and_then(|it| it.cluster.clone())
        .unwrap_or_else(|| server.cluster.clone());
    let gateway_pilot = gateway
        .as_ref()
        .and_then(|it| it.istiod.clone())
        .unwrap_or_else(|| gateway_cluster.clone());
    let endpoint = Endpoint {
        cluster: server.cluster.clone(),
        network: server.network.clone(),
        host: Host::parse("10.2.0.5"),
        port: 8080,
        port_name: "http".to_owned(),
        locality: String::new(),
        weight: 1,
        tls: if server.sidecar == Some(false) {
            Tls::Disabled
        } else {
            Tls::Istio
        },
        tunnel: false,
        labels: BTreeMap::new(),
        health: meshwright_graph::istiod::Health::Healthy,
        discoverable: meshwright_graph::istiod::Discoverable::Always,
        node: String::new(),
    };
    let mut endpoints = vec![endpoint];
    for _ in 0..given.local_endpoints.unwrap_or(0) {
        endpoints.push(Endpoint {
            cluster: client.cluster.clone(),
            network: client.network.clone(),
            host: Host::parse("10.1.0.5"),
            ..endpoints[0].clone()
        });
    }
    let everything: BTreeSet<String> = endpoints
        .iter()
        .map(|it| it.cluster.clone())
        .chain([client.cluster.clone(), gateway_cluster.clone()])
        .collect();
    let mut gateways = BTreeSet::new();
    let is_apart = client.network != server.network;
    if gateway.is_some() || is_apart {
        let told = gateway.as_ref().and_then(|it| it.port).unwrap_or(15443);
        gateways.insert(Gateway {
            network: server.network.clone(),
            cluster: gateway_cluster.clone(),
            host: Host::parse("192.0.2.2"),
            port: told,
            hbone: 0,
            service_account: String::new(),
        });
        // The way back; without it the gateway could not hand on to another one.
        gateways.insert(Gateway {
            network: client.network.clone(),
            cluster: client.cluster.clone(),
            host: Host::parse("192.0.2.1"),
            port: 15443,
            hbone: 0,
            service_account: String::new(),
        });
    }
    let view = |id: &str, visible: BTreeSet<String>| -> Result<PilotView, String> {
        let service_port = if id == client_pilot {
            port
        } else {
            server.service_port.unwrap_or(port)
        };
        let policy = PolicyGiven {
            // M-CONFIG: it is known where it is applied, to the istiod of the server.
            peer_authn: server.peer_authn.clone().filter(|_| id == server_pilot),
            dr_tls: None,
        };
        Ok(PilotView {
            pilot: Pilot {
                cluster: id.to_owned(),
                visible,
                gateways: gateways.clone(),
                facts: facts(given.version.as_deref()),
                features: meshwright_graph::istiod::Features::default(),
            },
            service: Some(ServicePortView::new(host.clone(), service_port, "http")),
            policy: policy.policy()?,
        })
    };
    let mut pilots = BTreeMap::new();
    let seen = gateway.as_ref().and_then(|it| it.visible_clusters.clone());
    pilots.insert(
        gateway_pilot.clone(),
        view(&gateway_pilot, seen.unwrap_or_else(|| everything.clone()))?,
    );
    pilots.insert(client_pilot.clone(), view(&client_pilot, everything)?);
    let service_namespace = host.split('.').nth(1).unwrap_or_default().to_owned();
    let east_west: Vec<EastWest> = gateway
        .iter()
        .map(|it| {
            let rule_counts = given.destination_rule_namespace.as_ref().map(|rule| {
                uses_rule_of(
                    rule,
                    it.namespace.as_deref().unwrap_or("istio-system"),
                    &service_namespace,
                    given.root_namespace.as_deref().unwrap_or("istio-system"),
                )
            });
            let subsets = match (&it.subsets, rule_counts) {
                (Some(subsets), _) => Some(subsets.clone()),
                (None, Some(false)) => Some(BTreeSet::new()),
                (None, Some(true) | None) => None,
            };
            EastWest {
                cluster: gateway_cluster.clone(),
                proxy: Proxy {
                    cluster: gateway_cluster.clone(),
                    network: server.network.clone(),
                    // The gateway's own network, as gateways are installed.
                    view: it
                        .view
                        .clone()
                        .unwrap_or_else(|| vec![server.network.clone()])
                        .into_iter()
                        .collect(),
                    ..Proxy::default()
                },
                pilot: gateway_pilot.clone(),
                is_up: it.up.unwrap_or(!it.down),
                is_port_right: match (it.port, it.listens_on) {
                    (Some(told), Some(real)) => told == real,
                    (Some(told), None) => told != 0,
                    (None, _) => true,
                },
                servers: it
                    .servers
                    .clone()
                    .unwrap_or_else(|| vec!["*.local".to_owned()]),
                subsets,
            }
        })
        .collect();
    let trust_domain =
        |given: Option<&String>| given.cloned().unwrap_or_else(|| "cluster.local".to_owned());
    let mut accepts = BTreeSet::new();
    if !server.skip_trust_domain_check {
        accepts.insert(trust_domain(server.trust_domain.as_ref()));
        accepts.extend(server.aliases.iter().cloned());
    }
    let servers = vec![
        Server {
            roots: roots(server.root.as_ref()),
            accepts,
            has_other_identity: server.san_expected == Some(false),
            refuses: server.authorization.as_deref() == Some("deny"),
        };
        endpoints.len()
    ];
    let world = World {
        pilots: &pilots,
        endpoints: &endpoints,
        servers: &servers,
        gateways: &east_west,
        wires: &Told { given },
    };
    let caller = Client {
        proxy: Proxy {
            cluster: client.cluster.clone(),
            network: client.network.clone(),
            ..Proxy::default()
        },
        has_proxy: client.sidecar.unwrap_or(true),
        pilot: client_pilot,
        roots: roots(client.root.as_ref()),
        trust_domain: trust_domain(client.trust_domain.as_ref()),
        subset: client.subset.clone(),
        sni: client.dr_sni.clone(),
    };
    // The namespace of the caller decides nothing here: rules are looked up for the gateway.
    let _ = &client.namespace;
    Ok(world.call(&caller, &BTreeMap::new()))
}
