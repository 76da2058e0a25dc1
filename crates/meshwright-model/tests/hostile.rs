//! Hostile texts: answered quickly, with a finding, and never with a panic.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test of the time taken asks the system for it"
)]

use std::time::{Duration, Instant};

use meshwright_diag::{Finding, Language, Words};
use meshwright_model::{Document, WORDS, limits, read, read_bytes, resolve};
use proptest::prelude::*;

const HEAD: &str = "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata: {name: shop}\n";

/// Optimised code must answer within 100 ms; unoptimised code is many times slower, but not as many
/// as anything quadratic would be.
const ALLOWED: Duration = Duration::from_millis(if cfg!(debug_assertions) { 20_000 } else { 100 });

/// The time that this thread has had a processor, where the system tells; else the time of day.
fn processor_time(start: Instant) -> Duration {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|stat| stat.split_whitespace().next()?.parse().ok())
        .map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn in_time(what: &str, text: &str) -> Document {
    let once = || {
        let start = Instant::now();
        let before = processor_time(start);
        let document = read(text);
        if let Some(topology) = &document.topology {
            let _ = resolve(topology);
        }
        (document, processor_time(start).saturating_sub(before))
    };
    let (document, mut taken) = once();
    // A busy machine slows a thread down even while it has a processor.
    for _ in 0..4 {
        if taken >= ALLOWED {
            taken = taken.min(once().1);
        }
    }
    assert!(taken < ALLOWED, "{what} took {taken:?}");
    document
}

/// What `line` makes of 0, 1, and so on, behind each other.
fn repeated(times: usize, line: impl Fn(usize) -> String) -> String {
    (0..times).map(line).collect::<Vec<_>>().concat()
}

fn keys(document: &Document) -> Vec<String> {
    let key = |finding: &Finding| finding.message.key.clone().into_owned();
    document.findings.iter().map(key).collect()
}

#[test]
fn bombs_are_answered_quickly() {
    let mut bomb = vec!["a: &a [x]\n".to_owned()];
    for (name, of) in "bcdefghij".chars().zip("abcdefghi".chars()) {
        let aliases = vec![format!("*{of}"); 9].join(", ");
        bomb.push(format!("{name}: &{name} [{aliases}]\n"));
    }
    let keys_of = |text: &str, what: &str| keys(&in_time(what, text));
    let found = keys_of(&bomb.concat(), "an alias bomb");
    assert!(found.iter().any(|key| key == "DOC004-alias"), "{found:?}");

    let scalar = "x".repeat(10_000);
    let quadratic = format!("a: &a {scalar}\nb: [{}]\n", "*a, ".repeat(20_000));
    let found = keys_of(&quadratic, "20,000 aliases of 10 kB");
    assert!(
        found.iter().any(|key| key == "DOC017-findings"),
        "{}",
        found.len()
    );

    let found = keys_of("&a [*a]", "an alias of itself");
    assert!(found.iter().any(|key| key == "DOC004-alias"), "{found:?}");

    for (what, text) in [
        ("100,000 brackets", "[".repeat(100_000)),
        ("100,000 braces", "{a: ".repeat(100_000)),
        (
            "brackets in a field",
            format!("{HEAD}mesh: {}", "[".repeat(100_000)),
        ),
        (
            "3,000 blocks",
            repeated(3_000, |depth| format!("{}a:\n", " ".repeat(depth))),
        ),
        ("100,000 dashes", "- ".repeat(100_000)),
        ("100,000 explicit keys", "? ".repeat(100_000)),
    ] {
        let found = keys_of(&text, what);
        let last = found.last().map(String::as_str);
        assert_eq!(last, Some("DOC017-depth"), "{what}");
    }

    let many = repeated(500_000, |key| format!("k{key}: 1\n"));
    let found = keys_of(&many, "500,000 keys");
    assert_eq!(found, ["DOC017-nodes"]);

    let one: String = "k: 1\n".repeat(120_000);
    let found = keys_of(&one, "120,000 times one key");
    assert!(found.iter().any(|key| key == "DOC017-findings"));

    let documents = "---\na: b\n".repeat(10_000);
    let found = keys_of(&documents, "10,000 documents");
    assert!(
        found.iter().any(|key| key == "DOC006-documents"),
        "{found:?}"
    );
}

#[test]
fn large_texts_are_answered_quickly() {
    let found = keys(&in_time(
        "10 MB and a byte",
        &"#".repeat(limits::FILE_BYTES.most + 1),
    ));
    assert_eq!(found, ["DOC002"]);
    let document = in_time(
        "one name of 9 MB",
        &format!("{HEAD}clusters: [{{name: {}}}]", "a".repeat(9_000_000)),
    );
    assert_eq!(keys(&document), ["NAM001-long"]);
    let line = format!("{HEAD}clusters: [{}]", "{name: ä},".repeat(40_000));
    let found = keys(&in_time("400 kB in one line with wrong names", &line));
    assert_eq!(found.len(), limits::FINDINGS.most + 1);
    assert!(found.iter().any(|key| key == "DOC017-findings"));
    let unknown = repeated(100_000, |key| format!("clustres{key}: 1\n"));
    in_time("100,000 unknown fields", &unknown);
}

#[test]
fn empty_texts_say_that_they_are() {
    for text in [
        "",
        "\u{feff}",
        "# nothing\n",
        "\n\n",
        "---\n",
        "...\n",
        "---\n---\n",
        "~",
    ] {
        let document = read(text);
        let found = keys(&document);
        let expected = if text == "~" {
            "DOC009-all"
        } else {
            "DOC011-all"
        };
        assert_eq!(found, [expected], "{text:?}");
        assert!(document.topology.is_none() && document.findings[0].primary.span.is_some());
    }
}

#[test]
fn other_encodings_are_recognised() {
    let utf_16 = |big: bool| -> Vec<u8> {
        let units = std::iter::once(0xfeff_u16).chain(HEAD.encode_utf16());
        units
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    };
    for (bytes, key) in [
        (utf_16(true), "DOC001-utf-16"),
        (utf_16(false), "DOC001-utf-16"),
        (vec![0x1f, 0x8b, 8, 0, 0xff], "DOC001-archive"),
        (b"apiVersion: \xff".to_vec(), "DOC001"),
        (b"name: \xed\xa0\x80".to_vec(), "DOC001"),
    ] {
        assert_eq!(keys(&read_bytes(&bytes)), [key]);
    }
    let with_mark = format!("\u{feff}{HEAD}clusters: [{{name: west}}]");
    assert_eq!(
        keys(&read_bytes(with_mark.as_bytes())),
        Vec::<String>::new()
    );
    let found = read(&format!(
        "\u{feff}{HEAD}clusters: [{{name: west, rol: primary}}]"
    ));
    let span = found.findings[0]
        .primary
        .span
        .expect("every finding has a place");
    assert_eq!((span.start.line, span.start.column), (4, 25));
}

#[test]
fn characters_that_cannot_be_seen_are_shown_by_their_number() {
    for (c, number) in [
        ('\u{0}', "U+0000"),
        ('\u{1b}', "U+001B"),
        ('\u{85}', "U+0085"),
        ('\u{2028}', "U+2028"),
        ('\u{2029}', "U+2029"),
        ('\u{feff}', "U+FEFF"),
        ('\u{202e}', "U+202E"),
        ('\u{2066}', "U+2066"),
        ('\u{fffd}', "U+FFFD"),
    ] {
        for place in [
            format!("clusters: [{{name: a{c}b}}]\n"),
            format!("clusters: [{{name: ab}}]\n# {c}\n"),
        ] {
            let document = read(&format!("{HEAD}{place}"));
            assert_eq!(keys(&document), ["DOC018"], "{number} in {place:?}");
            let text = Words::new(Language::En, &[WORDS]).say(&document.findings[0].message);
            assert!(text.contains(number) && !text.contains(c), "{text}");
            let span = document.findings[0].primary.span.expect("a place");
            assert_eq!(span.end.offset - span.start.offset, c.len_utf8());
        }
    }
    let escaped = read(&format!("{HEAD}clusters: [{{name: \"a\\u202eb\"}}]"));
    assert_eq!(keys(&escaped), ["DOC018-value"]);
}

#[test]
fn json_is_read_and_what_is_none_is_refused() {
    let json = r#"{"apiVersion":"meshwright/v1alpha1","kind":"MeshTopology","metadata":{"name":"shop"},"clusters":[{"name":"west","eastWestGateway":{"port":15443}}]}"#;
    let document = read(json);
    assert_eq!(keys(&document), Vec::<String>::new());
    assert!(document.topology.is_some());
    for (value, key) in [
        ("1e400", "DOC012-range"),
        ("NaN", "DOC009"),
        ("9007199254740993", "DOC012-range"),
        ("-1", "DOC012-range"),
        ("1.5", "DOC009"),
        ("\"15443\"", "DOC009"),
    ] {
        let found = keys(&read(&json.replace("15443", value)));
        assert_eq!(found, [key], "{value}");
    }
    let commented = json.replace("\"kind\"", "// no comment\n\"kind\"");
    assert!(!keys(&read(&commented)).is_empty());
}

/// Names that break programs which do not expect them.
fn hostile_names() -> Vec<String> {
    let mut names: Vec<String> = [
        "",
        " ",
        "-rf",
        "--kubeconfig=/dev/null",
        "a b",
        "a'b",
        "a\"b",
        "a`id`b",
        "a$(id)b",
        "$HOME",
        "a;id",
        "a|id",
        "a&b",
        "a>f",
        "*",
        "~root",
        "=ls",
        "!x",
        "#c",
        "a\\",
        "a\\'b",
        "{a,b}",
        "%PATH%",
        "^x",
        "@x",
        "a\nb",
        "a\r\nb",
        "a\rb",
        "a\tb",
        "a\u{0}b",
        "\u{1b}[31m",
        "a\u{85}b",
        "a\u{2028}b",
        "\u{feff}a",
        "\u{202e}a",
        "a\u{200d}b",
        "Ⅷ",
        "а",
        "é",
        "e\u{301}",
        "İ",
        "ß",
        "ſ",
        "👍🏽",
        "UPPER",
        "a_b",
        "a..b",
        "a.",
        ".a",
        "y",
        "no",
        "on",
        "null",
        "~",
        "true",
        "0123",
        "0o17",
        "1e3",
        "0x1F",
        "1_000",
        "12:30:45",
        ".inf",
        ".nan",
        "2026-01-01",
        "<<",
        "=",
        "*a",
        "&a",
        "!!python/object",
        "- x",
        "? x",
        ": x",
        "a: b",
        "a #b",
        "[",
        "{",
        "|",
        ">",
        "%YAML",
        "---",
        "...",
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "</script><!--",
        "{{7*7}}",
        "${7*7}",
        "../../x",
        "..\\x",
        "C:\\x",
        "a/",
        "NUL.yaml",
    ]
    .map(str::to_owned)
    .to_vec();
    names.extend([64, 254, 100_000].map(|length| "a".repeat(length)));
    names
}

#[test]
fn hostile_names_of_clusters_are_one_finding_each_and_never_in_the_mesh() {
    let words = Words::new(Language::En, &[WORDS]);
    for name in hostile_names() {
        let value = serde_json::json!({
            "apiVersion": "meshwright/v1alpha1", "kind": "MeshTopology",
            "metadata": {"name": "shop"}, "clusters": [{"name": &name}, {"name": "good", "context": &name}],
        });
        // JSON escapes what YAML cannot hold as it is.
        let document = in_time("a hostile name", &value.to_string());
        let about_name: Vec<&Finding> = document
            .findings
            .iter()
            .filter(|finding| {
                finding.primary.path.to_string() == "clusters/#0/name"
                    || finding.primary.path.last() == Some("name")
            })
            .collect();
        assert_eq!(about_name.len(), 1, "{name:?}: {:?}", document.findings);
        for finding in &document.findings {
            let text = words.say(&finding.message);
            assert!(text.chars().count() < 200, "{text}");
            assert!(!text.chars().any(char::is_control), "{text:?}");
        }
        let topology = document.topology.expect("a topology");
        let (mesh, _) = resolve(&topology);
        assert_eq!(mesh.clusters.len(), 1, "{name:?}");
    }
}

#[test]
fn words_of_javascript_are_ordinary_names() {
    for name in ["constructor", "valueof", "xn--80ak6aa92e", "con", "nul"] {
        let document = read(&format!("{HEAD}clusters: [{{name: {name}}}]"));
        assert_eq!(keys(&document), Vec::<String>::new(), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 1_500 } else { 20_000 }))]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let document = read_bytes(&bytes);
        prop_assert!(document.topology.is_some() || !document.findings.is_empty());
    }

    #[test]
    fn no_text_of_yaml_makes_the_reader_panic(
        text in "(apiVersion|kind|name|a|b|: |:|- |\n|\n  |\n    |\t|\\[|\\]|\\{|\\}|,|\"|'|&a |\\*a|!!str |<<|\\? |\\||>|#|---\n|\\.\\.\\.\n|%YAML|~|1|é|\u{0}|\u{85}|\u{2028}|\u{feff}|\\\\|@|`|\r\n|\r){0,40}"
    ) {
        let document = read(&text);
        for finding in &document.findings {
            let span = finding.primary.span.expect("every finding of reading has a place");
            prop_assert!(span.start.offset <= span.end.offset && span.end.offset <= text.len());
            prop_assert!(text.is_char_boundary(span.start.offset) && text.is_char_boundary(span.end.offset), "{finding:?}");
        }
        if let Some(topology) = &document.topology {
            let _ = resolve(topology);
        }
    }

    #[test]
    fn a_broken_reference_document_is_read_without_panic(
        at in 0_usize..2_500, with in "(?s).{0,3}", length in 0_usize..6,
    ) {
        let mut characters: Vec<char> = include_str!("reference.yaml").chars().collect();
        let at = at.min(characters.len());
        let end = (at + length).min(characters.len());
        characters.splice(at..end, with.chars());
        let text: String = characters.into_iter().collect();
        let document = read(&text);
        if let Some(topology) = &document.topology {
            let (_, findings) = resolve(topology);
            for mut finding in findings {
                document.source.locate(&mut finding);
                prop_assert!(finding.primary.span.is_some());
            }
        }
    }
}
