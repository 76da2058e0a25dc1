//! Findings for programs: the part of `meshwright/wire/v1` that is about findings.
//!
//! The types are the format: a field is only ever added.
//! Sentences are there in the language of the report; programs compare codes and paths.

use std::fmt::Write;

use serde::Serialize;

use super::{Counts, Report};
use crate::{Edit, Finding, Fix, Label, Safety, Severity, Span, Words};

/// The version that every object of the wire format carries.
pub const API_VERSION: &str = "meshwright/wire/v1";

/// Everything found in one document.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FindingList {
    /// [`API_VERSION`].
    pub api_version: &'static str,
    /// `FindingList`.
    pub kind: &'static str,
    /// What the document is called.
    pub source: String,
    /// How many findings there are of each severity.
    pub summary: Counts,
    /// The findings, worst place first as the checker orders them.
    pub findings: Vec<FindingRecord>,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FindingRecord {
    /// The rule's code.
    pub code: &'static str,
    /// The rule's name.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The sentence that stands alone.
    pub headline: String,
    /// The primary place in the model.
    pub path: String,
    /// The primary place in the text; `null` where the text has none.
    pub span: Option<Span>,
    /// The note at the primary place.
    pub label: Option<String>,
    /// Why it matters.
    pub why: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// Other places that matter.
    pub related: Vec<RelatedRecord>,
    /// Repairs, the best first.
    pub fixes: Vec<FixRecord>,
}

/// Another place that matters to a finding.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RelatedRecord {
    /// The place in the model.
    pub path: String,
    /// The place in the text.
    pub span: Option<Span>,
    /// What is to be said about it.
    pub note: Option<String>,
}

/// A repair.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FixRecord {
    /// What it does.
    pub title: String,
    /// Whether it may be applied without asking.
    pub safety: Safety,
    /// The edits on the model, in order.
    pub edits: Vec<Edit>,
}

impl FindingList {
    /// The wire form of `findings` about the document called `source`.
    pub fn new(findings: &[Finding], words: &Words, source: &str) -> Self {
        Self {
            api_version: API_VERSION,
            kind: "FindingList",
            source: source.to_owned(),
            summary: Counts::of(findings),
            findings: findings
                .iter()
                .map(|finding| FindingRecord::new(finding, words))
                .collect(),
        }
    }
}

impl FindingRecord {
    /// The wire form of `finding`.
    pub fn new(finding: &Finding, words: &Words) -> Self {
        Self {
            code: finding.rule.code.0,
            name: finding.rule.name,
            severity: finding.severity,
            headline: words.say(&finding.message),
            path: finding.primary.path.to_string(),
            span: finding.primary.span,
            label: words.find(&finding.label()),
            why: words.find(&finding.why()),
            help: words.find(&finding.help()),
            related: finding
                .related
                .iter()
                .map(|label| RelatedRecord::new(label, words))
                .collect(),
            fixes: finding
                .fixes
                .iter()
                .map(|fix| FixRecord::new(fix, words))
                .collect(),
        }
    }
}

impl RelatedRecord {
    fn new(label: &Label, words: &Words) -> Self {
        Self {
            path: label.path.to_string(),
            span: label.span,
            note: label.text.as_ref().and_then(|text| words.find(text)),
        }
    }
}

impl FixRecord {
    /// The wire form of `fix`.
    pub fn new(fix: &Fix, words: &Words) -> Self {
        Self {
            title: words.say(&fix.title),
            safety: fix.safety,
            edits: fix.edits.clone(),
        }
    }
}

/// A [`FindingList`], indented.
pub fn render(report: &Report<'_>) -> String {
    let list = FindingList::new(report.findings, report.words, report.document.name);
    pretty(&list)
}

/// `value` as indented JSON with a line feed at its end and no character that could steer a
/// terminal.
pub fn pretty(value: &impl Serialize) -> String {
    // Serialising fails only for maps whose keys are no strings; the wire types have none.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    if text.chars().any(needs_escape) {
        text = escape(&text);
    }
    text.push('\n');
    text
}

/// JSON allows all but C0 raw in a string; the rest is escaped here, which means the same.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if needs_escape(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

fn needs_escape(c: char) -> bool {
    c != '\n' && super::printable::is_unprintable(c)
}

#[cfg(test)]
mod tests {
    use crate::render::fixture::{findings, hostile_findings, report, words};

    #[test]
    fn a_finding_has_its_sentences_places_and_repairs() {
        let words = words();
        let (findings, text) = findings();
        let out = super::render(&report(&findings, &words, "mesh.yaml", &text));
        let json: serde_json::Value = serde_json::from_str(&out).expect("valid JSON");
        assert_eq!(json["apiVersion"], "meshwright/wire/v1");
        assert_eq!(json["summary"]["errors"], 1);
        let first = &json["findings"][0];
        assert_eq!(first["code"], "GWY101");
        assert_eq!(first["span"]["start"]["line"], 6);
        assert_eq!(first["path"], "clusters/west/network");
        assert_eq!(first["help"], "Add a gateway to `west`.");
        assert_eq!(
            first["related"][0]["note"],
            "`east` could not reach it either"
        );
        assert_eq!(first["fixes"][0]["safety"], "safe");
        assert_eq!(
            first["fixes"][0]["edits"][0],
            serde_json::json!({"path": "clusters/west/eastWestGateway", "change": "set", "value": {}})
        );
    }

    #[test]
    fn unprintable_characters_are_escaped_and_read_back() {
        let words = words();
        let (findings, text) = hostile_findings();
        let out = super::render(&report(&findings, &words, "x\u{202e}\u{e0001}", &text));
        assert!(out.contains("\\u202e"), "{out}");
        let json: serde_json::Value = serde_json::from_str(&out).expect("valid JSON");
        assert_eq!(json["source"], "x\u{202e}\u{e0001}");
    }
}
