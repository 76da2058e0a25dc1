//! The credential with which an istiod elsewhere reads a cluster: made from a ServiceAccount's
//! token, tried out before one that works is replaced.

use meshwright_core::diag::text;
use meshwright_core::model::{ApiServerUrl, ClusterName, yaml};
use serde_json::{Value, json};

use super::at::{Applying, At, Objects, unreadable};
use super::trust::data;
use crate::executor::{Poll, Sight};
use crate::outcome::{Cause, Failure, Outputs};
use crate::secret::{Secret, to_base64};
use crate::tools::{Call, Effect, Input, Program};

/// What the name of an account's token Secret ends with, as istioctl has it
/// (`istioctl/pkg/multicluster/remote_secret.go` @1.30.3).
const TOKEN_SUFFIX: &str = "-istio-remote-secret-token";

/// Where an API server is, and what it shows.
struct Server {
    url: String,
    tls_name: Option<String>,
}

impl At<'_> {
    /// Looks for the credential of an account.
    pub(crate) fn see_credential(
        &self,
        account: &str,
        cluster: &ClusterName,
        server: Option<&ApiServerUrl>,
    ) -> Result<Sight, Failure> {
        Ok(match self.credential(account, cluster, server)? {
            Some(credential) => Sight::done().yielding(Outputs {
                address: None,
                credential: Some(credential),
            }),
            None => Sight::absent(),
        })
    }

    /// Makes the token of an account, and the credential of it.
    pub(crate) fn make_credential(
        &self,
        account: &str,
        cluster: &ClusterName,
        server: Option<&ApiServerUrl>,
    ) -> Result<Secret, Failure> {
        let secret = json!({
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {
                "name": format!("{account}{TOKEN_SUFFIX}"),
                "namespace": self.system,
                "annotations": {"kubernetes.io/service-account.name": account},
            },
            "type": "kubernetes.io/service-account-token",
        });
        self.apply(self.system, &Objects::Values(vec![secret]), Applying::OURS)?;
        self.watch.poll(|| {
            Ok(match self.credential(account, cluster, server)? {
                Some(credential) => Poll::Ready(credential),
                None => Poll::Pending(text!("wait-token", account = account)),
            })
        })
    }

    /// Whether the cluster has an account.
    pub(crate) fn has_account(&self, account: &str) -> Result<bool, Failure> {
        Ok(self.get(self.system, "serviceaccounts", account)?.is_some())
    }

    fn credential(
        &self,
        account: &str,
        cluster: &ClusterName,
        server: Option<&ApiServerUrl>,
    ) -> Result<Option<Secret>, Failure> {
        let name = format!("{account}{TOKEN_SUFFIX}");
        let Some(secret) = self.get(self.system, "secrets", &name)? else {
            return Ok(None);
        };
        let (Some(token), Some(authority)) = (data(&secret, "token"), data(&secret, "ca.crt"))
        else {
            return Ok(None);
        };
        let server = match server {
            Some(url) => Server {
                url: url.as_str().to_owned(),
                tls_name: None,
            },
            None => self.own_server()?,
        };
        Ok(Some(kubeconfig(
            cluster.as_str(),
            &server,
            authority.as_bytes(),
            &token,
        )))
    }

    /// The API server of the context.
    fn own_server(&self) -> Result<Server, Failure> {
        let call = self.kubectl(
            "",
            &["config", "view", "--minify", "--output=json"],
            Effect::Reads,
        );
        let said = self.succeed(&call)?;
        let config: Value = serde_json::from_str(&said.text()).map_err(|_| unreadable(&call))?;
        let text = |key: &str| {
            let pointer = format!("/clusters/0/cluster/{key}");
            config
                .pointer(&pointer)
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        Ok(Server {
            url: text("server").ok_or_else(|| unreadable(&call))?,
            tls_name: text("tls-server-name"),
        })
    }

    /// The uid of the cluster's namespace `kube-system`, by which it is told from all others.
    pub(crate) fn identity(&self) -> Result<Option<String>, Failure> {
        let namespace = self.get("", "namespaces", "kube-system")?;
        Ok(namespace.as_ref().and_then(uid))
    }

    /// Uses a credential: whose cluster does it lead to, and may it list namespaces?
    pub(crate) fn try_out(&self, credential: &Secret) -> Result<Trial, Failure> {
        let call = Call {
            program: Program::Kubectl,
            words: [
                "--request-timeout=15s",
                "get",
                "namespaces",
                "--output=json",
            ]
            .map(str::to_owned)
            .to_vec(),
            input: Input::None,
            kubeconfig: Some(credential.clone()),
            effect: Effect::Reads,
            limit: std::time::Duration::from_secs(30),
        };
        let said = match self.succeed(&call) {
            Ok(said) => said,
            Err(failure) => {
                return Ok(match failure.cause {
                    Cause::Unreachable | Cause::TimedOut => Trial::Unreachable,
                    Cause::Interrupted | Cause::NotStarted => return Err(failure),
                    _ => Trial::Refused(failure.detail),
                });
            }
        };
        let namespaces = crate::compare::objects(&said.text()).unwrap_or_default();
        let system = namespaces.iter().find(|namespace| {
            namespace.pointer("/metadata/name").and_then(Value::as_str) == Some("kube-system")
        });
        Ok(match system.and_then(uid) {
            Some(identity) => Trial::LeadsTo(identity),
            None => Trial::Refused(String::new()),
        })
    }
}

/// What came of using a credential from this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trial {
    /// It works, and leads to the cluster with this identity.
    LeadsTo(String),
    /// The server does not accept it.
    Refused(String),
    /// Its server cannot be reached from this machine, which need not mean anything.
    Unreachable,
}

fn uid(object: &Value) -> Option<String> {
    let uid = object.pointer("/metadata/uid")?.as_str()?;
    Some(uid.to_owned())
}

/// A kubeconfig as istiod accepts it: server, authority and token, nothing that names files or
/// programs (`pkg/kube/util.go` @1.30.3).
fn kubeconfig(cluster: &str, server: &Server, authority: &[u8], token: &str) -> Secret {
    let mut entry = json!({
        "certificate-authority-data": to_base64(authority),
        "server": server.url,
    });
    if let Some(name) = &server.tls_name {
        entry["tls-server-name"] = json!(name);
    }
    Secret::new(yaml::write(&json!({
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"cluster": entry, "name": cluster}],
        "contexts": [{"context": {"cluster": cluster, "user": cluster}, "name": cluster}],
        "current-context": cluster,
        "preferences": {},
        "users": [{"name": cluster, "user": {"token": token}}],
    })))
}

/// Whether two kubeconfigs say the same, whoever has written them: the same server, authority and
/// token.
pub(crate) fn says_the_same(present: &str, wanted: &str) -> bool {
    if present == wanted {
        return true;
    }
    let parts = |text: &str| {
        let value = |line: &str, key: &str| {
            let rest = line.trim().trim_start_matches("- ").strip_prefix(key)?;
            let rest = rest.strip_prefix(':')?.trim().trim_matches(['"', '\'']);
            (!rest.is_empty()).then(|| rest.to_owned())
        };
        ["server", "certificate-authority-data", "token"]
            .map(|key| text.lines().find_map(|line| value(line, key)))
    };
    let (present, wanted) = (parts(present), parts(wanted));
    present == wanted && present.iter().all(Option::is_some)
}

#[cfg(test)]
mod tests {
    use super::{Server, kubeconfig, says_the_same};

    #[test]
    fn kubeconfigs_are_compared_by_what_they_say() {
        let server = |url: &str| Server {
            url: url.to_owned(),
            tls_name: None,
        };
        let ours = kubeconfig("west", &server("https://203.0.113.1:6443"), b"CA", "t0ken");
        let theirs = "apiVersion: v1\nclusters:\n- cluster:\n    certificate-authority-data: Q0E=\n    \
                      server: https://203.0.113.1:6443\n  name: west\nusers:\n- name: west\n  user:\n    token: t0ken\n";
        assert!(says_the_same(theirs, ours.expose()), "{}", ours.expose());
        let moved = kubeconfig("west", &server("https://203.0.113.2:6443"), b"CA", "t0ken");
        assert!(!says_the_same(theirs, moved.expose()));
        let other = kubeconfig("west", &server("https://203.0.113.1:6443"), b"CA", "other");
        assert!(!says_the_same(theirs, other.expose()));
        assert!(!says_the_same("a", "b"), "nothing says nothing");
    }
}
