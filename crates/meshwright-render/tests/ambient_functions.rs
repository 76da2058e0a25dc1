//! What the functions of `lib.sh` for ambient clusters let pass, refuse, and leave alone.
//!
//! kubectl is a stand-in that answers by the words it is given and writes down each call.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "functions of a shell run in a shell, with files and programs"
)]

use std::fmt::Write;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use meshwright_diag::{Language, Words};
use meshwright_model::MeshName;
use meshwright_render::shell::library::library;

const CRD: &str = "get customresourcedefinitions";
const PROGRAMMED: &str = "wait --for=condition=Programmed";

/// A call of a function and what must come of it.
struct Case {
    name: &'static str,
    call: &'static str,
    /// Words that a call of the stand-in holds, what it prints then, and its exit status.
    answers: &'static [(&'static str, &'static str, i32)],
    passes: bool,
    /// What is said, on standard output or error.
    says: &'static str,
    /// Words of calls that change something, in order.
    changes: &'static [&'static str],
}

const SHARE: &str = "share_services c1 services.txt waypoint.yaml kubectl --context=c1";
const UNSHARE: &str = "remove_waypoints c1 services.txt kubectl --context=c1";

const CASES: &[Case] = &[
    Case {
        name: "kinds that are missing are applied",
        call: "apply_gateway_api c1 v1.4.1 kubectl --context=c1",
        answers: &[],
        passes: true,
        says: "",
        changes: &["releases/download/v1.4.1/standard-install.yaml"],
    },
    Case {
        name: "a file takes the place of the address",
        call: "MESHWRIGHT_GATEWAY_API=mirror/crds.yaml; apply_gateway_api c1 v1.4.1 kubectl",
        answers: &[],
        passes: true,
        says: "",
        changes: &["--filename=mirror/crds.yaml"],
    },
    Case {
        name: "kinds that are as new are left alone",
        call: "apply_gateway_api c1 v1.4.1 kubectl",
        answers: &[(CRD, "v1.4.1", 0)],
        passes: true,
        says: "v1.4.1",
        changes: &[],
    },
    Case {
        name: "newer ones are never made older, by number and not by letter",
        call: "apply_gateway_api c1 v1.4.1 kubectl",
        answers: &[(CRD, "v1.10.0-rc.1", 0)],
        passes: true,
        says: "v1.10.0",
        changes: &[],
    },
    Case {
        name: "older ones are updated",
        call: "apply_gateway_api c1 v1.4.1 kubectl",
        answers: &[(CRD, "v1.3.0", 0)],
        passes: true,
        says: "",
        changes: &["download/v1.4.1/"],
    },
    Case {
        name: "older ones of a platform stay where they will do",
        call: "apply_gateway_api c1 v1.4.1 kubectl",
        answers: &[("apply --server-side", "conflict", 1), (CRD, "v1.2.1", 0)],
        passes: true,
        says: "c1 keeps its Gateway API v1.2.1",
        changes: &["download/v1.4.1/"],
    },
    Case {
        name: "and are refused where they will not",
        call: "apply_gateway_api c1 v1.4.1 kubectl",
        answers: &[("apply --server-side", "conflict", 1), (CRD, "v1.0.0", 0)],
        passes: false,
        says: "c1 has the Gateway API v1.0.0, and v1.4.1 could not be applied",
        changes: &["download/v1.4.1/"],
    },
    Case {
        name: "an API server that does not answer is not a cluster without the kinds",
        call: "apply_gateway_api c1 v1.4.1 kubectl",
        answers: &[(CRD, "", 1)],
        passes: false,
        says: "",
        changes: &[],
    },
    Case {
        name: "a programmed gateway has its address",
        call: "wait_for_programmed gw '' kubectl",
        answers: &[("status.addresses", "203.0.113.1\\n203.0.113.2", 0)],
        passes: true,
        says: "203.0.113.1",
        changes: &[],
    },
    Case {
        name: "a gateway that is never programmed says why",
        call: "wait_for_programmed gw '' kubectl",
        answers: &[(PROGRAMMED, "", 1), ("status.conditions", "no class", 0)],
        passes: false,
        says: "no class",
        changes: &[],
    },
    Case {
        name: "an address that the topology does not name is refused",
        call: "wait_for_programmed gw 203.0.113.7 kubectl",
        answers: &[("status.addresses", "203.0.113.1", 0)],
        passes: false,
        says: "has the address 203.0.113.1, and the topology says 203.0.113.7",
        changes: &[],
    },
    Case {
        name: "services that are not there yet are named, and the step goes on",
        call: SHARE,
        answers: &[("get service pay", "pay ", 0)],
        passes: true,
        says: "cart.shop is not in c1 yet",
        changes: &[
            "--namespace=shop apply --server-side --field-manager=meshwright --filename=waypoint.yaml",
            "service waypoint istio.io/global=true",
            "service pay istio.io/use-waypoint=waypoint",
            "service pay istio.io/global=true",
        ],
    },
    Case {
        name: "a service without waypoint gets one label",
        call: SHARE,
        answers: &[("get service cart", "cart ", 0)],
        passes: true,
        says: "pay.shop is not in c1 yet",
        changes: &["service cart istio.io/global=true"],
    },
    Case {
        name: "a service that has a waypoint keeps it",
        call: SHARE,
        answers: &[("get service pay", "pay own", 0)],
        passes: true,
        says: "",
        changes: &["service pay istio.io/global=true"],
    },
    Case {
        name: "a waypoint that is there is used as it is",
        call: SHARE,
        answers: &[
            ("get service pay", "pay ", 0),
            (
                "get gateways.gateway.networking.k8s.io waypoint",
                "gateway/waypoint",
                0,
            ),
        ],
        passes: true,
        says: "",
        changes: &[
            "service waypoint istio.io/global=true",
            "service pay istio.io/use-waypoint=waypoint",
            "service pay istio.io/global=true",
        ],
    },
    Case {
        name: "a waypoint of the mesh is removed after its callers",
        call: UNSHARE,
        answers: &[
            ("get gateways", "meshwright", 0),
            ("get service pay", "waypoint", 0),
        ],
        passes: true,
        says: "",
        changes: &[
            "service pay istio.io/use-waypoint-",
            "delete gateways.gateway.networking.k8s.io waypoint",
        ],
    },
    Case {
        name: "a waypoint of somebody else stays",
        call: UNSHARE,
        answers: &[("get gateways", "", 0), ("get service pay", "own", 0)],
        passes: true,
        says: "",
        changes: &[],
    },
    Case {
        name: "where the kinds never were there is nothing to remove",
        call: UNSHARE,
        answers: &[("get gateways", "the server doesn’t have a resource type", 1)],
        passes: true,
        says: "",
        changes: &[],
    },
];

/// A program that answers as told and writes down its words.
fn stand_in(path: &Path, answers: &[(&str, &str, i32)]) {
    let mut script =
        String::from("#!/bin/sh\nprintf '%s\\n' \"$*\" >>\"$CALLS\"\ncase \" $* \" in\n");
    for (words, said, status) in answers {
        let said = said.replace('’', "'\\''");
        let _ = writeln!(script, "  *'{words}'*) printf '{said}'; exit {status} ;;");
    }
    script.push_str("esac\n");
    fs::write(path, script).expect("the stand-in can be written");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("it is ours");
}

fn place() -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ambient-functions");
    fs::create_dir_all(&place).expect("there is room");
    place
}

#[test]
fn functions_for_ambient_clusters_pass_and_refuse_as_they_say() {
    let place = place();
    let words = Words::new(
        Language::En,
        &[meshwright_render::WORDS, meshwright_plan::WORDS],
    );
    let mesh = MeshName::parse("shop").expect("a name");
    fs::write(place.join("lib.sh"), library(&words, &mesh)).expect("there is room");
    fs::write(
        place.join("services.txt"),
        "shop cart direct\nshop pay waypoint\n",
    )
    .expect("there is room");
    let calls = place.join("calls");
    let path = std::env::var("PATH").expect("tests run with a PATH");
    for case in CASES {
        stand_in(&place.join("kubectl"), case.answers);
        fs::write(&calls, "").expect("there is room");
        let output = Command::new("sh")
            .args(["-c", &format!("set -eu\n. ./lib.sh\n{}", case.call)])
            .current_dir(&place)
            .env("PATH", format!("{}:{path}", place.display()))
            .env("CALLS", &calls)
            .env("HOME", &place)
            .env("MESHWRIGHT_PATIENCE", "0")
            .output()
            .expect("a shell is there");
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        let place = format!("{}: {said}", case.name);
        let calls = fs::read_to_string(&calls).expect("calls are written down");
        assert_eq!(output.status.success(), case.passes, "{place}\n{calls}");
        assert!(said.contains(case.says), "{place}\n{calls}");
        let changed: Vec<&str> = calls
            .lines()
            .filter(|call| {
                [" label ", "delete ", "apply "]
                    .iter()
                    .any(|word| call.contains(word))
            })
            .collect();
        assert_eq!(changed.len(), case.changes.len(), "{place}\n{calls}");
        for (call, words) in changed.iter().zip(case.changes) {
            assert!(call.contains(words), "{place}\n{call}");
        }
    }
}
