//! DNS names.

pub mod cluster_domain_differs;
pub mod service_missing_in_client_cluster;
