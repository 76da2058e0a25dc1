//! Requests that show whom callers prefer.

use std::collections::BTreeMap;

use meshwright_core::diag::text;
use meshwright_core::model::Traffic;
use meshwright_core::plan::istio::SAMPLE_NAMESPACE;

use super::at::At;
use crate::executor::Poll;
use crate::outcome::Failure;
use crate::tools::Effect;

/// How many requests are sent at once: enough for two clusters of equal weight to answer but for
/// one run in half a million.
const REQUESTS: usize = 20;

impl At<'_> {
    /// The stand-ins are answered as their kinds of traffic say.
    pub(crate) fn probe_traffic(&self, kinds: &[Traffic], spreads: bool) -> Result<(), Failure> {
        let own = self.cluster.name.as_str();
        if spreads {
            self.ask_until("helloworld", |answers| answers.len() > 1)?;
        }
        for kind in kinds {
            self.ask_until(kind.as_str(), |answers| {
                answers.len() == 1 && answers.contains_key(own)
            })?;
        }
        Ok(())
    }

    fn ask_until(
        &self,
        service: &str,
        is_right: impl Fn(&BTreeMap<String, usize>) -> bool,
    ) -> Result<(), Failure> {
        self.watch.poll(|| {
            let answers = self.ask_many(service)?;
            let n_answers: usize = answers.values().sum();
            if n_answers == REQUESTS && is_right(&answers) {
                return Ok(Poll::Ready(()));
            }
            let answers: Vec<String> = answers
                .iter()
                .map(|(cluster, count)| format!("{count} × {cluster}"))
                .collect();
            Ok(Poll::Pending(text!(
                "wait-answers",
                from = &self.cluster.name,
                service = service,
                requests = REQUESTS,
                answers = answers
            )))
        })
    }

    fn ask_many(&self, service: &str) -> Result<BTreeMap<String, usize>, Failure> {
        let url = format!("http://{service}.{SAMPLE_NAMESPACE}:5000/hello?[1-{REQUESTS}]");
        let words = [
            "exec",
            "deployment/curl",
            "--container=curl",
            "--",
            "curl",
            "--silent",
            "--show-error",
            "--max-time",
            "10",
            "--user-agent",
            self.cluster.name.as_str(),
            &url,
        ];
        let said = self.ask(&self.kubectl(SAMPLE_NAMESPACE, &words, Effect::Reads))?;
        Ok(count(&said.text()))
    }
}

/// How often each cluster has answered.
fn count(text: &str) -> BTreeMap<String, usize> {
    let mut answers = BTreeMap::new();
    for line in text.lines() {
        let cluster = line
            .strip_prefix("Hello version: ")
            .and_then(|rest| rest.split_once(','));
        if let Some((cluster, _)) = cluster {
            *answers.entry(crate::program::shown(cluster)).or_insert(0) += 1;
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn answers_are_counted_by_cluster() {
        let text = "Hello version: west, instance: a\nHello version: east, instance: b\n\
                    upstream connect error\nHello version: west, instance: a\n";
        let answers = count(text);
        assert_eq!(answers["west"], 2);
        assert_eq!(answers["east"], 1);
        assert_eq!(answers.len(), 2);
    }
}
