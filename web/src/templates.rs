//! Meshes to begin with: the examples of this repository.

/// A mesh to begin with.
pub(crate) struct Template {
    /// Its name, and the key of its words.
    pub(crate) name: &'static str,
    /// The topology.
    pub(crate) text: &'static str,
}

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(Template {
            name: $name,
            text: include_str!(concat!("../../examples/", $name, ".yaml")),
        }),*]
    };
}

/// Every mesh to begin with, the simplest first.
pub(crate) const TEMPLATES: &[Template] = templates![
    "two-primaries-one-network",
    "two-primaries-two-networks",
    "primary-remote-one-network",
    "primary-remote-two-networks",
    "three-clusters-two-control-planes",
    "five-clusters-three-networks",
    "external-control-plane",
    "shared-remote-two-primaries",
    "ambient-two-networks",
    "bare-metal-node-ports",
    "bare-metal-external-ips",
    "helm-primary-remote",
    "sail-three-clusters",
    "hundred-clusters",
];
