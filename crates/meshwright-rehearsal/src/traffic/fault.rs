//! Mistakes that no topology shows, made in a mesh that works: each has to fail as it is predicted
//! to, and to be found by who looks at the clusters.
//!
//! A mistake is made where a person would make it (module `edit`), the requests of every client are
//! sent, what came back is compared with the prediction for such a mesh, the cause is looked for
//! without a hint, and everything is put back.

pub(super) mod closed;
mod edit;

use meshwright_core::diag::{Words, text};
use meshwright_core::graph::MeshGraph;
use meshwright_core::graph::predict::Fault;
use meshwright_core::istiod::predictor;
use meshwright_core::model::{ClusterIndex, Mesh, Service};
use serde::Serialize;

use super::report::TrafficReport;
use super::{SAMPLE, Traffic};
use crate::compare::{View, compare};
use crate::diagnose::{Cause, diagnose};
use crate::trouble::Trouble;

/// A mistake that was made, and what was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FaultReport {
    /// The mistake, as `--fault` takes it, or the way that was closed.
    pub fault: String,
    /// Whether istiods sent the lists that were predicted for such a mesh.
    pub lists_agree: bool,
    /// What is wrong in the clusters, as far as it was found.
    pub causes: Vec<Cause>,
    /// Whether the cause was found, requests were lost or led elsewhere, and all of it as
    /// predicted.
    pub agrees: bool,
}

/// Reads a mistake: `root:west`, `trust-domain:west`, `network-label:west`, `sidecar:west`,
/// `port-name:west`, or `remote-secret:east=west` for the secret of `west` in `east`.
pub fn parse(mesh: &Mesh, text: &str) -> Option<Fault> {
    let (kind, name) = text.split_once(':')?;
    let named = |name: &str| mesh.cluster_named(name);
    match kind {
        "root" => named(name).map(Fault::OtherRoot),
        "trust-domain" => named(name).map(Fault::OtherTrustDomain),
        "network-label" => named(name).map(Fault::NoNetworkLabel),
        "sidecar" => named(name).map(Fault::NoSidecar),
        "port-name" => named(name).map(Fault::OtherPortName),
        "remote-secret" => {
            let (istiod, of) = name.split_once('=')?;
            let (istiod, of) = (named(istiod)?, named(of)?);
            Some(Fault::NoRemoteSecret { istiod, of })
        }
        _ => None,
    }
}

/// How a mistake is written.
pub fn reference(mesh: &Mesh, fault: Fault) -> String {
    let name = |it: ClusterIndex| {
        let cluster = mesh.clusters.get(it.0);
        cluster.map_or_else(String::new, |it| it.name.to_string())
    };
    match fault {
        Fault::OtherRoot(it) => format!("root:{}", name(it)),
        Fault::OtherTrustDomain(it) => format!("trust-domain:{}", name(it)),
        Fault::NoNetworkLabel(it) => format!("network-label:{}", name(it)),
        Fault::NoSidecar(it) => format!("sidecar:{}", name(it)),
        Fault::OtherPortName(it) => format!("port-name:{}", name(it)),
        Fault::NoRemoteSecret { istiod, of } => {
            format!("remote-secret:{}={}", name(istiod), name(of))
        }
    }
}

/// What the cause of a mistake is called where it is found.
const fn cause(fault: Fault) -> &'static str {
    match fault {
        Fault::OtherRoot(_) => "other-root",
        Fault::OtherTrustDomain(_) => "other-trust-domain",
        Fault::NoNetworkLabel(_) => "no-network-label",
        Fault::NoSidecar(_) => "no-sidecar",
        Fault::OtherPortName(_) => "other-port-name",
        Fault::NoRemoteSecret { .. } => "no-remote-secret",
    }
}

impl Traffic<'_> {
    /// Makes a mistake, asks, looks for the cause, and puts everything back.
    ///
    /// # Errors
    ///
    /// The mesh has nothing to make the mistake with, or the world breaks.
    pub(super) fn fault(
        &mut self,
        mesh: &Mesh,
        graph: &MeshGraph,
        fault: Fault,
        words: &Words,
        report: &mut TrafficReport,
    ) -> Result<(), Trouble> {
        let told = reference(mesh, fault);
        let change = edit::of(self, mesh, graph, fault)?;
        if change.edits.is_empty() {
            return Err(Trouble::Other(text!(
                "rehearse-traffic-no-fault",
                fault = &told
            )));
        }
        let first = report.cases.len();
        self.make(&change, true)?;
        let wrong = predictor(mesh, graph).with(fault);
        let view = View {
            situation: Some(&told),
            ..View::SAMPLE
        };
        let lists = compare(self.stage, mesh, &wrong, words, &view)?;
        let mut predictors = vec![wrong];
        if lacks_sample(mesh) {
            predictors.push(predictor(mesh, graph).with(fault).of_sample());
        }
        for predictor in &predictors {
            self.catch_up(predictor)?;
        }
        let all: Vec<ClusterIndex> = mesh.clusters().map(|(index, _)| index).collect();
        self.measure_in(&told, mesh, &predictors, &all, words, report)?;
        let causes = diagnose(self.world, self.stage, mesh, words);
        let measured = report.cases.get(first..).unwrap_or_default();
        let lists_agree = lists.iter().all(|it| it.agrees);
        let is_found = causes.iter().any(|it| it.name == cause(fault));
        let bites = measured.iter().any(|it| !it.causes.is_empty());
        report.faults.push(FaultReport {
            fault: told,
            lists_agree,
            agrees: lists_agree && is_found && bites && measured.iter().all(|it| it.agrees),
            causes,
        });
        self.make(&change, false)?;
        let whole = predictor(mesh, graph);
        compare(self.stage, mesh, &whole, words, &View::SAMPLE)?;
        self.catch_up(&whole)
    }
}

/// Whether the topology has services, and the sample is none of them.
pub(super) fn lacks_sample(mesh: &Mesh) -> bool {
    let is_sample = |it: &Service| (it.name.as_str(), it.namespace.as_str()) == SAMPLE;
    !mesh.services.is_empty() && !mesh.services.iter().any(is_sample)
}

#[cfg(test)]
mod tests {
    use meshwright_core::{Options, compile};

    use super::{parse, reference};

    #[test]
    fn mistakes_are_read_as_they_are_written() {
        let text = "\
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata: {name: shop}
clusters: [{name: east}, {name: west}]
";
        let mesh = compile(text, &Options::default()).mesh.expect("a mesh");
        for written in [
            "root:west",
            "trust-domain:east",
            "network-label:west",
            "sidecar:west",
            "port-name:east",
            "remote-secret:east=west",
        ] {
            let fault = parse(&mesh, written).expect("it is one");
            assert_eq!(reference(&mesh, fault), written);
        }
        for text in [
            "root",
            "root:north",
            "remote-secret:east",
            "thunder:west",
            "",
        ] {
            assert_eq!(parse(&mesh, text), None, "{text}");
        }
    }
}
