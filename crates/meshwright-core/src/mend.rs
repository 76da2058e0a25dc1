//! All repairs that it takes to make requests arrive, not only the one for what breaks first.

use meshwright_diag::Fix;
use meshwright_graph::MeshGraph;
use meshwright_model::edit::edit_text;
use meshwright_model::{Mesh, Topology, emit, read};

use crate::ask::{Answer, ask};

/// More things than that are not mended one by one.
const MOST: usize = 16;

/// The repairs of `topology` that together make the requests of `answer` arrive, in the order in
/// which each is the best one for what breaks first; empty where repairs come to no end.
///
/// None of them can be left out: each mends something that still breaks when it is chosen.
pub fn mend(topology: &Topology, answer: &Answer, mesh: &Mesh) -> Vec<Fix> {
    let from = mesh[answer.why.from].name.as_str();
    let to = mesh[answer.why.to].name.as_str();
    let service = answer.service.as_ref().map(|service| service.name.as_str());
    let mut repairs: Vec<Fix> = Vec::new();
    let mut text = emit(topology);
    let mut told = answer.clone();
    while !told.arrives() && repairs.len() < MOST {
        let Some(fix) = told.fixes().first() else {
            return Vec::new();
        };
        text = edit_text(&text, std::slice::from_ref(fix));
        repairs.push(fix.clone());
        let Some(topology) = read(&text).topology else {
            return Vec::new();
        };
        let (mesh, _) = topology.resolve();
        match ask(&mesh, &MeshGraph::build(&mesh), from, to, service) {
            Ok(again) => told = again,
            Err(_) => return Vec::new(),
        }
    }
    if told.arrives() { repairs } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use meshwright_model::edit::edit_text;

    use super::mend;
    use crate::ask::ask;
    use crate::{Options, compile};

    const HEAD: &str =
        "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata: {name: shop}\n";

    /// How many repairs it takes; their edits, applied, make requests arrive.
    fn n_repairs(rest: &str, service: Option<&str>) -> usize {
        let text = format!("{HEAD}{rest}");
        let arrives = |text: &str| {
            let compiled = compile(text, &Options::default());
            let (mesh, graph) = (
                compiled.mesh.expect("a mesh"),
                compiled.graph.expect("a graph"),
            );
            let answer = ask(&mesh, &graph, "east", "west", service).expect("names are known");
            let topology = compiled.document.topology.expect("a topology");
            (answer.arrives(), mend(&topology, &answer, &mesh))
        };
        let (before, repairs) = arrives(&text);
        assert_eq!(before, repairs.is_empty(), "{rest}");
        assert!(arrives(&edit_text(&text, &repairs)).0, "{rest}");
        for left_out in 0..repairs.len() {
            let mut fewer = repairs.clone();
            fewer.remove(left_out);
            assert!(
                !arrives(&edit_text(&text, &fewer)).0,
                "{rest} without {left_out}"
            );
        }
        repairs.len()
    }

    #[test]
    fn a_mesh_with_everything_wrong_takes_several_repairs_and_not_one_too_many() {
        let rest = "
mesh: {ca: {kind: self-signed}}
clusters:
- {name: east, network: one, loadBalancer: none}
- {name: west, network: two, apiServer: {url: 'https://localhost:6443'}}
connectivity:
- {allow: false}
";
        assert_eq!(n_repairs(rest, None), 5);
    }

    #[test]
    fn services_are_brought_to_the_cluster_and_let_out_of_it() {
        let with = |service: &str| {
            format!(
                "
clusters:
- {{name: east, network: one, eastWestGateway: {{}}}}
- {{name: west, network: two}}
services:
- {{name: one, namespace: sample, ports: [{{name: http, port: 80}}], {service}}}
"
            )
        };
        assert_eq!(n_repairs(&with("clusters: [east]"), Some("one.sample")), 2);
        assert_eq!(
            n_repairs(&with("traffic: cluster-local"), Some("one.sample")),
            2
        );
        assert_eq!(n_repairs(&with(""), Some("one.sample")), 1);
    }

    #[test]
    fn a_way_that_is_whole_needs_no_repair() {
        let rest = "clusters:\n- {name: east}\n- {name: west}\n";
        assert_eq!(n_repairs(rest, None), 0);
    }
}
