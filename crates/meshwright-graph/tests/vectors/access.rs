//! Vectors about remote secrets, tokens, and who leads a remote.

use std::collections::BTreeSet;

use meshwright_graph::istiod::Reason;
use meshwright_graph::istiod::access::{
    Authenticator, Kubeconfig, RemotePlace, RemoteSecret, authenticate, leads, registries,
};
use serde::Deserialize;
use serde_yaml::Value;

use crate::given::{Outcome, facts, only, read, same};

#[derive(Deserialize)]
struct SecretsGiven {
    own_cluster: String,
    system_namespace: String,
    secrets: Vec<SecretGiven>,
    #[serde(default, alias = "allowed_options")]
    insecure_options: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct SecretGiven {
    namespace: String,
    name: String,
    label: String,
    keys: Vec<String>,
    auth: Option<String>,
    broken: bool,
}

pub(crate) fn secrets(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["clusters", "owner"])?;
    let given: SecretsGiven = read(given)?;
    let secrets: Vec<RemoteSecret> = given
        .secrets
        .into_iter()
        .map(|secret| {
            let kubeconfig = match secret.auth.as_deref() {
                _ if secret.broken => Kubeconfig::Broken,
                Some("broken" | "invalid") => Kubeconfig::Broken,
                None | Some("token" | "oidc") => Kubeconfig::Token,
                Some(other) => Kubeconfig::Insecure(other.to_owned()),
            };
            let keys = secret.keys.into_iter();
            RemoteSecret {
                namespace: secret.namespace,
                name: secret.name,
                label: secret.label,
                kubeconfigs: keys.map(|key| (key, kubeconfig.clone())).collect(),
            }
        })
        .collect();
    let found = registries(
        &given.own_cluster,
        &given.system_namespace,
        &secrets,
        &given.insecure_options,
    );
    same("clusters", found.clusters, read(&expect["clusters"])?)?;
    match expect.get("owner") {
        Some(owner) => same("owner", found.owner, read(owner)?),
        None => Ok(()),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct IstiodGiven {
    cluster_id: String,
    remotes: Vec<String>,
    aliases: Vec<String>,
    silent: BTreeSet<String>,
    external_istiod: bool,
    version: Option<String>,
}

#[derive(Deserialize)]
struct AuthGiven {
    istiod: IstiodGiven,
    proxy: AuthProxyGiven,
    #[serde(default, alias = "api_down")]
    api_servers_down: Vec<String>,
}

#[derive(Deserialize)]
struct AuthProxyGiven {
    #[serde(default)]
    claims_cluster: String,
    runs_in: String,
}

pub(crate) fn auth(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["ok", "reason", "message"])?;
    let given: AuthGiven = read(given)?;
    let mut silent = given.istiod.silent;
    silent.extend(given.api_servers_down);
    let istiod = Authenticator {
        cluster: given.istiod.cluster_id,
        aliases: given.istiod.aliases,
        remotes: given.istiod.remotes,
        silent,
    };
    let found = authenticate(&istiod, &given.proxy.claims_cluster, &given.proxy.runs_in);
    let is_ok = expect["ok"].as_bool().unwrap_or_default();
    same("ok", found.is_ok(), is_ok)?;
    if let (Some(reason), Err(refusal)) = (expect.get("reason"), &found) {
        same("reason", Some(refusal.reason.code()), reason.as_str())?;
    }
    if let (Some(message), Err(refusal)) = (expect.get("message"), &found) {
        same("message", Some(refusal.message.as_str()), message.as_str())?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct LeadGiven {
    istiod: IstiodGiven,
    remote: LeadRemoteGiven,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct LeadRemoteGiven {
    system_namespace: bool,
    annotation: Option<String>,
    config_cluster: bool,
}

pub(crate) fn lead(given: &Value, expect: &Value) -> Outcome {
    only(expect, &["lead", "reason"])?;
    // What happens `later` changes nothing: the question is asked once.
    let given: LeadGiven = read(given)?;
    let does_lead = leads(
        facts(given.istiod.version.as_deref()),
        &given.istiod.cluster_id,
        given.istiod.external_istiod,
        &RemotePlace {
            is_config_cluster: given.remote.config_cluster,
            has_system_namespace: given.remote.system_namespace,
            annotation: given.remote.annotation,
        },
    );
    same("lead", Some(does_lead), expect["lead"].as_bool())?;
    match expect.get("reason").and_then(Value::as_str) {
        Some(reason) => same(
            "reason",
            (!does_lead).then_some(Reason::C04.code()),
            Some(reason),
        ),
        None => Ok(()),
    }
}
