//! The command line, run as users run it.
//!
//! Whole outputs are in `expected/`; `MESHWRIGHT_BLESS=1 cargo test --test cli` writes them anew.

mod ca;
mod check;
mod endpoints;
mod explain;
mod fmt;
mod language;
mod new;
mod plan;
mod ports;
#[cfg(unix)]
mod rehearse;
mod render;
mod serve;
mod terminal;
mod tool;
mod trust_steps;
mod usage;
mod what_if;
mod why;
