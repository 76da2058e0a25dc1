//! What programs read: versioned JSON types, one module for each version.
//!
//! Within a version a field is only ever added.
//! Sentences are there in the language that was asked for; programs compare codes, ids and paths.

pub mod v1;
