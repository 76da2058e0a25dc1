//! Access to API servers.

pub mod api_loopback;
pub mod api_not_reachable_from_peer;
pub mod api_url_missing;
pub mod api_url_shared;
