//! What the commands share that work on clusters: arguments, the scene, and how it is shown.

pub(crate) mod confirm;
pub(crate) mod plan_file;
pub(crate) mod progress;
pub(crate) mod run;
pub(crate) mod say;
pub(crate) mod scene;

use std::path::PathBuf;

use clap::Args;

use crate::commands::ca::store::StoreArgument;

/// Which mesh, and where what is known of it is kept.
#[derive(Debug, Args)]
pub(crate) struct MeshArguments {
    /// The topology, or a bundle: its folder or its plan.json.
    pub(crate) file: PathBuf,
    /// The folder of the journal and the lock; by default MESHWRIGHT_STATE, or ~/.meshwright/MESH.
    #[arg(long, value_name = "DIR")]
    pub(crate) state: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) store: StoreArgument,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// How a run is run.
#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    /// The most steps at a time; each cluster has one at a time.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = positive)]
    pub(crate) parallel: usize,
    /// How many seconds a step may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 900)]
    pub(crate) timeout: u64,
    /// Do not ask before the first write.
    #[arg(long, short)]
    pub(crate) yes: bool,
}

fn positive(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err("a number from 1".to_owned()),
    }
}
