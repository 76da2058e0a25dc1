//! What the README shows is what the program prints.
//!
//! A block fenced as `console` is a transcript: a line that begins with `$ ` is a command, the
//! lines below it are all that it prints, and a line `…` stands for any number of lines. All
//! blocks of a page run in one folder, so that a command can use what an earlier one wrote.

use std::path::Path;
use std::process::Command;

use crate::process::Problem;
use crate::repo::Repo;

/// The pages with transcripts.
const PAGES: &[&str] = &["README.md"];

/// A line that stands for any number of lines.
const ELISION: &str = "…";

/// A command of a page and what the page says it prints.
#[derive(Debug, PartialEq, Eq)]
struct Transcript {
    /// The line of the page.
    line: usize,
    /// What is typed.
    command: String,
    /// What is printed, line by line.
    printed: Vec<String>,
}

/// Runs every transcript with `program` as `meshwright`.
pub(crate) fn check(repo: &Repo, program: &Path) -> Result<(), Problem> {
    for page in PAGES {
        let transcripts = transcripts(&repo.read(page)?);
        let folder = std::env::temp_dir().join(format!("meshwright-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let outcome = transcripts
            .iter()
            .try_for_each(|transcript| replay(transcript, page, program, &folder));
        std::fs::remove_dir_all(&folder)?;
        outcome?;
        println!(
            "{page}: {} commands print what the page says",
            transcripts.len()
        );
    }
    Ok(())
}

fn replay(
    transcript: &Transcript,
    page: &str,
    program: &Path,
    folder: &Path,
) -> Result<(), Problem> {
    let bin = program.parent().into_iter().map(Path::to_owned);
    let old = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(bin.chain(std::env::split_paths(&old)))
        .map_err(|error| Problem::new(error.to_string()))?;
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{}", transcript.command)])
        .current_dir(folder)
        .env("PATH", path)
        .env_remove("CLICOLOR_FORCE")
        .output()?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let actual: Vec<&str> = printed.lines().map(str::trim_end).collect();
    let expected: Vec<&str> = transcript.printed.iter().map(String::as_str).collect();
    if fits(&expected, &actual) {
        return Ok(());
    }
    Err(Problem::new(format!(
        "{page}:{}: `{}` does not print what the page says, but:\n{printed}",
        transcript.line, transcript.command
    )))
}

/// Whether `actual` is what `expected` says.
fn fits(expected: &[&str], actual: &[&str]) -> bool {
    match expected.split_first() {
        None => actual.is_empty(),
        Some((&ELISION, rest)) => (0..=actual.len()).any(|skipped| fits(rest, &actual[skipped..])),
        Some((line, rest)) => actual
            .split_first()
            .is_some_and(|(first, others)| first == line && fits(rest, others)),
    }
}

/// The transcripts of a page.
fn transcripts(page: &str) -> Vec<Transcript> {
    let mut found: Vec<Transcript> = Vec::new();
    let mut inside = false;
    for (index, line) in page.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```console";
        }
        if !inside {
            continue;
        }
        if let Some(command) = line.strip_prefix("$ ") {
            found.push(Transcript {
                line: index + 1,
                command: command.to_owned(),
                printed: Vec::new(),
            });
        } else if let (Some(last), false) = (found.last_mut(), line.starts_with("```")) {
            last.printed.push(line.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{fits, replay, transcripts};

    const PAGE: &str =
        "```sh\n$ no\n```\n```console\n$ echo a; echo b >&2\na\nb\n$ seq 4\n1\n…\n4\n```\n";

    #[test]
    fn commands_and_what_they_print_are_read() {
        let found = transcripts(PAGE);
        assert_eq!(found.len(), 2);
        assert_eq!((found[1].line, found[1].command.as_str()), (8, "seq 4"));
        assert_eq!(found[1].printed, ["1", "…", "4"]);
    }

    #[test]
    fn what_is_printed_is_compared() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        for transcript in &transcripts(PAGE) {
            assert!(replay(transcript, "page", here, here).is_ok());
        }
        let other = transcripts("```console\n$ echo a\nb\n```\n");
        assert!(replay(&other[0], "page", here, here).is_err());
    }

    #[test]
    fn an_elision_is_any_number_of_lines() {
        assert!(fits(&["a", "…", "c"], &["a", "c"]));
        assert!(fits(&["a", "…", "c"], &["a", "b", "b", "c"]));
        assert!(!fits(&["a", "…", "c"], &["a", "b"]));
        assert!(!fits(&["a"], &["a", "b"]));
    }
}
