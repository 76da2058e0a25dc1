//! YAML as this project reads and writes it.

mod write;

pub use write::{write, write_documents};
