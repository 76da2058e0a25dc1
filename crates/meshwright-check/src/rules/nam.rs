//! Names.

pub mod default_cluster_name;
