//! Recorded transcripts: what was asked and answered once, answered again.
//!
//! A transcript is JSON lines. Standard input is kept as its SHA-256, and answers of calls with a
//! secret in them are not kept, so a transcript can be shared.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use meshwright_core::pki::Zeroizing;
use meshwright_core::render::digest::sha256;
use serde::{Deserialize, Serialize};

use super::{Call, Exit, Input, Said, Silence, Tools};

/// One call and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Exchange {
    /// The program's name.
    pub program: String,
    /// Its words.
    pub words: Vec<String>,
    /// SHA-256 of its standard input.
    pub input_sha256: String,
    /// The code with which it ended; `None` where a signal ended it or it did not answer.
    pub code: Option<i32>,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub complaints: String,
}

/// What stands for an answer that was not kept.
pub const WITHHELD: &str = "(withheld)";

impl Exchange {
    fn new(call: &Call, said: &Result<Said, Silence>) -> Self {
        let is_secret = call.kubeconfig.is_some()
            || matches!(call.input, Input::Secret(_))
            || call.words.iter().any(|word| word.contains("secret"));
        let (code, out, complaints) = match said {
            Ok(said) => (
                match said.exit {
                    Exit::Code(code) => Some(code),
                    Exit::Signal(_) => None,
                },
                said.text().to_string(),
                said.complaints.clone(),
            ),
            Err(_) => (None, String::new(), String::new()),
        };
        Self {
            program: call.program.name().to_owned(),
            words: call.words.clone(),
            input_sha256: sha256(call.input.text().as_bytes()),
            code,
            out: if is_secret && !out.is_empty() {
                WITHHELD.to_owned()
            } else {
                out
            },
            complaints,
        }
    }

    fn answers(&self, call: &Call) -> bool {
        self.program == call.program.name()
            && self.words == call.words
            && self.input_sha256 == sha256(call.input.text().as_bytes())
    }
}

/// Tools whose exchanges are written down.
pub struct Recorder<T> {
    tools: T,
    exchanges: Mutex<Vec<Exchange>>,
}

impl<T: Tools> Recorder<T> {
    /// Listens to `tools`.
    pub const fn new(tools: T) -> Self {
        Self {
            tools,
            exchanges: Mutex::new(Vec::new()),
        }
    }

    /// The transcript so far, one exchange a line.
    pub fn transcript(&self) -> String {
        let exchanges = self
            .exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut lines = String::new();
        for exchange in exchanges.iter() {
            lines.push_str(&serde_json::to_string(exchange).unwrap_or_default());
            lines.push('\n');
        }
        lines
    }
}

impl<T: Tools + Send> Tools for Recorder<T> {
    fn call(&self, call: &Call) -> Result<Said, Silence> {
        let said = self.tools.call(call);
        let exchange = Exchange::new(call, &said);
        let mut exchanges = self
            .exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        exchanges.push(exchange);
        said
    }
}

/// A transcript that answers: each exchange once, the first that fits.
#[derive(Debug)]
pub struct Replay {
    left: Mutex<VecDeque<Exchange>>,
}

impl Replay {
    /// Reads a transcript.
    ///
    /// # Errors
    ///
    /// A line is no exchange.
    pub fn new(transcript: &str) -> Result<Self, serde_json::Error> {
        let left: Result<VecDeque<Exchange>, _> =
            transcript.lines().map(serde_json::from_str).collect();
        Ok(Self {
            left: Mutex::new(left?),
        })
    }

    /// How many exchanges nobody asked for.
    pub fn n_left(&self) -> usize {
        self.left
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .len()
    }
}

impl Tools for Replay {
    fn call(&self, call: &Call) -> Result<Said, Silence> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let place = left.iter().position(|exchange| exchange.answers(call));
        let Some(exchange) = place.and_then(|place| left.remove(place)) else {
            let words = call.words.join(" ");
            return Err(Silence::NotStarted(format!("the transcript lacks {words}")));
        };
        let Some(code) = exchange.code else {
            return Err(Silence::TooLong);
        };
        Ok(Said {
            exit: Exit::Code(code),
            out: Zeroizing::new(exchange.out.into_bytes()),
            complaints: exchange.complaints,
        })
    }
}
