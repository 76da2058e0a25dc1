//! `meshwright rehearse FILE`: the plan on throwaway control planes of this machine.
//!
//! The program starts itself once more inside the world's namespaces; what is printed is printed
//! there. The one outside waits, and ends the world when it ends itself.

mod junit;
mod markdown;
mod setup;

use std::path::{Path, PathBuf};

use clap::Args;
use meshwright_core::diag::render::json::pretty;
use meshwright_core::diag::{Language, Words, text};
use meshwright_core::graph::what_if::Part;
use meshwright_rehearsal::plant::Plant;
use meshwright_rehearsal::rehearse::{Besides, Event, Manner, Wish};
use meshwright_rehearsal::tools::{Places, Tool, cache, missing_text};
use meshwright_rehearsal::traffic::trial::Trial;
use meshwright_rehearsal::{Tools, enclosure, fit, play::request, rehearse, room, traffic};

use crate::exit::Exit;
use crate::load::{Loaded, load};
use crate::ui::Ui;

/// Arguments of `rehearse`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of the command line"
)]
pub(crate) struct Arguments {
    /// The topology.
    #[arg(required_unless_present_any = ["setup", "request", "pod", "can"])]
    file: Option<PathBuf>,
    /// Run the bundle's run.sh and teardown.sh instead of `apply` and `undo`.
    #[arg(long)]
    script: bool,
    /// A folder with the programs that are needed; they are also looked for in
    /// KUBEBUILDER_ASSETS, in what --setup has built, and on PATH.
    #[arg(long, value_name = "DIR")]
    tools: Option<PathBuf>,
    /// Get the programs that are needed, most of them built with Go, and end.
    #[arg(long)]
    setup: bool,
    /// Leave the world running after the comparison, until Ctrl-C.
    #[arg(long)]
    keep: bool,
    /// Send real requests between real proxies, too: pilot-agent and Envoy for each pod. Needs
    /// root and iptables.
    #[arg(long)]
    traffic: bool,
    /// Close port 15443 from the pods of one cluster to the gateway of another, as FROM:TO.
    #[arg(long, value_name = "WAY", num_args = 1.., requires = "traffic")]
    close: Vec<String>,
    /// Make a mistake in the mesh, send requests, look for the cause, and put it back:
    /// root:CLUSTER, trust-domain:CLUSTER, network-label:CLUSTER, sidecar:CLUSTER,
    /// port-name:CLUSTER or remote-secret:ISTIOD=CLUSTER.
    #[arg(long, value_name = "MISTAKE", num_args = 1.., requires = "traffic")]
    fault: Vec<String>,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
    /// Write the result to this file, too, as JUnit has it.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Write the result to this file, too, as Markdown; with --traffic, with a picture.
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
    /// Take parts away after the comparison, one after the other, and compare what follows with
    /// what-if: CLUSTER, gateway:CLUSTER, control-plane:CLUSTER or api-server:CLUSTER. With
    /// --traffic they are lost while requests run, and network:NETWORK too.
    #[arg(long, value_name = "PART", num_args = 1..)]
    lose: Vec<String>,
    /// End after the comparison: no second run, no undo.
    #[arg(long)]
    brief: bool,
    /// Say whether a mesh can be rehearsed here, and end.
    #[arg(long, hide = true)]
    can: bool,
    /// Compare the lists in a world that is not well, too.
    #[arg(long, hide = true)]
    situations: bool,
    /// Try what verify, drift and undo promise.
    #[arg(long, hide = true, conflicts_with = "script")]
    proofs: bool,
    /// Carry the plan out with nothing but the roles of the bundle.
    #[arg(long, hide = true, conflicts_with = "script")]
    operator: bool,
    /// Make a mistake that the rehearsal has to find.
    #[arg(long, hide = true, value_parser = plant)]
    plant: Option<Plant>,
    /// Answer a command that is executed in a simulated pod: socket and cluster.
    #[arg(long, hide = true, num_args = 2, value_names = ["SOCKET", "CLUSTER"])]
    request: Option<Vec<String>>,
    /// Live as the pod that a file describes.
    #[arg(long, hide = true, value_name = "SPEC")]
    pod: Option<PathBuf>,
    /// The words of that command.
    #[arg(last = true, hide = true)]
    words: Vec<String>,
}

const EXAMPLES: &str = "\
Examples:
  meshwright rehearse --setup
  meshwright rehearse mesh.yaml
  meshwright rehearse mesh.yaml --traffic
  meshwright rehearse mesh.yaml --script --tools ./bin --json

Nothing of your own clusters is touched: the world has its own network and its own kubeconfig,
and is gone at the end, also after Ctrl-C.

Exit codes: 0 everything as planned, 1 the topology has errors, 2 the tool could not do its job,
4 a script stopped, 5 something is not as predicted.";

fn plant(text: &str) -> Result<Plant, String> {
    Plant::parse(text).ok_or_else(|| "a mistake".to_owned())
}

/// Rehearses a mesh.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    if let Some(asked) = &arguments.request {
        return answer(asked, &arguments.words, ui);
    }
    if let Some(spec) = &arguments.pod {
        let lived = traffic::pod::live(spec);
        let lived = lived.map_err(meshwright_rehearsal::Trouble::io(spec));
        return lived
            .map(|()| Exit::Clean)
            .map_err(|it| ui.error(&it.text()));
    }
    if arguments.setup {
        return setup::run(ui);
    }
    if arguments.can {
        return can(arguments, ui);
    }
    let Some(file) = &arguments.file else {
        return Err(Exit::Failed);
    };
    let loaded = load(file, ui)?;
    loaded.gate(ui)?;
    let Some(mesh) = &loaded.compiled.mesh else {
        return Err(Exit::Findings);
    };
    if let Some(why) = fit::unfit(mesh) {
        return Err(ui.error(&why));
    }
    let places = Places {
        given: arguments.tools.clone(),
        cache: cache(),
    };
    let wants_helm = fit::wants_helm(mesh);
    let wanted = |tool: Tool| {
        (tool != Tool::Helm || wants_helm) && (arguments.traffic || !tool.is_for_traffic())
    };
    let tools =
        Tools::find(&places, wanted).map_err(|missing| ui.error(&missing_text(&missing)))?;
    if let Some(folder) = std::env::var_os(enclosure::VARIABLE) {
        return inside(&PathBuf::from(folder), &loaded, &tools, arguments, ui);
    }
    outside(&tools, arguments, ui)
}

/// Cleans up what a killed rehearsal left, and starts this program inside.
fn outside(tools: &Tools, arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let cache = cache().ok_or_else(|| ui.error(&text!("rehearse-no-cache")))?;
    let worlds = room::worlds(&cache);
    let n_left = room::clean(&worlds);
    if n_left > 0 {
        ui.note(&text!("rehearse-cleaned", count = n_left));
    }
    let trouble = |ui: &mut Ui, trouble: meshwright_rehearsal::Trouble| ui.error(&trouble.text());
    let way = enclosure::way().map_err(meshwright_rehearsal::Trouble::NoEnclosure);
    let way = way.map_err(|it| trouble(ui, it))?;
    if arguments.traffic {
        traffic::able(tools, way).map_err(|why| ui.error(&why))?;
    }
    let io = meshwright_rehearsal::Trouble::io(&worlds);
    let entered = room::make(&worlds).and_then(|folder| {
        let program = std::env::current_exe()?;
        enclosure::enter(way, &folder, &program, std::env::args_os().skip(1))
    });
    let status = entered.map_err(|error| trouble(ui, io(error)))?;
    // Findings were told out here; one that `unshare` ended with is a failure.
    Ok(match status.code() {
        Some(0) => Exit::Clean,
        Some(4) => Exit::Partly,
        Some(5) => Exit::Unproven,
        _ => Exit::Failed,
    })
}

/// Rehearses, in the world's namespaces.
fn inside(
    folder: &Path,
    loaded: &Loaded,
    tools: &Tools,
    arguments: &Arguments,
    ui: &mut Ui,
) -> Result<Exit, Exit> {
    enclosure::hold_lifeline(|| std::process::exit(130));
    let held = room::Room::hold(folder).map_err(meshwright_rehearsal::Trouble::io(folder));
    let _room = held.map_err(|it| ui.error(&it.text()))?;
    // Without requests, parts are lost after the comparison, and others than these can be.
    let trials = if arguments.traffic {
        trials(loaded, arguments, ui)?
    } else {
        Vec::new()
    };
    let versions = tools.versions().map_err(|it| ui.error(&it))?;
    // The interface prints while this is read.
    let sources = [meshwright_core::sources(), &[meshwright_rehearsal::WORDS]].concat();
    let words = Words::new(Language::En, &sources);
    let program = std::env::current_exe();
    let program = program.map_err(|error| {
        let trouble = meshwright_rehearsal::Trouble::io(folder)(error);
        ui.error(&trouble.text())
    })?;
    let wish = Wish {
        folder,
        tools,
        versions: &versions,
        compiled: &loaded.compiled,
        words: &words,
        keep: arguments.keep,
        manner: match (arguments.script, arguments.operator) {
            (true, _) => Manner::Script,
            (false, true) => Manner::ApplyAsOperator,
            (false, false) => Manner::Apply,
        },
        with_traffic: arguments.traffic,
        trials: &trials,
        program: &program,
        besides: &Besides {
            lose: if arguments.traffic {
                Vec::new()
            } else {
                arguments.lose.clone()
            },
            is_brief: arguments.brief,
            situations: arguments.situations,
            proofs: arguments.proofs,
            plant: arguments.plant.clone(),
        },
    };
    let report = rehearse(&wish, &mut |event| match event {
        Event::Started(cluster, took) => ui.note(&text!(
            "rehearse-started",
            cluster = cluster,
            seconds = format!("{:.1}", took.as_secs_f64())
        )),
        Event::Step(script, id, title) => ui.remark(&format!("{script}  {id}: {title}\n")),
        Event::Phase(text) => ui.note(&text),
        Event::Kept(world) => {
            let process = std::fs::read_link("/proc/self").unwrap_or_default();
            ui.note(&text!(
                "rehearse-kept",
                options = "--all",
                process = process.display().to_string(),
                kubeconfig = world.kubeconfig().display().to_string()
            ));
        }
    });
    let report = report.map_err(|it| ui.error(&it.text()))?;
    if let Some(traffic) = &report.traffic {
        let junit = || junit::render(&report.mesh, traffic);
        let markdown = || markdown::render(&report.mesh, traffic, &words);
        write(arguments.junit.as_deref(), junit, ui)?;
        write(arguments.markdown.as_deref(), markdown, ui)?;
    } else {
        write(arguments.junit.as_deref(), || report.junit(&words), ui)?;
        let page = || report.markdown(&words);
        write(arguments.markdown.as_deref(), page, ui)?;
    }
    if arguments.json {
        ui.print(pretty(&report));
    } else {
        ui.print(report.table(&words));
    }
    Ok(if report.passed {
        Exit::Clean
    } else if report.runs.iter().any(|run| !run.reached_end) {
        Exit::Partly
    } else {
        Exit::Unproven
    })
}

/// Writes a file that was asked for.
fn write(path: Option<&Path>, content: impl Fn() -> String, ui: &mut Ui) -> Result<(), Exit> {
    let Some(path) = path else {
        return Ok(());
    };
    let written = std::fs::write(path, content());
    written.map_err(|error| {
        let trouble = meshwright_rehearsal::Trouble::io(path)(error);
        ui.error(&trouble.text())
    })
}

/// The failures that are asked for.
fn trials(loaded: &Loaded, arguments: &Arguments, ui: &mut Ui) -> Result<Vec<Trial>, Exit> {
    let mut trials = Vec::new();
    let (Some(mesh), Some(graph)) = (&loaded.compiled.mesh, &loaded.compiled.graph) else {
        return Ok(trials);
    };
    for way in &arguments.close {
        let ends = way.split_once(':');
        let ends = ends.map(|(from, to)| (mesh.cluster_named(from), mesh.cluster_named(to)));
        let Some((Some(from), Some(to))) = ends else {
            return Err(ui.error(&text!("rehearse-traffic-closes", way = way)));
        };
        trials.push(Trial::Close(from, to));
    }
    for text in &arguments.fault {
        let Some(fault) = traffic::fault::parse(mesh, text) else {
            return Err(ui.error(&text!("rehearse-traffic-faults", fault = text)));
        };
        trials.push(Trial::Fault(fault));
    }
    for text in &arguments.lose {
        let part = Part::parse(mesh, graph, text).map_err(|error| ui.error(&error.text()))?;
        if matches!(part, Part::Root(_)) {
            return Err(ui.error(&text!("rehearse-traffic-loses", part = text)));
        }
        trials.push(Trial::Lose(part));
    }
    Ok(trials)
}

/// Says whether a mesh can be rehearsed here: programs, their versions, namespaces.
fn can(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let places = Places {
        given: arguments.tools.clone(),
        cache: cache(),
    };
    let wanted = |tool: Tool| tool != Tool::Helm && (arguments.traffic || !tool.is_for_traffic());
    let tools = Tools::find(&places, wanted);
    let tools = tools.map_err(|missing| ui.error(&missing_text(&missing)))?;
    let way = enclosure::way().map_err(meshwright_rehearsal::Trouble::NoEnclosure);
    let way = way.map_err(|trouble| ui.error(&trouble.text()))?;
    if arguments.traffic {
        traffic::able(&tools, way).map_err(|why| ui.error(&why))?;
    }
    let versions = tools.versions().map_err(|it| ui.error(&it))?;
    ui.print_line(format_args!(
        "Istio {}, Kubernetes {}",
        versions.istio, versions.kubernetes
    ));
    Ok(Exit::Clean)
}

/// Stands for `curl` in a simulated pod.
fn answer(asked: &[String], words: &[String], ui: &mut Ui) -> Result<Exit, Exit> {
    let [socket, cluster] = asked else {
        return Err(Exit::Failed);
    };
    let socket = PathBuf::from(socket);
    let answer = request::send(&socket, cluster, words);
    let answer = answer.map_err(|error| {
        let text = meshwright_rehearsal::Trouble::io(&socket)(error).text();
        ui.error(&text)
    })?;
    ui.print(&answer.said);
    Ok(if answer.code == 0 {
        Exit::Clean
    } else {
        Exit::Findings
    })
}
