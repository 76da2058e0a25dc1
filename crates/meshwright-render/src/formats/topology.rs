//! `topology.yaml`: the exact input.

use super::Format;

/// The exact input.
pub static TOPOLOGY: Format = Format {
    name: "topology",
    render: |input, artifacts| artifacts.add("topology.yaml", input.topology.to_owned()),
};
