//! The agents of a cluster's nodes, where a method installs them apart from istiod: both of an
//! ambient cluster, and the CNI agent alone of one with sidecars on OpenShift.
//!
//! They come after istiod, which they connect to, and ztunnel after the CNI agent, which hands it
//! the pods.

use meshwright_catalog::facts::names::{CHART_CNI, CHART_ZTUNNEL};

use super::charts::{chart, istio_chart};
use super::{Part, Site};
use crate::manifest::{Ambient, ControlPlane, NodeAgent, NodeAgentKind, NodeAgentResource};
use crate::{Condition, Manifest, Op, StepKind};

/// An agent, and how it is installed.
struct Agent {
    step: StepKind,
    case: &'static str,
    release: &'static str,
    chart: &'static str,
    namespace: &'static str,
    daemon_set: &'static str,
    file: &'static str,
    facts: NodeAgent,
}

/// The agents of a control plane's cluster, in the order in which they are installed.
fn agents(control_plane: &ControlPlane) -> Vec<Agent> {
    if let Some(ambient) = &control_plane.ambient {
        let facts = |kind| NodeAgent::ambient(kind, control_plane, ambient);
        return vec![
            Agent::cni(ambient.cni_namespace, "", facts(NodeAgentKind::Cni)),
            Agent {
                step: StepKind::Ztunnel,
                case: "",
                release: "ztunnel",
                chart: CHART_ZTUNNEL,
                namespace: ambient.ztunnel_namespace,
                daemon_set: Ambient::ZTUNNEL,
                file: "ztunnel",
                facts: facts(NodeAgentKind::Ztunnel),
            },
        ];
    }
    let openshift = control_plane.sidecar_agent();
    let agent = openshift.map(|openshift| {
        let facts = NodeAgent::for_sidecars(control_plane, openshift);
        Agent::cni(openshift.cni_namespace, "openshift", facts)
    });
    agent.into_iter().collect()
}

impl Agent {
    const fn cni(namespace: &'static str, case: &'static str, facts: NodeAgent) -> Self {
        Self {
            step: StepKind::Cni,
            case,
            release: "istio-cni",
            chart: CHART_CNI,
            namespace,
            daemon_set: Ambient::CNI,
            file: "cni",
            facts,
        }
    }

    fn ready(&self) -> Condition {
        Condition::DaemonSetReady {
            name: self.daemon_set.to_owned(),
            namespace: self.namespace,
        }
    }
}

/// The agents by the charts `cni` and `ztunnel`; nothing for a cluster that needs none.
pub(super) fn by_charts(site: Site<'_>, control_plane: &ControlPlane) -> Vec<Part> {
    let mut parts = Vec::new();
    for agent in agents(control_plane) {
        let ready = agent.ready();
        let values = site.file(
            &format!("02-{}-values.yaml", agent.file),
            Manifest::NodeAgentValues(Box::new(agent.facts)),
        );
        let mut part = chart(
            site,
            agent.step,
            agent.release,
            &istio_chart(agent.chart),
            agent.namespace,
            values,
        );
        part.case = agent.case;
        part.done_when.push(ready);
        parts.push(part);
    }
    parts
}

/// The agents by the resources `IstioCNI` and `ZTunnel`; nothing for a cluster that needs none.
pub(super) fn by_resources(site: Site<'_>, control_plane: &ControlPlane) -> Vec<Part> {
    let api = site.cx.release(site.index).sail().api.value();
    let mut parts = Vec::new();
    for agent in agents(control_plane) {
        let ready = agent.ready();
        let resource = NodeAgentResource {
            api: api.clone().unwrap_or_default(),
            version: format!("v{}", site.cx.version(site.index)),
            namespace: agent.namespace,
            agent: agent.facts,
        };
        let reference = resource.reference();
        let file = site.file(
            &format!("02-{}.yaml", agent.file),
            Manifest::NodeAgentResource(Box::new(resource)),
        );
        parts.push(Part {
            kind: agent.step,
            case: agent.case,
            needs: Vec::new(),
            op: Op::ApplyManifests(vec![file.clone()]),
            done_when: vec![
                Condition::ResourceReady {
                    resource: reference,
                },
                ready,
            ],
            undo: Some(Op::DeleteManifests(file)),
        });
    }
    parts
}
