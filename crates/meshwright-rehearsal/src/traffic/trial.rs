//! Failures that are tried while requests run: ways that are closed, mistakes, losses.
//!
//! A closed way is a firewall's: its prediction is that of the same mesh with the same entry in
//! `connectivity`.

use meshwright_core::diag::Words;
use meshwright_core::graph::MeshGraph;
use meshwright_core::graph::predict::Fault;
use meshwright_core::graph::what_if::Part;
use meshwright_core::istiod::predictor;
use meshwright_core::model::{ClusterIndex, Connectivity, End, Mesh};

use super::Traffic;
use super::fault::FaultReport;
use super::fault::closed::CLOSED_PORT;
use super::report::TrafficReport;
use super::workload::GATEWAY_PORT;
use crate::trouble::Trouble;
use crate::world::addresses;

/// A failure that is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trial {
    /// The port of gateways is closed between two clusters, one way.
    Close(ClusterIndex, ClusterIndex),
    /// A part is lost under load.
    Lose(Part),
    /// A mistake is made.
    Fault(Fault),
}

impl Traffic<'_> {
    /// Closes a way, asks, and opens it again.
    ///
    /// # Errors
    ///
    /// A rule is refused, or a pod is gone.
    pub(super) fn close_way(
        &mut self,
        mesh: &Mesh,
        from: ClusterIndex,
        to: ClusterIndex,
        words: &Words,
        report: &mut TrafficReport,
    ) -> Result<(), Trouble> {
        let (Some(one), Some(other)) = (mesh.clusters.get(from.0), mesh.clusters.get(to.0)) else {
            return Ok(());
        };
        let mut closed = mesh.clone();
        closed.connectivity.push(Connectivity {
            from: Some(End::Cluster(from)),
            to: Some(End::Cluster(to)),
            ports: vec![other.gateway.as_ref().map_or(GATEWAY_PORT, |it| it.port)],
            allow: false,
            reason: None,
        });
        let graph = MeshGraph::build(&closed);
        let predictors = [predictor(&closed, &graph).of_sample()];
        let ranges = (
            addresses::pods(from.0, &one.pod_cidrs).to_string(),
            addresses::pods(to.0, &other.pod_cidrs).to_string(),
        );
        let situation = format!("{GATEWAY_PORT} {} -> {}", one.name, other.name);
        let port = other.gateway.as_ref().map_or(GATEWAY_PORT, |it| it.port);
        self.wires.close(&ranges.0, &ranges.1, port, true)?;
        let first = report.cases.len();
        let asked = self.measure_in(&situation, &closed, &predictors, &[from, to], words, report);
        let causes = self.closed_ports(mesh, words);
        self.wires.close(&ranges.0, &ranges.1, port, false)?;
        asked?;
        let causes = causes?;
        let measured = report.cases.get(first..).unwrap_or_default();
        let is_found = causes.iter().any(|it| it.name == CLOSED_PORT);
        report.faults.push(FaultReport {
            fault: situation,
            lists_agree: true,
            agrees: is_found && measured.iter().all(|it| it.agrees),
            causes,
        });
        Ok(())
    }
}
