//! The rules of the document itself.

use meshwright_diag::RuleInfo;

/// Every rule of this crate, sorted by code.
pub const DOCUMENT_RULES: &[&RuleInfo] = &[];
