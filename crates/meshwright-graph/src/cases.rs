//! Each way a mesh can break, and the neighbour that does not.

mod control;
mod path;
mod told;
mod trust;
mod watch;

use meshwright_diag::{Language, Text, Words};
use meshwright_model::{ClusterIndex, Mesh, NetworkIndex};

use crate::{MeshGraph, Reach, WORDS, why};

const NET_1: NetworkIndex = NetworkIndex(0);
const NET_2: NetworkIndex = NetworkIndex(1);

fn reach(mesh: &Mesh, from: ClusterIndex, to: ClusterIndex) -> Reach {
    MeshGraph::build(mesh).reach(from, to)
}

fn through(gateways: &[ClusterIndex]) -> Reach {
    Reach::Gateway {
        gateways: gateways.to_vec(),
    }
}

fn say(text: &Text) -> String {
    let words = Words::new(Language::En, &[WORDS]);
    let said = words.find(text).expect("the catalogue has the message");
    assert!(!said.contains("{$"), "an argument is missing: {said}");
    said
}

/// The sentence of the first hop that breaks.
fn complaint(mesh: &Mesh, from: ClusterIndex, to: ClusterIndex) -> String {
    let told = why(mesh, &MeshGraph::build(mesh), from, to);
    let hop = told.hops.iter().find(|hop| !hop.passes());
    say(&hop.expect("some hop breaks").text)
}

/// The title and the edits of the best repair, as lines.
fn best_repair(mesh: &Mesh, from: ClusterIndex, to: ClusterIndex) -> Vec<String> {
    let told = why(mesh, &MeshGraph::build(mesh), from, to);
    let fix = told.fixes.first().expect("there is a repair");
    let edits = fix
        .edits
        .iter()
        .map(|edit| format!("{} {:?}", edit.path, edit.change));
    std::iter::once(say(&fix.title)).chain(edits).collect()
}
