//! How waits for gateways, and looks at what they need, are spelled.

use meshwright_model::{Address, SecretName};
use meshwright_plan::op::HostNames;

use super::quote::{flag, quote};

/// Waits for the address of a gateway's Service.
pub(super) fn wait_for_address(
    kubectl: &str,
    (service, namespace): (&str, &str),
    expected: &[Address],
    host_names: HostNames,
) -> String {
    let function = match host_names {
        HostNames::Resolved => "wait_for_gateway",
        HostNames::Ignored => "wait_for_gateway_ip",
    };
    let expected: Vec<String> = expected.iter().map(Address::to_string).collect();
    let expected = quote(&expected.join(","));
    let namespace = flag("namespace", namespace);
    format!("{function} {service} {expected} {kubectl} {namespace}")
}

/// Looks for nodes whose address callers of a NodePort gateway are sent to.
pub(super) fn check_node_addresses(kubectl: &str, name: &str, selector: &str) -> String {
    format!("check_node_addresses {name} {} {kubectl}", quote(selector))
}

/// Looks at the certificate that a gateway shows to callers of istiod.
pub(super) fn check_certificate(
    kubectl: &str,
    system: &str,
    secret: &SecretName,
    host: &str,
) -> String {
    let secret = quote(secret.as_str());
    format!(
        "check_gateway_certificate {secret} {} {kubectl} {system}",
        quote(host)
    )
}

/// Waits until a host name has an address.
pub(super) fn wait_for_name(host: &str) -> String {
    format!("wait_for_name {}", quote(host))
}
