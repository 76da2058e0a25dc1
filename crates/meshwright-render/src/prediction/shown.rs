//! Endpoints as far as the topology can tell them, for people and for programs.

use std::fmt;

use meshwright_diag::{Words, text};

/// An endpoint as `istioctl proxy-config endpoints` will show it, as far as is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// This address and port.
    Address(String),
    /// An address in this range of pods.
    PodIn(String, u16),
    /// A pod of this cluster, whose range is not known.
    PodOf(String, u16),
    /// The address of this cluster's gateway, which is learned when applied.
    GatewayOf(String, u16),
}

impl Shown {
    /// For people.
    pub fn say(&self, words: &Words) -> String {
        match self {
            Self::Address(address) => address.clone(),
            Self::PodIn(range, port) => {
                words.say(&text!("predict-pods-in", range = range, port = *port))
            }
            Self::PodOf(cluster, port) => {
                words.say(&text!("predict-pods-of", cluster = cluster, port = *port))
            }
            Self::GatewayOf(cluster, port) => words.say(&text!(
                "predict-address-of",
                cluster = cluster,
                port = *port
            )),
        }
    }
}

/// Endpoints for people, in a row.
pub(crate) fn say_all(endpoints: &[Shown], words: &Words) -> String {
    let said: Vec<String> = endpoints.iter().map(|it| it.say(words)).collect();
    words.enumerate(&said)
}

impl fmt::Display for Shown {
    /// For programs, without blanks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => f.write_str(address),
            Self::PodIn(range, port) => write!(f, "{range}:{port}"),
            Self::PodOf(cluster, port) => write!(f, "pods({cluster}):{port}"),
            Self::GatewayOf(cluster, port) => write!(f, "gateway({cluster}):{port}"),
        }
    }
}
