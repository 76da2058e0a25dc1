//! `meshwright/wire/v1`.

mod certificates;
mod endpoints;
mod judgement;
mod plan;
mod ports;
mod rotation;
mod run;
mod what_if;
mod why;

pub use certificates::{CertificateRecord, CertificatesRecord, SigningRecord};
pub use endpoints::{EndpointListRecord, EndpointRecord, EndpointsRecord, MissingRecord};
pub use judgement::{JudgementRecord, LinkRecord};
pub use meshwright_diag::render::json::{
    API_VERSION, FindingList, FindingRecord, FixRecord, RelatedRecord,
};
pub use plan::{ClusterRecord, PhaseRecord, PlanRecord};
pub use ports::{PortRecord, PortsRecord};
pub use rotation::{RotationRecord, StageRecord};
pub use run::{
    CheckRecord, RunEventRecord, RunStatusRecord, StepStatusRecord, SurveyRecord, SurveyStepRecord,
    VerificationRecord,
};
pub use what_if::{
    CallerRecord, ImpactRecord, LossesRecord, PairLossRecord, StoppedRecord, UnwatchedRecord,
    WhatIfRecord,
};
pub use why::{HopRecord, WhyRecord};
