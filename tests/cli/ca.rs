//! `ca`: certificates on disk, and nothing of their keys anywhere else.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::tool::{Ended, GOOD, Place, ended};

const PASSPHRASE: &str = "correct horse battery";

/// A directory with a topology and a passphrase.
fn place() -> Place {
    let place = Place::with(GOOD);
    place.write("passphrase", format!("{PASSPHRASE}\n"));
    place
}

/// Runs `ca`, with certificates in `certs`; the passphrase where one is needed.
fn ca(place: &Place, args: &[&str]) -> Ended {
    let mut all = vec!["ca", args[0], "--certificates", "certs"];
    if ["new", "issue"].contains(&args[0]) || args.contains(&"--write") {
        all.extend(["--passphrase-file", "passphrase"]);
    }
    all.extend(&args[1..]);
    place.run(&all)
}

fn good(ended: &Ended) {
    assert_eq!(ended.code, Some(0), "{}{}", ended.out, ended.err);
}

fn made() -> Place {
    let place = place();
    good(&ca(&place, &["new", "mesh.yaml"]));
    good(&ca(&place, &["issue", "--secret", "mesh.yaml"]));
    place
}

fn openssl(folder: &Path, line: &str) {
    let output = Command::new("openssl")
        .args(line.split(' '))
        .current_dir(folder)
        .output()
        .expect("openssl is installed");
    assert!(
        output.status.success(),
        "{line}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Every file below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a directory") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files
}

/// Every line of base64 that belongs to a private key, and every line of a Secret that holds one.
fn canaries(folder: &Path) -> BTreeSet<String> {
    let mut canaries = BTreeSet::new();
    for path in below(folder) {
        let text = fs::read_to_string(&path).expect("PEM and YAML are text");
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.ends_with("key.pem") {
            let lines = text
                .lines()
                .filter(|line| !line.starts_with('-') && line.len() > 20);
            canaries.extend(lines.map(str::to_owned));
        }
        if name == "cacerts.yaml" {
            let line = text.lines().find(|line| line.contains("ca-key.pem"));
            let value = line
                .and_then(|line| line.split(": ").nth(1))
                .expect("it holds the key");
            canaries.insert(value.to_owned());
        }
    }
    assert!(canaries.len() >= 6, "{}", canaries.len());
    canaries
}

#[test]
fn openssl_accepts_what_is_issued_and_only_the_owner_can_read_it() {
    let place = made();
    for (cluster, root) in [("west", "east"), ("east", "west")] {
        let folder = place.path("certs").join(cluster);
        let names: Vec<String> = crate::tool::names(&folder);
        assert_eq!(
            names,
            [
                "ca-cert.pem",
                "ca-key.pem",
                "cacerts.yaml",
                "cert-chain.pem",
                "root-cert.pem"
            ]
        );
        openssl(
            &folder,
            &format!(
                "verify -x509_strict -CAfile ../{root}/root-cert.pem -untrusted cert-chain.pem \
                 ca-cert.pem"
            ),
        );
    }
    openssl(
        &place.path("certs/root"),
        "pkey -in root-key.pem -passin file:../../passphrase -noout -check",
    );
    let root_key = place.read("certs/root/root-key.pem");
    assert!(root_key.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
}

#[test]
fn modes_are_narrow_whatever_the_umask_and_from_the_first_instant() {
    for umask in ["000", "022", "777"] {
        let place = place();
        let program = env!("CARGO_BIN_EXE_meshwright");
        let has_strace = Command::new("strace").arg("-V").output().is_ok();
        let strace = if has_strace {
            "strace -f -o trace -e trace=open,openat,creat,mkdir,mkdirat,chmod,fchmod,fchmodat"
        } else {
            ""
        };
        // The trace itself is made before the umask counts.
        let script = format!(
            "touch trace; umask {umask}; \
             {strace} '{program}' ca new --certificates certs --passphrase-file passphrase mesh.yaml &&
             {strace} -A '{program}' ca issue --secret --certificates certs --passphrase-file passphrase mesh.yaml"
        );
        let script = if has_strace {
            script
        } else {
            script.replace(" -A ", " ")
        };
        let ended = ended(
            Command::new("sh")
                .args(["-c", &script])
                .current_dir(place.path("")),
            b"",
        );
        good(&ended);
        let certs = place.path("certs");
        let mode = |path: &Path| {
            let metadata = fs::metadata(path).expect("it is there");
            metadata.permissions().mode() & 0o7777
        };
        for path in below(&certs) {
            assert_eq!(mode(&path), 0o600, "{} under {umask}", path.display());
            let folder = path.parent().expect("it is in a folder");
            assert_eq!(mode(folder), 0o700, "{} under {umask}", folder.display());
        }
        let trace = fs::read_to_string(place.path("trace")).unwrap_or_default();
        let is_traced = trace.contains("root-key.pem") && trace.contains("cacerts.yaml");
        assert_eq!(is_traced, has_strace, "{trace}");
        for line in trace.lines() {
            let creates = line.contains("O_CREAT") || line.contains("mkdir");
            if creates {
                let is_narrow = line.contains(", 0600)") || line.contains(", 0700)");
                assert!(is_narrow, "{line}");
            }
            if line.contains("O_CREAT") {
                assert!(
                    line.contains("O_EXCL") && line.contains("O_NOFOLLOW"),
                    "{line}"
                );
            }
            if line.contains("chmod") {
                assert!(line.contains("0600)") || line.contains("0700)"), "{line}");
            }
        }
    }
}

#[test]
fn keys_are_never_written_over_and_earlier_ones_are_kept() {
    let place = made();
    let key = place.read("certs/west/ca-key.pem");
    let again = ca(&place, &["new", "mesh.yaml"]);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("never written over"), "{}", again.err);
    good(&ca(&place, &["issue", "mesh.yaml"]));
    assert_eq!(place.read("certs/west/ca-key.pem"), key);
    good(&ca(
        &place,
        &["issue", "--replace", "--cluster", "west", "mesh.yaml"],
    ));
    assert_ne!(place.read("certs/west/ca-key.pem"), key);
    let earlier = below(&place.path("certs/earlier"));
    let kept = earlier
        .iter()
        .any(|path| fs::read_to_string(path).is_ok_and(|text| text == key));
    assert!(kept);
    good(&ca(&place, &["check", "mesh.yaml"]));
}

#[test]
fn no_byte_of_a_key_and_no_passphrase_is_anywhere_else() {
    let place = made();
    good(&ca(
        &place,
        &["rotate", "--what", "root", "--write", "mesh.yaml"],
    ));
    let mut said = String::new();
    let checks = [
        &["check", "mesh.yaml"][..],
        &["check", "--json", "mesh.yaml"],
        &["check", "--format", "sarif", "certs"],
        &["check", "certs/west/cacerts.yaml"],
        &["rotate", "mesh.yaml"],
        &["rotate", "--json", "--what", "root", "mesh.yaml"],
        &["issue", "--replace", "mesh.yaml"],
    ];
    for args in checks {
        let ended = ca(&place, args);
        good(&ended);
        said.push_str(&ended.out);
        said.push_str(&ended.err);
    }
    // Files in the wrong place are named, not shown.
    place.write(
        "certs/west/cert-chain.pem",
        place.read("certs/west/ca-key.pem"),
    );
    let ended = ca(&place, &["check", "certs"]);
    assert_eq!(ended.code, Some(1));
    said.push_str(&ended.out);
    let certs = [
        "--with-certs",
        "--certificates",
        "certs",
        "--passphrase-file",
        "passphrase",
    ];
    let ended = place.run(&[&["render", "mesh.yaml", "-o", "out"], &certs[..]].concat());
    good(&ended);
    said.push_str(&ended.err);
    for path in below(&place.path("out")) {
        said.push_str(&String::from_utf8_lossy(
            &fs::read(path).expect("it is there"),
        ));
    }
    for args in [&["plan", "--json"][..], &["check", "--json"]] {
        let ended = place.run(&[args, &["mesh.yaml"]].concat());
        said.push_str(&ended.out);
    }
    for canary in canaries(&place.path("certs")) {
        assert!(!said.contains(&canary), "{canary}");
    }
    assert!(!said.contains(PASSPHRASE));
    assert!(!said.contains("PRIVATE KEY-----\nM"), "{said}");
}

#[test]
fn the_process_list_shows_no_passphrase_and_no_key() {
    let place = place();
    let slow = GOOD.replace(
        "clusters:\n  - name: west",
        "mesh:\n  ca: {keyAlgorithm: rsa-2048}\nclusters:\n  - name: west",
    );
    place.write("mesh.yaml", slow);
    let args = [
        "ca",
        "new",
        "--certificates",
        "certs",
        "--passphrase-file",
        "passphrase",
        "mesh.yaml",
    ];
    let mut child = place
        .command(&args)
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut seen = String::new();
    while child.try_wait().expect("it is ours").is_none() {
        for part in ["cmdline", "environ"] {
            let path = format!("/proc/{}/{part}", child.id());
            seen.push_str(&String::from_utf8_lossy(
                &fs::read(path).unwrap_or_default(),
            ));
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert!(!seen.contains(PASSPHRASE));
    assert!(!seen.contains("PRIVATE KEY"));
    assert!(place.path("certs/root/root-key.pem").exists());
}

#[test]
fn what_is_wrong_is_found_by_folder_secret_and_topology() {
    let place = made();
    let east = place.read("certs/east/ca-key.pem");
    place.write("certs/west/ca-key.pem", east);
    for path in ["mesh.yaml", "certs", "certs/west"] {
        let ended = ca(&place, &["check", path]);
        assert_eq!(ended.code, Some(1), "{path}");
        assert!(ended.out.contains("error[TRU202]"), "{path}: {}", ended.out);
        assert!(
            ended.out.contains("west/ca-key.pem"),
            "{path}: {}",
            ended.out
        );
    }
    let ended = ca(&place, &["check", "--json", "certs"]);
    let record: Value = serde_json::from_str(&ended.out).expect("it is JSON");
    assert_eq!(record["apiVersion"], "meshwright/wire/v1");
    assert_eq!(record["findings"][0]["code"], "TRU202");
    assert_eq!(record["clusters"][0]["name"], "east");
    // A year to the second, or a second less.
    let days = record["clusters"][0]["certificates"][0]["daysLeft"].as_i64();
    assert!(matches!(days, Some(364 | 365)), "{days:?}");
    let secret = fs::read(place.path("certs/west/cacerts.yaml")).expect("it is there");
    let ended = place.feed(&["ca", "check", "-"], &secret);
    good(&ended);
    // A cluster without its folder lacks everything.
    fs::remove_dir_all(place.path("certs/east")).expect("it is ours");
    let ended = ca(&place, &["check", "mesh.yaml"]);
    assert!(ended.out.contains("error[TRU214]"), "{}", ended.out);
    let ended = ca(&place, &["check", "passphrase"]);
    assert_ne!(ended.code, Some(0));
}

#[test]
fn a_corporate_ca_signs_a_request_and_its_answer_is_put_in_order() {
    let place = place();
    good(&ca(&place, &["request", "--cluster", "west", "mesh.yaml"]));
    let folder = place.path("");
    place.write(
        "ca.cnf",
        "[ca]\nbasicConstraints = critical, CA:true, pathlen:0\nkeyUsage = critical, keyCertSign, cRLSign\n\
         subjectKeyIdentifier = hash\nauthorityKeyIdentifier = keyid\n\
         [root]\nbasicConstraints = critical, CA:true, pathlen:1\nkeyUsage = critical, keyCertSign\n\
         subjectKeyIdentifier = hash\n[req]\ndistinguished_name = name\n[name]\n",
    );
    openssl(
        &folder,
        "req -x509 -newkey rsa:2048 -nodes -keyout corp.key -out corp.pem -subj /O=Corp/OU=A/CN=Corp \
         -days 3650 -sha256 -config ca.cnf -extensions root",
    );
    openssl(
        &folder,
        "x509 -req -in certs/west.request/request.csr -CA corp.pem -CAkey corp.key -set_serial 0x1234 \
         -days 365 -sha256 -extfile ca.cnf -extensions ca -out west.pem",
    );
    let refused = ca(&place, &["import", "mesh.yaml", "west", "west.pem"]);
    assert_eq!(refused.code, Some(2), "{}", refused.err);
    assert!(!place.path("certs/west").exists());
    good(&ca(
        &place,
        &["import", "mesh.yaml", "west", "corp.pem", "west.pem"],
    ));
    assert!(!place.path("certs/west.request").exists());
    openssl(
        &place.path("certs/west"),
        "verify -x509_strict -CAfile root-cert.pem -untrusted cert-chain.pem ca-cert.pem",
    );
    good(&ca(&place, &["check", "certs/west"]));
}

#[test]
fn every_stage_of_a_root_s_rotation_is_clean_and_prints_its_commands() {
    let place = made();
    let ended = ca(
        &place,
        &["rotate", "--what", "root", "--write", "mesh.yaml"],
    );
    good(&ended);
    for stage in ["1-trust-both", "2-sign-with-new", "3-trust-new"] {
        for (of, under) in [("west", "east"), ("east", "west")] {
            let line = format!(
                "verify -x509_strict -CAfile ../{under}/root-cert.pem -untrusted cert-chain.pem \
                 ca-cert.pem"
            );
            openssl(&place.path("certs/rotation").join(stage).join(of), &line);
        }
        good(&ca(&place, &["check", &format!("certs/rotation/{stage}")]));
        let apply = format!("--filename=certs/rotation/{stage}/west/cacerts.yaml");
        assert!(ended.out.contains(&apply), "{}", ended.out);
    }
    assert!(ended.out.contains("ISTIO_MULTIROOT_MESH"), "{}", ended.out);
    let ended = ca(&place, &["rotate", "mesh.yaml"]);
    assert!(
        ended.out.contains(
            "\n  meshwright ca issue --replace --secret --certificates=certs mesh.yaml\n"
        )
    );
    assert!(!ended.out.contains("rollout restart"), "{}", ended.out);
}

#[test]
fn a_rotation_that_begins_with_what_is_broken_writes_nothing() {
    let place = place();
    let rotate = ["rotate", "--what", "root", "--write", "mesh.yaml"];
    let ended = ca(&place, &rotate);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("could be replaced"), "{}", ended.err);
    assert!(!place.path("certs").exists());
    good(&ca(&place, &["new", "mesh.yaml"]));
    good(&ca(&place, &["issue", "mesh.yaml"]));
    let ended = ca(&place, &["rotate", "--what", "root", "mesh.yaml"]);
    let first = "meshwright ca rotate --what root --write --certificates=certs mesh.yaml";
    assert!(ended.out.contains(first), "{}", ended.out);
    // Another root in one cluster: both ways of a request fail already.
    fs::rename(place.path("certs/root"), place.path("certs/.root")).expect("it is ours");
    good(&ca(&place, &["new", "mesh.yaml"]));
    good(&ca(
        &place,
        &["issue", "--replace", "--cluster", "east", "mesh.yaml"],
    ));
    let ended = ca(&place, &rotate);
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("error[TRU201]"), "{}", ended.err);
    assert!(!place.path("certs/rotation").exists());
}

#[test]
fn what_ca_is_asked_in_vain_is_told_with_what_would_help() {
    let place = place();
    let cases = [
        (&["issue", "mesh.yaml"][..], "`meshwright ca new` makes one"),
        (
            &["import", "mesh.yaml", "west", "mesh.yaml"],
            "`meshwright ca request` makes",
        ),
        (&["check", "certs"], "cannot read"),
        (
            &["issue", "--cluster", "nowhere", "mesh.yaml"],
            "no istiod in `nowhere`",
        ),
    ];
    for (args, said) in cases {
        let ended = ca(&place, args);
        assert_eq!(ended.code, Some(2), "{args:?}");
        assert!(ended.err.contains(said), "{args:?}: {}", ended.err);
    }
    good(&ca(&place, &["new", "mesh.yaml"]));
    good(&ca(&place, &["issue", "mesh.yaml"]));
    let ended = ca(&place, &["check", "certs/west/ca-cert.pem"]);
    assert!(ended.err.contains("name its folder"), "{}", ended.err);
    // The key of a request is nobody's certificate.
    good(&ca(&place, &["request", "--cluster", "west", "mesh.yaml"]));
    good(&ca(&place, &["check", "certs"]));
    fs::remove_file(place.path("certs/west/cert-chain.pem")).expect("it is ours");
    let ended = ca(&place, &["issue", "mesh.yaml"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("--replace"), "{}", ended.err);
    good(&ca(
        &place,
        &["issue", "--replace", "--cluster", "west", "mesh.yaml"],
    ));
    good(&ca(&place, &["check", "mesh.yaml"]));
}

#[test]
fn secrets_of_external_control_planes_are_for_their_namespace() {
    let place = Place::with(include_str!("../../examples/external-control-plane.yaml"));
    place.write("passphrase", format!("{PASSPHRASE}\n"));
    let made = ca(&place, &["new", "mesh.yaml"]);
    good(&made);
    good(&ca(&place, &["issue", "--secret", "mesh.yaml"]));
    let manifests = below(&place.path("certs"));
    let manifests = manifests
        .iter()
        .filter(|path| path.ends_with("cacerts.yaml"));
    let mut namespaces: Vec<String> = manifests
        .filter_map(|path| fs::read_to_string(path).ok())
        .filter_map(|text| {
            let line = text.lines().find(|line| line.contains("namespace:"))?;
            Some(line.trim().to_owned())
        })
        .collect();
    namespaces.dedup();
    assert_eq!(namespaces, ["namespace: external-istiod"]);
    let ended = ca(&place, &["rotate", "mesh.yaml"]);
    assert!(
        ended.out.contains("--namespace=external-istiod"),
        "{}",
        ended.out
    );
    assert!(!ended.out.contains("istio-system"), "{}", ended.out);
}

#[test]
fn certificates_come_with_a_bundle_and_never_in_it() {
    let place = place();
    let render = |args: &[&str]| {
        let all = [
            "render",
            "mesh.yaml",
            "-o",
            "out",
            "--with-certs",
            "--passphrase-file",
            "passphrase",
        ];
        place.run(&[&all[..], args].concat())
    };
    let inside = render(&["--certificates", "out/certs"]);
    assert_eq!(inside.code, Some(2), "{}", inside.err);
    assert!(!place.path("out").exists());
    good(&render(&["--certificates", "certs"]));
    assert!(place.path("certs/east/cert-chain.pem").exists());
    let key = place.read("certs/west/ca-key.pem");
    good(&render(&["--certificates", "certs"]));
    assert_eq!(place.read("certs/west/ca-key.pem"), key);
    for path in below(&place.path("out")) {
        let text = String::from_utf8_lossy(&fs::read(&path).expect("it is there")).into_owned();
        assert!(!text.contains("-----BEGIN"), "{}", path.display());
    }
}

#[test]
fn nothing_is_asked_without_a_terminal_and_short_passphrases_are_refused() {
    let place = place();
    let ended = place.run(&["ca", "new", "--certificates", "certs", "mesh.yaml"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("--passphrase-file"), "{}", ended.err);
    place.write("passphrase", "short\n");
    assert_eq!(ca(&place, &["new", "mesh.yaml"]).code, Some(2));
    assert!(!place.path("certs").exists());
    let self_signed = GOOD.replace(
        "clusters:\n  - name: west",
        "mesh:\n  ca: {kind: self-signed}\npolicy:\n  allow: [{code: TRU101, reason: lab}]\nclusters:\n  - name: west",
    );
    place.write("mesh.yaml", self_signed);
    let ended = ca(&place, &["new", "mesh.yaml"]);
    assert!(ended.err.contains("plugged-in"), "{}", ended.err);
}

#[test]
fn a_cluster_cannot_be_called_like_a_folder_of_ours() {
    let place = place();
    place.write("mesh.yaml", GOOD.replace("west", "root"));
    let ended = ca(&place, &["new", "mesh.yaml"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("`root`"), "{}", ended.err);
}

#[test]
fn a_wrong_passphrase_opens_nothing() {
    let place = made();
    place.write("passphrase", "another horse battery");
    let ended = ca(&place, &["issue", "--replace", "mesh.yaml"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("does not open the key"), "{}", ended.err);
}
