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
        let text = repo.read(page)?;
        let replayed = replay(&text, program)?;
        for (transcript, printed) in &replayed {
            if !transcript.fits(printed) {
                return Err(Problem::new(format!(
                    "{page}:{}: `{}` does not print what the page says, but:\n{}\n\
                     where that is right, `cargo xtask bless` writes it into the page",
                    transcript.line,
                    transcript.command,
                    printed.join("\n")
                )));
            }
        }
        println!(
            "{page}: {} commands print what the page says",
            replayed.len()
        );
    }
    Ok(())
}

/// Writes what the program prints into the pages; blocks with an elision stay for a person.
pub(crate) fn bless(repo: &Repo, program: &Path) -> Result<(), Problem> {
    for page in PAGES {
        let text = repo.read(page)?;
        let blessed = blessed(&text, &replay(&text, program)?);
        if blessed != text {
            std::fs::write(repo.path(page), blessed)?;
            println!("{page}: written; read the difference before you commit it");
        }
    }
    check(repo, program)
}

/// The page with what was printed in place of what it said.
fn blessed(page: &str, replayed: &[(Transcript, Vec<String>)]) -> String {
    let mut lines: Vec<&str> = page.lines().collect();
    for (transcript, printed) in replayed.iter().rev() {
        if !transcript.printed.iter().any(|line| line == ELISION) {
            let below = transcript.line..transcript.line + transcript.printed.len();
            lines.splice(below, printed.iter().map(String::as_str));
        }
    }
    lines.join("\n") + "\n"
}

/// Each transcript of `page` with what is printed in truth.
fn replay(page: &str, program: &Path) -> Result<Vec<(Transcript, Vec<String>)>, Problem> {
    let folder = std::env::temp_dir().join(format!("meshwright-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let replayed = transcripts(page)
        .into_iter()
        .map(|transcript| {
            let printed = print(&transcript.command, program, &folder)?;
            Ok((transcript, printed))
        })
        .collect();
    std::fs::remove_dir_all(&folder)?;
    replayed
}

/// What `command` prints in `folder`, line by line.
fn print(command: &str, program: &Path, folder: &Path) -> Result<Vec<String>, Problem> {
    let bin = program.parent().into_iter().map(Path::to_owned);
    let old = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(bin.chain(std::env::split_paths(&old)))
        .map_err(|error| Problem::new(error.to_string()))?;
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(folder)
        .env("PATH", path)
        .env("LC_ALL", "C")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("COLUMNS")
        .output()?;
    let printed = String::from_utf8_lossy(&output.stdout);
    Ok(printed
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect())
}

impl Transcript {
    fn fits(&self, printed: &[String]) -> bool {
        let expected: Vec<&str> = self.printed.iter().map(String::as_str).collect();
        let actual: Vec<&str> = printed.iter().map(String::as_str).collect();
        fits(&expected, &actual)
    }
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

    use super::{blessed, fits, replay, transcripts};

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
    fn what_is_printed_is_compared_and_blessed() {
        let program = Path::new("/usr/bin/meshwright");
        for (transcript, printed) in replay(PAGE, program).expect("a shell runs") {
            assert!(transcript.fits(&printed), "{transcript:?} {printed:?}");
        }
        let other = PAGE.replace("a\nb\n", "c\n");
        let replayed = replay(&other, program).expect("a shell runs");
        assert!(!replayed[0].0.fits(&replayed[0].1));
        assert_eq!(blessed(&other, &replayed), PAGE);
    }

    #[test]
    fn an_elision_is_any_number_of_lines() {
        assert!(fits(&["a", "…", "c"], &["a", "c"]));
        assert!(fits(&["a", "…", "c"], &["a", "b", "b", "c"]));
        assert!(!fits(&["a", "…", "c"], &["a", "b"]));
        assert!(!fits(&["a"], &["a", "b"]));
    }
}
