//! Hostile inputs at the doors of the program: a clear finding or error, nothing written, nothing
//! lost, within limits of time and memory.
//!
//! Each table is data: a number that says which kind of input it is, the input, and the codes of
//! which one has to be told. Inputs that only look hostile have to be accepted.

mod arguments;
mod doors;
mod names;
mod structure;
mod topology;

#[path = "../support/hostile_text.rs"]
mod hostile_text;
