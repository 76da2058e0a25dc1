//! What istioctl installs and generates: recognised by comparing, never by installing again.
//!
//! `istioctl install` a second time resets the failure policy of webhooks and writes over edits
//! of the mesh config, so it runs only where something is missing or different.

use meshwright_core::catalog;
use meshwright_core::catalog::facts::names::{OWNING_RESOURCE_LABEL, READER_SERVICE_ACCOUNT};
use meshwright_core::catalog::vocabulary::{Vocabulary, judge};
use meshwright_core::model::Address;
use meshwright_core::pki::Zeroizing;
use meshwright_core::plan::{AddressField, ManifestFile, Step, istio};
use serde_json::Value;

use super::at::{Applying, At, ISTIOCTL_MANAGER, MANAGER, Objects};
use super::manifests::{bare, with_port};
use crate::executor::{Seen, Sight};
use crate::outcome::Failure;
use crate::tools::Effect;

/// What istioctl makes beside workloads and Services, as kubectl lists it.
pub(crate) const INSTALLED_KINDS: &str = "deployments.apps,daemonsets.apps,services,\
serviceaccounts,configmaps,roles.rbac.authorization.k8s.io,\
rolebindings.rbac.authorization.k8s.io,clusterroles.rbac.authorization.k8s.io,\
clusterrolebindings.rbac.authorization.k8s.io,\
mutatingwebhookconfigurations.admissionregistration.k8s.io,\
validatingwebhookconfigurations.admissionregistration.k8s.io,\
poddisruptionbudgets.policy,horizontalpodautoscalers.autoscaling";

/// As istioctl applies: over whatever others have set.
const AS_ISTIOCTL: Applying = Applying {
    manager: ISTIOCTL_MANAGER,
    is_forced: true,
};

/// What istioctl generates is forced, too: istiod writes its CA into the webhooks, and writes it
/// again at once.
const GENERATED: Applying = Applying {
    manager: MANAGER,
    is_forced: true,
};

/// `metadata.name` of an IstioOperator.
pub(crate) fn operator(file: &ManifestFile) -> String {
    let documents = file.manifest.documents();
    let name = documents
        .first()
        .and_then(|it| it.pointer("/metadata/name"));
    name.and_then(|name| name.as_str())
        .unwrap_or_default()
        .to_owned()
}

impl At<'_> {
    /// Looks at what `istioctl install` makes.
    pub(crate) fn see_installed(
        &self,
        file: &ManifestFile,
        address: Option<&Address>,
        step: &Step,
    ) -> Result<Sight, Failure> {
        let objects = self.generate(file, address)?;
        let sight = self.see_objects(self.system, &objects, None, AS_ISTIOCTL, step)?;
        if sight.is_done() && !self.is_owned(file)? {
            let label = format!("{OWNING_RESOURCE_LABEL}={}", operator(file));
            return Ok(Sight {
                seen: Seen::Differs(vec![label]),
                ..sight
            });
        }
        Ok(sight)
    }

    /// Whether something carries the operator's name: without, the next install takes it away.
    fn is_owned(&self, file: &ManifestFile) -> Result<bool, Failure> {
        let owned = self.owned(file);
        Ok(!self.list("", INSTALLED_KINDS, &owned)?.is_empty())
    }

    /// Selects what carries the operator's name.
    fn owned(&self, file: &ManifestFile) -> String {
        let name = operator(file);
        let revision = istio::revision(self.executor.mesh, self.index);
        let revision = revision.map_or_else(|| "default".to_owned(), |it| it.to_string());
        // The second and third are what istioctl 1.19 to 1.23 write.
        format!(
            "{OWNING_RESOURCE_LABEL} in \
             ({name},installed-state-{name},installed-state-{name}-{revision})"
        )
    }

    /// Installs.
    pub(crate) fn install(
        &self,
        file: &ManifestFile,
        address: Option<&Address>,
    ) -> Result<(), Failure> {
        let mut words = vec!["install".to_owned(), "--skip-confirmation".to_owned()];
        words.extend(self.access());
        words.push(format!("--filename={}", file.path));
        words.extend(settings("--set=", file, address));
        self.succeed(&self.istioctl(words, Effect::Writes))
            .map(drop)
    }

    /// Whether nothing is left of an installation.
    pub(crate) fn see_uninstalled(&self, file: &ManifestFile) -> Result<Sight, Failure> {
        Ok(if self.is_owned(file)? {
            Sight::absent()
        } else {
            Sight::done()
        })
    }

    /// Takes an installation away.
    ///
    /// istioctl leaves the reader's account, because `base` is no component that it takes away
    /// (`GetPrunedResources`, `operator/pkg/uninstall/prune.go` @1.26.0); it goes first, so that
    /// what is interrupted here is begun again.
    pub(crate) fn uninstall(&self, file: &ManifestFile) -> Result<(), Failure> {
        for account in self.list("", "serviceaccounts", &self.owned(file))? {
            let text = |pointer: &str| {
                let text = account.pointer(pointer).and_then(Value::as_str);
                text.unwrap_or_default()
            };
            if text("/metadata/name") == READER_SERVICE_ACCOUNT {
                let namespace = text("/metadata/namespace");
                self.delete(namespace, "serviceaccounts", READER_SERVICE_ACCOUNT)?;
            }
        }
        let release = catalog::resolve(&self.cluster.istio.version).release;
        let mut words = release.istioctl().uninstall.value().clone();
        words.push("--skip-confirmation".to_owned());
        words.extend(self.access());
        words.push(format!("--filename={}", file.path));
        self.succeed(&self.istioctl(words, Effect::Writes))
            .map(drop)
    }

    /// Looks at what was generated and applied.
    pub(crate) fn see_generated(
        &self,
        file: &ManifestFile,
        address: Option<&Address>,
        step: &Step,
    ) -> Result<Sight, Failure> {
        let objects = self.generate(file, address)?;
        self.see_objects(self.system, &objects, None, GENERATED, step)
    }

    /// Generates and applies.
    pub(crate) fn apply_generated(
        &self,
        file: &ManifestFile,
        address: Option<&Address>,
    ) -> Result<(), Failure> {
        let objects = self.generate(file, address)?;
        self.apply(self.system, &objects, GENERATED)
    }

    /// Whether nothing is left of what was generated, but for Istio's kinds.
    pub(crate) fn see_degenerated(&self, file: &ManifestFile) -> Result<Sight, Failure> {
        Ok(if self.left(file)?.is_empty() {
            Sight::done()
        } else {
            Sight::absent()
        })
    }

    /// Takes away what was generated, but for Istio's kinds.
    pub(crate) fn delete_generated(&self, file: &ManifestFile) -> Result<(), Failure> {
        let left = self.left(file)?;
        if left.is_empty() {
            return Ok(());
        }
        self.delete_all(self.system, &Objects::Values(left), &[])
    }

    /// What is there of what was generated, by name; Istio's kinds stay, with everybody's
    /// configuration.
    fn left(&self, file: &ManifestFile) -> Result<Vec<Value>, Failure> {
        let objects = self.generate(file, None)?;
        let live = self.get_all(self.system, &objects)?;
        let is_kind = |object: &Value| object["kind"] == "CustomResourceDefinition";
        Ok(live.iter().filter(|it| !is_kind(it)).map(bare).collect())
    }

    fn generate(&self, file: &ManifestFile, address: Option<&Address>) -> Result<Objects, Failure> {
        let mut words = vec!["manifest".to_owned(), "generate".to_owned()];
        let release = catalog::resolve(&self.cluster.istio.version).release;
        let flag = "manifest generate --cluster-specific";
        if judge(Vocabulary::IstioctlFlag, flag, release).is_known() {
            words.push("--cluster-specific".to_owned());
            words.extend(self.access());
        }
        words.push(format!("--filename={}", file.path));
        words.extend(settings("--set=", file, address));
        let said = self.succeed(&self.istioctl(words, Effect::Reads))?;
        Ok(Objects::Text(Zeroizing::new(said.text().to_string())))
    }
}

/// The flags that set the fields of a file to an address that was learned.
pub(crate) fn settings(flag: &str, file: &ManifestFile, address: Option<&Address>) -> Vec<String> {
    let Some(address) = address else {
        return Vec::new();
    };
    let fields = file.manifest.address_fields();
    let setting = |field: &AddressField| {
        let value = field
            .port
            .map_or_else(|| address.to_string(), |port| with_port(address, port));
        format!("{flag}{}={value}", field.path)
    };
    fields.iter().map(setting).collect()
}
