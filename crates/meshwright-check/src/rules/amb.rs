//! Ambient data plane.

pub mod ambient_not_planned;
pub mod ambient_primary_remote;
pub mod ambient_single_network;
pub mod mixed_data_planes;
