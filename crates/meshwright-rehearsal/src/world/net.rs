//! The network of a world: every address is local, and no packet can leave.

use std::net::IpAddr;

use meshwright_core::model::{Address, Mesh};

use super::addresses;
use crate::tools::{Tool, Tools};
use crate::trouble::Trouble;

/// Brings the loopback device up and routes the world's addresses to it.
pub(super) fn set_up(tools: &Tools, mesh: &Mesh) -> Result<(), Trouble> {
    ip(tools, &["link", "set", "lo", "up"])?;
    for range in addresses::LOCAL {
        ip(tools, &["route", "add", "local", range, "dev", "lo"])?;
    }
    for (index, _) in mesh.clusters() {
        // kwokctl puts the addresses that it finds on devices into its certificates.
        let address = format!("{}/32", addresses::api(index.0));
        ip(tools, &["address", "add", &address, "dev", "lo"])?;
    }
    for known in known(mesh) {
        let address = format!("{known}/32");
        ip(tools, &["route", "replace", "local", &address, "dev", "lo"])?;
    }
    Ok(())
}

/// The addresses that the topology itself has.
fn known(mesh: &Mesh) -> impl Iterator<Item = IpAddr> {
    let ip = |address: &Address| match address {
        Address::Ip(ip) => Some(*ip),
        Address::Hostname(_) => None,
    };
    mesh.clusters.iter().flat_map(move |cluster| {
        let gateway = cluster.gateway.iter().flat_map(|it| &it.addresses);
        gateway.chain(&cluster.istiod.address).filter_map(ip)
    })
}

fn ip(tools: &Tools, arguments: &[&str]) -> Result<(), Trouble> {
    let output = tools.command(Tool::Ip).args(arguments).output();
    let output = output.map_err(|error| Trouble::Io("ip".to_owned(), error))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Trouble::Failed(format!("ip {}", arguments.join(" ")), said))
}
