//! What the commands say and how they end.

use std::process::Output;

use meshwright_apply::fake::Rights;
use serde_json::{Value, json};

use crate::harness::Test;
use crate::stage::{Stage, code, inventory, said, versions};
use crate::stand_in::Trouble;

pub(crate) const TESTS: &[Test] = &[
    ("a_mesh_is_built_once_verified_and_taken_back", whole),
    ("a_foreign_edit_is_drift_and_is_not_overwritten", drift),
    (
        "a_dry_run_writes_nothing_and_tells_what_reaches_what",
        dry_run,
    ),
    (
        "another_plan_is_refused_while_one_is_unfinished",
        other_plan,
    ),
    ("a_failure_is_told_and_its_resume_command_works", resume),
    (
        "a_field_of_somebody_else_is_told_and_left_to_them",
        conflict,
    ),
    (
        "what_is_in_the_way_is_told_before_the_first_write",
        preflight,
    ),
    ("events_are_one_json_object_a_line", events),
    ("one_step_and_all_that_it_needs_are_carried_out", until),
    ("a_bundle_is_carried_out_like_its_topology", bundle),
    ("nobody_is_asked_without_a_terminal", unattended),
];

const EXAMPLE: &str = "primary-remote-two-networks.yaml";

fn whole() {
    let stage = Stage::of(EXAMPLE);
    let before = inventory(&stage.state());

    let first = stage.apply(&[]);
    assert_eq!(code(&first), 0, "{}", said(&first));
    let after = versions(&stage.state());
    let second = stage.apply(&[]);
    assert_eq!(code(&second), 0, "{}", said(&second));
    assert_eq!(
        versions(&stage.state()),
        after,
        "a second apply writes nothing"
    );

    let verified = stage.run(&["verify", "mesh.yaml", "--junit=verify.xml"]);
    assert_eq!(code(&verified), 0, "{}", said(&verified));
    let junit = std::fs::read_to_string(stage.path("verify.xml")).expect("it is written");
    assert!(junit.contains("failures=\"0\""), "{junit}");
    let clean = stage.run(&["drift", "mesh.yaml"]);
    assert_eq!(code(&clean), 0, "{}", said(&clean));
    let status = stage.run(&["status", "mesh.yaml"]);
    assert!(
        said(&status).contains("reached its end"),
        "{}",
        said(&status)
    );

    let undone = stage.run(&["undo", "mesh.yaml", "--yes"]);
    assert_eq!(code(&undone), 0, "{}", said(&undone));
    let left = without_kinds(&inventory(&stage.state()));
    assert_eq!(left, without_kinds(&before));
    let again = stage.run(&["undo", "mesh.yaml", "--yes"]);
    assert_eq!(code(&again), 0, "{}", said(&again));
    assert!(
        said(&again).contains("nothing to take back"),
        "{}",
        said(&again)
    );
}

fn without_kinds(inventory: &str) -> Vec<(Value, Vec<String>)> {
    let inventory: Vec<(Value, serde_json::Map<String, Value>)> =
        serde_json::from_str(inventory).expect("it is JSON");
    inventory
        .into_iter()
        .map(|(context, objects)| {
            let names = objects
                .keys()
                .filter(|name| !name.starts_with("CustomResource"));
            (context, names.cloned().collect())
        })
        .collect()
}

fn drift() {
    let stage = Stage::of(EXAMPLE);
    assert_eq!(code(&stage.apply(&[])), 0);
    let mut clusters = stage.state();
    let cluster = clusters.clusters.values_mut().next().expect("there is one");
    let name = "Namespace/istio-system";
    let mut value = cluster.objects[name].value.clone();
    value["metadata"]["labels"]["topology.istio.io/network"] = json!("elsewhere");
    cluster.add(value);
    stage.put_state(&clusters);

    let drifted = stage.run(&["drift", "mesh.yaml"]);
    assert_eq!(code(&drifted), 3, "{}", said(&drifted));
    assert!(
        said(&drifted).contains("topology.istio.io/network"),
        "{}",
        said(&drifted)
    );
    let json = stage.run(&["drift", "mesh.yaml", "--json"]);
    let json: Value = serde_json::from_slice(&json.stdout).expect("it is JSON");
    assert_eq!(json["isClean"], false);
}

fn dry_run() {
    let stage = Stage::of(EXAMPLE);
    let before = versions(&stage.state());
    assert_eq!(
        code(&stage.run(&["ca", "new", "mesh.yaml", "--passphrase-file=passphrase"])),
        0
    );
    let issued = stage.run(&["ca", "issue", "mesh.yaml", "--passphrase-file=passphrase"]);
    assert_eq!(code(&issued), 0, "{}", said(&issued));
    let output = stage.run(&["apply", "mesh.yaml", "--dry-run"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert_eq!(versions(&stage.state()), before);
    assert!(
        said(&output).contains("then these reach each other"),
        "{}",
        said(&output)
    );
}

fn other_plan() {
    let stage = Stage::of(EXAMPLE);
    stage.trouble(&Trouble {
        at: 5,
        share: "nothing".to_owned(),
        what: "fail".to_owned(),
        slow: 0,
    });
    assert_eq!(code(&stage.apply(&[])), 4);
    let text = std::fs::read_to_string(stage.path("mesh.yaml")).expect("it is there");
    let changed = text.replace("mesh1", "mesh2");
    assert_ne!(text, changed);
    std::fs::write(stage.path("mesh.yaml"), changed).expect("it is ours");
    let refused = stage.apply(&[]);
    assert_eq!(code(&refused), 2, "{}", said(&refused));
    assert!(
        said(&refused).contains("another plan"),
        "{}",
        said(&refused)
    );
    let anew = stage.apply(&["--anew"]);
    assert_eq!(code(&anew), 0, "{}", said(&anew));
}

fn resume() {
    for (at, share) in [(0, "nothing"), (4, "nothing"), (4, "half")] {
        let stage = Stage::of(EXAMPLE);
        stage.trouble(&Trouble {
            at,
            share: share.to_owned(),
            what: "fail".to_owned(),
            slow: 0,
        });
        let failed = stage.apply(&[]);
        assert_eq!(code(&failed), 4, "{at} {share}: {}", said(&failed));
        assert!(
            said(&failed).contains("something went wrong"),
            "{}",
            said(&failed)
        );
        let status = stage.run(&["status", "mesh.yaml"]);
        assert!(said(&status).contains("failed"), "{}", said(&status));
        assert_eq!(go_on(&stage, &failed), "meshwright resume mesh.yaml --yes");
    }
}

/// Runs the very command that a stop has printed.
fn go_on(stage: &Stage, stopped: &Output) -> String {
    let text = said(stopped);
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("to go on: "));
    let line = line.expect("every stop says how to go on");
    let output = stage.shell(line).output().expect("there is a shell");
    assert_eq!(code(&output), 0, "{}", said(&output));
    line.to_owned()
}

fn conflict() {
    let stage = Stage::of(EXAMPLE);
    let somebody = |labels: Value| {
        let namespace = json!({"apiVersion": "v1", "kind": "Namespace",
            "metadata": {"name": "istio-system", "labels": labels}});
        let line = format!(
            "echo '{namespace}' | kubectl --context=cluster1 apply --server-side \
             --field-manager=somebody --filename=-"
        );
        let output = stage.shell(&line).output().expect("there is a shell");
        assert_eq!(code(&output), 0, "{}", said(&output));
    };
    somebody(json!({"topology.istio.io/network": "elsewhere"}));
    let refused = stage.apply(&[]);
    assert_eq!(code(&refused), 4, "{}", said(&refused));
    assert!(
        said(&refused).contains("somebody else owns a field"),
        "{}",
        said(&refused)
    );
    let label = &stage.state().clusters["cluster1"].objects["Namespace/istio-system"].value;
    assert_eq!(
        label["metadata"]["labels"]["topology.istio.io/network"],
        "elsewhere"
    );
    somebody(json!({}));
    go_on(&stage, &refused);
}

fn preflight() {
    let refused = |prepare: &dyn Fn(&mut meshwright_apply::fake::State), sentence: &str| {
        let stage = Stage::of(EXAMPLE);
        let mut clusters = stage.state();
        prepare(&mut clusters);
        stage.put_state(&clusters);
        let output = stage.apply(&[]);
        assert_eq!(code(&output), 2, "{sentence}: {}", said(&output));
        assert!(
            said(&output).contains(sentence),
            "{sentence}: {}",
            said(&output)
        );
        assert_eq!(stage.state().n_writes, 0, "{sentence}");
    };
    let first = |state: &mut meshwright_apply::fake::State, object: Value| {
        let cluster = state.clusters.values_mut().next().expect("there is one");
        cluster.add(object);
    };
    refused(
        &|state| {
            let mut rights = Rights::default();
            rights.allowed.insert("get /namespaces".to_owned());
            state.rights.insert("cluster1".to_owned(), rights);
        },
        "does not allow",
    );
    refused(
        &|state| {
            first(
                state,
                json!({"apiVersion": "apps/v1", "kind": "Deployment", "metadata":
                    {"name": "istiod", "namespace": "istio-system", "labels":
                        {"app": "istiod", "istio.io/rev": "default"}}}),
            );
        },
        "did not install",
    );
    refused(
        &|state| {
            first(
                state,
                json!({"apiVersion": "v1", "kind": "Secret", "metadata":
                    {"name": "cacerts", "namespace": "istio-system"},
                    "data": {"root-cert.pem": "b3RoZXI="}}),
            );
        },
        "another root",
    );
}

fn events() {
    let stage = Stage::of(EXAMPLE);
    let output = stage.apply(&["--json"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let events: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("one object a line"))
        .collect();
    assert!(events.iter().all(|event| event["kind"] == "RunEvent"));
    let last = events.last().expect("there are some");
    assert_eq!(
        (&last["event"], &last["outcome"]),
        (&json!("finished"), &json!("done"))
    );
    let ended = |event: &&Value| event["event"] == "ended" && event["step"] == "cluster1/namespace";
    assert_eq!(events.iter().filter(ended).count(), 1);
}

fn until() {
    let stage = Stage::of(EXAMPLE);
    let output = stage.apply(&["--until=cluster1/namespace"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let clusters = stage.state();
    let n_namespaces = clusters
        .clusters
        .values()
        .filter(|cluster| cluster.objects.contains_key("Namespace/istio-system"))
        .count();
    assert_eq!(n_namespaces, 1);
    let only = stage.apply(&["--only=cluster2/control-plane"]);
    assert_eq!(code(&only), 4, "{}", said(&only));
    let stranger = stage.apply(&["--until=cluster9/namespace"]);
    assert_eq!(code(&stranger), 2, "{}", said(&stranger));
}

fn bundle() {
    let stage = Stage::of(EXAMPLE);
    let rendered = stage.run(&["render", "mesh.yaml", "-o", "out"]);
    assert_eq!(code(&rendered), 0, "{}", said(&rendered));
    let words = ["apply", "out", "--yes", "--passphrase-file=passphrase"];
    let output = stage.run(&words);
    assert_eq!(code(&output), 0, "{}", said(&output));

    let plan = stage.path("out/plan.json");
    let text = std::fs::read_to_string(&plan).expect("it is there");
    std::fs::write(
        &plan,
        text.replace("\"inputSha256\":\"", "\"inputSha256\":\"0"),
    )
    .expect("it is ours");
    let refused = stage.run(&words);
    assert_eq!(code(&refused), 2, "{}", said(&refused));
}

fn unattended() {
    let stage = Stage::of(EXAMPLE);
    let before = versions(&stage.state());
    let output = stage.run(&["apply", "mesh.yaml", "--passphrase-file=passphrase"]);
    assert_eq!(code(&output), 2, "{}", said(&output));
    assert!(said(&output).contains("--yes"), "{}", said(&output));
    assert_eq!(versions(&stage.state()), before);
}
