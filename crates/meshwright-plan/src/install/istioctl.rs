//! `istioctl install` with an IstioOperator for each installation.

use meshwright_model::InstallMethod;

use super::Method;
use crate::Op;

/// `istioctl`.
pub static ISTIOCTL: Method = Method {
    method: InstallMethod::Istioctl,
    control_plane: |file, discovery_address| Op::IstioctlInstall {
        file,
        discovery_address,
    },
    gateway: |file| Op::IstioctlInstall {
        file,
        discovery_address: None,
    },
    uninstall: Op::IstioctlUninstall,
};
