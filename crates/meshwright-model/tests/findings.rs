//! One mistake, one finding, at the right place, with a repair that removes it.

use meshwright_diag::{Finding, Language, Severity, Words};
use meshwright_model::edit::edit_text;
use meshwright_model::{DOCUMENT_RULES, WORDS, read, resolve};

const HEAD: &str = "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata:\n  name: shop\n";

/// Everything wrong with a text, located.
fn check(text: &str) -> Vec<Finding> {
    let document = read(text);
    let mut findings = document.findings;
    if let Some(topology) = &document.topology {
        for mut finding in resolve(topology).1 {
            document.source.locate(&mut finding);
            findings.push(finding);
        }
    }
    findings
}

/// Mistakes: the body of a topology, the message's key, and what the finding points at. With `!`
/// before the key the first repair must remove the finding; else there is none, or it asks for a
/// decision.
const MISTAKES: &[(&str, &str, &str)] = &[
    // Fields.
    (
        "clusters: [{name: west, netwrok: n1}]",
        "!DOC008-meant",
        "netwrok",
    ),
    (
        "clusters: [{name: west, api_server: {}}]",
        "!DOC008-meant",
        "api_server",
    ),
    ("clusters: [{name: west, colour: red}]", "!DOC008", "colour"),
    ("clustres: [{name: west}]", "!DOC008-meant", "clustres"),
    ("clusters: [{nmae: west}]", "!DOC008-meant", "nmae"),
    (
        "clusters: [{name: west}]\nmesh: {istio: {verison: 1.30}}",
        "!DOC008-meant",
        "verison",
    ),
    (
        "clusters: [{name: west}, {network: n1}]",
        "DOC011",
        "{network: n1}",
    ),
    (
        "clusters: [{name: west, locality: {zone: a}}]",
        "DOC011",
        "locality",
    ),
    // Types.
    ("clusters: {name: west}", "DOC009", "{name: west}"),
    ("clusters: [west]", "DOC009", "west"),
    ("clusters:\nmesh: {}", "DOC009-empty", "clusters"),
    (
        "clusters: [{name: west, eastWestGateway: }]",
        "DOC009-empty",
        "eastWestGateway",
    ),
    (
        "clusters: [{name: west, podCidrs: 10.0.0.0/8}]",
        "!DOC009",
        "10.0.0.0/8",
    ),
    (
        "clusters: [{name: west, eastWestGateway: {port: \"15443\"}}]",
        "!DOC009",
        "\"15443\"",
    ),
    ("clusters: [{name: west, name: east}]", "DOC005", "name"),
    (
        "clusters: [{name: west}]\nmesh: {dns: {capture: yes}}",
        "!DOC009-boolean",
        "yes",
    ),
    (
        "clusters: [{name: west}]\nmesh: {dns: {capture: \"false\"}}",
        "!DOC009-boolean",
        "\"false\"",
    ),
    (
        "clusters: [{name: west}]\nmesh: {dns: {capture: maybe}}",
        "DOC009",
        "maybe",
    ),
    (
        "clusters: [{name: west}]\nmesh: {istio: {values: [1]}}",
        "DOC009",
        "[1]",
    ),
    (
        "clusters: [{name: west}]\nview: {positions: {west: [1]}}",
        "DOC009",
        "[1]",
    ),
    // Words.
    (
        "clusters: [{name: west, role: Primary}]",
        "!DOC010-meant",
        "Primary",
    ),
    (
        "clusters: [{name: west, provider: minikube}]",
        "DOC010",
        "minikube",
    ),
    (
        "clusters: [{name: west}]\nmesh: {istio: {dataPlane: sidecars}}",
        "!DOC010-meant",
        "sidecars",
    ),
    (
        "clusters: [{name: west}]\nmesh: {istio: {addons: [kiali, promtheus]}}",
        "!DOC010-meant",
        "promtheus",
    ),
    (
        "clusters: [{name: west, eastWestGateway: {exposure: loadbalancer}}]",
        "!DOC010-meant",
        "loadbalancer",
    ),
    // Numbers, versions, dates, addresses.
    (
        "clusters: [{name: west, eastWestGateway: {port: 0}}]",
        "DOC012-range",
        "0",
    ),
    (
        "clusters: [{name: west, eastWestGateway: {replicas: -1}}]",
        "DOC012-range",
        "-1",
    ),
    (
        "clusters: [{name: west, kubernetes: v1.33}]",
        "!DOC012-version",
        "v1.33",
    ),
    (
        "clusters: [{name: west}]\nmesh: {istio: {version: 1.30.x}}",
        "!DOC012-version",
        "1.30.x",
    ),
    (
        "clusters: [{name: west}]\nmesh: {istio: {version: latest}}",
        "DOC012-version",
        "latest",
    ),
    (
        "clusters: [{name: west}]\nmesh: {istio: {values: {a: 1e999}}}",
        "DOC012-number",
        "1e999",
    ),
    (
        "clusters: [{name: west}]\nmesh: {istio: {values: {a: 012}}}",
        "!DOC021",
        "012",
    ),
    (
        "clusters: [{name: west}]\nmesh: {istio: {hub: \"\"}}",
        "DOC012-empty",
        "\"\"",
    ),
    (
        "clusters: [{name: west, podCidrs: [10.0.0.0]}]",
        "!DOC019-cidr",
        "10.0.0.0",
    ),
    (
        "clusters: [{name: west, podCidrs: [10.0.0.0/99]}]",
        "DOC019-cidr",
        "10.0.0.0/99",
    ),
    (
        "clusters: [{name: west, apiServer: {url: \"http://a:6443\"}}]",
        "!DOC019-url",
        "\"http://a:6443\"",
    ),
    (
        "clusters: [{name: west, apiServer: {url: 10.0.0.1:6443}}]",
        "!DOC019-url",
        "10.0.0.1:6443",
    ),
    (
        "clusters: [{name: west, eastWestGateway: {addresses: [203.0.113.999]}}]",
        "DOC019-address",
        "203.0.113.999",
    ),
    (
        "clusters: [{name: west, eastWestGateway: {addresses: [\"a:15443\"]}}]",
        "DOC019-address",
        "\"a:15443\"",
    ),
    (
        "clusters: [{name: west}]\npolicy: {allow: [{code: gwy103, reason: lab}]}",
        "!DOC012-code",
        "gwy103",
    ),
    (
        "clusters: [{name: west}]\npolicy: {allow: [{code: GWY103, reason: lab, until: 2027-02-30}]}",
        "DOC012-date",
        "2027-02-30",
    ),
    (
        "clusters: [{name: west}]\npolicy: {allow: [{code: GWY103}]}",
        "DOC020",
        "{code: GWY103}",
    ),
    // Names.
    ("clusters: [{name: West}]", "!NAM001", "West"),
    (
        "clusters: [{name: west, network: my_network}]",
        "!NAM001",
        "my_network",
    ),
    ("clusters: [{name: 123}]", "!NAM002", "123"),
    (
        "clusters: [{name: west, network: \"no\"}]",
        "!NAM002",
        "\"no\"",
    ),
    (
        "clusters: [{name: west}]\nmesh: {trustDomain: a_b.local}",
        "!NAM001-subdomain",
        "a_b.local",
    ),
    ("clusters: [{name: 東京}]", "NAM001", "東京"),
    // References.
    (
        "clusters: [{name: west}, {name: east, role: remote}]",
        "!DOC011-control-plane-only",
        "east",
    ),
    (
        "clusters: [{name: a}, {name: b}, {name: east, role: remote}]",
        "DOC011-control-plane",
        "east",
    ),
    (
        "clusters: [{name: west}, {name: east, role: remote, controlPlane: wset}]",
        "!DOC013-cluster-meant",
        "wset",
    ),
    (
        "clusters: [{name: west}, {name: east, role: remote, controlPlane: paris}]",
        "DOC013-cluster",
        "paris",
    ),
    (
        "clusters: [{name: west}, {name: east, controlPlane: west}]",
        "!DOC022-control-plane",
        "west",
    ),
    (
        "clusters: [{name: west, standbyControlPlanes: [west]}]",
        "!DOC022-standbys",
        "[west]",
    ),
    (
        "clusters: [{name: west}, {name: east, role: remote, controlPlane: west, istiod: {address: 192.0.2.1}}]",
        "!DOC022-istiod",
        "{address: 192.0.2.1}",
    ),
    (
        "clusters: [{name: west}, {name: north}, {name: east, role: remote, controlPlane: west, standbyControlPlanes: [north, north]}]",
        "!DOC015-standby",
        "north",
    ),
    (
        "clusters: [{name: west}, {name: east, role: remote, controlPlane: west, standbyControlPlanes: [west]}]",
        "!DOC015-standby",
        "west",
    ),
    (
        "clusters: [{name: west}, {name: east, role: remote, controlPlane: west, standbyControlPlanes: [wast]}]",
        "!DOC013-cluster-meant",
        "wast",
    ),
    (
        "clusters: [{name: west, istiod: {credentialName: Istiod_TLS}}]",
        "!NAM001-object",
        "Istiod_TLS",
    ),
    (
        "clusters: [{name: west, config: true}]",
        "!DOC022-config",
        "true",
    ),
    (
        "clusters: [{name: west, apiServer: {reachableFrom: [network2]}}]",
        "!DOC013-either-meant",
        "network2",
    ),
    (
        "clusters: [{name: west}]\nconnectivity: [{from: moon}]",
        "DOC013-either",
        "moon",
    ),
    (
        "clusters: [{name: west}]\nservices: [{name: a, namespace: b, clusters: [wesst]}]",
        "!DOC013-cluster-meant",
        "wesst",
    ),
    (
        "clusters: [{name: west}]\nexpect: [{survives: {loss: any-clutser}}]",
        "DOC013-cluster",
        "any-clutser",
    ),
    (
        "clusters: [{name: west}]\nexpect: [{reach: {from: west, to: wast}}]",
        "!DOC013-cluster-meant",
        "wast",
    ),
    (
        "clusters: [{name: west}]\nexpect: [{}]",
        "DOC011-expect",
        "{}",
    ),
    (
        "clusters: [{name: west}]\nview: {positions: {wst: [1, 2]}}",
        "!DOC013-either-meant",
        "wst",
    ),
    (
        "clusters: [{name: west}]\nview: {positions: {gone: [1, 2]}}",
        "!DOC013-either",
        "gone",
    ),
    // Duplicates and absence.
    (
        "clusters: [{name: west}, {name: west, context: b}]",
        "!DOC014",
        "west",
    ),
    (
        "clusters: [{name: west}]\nnetworks: [{name: a}, {name: a}]",
        "!DOC015-network",
        "a",
    ),
    (
        "clusters: [{name: a, context: x}, {name: b, context: x}]",
        "!DOC015-context",
        "x",
    ),
    (
        "clusters: [{name: a}, {name: b, context: a}]",
        "!DOC015-context",
        "a",
    ),
    (
        "clusters: [{name: west}]\nservices: [{name: a, namespace: b}, {name: a, namespace: b}]",
        "DOC015-service",
        "a",
    ),
    ("clusters: []", "DOC016", "[]"),
    ("mesh: {}", "DOC016", "apiVersion"),
    // YAML.
    (
        "clusters: [{name: west}]\n---\na: b",
        "DOC006-documents",
        "---",
    ),
    ("clusters: [{name: west, <<: {}}]", "DOC006-merge", "<<"),
    ("clusters: [{name: west, [a]: b}]", "DOC006-key", "["),
    ("clusters: [{name: &a west}]", "DOC004-anchor", "&a west"),
    ("clusters: [{name: west, context: *a}]", "DOC004-alias", ""),
    (
        "clusters:\n  - name: west\n   role: primary",
        "DOC003-indent",
        "",
    ),
    ("clusters: [{name: west}", "DOC003-bracket", ""),
    ("clusters: [{name: \"west}]", "DOC003-quote", ""),
    ("clusters: [{name: west}]\nmesh: a: b", "DOC003-colon", ""),
    ("clusters: [{name: \"\\q\"}]", "DOC003-escape", ""),
    ("clusters: [{name: west, context: @a}]", "DOC003-start", ""),
];

#[test]
fn each_mistake_is_one_finding_at_its_place() {
    let words = Words::new(Language::En, &[WORDS]);
    let mut wrong = Vec::new();
    for (body, key, part) in MISTAKES {
        let text = format!("{HEAD}{body}\n");
        let findings = check(&text);
        let [finding] = findings.as_slice() else {
            let keys: Vec<_> = findings.iter().map(|one| &one.message.key).collect();
            wrong.push(format!("{body}\n    {} findings: {keys:?}", findings.len()));
            continue;
        };
        if finding.message.key != key.trim_start_matches('!') {
            wrong.push(format!("{body}\n    {} and not {key}", finding.message.key));
        }
        let span = finding
            .primary
            .span
            .expect("every finding of a text has a place");
        let pointed = &text[span.start.offset..span.end.offset];
        if pointed != *part {
            wrong.push(format!(
                "{body}\n    points at {pointed:?} and not {part:?}"
            ));
        }
        for text in [
            words.find(&finding.message),
            words.find(&finding.label()),
            words.find(&finding.why()),
            words.find(&finding.help()),
        ] {
            match text {
                None => wrong.push(format!("{body}\n    lacks words: {}", finding.message.key)),
                Some(text) if text.contains("{$") => wrong.push(format!("{body}\n    {text}")),
                Some(_) => {}
            }
        }
        let headline = words.say(&finding.message);
        if headline.chars().count() > 80 || headline.ends_with('.') {
            wrong.push(format!("{body}\n    headline: {headline}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_first_repair_removes_the_finding_and_brings_no_other() {
    let words = Words::new(Language::En, &[WORDS]);
    let mut wrong = Vec::new();
    for (body, key, _) in MISTAKES {
        let text = format!("{HEAD}{body}\n");
        let findings = check(&text);
        let fix = findings.first().and_then(|finding| finding.fixes.first());
        match fix {
            None if key.starts_with('!') => wrong.push(format!("{body}\n    no repair")),
            Some(_) if !key.starts_with('!') => {
                wrong.push(format!("{body}\n    has a repair that is not expected"));
            }
            Some(fix) => {
                let repaired = edit_text(&text, std::slice::from_ref(fix));
                let left = check(&repaired);
                if !left.is_empty() {
                    let keys: Vec<_> = left.iter().map(|one| &one.message.key).collect();
                    wrong.push(format!("{body}\n    repaired, still {keys:?}:\n{repaired}"));
                }
                if words.find(&fix.title).is_none() {
                    wrong.push(format!("{body}\n    no words for {}", fix.title.key));
                }
            }
            None => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn several_mistakes_are_found_in_one_pass() {
    let text = format!(
        "{HEAD}colour: red\nclusters:\n  - name: West\n    role: Primry\n    podCidrs: [x, y]\n  - name: east\n    \
         role: remote\n    controlPlane: paris\n    eastWestGateway: {{port: 99999}}\n"
    );
    let mut keys: Vec<String> = check(&text)
        .iter()
        .map(|finding| finding.message.key.to_string())
        .collect();
    keys.sort();
    let expected = [
        "DOC008",
        "DOC010-meant",
        "DOC012-range",
        "DOC013-cluster",
        "DOC019-cidr",
        "DOC019-cidr",
        "NAM001",
    ];
    assert_eq!(keys, expected);
}

#[test]
fn references_to_a_cluster_that_could_not_be_read_are_not_reported_again() {
    let text = format!(
        "{HEAD}clusters: [{{name: West_1}}, {{name: east, role: remote, controlPlane: West_1}}]\n\
         view: {{positions: {{West_1: [1, 2]}}}}\n"
    );
    let keys: Vec<String> = check(&text)
        .iter()
        .map(|finding| finding.message.key.to_string())
        .collect();
    assert_eq!(keys, ["NAM001"]);
}

#[test]
fn a_foreign_document_gets_one_finding() {
    for (text, key) in [
        (
            "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec: {}\n",
            "DOC007-foreign",
        ),
        (
            "apiVersion: meshwright/v2\nkind: MeshTopology\nnovelty: 1\n",
            "DOC007-future",
        ),
        (
            "apiVersion: \"1\"\nkind: MeshTopology\nmetadata: {name: a}\nclusters: [{name: b}]\n",
            "DOC007-foreign",
        ),
        (
            "kind: MeshTopology\nmetadata: {name: a}\nclusters: [{name: b}]\n",
            "DOC011-header",
        ),
        (
            "apiVersion: meshwright/v1alpha1\nkind: Mesh\nmetadata: {name: a}\nclusters: [{name: b}]\n",
            "DOC007-kind",
        ),
    ] {
        let findings = read(text).findings;
        assert!(!findings.is_empty(), "{text}");
        assert_eq!(findings[0].message.key, key, "{text}");
        let others = findings
            .iter()
            .filter(|one| one.rule.code.0 != "DOC007")
            .count();
        assert!(others == 0 || key == "DOC011-header", "{findings:?}");
    }
}

#[test]
fn duplicates_of_clusters_keep_the_first() {
    let text = format!(
        "{HEAD}clusters:\n  - {{name: a, network: x}}\n  - {{name: a, context: b, network: y}}\n"
    );
    let topology = read(&text).topology.expect("a topology");
    let (mesh, findings) = resolve(&topology);
    assert_eq!(mesh.clusters.len(), 1);
    assert_eq!(
        mesh.networks.len(),
        1,
        "the network of the second is not used"
    );
    assert_eq!(findings[0].primary.path.to_string(), "clusters/#1/name");
    assert_eq!(findings[0].related[0].path.to_string(), "clusters/a/name");
}

#[test]
fn every_rule_speaks_somewhere_in_these_tests_or_its_page() {
    let words = include_str!("../words/en.ftl");
    for rule in DOCUMENT_RULES {
        assert!(words.contains(rule.code.0), "{}", rule.code);
    }
}

#[test]
fn two_thousand_clusters_are_accepted_and_one_more_is_not() {
    let clusters = |count: usize| -> String {
        let cluster = |index| format!("  - name: c{index}x\n    network: n{}\n", index % 40);
        (0..count).map(cluster).collect::<Vec<_>>().concat()
    };
    assert_eq!(check(&format!("{HEAD}clusters:\n{}", clusters(2_000))), []);
    let findings = check(&format!("{HEAD}clusters:\n{}", clusters(2_001)));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].message.key, "DOC017-clusters");
    assert_eq!(findings[0].severity, Severity::Error);
}

#[test]
fn repairs_keep_what_they_do_not_know() {
    let text = format!(
        "{HEAD}clusters:\n  - name: west\n    netwrok: n1\n    x-note: 1.30\n    kubernetes: 1.30\n"
    );
    let findings = check(&text);
    let fixes: Vec<_> = findings[0].fixes.first().cloned().into_iter().collect();
    let repaired = edit_text(&text, &fixes);
    assert!(repaired.contains("network: n1\n"), "{repaired}");
    assert!(repaired.contains("x-note: \"1.30\"\n"), "{repaired}");
    assert!(repaired.contains("kubernetes: \"1.30\"\n"), "{repaired}");
    assert_eq!(check(&repaired).len(), 1, "the unknown field is still one");
}
