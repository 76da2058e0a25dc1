//! Names and text: every field refuses what it cannot hold, at the very place, and takes the rest.

use meshwright_core::diag::Severity;
use meshwright_core::{Options, compile};
use serde_json::{Value, json};

use crate::doors::{Case, Expected};
use crate::hostile_text::HOSTILE_TEXT;

/// What a bad name, word, number, address or reference is told as.
const BAD_NAME: &[&str] = &[
    "NAM001", "NAM002", "DOC009", "DOC010", "DOC012", "DOC013", "DOC018", "DOC019",
];

/// Every field that holds a name, a word or an address: nothing hostile fits any of them, but for
/// the texts beside it.
const FIELDS: &[(&str, &[&str])] = &[
    ("/apiVersion", &[]),
    ("/kind", &[]),
    ("/metadata/name", &[]),
    ("/mesh/id", &[]),
    ("/mesh/trustDomain", &[]),
    ("/mesh/istio/version", &[]),
    ("/mesh/istio/dataPlane", &[]),
    ("/mesh/istio/revision", &[]),
    ("/mesh/istio/profile", &[]),
    ("/mesh/ca/kind", &[]),
    ("/networks/0/name", &[]),
    ("/clusters/0/name", &[]),
    ("/clusters/0/network", &[]),
    ("/clusters/0/role", &[]),
    ("/clusters/0/kubernetes", &[]),
    ("/clusters/0/provider", &[]),
    ("/clusters/0/apiServer/reachableFrom/0", &["*"]),
    ("/clusters/0/podCidrs/0", &[]),
    ("/clusters/0/clusterDomain", &[]),
    ("/clusters/0/loadBalancer", &[]),
    ("/clusters/0/eastWestGateway/exposure", &[]),
    (
        "/clusters/0/eastWestGateway/addresses/0",
        &["Cluster1", "CON", "NUL.yaml"],
    ),
    ("/clusters/0/eastWestGateway/port", &[]),
    ("/clusters/1/controlPlane", &[]),
    ("/services/0/name", &[]),
    ("/services/0/namespace", &[]),
    ("/services/0/ports/0/name", &[]),
    ("/services/0/clusters/0", &["*"]),
    ("/services/0/traffic", &[]),
    ("/connectivity/0/from", &["*"]),
    ("/expect/0/reach/from", &[]),
    ("/policy/allow/0/code", &[]),
];

fn whole() -> Value {
    json!({
        "apiVersion": "meshwright/v1alpha1",
        "kind": "MeshTopology",
        "metadata": {"name": "shop"},
        "mesh": {
            "id": "mesh1", "trustDomain": "cluster.local", "ca": {"kind": "plugged-in"},
            "istio": {"version": "1.30", "dataPlane": "sidecar", "revision": "canary",
                "profile": "default"},
        },
        "networks": [{"name": "net-1"}],
        "clusters": [
            {
                "name": "east", "network": "net-1", "role": "primary", "kubernetes": "1.34",
                "provider": "other", "apiServer": {"reachableFrom": ["*"]},
                "podCidrs": ["10.1.0.0/16"], "clusterDomain": "cluster.local",
                "loadBalancer": "cloud",
                "eastWestGateway": {"exposure": "load-balancer", "addresses": ["203.0.113.7"],
                    "port": 15443},
            },
            {"name": "west", "network": "net-1", "role": "remote", "controlPlane": "east",
                "podCidrs": ["10.2.0.0/16"]},
        ],
        "connectivity": [{"from": "net-1", "allow": true}],
        "services": [{"name": "orders", "namespace": "shop", "traffic": "spread",
            "ports": [{"name": "http", "port": 80}], "clusters": ["east"]}],
        "expect": [{"reach": {"from": "west", "to": "east"}}],
        "policy": {"allow": [{"code": "GWY109", "reason": "a lab"}]},
    })
}

/// The topology with a text in the place of one value, and where that text stands in it.
fn with(pointer: &str, text: &str) -> (String, std::ops::Range<usize>) {
    const MARK: &str = "\"@the-text-stands-here@\"";
    let mut topology = whole();
    let value = topology.pointer_mut(pointer);
    *value.unwrap_or_else(|| panic!("{pointer} is a field")) = json!("@the-text-stands-here@");
    let marked = topology.to_string();
    let start = marked.find(MARK).expect("it was put there");
    let quoted = json!(text).to_string();
    (
        marked.replacen(MARK, &quoted, 1),
        start..start + quoted.len(),
    )
}

#[test]
fn the_topology_that_is_spoilt_is_a_good_one() {
    let compiled = compile(&whole().to_string(), &Options::default());
    assert!(!compiled.has_errors(), "{:#?}", compiled.findings);
}

#[test]
fn every_field_refuses_every_hostile_text_at_its_very_place() {
    let mut taken = Vec::new();
    for (pointer, exceptions) in FIELDS {
        for (number, hostile) in HOSTILE_TEXT {
            let (text, place) = with(pointer, hostile);
            let compiled = compile(&text, &Options::default());
            let is_told = compiled.findings.iter().any(|finding| {
                let code = finding.rule.code.0;
                finding.severity == Severity::Error
                    && (BAD_NAME.contains(&code) || code == "DOC007")
                    && finding.primary.span.is_some_and(|span| {
                        place.start <= span.start.offset && span.end.offset <= place.end
                    })
            });
            if is_told == exceptions.contains(hostile) {
                taken.push(format!("{number} {hostile:?} at {pointer}"));
            }
        }
    }
    assert_eq!(taken, Vec::<String>::new());
}

#[test]
fn contexts_and_kubeconfigs_take_whatever_can_be_printed_and_nothing_else() {
    for pointer in ["context", "kubeconfig"] {
        for (number, hostile) in HOSTILE_TEXT {
            let mut topology = whole();
            topology["clusters"][0][pointer] = json!(hostile);
            let compiled = compile(&topology.to_string(), &Options::default());
            let is_fine = !hostile.is_empty()
                && !hostile.chars().any(|c| {
                    c.is_control()
                        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                            | '\u{2060}'..='\u{2069}' | '\u{feff}')
                });
            let codes: Vec<_> = compiled.findings.iter().map(|f| f.rule.code.0).collect();
            let place = format!("{number} {hostile:?} as {pointer}: {codes:?}");
            assert_eq!(!compiled.has_errors(), is_fine, "{place}");
        }
    }
}

#[test]
fn a_cluster_with_a_hostile_name_is_refused_at_every_door() {
    for (number, hostile) in HOSTILE_TEXT {
        let (text, _) = with("/clusters/0/name", hostile);
        Case::new(*number, hostile, &text, Expected::Refused(BAD_NAME)).check();
    }
}

#[test]
fn names_have_the_lengths_that_kubernetes_has() {
    let label = |length: usize| "a".repeat(length);
    let domain = |length: usize| format!("{}.{}", vec!["a".repeat(62); 3].join("."), label(length));
    for (number, pointer, name, expected) in [
        (3, "/metadata/name", label(63), Expected::Accepted),
        (3, "/metadata/name", label(64), Expected::Refused(BAD_NAME)),
        (
            4,
            "/mesh/trustDomain",
            domain(253 - 189),
            Expected::Refused(BAD_NAME),
        ),
        (
            4,
            "/mesh/trustDomain",
            domain(253 - 190),
            Expected::Accepted,
        ),
        (
            4,
            "/mesh/trustDomain",
            format!("{}.{}", domain(62), label(3)),
            Expected::Refused(BAD_NAME),
        ),
        (
            5,
            "/metadata/name",
            label(1_000_000),
            Expected::Refused(BAD_NAME),
        ),
        (
            5,
            "/metadata/name",
            label(9_990_000),
            Expected::Refused(BAD_NAME),
        ),
        (
            47,
            "/metadata/name",
            "xn--80ak6aa92e".to_owned(),
            Expected::Accepted,
        ),
        (
            52,
            "/metadata/name",
            "constructor".to_owned(),
            Expected::Accepted,
        ),
    ] {
        let (text, _) = with(pointer, &name);
        let what = format!("{pointer} with {} bytes", name.len());
        Case::new(number, &what, &text, expected).check();
    }
}

#[test]
fn names_that_only_look_different_do_not_both_pass() {
    for (number, first, second) in [
        (41, "viii", "Ⅷ"),
        (41, "cluster-a", "cluster-\u{430}"),
        (42, "\u{e9}", "e\u{301}"),
        (43, "ss", "ß"),
        (58, "east", "East"),
        (58, "CON", "con"),
    ] {
        let mut topology = whole();
        topology["clusters"][0]["name"] = json!(first);
        topology["clusters"][1]["name"] = json!(second);
        let what = format!("{first} and {second}");
        Case::new(
            number,
            &what,
            &topology.to_string(),
            Expected::Refused(&["NAM001"]),
        )
        .check();
    }
}

#[test]
fn texts_that_are_no_text_are_refused() {
    let text = |name: &[u8]| {
        let (text, place) = with("/metadata/name", "");
        let mut bytes = text.as_bytes()[..place.start].to_owned();
        bytes.extend(name);
        bytes.extend(&text.as_bytes()[place.end..]);
        bytes
    };
    for (number, what, name, codes) in [
        (
            45,
            "a lone surrogate",
            &br#""a\ud800b""#[..],
            &["DOC003", "NAM001"][..],
        ),
        (46, "invalid UTF-8", b"\"a\xff\xfeb\"", &["DOC001"]),
        (46, "an overlong slash", b"\"a\xc0\xafb\"", &["DOC001"]),
        (
            46,
            "a surrogate in UTF-8",
            b"\"a\xed\xa0\x80b\"",
            &["DOC001"],
        ),
    ] {
        Case {
            number,
            what: what.to_owned(),
            input: text(name),
            expected: Expected::Refused(codes),
        }
        .check();
    }
}

#[test]
fn names_that_yaml_readers_take_for_something_else_are_refused_without_quotes_too() {
    let (text, _) = with("/metadata/name", "@plain@");
    for (number, word) in HOSTILE_TEXT
        .iter()
        .filter(|(number, _)| matches!(number, 49..=51))
    {
        let text = text.replacen("\"@plain@\"", word, 1);
        let compiled = compile(&text, &Options::default());
        assert!(compiled.has_errors(), "{number} {word}");
    }
}
