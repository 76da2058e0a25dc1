//! Security.

pub mod many_remote_secrets;
