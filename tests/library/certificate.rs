//! What a gateway shows as its certificate, looked at with the real openssl.

use std::fs;

use crate::program::succeed;
use crate::tools::tool;
use crate::{render, stand_in};

#[test]
fn a_certificate_names_the_host_and_is_under_the_root_of_the_mesh() {
    let place = tempfile::tempdir().expect("there is room");
    let folder = place.path();
    render(folder);
    let openssl = |words: &str| succeed(tool("openssl").args(words.split(' ')), folder);
    for root in ["ours", "theirs"] {
        openssl(&format!(
            "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={root} -keyout {root}.key -out {root}.pem"
        ));
    }
    let extension = "subjectAltName=DNS:istiod.example.com,DNS:other.example.com\n";
    fs::write(folder.join("names"), extension).expect("there is room");
    openssl("req -newkey rsa:2048 -nodes -subj /CN=istiod -keyout leaf.key -out leaf.csr");
    openssl(
        "x509 -req -in leaf.csr -CA ours.pem -CAkey ours.key -set_serial 1 -days 2 -extfile names -out leaf.pem",
    );
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("openssl wrote it");
    let programs = folder.join("programs");
    fs::create_dir_all(&programs).expect("there is room");
    let path = format!(
        "{}:{}",
        programs.display(),
        std::env::var("PATH").expect("tests run with a PATH")
    );
    for (root, host, says) in [
        ("ours", "istiod.example.com", ""),
        (
            "ours",
            "istiod.example.org",
            "is not for istiod.example.org",
        ),
        (
            "theirs",
            "istiod.example.com",
            "is not under the root of the mesh",
        ),
    ] {
        let answers = [
            ("get secret istiod-tls", read("leaf.pem"), 0),
            (
                "get configmap/istio-ca-root-cert",
                read(&format!("{root}.pem")),
                0,
            ),
        ];
        let answers: Vec<(&str, &str, i32)> = answers
            .iter()
            .map(|(words, said, status)| (*words, said.as_str(), *status))
            .collect();
        stand_in(&programs.join("kubectl"), &answers);
        let call = format!("check_gateway_certificate istiod-tls {host} kubectl");
        for shell in ["dash", "bash", "ksh"] {
            let output = tool(shell)
                .args(["-c", &format!("set -eu\n. ./lib.sh\n{call}")])
                .current_dir(folder.join("out"))
                .env("PATH", &path)
                .env("CALLS", folder.join("calls"))
                .env("HOME", folder)
                .output()
                .expect("the shell can be started");
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(
                output.status.success(),
                says.is_empty(),
                "{shell} {root} {host}: {said}"
            );
            assert!(said.contains(says), "{shell} {root} {host}: {said}");
        }
    }
}
