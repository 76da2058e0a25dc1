//! What istiod's validation and `istioctl analyze` say of `meshNetworks`.
//!
//! Sources: `pkg/config/validation/agent/validation.go` and
//! `pkg/config/analysis/analyzers/multicluster` of Istio 1.30.3.

use std::net::IpAddr;

use super::IstiodFacts;
use super::network::{MeshNetworkAddress, MeshNetworks};

/// The registries that are always known to the analyzer.
const KNOWN_REGISTRIES: [&str; 3] = ["Mock", "Kubernetes", "External"];

/// V-MN: whether istiod accepts the `meshNetworks`.
pub fn is_valid(facts: IstiodFacts, networks: &MeshNetworks) -> bool {
    networks.values().all(|network| {
        network.from_registry.iter().all(|it| is_label(it))
            && network.from_cidr.iter().all(|it| is_range(it))
            && network.gateways.iter().all(|gateway| {
                let is_address = match &gateway.at {
                    MeshNetworkAddress::Address(address) => {
                        address.parse::<IpAddr>().is_ok()
                            || (facts.resolves_hostnames && is_name(address))
                    }
                    MeshNetworkAddress::RegistryServiceName(name) => is_name(name),
                };
                is_address && (1..=65535).contains(&gateway.port)
            })
    })
}

/// A DNS label in Istio's form: upper case is allowed, dots are not.
fn is_label(text: &str) -> bool {
    let is_word = |c: u8| c.is_ascii_alphanumeric();
    let bytes = text.as_bytes();
    (1..=63).contains(&bytes.len())
        && bytes.iter().all(|&c| is_word(c) || c == b'-')
        && bytes.first().copied().is_some_and(is_word)
        && bytes.last().copied().is_some_and(is_word)
}

fn is_name(text: &str) -> bool {
    let labels: Vec<&str> = text.split('.').collect();
    let is_number = |label: &&str| label.bytes().all(|c| c.is_ascii_digit());
    text.len() <= 255
        && labels.iter().all(|label| is_label(label))
        && !labels.last().is_some_and(is_number)
}

/// A range or a bare address; the latter never matches (N-CIDR).
fn is_range(text: &str) -> bool {
    let Some((base, length)) = text.split_once('/') else {
        return text.parse::<IpAddr>().is_ok();
    };
    let most = match base.parse() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    length.parse::<u8>().is_ok_and(|length| length <= most)
}

/// V-IST0126: the registries that the analyzer does not know: no remote secret has them as key.
///
/// The name of istiod's own cluster is among them, which is a false alarm.
pub fn unknown_registries<'a>(networks: &'a MeshNetworks, secret_keys: &[String]) -> Vec<&'a str> {
    networks
        .values()
        .flat_map(|network| &network.from_registry)
        .filter(|name| !KNOWN_REGISTRIES.contains(&name.as_str()) && !secret_keys.contains(name))
        .map(String::as_str)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{is_label, is_name, is_range};

    #[test]
    fn names_are_judged_as_istio_does() {
        assert!(is_label("Cluster-1") && !is_label("a.b") && !is_label("-a") && !is_label(""));
        assert!(is_name("gw.example.com") && !is_name("gw.example.1") && !is_name("a..b"));
        assert!(is_range("10.0.0.0/8") && is_range("::1") && !is_range("10.0.0.0/33"));
    }
}
