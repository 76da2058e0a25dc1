//! Trust and certificates.

pub mod cert_manager_not_planned;
pub mod trust_domain_mismatch;
pub mod trust_not_planned;
