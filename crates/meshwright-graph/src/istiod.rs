//! What istiod decides in a mesh of several clusters, as a model that needs no cluster.
//!
//! Given what is there (endpoints, proxies, gateways, Services, secrets, mesh config), the
//! functions here say what istiod makes of it: which [`Assignment`] a proxy is sent, which
//! [`Gateway`]s it knows, whom it lets in, and by which [`Reason`] not. Each decision carries the
//! id of its rule in a comment (`E-FORCE`), the same as in the test vectors in `tests/vectors/`.
//!
//! Releases differ by [`IstiodFacts`], which the caller fills in. What a topology means in these
//! terms is said by the predictions beside this module.
//!
//! Not here: Meshwright's topology, versions, prose.

pub mod access;
pub mod ambient;
mod assignment;
pub mod discover;
mod facts;
pub mod failure;
mod list;
pub mod locality;
pub mod mtls;
pub mod network;
pub mod path;
mod reason;
pub mod registry;
pub mod service;
pub mod sight;
pub mod validate;
mod world;

pub use facts::{Features, IstiodFacts};
pub use list::{Assignment, Entry, Group, Request, SentHealth, Via};
pub use reason::Reason;
pub use world::{
    Discoverable, Endpoint, Gateway, Health, Host, IpFamily, PeerAuthentication, Pilot, Policy,
    Proxy, ProxyKind, ServicePortView, Tls, TlsMode,
};
