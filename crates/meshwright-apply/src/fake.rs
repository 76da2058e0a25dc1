//! Clusters in memory that answer like kubectl, istioctl and helm.
//!
//! What counts for a run is true: who owns which field and conflicts over it, kinds that are not
//! known yet, namespaces that have to be there, versions of objects that change with every write
//! and with nothing else, and what controllers do afterwards. What is installed is a handful of
//! objects in place of hundreds. It proves the runner and its calls, not a mesh.

mod charts;
mod controllers;
mod helm;
mod istio;
mod kinds;
mod kubectl;
mod rights;
mod sample;
mod store;
mod words;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use meshwright_core::model::Mesh;
use meshwright_core::render::Artifacts;
use serde::{Deserialize, Serialize};

pub use rights::Rights;
pub use store::{Cluster, Object};

use crate::tools::{Call, Effect, Program, Said, Silence, Tools};

/// Everything there is: clusters by context, and what Helm knows on this machine.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The clusters by their context.
    pub clusters: BTreeMap<String, Cluster>,
    /// Repositories of charts that Helm knows.
    pub repositories: BTreeMap<String, String>,
    /// How many calls there were that may write.
    pub n_writes: usize,
    /// What is allowed in clusters, by their name; everything in those that are not here.
    pub rights: BTreeMap<String, Rights>,
}

/// What goes wrong with calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// Which calls that may write, counted from 0; `None` for every one.
    pub at: Option<usize>,
    /// What happens.
    pub kind: FaultKind,
}

/// What goes wrong with a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FaultKind {
    /// The program is not there.
    #[default]
    Missing,
    /// It fails before it speaks to the cluster.
    BeforeContact,
    /// It fails after it has done everything.
    AfterAll,
    /// It fails after it has done half.
    AfterHalf,
    /// It hangs before it has done anything.
    Hang,
    /// It hangs after it has done everything.
    HangAfterAll,
    /// A signal ends it after half.
    Killed,
    /// It does everything, and its answer is lost.
    Mute,
    /// It does everything, and its answer ends in the middle of a character.
    Cut,
    /// It complains without end.
    Flood,
    /// Somebody else owns a field.
    Conflict,
    /// It is not allowed.
    Forbidden,
    /// Its token has expired.
    Expired,
    /// The connection is not trusted.
    Tls,
    /// The namespace is being deleted.
    Terminating,
    /// The server does not answer.
    Unreachable,
}

impl FaultKind {
    /// Every kind.
    pub const ALL: [Self; 16] = [
        Self::Missing,
        Self::BeforeContact,
        Self::AfterAll,
        Self::AfterHalf,
        Self::Hang,
        Self::HangAfterAll,
        Self::Killed,
        Self::Mute,
        Self::Cut,
        Self::Flood,
        Self::Conflict,
        Self::Forbidden,
        Self::Expired,
        Self::Tls,
        Self::Terminating,
        Self::Unreachable,
    ];

    /// Whether the call does what it was asked, all or in part, before it goes wrong.
    const fn share(self) -> Share {
        match self {
            Self::AfterAll | Self::HangAfterAll | Self::Mute | Self::Cut | Self::Flood => {
                Share::All
            }
            Self::AfterHalf | Self::Killed => Share::Half,
            _ => Share::Nothing,
        }
    }
}

/// How much of a call is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Nothing.
    Nothing,
    /// The first half of its objects.
    Half,
    /// Everything.
    All,
}

/// Clusters in memory.
pub struct World {
    state: Mutex<State>,
    files: Arc<BTreeMap<String, String>>,
    /// What goes wrong.
    pub faults: Mutex<Vec<Fault>>,
}

impl World {
    /// A fresh cluster for each of `mesh`, and the files of its plan.
    pub fn new(mesh: &Mesh, artifacts: &Artifacts) -> Self {
        let mut state = State::default();
        for (index, cluster) in mesh.clusters() {
            let mut fresh = Cluster::fresh(cluster.name.as_str(), index.0);
            let known = cluster
                .gateway
                .iter()
                .flat_map(|gateway| &gateway.addresses);
            let known: Vec<String> = known.map(ToString::to_string).collect();
            if !known.is_empty() {
                fresh.addresses = known;
            }
            if let Some(url) = &cluster.api_server.url {
                url.as_str().clone_into(&mut fresh.server);
            }
            state.clusters.insert(cluster.context.to_string(), fresh);
        }
        Self::with(state, artifacts)
    }

    /// Clusters as they were left.
    pub fn with(state: State, artifacts: &Artifacts) -> Self {
        let files = artifacts
            .iter()
            .map(|(path, file)| (path.to_owned(), file.text.clone()));
        Self {
            state: Mutex::new(state),
            files: Arc::new(files.collect()),
            faults: Mutex::default(),
        }
    }

    /// The same clusters once more, as they are, each to go its own way from here.
    #[must_use]
    pub fn again(&self) -> Self {
        Self {
            state: Mutex::new(self.state().clone()),
            files: Arc::clone(&self.files),
            faults: Mutex::default(),
        }
    }

    /// Everything there is.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a call of which so much is done.
    pub fn answer(&self, call: &Call, share: Share) -> Said {
        let read = |path: &str| self.files.get(path).cloned();
        answer(&mut self.state(), call, share, &read)
    }

    fn fault(&self, place: usize) -> Option<FaultKind> {
        let faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults
            .iter()
            .find(|fault| fault.at.is_none_or(|at| at == place))
            .map(|fault| fault.kind)
    }
}

/// Answers a call of which so much is done; `read` reads files of the plan.
pub fn answer(
    state: &mut State,
    call: &Call,
    share: Share,
    read: &dyn Fn(&str) -> Option<String>,
) -> Said {
    let asked = words::Asked::new(call, read);
    let said = match &call.program {
        Program::Kubectl => kubectl::answer(state, &asked, share),
        Program::Istioctl(minor) => istio::answer(state, &asked, minor, share),
        Program::Helm => helm::answer(state, &asked, share),
    };
    if call.effect == Effect::Writes {
        controllers::spread_roots(state);
    }
    said
}

impl Tools for World {
    fn call(&self, call: &Call) -> Result<Said, Silence> {
        if call.effect == Effect::Reads {
            return Ok(self.answer(call, Share::All));
        }
        let place = {
            let mut state = self.state();
            state.n_writes += 1;
            state.n_writes - 1
        };
        let Some(kind) = self.fault(place) else {
            return Ok(self.answer(call, Share::All));
        };
        let said = match kind.share() {
            Share::Nothing => Said::well(""),
            share => self.answer(call, share),
        };
        broken(kind, said)
    }
}

/// What a caller sees of a call that goes wrong so.
fn broken(kind: FaultKind, said: Said) -> Result<Said, Silence> {
    Ok(match kind {
        FaultKind::Missing => return Err(Silence::NotStarted("no such file".to_owned())),
        FaultKind::Hang | FaultKind::HangAfterAll => return Err(Silence::TooLong),
        FaultKind::BeforeContact => Said::badly(
            1,
            "Error in configuration: context was not found for specified context: x",
        ),
        FaultKind::AfterAll | FaultKind::AfterHalf => Said::badly(1, "error: something went wrong"),
        FaultKind::Killed => Said {
            exit: crate::tools::Exit::Signal(9),
            ..Said::well("")
        },
        FaultKind::Mute => Said::well(""),
        FaultKind::Cut => {
            let mut out = said.out.to_vec();
            out.truncate(out.len() / 2);
            out.push(0xe2);
            Said::well(out)
        }
        FaultKind::Flood => Said {
            complaints: "warning: \u{1b}[31mred\u{1b}[0m\n".repeat(2_000),
            ..said
        },
        FaultKind::Conflict => Said::badly(
            1,
            "error: Apply failed with 1 conflict: conflict with \"somebody\": .data.mesh",
        ),
        FaultKind::Forbidden => Said::badly(
            1,
            "Error from server (Forbidden): secrets is forbidden: User \"x\" cannot patch",
        ),
        FaultKind::Expired => Said::badly(
            1,
            "error: You must be logged in to the server (Unauthorized)",
        ),
        FaultKind::Tls => Said::badly(
            1,
            "Unable to connect to the server: x509: certificate signed by unknown authority",
        ),
        FaultKind::Terminating => Said::badly(
            1,
            "Error from server (Forbidden): unable to create new content in namespace a because \
             it is being terminated",
        ),
        FaultKind::Unreachable => Said::badly(
            1,
            "The connection to the server 203.0.113.1:6443 was refused - did you specify the \
             right host or port?",
        ),
    })
}
