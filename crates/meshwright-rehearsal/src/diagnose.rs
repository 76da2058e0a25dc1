//! Why a rehearsal failed, looked up in the world: what a mesh that looks right on paper can have
//! wrong in its certificates, credentials and manifests.
//!
//! Each cause is a sentence that names it, and what to do about it. They are looked for whenever
//! a run stops or a list is not as predicted, and roots always, because lists do not show them.

mod objects;

use std::collections::BTreeMap;
use std::process::Command;

use base64ct::{Base64, Encoding};
use meshwright_core::diag::{Text, Words, text};
use meshwright_core::model::{CaKind, Mesh, Role};
use meshwright_core::render::digest::sha256;
use serde::Serialize;
use serde_json::Value;

use crate::api::{self, list, name};
use crate::play::Stage;
use crate::tools::Tool;
use crate::world::{World, WorldCluster};

pub(crate) use objects::{NETWORK_LABEL, mesh_configs, remote_secrets};

/// Something that is wrong in the world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cause {
    /// `other-root`, `other-api-server`, `no-external-istiod`, `no-ca-bundle`, `no-network-label`,
    /// `no-remote-secret`, `no-sidecar`, `other-trust-domain`, `other-port-name` or
    /// `closed-port`.
    pub name: &'static str,
    /// The cluster that it is wrong in.
    pub cluster: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

const SYSTEM: &str = "istio-system";

/// Looks for what is wrong.
pub fn diagnose(world: &World, stage: &Stage, mesh: &Mesh, words: &Words) -> Vec<Cause> {
    let mut causes = roots(world, stage, mesh, words);
    causes.extend(api_servers(world, stage, words));
    causes.extend(injectors(stage, mesh, words));
    causes.extend(objects::objects(stage, mesh, words));
    causes
}

/// Clusters that have another root than most.
pub fn roots(world: &World, stage: &Stage, mesh: &Mesh, words: &Words) -> Vec<Cause> {
    if mesh.ca.kind != CaKind::PluggedIn {
        return Vec::new();
    }
    let found: Vec<(&WorldCluster, Vec<u8>)> = stage
        .clusters()
        .iter()
        .filter_map(|cluster| Some((cluster, root(world, cluster)?)))
        .collect();
    let mut counts: BTreeMap<&[u8], usize> = BTreeMap::new();
    for (_, root) in &found {
        *counts.entry(root).or_default() += 1;
    }
    // The root that most clusters have; of two with as many, the first cluster's.
    let most = counts.values().max().copied().unwrap_or(0);
    let usual = found
        .iter()
        .find(|(_, it)| counts.get(&**it) == Some(&most));
    let Some((usual_in, usual)) = usual else {
        return Vec::new();
    };
    found
        .iter()
        .filter(|(_, root)| root != usual)
        .map(|(cluster, root)| {
            cause(
                "other-root",
                cluster,
                &text!(
                    "rehearse-cause-root",
                    cluster = &cluster.name,
                    other = &usual_in.name,
                    own = fingerprint(root),
                    usual = fingerprint(usual)
                ),
                &text!("rehearse-cause-root-help", cluster = &cluster.name),
                words,
            )
        })
        .collect()
}

pub(crate) fn cause(
    name: &'static str,
    cluster: &WorldCluster,
    message: &Text,
    help: &Text,
    words: &Words,
) -> Cause {
    Cause {
        name,
        cluster: cluster.name.clone(),
        message: words.say(message),
        help: words.say(help),
    }
}

/// The root of a cluster: of its `cacerts`, of the file that is to become one, or, in a remote
/// without either, the one that an istiod gave to the sample.
fn root(world: &World, cluster: &WorldCluster) -> Option<Vec<u8>> {
    let at = |path: &str| cluster.api.read(path).ok().flatten();
    let secret = at(&format!("/api/v1/namespaces/{SYSTEM}/secrets/cacerts"));
    let own = secret.and_then(|it| {
        let data = api::text(&it, "/data/root-cert.pem")?;
        Base64::decode_vec(&data).ok()
    });
    let file = || {
        let folder = world.folder().join("certificates").join(&cluster.name);
        std::fs::read(folder.join("root-cert.pem")).ok()
    };
    own.or_else(file).or_else(|| {
        let map = at("/api/v1/namespaces/sample/configmaps/istio-ca-root-cert")?;
        api::text(&map, "/data/root-cert.pem").map(String::into_bytes)
    })
}

/// The fingerprint of a PEM certificate, as openssl prints its beginning.
fn fingerprint(pem: &[u8]) -> String {
    let text = String::from_utf8_lossy(pem);
    let body: String = text
        .lines()
        .skip_while(|line| !line.starts_with("-----BEGIN"))
        .skip(1)
        .take_while(|line| !line.starts_with("-----END"))
        .collect();
    let der = Base64::decode_vec(&body).unwrap_or_default();
    let digest = sha256(&der).to_uppercase();
    let bytes: Vec<&str> = (0..8)
        .filter_map(|it| digest.get(it * 2..it * 2 + 2))
        .collect();
    bytes.join(":")
}

/// Remote secrets that lead to another API server than that of the cluster they name.
fn api_servers(world: &World, stage: &Stage, words: &Words) -> Vec<Cause> {
    let mut causes = Vec::new();
    for holder in stage.clusters() {
        let path = format!(
            "/api/v1/namespaces/{SYSTEM}/secrets?labelSelector=istio%2FmultiCluster%3Dtrue"
        );
        for secret in holder.api.items(&path).unwrap_or_default() {
            let data = secret.get("data").and_then(Value::as_object);
            for (cluster, kubeconfig) in data.into_iter().flatten() {
                let named = stage.clusters().iter().find(|it| it.name == *cluster);
                let text = kubeconfig
                    .as_str()
                    .and_then(|it| Base64::decode_vec(it).ok());
                let text = String::from_utf8(text.unwrap_or_default()).unwrap_or_default();
                if let (Some(named), Some(server)) = (named, server_of(&text)) {
                    causes.extend(leads_astray(world, stage, named, &server, words));
                }
            }
        }
    }
    // Whoever stops before the secret is there has the address in the plan alone.
    for cluster in stage.clusters() {
        if let Some(server) = &cluster.told_server {
            causes.extend(leads_astray(world, stage, cluster, server, words));
        }
    }
    causes.sort_by(|one, other| one.cluster.cmp(&other.cluster));
    causes.dedup();
    causes
}

/// The server that a kubeconfig names.
fn server_of(kubeconfig: &str) -> Option<String> {
    let mut lines = kubeconfig.lines();
    let line = lines.find_map(|line| line.trim().strip_prefix("server:"))?;
    Some(line.trim().trim_matches('"').to_owned())
}

fn leads_astray(
    world: &World,
    stage: &Stage,
    cluster: &WorldCluster,
    server: &str,
    words: &Words,
) -> Option<Cause> {
    if let Ok(uid) = uid_behind(world, cluster, server)
        && Some(&uid) == uid_of(cluster).as_ref()
    {
        return None;
    }
    // Whose administrator is let in there?
    let others = stage
        .clusters()
        .iter()
        .filter(|it| it.index != cluster.index);
    let owner = others
        .into_iter()
        .find(|it| uid_behind(world, it, server).is_ok_and(|uid| Some(uid) == uid_of(it)));
    let message = match owner {
        Some(owner) => text!(
            "rehearse-cause-api-server",
            cluster = &cluster.name,
            server = server,
            owner = &owner.name
        ),
        None => text!(
            "rehearse-cause-no-api-server",
            cluster = &cluster.name,
            server = server
        ),
    };
    let help = text!("rehearse-cause-api-server-help", cluster = &cluster.name);
    Some(cause("other-api-server", cluster, &message, &help, words))
}

const KUBE_SYSTEM: &str = "/api/v1/namespaces/kube-system";

fn uid_of(cluster: &WorldCluster) -> Option<String> {
    let found = cluster.api.read(KUBE_SYSTEM).ok().flatten()?;
    api::text(&found, "/metadata/uid")
}

/// The uid of `kube-system` behind `server`, asked with the administrator's rights of `cluster`.
fn uid_behind(world: &World, cluster: &WorldCluster, server: &str) -> Result<String, ()> {
    let mut command: Command = world.command(Tool::Kubectl);
    command
        .arg(format!("--kubeconfig={}", cluster.kubeconfig.display()))
        .arg(format!("--server={server}"))
        .args(["--insecure-skip-tls-verify", "--request-timeout=5s"])
        .args(["get", "--raw", KUBE_SYSTEM]);
    let output = command.output().map_err(|_| ())?;
    let found: Value = serde_json::from_slice(&output.stdout).map_err(|_| ())?;
    api::text(&found, "/metadata/uid").ok_or(())
}

/// Remotes whose injection webhook nobody gave a CA bundle.
fn injectors(stage: &Stage, mesh: &Mesh, words: &Words) -> Vec<Cause> {
    let mut causes = Vec::new();
    for (index, cluster) in mesh.clusters() {
        let Role::Remote {
            control_plane: Some(primary),
            ..
        } = cluster.role
        else {
            continue;
        };
        let here = stage.clusters().get(index.0);
        let there = stage.clusters().get(primary.0);
        let (Some(here), Some(there)) = (here, there) else {
            continue;
        };
        if !lacks_bundle(here) {
            continue;
        }
        let (cluster, primary) = (&here.name, &there.name);
        let is_served = serves_remotes(there);
        let (called, message) = if is_served {
            (
                "no-ca-bundle",
                text!(
                    "rehearse-cause-bundle",
                    cluster = cluster,
                    primary = primary
                ),
            )
        } else {
            (
                "no-external-istiod",
                text!(
                    "rehearse-cause-external",
                    cluster = cluster,
                    primary = primary
                ),
            )
        };
        let help = if is_served {
            text!(
                "rehearse-cause-bundle-help",
                cluster = cluster,
                primary = primary
            )
        } else {
            text!("rehearse-cause-external-help", primary = primary)
        };
        causes.push(cause(called, here, &message, &help, words));
    }
    causes
}

/// Whether a cluster has injection webhooks without a CA bundle.
fn lacks_bundle(cluster: &WorldCluster) -> bool {
    let path = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
    let found = cluster.api.items(path).unwrap_or_default();
    let mut injectors = found
        .iter()
        .filter(|it| name(it).starts_with("istio-sidecar-injector"));
    injectors.any(|it| {
        list(it, "/webhooks").iter().any(|webhook| {
            api::text(webhook, "/clientConfig/caBundle").is_none_or(|it| it.is_empty())
        })
    })
}

/// Whether the istiod of a cluster was told that it serves others.
fn serves_remotes(cluster: &WorldCluster) -> bool {
    let path = "/apis/apps/v1/deployments?labelSelector=app%3Distiod";
    let found = cluster.api.items(path).unwrap_or_default();
    found.iter().any(|deployment| {
        list(deployment, "/spec/template/spec/containers/0/env")
            .iter()
            .any(|variable| {
                api::text(variable, "/name").as_deref() == Some("EXTERNAL_ISTIOD")
                    && api::text(variable, "/value").as_deref() == Some("true")
            })
    })
}

#[cfg(test)]
mod tests {
    use super::{fingerprint, server_of};

    #[test]
    fn the_server_of_a_kubeconfig_is_read_with_and_without_quotes() {
        for line in ["server: https://a:6443", "  server: \"https://a:6443\""] {
            let text = format!("clusters:\n- cluster:\n{line}\n");
            assert_eq!(server_of(&text).as_deref(), Some("https://a:6443"));
        }
        assert_eq!(server_of("kind: Config"), None);
    }

    #[test]
    fn a_fingerprint_is_that_of_the_bytes_and_not_of_their_lines() {
        let one = "-----BEGIN CERTIFICATE-----\nAAAA\nBBBB\n-----END CERTIFICATE-----\n";
        let two = "\n-----BEGIN CERTIFICATE-----\nAAAABBBB\n-----END CERTIFICATE-----";
        let told = fingerprint(one.as_bytes());
        assert_eq!(told, fingerprint(two.as_bytes()));
        assert_eq!(told.len(), 23, "{told}");
        assert_ne!(
            told,
            fingerprint(b"-----BEGIN X-----\nBBBB\n-----END X-----")
        );
    }
}
