//! Every command names its cluster: context, kubeconfig, namespace.

use meshwright_core::model::KubeconfigPath;

use crate::bundles::{BUNDLES, Bundle};
use crate::shell_words::commands;

/// Functions of lib.sh that get a kubectl without a namespace: they name one themselves, wherever
/// what they look at has one.
const ADD_THE_NAMESPACE: [&str; 7] = [
    "ask_nearest",
    "ask_servers",
    "ask_spread",
    "check_cluster",
    "delete_namespace",
    "remove_waypoints",
    "share_services",
];

/// Functions of lib.sh that look at what is in no namespace.
const LOOK_AT_THE_CLUSTER: [&str; 3] = ["apply_gateway_api", "check_operator", "operator_users"];

/// Functions of lib.sh that look at programs and at no cluster.
const LOOK_AT_PROGRAMS: [&str; 4] = ["add_charts", "check_helm", "check_istioctl", "need_tools"];

/// Every line of shell that a person or a script runs, with its place.
fn lines(bundle: &Bundle) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let mut add = |place: &str, text: &str| {
        for line in text.lines() {
            lines.push((format!("{}/{place}: {line}", bundle.name), line.to_owned()));
        }
    };
    add("run.sh", &bundle.read("run.sh"));
    add("teardown.sh", &bundle.read("teardown.sh"));
    for block in bundle.blocks() {
        add("runbook.md", &block);
    }
    for command in bundle.mending() {
        add("runbook.md", &command);
    }
    lines
}

fn is_tool(word: &str) -> bool {
    matches!(word, "kubectl" | "istioctl" | "helm") || word.starts_with("${ISTIOCTL_")
}

/// `istioctl manifest generate` prints what an installation would apply, and asks no cluster.
fn is_offline(words: &[String]) -> bool {
    words[0] != "kubectl" && words[1..].starts_with(&["manifest".to_owned(), "generate".to_owned()])
}

fn value_of<'a>(words: &'a [String], flag: &str) -> Option<&'a str> {
    words.iter().find_map(|word| word.strip_prefix(flag))
}

#[test]
fn every_program_names_context_kubeconfig_and_namespace() {
    let mut n_seen = 0;
    for bundle in BUNDLES.iter() {
        for (place, line) in lines(bundle) {
            for words in commands(&line) {
                let first = words[0].as_str();
                if matches!(first, "step" | "finish") || LOOK_AT_PROGRAMS.contains(&first) {
                    continue;
                }
                let Some(at) = words.iter().position(|word| is_tool(word)) else {
                    continue;
                };
                let words = &words[at..];
                n_seen += 1;
                if is_offline(words) {
                    continue;
                }
                let is_helm = words[0] == "helm";
                let flag = if is_helm {
                    "--kube-context="
                } else {
                    "--context="
                };
                let context = value_of(words, flag);
                let cluster = context.and_then(|context| bundle.cluster_of_context(context));
                let cluster = cluster.unwrap_or_else(|| panic!("{place}: no context of the mesh"));
                assert_eq!(
                    value_of(words, "--kubeconfig="),
                    cluster.kubeconfig.as_ref().map(KubeconfigPath::as_str),
                    "{place}"
                );
                let knows_better =
                    ADD_THE_NAMESPACE.contains(&first) || LOOK_AT_THE_CLUSTER.contains(&first);
                let needs_namespace = is_helm || (words[0] == "kubectl" && !knows_better);
                let names_namespace = value_of(words, "--namespace=").is_some();
                assert!(names_namespace || !needs_namespace, "{place}");
            }
        }
    }
    assert!(n_seen > 1000, "{n_seen} commands were looked at");
}

#[test]
fn the_library_names_a_namespace_wherever_it_adds_a_verb() {
    let verbs = [
        "get", "create", "apply", "exec", "delete", "wait", "label", "patch",
    ];
    for bundle in BUNDLES.iter() {
        let library = bundle.read("lib.sh").replace("\\\n", " ");
        let mut n_seen = 0;
        let mut function = "";
        for line in library.lines() {
            function = line.strip_suffix("() {").unwrap_or(function);
            if !ADD_THE_NAMESPACE.contains(&function) {
                continue;
            }
            for command in line.split("\"$@\"").skip(1) {
                let words: Vec<&str> = command.split_whitespace().collect();
                if !words.iter().any(|word| verbs.contains(word)) {
                    continue;
                }
                n_seen += 1;
                let is_named = words.iter().any(|word| {
                    word.starts_with("--namespace=")
                        || *word == "--all-namespaces"
                        || word.starts_with("--raw=")
                });
                assert!(is_named, "{}/lib.sh: {line}", bundle.name);
            }
        }
        assert!(n_seen > 5, "{n_seen}");
    }
}

#[test]
fn nothing_waits_for_an_answer_or_for_ever() {
    for bundle in BUNDLES.iter() {
        for (place, line) in lines(bundle) {
            for words in commands(&line) {
                if matches!(words[0].as_str(), "step" | "finish") {
                    continue;
                }
                let has = |wanted: &str| words.iter().any(|word| word == wanted);
                let is_istioctl = words
                    .iter()
                    .any(|word| is_tool(word) && word != "kubectl" && word != "helm");
                if has("helm") && (has("upgrade") || has("uninstall")) {
                    assert!(value_of(&words, "--timeout=").is_some(), "{place}");
                }
                if is_istioctl && (has("install") || has("uninstall")) {
                    assert!(has("--skip-confirmation"), "{place}");
                }
                if has("wait") || (has("rollout") && has("status")) {
                    assert!(value_of(&words, "--timeout=").is_some(), "{place}");
                }
                assert!(
                    !has("edit") && !has("-it") && !has("-ti") && !has("sudo"),
                    "{place}"
                );
            }
        }
    }
}

#[test]
fn objects_are_applied_server_side_and_created_only_on_paper() {
    for bundle in BUNDLES.iter() {
        for script in ["run.sh", "teardown.sh", "lib.sh"] {
            let text = bundle.read(script).replace("\\\n", " ");
            for line in text.lines() {
                let place = format!("{}/{script}: {line}", bundle.name);
                let words: Vec<&str> = line.split_whitespace().collect();
                if words.contains(&"apply") && !line.starts_with("step ") && !line.contains('#') {
                    assert!(words.contains(&"--server-side"), "{place}");
                    assert!(words.contains(&"--field-manager=meshwright"), "{place}");
                    assert!(!words.contains(&"--force-conflicts"), "{place}");
                }
                if words.contains(&"create") {
                    assert_eq!(script, "lib.sh", "{place}");
                    assert!(words.contains(&"--dry-run=client"), "{place}");
                }
            }
        }
    }
}

#[test]
fn files_are_applied_and_nothing_is_left_to_fill_in() {
    for bundle in BUNDLES.iter() {
        for path in ["run.sh", "teardown.sh", "lib.sh", "runbook.md"] {
            for line in bundle.read(path).lines() {
                let place = format!("{}/{path}: {line}", bundle.name);
                assert!(!line.contains("<<"), "a heredoc: {place}");
                assert!(!has_placeholder(line), "a placeholder: {place}");
                assert!(!line.ends_with(' '), "a blank at the end: {place}");
            }
        }
    }
}

/// `<your context>`: letters, digits, blanks, dots and dashes in angle brackets.
fn has_placeholder(line: &str) -> bool {
    line.split('<').skip(1).any(|after| {
        after.split_once('>').is_some_and(|(inside, _)| {
            inside.starts_with(|c: char| c.is_ascii_alphabetic())
                && inside
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || " ._-".contains(c))
        })
    })
}

#[test]
fn placeholders_are_told_from_redirections() {
    assert!(has_placeholder("export CTX=<your context>"));
    assert!(!has_placeholder("command </dev/null 2>&1"));
    assert!(!has_placeholder("done <watched.txt"));
}

#[test]
fn every_file_that_a_command_names_is_in_the_bundle() {
    for bundle in BUNDLES.iter() {
        let paths = bundle.paths();
        for (place, line) in lines(bundle) {
            for words in commands(&line) {
                for word in &words {
                    let Some(file) = word.strip_prefix("--filename=") else {
                        continue;
                    };
                    let is_there = paths.iter().any(|path| path == file);
                    assert!(is_there || file == "-" || file.starts_with("${"), "{place}");
                }
            }
        }
    }
}
