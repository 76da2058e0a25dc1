use std::fmt::Write;
use std::fs;
use std::path::Path;

use meshwright_core::render::digest::sha256;

use super::super::sums::SUMS;
use super::super::{OutputError, Problem};
use super::bundle;
use crate::output::Entry;

/// A bundle with the files that make it one, `extra`, and its digests.
fn write(directory: &Path, extra: &[(&str, &str)], force: bool) -> Result<usize, OutputError> {
    let mut files = vec![("plan.json", "{}"), ("topology.yaml", "a: b\n")];
    files.extend_from_slice(extra);
    let mut sums = String::new();
    for (path, text) in &files {
        let _ = writeln!(sums, "{}  {path}", sha256(text.as_bytes()));
    }
    files.push((SUMS, &sums));
    let entries: Vec<Entry<'_>> = files
        .iter()
        .map(|(path, text)| Entry {
            path,
            bytes: text.as_bytes(),
            executable: *path == "run.sh",
        })
        .collect();
    bundle(directory, &entries, force).map(|written| written.removed)
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).expect("the file is there")
}

fn names(directory: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(directory)
        .expect("a directory")
        .map(|entry| entry.expect("readable").file_name().display().to_string())
        .collect();
    names.sort();
    names
}

#[test]
fn a_directory_is_made_whole_and_nothing_else_is_left() {
    let parent = tempfile::tempdir().expect("a temporary directory");
    let out = parent.path().join("deep/out");
    write(
        &out,
        &[("clusters/a/01-x.yaml", "x"), ("run.sh", "#!/bin/sh")],
        false,
    )
    .expect("written");
    assert_eq!(read(out.join("clusters/a/01-x.yaml")), "x");
    assert_eq!(names(&parent.path().join("deep")), ["out"]);
}

#[cfg(unix)]
#[test]
fn scripts_are_executable_and_other_files_are_not() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().expect("a temporary directory");
    let out = parent.path().join("out");
    write(&out, &[("run.sh", "#!/bin/sh")], false).expect("written");
    let mode = |name| {
        let metadata = fs::metadata(out.join(name)).expect("there");
        metadata.permissions().mode() & 0o777
    };
    assert_eq!((mode("run.sh"), mode("plan.json")), (0o755, 0o644));
}

#[test]
fn a_directory_with_something_else_in_it_is_refused() {
    let out = tempfile::tempdir().expect("a temporary directory");
    fs::write(out.path().join("thesis.txt"), "mine").expect("writable");
    let error = write(out.path(), &[], false).expect_err("not ours");
    assert!(matches!(error.problem, Problem::NotOurs));
    assert_eq!(names(out.path()), ["thesis.txt"]);

    write(out.path(), &[], true).expect("forced");
    assert_eq!(read(out.path().join("thesis.txt")), "mine");
}

#[test]
fn sums_of_something_else_do_not_make_a_directory_ours() {
    let out = tempfile::tempdir().expect("a temporary directory");
    fs::write(out.path().join(SUMS), "0  disk.iso\n").expect("writable");
    let error = write(out.path(), &[], false).expect_err("not ours");
    assert!(matches!(error.problem, Problem::NotOurs));
}

#[test]
fn an_earlier_bundle_is_brought_up_to_date_and_own_files_stay() {
    let out = tempfile::tempdir().expect("a temporary directory");
    write(
        out.path(),
        &[("clusters/a/x", "1"), ("clusters/b/x", "1")],
        false,
    )
    .expect("empty");
    fs::create_dir(out.path().join("certs")).expect("writable");
    fs::write(out.path().join("certs/root-key.pem"), "secret").expect("writable");
    let removed = write(out.path(), &[("clusters/a/x", "2")], false).expect("ours");
    assert_eq!(removed, 1);
    assert_eq!(read(out.path().join("clusters/a/x")), "2");
    assert!(!out.path().join("clusters/b").exists());
    assert_eq!(read(out.path().join("certs/root-key.pem")), "secret");
    assert_eq!(
        names(out.path()),
        [SUMS, "certs", "clusters", "plan.json", "topology.yaml"]
    );
}

#[test]
fn files_changed_by_hand_are_not_lost() {
    let out = tempfile::tempdir().expect("a temporary directory");
    write(out.path(), &[("run.sh", "1"), ("old", "1")], false).expect("empty");
    fs::write(out.path().join("run.sh"), "mine").expect("writable");
    fs::write(out.path().join("old"), "mine").expect("writable");
    let error = write(out.path(), &[("run.sh", "2")], false).expect_err("changed");
    assert!(matches!(&error.problem, Problem::Changed(files) if *files == ["run.sh"]));
    assert_eq!(read(out.path().join("run.sh")), "mine");

    write(out.path(), &[("run.sh", "2")], true).expect("forced");
    assert_eq!(read(out.path().join("run.sh")), "2");
    assert_eq!(read(out.path().join("old")), "mine");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let parent = tempfile::tempdir().expect("a temporary directory");
    let elsewhere = parent.path().join("elsewhere");
    fs::create_dir(&elsewhere).expect("writable");

    let link = parent.path().join("link");
    symlink(&elsewhere, &link).expect("links work");
    let error = write(&link, &[], true).expect_err("a link");
    assert!(matches!(error.problem, Problem::Link));

    let out = parent.path().join("out");
    fs::create_dir(&out).expect("writable");
    symlink(&elsewhere, out.join("clusters")).expect("links work");
    let error = write(&out, &[("clusters/a", "x")], true).expect_err("a link inside");
    assert!(matches!(error.problem, Problem::Link));
    assert_eq!(names(&elsewhere), Vec::<String>::new());
    assert_eq!(names(&out), ["clusters"]);
}

#[test]
fn a_file_in_the_place_of_the_directory_is_refused() {
    let parent = tempfile::tempdir().expect("a temporary directory");
    let out = parent.path().join("out");
    fs::write(&out, "x").expect("writable");
    let error = write(&out, &[], true).expect_err("a file");
    assert!(matches!(error.problem, Problem::WrongKind));
    assert_eq!(read(&out), "x");
}
