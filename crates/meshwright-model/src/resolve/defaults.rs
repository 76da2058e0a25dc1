//! What is meant where the document says nothing; the schema's defaults say the same.

use meshwright_diag::Value;

use crate::names::NameError;

/// `values.global.meshID`.
pub const MESH_ID: &str = "mesh1";
/// The trust domain, and the DNS domain of a cluster's Services.
pub const DOMAIN: &str = "cluster.local";
/// The newest Istio release that Meshwright knows.
pub const ISTIO_VERSION: &str = "1.30";
/// The installation profile.
pub const PROFILE: &str = "default";
/// The word for the revision that has no name.
pub const REVISION: &str = "default";
/// The network of a cluster that names none.
pub const NETWORK: &str = "network1";
/// Whether sidecars answer DNS for Services of other clusters.
pub const DNS_CAPTURE: bool = false;
/// Pods of an east-west gateway.
pub const REPLICAS: u32 = 2;

/// A name that is written in this project, and so is one.
pub(super) fn name<T>(parse: fn(&str) -> Result<T, NameError>, text: &str) -> T {
    parse(text).expect("the defaults are names of their kinds; a test resolves them all")
}

/// A free-form map with nothing in it.
pub(super) fn empty_map() -> Value {
    Value::Object(serde_json::Map::new())
}
