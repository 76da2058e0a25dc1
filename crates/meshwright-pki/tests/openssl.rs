//! Every chain that is issued, in the eyes of openssl.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "openssl reads files and is a process"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use meshwright_model::KeyAlgorithm;
use meshwright_pki::{Moment, Request, Root, Seed, sealed};

const NOW: i64 = 1_800_000_000;

/// Runs openssl in `folder`; what it said.
fn openssl(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new("openssl")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("openssl is installed");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("the folder is writable");
    }
}

#[test]
fn openssl_accepts_every_chain_under_the_root_of_every_cluster() {
    let seed = Seed::new([9; 32]);
    let now = Moment::from_unix(NOW);
    let mut algorithms = vec![KeyAlgorithm::EcdsaP256, KeyAlgorithm::EcdsaP384];
    if cfg!(feature = "rsa") {
        algorithms.extend([KeyAlgorithm::Rsa2048, KeyAlgorithm::Rsa4096]);
    }
    for algorithm in algorithms {
        let folder = tempfile::tempdir().expect("a temporary directory");
        let root = Root::new("shop", algorithm, &seed, now).expect("the algorithm is in the build");
        let clusters = ["west", "east"];
        for cluster in clusters {
            let made = root
                .issue("shop", cluster, algorithm, &seed, now)
                .expect("the root is valid");
            let folder = folder.path().join(cluster);
            fs::create_dir(&folder).expect("the folder is writable");
            write(&folder, &made.files());
            leaf(&folder);
        }
        let at = NOW.to_string();
        for of in clusters {
            for under in clusters {
                let root = format!("../{under}/root-cert.pem");
                let strict = ["verify", "-x509_strict", "-attime", &at, "-CAfile", &root];
                let chain = ["-untrusted", "cert-chain.pem"];
                for certificate in ["ca-cert.pem", "leaf.pem"] {
                    let (good, said) = openssl(
                        &folder.path().join(of),
                        &[&strict[..], &chain, &[certificate]].concat(),
                    );
                    assert!(good, "{algorithm} {of} under {under}: {said}");
                }
            }
        }
    }
}

/// A workload's certificate, signed by the cluster's intermediate as istiod would.
fn leaf(folder: &Path) {
    write(
        folder,
        &[(
            "leaf.cnf",
            "[leaf]\nsubjectAltName = critical, URI:spiffe://cluster.local/ns/a/sa/b\n\
             keyUsage = critical, digitalSignature, keyEncipherment\n\
             extendedKeyUsage = serverAuth, clientAuth\nbasicConstraints = critical, CA:false\n\
             subjectKeyIdentifier = hash\nauthorityKeyIdentifier = keyid\n",
        )],
    );
    let request = "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout leaf-key.pem -out leaf.csr -subj /O=x";
    let sign = "x509 -req -in leaf.csr -CA ca-cert.pem -CAkey ca-key.pem -extfile leaf.cnf -extensions leaf -out leaf.pem -set_serial 7 -days 3650";
    for line in [request, sign] {
        let (good, said) = openssl(folder, &line.split(' ').collect::<Vec<_>>());
        assert!(good, "{line}: {said}");
    }
}

#[test]
fn openssl_opens_a_sealed_key_and_reads_a_request() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let folder = folder.path();
    let seed = Seed::new([9; 32]);
    let request = Request::new("shop", "west", KeyAlgorithm::EcdsaP256, &seed)
        .expect("P-256 is in every build");
    let sealed = sealed::seal(&request.key, "correct horse", &seed).expect("it is long enough");
    write(
        folder,
        &[("sealed.pem", &sealed), ("west.csr", &request.pem)],
    );

    let (good, said) = openssl(
        folder,
        &[
            "pkey",
            "-in",
            "sealed.pem",
            "-passin",
            "pass:correct horse",
            "-out",
            "open.pem",
        ],
    );
    assert!(good, "{said}");
    let (good, said) = openssl(folder, &["pkey", "-in", "open.pem", "-check", "-noout"]);
    assert!(good, "{said}");

    let (good, said) = openssl(
        folder,
        &["req", "-in", "west.csr", "-verify", "-noout", "-text"],
    );
    assert!(good, "{said}");
    for part in [
        "L = west",
        "CA:TRUE, pathlen:0",
        "Certificate Sign, CRL Sign",
    ] {
        assert!(said.contains(part), "{said}");
    }
}
