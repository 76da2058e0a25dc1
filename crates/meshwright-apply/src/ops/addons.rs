//! Addons of Istio's release, and the clusters that Kiali sees.

use meshwright_core::catalog;
use meshwright_core::diag::text;
use meshwright_core::model::{ApiServerUrl, ClusterName};
use meshwright_core::plan::images::pull_from;
use meshwright_core::plan::istio::SYSTEM_NAMESPACE;
use meshwright_core::plan::{AddonSample, AddonSet, StepId, StepKind};
use meshwright_core::render::digest::sha256;
use serde_json::{Map, Value, json};

use super::at::{Applying, At, Objects, unreadable};
use super::conditions::unready;
use super::credential::says_the_same;
use super::trust::data;
use crate::compare::{differences, objects};
use crate::executor::{Inputs, Poll, Seen, Sight};
use crate::outcome::{Cause, Failure, Outputs};
use crate::secret::Secret;
use crate::tools::Effect;

/// Kiali's ServiceAccount and Deployment.
const KIALI: &str = "kiali";
/// The Secret with the token of Kiali's account.
pub(crate) const KIALI_TOKEN: &str = "kiali-istio-remote-secret-token";
/// The annotation of Kiali's Deployment that says with which clusters it was started.
const STARTED_WITH: &str = "meshwright/clusters";
/// How often the sample of an addon is applied: the first time may make the kinds of the second.
const TRIES: usize = 3;

impl At<'_> {
    /// Looks at addons.
    pub(crate) fn see_addons(&self, set: &AddonSet) -> Result<Sight, Failure> {
        for sample in &set.addons {
            let file = self.addon_file(sample)?;
            let live = self.read_file(&["get", "--ignore-not-found", "--output=json"], &file)?;
            if live.is_empty() {
                return Ok(Sight::absent());
            }
            let words = [
                "apply",
                "--server-side",
                "--field-manager=meshwright",
                "--dry-run=server",
                "--output=json",
            ];
            let mut wanted = self.read_file(&words, &file)?;
            if let Some(hub) = &set.hub {
                for object in &mut wanted {
                    pull_from(hub, object);
                }
            }
            if wanted.len() > live.len() {
                return Ok(Sight::of(Seen::Partly {
                    present: live.len(),
                    missing: wanted.len() - live.len(),
                }));
            }
            let mut differences = differences(&live, &wanted);
            // Kiali's Deployment carries what it was started with.
            differences.retain(|difference| !difference.contains(STARTED_WITH));
            if !differences.is_empty() {
                return Ok(Sight::of(Seen::Differs(differences)));
            }
            if let Some(text) = live.iter().find_map(|object| {
                let is_workload = object.get("kind").and_then(Value::as_str) == Some("Deployment");
                is_workload.then(|| unready(object)).flatten()
            }) {
                return Ok(Sight::of(Seen::Unready(text)));
            }
        }
        Ok(Sight::done())
    }

    fn read_file(&self, words: &[&str], file: &str) -> Result<Vec<Value>, Failure> {
        let file = format!("--filename={file}");
        let mut words = words.to_vec();
        words.push(&file);
        let call = self.kubectl(SYSTEM_NAMESPACE, &words, Effect::Reads);
        let said = self.succeed(&call)?;
        objects(&said.text()).ok_or_else(|| unreadable(&call))
    }

    /// Applies addons.
    pub(crate) fn apply_addons(&self, set: &AddonSet) -> Result<(), Failure> {
        if let Some(file) = &set.namespace {
            let objects = Objects::Values(file.manifest.documents());
            self.apply("", &objects, Applying::OURS)?;
        }
        for sample in &set.addons {
            let file = self.addon_file(sample)?;
            if let Some(hub) = &set.hub {
                let words = ["create", "--dry-run=client", "--output=json"];
                let mut objects = self.read_file(&words, &file)?;
                for object in &mut objects {
                    pull_from(hub, object);
                }
                self.apply(SYSTEM_NAMESPACE, &Objects::Values(objects), Applying::OURS)?;
                continue;
            }
            let file = format!("--filename={file}");
            let words = [
                "apply",
                "--server-side",
                "--field-manager=meshwright",
                &file,
            ];
            let call = self.kubectl(SYSTEM_NAMESPACE, &words, Effect::Writes);
            let mut tries = 1;
            while let Err(failure) = self.succeed(&call) {
                if tries >= TRIES || failure.cause != Cause::Refused {
                    return Err(failure);
                }
                tries += 1;
                self.watch.clock.sleep(std::time::Duration::from_secs(5));
            }
        }
        Ok(())
    }

    /// Whether addons are gone.
    pub(crate) fn see_no_addons(&self, set: &AddonSet) -> Result<Sight, Failure> {
        for sample in &set.addons {
            let file = self.addon_file(sample)?;
            let words = ["get", "--ignore-not-found", "--output=json"];
            if !self.read_file(&words, &file)?.is_empty() {
                return Ok(Sight::absent());
            }
        }
        match &set.namespace {
            Some(file) => self.see_gone(file, &[]),
            None => Ok(Sight::done()),
        }
    }

    /// Deletes addons, the last one first.
    pub(crate) fn delete_addons(&self, set: &AddonSet, kept: &[String]) -> Result<(), Failure> {
        for sample in set.addons.iter().rev() {
            let file = format!("--filename={}", self.addon_file(sample)?);
            let words = ["delete", "--ignore-not-found", "--timeout=10m", &file];
            let call = self.kubectl(SYSTEM_NAMESPACE, &words, Effect::Writes);
            self.gone(&call, &["no matches for kind"])?;
        }
        match &set.namespace {
            Some(file) => self.take_away(file, kept),
            None => Ok(()),
        }
    }

    /// The sample of an addon: in the release's archive, or by the address of the same file.
    fn addon_file(&self, sample: &AddonSample) -> Result<String, Failure> {
        let settings = &self.executor.settings;
        let release = catalog::resolve(&self.cluster.istio.version).release;
        let given = settings.samples.as_ref();
        let folder = given.or_else(|| settings.archives.get(release.minor()));
        let Some(folder) = folder else {
            return Ok(sample.address.clone());
        };
        let file = folder.join(&sample.file);
        if file.is_file() {
            return Ok(file.display().to_string());
        }
        if given.is_none() {
            return Ok(sample.address.clone());
        }
        Err(Failure::contradiction(text!(
            "apply-no-addon",
            addon = sample.addon.to_string(),
            folder = folder.display().to_string()
        )))
    }

    /// Looks for the credential with which Kiali elsewhere reads this cluster.
    pub(crate) fn see_kiali_credential(
        &self,
        server: Option<&ApiServerUrl>,
    ) -> Result<Sight, Failure> {
        self.for_kiali()
            .see_credential(KIALI, &self.cluster.name, server)
    }

    /// Makes that credential.
    pub(crate) fn make_kiali_credential(
        &self,
        server: Option<&ApiServerUrl>,
    ) -> Result<Outputs, Failure> {
        let credential = self
            .for_kiali()
            .make_credential(KIALI, &self.cluster.name, server)?;
        Ok(Outputs {
            address: None,
            credential: Some(credential),
        })
    }

    /// Kiali's account is where the samples are.
    fn for_kiali(&self) -> Self {
        Self {
            system: SYSTEM_NAMESPACE,
            ..*self
        }
    }

    /// Looks at the credentials that Kiali has, and whether it runs with them.
    pub(crate) fn see_kiali_clusters(
        &self,
        secret: &str,
        clusters: &[ClusterName],
        inputs: &Inputs,
    ) -> Result<Sight, Failure> {
        let Some(present) = self.get(SYSTEM_NAMESPACE, "secrets", secret)? else {
            return Ok(Sight::absent());
        };
        for name in clusters {
            let wanted = kiali_credential(inputs, name)?;
            let is_same = data(&present, name.as_str())
                .is_some_and(|present| says_the_same(&present, wanted.expose()));
            if !is_same {
                return Ok(Sight::of(Seen::Differs(vec![format!(
                    "Secret/{secret}: {name}"
                )])));
            }
        }
        let kiali = self.get(SYSTEM_NAMESPACE, "deployments.apps", KIALI)?;
        let is_started = kiali.as_ref().is_some_and(|kiali| {
            kiali
                .pointer("/metadata/annotations")
                .is_some_and(|annotations| annotations.get(STARTED_WITH).is_some())
        });
        if !is_started {
            let field = format!("Deployment.apps/{KIALI}: {STARTED_WITH}");
            return Ok(Sight::of(Seen::Differs(vec![field])));
        }
        Ok(match kiali.as_ref().and_then(unready) {
            Some(text) => Sight::of(Seen::Unready(text)),
            None => Sight::done(),
        })
    }

    /// Hands Kiali its credentials, and starts it again where they have changed.
    pub(crate) fn put_kiali_clusters(
        &self,
        name: &str,
        clusters: &[ClusterName],
        inputs: &Inputs,
    ) -> Result<(), Failure> {
        let mut entries = Map::new();
        for cluster in clusters {
            let credential = kiali_credential(inputs, cluster)?;
            entries.insert(cluster.to_string(), json!(*credential.base64()));
        }
        let secret = json!({
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {
                "name": name,
                "namespace": SYSTEM_NAMESPACE,
                "labels": {"kiali.io/multiCluster": "true"},
            },
            "data": entries,
        });
        let digest = sha256(secret.to_string().as_bytes());
        self.apply(
            SYSTEM_NAMESPACE,
            &Objects::Secrets(vec![secret]),
            Applying::OURS,
        )?;
        let kiali = self.get(SYSTEM_NAMESPACE, "deployments.apps", KIALI)?;
        let present = kiali.as_ref().and_then(|kiali| {
            let annotations = kiali.pointer("/metadata/annotations")?;
            annotations.get(STARTED_WITH)?.as_str()
        });
        if present == Some(digest.as_str()) {
            return Ok(());
        }
        let deployment = format!("deployment/{KIALI}");
        let write =
            |words: &[&str]| self.succeed(&self.kubectl(SYSTEM_NAMESPACE, words, Effect::Writes));
        write(&["rollout", "restart", &deployment])?;
        self.watch.poll(|| {
            let unmet = self.unmet_workload(SYSTEM_NAMESPACE, "deployments.apps", KIALI)?;
            Ok(unmet.map_or(Poll::Ready(()), Poll::Pending))
        })?;
        let annotation = format!("{STARTED_WITH}={digest}");
        write(&["annotate", &deployment, "--overwrite", &annotation]).map(drop)
    }
}

fn kiali_credential<'a>(inputs: &'a Inputs, name: &ClusterName) -> Result<&'a Secret, Failure> {
    let step = StepId::of(name, StepKind::KialiCredential);
    let outputs = inputs.get(&step);
    outputs
        .and_then(|outputs| outputs.credential.as_ref())
        .ok_or_else(|| Failure::contradiction(text!("apply-no-credential", cluster = name)))
}
