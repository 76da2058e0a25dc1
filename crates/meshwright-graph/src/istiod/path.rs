//! Whether a request arrives: each entry of a proxy's list followed to the pods behind it.
//!
//! Sources: `pilot/pkg/networking/core/gateway.go` and `cluster.go` of Istio 1.30.3 for what an
//! east-west gateway lets through; the rules of mutual TLS for the rest.

use std::collections::{BTreeMap, BTreeSet};

use super::service::fits;
use super::{
    Assignment, Endpoint, Entry, Pilot, Policy, Proxy, ProxyKind, Reason, Request, ServicePortView,
    Via,
};

/// An istiod, and what it knows of the service that is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PilotView {
    /// The istiod.
    pub pilot: Pilot,
    /// The port of the service as it has merged it; `None` where it does not know it.
    pub service: Option<ServicePortView>,
    /// What its configuration says about TLS to the service.
    pub policy: Policy,
}

/// Who calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Client {
    /// Its proxy.
    pub proxy: Proxy,
    /// Whether it has one.
    pub has_proxy: bool,
    /// The istiod that its proxy is attached to.
    pub pilot: String,
    /// The roots that it trusts and has its certificate under.
    pub roots: BTreeSet<String>,
    /// Its trust domain.
    pub trust_domain: String,
    /// The subset that it asks for.
    pub subset: Option<String>,
    /// `tls.sni` of the DestinationRule that applies.
    pub sni: Option<String>,
}

/// What runs behind an endpoint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Server {
    /// The roots that it trusts and has its certificate under.
    pub roots: BTreeSet<String>,
    /// The trust domains that it accepts: its own and its aliases; empty for all.
    pub accepts: BTreeSet<String>,
    /// Whether callers expect another identity than it has.
    pub has_other_identity: bool,
    /// Whether an AuthorizationPolicy refuses the caller.
    pub refuses: bool,
}

/// An east-west gateway as it runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EastWest {
    /// Its cluster.
    pub cluster: String,
    /// The proxy that it is: its network and its view.
    pub proxy: Proxy,
    /// The istiod that it is attached to.
    pub pilot: String,
    /// Whether it runs.
    pub is_up: bool,
    /// Whether the port that istiod sends leads to it.
    pub is_port_right: bool,
    /// `hosts` of its servers with AUTO_PASSTHROUGH.
    pub servers: Vec<String>,
    /// The subsets that a DestinationRule which it uses defines; `None` for all.
    pub subsets: Option<BTreeSet<String>>,
}

/// What the wires allow.
pub trait Wires {
    /// Whether packets of `from`, a cluster, get to the addresses of an endpoint at all.
    fn routes(&self, from: &str, endpoint: &Endpoint) -> bool;
    /// Whether a firewall lets `from`, a cluster, connect to an endpoint.
    fn lets_to_pod(&self, from: &str, endpoint: &Endpoint) -> bool;
    /// Whether a firewall lets `from`, a cluster, connect to a gateway.
    fn lets_to_gateway(&self, from: &str, entry: &Entry) -> bool;
}

/// Everything that decides whether a request arrives.
pub struct World<'a> {
    /// Every istiod, by its cluster.
    pub pilots: &'a BTreeMap<String, PilotView>,
    /// The endpoints of the service, in the order of registries.
    pub endpoints: &'a [Endpoint],
    /// What runs behind each.
    pub servers: &'a [Server],
    /// The east-west gateways.
    pub gateways: &'a [EastWest],
    /// The wires.
    pub wires: &'a dyn Wires,
}

/// How a request fares.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The list of the caller's proxy.
    pub assignment: Assignment,
    /// What becomes of each entry: the part of its requests that arrives, and why others do not.
    pub legs: Vec<Leg>,
    /// The part of all requests that arrives, 0 to 1, without retries and outlier detection.
    pub share: f64,
    /// The first thing in the way; `None` where some requests arrive.
    pub reason: Option<Reason>,
    /// The server name that the caller's proxy sends; `None` without a proxy.
    pub sni: Option<String>,
}

/// What becomes of the requests that go to one entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// The part that arrives, 0 to 1.
    pub share: f64,
    /// The first thing in the way of the rest.
    pub reason: Option<Reason>,
}

/// The server name for a port of a service: `outbound_.80_._.svc.ns.svc.cluster.local`.
pub fn server_name(port: u16, subset: Option<&str>, host: &str) -> String {
    format!("outbound_.{port}_.{}_.{host}", subset.unwrap_or_default())
}

/// P-SUBSET: whether a gateway uses a DestinationRule of that namespace for a service.
pub fn uses_rule_of(rule: &str, gateway: &str, service: &str, root: &str) -> bool {
    [gateway, service, root].contains(&rule)
}

impl World<'_> {
    /// How a request of `client` to the service fares.
    pub fn call(&self, client: &Client, subset: &BTreeMap<String, String>) -> Outcome {
        let Some(view) = self.pilots.get(&client.pilot) else {
            return nothing(Reason::C01);
        };
        if !client.has_proxy {
            return self.call_without_proxy(client);
        }
        let assignment = view.pilot.assign(
            &Request {
                proxy: &client.proxy,
                service: view.service.as_ref(),
                subset,
                policy: view.policy,
                is_sni_dnat: false,
            },
            self.endpoints,
        );
        let sni = view.service.as_ref().map(|service| match &client.sni {
            Some(sni) => sni.clone(),
            None => server_name(service.port, client.subset.as_deref(), &service.host),
        });
        let legs: Vec<Leg> = assignment
            .entries()
            .map(|entry| match entry.via {
                Via::Direct => self.direct(client, entry),
                Via::Gateway => self.through(client, view, entry, subset),
            })
            .collect();
        let weights = assignment.entries().map(|entry| entry.weight);
        let (share, broken) = weighed(weights.zip(&legs));
        let reason = if share > 0.0 {
            None
        } else {
            let dropped = || assignment.dropped.first().map(|(_, reason)| *reason);
            let unknown = || view.service.is_none().then_some(Reason::D01);
            broken.or_else(dropped).or_else(unknown)
        };
        Outcome {
            assignment,
            legs,
            share,
            reason,
            sni,
        }
    }

    /// P-NOPROXY: without a proxy there is only what the own cluster has.
    fn call_without_proxy(&self, client: &Client) -> Outcome {
        let has_local = self
            .endpoints
            .iter()
            .any(|endpoint| endpoint.cluster == client.proxy.cluster);
        if has_local {
            let mut outcome = nothing(Reason::P16);
            outcome.share = 1.0;
            outcome.reason = None;
            outcome
        } else {
            nothing(Reason::P16)
        }
    }

    fn direct(&self, client: &Client, entry: &Entry) -> Leg {
        let from = &client.proxy.cluster;
        let arrives = || {
            let place = *entry.endpoints.first()?;
            let endpoint = self.endpoints.get(place)?;
            // F-POD
            if !self.wires.routes(from, endpoint) {
                return Some(Reason::P03);
            }
            if !self.wires.lets_to_pod(from, endpoint) {
                return Some(Reason::P04);
            }
            if entry.is_mtls {
                self.handshake(client, place).err()
            } else {
                None
            }
        };
        Leg::whole(arrives())
    }

    fn through(
        &self,
        client: &Client,
        view: &PilotView,
        entry: &Entry,
        subset: &BTreeMap<String, String>,
    ) -> Leg {
        // F-GW
        if !self.wires.lets_to_gateway(&client.proxy.cluster, entry) {
            return Leg::whole(Some(Reason::P04));
        }
        let leads_here = |gateway: &&EastWest| {
            gateway.proxy.network == entry.network
                && (entry.cluster.is_empty() || gateway.cluster == entry.cluster)
        };
        let Some(gateway) = self.gateways.iter().find(leads_here) else {
            return Leg::whole(Some(Reason::P13));
        };
        if let Err(reason) = self.enters(client, view, gateway) {
            return Leg::whole(Some(reason));
        }
        self.behind(client, gateway, subset)
    }

    /// Whether the gateway takes the connection and knows what to do with it.
    fn enters(&self, client: &Client, view: &PilotView, gateway: &EastWest) -> Result<(), Reason> {
        if !gateway.is_up {
            return Err(Reason::P13);
        }
        if !gateway.is_port_right {
            return Err(Reason::P14);
        }
        // P-SNI
        if client.sni.is_some() {
            return Err(Reason::P15);
        }
        // P-CHAIN
        let its = self.pilots.get(&gateway.pilot);
        let known = its.and_then(|its| its.service.as_ref());
        let (Some(known), Some(asked)) = (known, &view.service) else {
            return Err(Reason::P05);
        };
        let is_covered = gateway.servers.iter().any(|hosts| fits(hosts, &asked.host));
        if !is_covered || known.port != asked.port || known.host != asked.host {
            return Err(Reason::P05);
        }
        // P-SUBSET
        match (&client.subset, &gateway.subsets) {
            (Some(subset), Some(known)) if !known.contains(subset) => Err(Reason::P06),
            _ => Ok(()),
        }
    }

    /// P-GWEP, P-LOOP: what the gateway makes of the connection.
    fn behind(
        &self,
        client: &Client,
        gateway: &EastWest,
        subset: &BTreeMap<String, String>,
    ) -> Leg {
        let Some(its) = self.pilots.get(&gateway.pilot) else {
            return Leg::whole(Some(Reason::P07));
        };
        let proxy = Proxy {
            kind: ProxyKind::Router,
            ..gateway.proxy.clone()
        };
        let list = its.pilot.assign(
            &Request {
                proxy: &proxy,
                service: its.service.as_ref(),
                subset,
                policy: its.policy,
                is_sni_dnat: true,
            },
            self.endpoints,
        );
        let legs: Vec<(u32, Leg)> = list
            .entries()
            .map(|entry| {
                let broken = match entry.via {
                    Via::Gateway => Some(Reason::P08),
                    Via::Direct => {
                        let place = entry.endpoints.first().copied().unwrap_or(usize::MAX);
                        self.behind_gateway(client, gateway, place).err()
                    }
                };
                (entry.weight, Leg::whole(broken))
            })
            .collect();
        if legs.is_empty() {
            return Leg::whole(Some(Reason::P07));
        }
        let (share, reason) = weighed(legs.iter().map(|(weight, leg)| (*weight, leg)));
        Leg { share, reason }
    }

    fn behind_gateway(
        &self,
        client: &Client,
        gateway: &EastWest,
        place: usize,
    ) -> Result<(), Reason> {
        let endpoint = self.endpoints.get(place).ok_or(Reason::P07)?;
        if !self.wires.routes(&gateway.cluster, endpoint) {
            return Err(Reason::P03);
        }
        if !self.wires.lets_to_pod(&gateway.cluster, endpoint) {
            return Err(Reason::P04);
        }
        self.handshake(client, place)
    }

    /// One TLS session from the caller's proxy to the server's, whatever is between them.
    fn handshake(&self, client: &Client, place: usize) -> Result<(), Reason> {
        let server = self.servers.get(place).ok_or(Reason::P07)?;
        // T-ROOT
        if client.roots.is_disjoint(&server.roots) {
            return Err(Reason::P09);
        }
        if server.has_other_identity {
            return Err(Reason::P10);
        }
        // T-DOMAIN
        if !server.accepts.is_empty() && !server.accepts.contains(&client.trust_domain) {
            return Err(Reason::P11);
        }
        if server.refuses {
            return Err(Reason::P12);
        }
        Ok(())
    }
}

impl Leg {
    fn whole(broken: Option<Reason>) -> Self {
        Self {
            share: if broken.is_none() { 1.0 } else { 0.0 },
            reason: broken,
        }
    }
}

fn nothing(reason: Reason) -> Outcome {
    Outcome {
        assignment: Assignment::default(),
        legs: Vec::new(),
        share: 0.0,
        reason: Some(reason),
        sni: None,
    }
}

/// The part that arrives of requests spread by weight, and the first thing in the way.
fn weighed<'a>(legs: impl Iterator<Item = (u32, &'a Leg)>) -> (f64, Option<Reason>) {
    let (mut arrived, mut all, mut reason) = (0.0, 0.0, None);
    for (weight, leg) in legs {
        let weight = f64::from(weight);
        all += weight;
        arrived += weight * leg.share;
        reason = reason.or(leg.reason);
    }
    if all > 0.0 {
        (arrived / all, reason)
    } else {
        (0.0, reason)
    }
}
