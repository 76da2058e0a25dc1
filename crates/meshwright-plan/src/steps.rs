//! Recipes of steps that more than one model uses.

pub(crate) mod addons;
pub(crate) mod ambient;
pub(crate) mod check_cluster;
pub(crate) mod discovery;
pub(crate) mod exposure;
pub(crate) mod external;
pub(crate) mod gateway;
pub(crate) mod mesh_settings;
pub(crate) mod namespace;
pub(crate) mod openshift;
pub(crate) mod primary;
pub(crate) mod traffic;
pub(crate) mod trust;
pub(crate) mod verify;
