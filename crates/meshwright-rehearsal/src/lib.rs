//! A mesh rehearsed: throwaway control planes on this machine, and a plan run against them.
//!
//! A [`World`] is a network of its own with a real API server, etcd and controllers for each
//! cluster of a topology, simulated nodes, and a real istiod wherever the plan installs one. What
//! a bare control plane lacks is played: load balancers, the gateways that lead to an istiod,
//! Services without pods, answers to requests. [`rehearse()`] runs a bundle's scripts in it, asks
//! each istiod which endpoints it sends to whom, and compares them with the prediction.
//!
//! Nothing of the user's clusters is touched: the world has its own kubeconfig, and no packet can
//! leave it. What cannot be rehearsed (traffic, clouds, firewalls) is said and not guessed.
//!
//! Not here: what the right answer is (`meshwright-graph` predicts), terminals (the command line).

#![cfg(unix)]

pub mod api;
pub mod carry;
pub mod compare;
pub mod diagnose;
pub mod enclosure;
pub mod fit;
pub mod http;
pub mod inventory;
pub mod lose;
pub mod operator;
pub mod plant;
pub mod play;
pub mod prove;
pub mod rehearse;
pub mod report;
pub mod room;
pub mod script;
pub mod situation;
pub mod tools;
pub mod traffic;
pub mod trouble;
pub mod world;
pub mod xds;

pub use rehearse::rehearse;
pub use tools::Tools;
pub use trouble::Trouble;
pub use world::World;

/// The sentences of this crate.
pub const WORDS: meshwright_core::diag::Source = meshwright_core::diag::Source {
    language: meshwright_core::diag::Language::En,
    messages: include_str!("../words/en.ftl"),
};

/// The same in Chinese.
pub const WORDS_ZH_CN: meshwright_core::diag::Source = meshwright_core::diag::Source {
    language: meshwright_core::diag::Language::ZhCn,
    messages: include_str!("../words/zh-CN.ftl"),
};
