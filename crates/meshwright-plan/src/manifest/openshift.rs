//! What OpenShift asks of an installation whose workloads have sidecars.
//!
//! OpenShift lets no init container change the network of a pod. The CNI agent does that on each
//! node instead; Multus calls it for pods that name it in an annotation, which istiod adds when it
//! injects. Releases differ in what tells the charts so, and every method says it in its own way.

use meshwright_catalog::Release;
use meshwright_catalog::facts::openshift::OpenshiftSettings;
use meshwright_diag::Value;
use serde_json::{Map, json};

use super::merge::set;
use super::{Ambient, ControlPlane, ControlPlaneRole};
use crate::Condition;

/// What OpenShift asks of a control plane, or of what a remote has of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Openshift {
    /// What brings the settings to the charts.
    pub settings: OpenshiftSettings,
    /// Whether the charts leave the user of a pod to the platform.
    pub leaves_user_to_platform: bool,
    /// Whether pods name an attachment of their own namespace; otherwise the one for all.
    pub attachment_in_every_namespace: bool,
    /// Where the CNI agent is installed.
    pub cni_namespace: &'static str,
}

impl Openshift {
    /// istioctl's profile, and the charts' while they had one.
    pub const PROFILE: &'static str = "openshift";
    /// The value of `global.platform`.
    pub const PLATFORM: &'static str = "openshift";

    /// What a release asks for, with the CNI agent in `cni_namespace`.
    pub(crate) fn of(release: &Release, cni_namespace: &'static str) -> Self {
        let facts = release.openshift();
        Self {
            settings: *facts.settings.value(),
            leaves_user_to_platform: *facts.leaves_user_to_platform.value(),
            attachment_in_every_namespace: *facts.attachment_in_every_namespace.value(),
            cni_namespace,
        }
    }

    /// What shows that the CNI agent runs on every node.
    pub(crate) fn ready(&self) -> Condition {
        Condition::DaemonSetReady {
            name: Ambient::CNI.to_owned(),
            namespace: self.cni_namespace,
        }
    }

    /// What istiod has to know, laid over the values of its chart, where no profile says it.
    fn set_istiod_values(&self, values: &mut Value) {
        if self.settings == OpenshiftSettings::Platform {
            return;
        }
        let agent = json!({"enabled": true, "chained": false});
        set(values, "istio_cni", agent);
        if self.attachment_in_every_namespace {
            let annotations = json!({"k8s.v1.cni.cncf.io/networks": "istio-cni"});
            set(
                values,
                "sidecarInjectorWebhook.injectedAnnotations",
                annotations,
            );
        }
    }

    /// The values below `cni` of the agent's chart, where no profile and no platform says them.
    pub(super) fn agent_values(&self) -> Map<String, Value> {
        let mut values = Map::new();
        if self.settings == OpenshiftSettings::Platform {
            return values;
        }
        values.insert("cniBinDir".into(), json!("/var/lib/cni/bin"));
        values.insert("cniConfDir".into(), json!("/etc/cni/multus/net.d"));
        values.insert("chained".into(), json!(false));
        values.insert("cniConfFileName".into(), json!("istio-cni.conf"));
        if !self.attachment_in_every_namespace {
            values.insert("provider".into(), json!("multus"));
        }
        if self.settings == OpenshiftSettings::WrittenOut {
            values.insert("privileged".into(), json!(true));
        }
        values
    }
}

impl ControlPlane {
    /// Whether the cluster has workloads with sidecars on OpenShift, and so a CNI agent.
    pub(crate) fn sidecar_agent(&self) -> Option<&Openshift> {
        let has_workloads = !matches!(self.role, ControlPlaneRole::External(_));
        self.openshift
            .as_ref()
            .filter(|_| has_workloads && self.ambient.is_none())
    }

    /// Lays what OpenShift asks for over the values, but for what the profile brings.
    pub(super) fn set_openshift_values(&self, values: &mut Value) {
        let Some(openshift) = &self.openshift else {
            return;
        };
        if self.profile.as_deref() == Some(Openshift::PROFILE) {
            return;
        }
        if openshift.leaves_user_to_platform {
            set(values, "global.platform", json!(Openshift::PLATFORM));
        }
        if self.runs_istiod() {
            openshift.set_istiod_values(values);
        }
    }
}
