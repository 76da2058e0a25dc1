//! What an istiod remembers of one remote cluster, event by event: what `istioctl
//! remote-clusters` says, and what its proxies are sent of the cluster.
//!
//! Seen on real meshes with 1.30.3: "synced" proves nothing about endpoints.

use super::IstiodFacts;
use super::failure::REMOTE_CLUSTER_TIMEOUT_S;

/// What `istioctl remote-clusters` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncStatus {
    /// The cluster is not in the list.
    Absent,
    /// Not read yet.
    Syncing,
    /// Not read within the time limit.
    Timeout,
    /// Read.
    Synced,
}

/// What proxies are sent of the cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// Nothing of it.
    Nothing,
    /// Its endpoints, followed.
    Live,
    /// Its endpoints as last seen.
    Stale,
    /// Nothing at all of any cluster: the istiod does not serve yet.
    NotServed,
}

/// Something that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistryEvent {
    /// The remote secret is applied, its kubeconfig right or wrong.
    Apply {
        /// Whether the kubeconfig leads to the cluster and logs in.
        is_right: bool,
    },
    /// The remote secret is deleted.
    Delete,
    /// A secret under the name of istiod's own cluster is applied.
    ApplyOwn,
    /// A second secret with the same cluster is applied.
    ApplySecond,
    /// The cluster's API server stops answering.
    ApiDown,
    /// The cluster's API server answers again.
    ApiUp,
    /// istiod restarts.
    Restart,
    /// Time passes.
    Wait {
        /// How much, in seconds.
        seconds: u32,
    },
}

/// One remote cluster in the memory of an istiod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what is remembered changes bit by bit, and most combinations occur"
)]
pub struct RemoteRegistry {
    facts: IstiodFacts,
    /// Whether the kubeconfig of the secret is right; `None` without a secret.
    secret: Option<bool>,
    is_api_up: bool,
    has_read: bool,
    /// Whether the handlers of the registry are gone, so that nothing that is read is sent.
    is_deaf: bool,
    /// Whether endpoints are kept from an earlier kubeconfig.
    keeps_old: bool,
    waited_s: u32,
    /// Whether istiod waits for the cluster before it serves at all.
    is_starting: bool,
}

impl RemoteRegistry {
    /// An istiod that runs, without a secret for the cluster.
    pub const fn new(facts: IstiodFacts) -> Self {
        Self {
            facts,
            secret: None,
            is_api_up: true,
            has_read: false,
            is_deaf: false,
            keeps_old: false,
            waited_s: 0,
            is_starting: false,
        }
    }

    /// What happens next.
    pub const fn on(&mut self, event: RegistryEvent) {
        match event {
            RegistryEvent::Apply { is_right } => self.apply(is_right),
            RegistryEvent::Delete => {
                self.secret = None;
                self.has_read = false;
                self.is_deaf = false;
                self.keeps_old = false;
                self.waited_s = 0;
            }
            // Logged and skipped (S-SECRET).
            RegistryEvent::ApplyOwn | RegistryEvent::ApplySecond => {}
            RegistryEvent::ApiDown => self.is_api_up = false,
            RegistryEvent::ApiUp => self.is_api_up = true,
            RegistryEvent::Restart => {
                self.has_read = false;
                self.is_deaf = false;
                self.keeps_old = false;
                self.waited_s = 0;
                self.is_starting = self.secret.is_some();
            }
            RegistryEvent::Wait { seconds } => {
                self.waited_s = self.waited_s.saturating_add(seconds);
            }
        }
        self.settle();
    }

    const fn apply(&mut self, is_right: bool) {
        let had_endpoints = self.has_read && !self.is_deaf;
        let is_same = matches!(self.secret, Some(known) if known == is_right);
        if is_same {
            return;
        }
        let was_there = self.secret.is_some();
        self.secret = Some(is_right);
        if !was_there {
            self.has_read = false;
            self.waited_s = 0;
            return;
        }
        // X-ROTATE
        if self.facts.secret_swap {
            self.keeps_old = self.keeps_old || had_endpoints;
            if self.facts.secret_swap_wipes && self.keeps_old {
                self.is_deaf = true;
            }
        }
        self.has_read = false;
        self.waited_s = 0;
    }

    const fn settle(&mut self) {
        if matches!(self.secret, Some(true)) && self.is_api_up && !self.has_read {
            self.has_read = true;
            // The swap takes the old registry's endpoints away when the new one has synced.
            self.keeps_old = false;
        }
        if self.has_read || self.waited_s >= REMOTE_CLUSTER_TIMEOUT_S {
            self.is_starting = false;
        }
    }

    /// What `istioctl remote-clusters` says of the cluster.
    pub const fn status(&self) -> SyncStatus {
        if self.secret.is_none() {
            SyncStatus::Absent
        } else if self.has_read {
            SyncStatus::Synced
        } else if self.waited_s >= REMOTE_CLUSTER_TIMEOUT_S {
            SyncStatus::Timeout
        } else {
            SyncStatus::Syncing
        }
    }

    /// What proxies are sent of the cluster.
    pub const fn sent(&self) -> Sent {
        if self.is_starting {
            Sent::NotServed
        } else if self.keeps_old {
            Sent::Stale
        } else if !self.has_read || self.is_deaf {
            Sent::Nothing
        } else if self.is_api_up {
            Sent::Live
        } else {
            Sent::Stale
        }
    }
}
