//! The bundle, as other programs read it: shells, shellcheck, sha256sum, kubectl, a second YAML
//! reader, a browser.
//!
//! Everything is asked of every example and of starters of several sizes, as the program wrote
//! them to the disk. What a plan has to say is proved elsewhere.

mod bundles;
mod commands;
mod manifests;
mod markup;
mod pages;
mod plans;
mod runbook;
mod scripts;
mod secrets;
mod troubleshooting;

#[path = "../support/program.rs"]
mod program;
#[path = "../support/shell_words.rs"]
mod shell_words;
#[path = "../support/tools.rs"]
mod tools;
#[path = "../support/topologies.rs"]
mod topologies;
