//! East-west gateways.

pub mod control_plane_without_gateway;
pub mod external_ip_not_an_ip;
pub mod external_ips_single_node;
pub mod external_ips_without_addresses;
pub mod gateway_address_foreign;
pub mod gateway_address_pending;
pub mod gateway_missing_for_network;
pub mod gateway_public_unrestricted;
pub mod gateway_single_replica;
pub mod gateway_without_use;
pub mod node_port_out_of_range;
pub mod node_port_without_addresses;
pub mod remote_control_plane_needs_fixed_ports;
