//! Predicted entries in words.

use meshwright_diag::{Text, text};
use meshwright_model::{ClusterIndex, Mesh};

use super::{EntryBroken, Missing, PredictedEntry, Prediction};
use crate::MeshGraph;
use crate::istiod::{Host, Via};
use crate::say::Names;

/// The address, or whose it is.
pub(super) fn host(host: &Host) -> Text {
    match host {
        Host::Absent => text!("host-absent"),
        Host::Ip(ip) => text!("host-address", address = ip.to_string()),
        Host::Name(name) => text!("host-address", address = name),
        Host::PodOf(cluster) => text!("host-pod", cluster = cluster),
        Host::GatewayOf(cluster) => text!("host-gateway", cluster = cluster),
    }
}

/// What an entry leads to, and what is wrong with it.
pub(super) fn entry(
    mesh: &Mesh,
    graph: &MeshGraph,
    list: &Prediction,
    entry: &PredictedEntry,
) -> Text {
    let names = Names::of(mesh);
    let clusters: Vec<String> = entry.leads_to.iter().map(|&it| names.cluster(it)).collect();
    let told = match (entry.via, entry.cluster) {
        _ if entry.is_raw => return raw(mesh, graph, list, entry),
        (Via::Gateway, Some(gateway)) => {
            let gateway = names.cluster(gateway);
            text!("entry-gateway", gateway = gateway, clusters = clusters)
        }
        (Via::Gateway, None) => text!("entry-told-gateway", clusters = clusters),
        (Via::Direct, _) if entry.leads_to == [list.caller] => text!("entry-own"),
        (Via::Direct, _) => text!("entry-direct", clusters = clusters),
    };
    match entry.broken {
        None => told,
        Some(EntryBroken::Graph(broken)) => {
            text!("entry-broken", entry = told, broken = names.say(broken))
        }
        Some(EntryBroken::Reason(reason)) => {
            text!("entry-broken", entry = told, broken = reason.text())
        }
    }
}

/// Why istiod sends the raw address of a pod on another network.
fn raw(mesh: &Mesh, graph: &MeshGraph, list: &Prediction, entry: &PredictedEntry) -> Text {
    let names = Names::of(mesh);
    let to = entry.leads_to.first().copied();
    let to = to.unwrap_or(ClusterIndex(usize::MAX));
    let because = match graph.gateway_there(to) {
        Err(broken) => names.say(broken),
        Ok(()) => text!(
            "raw-unseen",
            network = names.network_of(to),
            istiod = list.istiod.map_or_else(String::new, |it| names.cluster(it)),
        ),
    };
    text!("entry-raw", cluster = names.cluster(to), because = because)
}

/// Why a cluster is not in the list.
pub(super) fn missing(mesh: &Mesh, list: &Prediction, missing: &Missing) -> Text {
    let names = Names::of(mesh);
    let because = match missing.broken {
        Some(broken) => names.say(broken),
        None => missing.reason.text(),
    };
    text!(
        "entry-missing",
        cluster = names.cluster(missing.cluster),
        caller = names.cluster(list.caller),
        because = because
    )
}
