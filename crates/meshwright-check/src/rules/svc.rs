//! Services.

pub mod failover_without_second_cluster;
pub mod prefer_local_without_locality;
pub mod traffic_not_in_ambient;
pub mod traffic_not_in_release;
