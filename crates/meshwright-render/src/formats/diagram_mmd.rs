//! `diagram.mmd`: the mesh as a Mermaid flowchart.

use std::fmt::Write;

use meshwright_diag::{Words, text};
use meshwright_graph::MeshGraph;
use meshwright_model::{Mesh, Role};

use super::Format;
use crate::workloads;

/// The mesh as a Mermaid flowchart.
pub static DIAGRAM_MMD: Format = Format {
    name: "diagram-mmd",
    render: |input, artifacts| {
        artifacts.add("diagram.mmd", diagram(input.mesh, input.graph, input.words));
    },
};

/// The flowchart: networks as groups, clusters in them, remotes to their primaries, networks to
/// each other through gateways.
pub fn diagram(mesh: &Mesh, graph: &MeshGraph, words: &Words) -> String {
    let mut text = String::from("flowchart LR\n");
    // Writing to a String cannot fail.
    for (place, network) in mesh.networks.iter().enumerate() {
        let _ = writeln!(text, "  subgraph n{place} [\"{}\"]", network.name);
        for index in &network.clusters {
            let cluster = &mesh[*index];
            let role = words.say(&text!(role_key(cluster.role)));
            let _ = writeln!(text, "    c{} [\"{}<br/>{role}\"]", index.0, cluster.name);
            if cluster.gateway.is_some() {
                let gateway = words.say(&text!("diagram-gateway"));
                let _ = writeln!(text, "    g{} ([\"{gateway}\"])", index.0);
                let _ = writeln!(text, "    g{0} --> c{0}", index.0);
            }
        }
        text.push_str("  end\n");
    }
    for (index, cluster) in mesh.clusters() {
        if let Role::Remote {
            control_plane: Some(primary),
            ..
        } = cluster.role
        {
            let _ = writeln!(text, "  c{} -. istiod .-> c{}", index.0, primary.0);
        }
    }
    // Through one node in the middle, so that lines grow with networks and not with their pairs.
    let used: Vec<_> = mesh
        .networks()
        .filter(|(_, network)| workloads::of_network(mesh, network).next().is_some())
        .collect();
    if used.len() > 1 {
        let _ = writeln!(
            text,
            "  x{{{{\"{}\"}}}}",
            words.say(&text!(east_west_key(mesh)))
        );
        for (index, _) in &used {
            let _ = writeln!(text, "  n{} --> x", index.0);
            for gateway in graph.gateways_of(*index) {
                let _ = writeln!(text, "  x --> g{}", gateway.0);
            }
        }
    }
    text
}

/// The message for what passes between networks.
pub(crate) fn east_west_key(mesh: &Mesh) -> &'static str {
    let has_tunnels = mesh
        .clusters()
        .any(|(index, _)| mesh.has_ambient_gateway(index));
    match (has_tunnels, mesh.has_sidecar_clusters()) {
        (false, _) => "diagram-east-west",
        (true, false) => "diagram-east-west-ambient",
        (true, true) => "diagram-east-west-mixed",
    }
}

/// The message for a role.
pub(crate) const fn role_key(role: Role) -> &'static str {
    match role {
        Role::Primary => "role-primary",
        Role::Remote { config: true, .. } => "role-config",
        Role::Remote { .. } => "role-remote",
        Role::External => "role-external",
    }
}
