//! Hostile arguments: a message that says which, the exit code 1 or 2, and nothing written.

use std::fs;
use std::path::Path;

use crate::doors::{names, run};
use crate::hostile_text::HOSTILE_TEXT;

const GOOD: &str = "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\n\
                    metadata: {name: shop}\nclusters: [{name: east}]\n";

/// Runs the program in a folder that holds a good topology; it must fail and leave no trace.
fn fails(arguments: &[&str]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("mesh.yaml"), GOOD).expect("it is writable");
    let place = format!("{arguments:?}");
    let output = run(folder.path(), arguments, &place);
    let code = output.status.code();
    assert!(matches!(code, Some(1 | 2)), "{place}: {output:?}");
    let said = String::from_utf8_lossy(&output.stderr).len() + output.stdout.len();
    assert!(said > 20, "{place}: {output:?}");
    assert_eq!(names(folder.path()), ["mesh.yaml"], "{place}");
}

/// Texts that can be an argument at all.
fn texts() -> impl Iterator<Item = &'static str> {
    HOSTILE_TEXT
        .iter()
        .map(|(_, text)| *text)
        .filter(|text| !text.contains('\0'))
}

#[test]
fn files_that_are_not_there_are_named_and_nothing_is_made() {
    for text in texts() {
        // A name that begins with a dash is an option unless it stands behind two.
        fails(&["check", "--", text]);
        fails(&["render", "-o", "out", "--", text]);
    }
    fails(&["check", "."]);
    fails(&["check", "/dev/null"]);
    fails(&["check", &"x".repeat(5_000)]);
    fails(&["plan", "mesh.yaml/x"]);
}

#[test]
fn hostile_models_codes_and_clusters_are_unknown() {
    for text in texts() {
        fails(&["new", "--", text]);
        fails(&["explain", "--", text]);
        fails(&["why", "--", "mesh.yaml", text, "east"]);
        // A number with zeros before it is a number.
        if text.parse::<usize>().is_err() {
            let clusters = format!("--clusters={text}");
            fails(&["new", "multi-primary", &clusters]);
        }
        let version = format!("--istio={text}");
        fails(&["new", "multi-primary", &version]);
    }
}

#[test]
fn numbers_without_sense_are_refused() {
    for number in [
        "-1",
        "0",
        "1",
        "2001",
        "1e3",
        "18446744073709551616",
        "٣",
        "2 ",
        "+",
        "0x3",
    ] {
        let clusters = format!("--clusters={number}");
        fails(&["new", "multi-primary", &clusters]);
    }
    for networks in ["0", "3", "-1", "nan"] {
        let networks = format!("--networks={networks}");
        fails(&["new", "multi-primary", "--clusters=2", &networks]);
    }
}

#[test]
fn what_is_there_already_is_not_lost() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    fs::write(folder.join("mesh.yaml"), GOOD).expect("it is writable");
    fs::write(folder.join("file"), "mine").expect("it is writable");
    fs::create_dir(folder.join("full")).expect("it is writable");
    fs::write(folder.join("full/run.sh"), "mine").expect("it is writable");
    let is_kept = |place: &str| {
        let read = |path: &str| fs::read_to_string(Path::new(folder).join(path));
        assert_eq!(read("file").expect("it is there"), "mine", "{place}");
        assert_eq!(read("full/run.sh").expect("it is there"), "mine", "{place}");
        assert_eq!(names(&folder.join("full")), ["run.sh"], "{place}");
        assert_eq!(names(folder), ["file", "full", "mesh.yaml"], "{place}");
    };
    for arguments in [
        &["render", "mesh.yaml", "-o", "file"][..],
        &["render", "mesh.yaml", "-o", "full"],
        &["render", "mesh.yaml", "--zip", "-o", "file"],
        &["render", "mesh.yaml", "--zip", "-o", "full"],
        &["render", "mesh.yaml", "-o", "file/out"],
        &["render", "mesh.yaml", "-o", "/proc/nothing/out"],
        &["render", "mesh.yaml", "-o", ""],
    ] {
        let place = format!("{arguments:?}");
        let output = run(folder, arguments, &place);
        assert_eq!(output.status.code(), Some(2), "{place}: {output:?}");
        assert!(output.stderr.len() > 20, "{place}");
        is_kept(&place);
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed_out_of_the_bundle() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    fs::write(folder.join("mesh.yaml"), GOOD).expect("it is writable");
    let output = run(
        folder,
        &["render", "mesh.yaml", "-o", "out"],
        "a first bundle",
    );
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    fs::create_dir(folder.join("elsewhere")).expect("it is writable");
    fs::remove_dir_all(folder.join("out/clusters")).expect("it is there");
    std::os::unix::fs::symlink(folder.join("elsewhere"), folder.join("out/clusters"))
        .expect("it is writable");
    run(
        folder,
        &["render", "mesh.yaml", "-o", "out", "--force"],
        "over a link",
    );
    assert!(names(&folder.join("elsewhere")).is_empty());
}
