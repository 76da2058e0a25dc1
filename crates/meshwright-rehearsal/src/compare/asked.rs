//! One list, predicted and sent.

use meshwright_core::diag::Words;
use meshwright_core::graph::predict::PredictedEntry;
use meshwright_core::graph::{Prediction, Predictor};
use meshwright_core::model::Mesh;

use super::{Addresses, Case, CasePair, Line, View, line};
use crate::world::WorldCluster;
use crate::xds::AskError;

/// Lists of one cluster's proxies, predicted and sent.
pub(super) struct Asked<'a> {
    pub(super) callers: &'a WorldCluster,
    pub(super) mesh: &'a Mesh,
    pub(super) addresses: &'a Addresses,
    pub(super) sent: Option<&'a Result<crate::xds::Lists, AskError>>,
    pub(super) predictor: &'a Predictor<'a>,
    pub(super) words: &'a Words,
    pub(super) view: &'a View<'a>,
}

impl Asked<'_> {
    pub(super) fn case(&self, prediction: &Prediction) -> Case {
        let (callers, predictor, words) = (self.callers, self.predictor, self.words);
        let service = predictor.services().get(prediction.service);
        let (name, namespace) = service.map_or_else(Default::default, |it| {
            (it.name.to_string(), it.namespace.to_string())
        });
        let key = format!("{namespace}/{name}");
        let told = prediction.entries.iter().filter(|_| self.view.is_told);
        let mut predicted: Vec<Line> = told.flat_map(|it| self.addresses.lines(it, &key)).collect();
        predicted.sort();
        let mut notes: Vec<String> = prediction
            .missing
            .iter()
            .map(|missing| {
                let text = words.say(&predictor.missing_text(prediction, missing));
                format!("{}: {text}", missing.reason.code())
            })
            .collect();
        let mut real: Option<Vec<Line>> = None;
        match self.sent {
            None => notes.push(words.say(&unserved(callers))),
            Some(Err(error)) => notes.push(words.say(&silent(callers, error))),
            Some(Ok(lists)) => {
                real = lists.lists.get(&prediction.name).map(|list| {
                    let mut lines: Vec<Line> = list.endpoints.iter().map(line).collect();
                    lines.sort();
                    lines
                });
            }
        }
        let is_answered = matches!(self.sent, Some(Ok(_)));
        let agrees = is_answered && real.as_deref().unwrap_or_default() == predicted;
        let shown = |lines: Vec<Line>| lines.iter().map(ToString::to_string).collect();
        let clusters = service.map_or(&[][..], |it| &it.clusters);
        let pairs = clusters
            .iter()
            .filter_map(|to| {
                let to = self.mesh.clusters.get(to.0)?.name.to_string();
                Some(self.pair(prediction, &to, &key, real.as_deref().unwrap_or_default()))
            })
            .collect();
        Case {
            from: callers.name.clone(),
            service: format!("{name}.{namespace}"),
            port: prediction.port,
            cluster: prediction.name.clone(),
            proxy: self.view.namespace.to_owned(),
            situation: self.view.situation.map(str::to_owned),
            predicted: shown(predicted),
            real: real.map(shown),
            agrees,
            notes,
            pairs,
        }
    }

    fn pair(&self, prediction: &Prediction, to: &str, key: &str, real: &[Line]) -> CasePair {
        let place = self.mesh.cluster_named(to);
        let leads = |entry: &&PredictedEntry| {
            self.view.is_told && place.is_some_and(|it| entry.leads_to.contains(&it))
        };
        let mut predicted: Vec<Line> = prediction
            .entries
            .iter()
            .filter(leads)
            .flat_map(|it| self.addresses.lines(it, key))
            .collect();
        predicted.sort();
        let own = (to.to_owned(), key.to_owned());
        let pods = self.addresses.pods.get(&own);
        let gateways = self.addresses.gateways.get(to);
        let is_its = |line: &&Line| {
            predicted.contains(line)
                || pods.is_some_and(|it| it.contains(&line.address))
                || gateways.is_some_and(|it| it.contains(&line.address))
        };
        let missing = prediction
            .missing
            .iter()
            .find(|it| Some(it.cluster) == place);
        CasePair {
            to: to.to_owned(),
            real: real.iter().filter(is_its).map(Line::to_string).collect(),
            predicted: predicted.iter().map(Line::to_string).collect(),
            rule: missing.map(|it| it.reason.code().to_owned()),
        }
    }
}

fn unserved(callers: &WorldCluster) -> meshwright_core::diag::Text {
    meshwright_core::diag::text!("rehearse-unserved", cluster = &callers.name)
}

fn silent(callers: &WorldCluster, error: &AskError) -> meshwright_core::diag::Text {
    let cause = match error {
        AskError::TimedOut => "timed out".to_owned(),
        AskError::Unreachable(error) => error.to_string(),
    };
    meshwright_core::diag::text!("rehearse-silent", cluster = &callers.name, cause = cause)
}
