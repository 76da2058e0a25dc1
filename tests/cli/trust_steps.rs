//! The runbook's trust steps by both ways: with `meshwright`, and with openssl alone.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use meshwright_core::pki::{Authority, Certificate};

use crate::tool::{Ended, GOOD, Place, ended, names};

const CLUSTERS: [&str; 2] = ["west", "east"];

/// A place with the topology, a passphrase, and the bundle in `out`.
fn bundle(algorithm: &str) -> Place {
    let mesh = format!("mesh:\n  ca: {{keyAlgorithm: {algorithm}}}\nclusters:\n  - name: west");
    let place = Place::with(&GOOD.replace("clusters:\n  - name: west", &mesh));
    place.write("passphrase", "correct horse battery\n");
    good(&place.run(&["render", "mesh.yaml", "-o", "out"]));
    place
}

fn good(ended: &Ended) {
    assert_eq!(ended.code, Some(0), "{}{}", ended.out, ended.err);
}

/// Lines of shell in the bundle, after lib.sh, with certificates in `certs`.
fn shell(place: &Place, lines: &str) -> Ended {
    let script = format!("set -eu\n. ./lib.sh\n{lines}\n");
    let mut command = Command::new("sh");
    command
        .args(["-c", &script])
        .current_dir(place.path("out"))
        .env("MESHWRIGHT_CERTIFICATES", place.path("certs"));
    ended(&mut command, b"")
}

/// `meshwright` in the bundle, as the runbook says it, with certificates in `certs`.
fn meshwright(place: &Place, line: &str) -> Ended {
    let words: Vec<&str> = line.split(' ').collect();
    let [program, words @ .., topology] = words.as_slice() else {
        panic!("{line}");
    };
    assert_eq!((*program, *topology), ("meshwright", "topology.yaml"));
    let mut all = words.to_vec();
    all.extend(["--passphrase-file", "../passphrase", topology]);
    let mut command = place.command(&all);
    command
        .current_dir(place.path("out"))
        .env("MESHWRIGHT_CERTIFICATES", place.path("certs"));
    ended(&mut command, b"")
}

/// The commands of the runbook that make certificates, by `meshwright` and by lib.sh.
fn steps(place: &Place) -> (Vec<String>, Vec<String>) {
    let runbook = place.read("out/runbook.md");
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let mut is_inside = false;
    for line in runbook.lines() {
        if line.starts_with("```") {
            is_inside = line == "```sh";
        } else if is_inside && line.starts_with("meshwright ") {
            first.push(line.to_owned());
        } else if is_inside
            && ["make_root ", "make_certificate "]
                .iter()
                .any(|name| line.starts_with(name))
        {
            second.push(line.to_owned());
        }
    }
    (first, second)
}

fn openssl(folder: &Path, words: &[&str]) -> String {
    let output = Command::new("openssl")
        .args(words)
        .current_dir(folder)
        .output();
    let output = output.expect("openssl is installed");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(output.status.success(), "{words:?}: {said}");
    said
}

/// What the profile says of a certificate, apart from what differs by nature.
fn profile(pem: &str) -> (String, String, Authority, Vec<String>, usize, i64) {
    let read = Certificate::from_pem(pem.as_bytes()).expect("it is a certificate");
    let years = read.not_before.days_until(read.not_after) / 365;
    (
        read.name(),
        read.issuer_name(),
        read.authority,
        read.dns_names.clone(),
        read.serial.len(),
        years,
    )
}

#[test]
fn both_ways_of_the_runbook_make_the_same_certificates() {
    for algorithm in ["ecdsa-p256", "ecdsa-p384", "rsa-2048"] {
        let mut made = Vec::new();
        for by_meshwright in [true, false] {
            let place = bundle(algorithm);
            let (first, second) = steps(&place);
            assert_eq!((first.len(), second.len()), (3, 3), "{first:?} {second:?}");
            if by_meshwright {
                for line in first {
                    good(&meshwright(&place, &line));
                }
            }
            // Whoever has followed the one way loses nothing by the other.
            let key = fs::read(place.path("certs/west/ca-key.pem")).ok();
            let ended = shell(&place, &second.join("\n"));
            good(&ended);
            assert_eq!(ended.out.contains("under no passphrase"), !by_meshwright);
            if by_meshwright {
                assert_eq!(fs::read(place.path("certs/west/ca-key.pem")).ok(), key);
            }
            let verdict = place.run(&["ca", "check", "--certificates", "certs", "mesh.yaml"]);
            good(&verdict);
            assert!(!verdict.out.contains("TRU"), "{}", verdict.out);
            let mut profiles = vec![profile(&place.read("certs/root/root-cert.pem"))];
            for cluster in CLUSTERS {
                let folder = place.path("certs").join(cluster);
                profiles.push(profile(
                    &place.read(&format!("certs/{cluster}/ca-cert.pem")),
                ));
                for other in CLUSTERS {
                    let root = format!("../{other}/root-cert.pem");
                    let verify = ["verify", "-x509_strict", "-CAfile", &root];
                    let chain = ["-untrusted", "cert-chain.pem", "ca-cert.pem"];
                    openssl(&folder, &[&verify[..], &chain].concat());
                }
                for file in names(&folder) {
                    let metadata = fs::metadata(folder.join(&file)).expect("it is there");
                    assert_eq!(metadata.permissions().mode() & 0o777, 0o600, "{file}");
                }
            }
            for file in ["root/root-key.pem", "west/ca-key.pem"] {
                let passphrase = "file:../passphrase";
                let text = openssl(
                    &place.path("certs"),
                    &[
                        "pkey", "-in", file, "-passin", passphrase, "-noout", "-text",
                    ],
                );
                let (family, size) = algorithm.split_once('-').expect("a family and a size");
                let size = size.trim_start_matches('p');
                assert!(
                    text.contains(&format!("({size} bit")),
                    "{algorithm}: {text}"
                );
                assert_eq!(text.contains("modulus"), family == "rsa", "{text}");
            }
            made.push(profiles);
        }
        assert_eq!(made[0], made[1], "{algorithm}");
    }
}

#[test]
fn a_root_under_a_passphrase_leads_to_the_command_that_asks_for_it() {
    let place = bundle("ecdsa-p256");
    good(&meshwright(&place, "meshwright ca new topology.yaml"));
    let ended = shell(&place, "make_certificate west ecdsa-p256");
    assert_ne!(ended.code, Some(0));
    let help = "meshwright ca issue --cluster west topology.yaml";
    assert!(ended.err.contains(help), "{}", ended.err);
    assert!(ended.err.contains("passphrase"), "{}", ended.err);
    assert!(!place.path("certs/west").exists(), "nothing is left behind");
    // The advice holds, also in the words of the flag that the runbook uses.
    good(&meshwright(&place, help));
    good(&shell(&place, "make_certificate west ecdsa-p256"));
    // Without the key there is nothing to make the other one with.
    fs::remove_file(place.path("certs/root/root-key.pem")).expect("it is ours");
    let ended = shell(&place, "make_certificate east ecdsa-p256");
    assert_ne!(ended.code, Some(0));
    assert!(ended.err.contains("no key of the root"), "{}", ended.err);
    // Nobody is asked for anything where every certificate is there.
    let line = "meshwright ca issue --cluster=west topology.yaml";
    good(&meshwright(&place, line));
    let ended = meshwright(&place, "meshwright ca issue topology.yaml");
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("root-key.pem"), "{}", ended.err);
}

#[test]
fn keys_are_not_made_where_others_may_write() {
    let place = bundle("ecdsa-p256");
    let certs = place.path("certs");
    fs::create_dir(&certs).expect("the place is writable");
    fs::set_permissions(&certs, fs::Permissions::from_mode(0o777)).expect("it is ours");
    let ended = shell(&place, "make_root ecdsa-p256");
    assert_ne!(ended.code, Some(0));
    assert!(ended.err.contains("chmod 700"), "{}", ended.err);
    let ended = meshwright(&place, "meshwright ca new topology.yaml");
    assert_eq!(ended.code, Some(2), "{}", ended.err);
    assert_eq!(names(&certs), [""; 0]);
    fs::set_permissions(&certs, fs::Permissions::from_mode(0o700)).expect("it is ours");
    good(&shell(&place, "umask 000\nmake_root ecdsa-p256"));
    let key = fs::metadata(certs.join("root/root-key.pem")).expect("it is there");
    assert_eq!(key.permissions().mode() & 0o777, 0o600);
}

#[test]
fn cacerts_with_another_key_or_a_sealed_one_are_not_put_into_a_cluster() {
    let place = bundle("ecdsa-p256");
    good(&meshwright(&place, "meshwright ca new topology.yaml"));
    good(&meshwright(&place, "meshwright ca issue topology.yaml"));
    let nobody = "put_cacerts west false";
    for key in ["certs/east/ca-key.pem", "certs/root/root-key.pem"] {
        let own = place.read("certs/west/ca-key.pem");
        place.write("certs/west/ca-key.pem", place.read(key));
        let ended = shell(&place, nobody);
        assert_ne!(ended.code, Some(0));
        let said = "is not the key of the certificate";
        assert!(ended.err.contains(said), "{key}: {}", ended.err);
        place.write("certs/west/ca-key.pem", own);
    }
    // With its own key it is the cluster that is asked.
    let ended = shell(&place, nobody);
    assert_ne!(ended.code, Some(0));
    assert!(!ended.err.contains("key"), "{}", ended.err);
}
