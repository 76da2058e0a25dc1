//! `meshwright/wire/v1`.

mod plan;
mod why;

pub use meshwright_diag::render::json::{
    API_VERSION, FindingList, FindingRecord, FixRecord, RelatedRecord,
};
pub use plan::{ClusterRecord, PlanRecord};
pub use why::{HopRecord, WhyRecord};
