//! A whole rehearsal: start, run, compare, run again, undo, report.

mod acts;
mod prepare;

use std::path::Path;
use std::time::{Duration, Instant};

use meshwright_core::Compiled;
use meshwright_core::diag::{Text, Words, text};
use meshwright_core::graph::what_if::Part;
use meshwright_core::istiod::predictor;
use meshwright_core::wire::v1::API_VERSION;

use crate::compare::{StandIns, View, compare};
use crate::diagnose;
use crate::lose;
use crate::operator;
use crate::plant::Plant;
use crate::play::{Stage, request};
use crate::report::{Report, Started};
use crate::situation::situations;
use crate::tools::{Tools, Versions};
use crate::traffic;
use crate::trouble::Trouble;
use crate::world::World;
use acts::Acts;
use prepare::{fitted, variables, write_bundle};

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
    /// Whether `verify`, `drift` and a killed `undo` are tried.
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
    /// The same by somebody who has the roles of the bundle alone.
    ApplyAsOperator,
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
    let mut variables = variables(wish.tools)?;
    if wish.manner == Manner::ApplyAsOperator {
        let kubeconfig = operator::admit(&world, &bundle)?;
        variables.push(("KUBECONFIG", kubeconfig.display().to_string()));
    }
    let mut acts = Acts {
        world: &world,
        stage: &stage,
        variables,
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
        is_repeated: false,
        changed: Vec::new(),
        is_undone: false,
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
            let (proxies, measured) = traffic::rehearse(&world, &stage, mesh, wish, tell)?;
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

/// What a rehearsal cannot show.
fn not_rehearsed() -> [Text; 3] {
    [
        text!("rehearse-not-traffic"),
        text!("rehearse-not-clouds"),
        text!("rehearse-not-sizes"),
    ]
}
