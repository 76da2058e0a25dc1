//! A proxy that asks istiod once what it would be sent.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use super::http2::Stream;
use super::message::{self, EndpointList};
use super::protobuf::Writer;

const METHOD: &str =
    "/envoy.service.discovery.v3.AggregatedDiscoveryService/StreamAggregatedResources";

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// What it stands at.
    pub kind: Kind,
    /// The name of its pod.
    pub pod: String,
    /// Its namespace.
    pub namespace: String,
    /// Its address.
    pub ip: String,
    /// `CLUSTER_ID`: the cluster it runs in.
    pub cluster: String,
    /// `NETWORK`: the network it is on.
    pub network: String,
    /// `REQUESTED_NETWORK_VIEW`; empty for every network.
    pub view: String,
    /// The DNS domain of its Services.
    pub domain: String,
    /// The release of its agent, such as `1.26.0`.
    pub version: String,
    /// The labels of its pod.
    pub labels: BTreeMap<String, String>,
}

/// What a proxy stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A workload.
    Sidecar,
    /// A gateway.
    Router,
}

/// What istiod sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// The names of all clusters that the proxy was sent.
    pub clusters: BTreeSet<String>,
    /// The lists of those that were asked for and that the proxy was sent, by name.
    pub lists: BTreeMap<String, EndpointList>,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum AskError {
    /// Nobody listens there, or what was sent is no discovery service.
    Unreachable(io::Error),
    /// The time was up before everything was there.
    TimedOut,
}

/// Asks the istiod at `server` for the lists of `wanted`, by Envoy's names of clusters.
///
/// A name that istiod sends no cluster for has no list, nor one whose type asks for none; a gateway is asked for its lists even
/// so, because clusters for passing through are sent only to gateways that pass through.
///
/// # Errors
///
/// There is no istiod, or it does not answer within `patience`.
pub fn ask(
    server: SocketAddr,
    proxy: &Proxy,
    wanted: &[String],
    patience: Duration,
) -> Result<Lists, AskError> {
    talk(server, proxy, wanted, patience).map_err(|error| match error.kind() {
        io::ErrorKind::TimedOut => AskError::TimedOut,
        _ => AskError::Unreachable(error),
    })
}

fn talk(
    server: SocketAddr,
    proxy: &Proxy,
    wanted: &[String],
    patience: Duration,
) -> io::Result<Lists> {
    let mut stream = Stream::open(server, METHOD, patience)?;
    let mut found = Lists::default();
    stream.put(&message::request(message::CLUSTER, &[], Some(node(proxy))))?;
    let clusters = next(&mut stream, message::CLUSTER)?;
    found.clusters = clusters
        .iter()
        .map(|bytes| message::cluster_name(bytes))
        .collect();
    let with_lists: BTreeSet<String> = clusters
        .iter()
        .filter(|bytes| message::asks_for_endpoints(bytes))
        .map(|bytes| message::cluster_name(bytes))
        .collect();
    let names: Vec<String> = wanted
        .iter()
        .filter(|name| proxy.kind == Kind::Router || with_lists.contains(*name))
        .cloned()
        .collect();
    if names.is_empty() {
        return Ok(found);
    }
    stream.put(&message::request(message::LIST, &names, None))?;
    // The first answer has every name that was asked for; pushes of others may come between.
    let lists = next(&mut stream, message::LIST)?;
    found.lists = lists
        .iter()
        .map(|bytes| message::list(bytes))
        .filter(|list| names.contains(&list.name))
        .map(|list| (list.name.clone(), list))
        .collect();
    Ok(found)
}

fn next(stream: &mut Stream, kind: &str) -> io::Result<Vec<Vec<u8>>> {
    loop {
        let answer = message::answer(&stream.take()?);
        if answer.kind == kind {
            return Ok(answer.resources);
        }
    }
}

fn node(proxy: &Proxy) -> Writer {
    let kind = match proxy.kind {
        Kind::Sidecar => "sidecar",
        Kind::Router => "router",
    };
    let Proxy {
        pod, namespace, ip, ..
    } = proxy;
    let id = format!(
        "{kind}~{ip}~{pod}.{namespace}~{namespace}.svc.{}",
        proxy.domain
    );
    let mut texts = vec![
        ("CLUSTER_ID", &*proxy.cluster),
        ("NAME", pod),
        ("NAMESPACE", namespace),
        ("INSTANCE_IPS", ip),
        ("ISTIO_VERSION", &proxy.version),
        ("NETWORK", &proxy.network),
    ];
    if !proxy.view.is_empty() {
        texts.push(("REQUESTED_NETWORK_VIEW", &proxy.view));
    }
    Writer::default()
        .text(1, &id)
        .text(2, &format!("{pod}.{namespace}"))
        .message(3, &message::metadata(&texts, &[("LABELS", &proxy.labels)]))
}
