//! DestinationRules for services whose callers are to stay near, or to leave only when they must.
//!
//! Failover works only with outlier detection, and locality only where one is known: both stand
//! in the same rule. The rules of the topology's services live in the root namespace, so that they
//! count in every namespace.

use meshwright_catalog::Release;
use meshwright_diag::Value;
use meshwright_model::Traffic;
use serde_json::{Map, json};

/// DestinationRules that one istiod reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrafficRules {
    /// The API version of `networking.istio.io`.
    pub api_version: String,
    /// Their namespace.
    pub namespace: &'static str,
    /// How the release says which endpoints are near.
    pub nearness: Nearness,
    /// One rule for each.
    pub services: Vec<TrafficService>,
}

/// How a release says which endpoints are near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness {
    /// By labels in an order: `failoverPriority`.
    Labels,
    /// By region, zone and subzone alone. The own cluster comes first only where no other one is
    /// in its region.
    Localities,
}

/// A service and how its callers spread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrafficService {
    /// The rule's name.
    pub name: String,
    /// The service's host.
    pub host: String,
    /// How its callers spread: never [`Traffic::Spread`] or [`Traffic::ClusterLocal`].
    pub traffic: Traffic,
}

impl Nearness {
    /// How the release with this answer about `failoverPriority` says it.
    pub const fn of(has_failover_priority: bool, release: &Release) -> Self {
        if has_failover_priority && *release.traffic().cluster_label_priority.value() {
            Self::Labels
        } else {
            Self::Localities
        }
    }
}

impl TrafficRules {
    pub(crate) fn documents(&self) -> Vec<Value> {
        let services = self.services.iter();
        services.map(|service| self.document(service)).collect()
    }

    fn document(&self, service: &TrafficService) -> Value {
        let mut locality = Map::new();
        locality.insert("enabled".into(), json!(true));
        if self.nearness == Nearness::Labels {
            let priority = match service.traffic {
                // Endpoints in the caller's own cluster first, whatever its region.
                Traffic::Failover => vec!["topology.istio.io/cluster"],
                Traffic::PreferLocal | Traffic::Spread | Traffic::ClusterLocal => vec![
                    "topology.kubernetes.io/region",
                    "topology.kubernetes.io/zone",
                    "topology.istio.io/cluster",
                ],
            };
            locality.insert("failoverPriority".into(), json!(priority));
        }
        json!({
            "apiVersion": self.api_version,
            "kind": "DestinationRule",
            "metadata": {"name": service.name, "namespace": self.namespace},
            "spec": {
                "host": service.host,
                "trafficPolicy": {
                    "loadBalancer": {"localityLbSetting": locality},
                    "outlierDetection": {
                        "consecutive5xxErrors": 5,
                        "interval": "10s",
                        "baseEjectionTime": "30s",
                    },
                },
            },
        })
    }
}
