//! How operations are spelled in a POSIX shell.

mod addons;
pub mod ambient;
pub mod commands;
pub(crate) mod external;
mod gateways;
pub mod helm;
pub mod istioctl;
pub mod library;
pub mod quote;
mod traffic;
mod trust;

pub use commands::{Spelled, Speller};
pub use istioctl::Istioctls;
