//! The messages of the discovery service, as far as they are read and written.
//!
//! Numbers of fields are those of `envoy.service.discovery.v3`, `envoy.config.core.v3`,
//! `envoy.config.cluster.v3` and `envoy.config.endpoint.v3`.

use std::collections::BTreeMap;

use super::protobuf::{Value, Writer, fields};

/// The type of a cluster's description.
pub const CLUSTER: &str = "type.googleapis.com/envoy.config.cluster.v3.Cluster";
/// The type of a list of endpoints.
pub const LIST: &str = "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment";

/// What an answer carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The type of its resources.
    pub kind: String,
    /// The resources, undecoded.
    pub resources: Vec<Vec<u8>>,
}

/// The endpoints that istiod sends for one of Envoy's clusters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndpointList {
    /// `outbound|5000||helloworld.sample.svc.cluster.local`.
    pub name: String,
    /// In istiod's order.
    pub endpoints: Vec<Endpoint>,
}

/// An endpoint as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoint {
    /// The address; empty where it is no socket.
    pub address: String,
    /// The port.
    pub port: u16,
    /// Its weight in its locality.
    pub weight: u32,
    /// `region/zone/subzone`, without what is empty at the end.
    pub locality: String,
    /// The priority of its locality.
    pub priority: u32,
    /// What is said of its health.
    pub health: Health,
    /// Whether proxies speak Istio's mutual TLS to it.
    pub is_mtls: bool,
}

/// What istiod says of an endpoint's health.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Health {
    /// Nothing; so it is for gateways.
    #[default]
    Unknown,
    /// Ready.
    Healthy,
    /// Not ready.
    Unhealthy,
    /// On its way out.
    Draining,
}

/// A request for resources of one type; no names ask for all.
pub fn request(kind: &str, names: &[String], node: Option<Writer>) -> Vec<u8> {
    let mut writer = Writer::default();
    if let Some(node) = node {
        writer = writer.message(2, &node);
    }
    for name in names {
        writer = writer.text(3, name);
    }
    writer.text(4, kind).finish()
}

/// A structure of texts and of maps of texts, as in a node's metadata.
pub fn metadata(texts: &[(&str, &str)], maps: &[(&str, &BTreeMap<String, String>)]) -> Writer {
    let mut writer = structure(texts.iter().copied());
    for (key, map) in maps {
        let pairs = map.iter().map(|(key, value)| (&**key, &**value));
        let value = Writer::default().message(5, &structure(pairs));
        writer = writer.message(1, &Writer::default().text(1, key).message(2, &value));
    }
    writer
}

fn structure<'a>(texts: impl Iterator<Item = (&'a str, &'a str)>) -> Writer {
    texts.fold(Writer::default(), |writer, (key, text)| {
        // An empty text is a text here, so it is written all the same.
        let value = Writer::default().bytes(3, text.as_bytes());
        writer.message(1, &Writer::default().text(1, key).message(2, &value))
    })
}

/// Reads an answer.
pub fn answer(bytes: &[u8]) -> Answer {
    let mut answer = Answer::default();
    for (field, value) in fields(bytes) {
        match field {
            2 => answer.resources.push(first(value.as_bytes(), 2).to_vec()),
            4 => answer.kind = value.as_text(),
            _ => {}
        }
    }
    answer
}

/// The name of a cluster.
pub fn cluster_name(bytes: &[u8]) -> String {
    String::from_utf8_lossy(first(bytes, 1)).into_owned()
}

/// Whether Envoy asks for the endpoints of a cluster: its type is `EDS`.
pub fn asks_for_endpoints(bytes: &[u8]) -> bool {
    const TYPE: u32 = 2;
    const EDS: u32 = 3;
    fields(bytes).any(|(field, value)| field == TYPE && value.as_u32() == EDS)
}

/// Reads a list of endpoints.
pub fn list(bytes: &[u8]) -> EndpointList {
    let mut list = EndpointList::default();
    for (field, value) in fields(bytes) {
        match field {
            1 => list.name = value.as_text(),
            2 => group(value.as_bytes(), &mut list.endpoints),
            _ => {}
        }
    }
    list
}

/// The endpoints of one locality.
fn group(bytes: &[u8], endpoints: &mut Vec<Endpoint>) {
    let mut shared = Endpoint::default();
    for (field, value) in fields(bytes) {
        match field {
            1 => shared.locality = locality(value.as_bytes()),
            5 => shared.priority = value.as_u32(),
            _ => {}
        }
    }
    for (field, value) in fields(bytes) {
        if field == 2 {
            endpoints.push(endpoint(value.as_bytes(), &shared));
        }
    }
}

fn endpoint(bytes: &[u8], shared: &Endpoint) -> Endpoint {
    let mut read = Endpoint {
        weight: 1,
        ..shared.clone()
    };
    for (field, value) in fields(bytes) {
        match field {
            1 => {
                let socket = first(first(value.as_bytes(), 1), 1);
                for (field, value) in fields(socket) {
                    match field {
                        2 => read.address = value.as_text(),
                        3 => read.port = u16::try_from(value.as_u32()).unwrap_or(0),
                        _ => {}
                    }
                }
            }
            2 => {
                read.health = match value.as_u32() {
                    1 => Health::Healthy,
                    2 | 4 => Health::Unhealthy,
                    3 => Health::Draining,
                    _ => Health::Unknown,
                };
            }
            3 => read.is_mtls = is_mtls(value.as_bytes()),
            4 => read.weight = number(value.as_bytes()),
            _ => {}
        }
    }
    read
}

/// Whether the metadata chooses the transport socket for Istio's mutual TLS.
fn is_mtls(metadata: &[u8]) -> bool {
    fields(metadata)
        .filter(|(field, _)| *field == 1)
        .map(|(_, entry)| entry.as_bytes())
        .filter(|entry| first(entry, 1) == b"envoy.transport_socket_match")
        .flat_map(|entry| fields(first(entry, 2)))
        .any(|(_, pair)| {
            let pair = pair.as_bytes();
            first(pair, 1) == b"tlsMode" && first(first(pair, 2), 3) == b"istio"
        })
}

fn locality(bytes: &[u8]) -> String {
    let mut parts = [String::new(), String::new(), String::new()];
    for (field, value) in fields(bytes) {
        let place = (field as usize).checked_sub(1);
        if let Some(part) = place.and_then(|place| parts.get_mut(place)) {
            *part = value.as_text();
        }
    }
    parts.join("/").trim_end_matches('/').to_owned()
}

/// The number in a wrapper such as `UInt32Value`.
fn number(bytes: &[u8]) -> u32 {
    fields(bytes)
        .find(|(field, _)| *field == 1)
        .map_or(0, |(_, value)| value.as_u32())
}

/// The last value of a field with bytes; nothing where it is absent.
fn first(bytes: &[u8], wanted: u32) -> &[u8] {
    fields(bytes)
        .filter(|(field, _)| *field == wanted)
        .map(|(_, value)| match value {
            Value::Bytes(bytes) => bytes,
            Value::Varint(_) | Value::Fixed64(_) | Value::Fixed32(_) => &[],
        })
        .last()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Endpoint, Health, LIST, Writer, answer, list, metadata};

    fn socket(address: &str, port: u64) -> Writer {
        let socket = Writer::default().text(2, address).number(3, port);
        let address = Writer::default().message(1, &socket);
        Writer::default().message(1, &address)
    }

    #[test]
    fn a_list_is_read_with_locality_weight_health_and_security() {
        let locality = Writer::default().text(1, "eu").text(2, "eu-1");
        let secure = Writer::default()
            .text(1, "envoy.transport_socket_match")
            .message(2, &metadata(&[("tlsMode", "istio")], &[]));
        let direct = Writer::default()
            .message(1, &socket("10.0.0.1", 5000))
            .number(2, 1)
            .message(3, &Writer::default().message(1, &secure))
            .message(4, &Writer::default().number(1, 7));
        let gateway = Writer::default().message(1, &socket("203.0.113.1", 15443));
        let group = Writer::default()
            .message(1, &locality)
            .message(2, &direct)
            .message(2, &gateway)
            .number(5, 1);
        let bytes = Writer::default()
            .text(1, "name")
            .message(2, &group)
            .finish();
        let read = list(&bytes);
        assert_eq!(read.name, "name");
        let direct = Endpoint {
            address: "10.0.0.1".to_owned(),
            port: 5000,
            weight: 7,
            locality: "eu/eu-1".to_owned(),
            priority: 1,
            health: Health::Healthy,
            is_mtls: true,
        };
        let gateway = Endpoint {
            address: "203.0.113.1".to_owned(),
            port: 15443,
            weight: 1,
            health: Health::Unknown,
            is_mtls: false,
            ..direct.clone()
        };
        assert_eq!(read.endpoints, [direct, gateway]);
    }

    #[test]
    fn an_answer_is_its_type_and_its_resources() {
        let any = Writer::default().text(1, LIST).text(2, "bytes");
        let bytes = Writer::default()
            .text(1, "version")
            .message(2, &any)
            .text(4, LIST)
            .finish();
        let read = answer(&bytes);
        assert_eq!(read.kind, LIST);
        assert_eq!(read.resources, [b"bytes".to_vec()]);
    }

    #[test]
    fn endpoints_are_asked_for_only_where_the_type_is_eds() {
        let cluster = |kind: u64| Writer::default().text(1, "a").number(2, kind).finish();
        assert!(super::asks_for_endpoints(&cluster(3)));
        // ORIGINAL_DST, as headless services have.
        assert!(!super::asks_for_endpoints(&cluster(4)));
        assert!(!super::asks_for_endpoints(&cluster(0)));
    }
}
