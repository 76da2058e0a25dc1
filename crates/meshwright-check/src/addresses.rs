//! The address by which remotes find an istiod, and where the document says it.

use meshwright_diag::ModelPath;
use meshwright_model::{Address, Cluster};

/// The address that remotes of `cluster` dial: its own, else the first of its gateway's; `None`
/// where it is learned when the plan is applied.
pub fn of_istiod(cluster: &Cluster) -> Option<(&Address, ModelPath)> {
    if let Some(address) = &cluster.istiod.address {
        return Some((address, cluster.path().join("istiod").join("address")));
    }
    let addresses = &cluster.gateway.as_ref()?.addresses;
    // An IP address serves more meshes than a host name, so the plan takes one where there is one.
    let place = addresses
        .iter()
        .position(|address| matches!(address, Address::Ip(_)))
        .unwrap_or(0);
    let gateway = cluster.path().join("eastWestGateway");
    let at = gateway.join("addresses").join(format_args!("#{place}"));
    Some((addresses.get(place)?, at))
}
