//! Nothing in the repository names a place that only some machine has.
//!
//! A checkout must build and test anywhere, so no file may point outside of it, and which
//! registry packages come from is the business of cargo's own configuration.

use std::path::Path;

use crate::process::Problem;
use crate::repo::Repo;

/// Folders of the root that are not part of the repository.
const SKIPPED: &[&str] = &[".git", "target", "out", "node_modules"];

/// What no file may contain. Each is in two halves, so that this file does not contain it.
const FORBIDDEN: &[(&str, &str)] = &[
    ("/wo", "rk/"),
    ("/.lib", "rary"),
    ("/tmp/", "brief"),
    ("/tmp/", "target-"),
    ("index.crates", ".io"),
    ("static.crates", ".io"),
    ("registry.npm", "js.org"),
    ("pypi", ".org"),
    ("python", "hosted.org"),
    ("proxy.golang", ".org"),
    ("deb.debian", ".org"),
    ("artifact", "ory/api"),
];

/// Looks through every text file of the repository.
pub(crate) fn check(repo: &Repo) -> Result<(), Problem> {
    let root = repo.path("");
    let mut wrong = Vec::new();
    let mut n_files = 0;
    walk(&root, &mut |file| {
        let Ok(text) = std::fs::read_to_string(file) else {
            return; // not a text
        };
        n_files += 1;
        let shown = file.strip_prefix(&root).unwrap_or(file).display();
        wrong.extend(found(&text).into_iter().map(|hit| format!("{shown}:{hit}")));
    })?;
    if wrong.is_empty() {
        println!("{n_files} files, none points out of the repository");
        return Ok(());
    }
    wrong.sort();
    Err(Problem::list(
        "files that name a place outside of the repository:",
        &wrong,
    ))
}

/// `line: what` for each forbidden word of `text`.
fn found(text: &str) -> Vec<String> {
    let forbidden: Vec<String> = FORBIDDEN.iter().map(|(a, b)| format!("{a}{b}")).collect();
    let mut hits = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for word in forbidden.iter().filter(|word| line.contains(word.as_str())) {
            hits.push(format!("{}: `{word}`", index + 1));
        }
    }
    hits
}

fn walk(root: &Path, visit: &mut impl FnMut(&Path)) -> Result<(), Problem> {
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for item in folder.read_dir()? {
            let item = item?;
            let kind = item.file_type()?;
            let skipped = folder == root && SKIPPED.iter().any(|name| item.file_name() == *name);
            if kind.is_dir() && !skipped {
                folders.push(item.path());
            } else if kind.is_file() {
                visit(&item.path());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{FORBIDDEN, Repo, check, found};

    /// One use of each thing that the pure crates must not have, and one thing they may.
    const FENCED: &str = r#"
        pub fn ordered() -> std::collections::BTreeMap<u8, u8> { std::collections::BTreeMap::new() }
        pub fn files() -> Option<String> { std::fs::read_to_string("file").ok() }
        pub fn environment() -> Option<String> { std::env::var("HOME").ok() }
        pub fn clock() { let _ = std::time::Instant::now(); }
        pub fn threads() { drop(std::thread::spawn(|| ())); }
        pub fn programs() { let _ = std::process::Command::new("true").status(); }
        pub fn order() -> usize { std::collections::HashMap::<u8, u8>::new().len() }
        pub fn terminal() { println!("words"); }
    "#;

    #[test]
    fn the_fence_of_the_pure_crates_bites_and_names_nothing_that_is_not_there() {
        let repo = Repo::find().expect("the tests run in the checkout");
        let metadata = repo.metadata().expect("cargo knows this workspace");
        let stub = metadata.target_directory.join("fence-stub");
        std::fs::create_dir_all(stub.join("src")).expect("the target folder is ours");
        let manifest = "[package]\nname = \"stub\"\nedition = \"2024\"\n[workspace]\n";
        std::fs::write(stub.join("Cargo.toml"), manifest).expect("the target folder is ours");
        std::fs::write(stub.join("src/lib.rs"), FENCED).expect("the target folder is ours");
        let output = Command::new("cargo")
            .args([
                "clippy",
                "--quiet",
                "--offline",
                "--message-format",
                "short",
            ])
            .current_dir(&stub)
            .env("CLIPPY_CONF_DIR", repo.path("crates"))
            // Cargo prints nothing again for a crate that it has checked before.
            .env(
                "CARGO_TARGET_DIR",
                stub.join(std::process::id().to_string()),
            )
            .output()
            .expect("cargo is on PATH");
        let said = String::from_utf8_lossy(&output.stderr);
        std::fs::remove_dir_all(&stub).expect("the target folder is ours");
        for word in [
            "std::fs::read_to_string",
            "std::env::var",
            "std::time::Instant",
            "std::thread::spawn",
            "std::process::Command",
            "std::collections::HashMap",
            "std::println",
        ] {
            assert!(
                said.contains(&format!("`{word}`")),
                "`{word}` is not fenced off: {said}"
            );
        }
        assert!(!said.contains("BTreeMap"), "{said}");
        assert!(!said.contains("does not refer"), "{said}");
    }

    #[test]
    fn each_forbidden_word_is_found_at_its_line() {
        for (a, b) in FORBIDDEN {
            let hits = found(&format!("fine\nsee {a}{b} for more\n"));
            assert_eq!(hits.len(), 1, "{hits:?}");
            assert!(hits[0].starts_with("2: "), "{hits:?}");
        }
    }

    #[test]
    fn neighbours_that_look_alike_are_silent() {
        assert!(found("network/\n.libraries\nhttps://crates.io\n/tmp\n").is_empty());
    }

    #[test]
    fn no_file_of_this_repository_points_out_of_it() {
        let repo = Repo::find().expect("the tests run in the checkout");
        if let Err(problem) = check(&repo) {
            panic!("{problem}");
        }
    }
}
