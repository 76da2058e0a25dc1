//! The endpoint list that istiod sends a proxy for one port of a service: split-horizon EDS.
//!
//! The steps run in istiod's order, and the first that drops an endpoint gives its reason.
//! Sources: `pilot/pkg/xds/endpoints/endpoint_builder.go` and `ep_filters.go` of Istio 1.30.3,
//! earlier releases by [`super::IstiodFacts`].

use std::collections::{BTreeMap, BTreeSet};

use super::mtls::{is_mtls, is_tunnelled};
use super::{
    Assignment, Discoverable, Endpoint, Entry, Gateway, Group, Health, Host, IpFamily, Pilot,
    ProxyKind, Reason, Request, SentHealth, Via,
};

impl Pilot {
    /// The list that this istiod sends for `endpoints`, given in the order of its registries.
    pub fn assign(&self, request: &Request<'_>, endpoints: &[Endpoint]) -> Assignment {
        let builder = Builder {
            pilot: self,
            request,
            is_ambient: self.features.ambient_multi_network
                && request.proxy.kind != ProxyKind::Sidecar,
        };
        builder.build(endpoints)
    }

    /// The scale that all weights are multiplied with (E-LCM), at least 1.
    pub fn weight_scale(&self) -> u64 {
        let mut by_network: BTreeMap<&str, u64> = BTreeMap::new();
        let mut by_cluster: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        for gateway in &self.gateways {
            let (network, cluster) = (gateway.network.as_str(), gateway.cluster.as_str());
            *by_network.entry(network).or_default() += 1;
            *by_cluster.entry((network, cluster)).or_default() += 1;
        }
        let sizes = by_network.values().chain(by_cluster.values()).copied();
        if self.facts.scale_is_lcm {
            sizes.fold(1, lcm)
        } else if self.facts.scale_below_product {
            sizes.max().unwrap_or(1)
        } else {
            by_network
                .values()
                .fold(1, |all, &size| all.saturating_mul(size))
        }
    }

    /// Whether a proxy of network `left` takes `right` for its own (E-INNET).
    pub fn is_same_network(&self, left: &str, right: &str) -> bool {
        left == right || (self.facts.empty_network_is_any && (left.is_empty() || right.is_empty()))
    }
}

struct Builder<'a> {
    pilot: &'a Pilot,
    request: &'a Request<'a>,
    /// Whether the proxy is a client of ambient gateways.
    is_ambient: bool,
}

/// What becomes of an endpoint.
enum Fate<'a> {
    Direct {
        weight: u64,
    },
    Through {
        gateways: Vec<&'a Gateway>,
        weight: u64,
    },
    Dropped(Reason),
}

impl Builder<'_> {
    fn build(&self, endpoints: &[Endpoint]) -> Assignment {
        let mut assignment = Assignment::default();
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, endpoint) in endpoints.iter().enumerate() {
            match self.filter(endpoint) {
                Err(reason) => assignment.dropped.push((place, reason)),
                // E-LOC
                Ok(()) => groups
                    .entry(endpoint.locality.as_str())
                    .or_default()
                    .push(place),
            }
        }
        let scale = self.pilot.weight_scale();
        for (locality, places) in groups {
            let group = self.group(locality, &places, endpoints, scale, &mut assignment.dropped);
            assignment.groups.push(group);
        }
        assignment.dropped.sort_unstable();
        assignment
    }

    /// The steps before endpoints are grouped.
    fn filter(&self, endpoint: &Endpoint) -> Result<(), Reason> {
        let (pilot, proxy) = (self.pilot, self.request.proxy);
        // E-HOST
        let Some(service) = self.request.service else {
            return Err(Reason::D01);
        };
        let is_own_cluster = endpoint.cluster == proxy.cluster;
        // S-VISIBLE
        if !pilot.visible.contains(&endpoint.cluster) {
            return Err(Reason::D20);
        }
        // E-CLOCAL
        if service.is_cluster_local && !is_own_cluster {
            return Err(Reason::D08);
        }
        // E-NODELOCAL
        if service.is_node_local && (!is_own_cluster || endpoint.node != proxy.node) {
            return Err(Reason::D06);
        }
        // E-PORTNAME
        if endpoint.port_name != service.port_name {
            return Err(Reason::D03);
        }
        if matches!(endpoint.host, Host::Name(_)) {
            return Err(Reason::D04);
        }
        // E-SUBSET
        let has = |(key, value): (&String, &String)| endpoint.labels.get(key) == Some(value);
        if !self.request.subset.iter().all(has) {
            return Err(Reason::D05);
        }
        // E-VIEW
        if pilot.facts.view_hides_pods && !is_in_view(&proxy.view, &endpoint.network) {
            return Err(Reason::D07);
        }
        // E-DISC: a proxy without cluster passes every test for the same cluster.
        let is_discoverable = match endpoint.discoverable {
            Discoverable::Always => true,
            Discoverable::SameCluster => is_own_cluster || proxy.cluster.is_empty(),
            Discoverable::Never => false,
        };
        if !is_discoverable {
            return Err(Reason::D09);
        }
        // E-NOADDR: a proxy without network may yet go through a gateway (E-FORCE).
        let is_near = pilot.is_same_network(&proxy.network, &endpoint.network);
        let may_be_forced = pilot.facts.empty_proxy_forced && proxy.network.is_empty();
        let is_kept = !pilot.gateways.is_empty() && (!is_near || may_be_forced);
        if endpoint.host == Host::Absent && !is_kept {
            return Err(Reason::D10);
        }
        // E-HEALTH
        match endpoint.health {
            Health::Unhealthy
                if !pilot.facts.reads_unready
                    || !(service.wants_unhealthy || pilot.features.send_unhealthy) =>
            {
                return Err(Reason::D11);
            }
            Health::Terminating => return Err(Reason::D12),
            Health::Draining if !service.is_persistent => return Err(Reason::D13),
            Health::Healthy | Health::Unhealthy | Health::Draining => {}
        }
        // E-SCOPE
        if pilot.features.ambient_multi_network
            && pilot.facts.ambient_scope
            && !service.is_global
            && !is_own_cluster
        {
            return Err(Reason::D14);
        }
        Ok(())
    }

    fn group(
        &self,
        locality: &str,
        places: &[usize],
        endpoints: &[Endpoint],
        scale: u64,
        dropped: &mut Vec<(usize, Reason)>,
    ) -> Group {
        let mut entries = Vec::new();
        let mut through: BTreeMap<&Gateway, (u64, Vec<usize>)> = BTreeMap::new();
        for &place in places {
            let Some(endpoint) = endpoints.get(place) else {
                continue;
            };
            match self.fate(endpoint, scale) {
                Fate::Dropped(reason) => dropped.push((place, reason)),
                Fate::Direct { weight } => {
                    let entry = self.direct(endpoint, place, weight);
                    // E-DNAT
                    if self.request.is_sni_dnat && !entry.is_mtls {
                        dropped.push((place, Reason::D19));
                    } else {
                        entries.push(entry);
                    }
                }
                Fate::Through { gateways, weight } => {
                    // E-SPLIT
                    let share = weight / (gateways.len() as u64).max(1);
                    for gateway in gateways {
                        let of_gateway = through.entry(gateway).or_default();
                        of_gateway.0 = of_gateway.0.saturating_add(share);
                        of_gateway.1.push(place);
                    }
                }
            }
        }
        let mut gateways: Vec<_> = through.into_iter().collect();
        gateways.sort_by_cached_key(|(gateway, _)| (gateway.host.order(), gateway.port));
        for (gateway, (weight, behind)) in gateways {
            // E-DNAT: entries for gateways of ambient clients have no mutual TLS of Istio's.
            if self.request.is_sni_dnat && self.is_ambient {
                dropped.extend(behind.into_iter().map(|place| (place, Reason::D19)));
                continue;
            }
            entries.push(Entry {
                host: gateway.host.clone(),
                port: if self.is_ambient {
                    gateway.hbone
                } else {
                    gateway.port
                },
                weight: clip(weight.max(1)),
                via: Via::Gateway,
                cluster: gateway.cluster.clone(),
                network: gateway.network.clone(),
                is_mtls: !self.is_ambient,
                is_tunnelled: self.is_ambient,
                health: SentHealth::Unknown,
                endpoints: behind,
            });
        }
        Group {
            locality: locality.to_owned(),
            entries,
        }
    }

    fn fate(&self, endpoint: &Endpoint, scale: u64) -> Fate<'_> {
        let (pilot, proxy) = (self.pilot, self.request.proxy);
        // E-NOGW
        if pilot.gateways.is_empty() && !self.is_ambient {
            return Fate::Direct {
                weight: u64::from(endpoint.weight),
            };
        }
        let candidates = self.candidates(endpoint);
        let reachable: Vec<&Gateway> = candidates
            .iter()
            .copied()
            .filter(|gateway| self.has_family(gateway))
            .collect();
        let is_near = pilot.is_same_network(&proxy.network, &endpoint.network);
        // E-AMB
        if !is_near && pilot.features.ambient_multi_network {
            let is_off = match proxy.kind {
                ProxyKind::Waypoint => !pilot.features.ambient_waypoint,
                ProxyKind::Ingress => !pilot.features.ambient_ingress,
                ProxyKind::Sidecar | ProxyKind::Router => false,
            };
            if is_off {
                return Fate::Dropped(Reason::D15);
            }
            let counts = self.is_ambient || pilot.facts.ambient_drops_for_sidecars;
            if reachable.is_empty() && counts {
                return Fate::Dropped(Reason::D16);
            }
        }
        // E-LCM
        let weight = if pilot.facts.endpoint_weights {
            u64::from(endpoint.weight.max(1)).saturating_mul(scale)
        } else {
            scale
        };
        // E-FORCE
        let is_forced = pilot.facts.empty_proxy_forced
            && proxy.network.is_empty()
            && !endpoint.network.is_empty()
            && !candidates.is_empty();
        // E-INNET, E-DIRECT
        if !is_forced && (is_near || candidates.is_empty()) {
            return if endpoint.host.is_sendable() {
                Fate::Direct { weight }
            } else {
                Fate::Dropped(Reason::D10)
            };
        }
        if reachable.is_empty() {
            return Fate::Dropped(Reason::D17);
        }
        // E-MTLS
        if !self.is_ambient && !self.speaks_mtls(endpoint) {
            return Fate::Dropped(Reason::D18);
        }
        Fate::Through {
            gateways: reachable,
            weight,
        }
    }

    /// E-GW: the gateways that may stand for the endpoint.
    fn candidates(&self, endpoint: &Endpoint) -> Vec<&Gateway> {
        let pilot = self.pilot;
        let proxy = self.request.proxy;
        let of_network = || {
            pilot
                .gateways
                .iter()
                .filter(|gateway| gateway.network == endpoint.network)
        };
        let mut found: Vec<&Gateway> = Vec::new();
        if pilot.facts.gateway_of_cluster_first {
            found.extend(of_network().filter(|gateway| gateway.cluster == endpoint.cluster));
        }
        if found.is_empty() {
            found.extend(of_network());
        }
        if !pilot.facts.view_hides_pods {
            found.retain(|gateway| is_in_view(&proxy.view, &gateway.network));
        }
        if self.is_ambient {
            found.retain(|gateway| gateway.hbone != 0);
        } else if proxy.kind == ProxyKind::Sidecar && pilot.facts.sidecars_skip_port_zero {
            found.retain(|gateway| gateway.port != 0);
        }
        found
    }

    /// E-IPFAM
    fn has_family(&self, gateway: &Gateway) -> bool {
        if !self.pilot.facts.gateway_ip_family {
            return true;
        }
        match (self.request.proxy.family, gateway.host.is_ipv4()) {
            (IpFamily::Dual, _) | (_, None) => true,
            (IpFamily::V4, Some(is_ipv4)) => is_ipv4,
            (IpFamily::V6, Some(is_ipv4)) => !is_ipv4,
        }
    }

    fn speaks_mtls(&self, endpoint: &Endpoint) -> bool {
        is_mtls(self.pilot, self.request.policy, endpoint)
            && !is_tunnelled(self.pilot.features, endpoint)
    }

    fn direct(&self, endpoint: &Endpoint, place: usize, weight: u64) -> Entry {
        Entry {
            host: endpoint.host.clone(),
            port: endpoint.port,
            weight: clip(weight),
            via: Via::Direct,
            cluster: endpoint.cluster.clone(),
            network: endpoint.network.clone(),
            is_mtls: self.speaks_mtls(endpoint),
            is_tunnelled: is_tunnelled(self.pilot.features, endpoint),
            health: match endpoint.health {
                Health::Healthy => SentHealth::Healthy,
                Health::Unhealthy | Health::Terminating => SentHealth::Unhealthy,
                Health::Draining => SentHealth::Draining,
            },
            endpoints: vec![place],
        }
    }
}

/// E-VIEW: a view always has the empty network.
fn is_in_view(view: &BTreeSet<String>, network: &str) -> bool {
    view.is_empty() || network.is_empty() || view.contains(network)
}

fn clip(weight: u64) -> u32 {
    u32::try_from(weight).unwrap_or(u32::MAX)
}

fn lcm(left: u64, right: u64) -> u64 {
    let (mut a, mut b) = (left, right);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    (left / a.max(1)).saturating_mul(right).max(1)
}
