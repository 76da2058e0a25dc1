//! A whole rehearsal: start, run, compare, run again, undo, report.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use meshwright_core::diag::{Text, Words, text};
use meshwright_core::graph::what_if::Part;
use meshwright_core::istiod::predictor;
use meshwright_core::render::Artifacts;
use meshwright_core::wire::v1::API_VERSION;
use meshwright_core::{Compiled, Options, compile};

use crate::carry::{self, Carrier};
use crate::compare::{StandIns, View, compare};
use crate::diagnose;
use crate::fit::{Fitted, fit};
use crate::inventory::{self, Inventory, stays};
use crate::lose;
use crate::plant::Plant;
use crate::play::{Stage, charts, request};
use crate::prove::{self, Versions as ObjectVersions};
use crate::report::{Changed, Report, Started};
use crate::script::{self, Run};
use crate::situation::situations;
use crate::tools::{Tools, Versions};
use crate::traffic;
use crate::trouble::Trouble;
use crate::world::World;

/// What is told while a rehearsal goes on.
#[derive(Clone, Debug)]
pub enum Event<'a> {
    /// A cluster is up.
    Started(&'a str, Duration),
    /// A script announces a step: script, id and title.
    Step(&'a str, &'a str, &'a str),
    /// Something else begins.
    Phase(Text),
    /// The world is left running.
    Kept(&'a World),
}

/// What a rehearsal is to do.
#[derive(Clone, Copy)]
#[expect(
    missing_debug_implementations,
    reason = "catalogues of words have none"
)]
pub struct Wish<'a> {
    /// The world's folder.
    pub folder: &'a Path,
    /// The programs.
    pub tools: &'a Tools,
    /// Their versions.
    pub versions: &'a Versions,
    /// The mesh, as the user wrote it.
    pub compiled: &'a Compiled,
    /// The language.
    pub words: &'a Words,
    /// Whether the world stays after the comparison.
    pub keep: bool,
    /// How the plan is carried out.
    pub manner: Manner,
    /// Whether requests are sent between real proxies.
    pub with_traffic: bool,
    /// The failures that are tried while they are.
    pub trials: &'a [traffic::trial::Trial],
    /// This program, whose `apply` and `undo` are used.
    pub program: &'a Path,
    /// What is done besides.
    pub besides: &'a Besides,
}

/// What a rehearsal does besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Besides {
    /// The parts that are taken away, as `what-if --lose` names them.
    pub lose: Vec<String>,
    /// Whether it ends after the comparison.
    pub is_brief: bool,
    /// Whether the lists are compared in a world that is not well, too.
    pub situations: bool,
    /// Whether `drift` and a killed `undo` are tried.
    pub proofs: bool,
    /// A mistake that it has to find.
    pub plant: Option<Plant>,
}

/// How a plan is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// By the bundle's `run.sh` and `teardown.sh`.
    Script,
    /// By `meshwright apply` and `meshwright undo`.
    Apply,
}

/// Rehearses a mesh with the scripts of its bundle.
///
/// # Errors
///
/// The world could not be started, or broke. A plan that fails is no error but a report.
pub fn rehearse(wish: &Wish<'_>, tell: &mut dyn FnMut(Event<'_>)) -> Result<Report, Trouble> {
    let start = Instant::now();
    let (fitted, compiled) = fitted(wish)?;
    let besides = wish.besides;
    let (Some(mesh), Some(graph)) = (&compiled.mesh, &compiled.graph) else {
        return Err(Trouble::Other(text!("rehearse-no-mesh")));
    };
    let parts = besides.lose.iter().map(|it| lose::parse(mesh, graph, it));
    let parts: Vec<Part> = parts.collect::<Result<_, _>>().map_err(Trouble::Other)?;
    let bundle = write_bundle(wish, &fitted, &compiled)?;
    let mut clusters = Vec::new();
    let world = World::start(
        wish.folder,
        wish.tools,
        wish.versions,
        mesh,
        &mut |name, took| {
            tell(Event::Started(name, took));
            clusters.push(Started {
                name: name.to_owned(),
                seconds: (took.as_secs_f64() * 10.0).round() / 10.0,
            });
        },
    )?;
    let variables_of_istiods = if wish.with_traffic {
        traffic::ISTIOD
    } else {
        &[]
    };
    let stage = Stage::open_with(&world, variables_of_istiods);
    let requests = world.requests();
    request::serve(&stage, &requests).map_err(Trouble::io(&requests))?;
    if let Some(plant) = &besides.plant {
        plant.plant(&world, &stage, mesh, &bundle)?;
    }
    let mut acts = Acts {
        world: &world,
        stage: &stage,
        variables: variables(wish.tools)?,
        bundle,
        wish,
        runs: Vec::new(),
    };
    let mut report = Report {
        api_version: API_VERSION,
        kind: "Rehearsal",
        mesh: mesh.name.to_string(),
        istio: wish.versions.istio.clone(),
        kubernetes: wish.versions.kubernetes.clone(),
        remarks: fitted.remarks.iter().map(|it| wish.words.say(it)).collect(),
        clusters,
        runs: Vec::new(),
        cases: Vec::new(),
        agreeing: 0,
        traffic: None,
        changed: Vec::new(),
        left: Vec::new(),
        proofs: Vec::new(),
        losses: Vec::new(),
        causes: Vec::new(),
        not_rehearsed: not_rehearsed()
            .iter()
            .skip(usize::from(wish.with_traffic))
            .map(|it| wish.words.say(it))
            .collect(),
        passed: false,
        seconds: 0.0,
    };
    let before = acts.inventory()?;
    if acts.build(tell)? {
        let predictor = predictor(mesh, graph);
        tell(Event::Phase(text!("rehearse-phase-compare")));
        let made = StandIns::make(&stage, &predictor)?;
        for view in [View::SAMPLE, View::ELSEWHERE] {
            let cases = compare(&stage, mesh, &predictor, wish.words, &view)?;
            report.cases.extend(cases);
        }
        let mut open = None;
        if wish.with_traffic {
            let (proxies, measured) = traffic::rehearse(&world, &stage, mesh, graph, wish, tell)?;
            report.traffic = Some(measured);
            open = Some(proxies);
        }
        let mut phase = |text| tell(Event::Phase(text));
        if besides.situations {
            let cases = situations(&stage, mesh, wish.words, &mut phase)?;
            report.cases.extend(cases);
        }
        let words = wish.words;
        report.losses = lose::lose(&world, &stage, mesh, &predictor, &parts, words, &mut phase)?;
        if wish.keep {
            tell(Event::Kept(&world));
            for told in open.iter().flat_map(traffic::Traffic::invitation) {
                tell(Event::Phase(told));
            }
            // The lifeline ends the process.
            loop {
                std::thread::park();
            }
        }
        if let Some(proxies) = open {
            proxies.close()?;
        }
        made.remove(&stage)?;
        if !besides.is_brief {
            acts.repeat_and_undo(&mut report, &before, tell)?;
        }
    }
    report.runs = acts.runs;
    report.causes = if report.is_well() {
        diagnose::roots(&world, &stage, mesh, wish.words)
    } else {
        diagnose::diagnose(&world, &stage, mesh, wish.words)
    };
    stage.close();
    report.agreeing = report.cases.iter().filter(|case| case.agrees).count();
    report.passed = report.is_well();
    report.seconds = (start.elapsed().as_secs_f64() * 10.0).round() / 10.0;
    Ok(report)
}

/// The mesh as it is rehearsed.
fn fitted(wish: &Wish<'_>) -> Result<(Fitted, Compiled), Trouble> {
    let topology = wish.compiled.document.topology.as_ref();
    let mesh = wish.compiled.mesh.as_ref();
    let (Some(topology), Some(mesh)) = (topology, mesh) else {
        return Err(Trouble::Other(text!("rehearse-no-mesh")));
    };
    if let Some(why) = crate::fit::unfit(mesh) {
        return Err(Trouble::Other(why));
    }
    let mut fitted = fit(topology, mesh, wish.versions);
    if let Some(plant) = &wish.besides.plant {
        fitted.text = plant.topology(&fitted.text, mesh);
    }
    let compiled = compile(&fitted.text, &Options::default());
    let error = compiled
        .findings
        .iter()
        .find(|it| it.severity == meshwright_core::diag::Severity::Error);
    if let Some(error) = error {
        let headline = wish.words.say(&error.message);
        return Err(Trouble::Other(text!(
            "rehearse-unfit-release",
            istio = &wish.versions.istio,
            kubernetes = &wish.versions.kubernetes,
            code = error.rule.code.to_string(),
            finding = headline
        )));
    }
    Ok((fitted, compiled))
}

/// Writes the bundle of the fitted mesh into the world's folder.
fn write_bundle(wish: &Wish<'_>, fitted: &Fitted, compiled: &Compiled) -> Result<PathBuf, Trouble> {
    let bundle = wish.folder.join("bundle");
    let artifacts = compiled.artifacts(&fitted.text, wish.words);
    for (name, file) in artifacts.iter().flat_map(Artifacts::iter) {
        let path = bundle.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(Trouble::io(folder))?;
        }
        fs::write(&path, &file.text).map_err(Trouble::io(&path))?;
    }
    Ok(bundle)
}

/// Variables of the scripts, besides the world's own.
fn variables(tools: &Tools) -> Result<Vec<(&'static str, String)>, Trouble> {
    let Some(folder) = tools.charts() else {
        return Ok(Vec::new());
    };
    let address = charts::serve(folder).map_err(Trouble::io(folder))?;
    Ok(vec![("ISTIO_CHARTS", format!("http://{address}"))])
}

struct Acts<'a> {
    world: &'a World,
    stage: &'a Stage,
    variables: Vec<(&'static str, String)>,
    bundle: PathBuf,
    wish: &'a Wish<'a>,
    runs: Vec<Run>,
}

impl Acts<'_> {
    /// Builds the mesh; whether that reached its end.
    fn build(&mut self, tell: &mut dyn FnMut(Event<'_>)) -> Result<bool, Trouble> {
        self.run("run.sh", "apply", tell)
    }

    /// Takes the mesh down; whether that reached its end.
    fn undo(&mut self, tell: &mut dyn FnMut(Event<'_>)) -> Result<bool, Trouble> {
        self.run("teardown.sh", "undo", tell)
    }

    /// Builds the mesh a second time, tries what is promised, and takes it down.
    fn repeat_and_undo(
        &mut self,
        report: &mut Report,
        before: &[Inventory],
        tell: &mut dyn FnMut(Event<'_>),
    ) -> Result<(), Trouble> {
        let world = self.world;
        let is_apply = self.wish.manner == Manner::Apply;
        let first = self.inventory()?;
        let versions = is_apply.then(|| ObjectVersions::take(world)).transpose()?;
        if !self.build(tell)? {
            return Ok(());
        }
        let second = self.inventory()?;
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
            report.proofs = prove::drift(world, &carrier)?;
            report.proofs.push(prove::killed_undo(world, &carrier)?);
        }
        if has_proofs || self.undo(tell)? {
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
            Manner::Apply => {
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

    fn inventory(&self) -> Result<Vec<Inventory>, Trouble> {
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

/// What a rehearsal cannot show.
fn not_rehearsed() -> [Text; 3] {
    [
        text!("rehearse-not-traffic"),
        text!("rehearse-not-clouds"),
        text!("rehearse-not-sizes"),
    ]
}
