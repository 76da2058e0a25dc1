//! kubectl, istioctl and helm at one cluster: each call names its context, its kubeconfig where
//! one is given, and its namespace where that matters.

use std::time::Duration;

use meshwright_core::catalog;
use meshwright_core::diag::text;
use meshwright_core::model::{Cluster, ClusterIndex};
use meshwright_core::pki::Zeroizing;
use serde_json::{Value, json};

use super::ToolExecutor;
use crate::compare;
use crate::executor::Watch;
use crate::outcome::{Cause, Failure};
use crate::secret::Secret;
use crate::tools::{self, Call, Effect, Input, Program, Said};

/// How long a look may take.
const LOOK: Duration = Duration::from_mins(1);

/// Who applies what Meshwright itself applies.
pub(crate) const MANAGER: &str = "meshwright";
/// Who applies what istioctl installs (`fieldOwnerOperator`, `operator/pkg/install/install.go`
/// @1.30.3).
pub(crate) const ISTIOCTL_MANAGER: &str = "istio-operator";

/// What an unknown kind is answered with.
const UNKNOWN_KIND: [&str; 3] = [
    "no matches for kind",
    "the server doesn't have a resource type",
    "could not find the requested resource",
];

/// A cluster, and the tools for it.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    pub(crate) executor: &'a ToolExecutor<'a>,
    pub(crate) index: ClusterIndex,
    pub(crate) cluster: &'a Cluster,
    /// The namespace of the istiod that serves the cluster.
    pub(crate) system: &'static str,
    pub(crate) watch: &'a Watch<'a>,
}

/// How something is applied.
#[derive(Clone, Copy)]
pub(crate) struct Applying {
    /// Who applies it.
    pub(crate) manager: &'static str,
    /// Whether fields of others are taken.
    pub(crate) is_forced: bool,
}

impl Applying {
    /// As Meshwright, leaving to others what is theirs.
    pub(crate) const OURS: Self = Self {
        manager: MANAGER,
        is_forced: false,
    };
}

impl At<'_> {
    /// The flags by which kubectl and istioctl find the cluster.
    pub(crate) fn access(&self) -> Vec<String> {
        self.access_by("context")
    }

    /// The flags by which Helm finds the cluster.
    pub(crate) fn helm_access(&self) -> Vec<String> {
        self.access_by("kube-context")
    }

    fn access_by(&self, context: &str) -> Vec<String> {
        let mut words = Vec::new();
        if let Some(kubeconfig) = &self.cluster.kubeconfig {
            let path = self.executor.settings.folder.join(kubeconfig.as_str());
            words.push(format!("--kubeconfig={}", path.display()));
        }
        words.push(format!("--{context}={}", self.cluster.context));
        words
    }

    /// A call of kubectl; `namespace` empty for none.
    pub(crate) fn kubectl(&self, namespace: &str, words: &[&str], effect: Effect) -> Call {
        let mut all = self.access();
        if !namespace.is_empty() {
            all.push(format!("--namespace={namespace}"));
        }
        all.extend(words.iter().map(|word| (*word).to_owned()));
        self.call(Program::Kubectl, all, effect)
    }

    /// A call of istioctl of the cluster's release; flags that find the cluster are among `words`.
    pub(crate) fn istioctl(&self, words: Vec<String>, effect: Effect) -> Call {
        let release = catalog::resolve(&self.cluster.istio.version).release;
        let program = Program::Istioctl(release.minor().to_owned());
        self.call(program, words, effect)
    }

    /// A call of Helm.
    pub(crate) fn helm(&self, words: Vec<String>, effect: Effect) -> Call {
        self.call(Program::Helm, words, effect)
    }

    fn call(&self, program: Program, words: Vec<String>, effect: Effect) -> Call {
        let limit = match effect {
            Effect::Reads => self.watch.left().min(LOOK),
            Effect::Writes => self.watch.left(),
        };
        Call {
            program,
            words,
            input: Input::None,
            kubeconfig: None,
            effect,
            limit: limit.max(Duration::from_secs(1)),
        }
    }

    /// Makes a call that has to end well.
    pub(crate) fn succeed(&self, call: &Call) -> Result<Said, Failure> {
        tools::succeed(self.executor.tools, call)
    }

    /// Makes a call that may say no.
    pub(crate) fn ask(&self, call: &Call) -> Result<Said, Failure> {
        tools::ask(self.executor.tools, call)
    }

    /// An object; `None` where it or its kind is not there.
    pub(crate) fn get(
        &self,
        namespace: &str,
        kind: &str,
        name: &str,
    ) -> Result<Option<Value>, Failure> {
        let words = ["get", kind, name, "--ignore-not-found", "--output=json"];
        Ok(self
            .look(namespace, &words, Input::None)?
            .into_iter()
            .next())
    }

    /// The objects of some kinds that carry labels; `namespace` empty for all namespaces.
    pub(crate) fn list(
        &self,
        namespace: &str,
        kinds: &str,
        selector: &str,
    ) -> Result<Vec<Value>, Failure> {
        let selector = format!("--selector={selector}");
        let mut words = vec!["get", kinds, "--output=json"];
        if selector != "--selector=" {
            words.push(&selector);
        }
        if namespace.is_empty() {
            words.push("--all-namespaces");
        }
        self.look(namespace, &words, Input::None)
    }

    /// The same in one namespace, with who owns which field.
    pub(crate) fn list_managed(
        &self,
        namespace: &str,
        kinds: &str,
        selector: &str,
    ) -> Result<Vec<Value>, Failure> {
        let selector = format!("--selector={selector}");
        let words = [
            "get",
            kinds,
            &selector,
            "--show-managed-fields",
            "--output=json",
        ];
        self.look(namespace, &words, Input::None)
    }

    /// What is there of `objects`; nothing where one of their kinds is unknown.
    pub(crate) fn get_all(
        &self,
        namespace: &str,
        objects: &Objects,
    ) -> Result<Vec<Value>, Failure> {
        let words = ["get", "--filename=-", "--ignore-not-found", "--output=json"];
        self.look(namespace, &words, objects.input())
    }

    /// The same, with who owns which field.
    pub(crate) fn get_managed(
        &self,
        namespace: &str,
        objects: &Objects,
    ) -> Result<Vec<Value>, Failure> {
        let words = [
            "get",
            "--filename=-",
            "--ignore-not-found",
            "--show-managed-fields",
            "--output=json",
        ];
        self.look(namespace, &words, objects.input())
    }

    /// What the API server would make of `objects`; changes nothing.
    pub(crate) fn preview(
        &self,
        namespace: &str,
        objects: &Objects,
        applying: Applying,
    ) -> Result<Vec<Value>, Failure> {
        let words = apply_words(applying);
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        words.extend(["--dry-run=server", "--output=json"]);
        let mut call = self.kubectl(namespace, &words, Effect::Reads);
        call.input = objects.input();
        let said = self.succeed(&call)?;
        read(&call, &said)
    }

    /// Applies `objects`.
    pub(crate) fn apply(
        &self,
        namespace: &str,
        objects: &Objects,
        applying: Applying,
    ) -> Result<(), Failure> {
        let words = apply_words(applying);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut call = self.kubectl(namespace, &words, Effect::Writes);
        call.input = objects.input();
        self.succeed(&call).map(drop)
    }

    /// Deletes what is there of `objects`.
    pub(crate) fn delete_all(
        &self,
        namespace: &str,
        objects: &Objects,
        more: &[&str],
    ) -> Result<(), Failure> {
        let mut words = vec![
            "delete",
            "--filename=-",
            "--ignore-not-found",
            "--timeout=10m",
        ];
        words.extend(more);
        let mut call = self.kubectl(namespace, &words, Effect::Writes);
        call.input = objects.input();
        self.gone(&call, &UNKNOWN_KIND)
    }

    /// Deletes an object that may be gone already.
    pub(crate) fn delete(&self, namespace: &str, kind: &str, name: &str) -> Result<(), Failure> {
        let words = ["delete", kind, name, "--ignore-not-found", "--timeout=10m"];
        let call = self.kubectl(namespace, &words, Effect::Writes);
        self.gone(&call, &UNKNOWN_KIND)
    }

    /// Makes a call that may also fail because there is nothing to take away.
    pub(crate) fn gone(&self, call: &Call, signs: &[&str]) -> Result<(), Failure> {
        let said = self.ask(call)?;
        if said.is_well() || signs.iter().any(|sign| said.complaints.contains(sign)) {
            return Ok(());
        }
        tools::succeed(&Again(said), call).map(drop)
    }

    fn look(&self, namespace: &str, words: &[&str], input: Input) -> Result<Vec<Value>, Failure> {
        let mut call = self.kubectl(namespace, words, Effect::Reads);
        call.input = input;
        let said = self.ask(&call)?;
        if said.is_well() {
            return read(&call, &said);
        }
        if UNKNOWN_KIND
            .iter()
            .any(|sign| said.complaints.contains(sign))
        {
            return Ok(Vec::new());
        }
        tools::succeed(&Again(said), &call).and_then(|said| read(&call, &said))
    }
}

fn apply_words(applying: Applying) -> Vec<String> {
    let mut words = vec![
        "apply".to_owned(),
        "--server-side".to_owned(),
        format!("--field-manager={}", applying.manager),
    ];
    if applying.is_forced {
        words.push("--force-conflicts".to_owned());
    }
    words.push("--filename=-".to_owned());
    words
}

fn read(call: &Call, said: &Said) -> Result<Vec<Value>, Failure> {
    compare::objects(&said.text()).ok_or_else(|| unreadable(call))
}

/// The failure of a program whose answer cannot be read.
pub(crate) fn unreadable(call: &Call) -> Failure {
    Failure::new(
        Cause::Unreadable,
        text!("apply-unreadable", program = call.program.name()),
    )
}

/// An answer that was given already.
struct Again(Said);

impl tools::Tools for Again {
    fn call(&self, _: &Call) -> Result<Said, tools::Silence> {
        Ok(self.0.clone())
    }
}

/// Objects on their way to kubectl.
pub(crate) enum Objects {
    /// As values that anybody may see.
    Values(Vec<Value>),
    /// As values with keys or tokens.
    Secrets(Vec<Value>),
    /// As documents that a program has generated.
    Text(Zeroizing<String>),
}

impl Objects {
    fn input(&self) -> Input {
        match self {
            Self::Values(values) => Input::Plain(list(values)),
            Self::Secrets(values) => Input::Secret(Secret::new(list(values))),
            Self::Text(text) => Input::Plain(text.to_string()),
        }
    }
}

fn list(values: &[Value]) -> String {
    match values {
        [value] => value.to_string(),
        _ => json!({"apiVersion": "v1", "kind": "List", "items": values}).to_string(),
    }
}
