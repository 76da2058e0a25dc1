//! Plans carried out on clusters in memory.

#[path = "apply/support.rs"]
mod support;

#[path = "apply/access.rs"]
mod access;
#[path = "apply/crashes.rs"]
mod crashes;
#[path = "apply/faults.rs"]
mod faults;
#[path = "apply/whole.rs"]
mod whole;
