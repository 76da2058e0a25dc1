//! The works of `benches/graph.rs` for an engine of WebAssembly: each call of `main` does the next
//! step and tells by its exit code which it was. The bench builds it, and `benches/graph.mjs`
//! calls it and looks at the clock.

#[path = "../../../benches/load/mod.rs"]
mod load;

use std::process::ExitCode;
use std::sync::Mutex;

use load::{Schedule, Step};
use meshwright_check as check;
use meshwright_graph as graph;
use meshwright_model as model;

static SCHEDULE: Mutex<Schedule> = Mutex::new(Schedule::new());

fn main() -> ExitCode {
    let mut schedule = SCHEDULE.lock().expect("no step ever panicked");
    ExitCode::from(match schedule.step() {
        Step::Ready => 0,
        Step::Done => 1,
        Step::Over => 2,
    })
}
