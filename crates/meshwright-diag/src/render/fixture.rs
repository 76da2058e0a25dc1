//! Findings for the tests of the renderers.

use super::{Document, Report, Style};
use crate::{
    Change, Code, Edit, Finding, Fix, Language, Position, RuleInfo, Safety, Severity, Source, Span,
    Words, args, path, text,
};

static GATEWAY: RuleInfo = RuleInfo {
    code: Code("GWY101"),
    name: "network-without-gateway",
    severity: Severity::Error,
    since: "0.1.0",
    page: "# GWY101\n\n## What it does\n\nReports a network without gateway.\n",
};

static NAME: RuleInfo = RuleInfo {
    code: Code("NAM002"),
    name: "bad-name",
    severity: Severity::Warning,
    since: "0.1.0",
    page: "",
};

const MESSAGES: &str = "
GWY101 = network `{$network}` has no east-west gateway
    .label = nothing lets other networks in
    .why = Pods of `{$network}` cannot be reached: 100% of requests from other networks fail.
    .help = Add a gateway to `{$cluster}`.
    .other = `east` could not reach it either
fix-gateway = add `eastWestGateway: {\"{}\"}` to `{$cluster}`
NAM002 = the name `{$name}` is not a DNS label
";

const TEXT: &str = "metadata:\n name: shöp\nclusters:\n  - name: east\n  - name: west\n    network: net-2\n    role: primary\n";

/// The renderers' own words and those of the fixture.
pub(crate) fn words() -> Words {
    let fixture = Source {
        language: Language::En,
        messages: MESSAGES,
    };
    Words::new(Language::En, &[crate::WORDS, fixture])
}

/// A report without colour, 80 columns wide.
pub(crate) fn report<'a>(
    findings: &'a [Finding],
    words: &'a Words,
    name: &'a str,
    text: &'a str,
) -> Report<'a> {
    Report {
        findings,
        words,
        document: Document { name, text },
        style: Style::default(),
    }
}

/// Where `needle` first is in `text`.
pub(crate) fn span(text: &str, needle: &str) -> Span {
    let start = text.find(needle).expect("the needle is in the text");
    Span {
        start: position(text, start),
        end: position(text, start + needle.len()),
    }
}

fn position(text: &str, offset: usize) -> Position {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Position {
        offset,
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// Two findings with positions, a related place and a repair, and their text.
pub(crate) fn findings() -> (Vec<Finding>, String) {
    let mut gateway = unplaced().remove(0).at_span(span(TEXT, "net-2"));
    gateway.related[0].span = Some(span(TEXT, "east"));
    let name = Finding::new(&NAME, path!("metadata", "name"), args![name = "shöp"])
        .at_span(span(TEXT, "shöp"));
    (vec![gateway, name], TEXT.to_owned())
}

/// One finding nobody located.
pub(crate) fn unplaced() -> Vec<Finding> {
    let finding = Finding::new(
        &GATEWAY,
        path!("clusters", "west", "network"),
        args![network = "net-2", cluster = "west"],
    );
    vec![
        finding
            .related(path!("clusters", "east"), "other")
            .fix(Fix {
                title: text!("fix-gateway", cluster = "west"),
                safety: Safety::Safe,
                edits: vec![Edit {
                    path: path!("clusters", "west", "eastWestGateway"),
                    change: Change::Set(serde_json::json!({})),
                }],
            }),
    ]
}

/// Findings whose every name tries to steer the terminal, with and without position.
pub(crate) fn hostile_findings() -> (Vec<Finding>, String) {
    let evil = "a\u{1b}]52;c;eA==\u{7}\u{202e}\u{85}\u{2028}\r\u{9b}31mb";
    let text = format!("x: é\t{evil}\ty\n");
    let place = path!("clusters", evil, "network");
    let finding = || {
        Finding::new(
            &GATEWAY,
            place.clone(),
            args![network = evil, cluster = evil],
        )
        .related(place.clone(), "other")
    };
    let mut located = finding().at_span(span(&text, "a\u{1b}]52;c;eA=="));
    located.related[0].span = Some(span(&text, "31mb"));
    (vec![located, finding()], text)
}
