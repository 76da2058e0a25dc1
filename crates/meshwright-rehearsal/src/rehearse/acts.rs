//! The runs of a rehearsal: the plan carried out, carried out once more, and taken back, and what
//! of the clusters' objects differs afterwards.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use meshwright_core::diag::text;

use super::{Event, Manner, Wish};
use crate::carry::{self, Carrier};
use crate::inventory::{self, Inventory, stays};
use crate::play::Stage;
use crate::prove::{self, Versions as ObjectVersions};
use crate::report::{Changed, Report};
use crate::script::{self, Run};
use crate::trouble::Trouble;
use crate::world::World;

/// The plan of a rehearsal, and the runs it has had.
pub(super) struct Acts<'a> {
    pub(super) world: &'a World,
    pub(super) stage: &'a Stage,
    pub(super) variables: Vec<(&'static str, String)>,
    pub(super) bundle: PathBuf,
    pub(super) wish: &'a Wish<'a>,
    pub(super) runs: Vec<Run>,
}

impl Acts<'_> {
    /// Builds the mesh; whether that reached its end.
    pub(super) fn build(&mut self, tell: &mut dyn FnMut(Event<'_>)) -> Result<bool, Trouble> {
        self.run("run.sh", "apply", tell)
    }

    /// Takes the mesh down; whether that reached its end.
    fn undo(&mut self, tell: &mut dyn FnMut(Event<'_>)) -> Result<bool, Trouble> {
        self.run("teardown.sh", "undo", tell)
    }

    /// Builds the mesh a second time, tries what is promised, and takes it down.
    pub(super) fn repeat_and_undo(
        &mut self,
        report: &mut Report,
        before: &[Inventory],
        tell: &mut dyn FnMut(Event<'_>),
    ) -> Result<(), Trouble> {
        let world = self.world;
        let is_apply = self.wish.manner != Manner::Script;
        let first = self.inventory()?;
        let versions = is_apply.then(|| ObjectVersions::take(world)).transpose()?;
        if !self.build(tell)? {
            return Ok(());
        }
        let second = self.inventory()?;
        report.is_repeated = true;
        report.changed = differences(world, &first, &second, comes_and_goes);
        if let Some(versions) = versions {
            report.changed.extend(versions.written(world)?);
        }
        let bundle = self.bundle.clone();
        let variables = self.variables.clone();
        let carrier = Carrier {
            program: self.wish.program,
            bundle: &bundle,
            variables: &variables,
        };
        let has_proofs = is_apply && self.wish.besides.proofs;
        if has_proofs {
            tell(Event::Phase(text!("rehearse-phase-proofs")));
            report.proofs.push(prove::verify(world, &carrier)?);
            report.proofs.extend(prove::drift(world, &carrier)?);
            report.proofs.push(prove::killed_undo(world, &carrier)?);
        }
        if has_proofs || self.undo(tell)? {
            report.is_undone = true;
            report.left = self.leftovers(before)?;
        }
        Ok(())
    }

    fn run(
        &mut self,
        script: &str,
        verb: &str,
        tell: &mut dyn FnMut(Event<'_>),
    ) -> Result<bool, Trouble> {
        let (world, bundle, variables) = (self.world, &self.bundle, &self.variables);
        let run = match self.wish.manner {
            Manner::Script => script::run(world, bundle, script, variables, &mut |id, title| {
                tell(Event::Step(script, id, title));
            })?,
            Manner::Apply | Manner::ApplyAsOperator => {
                let carrier = Carrier {
                    program: self.wish.program,
                    bundle,
                    variables,
                };
                carry::run(world, &carrier, verb, &mut |id, title| {
                    tell(Event::Step(verb, id, title));
                })?
            }
        };
        let reached_end = run.reached_end;
        self.runs.push(run);
        Ok(reached_end)
    }

    /// Every object of the clusters.
    pub(super) fn inventory(&self) -> Result<Vec<Inventory>, Trouble> {
        let take = |cluster: &crate::world::WorldCluster| {
            inventory::take(&cluster.api).map_err(Trouble::api(&cluster.name))
        };
        self.stage.clusters().iter().map(take).collect()
    }

    /// What is there after the undo and was not before; what is still on its way out is waited
    /// for.
    fn leftovers(&self, before: &[Inventory]) -> Result<Vec<Changed>, Trouble> {
        let start = Instant::now();
        loop {
            let left = differences(self.world, before, &self.inventory()?, stays);
            if left.is_empty() || start.elapsed() > Duration::from_secs(30) {
                return Ok(left);
            }
            std::thread::sleep(Duration::from_secs(1));
        }
    }
}

fn differences(
    world: &World,
    before: &[Inventory],
    after: &[Inventory],
    is_ignored: fn(&str) -> bool,
) -> Vec<Changed> {
    let mut changed = Vec::new();
    for ((cluster, before), after) in world.clusters.iter().zip(before).zip(after) {
        let found = inventory::compare(before, after, is_ignored);
        for (how, objects) in [
            ("added", found.added),
            ("removed", found.removed),
            ("replaced", found.replaced),
        ] {
            changed.extend(objects.into_iter().map(|object| Changed {
                cluster: cluster.name.clone(),
                how,
                object,
            }));
        }
    }
    changed
}

/// Objects that come and go by themselves between two runs: autoscalers of gateways bring their
/// Deployments to two pods when they get to it, and Helm keeps a history.
fn comes_and_goes(key: &str) -> bool {
    key.starts_with("pods.core ") || key.contains("/sh.helm.release.v1.")
}
