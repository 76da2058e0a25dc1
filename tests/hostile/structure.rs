//! Structure: bombs, depths, sizes, encodings, versions.

use crate::doors::{Case, Expected};

const HEAD: &str = "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata:\n  name: shop\n";
const CLUSTERS: &str = "clusters:\n  - name: east\n";

fn good() -> String {
    format!("{HEAD}{CLUSTERS}")
}

fn refused(number: u32, what: &str, text: &str, codes: &'static [&'static str]) {
    Case::new(number, what, text, Expected::Refused(codes)).check();
}

fn bytes_refused(number: u32, what: &str, input: Vec<u8>, codes: &'static [&'static str]) {
    Case {
        number,
        what: what.to_owned(),
        input,
        expected: Expected::Refused(codes),
    }
    .check();
}

#[test]
fn the_document_that_is_spoilt_is_a_good_one() {
    Case::new(0, "the document itself", &good(), Expected::Accepted).check();
}

#[test]
fn files_that_are_too_large_are_not_read_to_their_end() {
    let filler = |n: usize| format!("{}# {}\n", good(), "x".repeat(n - good().len() - 3));
    Case::new(59, "10 MB", &filler(10_000_000), Expected::Accepted).check();
    refused(59, "one byte more", &filler(10_000_001), &["DOC002"]);
    bytes_refused(60, "100 MB of NUL", vec![0; 100_000_000], &["DOC002"]);
}

#[test]
fn files_without_a_document_say_what_belongs_there() {
    for (what, text) in [
        ("empty", ""),
        ("a newline", "\n"),
        ("only a byte order mark", "\u{feff}"),
        ("only a comment", "# topology\n"),
        ("only a marker", "---\n"),
        ("null", "null\n"),
        ("a text", "hello\n"),
        ("a list", "- a\n"),
    ] {
        refused(61, what, text, &["DOC007", "DOC009", "DOC011"]);
    }
}

/// What `line` makes of each number, behind each other.
fn repeated(numbers: std::ops::Range<usize>, line: impl Fn(usize) -> String) -> String {
    numbers.map(line).collect::<Vec<_>>().concat()
}

#[test]
fn aliases_bombs_and_cycles_are_refused() {
    let bomb = repeated(1..40, |level| {
        let below = level - 1;
        format!("l{level}: &l{level} [*l{below}, *l{below}, *l{below}, *l{below}]\n")
    });
    let bomb = format!("{}l0: &l0 [x]\n{bomb}", good());
    refused(62, "an alias bomb", &bomb, &["DOC004"]);
    let quadratic = format!(
        "{}a: &a [{}]\nb: [{}]\n",
        good(),
        "x,".repeat(9_000),
        "*a,".repeat(9_000)
    );
    refused(63, "quadratic aliases", &quadratic, &["DOC004"]);
    refused(
        64,
        "a list in itself",
        &format!("{}a: &a [*a]\n", good()),
        &["DOC004"],
    );
    refused(64, "nothing but itself", "&a [*a]\n", &["DOC004"]);
    refused(
        69,
        "a merge key",
        &format!("{}<<: {{a: b}}\n", good()),
        &["DOC004", "DOC006"],
    );
    let merge = format!("{HEAD}base: &b {{name: east}}\nclusters:\n  - <<: *b\n");
    refused(69, "a merge of an anchor", &merge, &["DOC004", "DOC006"]);
}

#[test]
fn depths_and_numbers_have_limits() {
    refused(
        65,
        "100,000 lists",
        &"[".repeat(100_000),
        &["DOC003", "DOC017"],
    );
    refused(
        65,
        "closed ones",
        &format!("{}{}", "[".repeat(50_000), "]".repeat(50_000)),
        &["DOC017"],
    );
    refused(
        66,
        "100,000 maps",
        &"{a: ".repeat(100_000),
        &["DOC003", "DOC017"],
    );
    let stairs = repeated(0..2_000, |depth| format!("{}a:\n", " ".repeat(depth)));
    refused(66, "2,000 block maps", &stairs, &["DOC017"]);
    refused(66, "100,000 dashes", &"- ".repeat(100_000), &["DOC017"]);
    let keys = repeated(0..500_000, |place| format!("k{place}: 1\n"));
    refused(67, "500,000 keys", &keys, &["DOC017"]);
    let clusters = repeated(0..2_001, |place| format!("  - name: c-{place}\n"));
    refused(
        67,
        "2,001 clusters",
        &format!("{HEAD}clusters:\n{clusters}"),
        &["DOC017"],
    );
    refused(
        70,
        "ten thousand documents",
        &format!("---\n{}", good()).repeat(10_000),
        &["DOC006", "DOC017"],
    );
    refused(
        70,
        "two documents",
        &format!("{}---\n{}", good(), good()),
        &["DOC006"],
    );
}

#[test]
fn a_key_stands_once_however_it_is_written() {
    for (what, text) in [
        ("twice", format!("{}kind: MeshTopology\n", good())),
        ("with quotes", format!("{}\"kind\": MeshTopology\n", good())),
        ("escaped", format!("{}\"k\\x69nd\": MeshTopology\n", good())),
        (
            "in a flow",
            format!("{HEAD}clusters: [{{name: east, name: west}}]\n"),
        ),
    ] {
        refused(68, what, &text, &["DOC005"]);
    }
    let values = format!(
        "{}mesh:\n  istio:\n    values: {{1: a, \"1\": b}}\n",
        good()
    );
    refused(68, "a number and a text", &values, &["DOC005", "DOC009"]);
    let complex = format!("{}? [a, b]\n: c\n", good());
    refused(68, "a list as a key", &complex, &["DOC006", "DOC009"]);
}

#[test]
fn json_is_yaml_and_its_dialects_are_not() {
    let json = |more: &str| {
        format!(
            "{{\"apiVersion\": \"meshwright/v1alpha1\", \"kind\": \"MeshTopology\", \
             \"metadata\": {{\"name\": \"shop\"}}, \"clusters\": [{{\"name\": \"east\"{more}}}]}}\n"
        )
    };
    Case::new(71, "JSON", &json(""), Expected::Accepted).check();
    refused(
        71,
        "a comment",
        &format!("// shop\n{}", json("")),
        &["DOC003", "DOC007", "DOC009"],
    );
    refused(
        71,
        "a comment inside",
        &json(" /* east */"),
        &["DOC003", "DOC005", "DOC008", "DOC009", "NAM001"],
    );
    let gateway = |port: &str| json(&format!(", \"eastWestGateway\": {{\"port\": {port}}}"));
    for port in [
        "NaN",
        ".nan",
        "1e400",
        "9007199254740993",
        "-1",
        "0",
        "65536",
        "15443.5",
        "1e3",
    ] {
        refused(71, port, &gateway(port), &["DOC009", "DOC010", "DOC012"]);
    }
    for port in ["99999999999999999999999999", "15_443"] {
        refused(71, port, &gateway(port), &["DOC009", "DOC012"]);
    }
}

#[test]
fn other_encodings_and_other_files_are_no_text() {
    let wide = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let marked = format!("\u{feff}{}", good());
        marked.encode_utf16().flat_map(to_bytes).collect()
    };
    bytes_refused(
        72,
        "UTF-16, little end first",
        wide(u16::to_le_bytes),
        &["DOC001"],
    );
    bytes_refused(
        72,
        "UTF-16, big end first",
        wide(u16::to_be_bytes),
        &["DOC001"],
    );
    let gzip = [
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03".as_slice(),
        &[0xed; 500],
    ]
    .concat();
    bytes_refused(76, "gzip", gzip, &["DOC001"]);
    let zip = [b"PK\x03\x04\x14\x00\x08\x00".as_slice(), &[0x9c; 500]].concat();
    bytes_refused(76, "zip", zip, &["DOC001"]);
    let marked = format!("\u{feff}{}", good());
    Case::new(
        72,
        "UTF-8 with a byte order mark",
        &marked,
        Expected::Accepted,
    )
    .check();
    let windows = good().replace('\n', "\r\n");
    Case::new(30, "lines of Windows", &windows, Expected::Accepted).check();
}

#[test]
fn tabs_versions_and_unknown_fields_are_told_where_they_are() {
    refused(
        73,
        "a tab",
        &good().replace("  - name", "\t- name"),
        &["DOC003"],
    );
    for (what, version) in [
        ("a future version", "meshwright/v2"),
        ("a version", "\"1\""),
        ("a number", "1"),
        ("another project's", "install.istio.io/v1alpha1"),
    ] {
        let text = good().replace("meshwright/v1alpha1", version);
        refused(74, what, &text, &["DOC007", "DOC009"]);
    }
    let missing = good().replace("apiVersion: meshwright/v1alpha1\n", "");
    refused(74, "no version", &missing, &["DOC007", "DOC011"]);
    refused(
        74,
        "no kind",
        &good().replace("kind: MeshTopology\n", ""),
        &["DOC007", "DOC011"],
    );
    refused(
        75,
        "an unknown field",
        &format!("{}clutsers: []\n", good()),
        &["DOC008"],
    );
    refused(
        75,
        "an unknown field inside",
        &format!("{}    netwrok: n\n", good()),
        &["DOC008"],
    );
    refused(
        51,
        "a tag",
        &good().replace("east", "!!python/object:os.system id"),
        &["DOC003", "DOC004", "DOC006"],
    );
}
