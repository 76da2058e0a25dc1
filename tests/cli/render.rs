//! `render`: bundles on disk.

use std::fs;
use std::io::Cursor;

use meshwright_core::render::digest::sha256;

use crate::tool::{GOOD, Place, names, without_gateway};

#[test]
fn a_bundle_has_its_files_and_their_digests() {
    let place = Place::with(GOOD);
    let ended = place.run(&["render", "mesh.yaml", "-o", "out"]);
    assert_eq!(
        (ended.code, ended.out.as_str()),
        (Some(0), ""),
        "{}",
        ended.err
    );
    assert_eq!(place.read("out/topology.yaml"), GOOD);
    let sums = place.read("out/SHA256SUMS");
    for line in sums.lines() {
        let (digest, path) = line.split_once("  ").expect("a digest and a path");
        let bytes = fs::read(place.path("out").join(path)).expect("listed files are there");
        assert_eq!(digest, sha256(&bytes), "{path}");
    }
    for path in ["runbook.md", "run.sh", "teardown.sh", "plan.json"] {
        assert!(sums.contains(&format!("  {path}\n")), "{path}");
    }
    assert_eq!(place.names(), ["mesh.yaml", "out"]);
}

#[cfg(unix)]
#[test]
fn modes_do_not_depend_on_the_umask() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with(GOOD);
    let program = env!("CARGO_BIN_EXE_meshwright");
    let script = format!("umask 077; exec '{program}' render mesh.yaml -o out");
    let status = std::process::Command::new("sh")
        .args(["-c", &script])
        .current_dir(place.path(""))
        .status()
        .expect("sh starts");
    assert!(status.success());
    let mode = |path: &str| {
        let metadata = fs::metadata(place.path("out").join(path)).expect("it is there");
        metadata.permissions().mode() & 0o777
    };
    assert_eq!((mode("run.sh"), mode("plan.json")), (0o755, 0o644));
}

#[test]
fn a_second_time_changes_nothing_and_keeps_what_is_not_ours() {
    let place = Place::with(GOOD);
    let run = || place.run(&["render", "mesh.yaml", "-o", "out"]);
    assert_eq!(run().code, Some(0));
    place.write("out/notes.txt", "mine");
    let before = place.read("out/SHA256SUMS");
    assert_eq!(run().code, Some(0));
    assert_eq!(place.read("out/SHA256SUMS"), before);
    assert_eq!(place.read("out/notes.txt"), "mine");
    assert!(
        names(&place.path("out"))
            .iter()
            .all(|name| !name.starts_with('.'))
    );
}

#[test]
fn a_smaller_mesh_leaves_no_files_of_the_larger_one() {
    let place = Place::with(GOOD);
    assert_eq!(
        place.run(&["render", "mesh.yaml", "-o", "out"]).code,
        Some(0)
    );
    assert!(place.path("out/clusters/east").exists());
    place.write("mesh.yaml", place.run(&["new", "single"]).out);
    let ended = place.run(&["render", "mesh.yaml", "-o", "out"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(!place.path("out/clusters/east").exists());
    assert!(ended.err.contains("removed "), "{}", ended.err);
}

#[test]
fn other_directories_are_left_alone_unless_forced() {
    let place = Place::with(GOOD);
    fs::create_dir(place.path("out")).expect("writable");
    place.write("out/thesis.txt", "mine");
    let ended = place.run(&["render", "mesh.yaml", "-o", "out"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("--force"), "{}", ended.err);
    assert_eq!(names(&place.path("out")), ["thesis.txt"]);
    let ended = place.run(&["render", "--force", "mesh.yaml", "-o", "out"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_eq!(place.read("out/thesis.txt"), "mine");
}

#[test]
fn errors_write_nothing() {
    let place = Place::with(&without_gateway());
    for args in [
        &["render", "mesh.yaml", "-o", "out"][..],
        &["render", "mesh.yaml", "--zip", "-o", "out.zip"],
    ] {
        let ended = place.run(args);
        assert_eq!(ended.code, Some(1));
        assert!(ended.err.starts_with("error[GWY101]"), "{}", ended.err);
    }
    assert_eq!(place.names(), ["mesh.yaml"]);
}

#[test]
fn a_zip_file_is_the_bundle_and_always_the_same() {
    let place = Place::with(GOOD);
    assert_eq!(
        place.run(&["render", "mesh.yaml", "-o", "out"]).code,
        Some(0)
    );
    for name in ["one.zip", "two.zip"] {
        let ended = place.run(&["render", "mesh.yaml", "--zip", "-o", name]);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
    }
    let bytes = fs::read(place.path("one.zip")).expect("it is there");
    assert_eq!(fs::read(place.path("two.zip")).expect("it is there"), bytes);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let sums = place.read("out/SHA256SUMS");
    assert_eq!(archive.len(), sums.lines().count() + 1);
    let mut file = archive.by_name("shop/SHA256SUMS").expect("it is in it");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut file, &mut text).expect("it is text");
    assert_eq!(text, sums);
}

#[test]
fn another_zip_file_is_not_written_over() {
    let place = Place::with(GOOD);
    place.write("out.zip", "mine");
    let ended = place.run(&["render", "mesh.yaml", "--zip", "-o", "out.zip"]);
    assert_eq!(ended.code, Some(2));
    assert_eq!(place.read("out.zip"), "mine");
}
