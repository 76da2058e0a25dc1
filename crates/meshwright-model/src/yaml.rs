//! YAML as this project reads and writes it.
//!
//! Reading keeps every place, refuses what a topology has no use for (aliases, tags, merge keys,
//! several documents), and holds the limits while it reads. Writing is for every YAML reader.
//!
//! Not here: what the values mean ([`crate::document`]).

mod keys;
pub(crate) mod lines;
pub(crate) mod node;
pub(crate) mod plain;
pub(crate) mod read;
mod syntax;
mod write;

pub use write::{write, write_documents};
