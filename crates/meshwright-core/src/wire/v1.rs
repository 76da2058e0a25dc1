//! `meshwright/wire/v1`.

mod certificates;
mod plan;
mod rotation;
mod why;

pub use certificates::{CertificateRecord, CertificatesRecord, SigningRecord};
pub use meshwright_diag::render::json::{
    API_VERSION, FindingList, FindingRecord, FixRecord, RelatedRecord,
};
pub use plan::{ClusterRecord, PlanRecord};
pub use rotation::{RotationRecord, StageRecord};
pub use why::{HopRecord, WhyRecord};
