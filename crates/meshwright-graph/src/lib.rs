//! Who can reach, discover, control and trust whom in a mesh, and why.
//!
//! [`MeshGraph::build`] takes a resolved [`meshwright_model::Mesh`] and answers questions about
//! pairs of clusters: [`MeshGraph::reach`] for requests between pods, [`MeshGraph::discovers`]
//! for istiod and API servers, [`MeshGraph::controls`] for proxies and their istiod,
//! [`MeshGraph::trusts`] for roots. [`why()`] tells the same hop by hop, with the repair for the
//! first hop that breaks; [`firewall::flows`] lists the ports that have to be open.
//!
//! What Meshwright's plan provides (labels, remote secrets, exposed services) is taken as done;
//! what the topology provides (wires, gateways, addresses, roots) is looked at.
//!
//! Not here: whether a topology is good (`meshwright-check`), in which order it is installed
//! (`meshwright-plan`), what an Istio release can do (`meshwright-catalog`).

mod api;
mod bits;
mod control;
mod facts;
pub mod firewall;
mod graph;
pub mod istiod;
mod network;
mod offer;
pub mod predict;
mod reach;
mod repair;
mod rows;
mod say;
mod trust;
pub mod what_if;
mod why;
mod wires;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod exhaustive;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod testing;

pub use api::ApiBroken;
pub use bits::Bits;
pub use control::{CONTROL_PORTS, ControlLink};
pub use firewall::{Flow, FlowEnd, FlowKind, Need, Protocol, all_flows, flows};
pub use graph::{Edge, MeshGraph, Node};
pub use istiod::IstiodFacts;
pub use network::{NetworkPath, PathKind};
pub use offer::{NotOffered, offered};
pub use predict::{Prediction, Predictor};
pub use reach::{Broken, Reach};
pub use repair::repair;
pub use rows::ReachRows;
pub use trust::{Authority, Trust};
pub use why::{Hop, HopKind, Provision, Why, why};

/// The English sentences of this crate.
pub const WORDS: meshwright_diag::Source = meshwright_diag::Source {
    language: meshwright_diag::Language::En,
    messages: include_str!("../words/en.ftl"),
};

/// The same in Chinese.
pub const WORDS_ZH_CN: meshwright_diag::Source = meshwright_diag::Source {
    language: meshwright_diag::Language::ZhCn,
    messages: include_str!("../words/zh-CN.ftl"),
};
