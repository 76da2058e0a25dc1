//! How operations are spelled in a POSIX shell.

pub mod commands;
pub mod istioctl;
pub mod library;
pub mod quote;

pub use commands::{Spelled, Speller};
pub use istioctl::Istioctls;
