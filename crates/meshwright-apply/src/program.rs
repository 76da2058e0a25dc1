//! What programs say when they fail, and what it means.
//!
//! Sources: seen with kubectl 1.27 to 1.35 against API servers 1.20 to 1.35, and with istioctl
//! and helm of the releases in the catalogue.

use meshwright_core::diag::render::printable::clean;
use meshwright_core::diag::{Text, text};

use crate::outcome::{Cause, Failure};

/// The most characters of what a program said that anybody is shown.
const SHOWN: usize = 600;

/// What is in the words of a program, and what it means; the first that fits counts.
const SIGNS: &[(&str, Cause)] = &[
    (
        "context was not found for specified context",
        Cause::NotSent,
    ),
    ("\" does not exist", Cause::NotSent),
    ("unknown flag", Cause::NotSent),
    ("unknown command", Cause::NotSent),
    ("no objects passed to apply", Cause::NotSent),
    ("error loading config file", Cause::NotSent),
    ("invalid configuration: no configuration", Cause::NotSent),
    ("Apply failed with", Cause::Conflict),
    ("conflict with", Cause::Conflict),
    ("is being terminated", Cause::Terminating),
    ("(Unauthorized)", Cause::Unauthorized),
    ("You must be logged in", Cause::Unauthorized),
    ("provide credentials", Cause::Unauthorized),
    ("(Forbidden)", Cause::Forbidden),
    ("is forbidden", Cause::Forbidden),
    ("x509:", Cause::Untrusted),
    ("tls: ", Cause::Untrusted),
    ("connection refused", Cause::Unreachable),
    ("no such host", Cause::Unreachable),
    ("i/o timeout", Cause::Unreachable),
    ("context deadline exceeded", Cause::TimedOut),
    ("timed out waiting", Cause::TimedOut),
    ("Client.Timeout exceeded", Cause::Unreachable),
    ("Unable to connect to the server", Cause::Unreachable),
    ("was refused - did you specify", Cause::Unreachable),
    ("EOF", Cause::Unreachable),
    ("is invalid", Cause::Invalid),
    ("(BadRequest)", Cause::Invalid),
    ("(Invalid)", Cause::Invalid),
    ("unknown field", Cause::Invalid),
];

/// What the words of a program mean.
pub fn cause_of(said: &str) -> Cause {
    SIGNS
        .iter()
        .find(|(sign, _)| said.contains(sign))
        .map_or(Cause::Refused, |(_, cause)| *cause)
}

/// The failure of a program that ended with another code than zero.
pub fn failed(program: &str, code: i32, said: &str) -> Failure {
    let cause = cause_of(said);
    Failure {
        cause,
        text: explain(cause, program, code),
        detail: shown(said),
    }
}

fn explain(cause: Cause, program: &str, code: i32) -> Text {
    let exit = code.to_string();
    match cause {
        Cause::NotSent => text!("apply-not-sent", program = program),
        Cause::Unreachable => text!("apply-unreachable", program = program),
        Cause::Unauthorized => text!("apply-unauthorized", program = program),
        Cause::Forbidden => text!("apply-forbidden", program = program),
        Cause::Untrusted => text!("apply-untrusted", program = program),
        Cause::Conflict => text!("apply-conflict", program = program),
        Cause::Terminating => text!("apply-terminating", program = program),
        Cause::Invalid => text!("apply-invalid", program = program),
        Cause::TimedOut => text!("apply-tool-timed-out", program = program),
        _ => text!("apply-refused", program = program, exit = exit),
    }
}

/// The end of what a program said, on few lines and without anything that steers a display.
pub fn shown(said: &str) -> String {
    let lines: Vec<String> = said
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
        .map(|line| clean(line).into_owned())
        .collect();
    let mut kept: Vec<&str> = Vec::new();
    let mut n_characters = 0;
    for line in lines.iter().rev() {
        n_characters += line.chars().count();
        if n_characters > SHOWN && !kept.is_empty() {
            break;
        }
        kept.push(line);
    }
    kept.reverse();
    let text = kept.join("\n");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{cause_of, shown};
    use crate::outcome::Cause;

    #[test]
    fn what_tools_say_is_told_apart() {
        let cases = [
            (
                "Error in configuration: context was not found for specified context: nope",
                Cause::NotSent,
            ),
            (
                "error: Apply failed with 1 conflict: conflict with \"helm\": .data.mesh",
                Cause::Conflict,
            ),
            (
                "Error from server (Forbidden): secrets is forbidden: User \"x\" cannot list",
                Cause::Forbidden,
            ),
            (
                "error: You must be logged in to the server (Unauthorized)",
                Cause::Unauthorized,
            ),
            (
                "Unable to connect to the server: x509: certificate signed by unknown authority",
                Cause::Untrusted,
            ),
            (
                "Unable to connect to the server: dial tcp: lookup a: no such host",
                Cause::Unreachable,
            ),
            (
                "unable to create new content in namespace a because it is being terminated",
                Cause::Terminating,
            ),
            (
                "error: timed out waiting for the condition on services/a",
                Cause::TimedOut,
            ),
            ("something else", Cause::Refused),
        ];
        for (said, cause) in cases {
            assert_eq!(cause_of(said), cause, "{said}");
        }
    }

    #[test]
    fn a_program_cannot_steer_the_display_or_fill_it() {
        let said = format!(
            "first\n{}\n\u{1b}]52;c;aWQ=\u{7}red\u{1b}[31m\n",
            "x".repeat(5000)
        );
        let shown = shown(&said);
        assert!(!shown.contains('\u{1b}'), "{shown}");
        assert!(shown.contains("red"), "{shown}");
        assert!(shown.chars().count() <= 601, "{}", shown.len());
    }
}
