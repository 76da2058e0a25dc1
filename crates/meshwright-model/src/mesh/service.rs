//! A Service that several clusters have, and where its callers go.

use super::ClusterIndex;
use crate::names::{Namespace, PortName, ServiceName};
use crate::words::words;

/// A service that is called across clusters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The Service's name.
    pub name: ServiceName,
    /// Its namespace.
    pub namespace: Namespace,
    /// Its ports.
    pub ports: Vec<ServicePort>,
    /// The clusters that have pods of it.
    pub clusters: Vec<ClusterIndex>,
    /// How callers spread.
    pub traffic: Traffic,
}

/// A port of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePort {
    /// Its name; endpoints join a service by it.
    pub name: PortName,
    /// Its number.
    pub port: u16,
}

words! {
    /// How a service's callers spread over clusters.
    Traffic {
        /// Over all endpoints, the default.
        Spread = "spread",
        /// To near ones while they are healthy.
        PreferLocal = "prefer-local",
        /// To other clusters only when the own has none.
        Failover = "failover",
        /// Never to other clusters.
        ClusterLocal = "cluster-local",
    }
}
