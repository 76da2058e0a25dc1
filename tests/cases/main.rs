//! Whole plans as people read them: the runbook's steps and the manifests, one file a case.
//!
//! There is a case for each deployment model, install method and generation of releases that
//! exists; `MESHWRIGHT_BLESS=1` writes the golden files anew, and then they are read.

mod generations;
mod golden;
mod starters;
mod vocabulary;

#[path = "../support/shell_words.rs"]
mod shell_words;
