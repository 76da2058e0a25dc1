//! Bars: what the designer weighs and how quick it is, against what it may be.
//!
//! One run measures both the designer and something to compare it with, because a time says
//! nothing without the machine it was measured on. A bar that is not met fails the run; none is
//! a part of `ci`, where machines differ and share.

use crate::process::{self, Problem};
use crate::repo::Repo;
use crate::{tests, web};

/// Measures sizes or speeds; the designer has to be built.
pub(crate) fn run(repo: &Repo, what: &str) -> Result<(), Problem> {
    match what {
        // Node alone can tell a size.
        "sizes" => process::run(repo.command("node").args(["tests/web/sizes.mjs"])),
        "speed" => {
            let program = tests::program(repo)?;
            let mut node = web::in_browser(repo)?;
            process::run(node.arg("tests/web/speed.mjs").env("MESHWRIGHT", program))
        }
        _ => Err(Problem::new(format!(
            "`{what}` is not a bar; there are: sizes, speed"
        ))),
    }
}
