//! What the generator does so that a mistake cannot happen, each as a check of a plan and its
//! bundle. `mistakes.yaml` says which mistake is avoided by which of them.

use std::collections::{BTreeMap, BTreeSet};

use meshwright_core::model::{Cluster, Role};
use meshwright_core::plan::{Condition, Op, Step, StepKind};
use serde_json::Value;

use crate::example::{Example, objects};

/// A check: what `mistakes.yaml` calls it, and how it is done.
pub(crate) type Check = (&'static str, fn(&Example));

/// Every check, sorted by name.
pub(crate) const CHECKS: &[Check] = &[
    ("addons-stay-inside", addons_stay_inside),
    (
        "address-is-outside-and-not-empty",
        address_is_outside_and_not_empty,
    ),
    (
        "api-server-as-the-topology-says",
        api_server_as_the_topology_says,
    ),
    (
        "cluster-and-network-names-are-the-models",
        names_are_the_models,
    ),
    ("commands-follow-the-cluster", commands_follow_the_cluster),
    ("everything-on-one-line", everything_on_one_line),
    ("exec-ends-its-options", exec_ends_its_options),
    ("exposure-has-a-namespace", exposure_has_a_namespace),
    ("files-are-written-before-they-are-used", files_are_written),
    ("gateways-from-one-template", gateways_from_one_template),
    ("installers-ask-nothing", installers_ask_nothing),
    (
        "istio-operators-go-to-istioctl",
        istio_operators_go_to_istioctl,
    ),
    ("istio-operators-have-names", istio_operators_have_names),
    ("kubeconfig-by-its-flag", kubeconfig_by_its_flag),
    ("manifests-parse", manifests_parse),
    (
        "namespace-comes-with-its-labels",
        namespace_comes_with_its_labels,
    ),
    (
        "network-is-the-same-everywhere",
        network_is_the_same_everywhere,
    ),
    ("no-heredocs", no_heredocs),
    ("no-placeholders", no_placeholders),
    ("nothing-by-hand", nothing_by_hand),
    (
        "nothing-is-restarted-or-routed",
        nothing_is_restarted_or_routed,
    ),
    ("one-certificate-per-primary", one_certificate_per_primary),
    (
        "primary-and-remote-fit-the-release",
        primary_and_remote_fit_the_release,
    ),
    (
        "remote-comes-after-what-it-needs",
        remote_comes_after_what_it_needs,
    ),
    ("removal-is-the-reverse", removal_is_the_reverse),
    ("root-is-made-once-and-stays", root_is_made_once_and_stays),
    ("runbook-shows-no-outputs", runbook_shows_no_outputs),
    (
        "samples-have-their-own-namespace",
        samples_have_their_own_namespace,
    ),
    ("samples-tell-their-cluster", samples_tell_their_cluster),
    (
        "secrets-come-from-their-own-cluster",
        secrets_come_from_their_own_cluster,
    ),
    ("secrets-go-through-memory", secrets_go_through_memory),
    ("secrets-only-in-primaries", secrets_only_in_primaries),
    ("sync-is-asked-of-istiod", sync_is_asked_of_istiod),
    ("title-from-the-topology", title_from_the_topology),
    ("tools-are-checked", tools_are_checked),
    ("trust-comes-first", trust_comes_first),
    (
        "verification-tries-every-pair",
        verification_tries_every_pair,
    ),
    ("waits-have-an-end", waits_have_an_end),
];

/// The scripts that run.
const SCRIPTS: [&str; 3] = ["run.sh", "teardown.sh", "lib.sh"];

fn steps(example: &Example, kind: StepKind) -> impl Iterator<Item = &Step> {
    example
        .plan
        .steps
        .iter()
        .filter(move |step| step.id.kind == kind)
}

fn own<'a>(example: &'a Example, step: &Step) -> &'a Cluster {
    let cluster = example.cluster_of(step);
    cluster.unwrap_or_else(|| panic!("{}: {} is in no cluster", example.name, step.id))
}

fn operators(example: &Example) -> Vec<(&Cluster, Value)> {
    let steps = example.plan.steps.iter();
    steps
        .filter(|step| matches!(step.op, Op::IstioctlInstall { .. }))
        .flat_map(|step| {
            let objects = objects(step).into_iter();
            objects.map(|object| (own(example, step), object))
        })
        .collect()
}

fn says(text: &Value, pointer: &str) -> String {
    let value = text.pointer(pointer).and_then(Value::as_str);
    value.unwrap_or_default().to_owned()
}

/// A line of a script that does something.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with('#') && !line.starts_with("step ")
    })
}

fn commands_follow_the_cluster(example: &Example) {
    for step in &example.plan.steps {
        let Some(cluster) = example.cluster_of(step) else {
            continue;
        };
        assert_eq!(step.id.cluster.as_ref(), Some(&cluster.name), "{}", step.id);
        for file in step.op.files() {
            let folder = format!("clusters/{}/", cluster.name);
            let is_own = file.path.starts_with(&folder) || file.path.starts_with("verify/");
            assert!(is_own, "{}: {}", step.id, file.path);
        }
        for command in example.commands(step) {
            // Only the address of its control plane is asked elsewhere.
            if !command.contains(" --context=") || command.starts_with("address=") {
                continue;
            }
            let flag = format!(" --context={}", cluster.context);
            assert_eq!(command.matches(" --context=").count(), 1, "{command}");
            assert!(command.contains(&flag), "{}: {command}", step.id);
        }
    }
    let run = example.file("run.sh");
    for line in lines(run).filter(|line| line.starts_with("kubectl ")) {
        assert!(
            line.contains(" --context=") && line.contains(" --namespace="),
            "{line}"
        );
    }
}

fn kubeconfig_by_its_flag(example: &Example) {
    for line in lines(example.file("run.sh")) {
        assert!(!line.contains(" -f ") && !line.contains(" -c "), "{line}");
        if !line.contains(" --context=") {
            continue;
        }
        let has = example.mesh.clusters.iter().find(|cluster| {
            line.contains(&format!("--context={} ", cluster.context))
                || line.contains(&format!("--context={})", cluster.context))
                || line.ends_with(&format!("--context={}", cluster.context))
        });
        let cluster = has.unwrap_or_else(|| panic!("{}: {line}", example.name));
        match &cluster.kubeconfig {
            None => assert!(!line.contains("--kubeconfig"), "{line}"),
            Some(path) => {
                let flag = format!("--kubeconfig={path} --context={}", cluster.context);
                assert!(line.contains(&flag), "{line}");
            }
        }
    }
}

fn secrets_come_from_their_own_cluster(example: &Example) {
    for step in steps(example, StepKind::RemoteSecret) {
        let cluster = own(example, step);
        let [command] = &example.commands(step)[..] else {
            panic!("{}: one command", step.id);
        };
        assert!(
            command.contains("istioctl create-remote-secret "),
            "{command}"
        );
        for flag in [
            format!(" --context={} ", cluster.context),
            format!(" --name={} ", cluster.name),
            " --namespace=istio-system".to_owned(),
        ] {
            assert!(command.contains(&flag), "{command}: {flag}");
        }
        assert!(
            step.needs
                .iter()
                .any(|need| need.kind == StepKind::ControlPlane)
        );
    }
    for step in steps(example, StepKind::Attach) {
        let cluster = own(example, step);
        let [command] = &example.commands(step)[..] else {
            panic!("{}: one command", step.id);
        };
        let from = format!("remote_secrets_except {} | kubectl ", cluster.name);
        assert!(command.starts_with(&from), "{command}");
        let said = format!("Let `{}` watch ", cluster.name);
        assert!(example.file("runbook.md").contains(&said), "{said}");
    }
}

fn secrets_go_through_memory(example: &Example) {
    for step in steps(example, StepKind::RemoteSecret) {
        for command in example.commands(step) {
            assert!(
                command.starts_with("remote_secret_") && command.contains("=$("),
                "{command}"
            );
            assert!(!command.contains('>'), "{command}");
        }
    }
    for step in steps(example, StepKind::Attach) {
        for command in example.commands(step) {
            assert!(command.ends_with("--filename=-"), "{command}");
        }
    }
    for script in SCRIPTS {
        for line in lines(example.file(script)) {
            assert!(!line.contains("scp ") && !line.contains("tee "), "{line}");
        }
    }
}

fn secrets_only_in_primaries(example: &Example) {
    let others = example.mesh.clusters.len() - 1;
    for step in steps(example, StepKind::Attach) {
        assert_eq!(own(example, step).role, Role::Primary, "{}", step.id);
        assert_eq!(
            step.done_when,
            [Condition::RemoteSecretsPresent { others }],
            "{}",
            step.id
        );
    }
}

fn one_certificate_per_primary(example: &Example) {
    let primaries: BTreeSet<_> = example
        .mesh
        .primaries()
        .map(|(_, c)| c.name.clone())
        .collect();
    for kind in [StepKind::Certificate, StepKind::Cacerts] {
        let made: BTreeSet<_> = steps(example, kind)
            .filter_map(|s| s.id.cluster.clone())
            .collect();
        assert_eq!(made, primaries, "{}: {kind:?}", example.name);
    }
    for step in steps(example, StepKind::Cacerts) {
        let cluster = own(example, step);
        let put = format!("put_cacerts {} kubectl", cluster.name);
        assert!(example.commands(step)[0].starts_with(&put));
    }
}

fn root_is_made_once_and_stays(example: &Example) {
    assert_eq!(steps(example, StepKind::RootCertificate).count(), 1);
    let run = example.file("run.sh");
    assert_eq!(run.matches("make_root ").count(), 1);
    let library = example.file("lib.sh");
    let (_, put) = library
        .split_once("\nput_cacerts() {")
        .expect("the function is there");
    let (put, _) = put.split_once("\n}\n").expect("it ends");
    assert!(
        !put.contains("root-key") && put.contains("root-cert.pem"),
        "{put}"
    );
    assert_eq!(put.matches("--from-file=").count(), 4);
    let (_, make) = library
        .split_once("\nmake_root() {")
        .expect("the function is there");
    assert!(
        make.contains("-s \"$folder/root-cert.pem\""),
        "it makes a second root"
    );
}

fn trust_comes_first(example: &Example) {
    for step in steps(example, StepKind::ControlPlane) {
        let cluster = own(example, step);
        if cluster.role == Role::Primary {
            let cacerts = example.place(&format!("{}/cacerts", cluster.name));
            assert!(cacerts.is_some() && cacerts < example.place(&step.id.to_string()));
        }
    }
    assert!(example.file("runbook.md").contains("\n### Trust\n"));
    assert!(
        example
            .file("runbook.md")
            .contains("\n## Before you start\n")
    );
}

fn network_is_the_same_everywhere(example: &Example) {
    for (cluster, object) in operators(example) {
        let network = &example.mesh[cluster.network].name;
        assert_eq!(
            says(&object, "/spec/values/global/network"),
            network.as_str()
        );
        let label = says(
            &object,
            "/spec/components/ingressGateways/0/label/topology.istio.io~1network",
        );
        assert!(label.is_empty() || label == network.as_str(), "{object}");
        let path = says(&object, "/spec/values/istiodRemote/injectionPath");
        let wanted = format!("/inject/cluster/{}/net/{network}", cluster.name);
        assert!(path.is_empty() || path == wanted, "{object}");
        if let Some(networks) = object.pointer("/spec/values/global/meshNetworks") {
            for cluster in &example.mesh.clusters {
                let of = &networks[example.mesh[cluster.network].name.as_str()];
                assert_eq!(of["endpoints"][0]["fromRegistry"], cluster.name.as_str());
                let gateway = cluster.gateway.as_ref().expect("it is a node port");
                let address = gateway.addresses[0].to_string();
                assert_eq!(of["gateways"][0]["address"], address.as_str());
                assert_eq!(of["gateways"][0]["port"], gateway.port);
            }
        }
    }
}

fn namespace_comes_with_its_labels(example: &Example) {
    for (cluster, objects) in example.objects_by_cluster() {
        let first = objects.first().expect("each cluster has objects");
        assert_eq!(first["kind"], "Namespace", "{cluster}");
        assert_eq!(first["metadata"]["name"], "istio-system", "{cluster}");
        let label = says(first, "/metadata/labels/topology.istio.io~1network");
        let index = example
            .mesh
            .cluster_named(cluster)
            .expect("it is a cluster");
        let network = &example.mesh[example.mesh[index].network].name;
        assert_eq!(label, network.as_str(), "{cluster}");
    }
    for line in lines(example.file("run.sh")) {
        assert!(!line.contains("&&") && !line.contains(" label "), "{line}");
    }
}

fn exposure_has_a_namespace(example: &Example) {
    for kind in [StepKind::ExposeServices, StepKind::ExposeIstiod] {
        for step in steps(example, kind) {
            for object in objects(step) {
                assert_eq!(
                    says(&object, "/metadata/namespace"),
                    "istio-system",
                    "{object}"
                );
            }
            assert!(example.commands(step)[0].contains("--namespace=istio-system"));
        }
    }
}

fn address_is_outside_and_not_empty(example: &Example) {
    let library = example.file("lib.sh");
    assert!(
        library.contains(".status.loadBalancer.ingress"),
        "where the outside address is"
    );
    assert!(
        library.contains("{{or .ip .hostname}}"),
        "an address may be a host name"
    );
    assert!(
        library.contains("if [ -n \"$addresses\" ]"),
        "an empty address is none"
    );
    for script in SCRIPTS {
        assert!(!example.file(script).contains("clusterIP"), "{script}");
    }
    for step in &example.plan.steps {
        for command in example.commands(step) {
            if command.contains("remotePilotAddress") {
                assert!(command.contains("=\"${address:?}\""), "{command}");
            }
        }
    }
    for (_, object) in operators(example) {
        assert_eq!(
            object.pointer("/spec/values/global/remotePilotAddress"),
            None,
            "{object}"
        );
    }
}

fn remote_comes_after_what_it_needs(example: &Example) {
    for step in steps(example, StepKind::ControlPlane) {
        let cluster = own(example, step);
        let Role::Remote { control_plane, .. } = cluster.role else {
            continue;
        };
        let primary = &example.mesh[control_plane.expect("it was resolved")].name;
        let place = example.place(&step.id.to_string());
        for before in ["gateway-address", "expose-istiod", "control-plane"] {
            let before = example.place(&format!("{primary}/{before}"));
            assert!(before.is_some() && before < place, "{}", step.id);
        }
    }
}

fn primary_and_remote_fit_the_release(example: &Example) {
    for step in steps(example, StepKind::ControlPlane) {
        let cluster = own(example, step);
        let object = &objects(step)[0];
        let index = example
            .mesh
            .cluster_named(cluster.name.as_str())
            .expect("it is there");
        match cluster.role {
            Role::Remote { .. } => {
                assert_eq!(says(object, "/spec/profile"), "remote");
                assert!(
                    object
                        .pointer("/spec/values/istiodRemote/injectionPath")
                        .is_some()
                );
                assert_eq!(object.pointer("/spec/meshConfig"), None, "{object}");
                let namespace = example.step(&format!("{}/namespace", cluster.name));
                let namespace = &objects(namespace)[0];
                let annotation = "/metadata/annotations/topology.istio.io~1controlPlaneClusters";
                assert!(!says(namespace, annotation).is_empty(), "{namespace}");
            }
            Role::Primary | Role::External => {
                assert_ne!(says(object, "/spec/profile"), "remote");
                let serves = example.mesh.clusters.iter().any(|other| {
                    matches!(other.role, Role::Remote { control_plane: Some(of), .. } if of == index)
                });
                let external = object.pointer("/spec/values/global/externalIstiod");
                assert_eq!(external.and_then(Value::as_bool).unwrap_or(false), serves);
            }
        }
    }
}

fn gateways_from_one_template(example: &Example) {
    let mut shapes = BTreeMap::new();
    for step in steps(example, StepKind::EastWestGateway) {
        let cluster = own(example, step);
        let object = &objects(step)[0];
        let gateway = &object["spec"]["components"]["ingressGateways"][0];
        assert_eq!(gateway["name"], "istio-eastwestgateway");
        let network = example.mesh[cluster.network].name.as_str();
        assert_eq!(gateway["label"]["topology.istio.io/network"], network);
        let ports = gateway["k8s"]["service"]["ports"]
            .as_array()
            .expect("ports are a list");
        let has = |port: u16| ports.iter().any(|entry| entry["port"] == port);
        assert!(has(15443) && has(15021), "{ports:?}");
        let is_serving = example
            .place(&format!("{}/expose-istiod", cluster.name))
            .is_some();
        assert_eq!(has(15012) && has(15017), is_serving, "{ports:?}");
        let keys: Vec<&String> = gateway.as_object().expect("a map").keys().collect();
        shapes.insert(format!("{keys:?}"), cluster.name.clone());
    }
    assert!(shapes.len() <= 1, "{shapes:?}");
}

fn istio_operators_have_names(example: &Example) {
    for (cluster, objects) in example.objects_by_cluster() {
        let operators = objects
            .iter()
            .filter(|object| object["kind"] == "IstioOperator");
        let names: Vec<String> = operators.map(|o| says(o, "/metadata/name")).collect();
        let distinct: BTreeSet<&String> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "{cluster}: {names:?}");
        assert!(
            names.iter().all(|name| !name.is_empty()),
            "{cluster}: {names:?}"
        );
    }
}

fn istio_operators_go_to_istioctl(example: &Example) {
    for step in &example.plan.steps {
        let has_operator = objects(step).iter().any(|o| o["kind"] == "IstioOperator");
        assert_eq!(
            has_operator,
            matches!(step.op, Op::IstioctlInstall { .. }),
            "{}",
            step.id
        );
        for command in example.commands(step) {
            assert!(
                !has_operator || !command.starts_with("kubectl"),
                "{command}"
            );
            for wrong in [
                "kubectl x ",
                "kubectl create-remote-secret",
                "istioctl apply",
                "istioctl x create",
            ] {
                assert!(!command.contains(wrong), "{command}");
            }
        }
    }
}

fn installers_ask_nothing(example: &Example) {
    for script in ["run.sh", "teardown.sh"] {
        for line in lines(example.file(script)).filter(|line| line.starts_with("istioctl ")) {
            assert!(line.contains(" --skip-confirmation "), "{line}");
        }
    }
}

fn waits_have_an_end(example: &Example) {
    for step in steps(example, StepKind::GatewayAddress) {
        assert!(example.commands(step)[0].starts_with("wait_for_gateway "));
    }
    let library = example.file("lib.sh");
    assert!(library.matches("-ge \"$patience\"").count() >= 2);
    for line in lines(example.file("run.sh")).filter(|line| line.contains(" wait ")) {
        assert!(line.contains(" --timeout="), "{line}");
    }
    let runbook = example.file("runbook.md");
    assert!(runbook.contains("rollout status deployment/istiod --timeout="));
}

fn api_server_as_the_topology_says(example: &Example) {
    for step in steps(example, StepKind::RemoteSecret) {
        let command = &example.commands(step)[0];
        match &own(example, step).api_server.url {
            None => assert!(!command.contains("--server"), "{command}"),
            Some(url) => assert!(command.contains(&format!(" --server={url})")), "{command}"),
        }
    }
}

fn sync_is_asked_of_istiod(example: &Example) {
    for step in steps(example, StepKind::Attach) {
        let watcher = &own(example, step).name;
        let sync = example.step(&format!("{watcher}/remote-clusters"));
        assert!(sync.needs.contains(&step.id), "{}", sync.id);
        let command = &example.commands(sync)[0];
        assert!(command.contains("istioctl remote-clusters --"), "{command}");
    }
    assert!(!example.file("run.sh").contains(" logs "));
}

fn verification_tries_every_pair(example: &Example) {
    let asking: BTreeSet<_> = steps(example, StepKind::Requests)
        .filter_map(|s| s.id.cluster.clone())
        .collect();
    let all: BTreeSet<_> = example
        .mesh
        .clusters
        .iter()
        .map(|c| c.name.clone())
        .collect();
    assert_eq!(asking, all);
    let targets = example.file("verify/targets.txt");
    for cluster in &example.mesh.clusters {
        let line = format!("in-{} {}\n", cluster.name, cluster.name);
        assert!(targets.contains(&line), "{line}");
    }
}

fn removal_is_the_reverse(example: &Example) {
    let teardown = example.file("teardown.sh");
    let at = |what: &str| {
        let found = teardown.find(what);
        found.unwrap_or_else(|| panic!("{}: no {what}", example.name))
    };
    for primary in example.mesh.primaries().map(|(_, cluster)| &cluster.name) {
        let secrets = at(&format!("remote_secret_names_except {primary} |"));
        for cluster in &example.mesh.clusters {
            let plane = at(&format!(
                "istioctl uninstall --skip-confirmation{} --filename=clusters/{}/02-",
                access(cluster),
                cluster.name
            ));
            let namespace = at(&format!(" clusters/{}/01-namespace.yaml ", cluster.name));
            assert!(
                secrets < plane && plane < namespace,
                "{}: {}",
                example.name,
                cluster.name
            );
        }
    }
    assert!(!teardown.contains("--all-namespaces") && !teardown.contains("--purge"));
}

fn access(cluster: &Cluster) -> String {
    let kubeconfig = cluster.kubeconfig.as_ref();
    let kubeconfig = kubeconfig.map_or_else(String::new, |path| format!(" --kubeconfig={path}"));
    format!("{kubeconfig} --context={}", cluster.context)
}

fn no_placeholders(example: &Example) {
    for script in SCRIPTS {
        for line in lines(example.file(script)) {
            for mark in [
                "<your",
                "yourpath",
                "your/",
                "xxx",
                "...",
                "redacted",
                "the above",
            ] {
                assert!(!line.contains(mark), "{script}: {line}");
            }
        }
    }
}

fn no_heredocs(example: &Example) {
    for file in ["run.sh", "teardown.sh", "lib.sh", "runbook.md"] {
        assert!(!example.file(file).contains("<<"), "{file}");
    }
}

fn everything_on_one_line(example: &Example) {
    for script in ["run.sh", "teardown.sh"] {
        assert!(!example.file(script).contains("\\\n"), "{script}");
    }
    for script in SCRIPTS {
        for line in example.file(script).lines() {
            assert!(
                !line.trim_end().ends_with('\\') || line.ends_with('\\'),
                "{line}"
            );
        }
    }
}

fn files_are_written(example: &Example) {
    for script in ["run.sh", "teardown.sh"] {
        let text = example.file(script);
        assert!(
            text.contains("cd -- \"$(dirname -- \"$0\")\""),
            "one folder for all paths"
        );
        for after in text.split("--filename=").skip(1) {
            let path = after.split([' ', '\n']).next().unwrap_or_default();
            let is_there = example.bundle.get(path).is_some();
            assert!(
                is_there || path == "-" || path.starts_with('"'),
                "{script}: {path}"
            );
        }
    }
    let paths: BTreeSet<&str> = example.bundle.iter().map(|(path, _)| path).collect();
    assert_eq!(paths.len(), example.bundle.len());
}

fn manifests_parse(example: &Example) {
    use serde::Deserialize as _;
    for (path, file) in example.bundle.iter() {
        let is_yaml = std::path::Path::new(path)
            .extension()
            .is_some_and(|end| end == "yaml");
        if is_yaml && path != "topology.yaml" {
            for document in serde_yaml::Deserializer::from_str(&file.text) {
                let document = Value::deserialize(document).expect(path);
                assert!(document["kind"].is_string(), "{path}");
            }
        }
    }
}

fn nothing_by_hand(example: &Example) {
    for script in SCRIPTS {
        for line in lines(example.file(script)) {
            for word in ["edit", "patch", "vi", "cm", "configmap"] {
                assert!(
                    !line.split_whitespace().any(|w| w == word),
                    "{script}: {line}"
                );
            }
        }
    }
}

fn nothing_is_restarted_or_routed(example: &Example) {
    for script in SCRIPTS {
        for line in lines(example.file(script)) {
            let words: Vec<&str> = line.split_whitespace().collect();
            assert!(
                !words.contains(&"restart") && !words.contains(&"route"),
                "{line}"
            );
        }
    }
}

fn samples_tell_their_cluster(example: &Example) {
    for step in steps(example, StepKind::Sample) {
        let cluster = own(example, step).name.as_str();
        let objects = objects(step);
        let server = objects.iter().find(|object| {
            object.pointer("/spec/template/metadata/labels/version") == Some(&Value::from(cluster))
        });
        let server = server.unwrap_or_else(|| panic!("{cluster}: {objects:#?}"));
        assert_eq!(
            says(server, "/spec/template/spec/containers/0/env/0/value"),
            cluster
        );
    }
}

fn samples_have_their_own_namespace(example: &Example) {
    for step in steps(example, StepKind::Sample) {
        for object in objects(step) {
            let is_namespace = object["kind"] == "Namespace";
            let pointer = if is_namespace {
                "/metadata/name"
            } else {
                "/metadata/namespace"
            };
            assert_eq!(says(&object, pointer), "sample", "{object}");
        }
    }
}

fn runbook_shows_no_outputs(example: &Example) {
    let runbook = example.file("runbook.md");
    for mark in [
        "CLUSTER-IP",
        "EXTERNAL-IP",
        "RESTARTS",
        "<pending>",
        "Running ",
    ] {
        assert!(!runbook.contains(mark), "{mark}");
    }
}

fn title_from_the_topology(example: &Example) {
    let runbook = example.file("runbook.md");
    let title = format!("# Runbook for the mesh {}\n", example.mesh.name);
    assert!(runbook.starts_with(&title));
    let networks = example
        .mesh
        .networks
        .iter()
        .filter(|network| !network.clusters.is_empty());
    let lead = match networks.count() {
        1 => "2 clusters on one network".to_owned(),
        n => format!("2 clusters on {n} networks"),
    };
    assert!(runbook.contains(&lead), "{lead}: {}", &runbook[..300]);
    let remotes = example
        .mesh
        .clusters
        .iter()
        .filter(|c| matches!(c.role, Role::Remote { .. }));
    for remote in remotes {
        assert!(runbook.contains(&format!("| `{}` | remote of ", remote.name)));
        assert!(runbook.contains("A remote runs no istiod."));
    }
}

fn names_are_the_models(example: &Example) {
    let mesh = &example.mesh;
    let mut known: BTreeSet<&str> = mesh.clusters.iter().map(|c| c.name.as_str()).collect();
    known.extend(mesh.networks.iter().map(|network| network.name.as_str()));
    for file in ["run.sh", "teardown.sh", "runbook.md"] {
        let text = example.file(file);
        for word in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
            let is_numbered = ["cluster", "network"].iter().any(|stem| {
                word.strip_prefix(stem)
                    .is_some_and(|rest| rest.parse::<u8>().is_ok())
            });
            assert!(!is_numbered || known.contains(word), "{file}: {word}");
        }
    }
}

fn tools_are_checked(example: &Example) {
    let run = example.file("run.sh");
    assert!(run.contains("\nneed_tools kubectl openssl istioctl\n"));
    assert!(run.contains("\ncheck_istioctl 1.30 istioctl\n"));
    for step in steps(example, StepKind::CheckCluster) {
        assert!(step.needs.is_empty(), "{} comes first", step.id);
    }
    assert_eq!(
        steps(example, StepKind::CheckCluster).count(),
        example.mesh.clusters.len()
    );
    assert!(example.file("runbook.md").contains("`istioctl` 1.30"));
}

fn addons_stay_inside(example: &Example) {
    for script in SCRIPTS {
        assert!(!example.file(script).contains("NodePort"), "{script}");
    }
    for step in steps(example, StepKind::Addons) {
        let addons = example.commands(step);
        assert!(
            addons.iter().all(|command| !command.contains("http")),
            "{addons:?}"
        );
    }
}

fn exec_ends_its_options(example: &Example) {
    for line in example
        .file("lib.sh")
        .lines()
        .filter(|line| line.contains(" exec "))
    {
        assert!(line.contains(" -- "), "{line}");
    }
}
