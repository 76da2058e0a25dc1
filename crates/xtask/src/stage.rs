//! A chore in stages: each has a heading, a time, and a command that repeats it alone.

use std::time::Instant;

use crate::process::Problem;
use crate::repo::Repo;

/// One part of a chore.
#[derive(Clone, Copy)]
pub(crate) struct Stage {
    /// The word that selects it on the command line.
    pub(crate) name: &'static str,
    /// The heading.
    pub(crate) title: &'static str,
    /// What it does.
    pub(crate) run: fn(&Repo) -> Result<(), Problem>,
}

/// Runs every stage in order, and stops at the first that fails.
pub(crate) fn run_all(repo: &Repo, chore: &str, stages: &[Stage]) -> Result<(), Problem> {
    let start = Instant::now();
    let mut times = Vec::new();
    for stage in stages {
        times.push((stage.name, run_one(repo, chore, stage)?));
    }
    println!("\n{chore}: all {} stages passed", stages.len());
    for (name, seconds) in times {
        println!("  {name:<12} {seconds:>7.1} s");
    }
    println!(
        "  {:<12} {:>7.1} s",
        "together",
        start.elapsed().as_secs_f32()
    );
    Ok(())
}

/// Runs the stages named, in the order given.
pub(crate) fn run_named(
    repo: &Repo,
    chore: &str,
    stages: &[Stage],
    names: &[&str],
) -> Result<(), Problem> {
    let selected = names
        .iter()
        .map(|name| {
            let found = stages.iter().find(|stage| stage.name == *name).copied();
            found.ok_or_else(|| {
                let known: Vec<&str> = stages.iter().map(|stage| stage.name).collect();
                Problem::new(format!(
                    "`{name}` is not a stage; there are: {}",
                    known.join(", ")
                ))
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    run_all(repo, chore, &selected)
}

fn run_one(repo: &Repo, chore: &str, stage: &Stage) -> Result<f32, Problem> {
    println!("\n=== {} · {}", stage.name, stage.title);
    let start = Instant::now();
    let result = (stage.run)(repo);
    let seconds = start.elapsed().as_secs_f32();
    match result {
        Ok(()) => {
            println!("=== {} passed in {seconds:.1} s", stage.name);
            Ok(seconds)
        }
        Err(problem) => Err(Problem::new(format!(
            "{problem}\n\n=== {} failed after {seconds:.1} s\nrepeat it alone: cargo xtask {chore} {}",
            stage.name, stage.name
        ))),
    }
}
