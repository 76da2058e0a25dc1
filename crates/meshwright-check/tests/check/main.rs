//! The rules, from text to findings: pages, mutations, policy, and speed.

mod faults;
mod mutations;
mod order;
mod pages;
mod speed;
mod support;
