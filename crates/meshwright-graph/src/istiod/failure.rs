//! What goes on and what stops when something fails: the rules X-*.
//!
//! Read in Istio 1.30.3; those about API servers and remote secrets were seen on real meshes.

use super::IstiodFacts;

/// The default of `PILOT_REMOTE_CLUSTER_TIMEOUT`, in seconds.
pub const REMOTE_CLUSTER_TIMEOUT_S: u32 = 30;
/// The longest that a proxy's stream to istiod lasts, in minutes.
pub const STREAM_AGE_MIN: u32 = 30;
/// How long a workload's certificate is good, in hours; it is renewed at about half of that.
pub const CERTIFICATE_H: u32 = 24;

/// Something that fails or changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A control plane is gone.
    ControlPlaneDown,
    /// A remote API server does not answer while istiod starts.
    RemoteApiDownAtStart {
        /// `PILOT_REMOTE_CLUSTER_TIMEOUT`, in seconds.
        timeout_s: u32,
    },
    /// A remote API server stops answering.
    RemoteApiDown,
    /// A remote secret is deleted.
    SecretDeleted,
    /// The kubeconfig in a remote secret is replaced.
    SecretReplaced,
    /// The pods of an east-west gateway die.
    GatewayDown,
    /// The host name of a gateway has no address any more.
    GatewayNameGone,
    /// The Service of a gateway is deleted.
    GatewayServiceDeleted,
    /// The Service of a gateway loses its address.
    GatewayAddressEmptied,
    /// The root of one primary is replaced by another.
    RootReplaced,
}

/// What has become of the endpoints of the cluster in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoints {
    /// As they were, and followed.
    Unchanged,
    /// As they were, and not followed any more.
    Stale,
    /// None.
    Absent,
    /// None, until istiod restarts.
    WipedUntilRestart,
    /// None for a moment, then all.
    ShortGap,
    /// Pod addresses in the place of the gateway's.
    RawPods,
}

/// What has become of the gateway in the lists of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GatewayKept {
    /// It is listed, and works.
    Listed,
    /// It is listed, although nothing is there (P13).
    ListedDead,
    /// Its old address is listed.
    StaleAddress,
    /// It is not listed.
    Gone,
}

/// What follows from an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers a question of its own about what goes on"
)]
pub struct Effects {
    /// The endpoints of the cluster in question, in the lists of others.
    pub endpoints: Endpoints,
    /// Its gateway, in the lists of others.
    pub gateway: GatewayKept,
    /// After how many minutes its proxies lose the streams that they have; `None` for never.
    pub streams_end_after_min: Option<u32>,
    /// Whether its proxies can connect anew to their istiod.
    pub new_streams: bool,
    /// Whether its proxies get certificates renewed.
    pub renewals: bool,
    /// Whether pods can be started there.
    pub new_pods: bool,
    /// How long an istiod that starts is not ready, in seconds.
    pub istiod_waits_s: u32,
    /// Whether things mend by themselves once the cause is gone.
    pub mends_itself: bool,
    /// Whether requests break until somebody's outlier detection sees it.
    pub needs_outlier_detection: bool,
}

const QUIET: Effects = Effects {
    endpoints: Endpoints::Unchanged,
    gateway: GatewayKept::Listed,
    streams_end_after_min: None,
    new_streams: true,
    renewals: true,
    new_pods: true,
    istiod_waits_s: 0,
    mends_itself: true,
    needs_outlier_detection: false,
};

/// What follows from `event`.
pub const fn effects(facts: IstiodFacts, event: Event) -> Effects {
    match event {
        // X-PRIMARY: proxies keep what they have and do not move to another primary.
        Event::ControlPlaneDown => Effects {
            new_streams: false,
            renewals: false,
            new_pods: false,
            ..QUIET
        },
        // X-START
        Event::RemoteApiDownAtStart { timeout_s } => Effects {
            endpoints: Endpoints::Absent,
            new_streams: false,
            renewals: false,
            istiod_waits_s: timeout_s,
            ..QUIET
        },
        // X-APIDOWN
        Event::RemoteApiDown => Effects {
            endpoints: Endpoints::Stale,
            streams_end_after_min: Some(STREAM_AGE_MIN),
            new_streams: false,
            renewals: false,
            new_pods: false,
            ..QUIET
        },
        // X-SECRETDEL
        Event::SecretDeleted => Effects {
            endpoints: Endpoints::Absent,
            gateway: GatewayKept::Gone,
            new_streams: false,
            renewals: false,
            mends_itself: false,
            ..QUIET
        },
        // X-ROTATE
        Event::SecretReplaced => Effects {
            endpoints: if facts.secret_swap_wipes {
                Endpoints::WipedUntilRestart
            } else if facts.secret_swap {
                Endpoints::Unchanged
            } else {
                Endpoints::ShortGap
            },
            mends_itself: !facts.secret_swap_wipes,
            ..QUIET
        },
        // X-GW
        Event::GatewayDown => Effects {
            gateway: GatewayKept::ListedDead,
            needs_outlier_detection: true,
            ..QUIET
        },
        Event::GatewayNameGone | Event::GatewayServiceDeleted => Effects {
            endpoints: Endpoints::RawPods,
            gateway: GatewayKept::Gone,
            ..QUIET
        },
        // G-STALE
        Event::GatewayAddressEmptied => Effects {
            gateway: GatewayKept::StaleAddress,
            ..QUIET
        },
        // T-ROOT
        Event::RootReplaced => Effects {
            mends_itself: false,
            ..QUIET
        },
    }
}
