//! How one cluster reaches another, for programs.

use meshwright_diag::render::json::FixRecord;
use meshwright_diag::{Fix, Words};
use meshwright_graph::{Hop, Reach};
use meshwright_model::Mesh;
use serde::Serialize;

use super::API_VERSION;
use crate::ask::{Answer, ServiceAnswer};

/// How one cluster reaches another, or what is missing.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WhyRecord {
    /// [`API_VERSION`].
    pub api_version: &'static str,
    /// `Why`.
    pub kind: &'static str,
    /// The caller's cluster.
    pub from: String,
    /// The called cluster.
    pub to: String,
    /// Whether requests arrive.
    pub arrives: bool,
    /// `same`, `direct`, `gateway` or `broken`.
    pub verdict: &'static str,
    /// The clusters whose east-west gateways are used.
    pub gateways: Vec<String>,
    /// What has to hold, in the order in which a request needs it.
    pub hops: Vec<HopRecord>,
    /// Repairs for the first hop that breaks, the best first.
    pub fixes: Vec<FixRecord>,
    /// The repairs that together make requests arrive, in their order; empty where requests
    /// arrive, and where no repairs do that.
    pub mend: Vec<FixRecord>,
}

/// One thing that has to hold.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HopRecord {
    /// What it is about.
    pub kind: &'static str,
    /// Whether it holds.
    pub passes: bool,
    /// What makes it hold or break.
    pub text: String,
    /// Who provides it: `topology`, `plan` or `workload`.
    pub provision: &'static str,
    /// The place in the topology that it comes from.
    pub path: String,
}

impl WhyRecord {
    /// The wire form of `answer`.
    pub fn new(answer: &Answer, mesh: &Mesh, words: &Words) -> Self {
        let why = &answer.why;
        let (verdict, gateways) = match &why.verdict {
            Reach::Same => ("same", &[][..]),
            Reach::Direct => ("direct", &[][..]),
            Reach::Gateway { gateways } => ("gateway", gateways.as_slice()),
            Reach::Broken(_) => ("broken", &[][..]),
        };
        let mut hops: Vec<HopRecord> = why
            .hops
            .iter()
            .map(|hop| HopRecord::new(hop, words))
            .collect();
        if let Some(service) = &answer.service {
            hops.push(HopRecord::of_service(service, words));
            hops.extend(HopRecord::of_list(service, words));
        }
        Self {
            api_version: API_VERSION,
            kind: "Why",
            from: mesh[why.from].name.to_string(),
            to: mesh[why.to].name.to_string(),
            arrives: answer.arrives(),
            verdict,
            gateways: gateways
                .iter()
                .map(|&index| mesh[index].name.to_string())
                .collect(),
            hops,
            fixes: answer
                .fixes()
                .iter()
                .map(|fix| FixRecord::new(fix, words))
                .collect(),
            mend: Vec::new(),
        }
    }

    /// Adds the repairs that together make requests arrive.
    #[must_use]
    pub fn mended_by(mut self, repairs: &[Fix], words: &Words) -> Self {
        self.mend = repairs
            .iter()
            .map(|fix| FixRecord::new(fix, words))
            .collect();
        self
    }
}

impl HopRecord {
    fn new(hop: &Hop, words: &Words) -> Self {
        Self {
            kind: hop.kind.as_str(),
            passes: hop.passes(),
            text: words.say(&hop.text),
            provision: hop.provision.as_str(),
            path: hop.path.to_string(),
        }
    }

    fn of_service(service: &ServiceAnswer, words: &Words) -> Self {
        Self {
            kind: "service",
            passes: service.is_offered,
            text: words.say(&service.text),
            provision: "workload",
            path: service.path.to_string(),
        }
    }

    fn of_list(service: &ServiceAnswer, words: &Words) -> Option<Self> {
        let listed = service.listed.as_ref()?;
        Some(Self {
            kind: "list",
            passes: listed.is_there,
            text: words.say(&listed.text),
            provision: "plan",
            path: service.path.to_string(),
        })
    }
}
