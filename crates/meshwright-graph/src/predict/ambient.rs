//! What ztunnel is sent, as entries of a list.

use std::collections::BTreeSet;

use meshwright_model::{ClusterIndex, Service, Traffic};

use super::{PredictedEntry, Prediction, Predictor};
use crate::istiod::ambient::{AmbientPod, workloads};
use crate::istiod::discover::HBONE_PORT;
use crate::istiod::{Endpoint, Gateway, Host, Pilot, Reason, SentHealth, Via};

impl Predictor<'_> {
    /// Adds the workloads that ztunnel in the caller's cluster is sent for a service.
    pub(super) fn ambient(
        &self,
        list: &mut Prediction,
        service: &Service,
        pilot: &Pilot,
        pods: &[Endpoint],
    ) {
        let caller = &self.mesh[list.caller];
        let network = self.network(caller);
        let seen: Vec<&Endpoint> = pods
            .iter()
            .filter(|pod| pilot.visible.contains(&pod.cluster))
            .collect();
        let is_global = service.traffic != Traffic::ClusterLocal;
        let gateways: Vec<&Gateway> = pilot.gateways.iter().filter(|it| it.hbone != 0).collect();
        let known: Vec<(String, Host)> = gateways
            .iter()
            .map(|gateway| (gateway.network.clone(), gateway.host.clone()))
            .collect();
        let index: Vec<AmbientPod> = seen
            .iter()
            .map(|pod| AmbientPod {
                cluster: pod.cluster.clone(),
                network: pod.network.clone(),
            })
            .collect();
        let mut near = seen
            .iter()
            .filter(|pod| pod.network == network)
            .filter(|pod| is_global || pod.cluster == caller.name.as_str());
        for workload in workloads(is_global, caller.name.as_str(), &network, &index, &known) {
            let (host, port, via, of, leads_to) = match &workload.gateway {
                None => {
                    let Some(pod) = near.next() else { continue };
                    let of = self.named(&pod.cluster);
                    (
                        pod.host.clone(),
                        pod.port,
                        Via::Direct,
                        of,
                        of.into_iter().collect(),
                    )
                }
                Some(host) => {
                    let gateway = gateways.iter().find(|gateway| gateway.host == *host);
                    let of = gateway.and_then(|gateway| self.named(&gateway.cluster));
                    let behind = seen.iter().filter(|pod| pod.network == workload.network);
                    (
                        host.clone(),
                        HBONE_PORT,
                        Via::Gateway,
                        of,
                        behind.filter_map(|pod| self.named(&pod.cluster)).collect(),
                    )
                }
            };
            list.entries.push(PredictedEntry {
                host,
                port,
                weight: u32::try_from(workload.capacity).unwrap_or(u32::MAX),
                via,
                cluster: of,
                leads_to,
                locality: String::new(),
                priority: 0,
                is_secure: true,
                health: match via {
                    Via::Direct => SentHealth::Healthy,
                    Via::Gateway => SentHealth::Unknown,
                },
                is_raw: false,
                broken: None,
            });
        }
        let listed: BTreeSet<ClusterIndex> = list
            .entries
            .iter()
            .flat_map(|entry| entry.leads_to.iter().copied())
            .collect();
        for pod in pods {
            let Some(cluster) = self.named(&pod.cluster).filter(|it| !listed.contains(it)) else {
                continue;
            };
            let reason = if !pilot.visible.contains(&pod.cluster) {
                Reason::D20
            } else if is_global {
                Reason::D16
            } else {
                Reason::D14
            };
            let missing = self.missing(list, cluster, reason);
            list.missing.push(missing);
        }
    }
}
