//! What holds for every topology, tried on many that nobody would write by hand.
//!
//! Random ones come from proptest with a fixed number of cases; all small ones are gone through
//! one by one.

mod any_topology;
mod plans;
mod reach;
mod repairs;
mod small_scope;
mod total;
