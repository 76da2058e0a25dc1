//! The program dies by SIGKILL, by the hand of the tool that it has called.

use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use crate::harness::Test;
use crate::stage::{Stage, code, said};
use crate::stand_in::Trouble;

pub(crate) const TESTS: &[Test] = &[
    ("an_apply_that_is_killed_at_any_time_leads_on", any_time),
    ("an_apply_that_is_killed_converges_on_resume", apply),
    ("an_undo_that_is_killed_converges_on_undo", undo),
];

const EXAMPLE: &str = "primary-remote-two-networks.yaml";
const SHARES: [&str; 3] = ["nothing", "half", "all"];

fn apply() {
    let whole = Stage::of(EXAMPLE);
    assert_eq!(code(&whole.apply(&[])), 0);
    let wanted = whole.state();
    let n_writes = wanted.n_writes;
    assert!(n_writes > 10, "{n_writes}");
    for (place, share) in (0..n_writes).step_by(2).zip(SHARES.iter().cycle()) {
        let stage = Stage::of(EXAMPLE);
        stage.trouble(&Trouble {
            at: place,
            share: (*share).to_owned(),
            what: "kill-parent".to_owned(),
            slow: 0,
        });
        let killed = stage.apply(&[]);
        assert_eq!(code(&killed), 137, "{place} {share}: {}", said(&killed));
        let resumed = stage.run(&["resume", "mesh.yaml", "--yes"]);
        assert_eq!(code(&resumed), 0, "{place} {share}: {}", said(&resumed));
        let (found, wanted) = (names(&stage), names(&whole));
        assert_eq!(found, wanted, "{place} {share}");
    }
}

fn undo() {
    let whole = Stage::of(EXAMPLE);
    let before = names(&whole);
    assert_eq!(code(&whole.apply(&[])), 0);
    let applied = whole.state().n_writes;
    assert_eq!(code(&whole.run(&["undo", "mesh.yaml", "--yes"])), 0);
    let n_writes = whole.state().n_writes - applied;
    for (place, share) in (0..n_writes).step_by(2).zip(SHARES.iter().cycle()) {
        let stage = Stage::of(EXAMPLE);
        assert_eq!(code(&stage.apply(&[])), 0);
        stage.trouble(&Trouble {
            at: stage.state().n_writes + place,
            share: (*share).to_owned(),
            what: "kill-parent".to_owned(),
            slow: 0,
        });
        let killed = stage.run(&["undo", "mesh.yaml", "--yes"]);
        assert_eq!(code(&killed), 137, "{place} {share}: {}", said(&killed));
        let again = stage.run(&["undo", "mesh.yaml", "--yes"]);
        assert_eq!(code(&again), 0, "{place} {share}: {}", said(&again));
        assert_eq!(names(&stage), before, "{place} {share}");
    }
}

/// When the process is killed, in milliseconds: before the first record, between two steps, while
/// programs run.
const TIMES: [u64; 7] = [15, 90, 230, 410, 770, 1_310, 1_900];

fn any_time() {
    let whole = Stage::of(EXAMPLE);
    assert_eq!(code(&whole.apply(&[])), 0);
    for time in TIMES {
        let stage = Stage::of(EXAMPLE);
        stage.trouble(&Trouble {
            slow: 60,
            ..Trouble::default()
        });
        let words = [
            "apply",
            "mesh.yaml",
            "--yes",
            "--passphrase-file=passphrase",
        ];
        let mut child = stage
            .meshwright(&words)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program can be started");
        sleep(Duration::from_millis(time));
        child.kill().expect("it is ours");
        child.wait().expect("it ends");
        // A program that it has left running goes on; whoever resumes waits for it.
        let resumed = stage.run(&[
            "resume",
            "mesh.yaml",
            "--yes",
            "--passphrase-file=passphrase",
        ]);
        assert_eq!(code(&resumed), 0, "{time}: {}", said(&resumed));
        let applied = stage.apply(&[]);
        assert_eq!(code(&applied), 0, "{time}: {}", said(&applied));
        assert_eq!(names(&stage), names(&whole), "{time}");
    }
}

/// The names of all objects but Istio's kinds.
fn names(stage: &Stage) -> Vec<String> {
    let found = stage.state();
    let clusters = found.clusters.iter();
    clusters
        .flat_map(|(context, cluster)| {
            let names = cluster.objects.keys();
            let names = names.filter(|name| !name.starts_with("CustomResource"));
            names.map(move |name| format!("{context}: {name}"))
        })
        .collect()
}
