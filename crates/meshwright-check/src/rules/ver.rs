//! Versions, roles and installation.

pub mod demo_profile;
pub mod external_not_planned;
pub mod image_source_differs;
pub mod install_method_not_planned;
pub mod istio_version_skew;
pub mod known_bad_version;
pub mod kube_version_unsupported;
pub mod no_primary;
pub mod primary_single_point;
pub mod release_not_planned;
pub mod remote_endpoint_slice_ignored;
pub mod remote_mesh_config_ignored;
pub mod remote_of_itself;
pub mod remote_of_remote;
pub mod remote_pilot_hostname;
pub mod revision_mismatch;
pub mod unknown_release;
