//! The commands, one file each: its arguments, and a function that runs it.

pub(crate) mod apply;
pub(crate) mod ca;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod drift;
pub(crate) mod endpoints;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod man;
pub(crate) mod new;
pub(crate) mod plan;
pub(crate) mod ports;
#[cfg(unix)]
pub(crate) mod rehearse;
pub(crate) mod render;
pub(crate) mod resume;
pub(crate) mod schema;
pub(crate) mod serve;
pub(crate) mod status;
pub(crate) mod undo;
pub(crate) mod verify;
pub(crate) mod what_if;
pub(crate) mod why;

use clap::Subcommand;

use crate::exit::Exit;
use crate::ui::Ui;

/// A command and its arguments.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print a topology to begin with.
    New(new::Arguments),
    /// Say whether the mesh can work, where it cannot, why, and what to do.
    Check(check::Arguments),
    /// Explain a finding: the rule's page, offline.
    Explain(explain::Arguments),
    /// Print the ordered steps that make the mesh.
    Plan(plan::Arguments),
    /// Write the bundle: runbook, scripts, manifests, ports, diagram.
    Render(render::Arguments),
    /// Say hop by hop how one cluster reaches another, or what is missing.
    Why(why::Arguments),
    /// Predict the endpoint lists that istiod will send.
    Endpoints(endpoints::Arguments),
    /// Say who loses what when parts of the mesh are lost.
    WhatIf(what_if::Arguments),
    /// List the ports that have to be open, with their purpose.
    Ports(ports::Arguments),
    /// Rehearse the plan on throwaway control planes of this machine.
    #[cfg(unix)]
    Rehearse(rehearse::Arguments),
    /// Carry the plan out on its clusters, step by step.
    Apply(apply::Arguments),
    /// Go on where an apply has stopped.
    Resume(resume::Arguments),
    /// Compare endpoints, roots and requests with what was predicted.
    Verify(verify::Arguments),
    /// Tell how the last apply or undo went.
    Status(status::Arguments),
    /// Take back what was carried out, the last step first.
    Undo(undo::Arguments),
    /// Tell what in the clusters differs from the plan.
    Drift(drift::Arguments),
    /// Make, check and rotate the mesh's certificates on this machine.
    #[command(subcommand)]
    Ca(ca::Command),
    /// Print a topology in the usual layout, or with every default written out.
    Fmt(fmt::Arguments),
    /// Print the JSON Schema of the topology document.
    Schema(schema::Arguments),
    /// Serve the designer on loopback: draw a mesh in the browser.
    Serve(serve::Arguments),
    /// Print a completion script for a shell.
    Completions(completions::Arguments),
    /// Print the manual page, or write one for each command.
    Man(man::Arguments),
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(self, ui: &mut Ui) -> Exit {
        let ended = match self {
            Self::New(arguments) => new::run(&arguments, ui),
            Self::Check(arguments) => check::run(&arguments, ui),
            Self::Explain(arguments) => explain::run(&arguments, ui),
            Self::Plan(arguments) => plan::run(&arguments, ui),
            Self::Render(arguments) => render::run(&arguments, ui),
            Self::Why(arguments) => why::run(&arguments, ui),
            Self::Endpoints(arguments) => endpoints::run(&arguments, ui),
            Self::WhatIf(arguments) => what_if::run(&arguments, ui),
            Self::Ports(arguments) => ports::run(&arguments, ui),
            #[cfg(unix)]
            Self::Rehearse(arguments) => rehearse::run(&arguments, ui),
            Self::Apply(arguments) => apply::run(&arguments, ui),
            Self::Resume(arguments) => resume::run(&arguments, ui),
            Self::Verify(arguments) => verify::run(&arguments, ui),
            Self::Status(arguments) => status::run(&arguments, ui),
            Self::Undo(arguments) => undo::run(&arguments, ui),
            Self::Drift(arguments) => drift::run(&arguments, ui),
            Self::Ca(command) => command.run(ui),
            Self::Fmt(arguments) => fmt::run(&arguments, ui),
            Self::Schema(arguments) => Ok(schema::run(&arguments, ui)),
            Self::Serve(arguments) => serve::run(&arguments, ui),
            Self::Completions(arguments) => Ok(completions::run(&arguments, ui)),
            Self::Man(arguments) => man::run(&arguments, ui),
        };
        match ended {
            Ok(exit) | Err(exit) => exit,
        }
    }
}
