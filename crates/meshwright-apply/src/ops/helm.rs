//! Releases of Helm: recognised by chart, version, values and status.

use meshwright_core::diag::text;
use meshwright_core::model::Address;
use meshwright_core::plan::istio::{SAIL_OPERATOR, SAIL_RESOURCE, SYSTEM_NAMESPACE};
use meshwright_core::plan::{ChartRepository, HelmRelease, ManifestFile, Step};
use serde_json::Value;

use super::at::{At, unreadable};
use super::istioctl::settings;
use super::manifests::{set, with_port};
use crate::compare::name;
use crate::executor::{Seen, Sight, Watch};
use crate::outcome::Failure;
use crate::tools::{Call, Effect, Input, Program, succeed};

/// What Helm says of a release that is not there.
const NO_RELEASE: &str = "release: not found";

/// What Helm knows of a release.
struct Revision {
    status: String,
    /// The chart with its version: `istiod-1.30.3`.
    chart: String,
}

impl At<'_> {
    /// Looks at a release.
    pub(crate) fn see_release(
        &self,
        release: &HelmRelease,
        values: Option<&ManifestFile>,
        address: Option<&Address>,
        step: &Step,
    ) -> Result<Sight, Failure> {
        let Some(revision) = self.newest(release)? else {
            let namespace = self.get("", "namespaces", release.namespace)?;
            return Ok(Sight {
                found: namespace.iter().map(name).collect(),
                ..Sight::absent()
            });
        };
        let mut differences = Vec::new();
        if revision.status != "deployed" {
            differences.push(format!("status: {}", revision.status));
        }
        let chart = release.chart.rsplit('/').next().unwrap_or_default();
        if revision.chart != format!("{chart}-{}", release.version) {
            differences.push(format!("chart: {}", revision.chart));
        }
        if differences.is_empty() {
            let call = self.helm(self.about(release, "get values"), Effect::Reads);
            let said = self.succeed(&call)?;
            let text = said.text();
            let live: Value = serde_json::from_str(&text).map_err(|_| unreadable(&call))?;
            if !is_same(&live, &wanted(values, address)) {
                differences.push("values".to_owned());
            }
        }
        if !differences.is_empty() {
            return Ok(Sight::of(Seen::Differs(differences)));
        }
        Ok(match self.unmet(step)? {
            Some(text) => Sight::of(Seen::Unready(text)),
            None => Sight::done(),
        })
    }

    /// Installs a release or brings it up to date.
    ///
    /// `was_ours` says that an earlier run was ended in the middle of it.
    pub(crate) fn upgrade(
        &self,
        release: &HelmRelease,
        values: Option<&ManifestFile>,
        address: Option<&Address>,
        was_ours: bool,
    ) -> Result<(), Failure> {
        let pending = self.newest(release)?.map(|it| it.status);
        let pending = pending.filter(|status| status.starts_with("pending-"));
        if let Some(status) = pending {
            if !was_ours {
                return Err(Failure::contradiction(text!(
                    "apply-release-pending",
                    release = &release.name,
                    cluster = &self.cluster.name,
                    status = status
                )));
            }
            // Helm that is killed leaves its release so, and refuses to go on from there: the
            // record of the attempt goes, what it has made stays and is taken over.
            let selector = format!(
                "--selector=owner=helm,name={},status={status}",
                release.name
            );
            let words = ["delete", "secrets", &selector, "--ignore-not-found"];
            self.succeed(&self.kubectl(release.namespace, &words, Effect::Writes))?;
        }
        let mut words = vec![
            "upgrade".to_owned(),
            "--install".to_owned(),
            release.name.clone(),
            release.chart.clone(),
            format!("--version={}", release.version),
            format!("--namespace={}", release.namespace),
        ];
        words.extend(self.helm_access());
        if self.makes_namespace(release) {
            words.push("--create-namespace".to_owned());
        }
        if let Some(values) = values {
            words.push(format!("--values={}", values.path));
            words.extend(settings("--set-string=", values, address));
        }
        if release.skips_schema {
            words.push("--skip-schema-validation".to_owned());
        }
        // Where nobody gives an address, Helm would wait for it in vain: the step's conditions are
        // waited for instead.
        if release.waits {
            words.push("--wait".to_owned());
        }
        words.push("--timeout=10m".to_owned());
        self.succeed(&self.helm(words, Effect::Writes)).map(drop)
    }

    /// Whether Helm makes the namespace of a release: no earlier step has.
    fn makes_namespace(&self, release: &HelmRelease) -> bool {
        release.namespace != self.system && release.namespace != SYSTEM_NAMESPACE
    }

    /// Whether a release is gone, and the namespace that Helm has made for it.
    pub(crate) fn see_released(
        &self,
        release: &HelmRelease,
        kept: &[String],
    ) -> Result<Sight, Failure> {
        if self.newest(release)?.is_none() {
            return Ok(if self.has_own_namespace(release, kept)? {
                Sight::absent()
            } else {
                Sight::done()
            });
        }
        if release.name == SAIL_OPERATOR && !self.operator_users()?.is_empty() {
            // It stays for them.
            return Ok(Sight::done());
        }
        Ok(Sight::absent())
    }

    /// Whether there is a namespace that Helm has made for a release and that nobody else uses.
    fn has_own_namespace(&self, release: &HelmRelease, kept: &[String]) -> Result<bool, Failure> {
        let name = release.namespace;
        if !self.makes_namespace(release) || kept.contains(&format!("Namespace/{name}")) {
            return Ok(false);
        }
        let is_there = self.get("", "namespaces", name)?.is_some();
        Ok(is_there && self.refuse_strangers(name, "").is_ok())
    }

    /// Takes a release away, and with it the namespace that Helm has made for it; an operator
    /// stays while others use it.
    pub(crate) fn release(&self, release: &HelmRelease, kept: &[String]) -> Result<(), Failure> {
        let mut words = vec![
            "uninstall".to_owned(),
            release.name.clone(),
            format!("--namespace={}", release.namespace),
        ];
        words.extend(self.helm_access());
        words.push("--timeout=10m".to_owned());
        self.gone(&self.helm(words, Effect::Writes), &[NO_RELEASE])?;
        if self.has_own_namespace(release, kept)? {
            self.delete("", "namespaces", release.namespace)?;
        }
        Ok(())
    }

    fn operator_users(&self) -> Result<Vec<Value>, Failure> {
        self.list("", SAIL_RESOURCE, "")
    }

    fn newest(&self, release: &HelmRelease) -> Result<Option<Revision>, Failure> {
        let call = self.helm(self.about(release, "history"), Effect::Reads);
        let said = self.ask(&call)?;
        if !said.is_well() && said.complaints.contains(NO_RELEASE) {
            return Ok(None);
        }
        let said = if said.is_well() {
            said
        } else {
            self.succeed(&call)?
        };
        let history: Vec<Value> =
            serde_json::from_str(&said.text()).map_err(|_| unreadable(&call))?;
        let text = |revision: &Value, key: &str| {
            let text = revision.get(key).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        Ok(history.last().map(|revision| Revision {
            status: text(revision, "status"),
            chart: text(revision, "chart"),
        }))
    }

    fn about(&self, release: &HelmRelease, command: &str) -> Vec<String> {
        let mut words: Vec<String> = command.split(' ').map(str::to_owned).collect();
        words.push(release.name.clone());
        words.push(format!("--namespace={}", release.namespace));
        words.extend(self.helm_access());
        words.push("--output=json".to_owned());
        words
    }
}

/// The values that a release is to have.
fn wanted(values: Option<&ManifestFile>, address: Option<&Address>) -> Value {
    let Some(file) = values else {
        return Value::Null;
    };
    let documents = file.manifest.documents();
    let mut wanted = documents.into_iter().next().unwrap_or(Value::Null);
    if let Some(address) = address {
        for field in file.manifest.address_fields() {
            let value = field
                .port
                .map_or_else(|| address.to_string(), |port| with_port(address, port));
            set(&mut wanted, &field.path, &value);
        }
    }
    wanted
}

/// Whether values mean the same: no values and an empty map do.
fn is_same(live: &Value, wanted: &Value) -> bool {
    let is_empty = |value: &Value| {
        value
            .as_object()
            .map_or(value.is_null(), serde_json::Map::is_empty)
    };
    live == wanted || (is_empty(live) && is_empty(wanted))
}

/// Makes repositories of charts known to Helm on this machine.
pub(crate) fn add_repositories(
    executor: &super::ToolExecutor<'_>,
    repositories: &[ChartRepository],
    watch: &Watch<'_>,
) -> Result<(), Failure> {
    for repository in repositories {
        let mirror = executor.settings.charts.get(repository.name);
        let address = mirror.unwrap_or(&repository.url);
        let call = |words: &[&str], effect| Call {
            program: Program::Helm,
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            input: Input::None,
            kubeconfig: None,
            effect,
            limit: watch.left(),
        };
        let list = call(&["repo", "list", "--output=json"], Effect::Reads);
        // Helm without any repository says so by failing.
        let known = crate::tools::ask(executor.tools, &list)?;
        let known: Vec<Value> = serde_json::from_str(&known.text()).unwrap_or_default();
        let text = |entry: &Value, key: &str| {
            let text = entry.get(key).and_then(Value::as_str).unwrap_or_default();
            text.trim_end_matches('/').to_owned()
        };
        let other = known
            .iter()
            .find(|entry| text(entry, "name") == repository.name)
            .map(|entry| text(entry, "url"))
            .filter(|url| url != address.trim_end_matches('/'));
        if let Some(other) = other {
            return Err(Failure::contradiction(text!(
                "apply-other-charts",
                name = repository.name,
                known = other,
                address = address
            )));
        }
        let add = call(
            &["repo", "add", "--force-update", repository.name, address],
            Effect::Writes,
        );
        succeed(executor.tools, &add)?;
    }
    Ok(())
}
