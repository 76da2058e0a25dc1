//! Values that a step needs, known when planning or learned on the way.

use crate::StepId;

/// A value that is known, or that an earlier step yields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand<T> {
    /// Known when planning.
    Known(T),
    /// Yielded by a step that comes before.
    From {
        /// The step.
        step: StepId,
        /// Which of its outputs.
        output: OutputKey,
    },
}

/// What a step may yield.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutputKey {
    /// The address of an east-west gateway: an IP or a host name.
    GatewayAddress,
    /// A remote secret.
    RemoteSecret,
}

impl OutputKey {
    /// The word for it in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GatewayAddress => "gateway-address",
            Self::RemoteSecret => "remote-secret",
        }
    }
}
