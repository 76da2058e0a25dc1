//! All repairs that it takes to make requests arrive, not only the one for what breaks first.

use meshwright_diag::Fix;
use meshwright_graph::MeshGraph;
use meshwright_model::edit::edit_text;
use meshwright_model::{Mesh, Topology, emit, read};

use crate::ask::{Answer, ask};

/// More things than that are not mended one by one.
const MOST: usize = 16;

/// The repairs of `topology` that together make the requests of `answer` arrive; empty where
/// repairs come to no end.
///
/// One repair where one is enough; otherwise the best for what breaks first, then the best for what
/// breaks then, without those that later ones make spare.
pub fn mend(topology: &Topology, answer: &Answer, mesh: &Mesh) -> Vec<Fix> {
    if answer.arrives() {
        return Vec::new();
    }
    let asked = Asked {
        text: emit(topology),
        from: mesh[answer.why.from].name.as_str(),
        to: mesh[answer.why.to].name.as_str(),
        service: answer.service.as_ref().map(|it| it.name.as_str()),
    };
    let alone = |fix: &&Fix| asked.arrives(std::slice::from_ref(*fix));
    if let Some(fix) = answer.fixes().iter().find(alone) {
        return vec![fix.clone()];
    }
    let mut repairs: Vec<Fix> = Vec::new();
    let mut told = answer.clone();
    while !told.arrives() {
        let Some(fix) = told.fixes().first() else {
            return Vec::new();
        };
        if repairs.len() == MOST {
            return Vec::new();
        }
        repairs.push(fix.clone());
        let Some(again) = asked.after(&repairs) else {
            return Vec::new();
        };
        told = again;
    }
    asked.needed(repairs)
}

/// A question to a topology, and to what repairs make of it.
struct Asked<'a> {
    text: String,
    from: &'a str,
    to: &'a str,
    service: Option<&'a str>,
}

impl Asked<'_> {
    /// The answer when `repairs` are made.
    fn after(&self, repairs: &[Fix]) -> Option<Answer> {
        let topology = read(&edit_text(&self.text, repairs)).topology?;
        let (mesh, _) = topology.resolve();
        ask(
            &mesh,
            &MeshGraph::build(&mesh),
            self.from,
            self.to,
            self.service,
        )
        .ok()
    }

    fn arrives(&self, repairs: &[Fix]) -> bool {
        self.after(repairs).is_some_and(|answer| answer.arrives())
    }

    /// Those of `repairs` that cannot be left out.
    fn needed(&self, mut repairs: Vec<Fix>) -> Vec<Fix> {
        let mut place = 0;
        while place < repairs.len() {
            let fix = repairs.remove(place);
            if !self.arrives(&repairs) {
                repairs.insert(place, fix);
                place += 1;
            }
        }
        repairs
    }
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
