//! What one may see in place of the predicted lists, what it means, and what mends it.
//!
//! Only what can happen in this mesh, with its releases, gateways and models, by the names of
//! this mesh. In a large one, one network, istiod or remote stands for those that are alike.
//!
//! Not here: what the topology itself gets wrong, which `check` has said before.

mod called;
mod istiods;
mod remotes;

use std::collections::{BTreeMap, BTreeSet};

use meshwright_diag::{Text, Words, text};
use meshwright_graph::IstiodFacts;
use meshwright_model::{Cluster, ClusterIndex, DataPlane, Mesh, Role};
use meshwright_plan::StepId;
use meshwright_plan::istio::{self, system_namespace};

use super::{Page, SMALL};
use crate::prediction::{Predictions, all_facts};
use crate::shell::Istioctls;
use crate::shell::commands::kubectl;
use crate::shell::quote::flag;
use crate::workloads;

/// More istiods, or remotes, than these stand for each other where they are alike.
const FEW: usize = 4;

/// A table: what it is about, and its rows. A row is a message: what one sees, with the
/// attributes `means` and `mend`.
struct Table {
    title: Text,
    lead: Option<Text>,
    rows: Vec<Text>,
}

/// What the tables are made from.
struct Mending<'a> {
    mesh: &'a Mesh,
    words: &'a Words,
    predictions: &'a Predictions<'a>,
    /// What each istiod does.
    facts: Vec<IstiodFacts>,
    istioctls: Istioctls,
    gateways: &'a dyn Fn(ClusterIndex) -> Vec<ClusterIndex>,
    /// The numbers of the steps in this runbook.
    numbers: BTreeMap<&'a StepId, usize>,
}

pub(super) fn troubleshooting(page: &mut Page<'_>, predictions: &Predictions<'_>) {
    let input = page.input;
    let mesh = input.mesh;
    let mending = Mending {
        mesh,
        words: input.words,
        predictions,
        facts: all_facts(mesh),
        istioctls: Istioctls::of(mesh),
        gateways: &|to| input.graph.gateways_to(to),
        numbers: input
            .plan
            .steps
            .iter()
            .zip(1..)
            .map(|(step, number)| (&step.id, number))
            .collect(),
    };
    let indices = || mesh.clusters().map(|(index, _)| index);
    let first_of_networks = mesh
        .networks()
        .filter_map(|(_, network)| workloads::of_network(mesh, network).next());
    let called: Vec<Table> = if mesh.clusters.len() > SMALL {
        let called = first_of_networks.filter_map(|to| mending.called(to, true));
        called.collect()
    } else {
        let called = indices().filter_map(|to| mending.called(to, false));
        called.collect()
    };
    let istiods: Vec<Table> = indices().filter_map(|it| mending.istiod(it)).collect();
    let remotes: Vec<Table> = indices().filter_map(|it| mending.remote(it)).collect();
    let n_all = called.len() + istiods.len() + remotes.len();
    let mut tables = different(called, SMALL);
    tables.extend(different(istiods, FEW));
    tables.extend(different(remotes, FEW));
    if tables.is_empty() {
        return;
    }
    let title = page.say(&text!("trouble-title"));
    page.heading(2, &title);
    page.paragraph(&text!("trouble-lead"));
    if tables.len() < n_all {
        page.paragraph(&text!("trouble-lead-alike"));
    }
    let heads = ["trouble-seen", "trouble-meaning", "trouble-mending"];
    let heads = heads.map(|key| page.say(&Text::new(key, Vec::new())));
    for table in tables {
        let title = page.say(&table.title);
        page.heading(3, &title);
        if let Some(lead) = &table.lead {
            page.paragraph(lead);
        }
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| {
                let cells = [row.clone(), row.attribute("means"), row.attribute("mend")];
                cells.map(|cell| page.say(&cell).replace('|', "\\|")).into()
            })
            .collect();
        page.table(&heads, &rows);
    }
}

/// Of more tables than `most`, the first of those with the same rows.
fn different(mut tables: Vec<Table>, most: usize) -> Vec<Table> {
    if tables.len() > most {
        let mut known: BTreeSet<Vec<String>> = BTreeSet::new();
        tables.retain(|table| {
            let keys = table.rows.iter().map(|row| row.key.to_string());
            known.insert(keys.collect())
        });
    }
    tables
}

impl Mending<'_> {
    /// What the istiod of a cluster does.
    fn facts(&self, istiod: ClusterIndex) -> IstiodFacts {
        self.facts.get(istiod.0).copied().unwrap_or_default()
    }

    /// The numbers of those of these steps that the plan has.
    fn steps(&self, ids: &[StepId]) -> Text {
        let mut numbers: Vec<usize> = ids
            .iter()
            .filter_map(|id| self.numbers.get(id).copied())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let said: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        text!(
            "trouble-steps",
            count = said.len(),
            steps = self.words.enumerate(&said)
        )
    }

    /// `kubectl` for a cluster in a namespace.
    fn kubectl(&self, cluster: ClusterIndex, namespace: &str) -> String {
        let cluster = &self.mesh[cluster];
        format!("{} {}", kubectl(cluster), flag("namespace", namespace))
    }

    /// `kubectl` in the namespace of the istiod that serves a cluster.
    fn kubectl_of_system(&self, cluster: ClusterIndex) -> String {
        self.kubectl(cluster, system_namespace(self.mesh, cluster))
    }

    /// Starts the istiod of a cluster again.
    fn restart(&self, istiod: ClusterIndex) -> String {
        let revision = istio::revision(self.mesh, istiod);
        let deployment = istio::istiod(revision.as_ref());
        format!(
            "{} rollout restart deployment/{deployment}",
            self.kubectl_of_system(istiod)
        )
    }

    /// The clusters with workloads on another network than `to`, of a data plane.
    fn elsewhere(
        &self,
        to: ClusterIndex,
        data_plane: DataPlane,
    ) -> impl Iterator<Item = (ClusterIndex, &Cluster)> {
        let network = self.mesh[to].network;
        self.mesh.clusters().filter(move |(_, cluster)| {
            workloads::has_workloads(cluster)
                && cluster.network != network
                && cluster.istio.data_plane == data_plane
        })
    }

    /// The clusters whose istiod somebody is served by, and which has others to watch.
    fn serves(&self, istiod: ClusterIndex) -> bool {
        match self.mesh[istiod].role {
            Role::Primary => true,
            Role::External => self.mesh.remotes_of(istiod).next().is_some(),
            Role::Remote { .. } => false,
        }
    }
}
