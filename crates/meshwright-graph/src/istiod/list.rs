//! What an endpoint list is made of, and what is asked for it.

use std::collections::BTreeMap;

use super::{Host, Policy, Proxy, Reason, ServicePortView};

/// What istiod sends, and what it leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// The groups by locality, sorted by its name.
    pub groups: Vec<Group>,
    /// The places of the endpoints that are left out, in the order they were given, and why.
    pub dropped: Vec<(usize, Reason)>,
}

/// The entries of one locality.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// `region/zone/subzone`, or less.
    pub locality: String,
    /// Direct entries in the order of endpoints, then gateways by address and port.
    pub entries: Vec<Entry>,
}

/// An entry of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where the proxy connects to.
    pub host: Host,
    /// The port.
    pub port: u16,
    /// Its weight.
    pub weight: u32,
    /// Whether it is a pod or a gateway.
    pub via: Via,
    /// The cluster of the pod or gateway; empty for a gateway of `meshNetworks`.
    pub cluster: String,
    /// The network of the pod or gateway.
    pub network: String,
    /// Whether the proxy speaks Istio's mutual TLS to it.
    pub is_mtls: bool,
    /// Whether the proxy speaks HBONE to it.
    pub is_tunnelled: bool,
    /// What istiod says of its health.
    pub health: SentHealth,
    /// The places of the endpoints that it stands for.
    pub endpoints: Vec<usize>,
}

/// How an entry leads to pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// It is a pod.
    Direct,
    /// It is a gateway in front of pods.
    Gateway,
}

/// What istiod says of an entry's health.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentHealth {
    /// `HEALTHY`.
    Healthy,
    /// `UNKNOWN`: gateways have none (X-GW).
    Unknown,
    /// `UNHEALTHY`.
    Unhealthy,
    /// `DRAINING`.
    Draining,
}

/// What a proxy asks for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Who asks.
    pub proxy: &'a Proxy,
    /// The port of the service; `None` where the istiod does not know it.
    pub service: Option<&'a ServicePortView>,
    /// The labels of the subset; empty for the whole service.
    pub subset: &'a BTreeMap<String, String>,
    /// What the istiod's configuration says about TLS.
    pub policy: Policy,
    /// Whether the cluster is one of `outbound_.port_.subset_.host`, as east-west gateways have.
    pub is_sni_dnat: bool,
}

impl Assignment {
    /// Every entry, group by group.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.groups.iter().flat_map(|group| &group.entries)
    }

    /// The sum of all weights.
    pub fn total(&self) -> u64 {
        self.entries().map(|entry| u64::from(entry.weight)).sum()
    }
}

impl Group {
    /// The sum of its weights.
    pub fn weight(&self) -> u64 {
        let weights = self.entries.iter().map(|entry| u64::from(entry.weight));
        weights.sum()
    }
}
