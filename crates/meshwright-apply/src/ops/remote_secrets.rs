//! Remote secrets: one list and one apply for each target, whatever their number.
//!
//! A secret that is replaced by one that does not work costs istiod the other cluster's endpoints
//! until it is restarted, although it calls the cluster synced. So one that works is replaced
//! only by one that was tried out.

use std::collections::BTreeMap;

use meshwright_core::catalog::facts::names::{
    READER_SERVICE_ACCOUNT, REMOTE_SECRET_CLUSTER_ANNOTATION, REMOTE_SECRET_LABEL,
    REMOTE_SECRET_PREFIX,
};
use meshwright_core::diag::text;
use meshwright_core::model::{ApiServerUrl, ClusterName};
use meshwright_core::plan::istio::{CONFIG_KUBECONFIG_SECRET, own_name};
use meshwright_core::plan::{ConfigAccess, StepId, StepKind, watched};
use serde_json::{Value, json};

use super::at::{Applying, At, Objects};
use super::credential::{Trial, says_the_same};
use super::trust::data;
use crate::executor::{Inputs, Seen, Sight};
use crate::outcome::{Failure, Outputs};
use crate::secret::Secret;
use crate::tools::Effect;

/// The key of the kubeconfig in an external istiod's Secret.
const CONFIG_KEY: &str = "config";

impl At<'_> {
    /// Looks for the remote secret of this cluster.
    pub(crate) fn see_remote_secret(
        &self,
        server: Option<&ApiServerUrl>,
    ) -> Result<Sight, Failure> {
        self.see_credential(READER_SERVICE_ACCOUNT, &self.cluster.name, server)
    }

    /// Makes the remote secret of this cluster.
    ///
    /// Where the reader's account is not there yet, istioctl makes it with its rights.
    pub(crate) fn make_remote_secret(
        &self,
        server: Option<&ApiServerUrl>,
    ) -> Result<Outputs, Failure> {
        if !self.has_account(READER_SERVICE_ACCOUNT)? {
            let release = meshwright_core::catalog::resolve(&self.cluster.istio.version).release;
            let mut words = release.istioctl().create_remote_secret.value().clone();
            words.extend(self.access());
            words.push(format!("--namespace={}", self.system));
            words.push(format!("--name={}", self.cluster.name));
            // What it prints is made anew from the account that it has left behind.
            self.succeed(&self.istioctl(words, Effect::Writes))?;
        }
        let name = &self.cluster.name;
        let credential = self.make_credential(READER_SERVICE_ACCOUNT, name, server)?;
        Ok(Outputs {
            address: None,
            credential: Some(credential),
        })
    }

    /// The clusters whose remote secrets this one holds.
    pub(crate) fn others(&self) -> Vec<&ClusterName> {
        let own = own_name(self.executor.mesh, self.index);
        watched(self.executor.mesh)
            .map(|(_, cluster)| &cluster.name)
            .filter(|name| *name != own)
            .collect()
    }

    /// Looks at the remote secrets of the other clusters.
    pub(crate) fn see_remote_secrets(&self, inputs: &Inputs) -> Result<Sight, Failure> {
        let present = self.present_remote_secrets()?;
        let others = self.others();
        let mut missing = 0;
        let mut different = Vec::new();
        for name in &others {
            let wanted = credential_of(inputs, name)?;
            match present.get(name.as_str()) {
                None => missing += 1,
                Some(present) if says_the_same(present.expose(), wanted.expose()) => {}
                Some(_) => different.push(format!("Secret/{REMOTE_SECRET_PREFIX}{name}")),
            }
        }
        Ok(if missing > 0 {
            Sight::of(Seen::Partly {
                present: others.len() - missing,
                missing,
            })
        } else if different.is_empty() {
            Sight::done()
        } else {
            Sight::of(Seen::Differs(different))
        })
    }

    /// Applies the remote secrets of the other clusters.
    pub(crate) fn put_remote_secrets(&self, inputs: &Inputs) -> Result<(), Failure> {
        let present = self.present_remote_secrets()?;
        let mut secrets = Vec::new();
        for name in self.others() {
            let wanted = credential_of(inputs, name)?;
            if let Some(present) = present.get(name.as_str())
                && !says_the_same(present.expose(), wanted.expose())
            {
                self.prove(name, present, wanted)?;
            }
            secrets.push(self.remote_secret(name, wanted));
        }
        self.apply(self.system, &Objects::Secrets(secrets), Applying::OURS)
    }

    /// Proves that a credential may replace the one that is there.
    fn prove(&self, name: &ClusterName, present: &Secret, wanted: &Secret) -> Result<(), Failure> {
        let Some(source) = self.executor.at(name, self.watch) else {
            return Ok(());
        };
        let identity = source.identity()?;
        let trial = self.try_out(wanted)?;
        if matches!(&trial, Trial::LeadsTo(found) if Some(found) == identity.as_ref()) {
            return Ok(());
        }
        // One that does not work either is no loss.
        let before = self.try_out(present)?;
        if !matches!(&before, Trial::LeadsTo(found) if Some(found) == identity.as_ref())
            && before != Trial::Unreachable
        {
            return Ok(());
        }
        let (source, target) = (name, &self.cluster.name);
        Err(Failure::contradiction(match trial {
            Trial::LeadsTo(_) => text!("apply-secret-elsewhere", source = source, target = target),
            Trial::Refused(said) => {
                text!(
                    "apply-secret-refused",
                    source = source,
                    target = target,
                    said = said
                )
            }
            Trial::Unreachable => {
                text!("apply-secret-untried", source = source, target = target)
            }
        }))
    }

    fn present_remote_secrets(&self) -> Result<BTreeMap<String, Secret>, Failure> {
        let selector = format!("{REMOTE_SECRET_LABEL}=true");
        let secrets = self.list(self.system, "secrets", &selector)?;
        let mut present = BTreeMap::new();
        for secret in &secrets {
            let keys = secret.get("data").and_then(Value::as_object);
            for key in keys.into_iter().flat_map(|data| data.keys()) {
                if let Some(text) = data(secret, key) {
                    present.insert(key.clone(), Secret::new(text.to_string()));
                }
            }
        }
        Ok(present)
    }

    fn remote_secret(&self, name: &ClusterName, credential: &Secret) -> Value {
        json!({
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {
                "name": format!("{REMOTE_SECRET_PREFIX}{name}"),
                "namespace": self.system,
                "labels": {REMOTE_SECRET_LABEL: "true"},
                "annotations": {REMOTE_SECRET_CLUSTER_ANNOTATION: name.as_str()},
            },
            "data": {name.as_str(): *credential.base64()},
        })
    }

    /// Whether the remote secrets of the other clusters are gone.
    pub(crate) fn see_no_remote_secrets(&self) -> Result<Sight, Failure> {
        let present = self.present_remote_secrets()?;
        let is_left = self
            .others()
            .iter()
            .any(|name| present.contains_key(name.as_str()));
        Ok(if is_left {
            Sight::absent()
        } else {
            Sight::done()
        })
    }

    /// Deletes the remote secrets of the other clusters.
    pub(crate) fn delete_remote_secrets(&self) -> Result<(), Failure> {
        let names: Vec<String> = self
            .others()
            .iter()
            .map(|name| format!("{REMOTE_SECRET_PREFIX}{name}"))
            .collect();
        let mut words = vec!["delete", "secrets", "--ignore-not-found"];
        words.extend(names.iter().map(String::as_str));
        self.succeed(&self.kubectl(self.system, &words, Effect::Writes))
            .map(drop)
    }

    /// Looks for the credential of the config cluster beside an external istiod.
    pub(crate) fn see_config_kubeconfig(&self, access: &ConfigAccess) -> Result<Sight, Failure> {
        let Some(source) = self.executor.at(&access.cluster, self.watch) else {
            return Ok(Sight::absent());
        };
        let wanted =
            source.see_credential(&access.account, &access.cluster, access.server.as_ref())?;
        let Some(wanted) = wanted.outputs.credential else {
            return Ok(Sight::absent());
        };
        let present = self.get(self.system, "secrets", CONFIG_KUBECONFIG_SECRET)?;
        let Some(present) = present.as_ref().and_then(|secret| data(secret, CONFIG_KEY)) else {
            return Ok(Sight::absent());
        };
        Ok(if says_the_same(&present, wanted.expose()) {
            Sight::done()
        } else {
            let name = format!("Secret/{CONFIG_KUBECONFIG_SECRET}");
            Sight::of(Seen::Differs(vec![name]))
        })
    }

    /// Makes the credential of the config cluster and puts it beside an external istiod.
    pub(crate) fn put_config_kubeconfig(&self, access: &ConfigAccess) -> Result<(), Failure> {
        let Some(source) = self.executor.at(&access.cluster, self.watch) else {
            return Err(no_such_cluster(&access.cluster));
        };
        let server = access.server.as_ref();
        let wanted = source.make_credential(&access.account, &access.cluster, server)?;
        let present = self.get(self.system, "secrets", CONFIG_KUBECONFIG_SECRET)?;
        if let Some(present) = present.as_ref().and_then(|secret| data(secret, CONFIG_KEY))
            && !says_the_same(&present, wanted.expose())
        {
            self.prove(&access.cluster, &Secret::new(present.to_string()), &wanted)?;
        }
        // Without the label of remote secrets, which istioctl gives it: it is no further cluster.
        let secret = json!({
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {
                "name": CONFIG_KUBECONFIG_SECRET,
                "namespace": self.system,
                "annotations": {REMOTE_SECRET_CLUSTER_ANNOTATION: access.cluster.as_str()},
            },
            "data": {CONFIG_KEY: *wanted.base64()},
        });
        self.apply(self.system, &Objects::Secrets(vec![secret]), Applying::OURS)
    }

    /// Whether that credential is gone, in both clusters.
    pub(crate) fn see_no_config_kubeconfig(&self, access: &ConfigAccess) -> Result<Sight, Failure> {
        let is_left = self
            .get(self.system, "secrets", CONFIG_KUBECONFIG_SECRET)?
            .is_some();
        let token = token_secret(access);
        let is_left_there = match self.executor.at(&access.cluster, self.watch) {
            Some(source) => source.get(self.system, "secrets", &token)?.is_some(),
            None => false,
        };
        Ok(if is_left || is_left_there {
            Sight::absent()
        } else {
            Sight::done()
        })
    }

    /// Deletes that credential, in both clusters.
    pub(crate) fn delete_config_kubeconfig(&self, access: &ConfigAccess) -> Result<(), Failure> {
        self.delete(self.system, "secrets", CONFIG_KUBECONFIG_SECRET)?;
        match self.executor.at(&access.cluster, self.watch) {
            Some(source) => source.delete(self.system, "secrets", &token_secret(access)),
            None => Ok(()),
        }
    }
}

fn token_secret(access: &ConfigAccess) -> String {
    format!("{}-istio-remote-secret-token", access.account)
}

fn no_such_cluster(name: &ClusterName) -> Failure {
    Failure::contradiction(text!("apply-no-such-cluster", cluster = name))
}

/// The credential that the step of a cluster has yielded.
fn credential_of<'a>(inputs: &'a Inputs, name: &ClusterName) -> Result<&'a Secret, Failure> {
    let step = StepId::of(name, StepKind::RemoteSecret);
    let outputs = inputs.get(&step);
    outputs
        .and_then(|outputs| outputs.credential.as_ref())
        .ok_or_else(|| Failure::contradiction(text!("apply-no-credential", cluster = name)))
}

/// Whether each of these steps has yielded its credential.
pub(crate) fn gathered(inputs: &Inputs, from: &[StepId]) -> Result<(), Failure> {
    for step in from {
        if let Some(cluster) = &step.cluster {
            credential_of(inputs, cluster)?;
        }
    }
    Ok(())
}
