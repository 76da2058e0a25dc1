//! Requests of every caller to every service, judged by what was predicted of them.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};

use meshwright_core::diag::{Words, text};
use meshwright_core::graph::{Prediction, Predictor};
use meshwright_core::model::{ClusterIndex, Mesh};

use super::ask::{Answer, Ask, Tally};
use super::expected::Expected;
use super::pod::Order;
use super::report::{TrafficCase, TrafficReport, TrafficShare};
use super::running::Running;
use super::{GIVES_UP_AFTER, PATIENCE, REQUESTS, Traffic, not_istio};
use crate::api::text as field;
use crate::trouble::Trouble;

impl Traffic<'_> {
    /// Sends the requests of every caller to every list of `predictors`, and judges the answers.
    ///
    /// # Errors
    ///
    /// A pod is gone.
    pub fn measure(
        &mut self,
        mesh: &Mesh,
        predictors: &[Predictor<'_>],
        words: &Words,
    ) -> Result<TrafficReport, Trouble> {
        let all: Vec<ClusterIndex> = mesh.clusters().map(|(index, _)| index).collect();
        let mut report = TrafficReport {
            pods: self.pods.len(),
            requests: REQUESTS,
            firewall: self.walls.clone(),
            not_istio: not_istio().iter().map(|it| words.say(it)).collect(),
            ..TrafficReport::default()
        };
        self.measure_in("", mesh, predictors, &all, words, &mut report)?;
        Ok(report)
    }

    /// The same in a situation that is not the ordinary one.
    pub(super) fn measure_in(
        &mut self,
        situation: &str,
        mesh: &Mesh,
        predictors: &[Predictor<'_>],
        callers: &[ClusterIndex],
        words: &Words,
        report: &mut TrafficReport,
    ) -> Result<(), Trouble> {
        for caller in callers {
            for predictor in predictors {
                for list in predictor.lists(*caller) {
                    self.case(situation, mesh, predictor, &list, words, report)?;
                }
            }
        }
        report.agreeing = report.cases.iter().filter(|it| it.agrees).count();
        Ok(())
    }

    fn case(
        &mut self,
        situation: &str,
        mesh: &Mesh,
        predictor: &Predictor<'_>,
        list: &Prediction,
        words: &Words,
        report: &mut TrafficReport,
    ) -> Result<(), Trouble> {
        let Some(service) = predictor.services().get(list.service) else {
            return Ok(());
        };
        let from = mesh
            .clusters
            .get(list.caller.0)
            .map_or("", |it| it.name.as_str());
        let called = format!("{}.{}", service.name, service.namespace);
        let port = service.ports.iter().find(|it| it.port == list.port);
        let protocol = port.map_or("", |it| it.name.as_str());
        if !is_spoken(protocol) {
            report.skipped.push(words.say(&text!(
                "rehearse-traffic-protocol",
                service = &called,
                port = list.port,
                protocol = protocol
            )));
            return Ok(());
        }
        let expected = Expected::of(mesh, predictor, list, words);
        let answers = self.ask(from, &called, list.port, REQUESTS)?;
        let mut tally = Tally::of(&answers);
        if answers.is_empty() {
            tally.sent = 1;
            tally.errors.insert(
                words.say(&text!("rehearse-traffic-no-client", cluster = from)),
                1,
            );
        }
        let clusters: BTreeSet<&String> =
            expected.shares.keys().chain(tally.answers.keys()).collect();
        let shares = clusters.into_iter().map(|cluster| TrafficShare {
            cluster: cluster.clone(),
            way: expected.ways.get(cluster).cloned().unwrap_or_default(),
            predicted: expected.shares.get(cluster).copied().unwrap_or(0.0),
            answers: tally.answers.get(cluster).copied().unwrap_or(0),
        });
        report.cases.push(TrafficCase {
            situation: situation.to_owned(),
            from: from.to_owned(),
            service: called,
            port: list.port,
            shares: shares.collect(),
            sent: tally.sent,
            failed: tally.failed(),
            predicted_failing: expected.broken,
            median_millis: millis(tally.median),
            p95_millis: millis(tally.p95),
            agrees: expected.allows(&tally),
            errors: tally.errors.into_iter().collect(),
            causes: expected.causes,
        });
        Ok(())
    }

    /// Sends requests from the client of a cluster; no answers where it has none.
    fn ask(
        &mut self,
        from: &str,
        service: &str,
        port: u16,
        count: u32,
    ) -> Result<Vec<Answer>, Trouble> {
        let Some(index) = self.stage.clusters().iter().position(|it| it.name == from) else {
            return Ok(Vec::new());
        };
        let Some(to) = self.resolve(index, service) else {
            return Ok(Vec::new());
        };
        let client = |it: &&mut Running| it.workload.cluster == index && it.workload.is_client();
        let Some(client) = self.pods.iter_mut().find(client) else {
            return Ok(Vec::new());
        };
        client.send(&Order::Ask(Ask {
            to: SocketAddr::new(to, port),
            host: format!("{service}:{port}"),
            count,
            patience: PATIENCE,
            gives_up_after: GIVES_UP_AFTER,
            pause: 0,
            lasts: u64::MAX,
        }))?;
        client.hear()
    }

    /// The address of a Service in the caller's cluster, or else in another one, as a proxy that
    /// answers DNS would say it.
    pub(super) fn resolve(&self, caller: usize, service: &str) -> Option<IpAddr> {
        let (name, home) = service.split_once('.')?;
        let own = self.services.get(caller).into_iter();
        let mut all = own.chain(&self.services).flatten();
        let found =
            all.find(|it| crate::api::name(it) == name && crate::api::namespace(it) == home);
        field(found?, "/spec/clusterIP")?.parse().ok()
    }
}

/// Whether the application speaks a port's protocol, by the name of the port.
fn is_spoken(port: &str) -> bool {
    let protocol = port.split('-').next().unwrap_or_default();
    matches!(protocol, "http" | "tcp")
}

#[expect(clippy::cast_precision_loss, reason = "a request takes no years")]
fn millis(micros: u64) -> f64 {
    (micros as f64 / 100.0).round() / 10.0
}
