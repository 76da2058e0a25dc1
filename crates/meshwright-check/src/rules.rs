//! The registry: every rule, sorted by code.
//!
//! A rule is one file here, one line in [`RULES`], its page and its messages.

pub mod amb;
pub mod api;
pub mod dns;
pub mod gwy;
pub mod nam;
pub mod net;
pub mod sec;
pub mod svc;
pub mod tru;
pub mod ver;

use crate::Rule;

/// Every rule over a resolved mesh, sorted by code.
pub static RULES: &[&Rule] = &[
    &amb::ambient_not_planned::RULE,
    &amb::ambient_primary_remote::RULE,
    &amb::ambient_single_network::RULE,
    &amb::mixed_data_planes::RULE,
    &api::api_loopback::RULE,
    &api::api_not_reachable_from_peer::RULE,
    &api::api_url_shared::RULE,
    &api::api_url_missing::RULE,
    &dns::service_missing_in_client_cluster::RULE,
    &dns::cluster_domain_differs::RULE,
    &gwy::gateway_missing_for_network::RULE,
    &gwy::gateway_address_pending::RULE,
    &gwy::node_port_without_addresses::RULE,
    &gwy::node_port_out_of_range::RULE,
    &gwy::remote_control_plane_needs_fixed_ports::RULE,
    &gwy::control_plane_without_gateway::RULE,
    &gwy::gateway_address_foreign::RULE,
    &gwy::gateway_single_replica::RULE,
    &gwy::gateway_public_unrestricted::RULE,
    &gwy::external_ips_single_node::RULE,
    &gwy::external_ips_without_addresses::RULE,
    &gwy::gateway_without_use::RULE,
    &gwy::external_ip_not_an_ip::RULE,
    &nam::default_cluster_name::RULE,
    &net::overlapping_pod_cidr::RULE,
    &net::overlapping_service_cidr::RULE,
    &net::single_network_not_routable::RULE,
    &net::firewall_ports_blocked::RULE,
    &net::cidr_covers_peer_address::RULE,
    &net::network_without_clusters::RULE,
    &net::value_contradicts_topology::RULE,
    &net::expectation_not_met::RULE,
    &net::expectation_not_evaluated::RULE,
    &net::own_ranges_overlap::RULE,
    &sec::many_remote_secrets::RULE,
    &svc::prefer_local_without_locality::RULE,
    &svc::failover_without_second_cluster::RULE,
    &tru::trust_not_planned::RULE,
    &tru::trust_domain_mismatch::RULE,
    &tru::cert_manager_not_planned::RULE,
    &ver::kube_version_unsupported::RULE,
    &ver::istio_version_skew::RULE,
    &ver::unknown_release::RULE,
    &ver::remote_pilot_hostname::RULE,
    &ver::install_method_not_planned::RULE,
    &ver::external_not_planned::RULE,
    &ver::demo_profile::RULE,
    &ver::remote_mesh_config_ignored::RULE,
    &ver::image_source_differs::RULE,
    &ver::remote_of_remote::RULE,
    &ver::remote_of_itself::RULE,
    &ver::no_primary::RULE,
    &ver::revision_mismatch::RULE,
    &ver::primary_single_point::RULE,
    &ver::remote_endpoint_slice_ignored::RULE,
    &ver::known_bad_version::RULE,
    &ver::release_not_planned::RULE,
];
