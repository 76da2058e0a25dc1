//! Services.

pub mod failover_without_locality;
pub mod failover_without_second_cluster;
