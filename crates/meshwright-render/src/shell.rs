//! How operations are spelled in a POSIX shell.

pub mod ambient;
pub mod commands;
mod gateways;
pub mod helm;
pub mod istioctl;
pub mod library;
mod owner;
pub mod quote;

pub use commands::{Spelled, Speller};
pub use istioctl::Istioctls;
