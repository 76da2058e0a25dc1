//! Terminals of every kind, and none.

use std::fs::File;
use std::io::Write;
use std::process::Stdio;

use crate::tool::{GOOD, Place, ended, without_gateway};

const ESC: char = '\u{1b}';

fn check(environment: &[(&str, &str)], args: &[&str]) -> String {
    let place = Place::with(&without_gateway());
    let mut command = place.command(&[&["check", "mesh.yaml"], args].concat());
    ended(command.envs(environment.iter().copied()), b"").out
}

#[test]
fn a_pipe_gets_no_colour() {
    assert!(!check(&[], &[]).contains(ESC));
}

#[test]
fn colour_is_had_and_refused_as_people_are_used_to() {
    assert!(check(&[("CLICOLOR_FORCE", "1")], &[]).contains(ESC));
    assert!(check(&[], &["--color", "always"]).contains(ESC));
    assert!(!check(&[("NO_COLOR", "1")], &[]).contains(ESC));
    assert!(!check(&[("TERM", "dumb")], &[]).contains(ESC));
    assert!(!check(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]).contains(ESC));
}

#[test]
fn colour_is_the_only_difference() {
    let styled = check(&[], &["--color", "always"]);
    let mut plain = String::new();
    let mut rest = styled.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').expect("every escape is a colour").1;
    }
    plain.push_str(rest);
    assert_eq!(plain, check(&[], &[]));
}

#[test]
fn twenty_columns_are_enough_for_every_command() {
    let place = Place::with(GOOD);
    for args in [
        &["check", "mesh.yaml"][..],
        &["plan", "mesh.yaml"],
        &["why", "mesh.yaml", "west", "east"],
        &["explain", "GWY101"],
        &["explain", "--all"],
        &["--help"],
        &["render", "--help"],
    ] {
        for columns in ["20", "1", "0", "100000", "many"] {
            let mut command = place.command(args);
            let ended = ended(command.env("COLUMNS", columns), b"");
            assert_eq!(ended.code, Some(0), "{args:?} {columns}");
            assert!(!ended.out.is_empty());
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = Place::with(GOOD);
    for args in [&["plan", "-"][..], &["plan", "--json", "-"], &["fmt", "-"]] {
        let mut child = place
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(GOOD.as_bytes()).expect("it reads");
        drop(stdin);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let place = Place::with(GOOD);
    let full = File::options()
        .write(true)
        .open("/dev/full")
        .expect("Linux has it");
    let output = place
        .command(&["plan", "mesh.yaml"])
        .stdout(full)
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains("cannot print: no space left"), "{err}");
}

#[test]
fn names_cannot_steer_the_terminal() {
    let evil = "a\u{1b}]0;owned\u{7}\u{202e}\u{9b}31m\u{2028}b";
    let texts = [
        // As a name, as a key, as a value of another kind, and in a comment beside an error.
        GOOD.replace("name: west", &format!("name: \"{evil}\"")),
        GOOD.replace("network: network1", &format!("{evil}: network1")),
        GOOD.replace("[10.1.0.0/16]", &format!("[\"{evil}\"] # {evil}")),
        format!("{evil}\n"),
    ];
    for text in texts {
        for args in [
            &["check", "-"][..],
            &["check", "--format", "short", "-"],
            &["check", "--format", "json", "-"],
            &["check", "--format", "sarif", "-"],
            &["check", "--format", "github", "-"],
            &["plan", "-"],
            &["plan", "--json", "-"],
            &["why", "-", evil, "east"],
            &["fmt", "-"],
        ] {
            let ended = Place::new().feed(args, text.as_bytes());
            assert_ne!(ended.code, Some(0), "{args:?}");
            for output in [&ended.out, &ended.err] {
                let bad =
                    |c: &char| c.is_control() && *c != '\n' || "\u{202e}\u{2028}".contains(*c);
                let found: Vec<char> = output.chars().filter(bad).collect();
                assert_eq!(found, [], "{args:?}: {output:?}");
            }
        }
    }
}
