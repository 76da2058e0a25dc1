//! SARIF 2.1.0: the interchange format that code hosts and editors read.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use super::json::{FindingRecord, pretty};
use super::{Document, Report};
use crate::{Finding, Label, RuleInfo, Severity, Span};

/// A SARIF log with one run: the rules that spoke and what they said.
pub fn render(report: &Report<'_>) -> String {
    let mut rules: BTreeMap<&str, &RuleInfo> = BTreeMap::new();
    for finding in report.findings {
        rules.insert(finding.rule.code.0, finding.rule);
    }
    let codes: Vec<&str> = rules.keys().copied().collect();
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| result(report, finding, &codes))
        .collect();
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "meshwright",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "informationUri": env!("CARGO_PKG_REPOSITORY"),
                    "rules": rules.values().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
                },
            },
            "artifacts": [{
                "location": {"uri": uri(report.document.name)},
                "sourceLanguage": "yaml",
            }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn descriptor(rule: &RuleInfo) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": title(rule)},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"since": rule.since},
    })
}

/// The page's first line of text, or the rule's name where the page has none.
fn title(rule: &RuleInfo) -> &str {
    let mut lines = rule.page.lines().map(str::trim);
    lines
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .unwrap_or(rule.name)
}

fn result(report: &Report<'_>, finding: &Finding, codes: &[&str]) -> Value {
    let record = FindingRecord::new(finding, report.words);
    let sentences: Vec<&str> = [Some(record.headline.as_str()), record.why.as_deref()]
        .into_iter()
        .chain([record.help.as_deref()])
        .flatten()
        .collect();
    let mut value = json!({
        "ruleId": finding.rule.code,
        "ruleIndex": codes.binary_search(&finding.rule.code.0).unwrap_or_default(),
        "level": level(finding.severity),
        "message": {"text": sentences.join("\n")},
        "locations": [location(report.document, &finding.primary, record.label.as_deref())],
        "partialFingerprints": {
            "meshwrightFinding/v1": format!("{}:{}", finding.rule.code, finding.primary.path),
        },
    });
    if !finding.related.is_empty() {
        let related: Vec<Value> = finding
            .related
            .iter()
            .zip(&record.related)
            .map(|(label, record)| location(report.document, label, record.note.as_deref()))
            .collect();
        value["relatedLocations"] = Value::Array(related);
    }
    if !record.fixes.is_empty() {
        // A repair edits the model, not the text, which `fixes` of SARIF cannot say.
        value["properties"] = json!({"fixes": record.fixes});
    }
    value
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn location(document: Document<'_>, label: &Label, note: Option<&str>) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": uri(document.name), "index": 0}});
    if let Some(span) = label.span {
        physical["region"] = region(span);
    }
    let mut location = json!({"physicalLocation": physical});
    let path = label.path.to_string();
    if !path.is_empty() {
        location["logicalLocations"] = json!([{
            "name": label.path.last().unwrap_or_default(),
            "fullyQualifiedName": path,
            "kind": "member",
        }]);
    }
    if let Some(note) = note {
        location["message"] = json!({"text": note});
    }
    location
}

fn region(span: Span) -> Value {
    json!({
        "startLine": span.start.line,
        "startColumn": span.start.column,
        "endLine": span.end.line,
        "endColumn": span.end.column,
    })
}

/// A path as a relative URI reference.
fn uri(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            b'\\' => out.push('/'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::render::fixture::{findings, report, unplaced, words};

    #[test]
    fn a_log_has_rules_results_and_places() {
        let words = words();
        let (findings, text) = findings();
        let out = super::render(&report(&findings, &words, "my mesh.yaml", &text));
        let log: serde_json::Value = serde_json::from_str(&out).expect("valid JSON");
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
        let ids: Vec<&str> = rules.iter().filter_map(|r| r["id"].as_str()).collect();
        assert_eq!(ids, ["GWY101", "NAM002"]);
        assert_eq!(
            rules[0]["shortDescription"]["text"],
            "Reports a network without gateway."
        );
        for result in run["results"].as_array().expect("results") {
            let index = result["ruleIndex"].as_u64().expect("an index");
            let index = usize::try_from(index).expect("small");
            assert_eq!(result["ruleId"], rules[index]["id"]);
        }
        let place = &run["results"][0]["locations"][0];
        assert_eq!(
            place["physicalLocation"]["artifactLocation"]["uri"],
            "my%20mesh.yaml"
        );
        assert_eq!(
            place["physicalLocation"]["region"],
            serde_json::json!({"startLine": 6, "startColumn": 14, "endLine": 6, "endColumn": 19})
        );
        assert_eq!(
            place["logicalLocations"][0]["fullyQualifiedName"],
            "clusters/west/network"
        );
    }

    #[test]
    fn a_finding_without_position_has_no_region() {
        let words = words();
        let out = super::render(&report(&unplaced(), &words, "mesh.yaml", ""));
        let log: serde_json::Value = serde_json::from_str(&out).expect("valid JSON");
        let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert!(place.get("region").is_none());
    }
}
