//! What the planner answers, as far as the designer shows it: the wire types, read.
//!
//! Fields that the designer does not show are skipped, so that a newer planner is understood.

use std::collections::BTreeMap;

use meshwright_core::diag::{Change, Edit, ModelPath, Value};
use serde::Deserialize;

/// How bad a finding is, the worst first.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The mesh will not work, or cannot be planned.
    Error,
    /// It will work, but not as one would wish.
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A place in the text.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub struct Position {
    /// Bytes before it.
    pub offset: usize,
    /// Its line, from 1.
    pub line: usize,
}

/// A stretch of the text.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub struct Span {
    /// Its first place.
    pub start: Position,
    /// The place behind it.
    pub end: Position,
}

/// A repair.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// `safe` or `unsafe`.
    pub safety: String,
    /// The edits, in order.
    pub edits: Vec<EditRecord>,
}

/// An edit.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct EditRecord {
    path: String,
    change: String,
    #[serde(default)]
    value: Value,
}

impl Fix {
    /// The edits; an unknown kind of change makes the repair empty.
    pub fn edits(&self) -> Vec<Edit> {
        let edits: Option<Vec<Edit>> = self.edits.iter().map(EditRecord::edit).collect();
        edits.unwrap_or_default()
    }
}

impl EditRecord {
    fn edit(&self) -> Option<Edit> {
        let value = self.value.clone();
        let change = match self.change.as_str() {
            "set" => Change::Set(value),
            "remove" => Change::Remove,
            "append" => Change::Append(value),
            "rename" => Change::Rename(value.as_str()?.to_owned()),
            _ => return None,
        };
        Some(Edit {
            path: ModelPath::parse(&self.path),
            change,
        })
    }
}

/// Something to tell about the topology.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// The sentence that stands alone.
    pub headline: String,
    /// The place in the model.
    pub path: String,
    /// The place in the text.
    pub span: Option<Span>,
    /// Why it matters.
    pub why: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// Repairs, the best first.
    pub fixes: Vec<Fix>,
}

/// What ties two networks together.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct NetworkLink {
    /// One network.
    pub left: String,
    /// The other.
    pub right: String,
    /// Pairs of clusters, in both directions.
    pub pair_count: usize,
    /// Those of them whose requests arrive.
    pub reached_count: usize,
    /// The clusters whose gateways let requests into the left one.
    pub left_gateways: Vec<String>,
    /// The clusters whose gateways let requests into the right one.
    pub right_gateways: Vec<String>,
}

/// What is said of a topology after each change.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Judgement {
    /// The deployment models.
    pub models: Vec<String>,
    /// Whether nothing is in the plan's way.
    pub complete: bool,
    /// How many steps the plan has.
    pub step_count: usize,
    /// The clusters, in the order of the rows and columns of `reach`.
    pub clusters: Vec<String>,
    /// For each cluster, how it reaches each: `s` itself, `d` directly, `g` through gateways,
    /// `x` not. Empty where there are too many clusters for all pairs.
    pub reach: Vec<String>,
    /// For each cluster with an istiod and each cluster, whether it discovers it: `y` or `n`,
    /// and `-` for a cluster without istiod.
    pub discovers: Vec<String>,
    /// For each cluster, the number of its root of trust; absent where it has none.
    pub roots: Vec<Option<usize>>,
    /// What ties networks together.
    pub links: Vec<NetworkLink>,
    /// What there is to say.
    pub findings: Vec<Finding>,
}

impl Judgement {
    /// How `from` reaches `to`; `None` where that is not known.
    pub fn reach(&self, from: &str, to: &str) -> Option<char> {
        let place = |name: &str| self.clusters.iter().position(|it| it == name);
        let (from, to) = (place(from)?, place(to)?);
        let row = self.reach.get(from)?;
        row.as_bytes().get(to).map(|&byte| char::from(byte))
    }

    /// How many findings there are of each severity, the worst first.
    pub fn counts(&self) -> [usize; 3] {
        let count = |severity| {
            self.findings
                .iter()
                .filter(|it| it.severity == severity)
                .count()
        };
        [
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Info),
        ]
    }

    /// The worst finding about each cluster and each network, by its path such as
    /// `clusters/east`, with how many there are.
    pub fn marks(&self) -> BTreeMap<String, (Severity, usize)> {
        let mut marks: BTreeMap<String, (Severity, usize)> = BTreeMap::new();
        for finding in &self.findings {
            let path = ModelPath::parse(&finding.path);
            let [list, name, ..] = path.segments() else {
                continue;
            };
            let mark = marks
                .entry(format!("{list}/{name}"))
                .or_insert((finding.severity, 0));
            mark.0 = mark.0.min(finding.severity);
            mark.1 += 1;
        }
        marks
    }
}

/// One thing that has to hold for a request to arrive.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Hop {
    /// What it is about.
    pub kind: String,
    /// Whether it holds.
    pub passes: bool,
    /// What makes it hold or break.
    pub text: String,
    /// The place in the topology that it comes from.
    pub path: String,
}

/// How one cluster reaches another.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Why {
    /// The caller's cluster.
    pub from: String,
    /// The called cluster.
    pub to: String,
    /// Whether requests arrive.
    pub arrives: bool,
    /// `same`, `direct`, `gateway` or `broken`.
    pub verdict: String,
    /// What has to hold, in order.
    pub hops: Vec<Hop>,
    /// Repairs for the first that breaks.
    pub fixes: Vec<Fix>,
}

/// A step of the plan.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// The heading it stands under.
    pub phase: String,
    /// What it does.
    pub title: String,
    /// Why.
    pub why: String,
    /// `{"cluster": …}` or `"workstation"`.
    pub on: Value,
    /// The steps before it.
    pub needs: Vec<String>,
    /// The commands, as the runbook has them.
    #[serde(default)]
    pub commands: Vec<String>,
}

impl Step {
    /// The cluster it is carried out in; `None` for the machine of whoever follows the plan.
    pub fn cluster(&self) -> Option<&str> {
        self.on.get("cluster").and_then(Value::as_str)
    }
}

/// The plan.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The codes of errors that have to go first.
    pub blocked_by: Vec<String>,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// A way that has to be open.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Port {
    /// What it is for.
    pub purpose: String,
    /// Who connects.
    pub source: String,
    /// To whom.
    pub target: String,
    /// The port; absent for every port that workloads listen on.
    pub port: Option<u16>,
    /// `tcp`.
    pub protocol: String,
    /// Whether firewalls see it.
    pub crosses_borders: bool,
}

/// The ways that have to be open.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Ports {
    /// The ways.
    pub ports: Vec<Port>,
}

/// A cluster in which something stops.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Stopped {
    /// The cluster.
    pub cluster: String,
    /// Why.
    pub because: String,
}

/// A pair of clusters that loses requests.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct PairLoss {
    /// The caller's cluster.
    pub from: String,
    /// The called cluster.
    pub to: String,
    /// The part of its requests that breaks, 0 to 1.
    pub share: f64,
    /// Why.
    pub because: String,
}

/// Who loses what.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct WhatIf {
    /// What is lost, in words.
    pub text: Vec<String>,
    /// The part of all requests between clusters that breaks at once, 0 to 1.
    pub share: f64,
    /// The clusters that are gone.
    pub gone: Vec<String>,
    /// The clusters whose proxies keep old configuration.
    pub old_configuration: Vec<Stopped>,
    /// The clusters that cannot start pods of the mesh.
    pub no_new_pods: Vec<Stopped>,
    /// The pairs that lose requests.
    pub pairs: Vec<PairLoss>,
}

impl WhatIf {
    /// What becomes of a cluster: `gone`, `stopped` (no new pods), `old` (old configuration),
    /// `loses` (some requests), `fine`.
    pub fn state(&self, cluster: &str) -> &'static str {
        let stopped = |all: &[Stopped]| all.iter().any(|it| it.cluster == cluster);
        if self.gone.iter().any(|it| it == cluster) {
            "gone"
        } else if stopped(&self.no_new_pods) {
            "stopped"
        } else if stopped(&self.old_configuration) {
            "old"
        } else if self.pairs.iter().any(|it| it.from == cluster) {
            "loses"
        } else {
            "fine"
        }
    }
}

/// An entry of an endpoint list.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Endpoint {
    /// The address; absent where it is learned when the plan is carried out.
    pub address: Option<String>,
    /// What proxies connect to: `pod` or `gateway`.
    pub via: String,
    /// The port.
    pub port: u16,
    /// The weight, with one pod in each cluster.
    pub weight: u32,
    /// The cluster of the pods or gateway.
    pub of: Option<String>,
    /// 0 is used first.
    pub priority: u32,
    /// Whether requests to it arrive.
    pub arrives: bool,
    /// What it leads to and what is wrong with it.
    pub text: String,
}

/// A cluster with pods of the service that a list has nothing of.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Missing {
    /// The cluster.
    pub cluster: String,
    /// Why.
    pub text: String,
}

/// What istiod will tell the proxies of a cluster of one port of a service.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct EndpointList {
    /// The callers' cluster.
    pub from: String,
    /// The cluster whose istiod sends the list.
    pub istiod: Option<String>,
    /// The service: `name.namespace`.
    pub service: String,
    /// The port.
    pub port: u16,
    /// Why the proxies get no list.
    pub unserved: Option<String>,
    /// The entries, in istiod's order.
    pub endpoints: Vec<Endpoint>,
    /// What the list has nothing of.
    pub missing: Vec<Missing>,
    /// The part of requests that arrives, 0 to 1.
    pub share: f64,
}

/// The endpoint lists of one cluster's proxies.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Endpoints {
    /// One for each port of a service.
    pub lists: Vec<EndpointList>,
}

/// The files of the bundle by path.
pub type Files = BTreeMap<String, String>;

/// An answer of the planner, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// To every change.
    Judgement(Judgement),
    /// To [`Question::Why`].
    Why(Why),
    /// To [`Question::Plan`].
    Plan(Plan),
    /// To [`Question::Files`].
    Files(Files),
    /// To [`Question::Ports`].
    Ports(Ports),
    /// To [`Question::WhatIf`].
    WhatIf(WhatIf),
    /// To [`Question::Endpoints`].
    Endpoints(Endpoints),
    /// A question that the planner could not answer, in its words.
    Failed(Question, String),
}

/// A question to the planner about the document as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Everything that is shown at once.
    Judge,
    /// How the first reaches the second.
    Why(String, String),
    /// The steps.
    Plan,
    /// The bundle.
    Files,
    /// The ports that have to be open.
    Ports,
    /// Who loses what when these parts are lost.
    WhatIf(Vec<String>),
    /// The endpoint lists of a cluster's proxies.
    Endpoints(String),
}

impl Question {
    /// Reads the planner's answer, which is JSON.
    ///
    /// # Errors
    ///
    /// The JSON is not that of an answer to this question.
    pub fn read(&self, json: &str) -> Result<Answer, serde_json::Error> {
        Ok(match self {
            Self::Judge => Answer::Judgement(serde_json::from_str(json)?),
            Self::Why(..) => Answer::Why(serde_json::from_str(json)?),
            Self::Plan => Answer::Plan(serde_json::from_str(json)?),
            Self::Files => Answer::Files(serde_json::from_str(json)?),
            Self::Ports => Answer::Ports(serde_json::from_str(json)?),
            Self::WhatIf(_) => Answer::WhatIf(serde_json::from_str(json)?),
            Self::Endpoints(_) => Answer::Endpoints(serde_json::from_str(json)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Question, Severity};

    const JUDGED: &str = r#"{"models":["multi-primary"],"complete":false,"stepCount":0,
        "clusters":["a","b"],"reach":["sx","gs"],"discovers":["yy","yy"],"roots":[0,null],
        "links":[],"findings":[
        {"code":"GWY101","severity":"warning","headline":"h","path":"clusters/a/network","span":null,
         "why":null,"help":null,"fixes":[{"title":"t","safety":"safe","edits":[
            {"path":"clusters/a/eastWestGateway","change":"set","value":{}}]}]},
        {"code":"GWY102","severity":"error","headline":"h","path":"clusters/a","span":null,
         "why":null,"help":null,"fixes":[]}]}"#;

    #[test]
    fn a_judgement_is_read() {
        let Ok(Answer::Judgement(judged)) = Question::Judge.read(JUDGED) else {
            panic!("it is a judgement");
        };
        assert_eq!(judged.counts(), [1, 1, 0]);
        assert_eq!(judged.marks()["clusters/a"], (Severity::Error, 2));
        assert_eq!(judged.reach("a", "b"), Some('x'));
        assert_eq!(judged.reach("b", "a"), Some('g'));
        assert_eq!(judged.reach("b", "c"), None);
        assert_eq!(judged.findings[0].fixes[0].edits().len(), 1);
    }

    #[test]
    fn endpoint_lists_are_read() {
        let json = r#"{"lists":[{"from":"a","istiod":"a","service":"hello.sample","port":5000,
            "cluster":"c","unserved":null,"endpoints":[{"address":null,"via":"gateway","port":15443,
            "weight":1,"of":"b","leadsTo":["b"],"priority":0,"arrives":true,"text":"t"}],
            "missing":[{"cluster":"c","reason":"D20","text":"t"}],"share":0.5}]}"#;
        let Ok(Answer::Endpoints(told)) = Question::Endpoints("a".to_owned()).read(json) else {
            panic!("they are endpoint lists");
        };
        assert_eq!(told.lists[0].endpoints[0].of.as_deref(), Some("b"));
        assert_eq!(told.lists[0].missing[0].cluster, "c");
    }

    #[test]
    fn another_answer_is_an_error() {
        assert!(Question::Plan.read(JUDGED).is_err());
        assert!(Question::Judge.read("[").is_err());
    }
}
