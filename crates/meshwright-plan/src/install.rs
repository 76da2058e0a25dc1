//! Install methods: which tool installs Istio, and with which operations.

pub mod istioctl;

use meshwright_model::{Address, InstallMethod};

use crate::{ManifestFile, Op, Operand};

/// A tool that installs Istio. A method is one file below this one and one line in [`METHODS`].
#[derive(Debug)]
pub struct Method {
    /// The word of the document for it.
    pub method: InstallMethod,
    /// Installs a control plane, or what a remote has of one.
    pub control_plane: fn(ManifestFile, Option<Operand<Address>>) -> Op,
    /// Installs an east-west gateway.
    pub gateway: fn(ManifestFile) -> Op,
    /// Takes back what one of the two installed.
    pub uninstall: fn(ManifestFile) -> Op,
}

/// Every method that plans can be made for, in the order of the document's words.
pub static METHODS: &[&Method] = &[&istioctl::ISTIOCTL];

/// The method of that word, or `None` where no plans are made for it.
pub fn method(method: InstallMethod) -> Option<&'static Method> {
    METHODS.iter().copied().find(|known| known.method == method)
}
