//! Ambient data plane.

pub mod ambient_external_control_plane;
pub mod ambient_gateway_exposure;
pub mod ambient_gateway_port;
pub mod ambient_not_in_release;
pub mod ambient_not_stable;
pub mod ambient_primary_remote;
pub mod ambient_profile;
pub mod ambient_single_network;
pub mod mixed_data_planes;
pub mod service_scopes_replaced;
