//! From text to [`Document`].

use meshwright_diag::{Finding, Fix, ModelPath, Safety, Value, args};

use crate::document::decode::{Decoder, Field, Place, set};
use crate::document::{API_VERSION, KIND, Topology, free};
use crate::rules::{MISSING_FIELD, NOT_UTF_8, UNKNOWN_VERSION, UNPRINTABLE, WRONG_TYPE};
use crate::shown::shown;
use crate::source::SourceMap;
use crate::yaml::lines::{Extent, Lines};
use crate::yaml::node::{Kind, Node};
use crate::{limits, yaml};

/// A text that was read: what it says, where it says it, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Document {
    /// The topology; `Some` whenever the text is a map, with the bad parts left out.
    pub topology: Option<Topology>,
    /// The whole document as it stands, with unknown fields; what repairs are applied to.
    pub root: Option<Value>,
    /// Where everything is.
    pub source: SourceMap,
    /// What is wrong with the text, in its order; every one has its place located.
    pub findings: Vec<Finding>,
}

/// Reads a topology document.
///
/// JSON is YAML and is read as such. All mistakes are found in one pass.
pub fn read(text: &str) -> Document {
    let reading = yaml::read::read(text);
    let mut cx = Decoder {
        findings: reading.findings,
        has_replaced: reading.has_replaced,
        ..Decoder::default()
    };
    let mut topology = None;
    let mut root = None;
    if let Some(node) = &reading.root {
        root = Some(free::whole(node));
        topology = read_root(node, &mut cx);
    }
    let source = SourceMap::new(reading.lines, reading.root);
    let mut findings = cx.findings.finish();
    for finding in &mut findings {
        if let (true, Some(span)) = (finding.rule == UNPRINTABLE, finding.primary.span) {
            // It was found before there was a tree to say what it is a part of.
            finding.primary.path = source.path_at(span.start.offset);
        }
        source.locate(finding);
    }
    findings.sort_by_key(|finding| {
        let start = finding.primary.span.map(|span| span.start.offset);
        (start, finding.rule.code)
    });
    Document {
        topology,
        root,
        source,
        findings,
    }
}

/// Reads a topology document whose encoding is not known yet.
pub fn read_bytes(bytes: &[u8]) -> Document {
    if bytes.len() > limits::FILE_BYTES.most {
        return unread(Lines::default(), yaml::read::too_large(bytes.len()));
    }
    let error = match str::from_utf8(bytes) {
        Ok(text) => return read(text),
        Err(error) => error,
    };
    let case = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("utf-16"),
        [0x1f, 0x8b, ..] | [b'P', b'K', 3, 4, ..] => Some("archive"),
        _ => None,
    };
    let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let lines = Lines::new(str::from_utf8(good).unwrap_or_default());
    let end = Extent::new(good.len(), good.len());
    let byte = bytes.get(good.len()).copied().unwrap_or_default();
    let args = args![byte = format!("0x{byte:02X}"), offset = good.len()];
    let finding = Finding::new(NOT_UTF_8, ModelPath::root(), args).at_span(lines.span(end));
    let finding = case.map_or(finding.clone(), |case| finding.case(case));
    unread(lines, finding)
}

fn unread(lines: Lines, finding: Finding) -> Document {
    Document {
        topology: None,
        root: None,
        source: SourceMap::new(lines, None),
        findings: vec![finding],
    }
}

fn read_root(node: &Node, cx: &mut Decoder) -> Option<Topology> {
    if !matches!(node.kind, Kind::Map(_)) {
        let finding = Finding::new(WRONG_TYPE, ModelPath::root(), args![]).case("all");
        cx.findings.push(finding);
        return None;
    }
    let version = header(node, "apiVersion", API_VERSION);
    let kind = header(node, "kind", KIND);
    let is_another = [&version, &kind]
        .into_iter()
        .flatten()
        .any(|finding| finding.rule == UNKNOWN_VERSION);
    for finding in [version, kind].into_iter().flatten() {
        cx.findings.push(finding);
    }
    if is_another {
        // The fields of another document would all be unknown; that says nothing more.
        let mut quiet = Decoder::default();
        return Topology::decode(node, &Place::ROOT, &mut quiet);
    }
    if node.field("metadata").is_none() {
        cx.missing(&Place::ROOT, "metadata");
    }
    Topology::decode(node, &Place::ROOT, cx)
}

/// What is wrong with `apiVersion` or `kind`.
fn header(node: &Node, key: &'static str, expected: &'static str) -> Option<Finding> {
    let path = ModelPath::root().join(key);
    let fix = set(path.clone(), expected, Safety::Safe);
    let written = match node.field(key).map(|field| &field.kind) {
        None => {
            let args = args![field = key, holder = "", value = expected];
            let finding = Finding::new(MISSING_FIELD, path, args).case("header");
            return Some(finding.fix(fix));
        }
        Some(Kind::Unreadable) => return None,
        Some(Kind::List(_) | Kind::Map(_)) => "",
        Some(Kind::Scalar(scalar)) => scalar.text.as_str(),
    };
    if written == expected {
        return None;
    }
    let is_ours = written.starts_with("meshwright/") || written.eq_ignore_ascii_case(expected);
    let case = match (key, is_ours) {
        ("kind", _) => "kind",
        (_, true) => "future",
        (_, false) => "foreign",
    };
    let args = args![value = shown(written), expected = expected];
    let finding = Finding::new(UNKNOWN_VERSION, path, args).case(case);
    Some(finding.fix(Fix {
        safety: Safety::Unsafe,
        ..fix
    }))
}
