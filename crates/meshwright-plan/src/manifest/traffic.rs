//! DestinationRules for services whose callers are to stay near, or to leave only when they must.
//!
//! Failover works only with outlier detection, and locality only where one is known: both stand
//! in the same rule. The rules live in the root namespace, so that they count in every namespace.

use meshwright_diag::Value;
use meshwright_model::Traffic;
use serde_json::json;

use crate::istio::SYSTEM_NAMESPACE;

/// The DestinationRules of a primary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrafficRules {
    /// The API version of `networking.istio.io`.
    pub api_version: String,
    /// One rule for each.
    pub services: Vec<TrafficService>,
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

impl TrafficRules {
    pub(crate) fn documents(&self) -> Vec<Value> {
        self.services
            .iter()
            .map(|service| {
                let priority = match service.traffic {
                    // Endpoints in the caller's own cluster first, whatever its region.
                    Traffic::Failover => vec!["topology.istio.io/cluster"],
                    Traffic::PreferLocal | Traffic::Spread | Traffic::ClusterLocal => vec![
                        "topology.kubernetes.io/region",
                        "topology.kubernetes.io/zone",
                        "topology.istio.io/cluster",
                    ],
                };
                json!({
                    "apiVersion": self.api_version,
                    "kind": "DestinationRule",
                    "metadata": {"name": service.name, "namespace": SYSTEM_NAMESPACE},
                    "spec": {
                        "host": service.host,
                        "trafficPolicy": {
                            "loadBalancer": {
                                "localityLbSetting": {
                                    "enabled": true,
                                    "failoverPriority": priority,
                                },
                            },
                            "outlierDetection": {
                                "consecutive5xxErrors": 5,
                                "interval": "10s",
                                "baseEjectionTime": "30s",
                            },
                        },
                    },
                })
            })
            .collect()
    }
}
