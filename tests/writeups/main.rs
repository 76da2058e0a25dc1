//! The generated runbooks against what people have written by hand: each of the first six examples
//! does everything that a write-up of the same mesh does, in an order that works, and none of the
//! mistakes that were found in such write-ups.
//!
//! The facts are data beside this file: one file for each example, and `mistakes.yaml`. Here is
//! only how they are checked against the plan and the bundle.

mod checks;
mod example;
mod facts;
mod mistakes;
