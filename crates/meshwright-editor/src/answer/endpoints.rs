//! The endpoint lists that istiod will send.

use serde::Deserialize;

/// An entry of an endpoint list.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Endpoint {
    /// The address; absent where it is learned when the plan is carried out.
    pub address: Option<String>,
    /// What proxies connect to: `pod` or `gateway`.
    pub via: String,
    /// The port.
    pub port: u16,
    /// The weight, with one pod in each cluster.
    pub weight: u32,
    /// The cluster of the pods or gateway.
    pub of: Option<String>,
    /// 0 is used first.
    pub priority: u32,
    /// Whether requests to it arrive.
    pub arrives: bool,
    /// What it leads to and what is wrong with it.
    pub text: String,
}

/// A cluster with pods of the service that a list has nothing of.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Missing {
    /// The cluster.
    pub cluster: String,
    /// Why.
    pub text: String,
}

/// What istiod will tell the proxies of a cluster of one port of a service.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct EndpointList {
    /// The callers' cluster.
    pub from: String,
    /// The cluster whose istiod sends the list.
    pub istiod: Option<String>,
    /// The service: `name.namespace`.
    pub service: String,
    /// The port.
    pub port: u16,
    /// Why the proxies get no list.
    pub unserved: Option<String>,
    /// The entries, in istiod's order.
    pub endpoints: Vec<Endpoint>,
    /// What the list has nothing of.
    pub missing: Vec<Missing>,
    /// The part of requests that arrives, 0 to 1.
    pub share: f64,
}

/// The endpoint lists of one cluster's proxies.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Endpoints {
    /// One for each port of a service.
    pub lists: Vec<EndpointList>,
}
