//! The topology document as it is written: one type per part of the file.
//!
//! What is absent in the file is `None` here; defaults are the business of
//! [`resolve`](crate::resolve()). Each type is declared once, with `document!`; its reading from a
//! syntax tree, its writing and its JSON Schema come from that declaration.
//!
//! Not here: references (`controlPlane` is a text that may name nobody).

#[macro_use]
mod declare;
mod cluster;
mod connectivity;
pub(crate) mod decode;
mod expect;
mod fields;
pub(crate) mod free;
mod list;
mod mesh;
mod names;
mod policy;
mod repair;
mod scalars;
mod service;
mod texts;
mod topology;
mod view;

pub use cluster::{
    ApiServerSection, ClusterEntry, GatewaySection, IstiodSection, LocalitySection, NetworkEntry,
    RoleWord,
};
pub use connectivity::ConnectivityEntry;
pub use expect::{ExpectEntry, NoPathSection, ReachSection, SurvivesSection};
pub use list::List;
pub use mesh::{CaSection, DnsSection, IstioSection, MeshSection};
pub use policy::{AllowEntry, PolicySection};
pub use scalars::{Date, Point, Prose, Reference, RuleCode, ServiceReference};
pub use service::{ServiceEntry, ServicePortEntry};
pub use topology::{API_VERSION, KIND, Metadata, Topology};
pub use view::ViewSection;
