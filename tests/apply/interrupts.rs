//! Ctrl-C, and two runs at once.

use std::process::{Child, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::harness::Test;
use crate::stage::{Stage, code, said};
use crate::stand_in::Trouble;

pub(crate) const TESTS: &[Test] = &[
    (
        "ctrl_c_finishes_what_runs_and_prints_the_resume_command",
        once,
    ),
    ("ctrl_c_twice_ends_at_once_and_resume_goes_on", twice),
    ("of_two_runs_at_once_one_is_refused", two),
];

const EXAMPLE: &str = "two-primaries-two-networks.yaml";

/// Begins a slow apply and waits until it has written something.
fn begin(stage: &Stage, slow: u64) -> Child {
    stage.trouble(&Trouble {
        slow,
        ..Trouble::default()
    });
    let words = [
        "apply",
        "mesh.yaml",
        "--yes",
        "--passphrase-file=passphrase",
    ];
    let child = stage
        .meshwright(&words)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started");
    let begun = Instant::now();
    while stage.state().n_writes < 2 {
        assert!(
            begun.elapsed() < Duration::from_mins(1),
            "nothing is written"
        );
        sleep(Duration::from_millis(20));
    }
    child
}

fn interrupt(child: &Child) {
    let id = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    kill_process(id.expect("it runs"), Signal::INT).expect("it is ours");
}

fn end(child: Child) -> Output {
    child.wait_with_output().expect("it ends")
}

fn resume(stage: &Stage, output: &Output) {
    stage.trouble(&Trouble::default());
    let text = said(output);
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("to go on: "));
    let line = line.unwrap_or_else(|| panic!("no word of how to go on: {text}"));
    let output = stage.shell(line).output().expect("there is a shell");
    assert_eq!(code(&output), 0, "{}", said(&output));
}

fn once() {
    let stage = Stage::of(EXAMPLE);
    let child = begin(&stage, 700);
    interrupt(&child);
    let output = end(child);
    assert_eq!(code(&output), 130, "{}", said(&output));
    assert!(said(&output).contains("stopping"), "{}", said(&output));
    resume(&stage, &output);
}

fn twice() {
    let stage = Stage::of(EXAMPLE);
    let child = begin(&stage, 4_000);
    let begun = Instant::now();
    interrupt(&child);
    sleep(Duration::from_millis(300));
    interrupt(&child);
    let output = end(child);
    assert_eq!(code(&output), 130, "{}", said(&output));
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "{:?}",
        begun.elapsed()
    );
    resume(&stage, &output);
}

fn two() {
    let stage = Stage::of(EXAMPLE);
    let child = begin(&stage, 300);
    let second = stage.apply(&[]);
    assert_eq!(code(&second), 2, "{}", said(&second));
    assert!(
        said(&second).contains(&child.id().to_string()),
        "{}",
        said(&second)
    );
    let first = end(child);
    assert_eq!(code(&first), 0, "{}", said(&first));
}
