//! The registry: every rule about certificates, sorted by code.
//!
//! A rule is one file here, one line in [`ALL`], its page and its messages.

mod certificate_expired;
mod certificate_expires_soon;
mod chain_incomplete;
mod chain_order;
mod extended_key_usage_on_ca;
mod file_missing;
mod intermediate_shared;
mod key_does_not_fit;
mod key_encrypted;
mod key_format_unsupported;
mod key_identifier_mismatch;
mod key_readable_by_others;
mod key_usage_without_signing;
mod not_a_ca;
mod outlives_issuer;
mod path_length_too_short;
mod root_differs;
mod root_key_in_cluster;
mod sample_certificates;
mod secret_not_read;
mod self_signed_leftover;
mod several_keys;
mod tls_names_win;
mod uncommon_algorithm;
mod unknown_critical_extension;
mod unreadable_certificate;
mod weak_algorithm;

use crate::check::Rule;

/// Every rule about certificates.
pub(crate) static ALL: &[&Rule] = &[
    &root_differs::RULE,
    &key_does_not_fit::RULE,
    &chain_incomplete::RULE,
    &not_a_ca::RULE,
    &path_length_too_short::RULE,
    &key_usage_without_signing::RULE,
    &extended_key_usage_on_ca::RULE,
    &certificate_expired::RULE,
    &certificate_expires_soon::RULE,
    &outlives_issuer::RULE,
    &weak_algorithm::RULE,
    &uncommon_algorithm::RULE,
    &chain_order::RULE,
    &file_missing::RULE,
    &unreadable_certificate::RULE,
    &several_keys::RULE,
    &key_encrypted::RULE,
    &key_format_unsupported::RULE,
    &sample_certificates::RULE,
    &intermediate_shared::RULE,
    &root_key_in_cluster::RULE,
    &key_readable_by_others::RULE,
    &key_identifier_mismatch::RULE,
    &unknown_critical_extension::RULE,
    &tls_names_win::RULE,
    &secret_not_read::RULE,
    &self_signed_leftover::RULE,
];
