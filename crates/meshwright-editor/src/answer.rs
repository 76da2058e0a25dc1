//! What the planner answers, as far as the designer shows it: the wire types, read.
//!
//! Fields that the designer does not show are skipped, so that a newer planner is understood.

mod endpoints;
mod finding;
mod judgement;
mod loss;
mod plan;

use std::collections::BTreeMap;

pub use endpoints::{Endpoint, EndpointList, Endpoints, Missing};
pub use finding::{EditRecord, Finding, Fix, Position, Severity, Span};
pub use judgement::{Hop, Judgement, NetworkLink, Why};
pub use loss::{PairLoss, Stopped, WhatIf};
pub use plan::{Phase, Plan, Port, Ports, Step};

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
    fn steps_stand_under_headings() {
        let json = r#"{"blockedBy":[],"phases":[{"name":"trust","title":"信任"}],"steps":[]}"#;
        let Ok(Answer::Plan(plan)) = Question::Plan.read(json) else {
            panic!("it is a plan");
        };
        assert_eq!(plan.heading("trust"), "信任");
        assert_eq!(plan.heading("extras"), "extras");
    }

    #[test]
    fn another_answer_is_an_error() {
        assert!(Question::Plan.read(JUDGED).is_err());
        assert!(Question::Judge.read("[").is_err());
    }
}
