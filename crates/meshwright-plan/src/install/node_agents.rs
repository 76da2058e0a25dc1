//! The agents of an ambient cluster's nodes, where a method installs them apart from istiod.
//!
//! They come after istiod, which they connect to, and ztunnel after the CNI agent, which hands it
//! the pods.

use meshwright_catalog::facts::names::{CHART_CNI, CHART_ZTUNNEL};

use super::charts::{chart, istio_chart};
use super::{Part, Site};
use crate::manifest::{Ambient, ControlPlane, NodeAgent, NodeAgentKind, NodeAgentResource};
use crate::{Condition, Manifest, Op, StepKind};

/// What differs between the two agents.
struct Agent {
    kind: NodeAgentKind,
    step: StepKind,
    release: &'static str,
    chart: &'static str,
    namespace: &'static str,
    daemon_set: &'static str,
    file: &'static str,
}

fn agents(ambient: &Ambient) -> [Agent; 2] {
    [
        Agent {
            kind: NodeAgentKind::Cni,
            step: StepKind::Cni,
            release: "istio-cni",
            chart: CHART_CNI,
            namespace: ambient.cni_namespace,
            daemon_set: Ambient::CNI,
            file: "cni",
        },
        Agent {
            kind: NodeAgentKind::Ztunnel,
            step: StepKind::Ztunnel,
            release: "ztunnel",
            chart: CHART_ZTUNNEL,
            namespace: ambient.ztunnel_namespace,
            daemon_set: Ambient::ZTUNNEL,
            file: "ztunnel",
        },
    ]
}

impl Agent {
    fn ready(&self) -> Condition {
        Condition::DaemonSetReady {
            name: self.daemon_set.to_owned(),
            namespace: self.namespace,
        }
    }

    fn facts(&self, control_plane: &ControlPlane, ambient: &Ambient) -> NodeAgent {
        NodeAgent::of(self.kind, control_plane, ambient)
    }
}

/// The agents by the charts `cni` and `ztunnel`; nothing for a cluster with sidecars.
pub(super) fn by_charts(site: Site<'_>, control_plane: &ControlPlane) -> Vec<Part> {
    let Some(ambient) = &control_plane.ambient else {
        return Vec::new();
    };
    agents(ambient)
        .map(|agent| {
            let values = site.file(
                &format!("02-{}-values.yaml", agent.file),
                Manifest::NodeAgentValues(Box::new(agent.facts(control_plane, ambient))),
            );
            let mut part = chart(
                site,
                agent.step,
                agent.release,
                &istio_chart(agent.chart),
                agent.namespace,
                values,
            );
            part.done_when.push(agent.ready());
            part
        })
        .into()
}

/// The agents by the resources `IstioCNI` and `ZTunnel`; nothing for a cluster with sidecars.
pub(super) fn by_resources(site: Site<'_>, control_plane: &ControlPlane) -> Vec<Part> {
    let Some(ambient) = &control_plane.ambient else {
        return Vec::new();
    };
    let api = site.cx.release(site.index).sail().api.value();
    agents(ambient)
        .map(|agent| {
            let resource = NodeAgentResource {
                api: api.clone().unwrap_or_default(),
                version: format!("v{}", site.cx.version(site.index)),
                namespace: agent.namespace,
                agent: agent.facts(control_plane, ambient),
            };
            let done_when = vec![
                Condition::ResourceReady {
                    resource: resource.reference(),
                },
                agent.ready(),
            ];
            let file = site.file(
                &format!("02-{}.yaml", agent.file),
                Manifest::NodeAgentResource(Box::new(resource)),
            );
            Part {
                kind: agent.step,
                case: "",
                needs: Vec::new(),
                op: Op::ApplyManifests(vec![file.clone()]),
                done_when,
                undo: Some(Op::DeleteManifests(file)),
            }
        })
        .into()
}
