//! Findings for people at a terminal: headline, the lines it is about, why, and what to do.

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Padding, Renderer, Snippet,
};

use super::columns::{broken, columns};
use super::printable::clean;
use super::{Colour, Counts, Report};
use crate::{Finding, Severity, Text, Words, text};

mod excerpt;

use excerpt::{Excerpt, Mark};

/// Columns below which lines are not made shorter.
const NARROWEST: usize = 40;

/// Each finding with its lines, and a summary at the end.
pub fn render(report: &Report<'_>) -> String {
    let renderer = match report.style.colour {
        Colour::Plain => Renderer::plain(),
        Colour::Styled => Renderer::styled(),
    };
    let renderer = renderer.term_width(report.style.width.max(NARROWEST));
    let mut out = String::new();
    for finding in report.findings {
        out.push_str(&one(&renderer, report, finding));
        out.push_str("\n\n");
    }
    out.push_str(&summary(report));
    out.push('\n');
    out
}

fn one(renderer: &Renderer, report: &Report<'_>, finding: &Finding) -> String {
    let words = report.words;
    let name = clean(report.document.name);
    let headline = words.say(&finding.message);
    let title = level(finding.severity, words)
        .primary_title(clean(&headline).into_owned())
        .id(finding.rule.code.0);

    let mut group = Group::with_title(title);
    let excerpts = excerpts(report, finding);
    if !excerpts.iter().any(Excerpt::has_primary) {
        group = group.element(match finding.primary.span {
            Some(span) => Origin::path(name.as_ref())
                .line(span.start.line)
                .char_column(span.start.column),
            None => Origin::path(name.as_ref()),
        });
    }
    for excerpt in &excerpts {
        group = group.element(snippet(&name, excerpt));
    }
    for note in notes(report, finding) {
        group = group.element(note);
    }
    renderer.render(&[group])
}

fn level(severity: Severity, words: &Words) -> Level<'static> {
    let (level, key) = match severity {
        Severity::Error => (Level::ERROR, "severity-error"),
        Severity::Warning => (Level::WARNING, "severity-warning"),
        Severity::Info => (Level::INFO, "severity-info"),
    };
    level.with_name(words.say(&text!(key)))
}

fn snippet<'a>(name: &'a str, excerpt: &'a Excerpt) -> Snippet<'a, Annotation<'a>> {
    Snippet::source(excerpt.source.as_str())
        .path(name)
        .line_start(excerpt.first_line)
        .annotations(excerpt.marks.iter().map(|(mark, range)| {
            let kind = if mark.primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            kind.span(range.clone()).label(mark.label.as_deref())
        }))
}

/// The lines of the primary place and of those related places that the text has.
fn excerpts(report: &Report<'_>, finding: &Finding) -> Vec<Excerpt> {
    let words = report.words;
    let Some(span) = finding.primary.span else {
        return Vec::new();
    };
    if report.document.text.is_empty() {
        return Vec::new();
    }
    let note = |text: Option<&Text>| {
        text.and_then(|text| words.find(text))
            .map(|note| clean(&note).into_owned())
    };
    let mut marks = vec![Mark {
        span,
        primary: true,
        label: note(Some(&finding.label())),
    }];
    for related in &finding.related {
        if let Some(span) = related.span {
            let label = note(related.text.as_ref());
            marks.push(Mark {
                span,
                primary: false,
                label,
            });
        }
    }
    excerpt::of(report.document.text, marks)
}

/// What follows the lines: places without lines, why, help, repairs, the rule's name.
fn notes<'a>(report: &Report<'_>, finding: &Finding) -> Vec<Element<'a>> {
    let words = report.words;
    let mut notes: Vec<(&'static str, String)> = Vec::new();
    let path = finding.primary.path.to_string();
    if finding.primary.span.is_none() && !path.is_empty() {
        notes.push(("note-at", path));
    }
    for related in &finding.related {
        // With a place of its own it is among the lines, unless there are none at all.
        let shown = related.span.is_some() && finding.primary.span.is_some();
        if shown {
            continue;
        }
        let place = related.path.to_string();
        let note = related.text.as_ref().and_then(|text| words.find(text));
        notes.push((
            "note-related",
            match note {
                Some(note) => words.say(&text!("related-at", place = place, note = note)),
                None => place,
            },
        ));
    }
    for (key, text) in [("note-why", finding.why()), ("note-help", finding.help())] {
        if let Some(sentence) = words.find(&text) {
            notes.push((key, sentence));
        }
    }
    for fix in &finding.fixes {
        let key = match fix.safety {
            crate::Safety::Safe => "fix-safe",
            crate::Safety::Unsafe => "fix-unsafe",
        };
        let title = words.say(&text!(key, title = fix.title.clone()));
        notes.push(("note-fix", title));
    }
    notes.push(("note-rule", finding.rule.name.to_owned()));

    let mut elements: Vec<Element<'a>> = vec![Padding.into()];
    for (key, sentence) in notes {
        let name = words.say(&text!(key));
        // ` = why: ` stands before the sentence, after the gutter of line numbers.
        let room = report
            .style
            .width
            .max(NARROWEST)
            .saturating_sub(columns(&name) + 10);
        let level = match key {
            "note-help" | "note-fix" => Level::HELP,
            _ => Level::NOTE,
        };
        let message = broken(&clean(&sentence), room).join("\n");
        elements.push(level.with_name(name).message(message).into());
    }
    elements
}

/// "2 errors, 1 warning; run `meshwright explain GWY101`".
fn summary(report: &Report<'_>) -> String {
    let words = report.words;
    let counts = Counts::of(report.findings);
    let parts: Vec<String> = [
        ("count-errors", counts.errors),
        ("count-warnings", counts.warnings),
        ("count-infos", counts.infos),
    ]
    .into_iter()
    .filter(|&(_, count)| count > 0)
    .map(|(key, count)| words.say(&text!(key, count = count)))
    .collect();
    // The first of the worst is what a reader wants explained.
    let mut worst: Option<&Finding> = None;
    for finding in report.findings {
        if worst.is_none_or(|worst| finding.severity > worst.severity) {
            worst = Some(finding);
        }
    }
    let Some(worst) = worst else {
        return words.say(&text!("summary-clean"));
    };
    let counts = words.enumerate(&parts);
    let sentence = words.say(&text!("summary", counts = counts, code = worst.rule.code.0));
    match report.style.colour {
        Colour::Plain => sentence,
        Colour::Styled => format!("\u{1b}[1m{sentence}\u{1b}[0m"),
    }
}

#[cfg(test)]
mod tests;
