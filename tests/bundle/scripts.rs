//! The scripts, as shells and shellcheck read them; the sums, as sha256sum reads them.

use std::fs;

use crate::bundles::BUNDLES;
use crate::program::{meshwright, succeed};
use crate::tools::tool;

const SCRIPTS: [&str; 3] = ["run.sh", "teardown.sh", "lib.sh"];

#[test]
fn sha256sum_finds_every_file_as_it_was_summed_and_no_other_file() {
    for bundle in BUNDLES.iter() {
        let mut sha256sum = tool("sha256sum");
        sha256sum.args(["--check", "--strict", "--quiet", "SHA256SUMS"]);
        succeed(&mut sha256sum, &bundle.folder);
        let sums = bundle.read("SHA256SUMS");
        let mut summed: Vec<&str> = sums
            .lines()
            .map(|line| line.split_once("  ").expect("sum and path").1)
            .collect();
        summed.push("SHA256SUMS");
        summed.sort_unstable();
        assert_eq!(summed, bundle.paths(), "{}", bundle.name);
    }
}

#[test]
fn every_shell_accepts_every_script() {
    for bundle in BUNDLES.iter() {
        for shell in [
            &["sh", "-n"][..],
            &["dash", "-n"],
            &["busybox", "sh", "-n"],
            &["bash", "-n"],
            &["bash", "--posix", "-n"],
            &["ksh", "-n"],
            &["zsh", "-n"],
        ] {
            for script in SCRIPTS {
                let mut command = tool(shell[0]);
                command.args(&shell[1..]).arg(script);
                let output = succeed(&mut command, &bundle.folder);
                // AT&T's ksh calls `$(…)` after a pipe obsolete when it only reads.
                let said = String::from_utf8_lossy(&output.stderr);
                assert!(
                    said.is_empty() || shell[0] == "ksh",
                    "{}: {shell:?} on {script}: {said}",
                    bundle.name
                );
            }
        }
    }
}

#[test]
fn shellcheck_has_nothing_to_say_about_any_script() {
    for bundle in BUNDLES.iter() {
        let output = succeed(
            tool("shellcheck").args(["--norc"]).args(SCRIPTS),
            &bundle.folder,
        );
        assert!(output.stdout.is_empty() && output.stderr.is_empty());
    }
}

#[test]
fn shells_accept_the_blocks_of_the_runbook() {
    for bundle in BUNDLES.iter() {
        let blocks = bundle.blocks();
        assert!(!blocks.is_empty(), "{}", bundle.name);
        let script = blocks.join("\n");
        for shell in [&["dash"][..], &["busybox", "sh"], &["zsh"], &["ksh"]] {
            let mut command = tool(shell[0]);
            command.args(&shell[1..]).args(["-n", "-c", &script]);
            if script.len() < 100_000 {
                succeed(&mut command, &bundle.folder);
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn scripts_that_people_start_are_executable_and_the_rest_is_not() {
    use std::os::unix::fs::PermissionsExt;
    for bundle in BUNDLES.iter() {
        for path in bundle.paths() {
            let metadata = fs::metadata(bundle.folder.join(&path)).expect("it was listed");
            let is_executable = metadata.permissions().mode() & 0o111 != 0;
            let is_started = path == "run.sh" || path == "teardown.sh";
            assert_eq!(is_executable, is_started, "{}/{path}", bundle.name);
        }
    }
}

#[test]
fn the_three_commands_that_show_what_meshwright_does_succeed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let topology = succeed(
        meshwright().args(["new", "multi-primary", "--clusters", "3", "--networks", "3"]),
        folder.path(),
    );
    fs::write(folder.path().join("m.yaml"), topology.stdout).expect("it is writable");
    succeed(meshwright().args(["check", "m.yaml"]), folder.path());
    succeed(
        meshwright().args(["render", "m.yaml", "-o", "out"]),
        folder.path(),
    );
    succeed(
        tool("sha256sum").args(["-c", "SHA256SUMS"]),
        &folder.path().join("out"),
    );
}
