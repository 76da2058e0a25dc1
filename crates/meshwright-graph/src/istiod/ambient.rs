//! What ztunnel is sent about workloads of other clusters.
//!
//! Source: `pilot/pkg/serviceregistry/ambient` of Istio 1.30.3.

use std::collections::BTreeMap;

use super::Host;

/// A pod of a service, as the ambient index sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmbientPod {
    /// Its cluster.
    pub cluster: String,
    /// The network of its cluster's system namespace.
    pub network: String,
}

/// A workload that ztunnel is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmbientWorkload {
    /// Its network.
    pub network: String,
    /// The gateway to go through; `None` for a pod that is reached directly.
    pub gateway: Option<Host>,
    /// How many pods it stands for.
    pub capacity: usize,
}

/// A-SPLIT: the workloads of one service, those of other networks folded into one for each.
///
/// `gateways` are networks and addresses of gateways with an HBONE port, in their order. Of
/// several for one network the first is used. A service that is not global has no workloads of
/// clusters other than `local_cluster` (A-SCOPE).
pub fn workloads(
    is_global: bool,
    local_cluster: &str,
    local_network: &str,
    pods: &[AmbientPod],
    gateways: &[(String, Host)],
) -> Vec<AmbientWorkload> {
    let mut near = Vec::new();
    let mut far: BTreeMap<&str, usize> = BTreeMap::new();
    for pod in pods {
        if pod.cluster != local_cluster && !is_global {
            continue;
        }
        if pod.network == local_network {
            near.push(AmbientWorkload {
                network: pod.network.clone(),
                gateway: None,
                capacity: 1,
            });
        } else {
            *far.entry(pod.network.as_str()).or_default() += 1;
        }
    }
    // A-GW
    let far = far.into_iter().filter_map(|(network, capacity)| {
        let (_, host) = gateways.iter().find(|(of, _)| of == network)?;
        Some(AmbientWorkload {
            network: network.to_owned(),
            gateway: Some(host.clone()),
            capacity,
        })
    });
    near.extend(far);
    near
}

#[cfg(test)]
mod tests {
    use super::{AmbientPod, Host, workloads};

    #[test]
    fn a_network_without_gateway_and_a_local_service_give_no_workload() {
        let pods = [AmbientPod {
            cluster: "remote".to_owned(),
            network: "n2".to_owned(),
        }];
        let gateways = [("n2".to_owned(), Host::parse("192.0.2.2"))];
        assert_eq!(workloads(true, "local", "n1", &pods, &[]), []);
        assert_eq!(workloads(false, "local", "n1", &pods, &gateways), []);
        assert_eq!(workloads(true, "local", "n1", &pods, &gateways).len(), 1);
    }
}
