//! Networks and addresses.

pub mod cidr_covers_peer_address;
pub mod expectation_not_met;
pub mod firewall_ports_blocked;
pub mod network_without_clusters;
pub mod overlapping_pod_cidr;
pub mod overlapping_service_cidr;
pub mod own_ranges_overlap;
pub mod single_network_not_routable;
pub mod value_contradicts_topology;
