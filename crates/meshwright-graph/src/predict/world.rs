//! What a topology means in the terms of istiod, for one caller and one service.

use std::collections::{BTreeMap, BTreeSet};

use meshwright_model::{Cluster, ClusterIndex, DataPlane, Service, ServicePort, Traffic};

use super::{EntryBroken, Missing, PredictedEntry, Prediction, Predictor};
use crate::istiod::locality::label_priorities;
use crate::istiod::{
    Discoverable, Endpoint, Features, Gateway, Health, Host, IpFamily, Pilot, Policy, Proxy,
    ProxyKind, Reason, Request, ServicePortView, Tls, Via,
};
use crate::{Broken, Reach};

impl Predictor<'_> {
    pub(super) fn list(
        &self,
        caller: ClusterIndex,
        place: usize,
        service: &Service,
        port: &ServicePort,
    ) -> Prediction {
        let istiod = self.graph.control_plane(caller);
        let domain = &self.mesh[istiod.unwrap_or(caller)].cluster_domain;
        let host = format!("{}.{}.svc.{domain}", service.name, service.namespace);
        let mut list = Prediction {
            caller,
            istiod: istiod.ok(),
            unserved: istiod.err().or_else(|| self.graph.controls(caller).err()),
            service: place,
            port: port.port,
            name: format!("outbound|{}||{host}", port.port),
            entries: Vec::new(),
            missing: Vec::new(),
            share: 0.0,
        };
        let Ok(istiod) = istiod else {
            return list;
        };
        let pilot = self.pilot(istiod);
        let pods = self.pods(service, port);
        // E-HOST: a service is known where some cluster that is seen has it.
        let is_known = pods.iter().any(|pod| pilot.visible.contains(&pod.cluster));
        let view = is_known.then(|| ServicePortView {
            is_cluster_local: service.traffic == Traffic::ClusterLocal,
            ..ServicePortView::new(
                host,
                port.port,
                self.merged_port_name(istiod, service, port.name.as_str()),
            )
        });
        if self.mesh[caller].istio.data_plane == DataPlane::Ambient {
            self.ambient(&mut list, service, &pilot, &pods);
        } else {
            self.sidecar(&mut list, service, &pilot, view.as_ref(), &pods);
        }
        self.judge(&mut list);
        list
    }

    /// The istiod of a cluster: what the plan lets it see.
    fn pilot(&self, istiod: ClusterIndex) -> Pilot {
        let seen: Vec<ClusterIndex> = (0..self.mesh.clusters.len())
            .map(ClusterIndex)
            .filter(|&cluster| cluster == istiod || self.graph.discovers(istiod, cluster))
            .filter(|&cluster| self.has_secret(istiod, cluster))
            .collect();
        let facts = self.facts.get(istiod.0).copied().unwrap_or_default();
        let is_multi = self.mesh.is_multi_network();
        let is_ambient = self.mesh[istiod].istio.data_plane == DataPlane::Ambient;
        let mut gateways: BTreeSet<Gateway> = seen
            .iter()
            .filter(|&&cluster| self.has_label(cluster))
            .flat_map(|&cluster| self.labelled(facts, cluster, is_multi))
            .collect();
        if is_multi {
            // G-MN: every istiod is told of known addresses on node ports.
            gateways.extend(self.mesh.clusters.iter().flat_map(|it| self.told(it)));
        }
        // G-DNS: the names themselves stand for the addresses that DNS has for them.
        gateways.retain(|it| facts.resolves_hostnames || !matches!(it.host, Host::Name(_)));
        Pilot {
            cluster: self.name(istiod),
            visible: seen.into_iter().map(|cluster| self.name(cluster)).collect(),
            gateways,
            facts,
            features: Features {
                ambient_multi_network: is_ambient && is_multi,
                ..Features::default()
            },
        }
    }

    pub(super) fn network(&self, cluster: &Cluster) -> String {
        let network = self.mesh.networks.get(cluster.network.0);
        network.map_or_else(String::new, |network| network.name.to_string())
    }

    /// One pod in each cluster that has the service.
    fn pods(&self, service: &Service, port: &ServicePort) -> Vec<Endpoint> {
        let mut clusters = service.clusters.clone();
        clusters.sort_unstable();
        let with_workloads = clusters.into_iter().filter(|&index| {
            let facts = self.graph.cluster(index);
            facts.is_some_and(|facts| facts.has_workloads)
        });
        with_workloads
            .map(|index| {
                let cluster = &self.mesh[index];
                let is_ambient = cluster.istio.data_plane == DataPlane::Ambient;
                Endpoint {
                    cluster: cluster.name.to_string(),
                    network: self.network(cluster),
                    host: Host::PodOf(cluster.name.to_string()),
                    port: port.port,
                    port_name: self.port_name(index, port.name.as_str()),
                    locality: locality(cluster),
                    weight: 1,
                    tls: if is_ambient {
                        Tls::Disabled
                    } else {
                        self.tls(index)
                    },
                    tunnel: is_ambient,
                    labels: BTreeMap::new(),
                    health: Health::Healthy,
                    discoverable: Discoverable::Always,
                    node: String::new(),
                }
            })
            .collect()
    }

    fn sidecar(
        &self,
        list: &mut Prediction,
        service: &Service,
        pilot: &Pilot,
        view: Option<&ServicePortView>,
        pods: &[Endpoint],
    ) {
        let caller = &self.mesh[list.caller];
        let proxy = Proxy {
            kind: ProxyKind::Sidecar,
            cluster: caller.name.to_string(),
            network: self.network(caller),
            family: IpFamily::Dual,
            view: BTreeSet::new(),
            node: String::new(),
        };
        let request = Request {
            proxy: &proxy,
            service: view,
            subset: &BTreeMap::new(),
            policy: Policy::default(),
            is_sni_dnat: false,
        };
        // istiod's own registry comes first.
        let mut ordered: Vec<Endpoint> = pods.to_vec();
        ordered.sort_by_key(|pod| pod.cluster != pilot.cluster);
        let assignment = pilot.assign(&request, &ordered);
        let mut matches = Vec::new();
        for group in &assignment.groups {
            let mut of_gateways = BTreeSet::new();
            for entry in &group.entries {
                // The second gateway of an ambient cluster, with a port that it does not have.
                let is_refused = entry.via == Via::Gateway
                    && !of_gateways.insert((&entry.cluster, &entry.host, entry.port));
                let leads_to: Vec<ClusterIndex> = entry
                    .endpoints
                    .iter()
                    .filter_map(|&place| self.named(&ordered.get(place)?.cluster))
                    .collect();
                matches.push(self.matches(service, caller, entry.via, &entry.cluster));
                list.entries.push(PredictedEntry {
                    host: entry.host.clone(),
                    port: entry.port,
                    weight: entry.weight,
                    via: entry.via,
                    cluster: self.named(&entry.cluster),
                    leads_to,
                    locality: group.locality.clone(),
                    priority: 0,
                    is_secure: entry.is_mtls || entry.is_tunnelled,
                    health: entry.health,
                    is_raw: entry.via == Via::Direct && entry.network != proxy.network,
                    broken: is_refused.then_some(EntryBroken::Reason(Reason::P14)),
                });
            }
        }
        for (entry, priority) in list.entries.iter_mut().zip(label_priorities(&matches)) {
            entry.priority = priority;
        }
        let mut missing: BTreeMap<ClusterIndex, Reason> = BTreeMap::new();
        for (place, reason) in &assignment.dropped {
            let cluster = ordered.get(*place).and_then(|pod| self.named(&pod.cluster));
            if let Some(cluster) = cluster {
                // A service that is not known is not: what is behind it says more.
                let is_hidden = *reason == Reason::D01 && cluster != list.caller;
                let reason = if is_hidden { Reason::D20 } else { *reason };
                missing.entry(cluster).or_insert(reason);
            }
        }
        list.missing = missing
            .into_iter()
            .map(|(cluster, reason)| self.missing(list, cluster, reason))
            .collect();
    }

    /// Which labels of the service's `failoverPriority` an entry shares with the caller.
    fn matches(&self, service: &Service, caller: &Cluster, via: Via, cluster: &str) -> Vec<bool> {
        let is_own = caller.name.as_str() == cluster;
        match service.traffic {
            Traffic::Spread | Traffic::ClusterLocal => Vec::new(),
            Traffic::Failover => vec![is_own],
            Traffic::PreferLocal => {
                // A gateway has labels for its cluster and network, and none for its place.
                let other = self.named(cluster).filter(|_| via == Via::Direct);
                let place = |cluster: &Cluster| -> [Option<String>; 2] {
                    let locality = cluster.locality.as_ref();
                    [
                        locality.map(|it| it.region.clone()),
                        locality.and_then(|it| it.zone.clone()),
                    ]
                };
                let own = place(caller);
                let its = other.map_or([None, None], |other| place(&self.mesh[other]));
                let mut matches: Vec<bool> = own
                    .iter()
                    .zip(&its)
                    .map(|(own, its)| own == its && (own.is_some() || is_own))
                    .collect();
                matches.push(is_own);
                matches
            }
        }
    }

    pub(super) fn missing(
        &self,
        list: &Prediction,
        cluster: ClusterIndex,
        reason: Reason,
    ) -> Missing {
        let broken = match (reason, list.istiod) {
            (Reason::D20, Some(istiod)) => self.graph.discover(istiod, cluster).err(),
            (Reason::D16 | Reason::D18, _) => {
                let apart = self.graph.planes_meet(list.caller, cluster);
                apart.and_then(|()| self.graph.gateway_there(cluster)).err()
            }
            _ => None,
        };
        Missing {
            cluster,
            reason,
            broken,
        }
    }

    /// Whether requests to each entry arrive.
    fn judge(&self, list: &mut Prediction) {
        let caller = list.caller;
        let first = list.entries.iter().map(|entry| entry.priority).min();
        let (mut arrived, mut all) = (0.0, 0.0);
        for entry in &mut list.entries {
            let mut n_arrive = 0_u32;
            let of_all = entry.broken;
            for &to in &entry.leads_to {
                let broken = match list.unserved {
                    Some(broken) => Some(EntryBroken::Graph(broken)),
                    None => of_all.or_else(|| self.breaks(caller, to, entry)),
                };
                match broken {
                    None => n_arrive += 1,
                    Some(broken) => entry.broken = entry.broken.or(Some(broken)),
                }
            }
            if Some(entry.priority) == first {
                let n_clusters = f64::from(u32::try_from(entry.leads_to.len()).unwrap_or(1).max(1));
                let weight = f64::from(entry.weight);
                all += weight;
                arrived += weight * f64::from(n_arrive) / n_clusters;
            }
        }
        list.share = if all > 0.0 { arrived / all } else { 0.0 };
    }

    fn breaks(
        &self,
        caller: ClusterIndex,
        to: ClusterIndex,
        entry: &PredictedEntry,
    ) -> Option<EntryBroken> {
        // F-POD: nobody routes pods of another network.
        if entry.is_raw {
            let why = self.graph.gateway_there(to).err();
            return Some(why.map_or(EntryBroken::Reason(Reason::P03), EntryBroken::Graph));
        }
        let mistrust = self.mistrust(caller, to).filter(|_| entry.is_secure);
        let is_blind = entry
            .cluster
            .filter(|&it| entry.via == Via::Gateway && it != to);
        let blind = is_blind.and_then(|gateway| self.blind(gateway, to));
        if let Some(reason) = mistrust.or(blind) {
            return Some(EntryBroken::Reason(reason));
        }
        let broken = |broken: Broken| Some(EntryBroken::Graph(broken));
        if entry.via == Via::Gateway
            && let Some(gateway) = entry.cluster
        {
            // One gateway of several may be the only one that breaks.
            return match self.graph.through(caller, gateway, to, entry.port) {
                Ok(()) => None,
                Err(why) => broken(why),
            };
        }
        match self.graph.reach(caller, to) {
            Reach::Broken(why) => broken(why),
            Reach::Same | Reach::Direct | Reach::Gateway { .. } => None,
        }
    }
}

fn locality(cluster: &Cluster) -> String {
    let Some(locality) = &cluster.locality else {
        return String::new();
    };
    let parts = [
        Some(locality.region.as_str()),
        locality.zone.as_deref(),
        locality.subzone.as_deref(),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join("/")
}
