//! Services that are called across clusters.

use super::{List, Reference};
use crate::mesh::Traffic;
use crate::names::{Namespace, PortName, ServiceName};

document! {
    /// A service that is called across clusters.
    pub struct ServiceEntry {
        /// The Service's name: a DNS-1123 label.
        pub name: ServiceName => "name";
        /// The Service's namespace: a DNS-1123 label.
        pub namespace: Namespace => "namespace";
        /// The Service's ports.
        pub ports: Option<List<ServicePortEntry>> => "ports", default [];
        /// The clusters that have pods of it; absent or `"*"` for all.
        pub clusters: Option<List<Reference>> => "clusters";
        /// How its callers spread over clusters.
        pub traffic: Option<Traffic> => "traffic", default "spread";
    }
}

document! {
    /// A port of a service.
    pub struct ServicePortEntry {
        /// The port's name, a DNS-1123 label; endpoints join a service by it.
        pub name: PortName => "name";
        /// The port's number.
        pub port: u16 => "port";
    }
}
