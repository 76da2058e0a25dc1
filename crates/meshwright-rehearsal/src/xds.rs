//! What istiod sends to a proxy: the clusters it knows and their endpoints.
//!
//! [`ask`] plays one proxy for a moment: it opens the aggregated discovery stream in plain text
//! (port 15010), says which cluster, network, namespace and labels it has, and reads two answers.
//!
//! One stream of one service is all of gRPC that is needed, and four messages are all of Envoy's
//! interface. A gRPC library and Envoy's published types bring some sixty crates for that, so
//! both are written here: [`protobuf`] (the wire format), [`http2`] (frames of one stream) and
//! [`message`] (the fields that are read).
//!
//! Not here: TLS and tokens (15012), acknowledgements, deltas, listeners and routes.

pub mod client;
pub mod http2;
pub mod message;
pub mod protobuf;

pub use client::{AskError, Kind, Lists, Proxy, ask};
pub use message::{Endpoint, EndpointList, Health};
