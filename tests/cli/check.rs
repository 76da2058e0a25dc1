//! `check`: findings, formats, thresholds, repairs, and files that are none.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::tool::{GOOD, Place, assert_expected, with_warning, without_gateway};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

#[test]
fn a_good_topology_is_clean() {
    let ended = Place::with(GOOD).run(&["check", "mesh.yaml"]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), "no findings\n"));
    assert_eq!(ended.err, "");
}

#[test]
fn findings_are_shown_with_their_lines() {
    let ended = Place::with(&without_gateway()).run(&["check", "mesh.yaml"]);
    assert_eq!(ended.code, Some(1));
    assert_expected("check.txt", &ended.out);
}

#[test]
fn every_format_says_the_same() {
    let place = Place::with(&without_gateway());
    let run = |format| {
        let ended = place.run(&["check", "--format", format, "mesh.yaml"]);
        assert_eq!(ended.code, Some(1), "{format}");
        ended.out
    };
    assert!(run("human").contains("mesh.yaml:11:14"));
    assert!(run("short").starts_with("mesh.yaml:11:14: error[GWY101] "));
    assert!(run("github").starts_with("::error file=mesh.yaml,line=11,endLine=11,col=14,"));
    let list = json(&run("json"));
    assert_eq!(list["apiVersion"], "meshwright/wire/v1");
    assert_eq!(list["findings"][0]["span"]["start"]["line"], 11);
    let log = json(&run("sarif"));
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "GWY101");
    assert_eq!(
        place.run(&["check", "--json", "mesh.yaml"]).out,
        run("json")
    );
}

#[test]
fn machine_formats_of_a_clean_topology_are_empty_and_valid() {
    let place = Place::with(GOOD);
    let run = |format| place.run(&["check", "--format", format, "mesh.yaml"]).out;
    assert_eq!(run("short") + &run("github"), "");
    assert_eq!(json(&run("json"))["findings"], Value::Array(Vec::new()));
    assert_eq!(
        json(&run("sarif"))["runs"][0]["results"],
        Value::Array(Vec::new())
    );
}

#[test]
fn the_threshold_decides_about_warnings() {
    let place = Place::with(&with_warning());
    let code = |args: &[&str]| place.run(&[&["check", "mesh.yaml"], args].concat()).code;
    assert_eq!(code(&[]), Some(0));
    assert_eq!(code(&["--deny", "warnings"]), Some(1));
    assert_eq!(code(&["--deny", "info"]), Some(1));
    let clean = Place::with(GOOD);
    let ended = clean.run(&["check", "--deny", "info", "mesh.yaml"]);
    assert_eq!(ended.code, Some(0));
}

#[test]
fn standard_input_is_a_file_like_others() {
    let ended = Place::new().feed(
        &["check", "--format", "short", "-"],
        without_gateway().as_bytes(),
    );
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.out.starts_with("<stdin>:11:14: error[GWY101]"),
        "{}",
        ended.out
    );
}

#[test]
fn what_cannot_be_read_is_named_with_its_cause() {
    let place = Place::with(GOOD);
    for (file, cause) in [
        ("missing.yaml", "no such file or directory"),
        (".", "is a directory"),
        ("mesh.yaml/inside", "not a directory"),
    ] {
        let ended = place.run(&["check", file]);
        assert_eq!(ended.code, Some(2), "{file}");
        assert_eq!(ended.out, "");
        assert_eq!(ended.err, format!("error: cannot read `{file}`: {cause}\n"));
    }
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_named_with_its_cause() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with(GOOD);
    let path = place.path("mesh.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("it is ours");
    if fs::read(&path).is_ok() {
        // Nothing is forbidden to the superuser.
        return;
    }
    let ended = place.run(&["check", "mesh.yaml"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("permission denied"), "{}", ended.err);
}

#[test]
fn a_file_that_is_no_text_is_a_finding() {
    let place = Place::new();
    place.write("mesh.yaml", b"metadata:\n  name: \xff\xfe\n");
    let ended = place.run(&["check", "mesh.yaml"]);
    assert_eq!(ended.code, Some(1), "{}", ended.err);
    assert!(ended.out.contains("error[DOC"), "{}", ended.out);
}

#[test]
fn a_huge_file_is_a_finding_and_costs_little() {
    let place = Place::new();
    place.write("mesh.yaml", "a: b\n".repeat(3_000_000));
    let begun = Instant::now();
    let ended = place.run(&["check", "mesh.yaml"]);
    assert_eq!(ended.code, Some(1));
    assert_eq!(ended.out.matches("error[").count(), 1, "{}", ended.out);
    assert!(begun.elapsed() < Duration::from_mins(1));
}

#[test]
fn repairs_are_made_in_place_and_comments_stay() {
    let place = Place::with(&GOOD.replace(
        "eastWestGateway: {}\n  - name: east",
        "eastWestGatway: {}\n  - name: east",
    ));
    assert_eq!(place.run(&["check", "mesh.yaml"]).code, Some(1));
    let ended = place.run(&["check", "--fix", "mesh.yaml"]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.out, ended.err);
    assert!(ended.err.starts_with("repaired DOC"), "{}", ended.err);
    assert_eq!(place.read("mesh.yaml"), GOOD);
    assert_eq!(place.names(), ["mesh.yaml"]);
}

#[test]
fn a_repair_that_decides_something_is_made_only_when_asked_for() {
    let text = with_warning().replace("profile: demo\n", "profile: demo # at first\n");
    let place = Place::with(&text);
    let check = |flag| place.run(&["check", "--deny", "warnings", flag, "mesh.yaml"]);
    assert_eq!(check("--fix").code, Some(1));
    assert_eq!(place.read("mesh.yaml"), text);
    let ended = check("--unsafe-fixes");
    assert_eq!(ended.code, Some(0), "{}", ended.out);
    let repaired = text.replace("profile: demo", "profile: default");
    assert_eq!(place.read("mesh.yaml"), repaired);
}

#[test]
fn standard_input_is_not_repaired() {
    let ended = Place::new().feed(&["check", "--fix", "-"], GOOD.as_bytes());
    assert_eq!(ended.code, Some(2));
    assert_eq!(ended.out, "");
}
