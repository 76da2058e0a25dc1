//! A Kubernetes API server, through the socket of its `kubectl proxy`.
//!
//! Objects are plain JSON: the few fields that are read are named where they are read.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::http::{Request, send};

/// The status that asks to come back later.
const TOO_EARLY: u16 = 429;
/// How long that is done, and how often.
const PATIENCE: Duration = Duration::from_mins(1);
const PAUSE: Duration = Duration::from_millis(500);

/// An API server.
#[derive(Clone, Debug)]
pub struct Api {
    socket: PathBuf,
}

/// Why an API server did not do what was asked.
#[derive(Debug)]
pub enum ApiError {
    /// It cannot be reached.
    Unreachable(io::Error),
    /// It refused: status and reason.
    Refused(u16, String),
    /// The answer is no JSON.
    Garbled,
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(error) => write!(f, "{error}"),
            Self::Refused(status, said) => write!(f, "{status}: {said}"),
            Self::Garbled => f.write_str("the answer is no JSON"),
        }
    }
}

impl Api {
    /// The API server behind the proxy at `socket`.
    pub fn new(socket: impl Into<PathBuf>) -> Self {
        Self {
            socket: socket.into(),
        }
    }

    /// Where its proxy listens.
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// Reads an object or a list; `None` where there is none.
    ///
    /// # Errors
    ///
    /// The server cannot be reached or refuses.
    pub fn read(&self, path: &str) -> Result<Option<Value>, ApiError> {
        match self.call("GET", path, "", None) {
            Ok(value) => Ok(Some(value)),
            Err(ApiError::Refused(404, _)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The items of a list; none where there is no such kind.
    ///
    /// # Errors
    ///
    /// The server cannot be reached or refuses.
    pub fn items(&self, path: &str) -> Result<Vec<Value>, ApiError> {
        let list = self.read(path)?;
        Ok(match list.as_ref().and_then(|list| list.get("items")) {
            Some(Value::Array(items)) => items.clone(),
            _ => Vec::new(),
        })
    }

    /// Makes the object at `path`, or brings it to what `object` says, as `kubectl apply` does.
    ///
    /// # Errors
    ///
    /// The server cannot be reached or refuses.
    pub fn apply(&self, path: &str, object: &Value) -> Result<(), ApiError> {
        let path = format!("{path}?fieldManager=meshwright-rehearsal&force=true");
        self.call("PATCH", &path, "application/apply-patch+yaml", Some(object))
            .map(drop)
    }

    /// Posts `object` to `path`; what the server makes of it.
    ///
    /// # Errors
    ///
    /// The server cannot be reached or refuses.
    pub fn make(&self, path: &str, object: &Value) -> Result<Value, ApiError> {
        self.call("POST", path, "application/json", Some(object))
    }

    /// Merges `change` into the object at `path`.
    ///
    /// # Errors
    ///
    /// The server cannot be reached or refuses.
    pub fn merge(&self, path: &str, change: &Value) -> Result<(), ApiError> {
        self.call("PATCH", path, "application/merge-patch+json", Some(change))
            .map(drop)
    }

    /// Deletes the object at `path`, if it is there.
    ///
    /// # Errors
    ///
    /// The server cannot be reached or refuses.
    pub fn delete(&self, path: &str) -> Result<(), ApiError> {
        match self.call("DELETE", path, "", None) {
            Ok(_) | Err(ApiError::Refused(404, _)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn call(
        &self,
        method: &str,
        path: &str,
        content: &str,
        body: Option<&Value>,
    ) -> Result<Value, ApiError> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let request = Request {
            method,
            path,
            content,
            body: body.as_bytes(),
        };
        let mut answer = send(&self.socket, request);
        // Each request says what is to be, so one that got lost can be sent again.
        for _ in 0..2 {
            if answer.is_err() {
                answer = send(&self.socket, request);
            }
        }
        let start = Instant::now();
        // A server that has come back refuses kinds whose storage it has not read yet.
        while matches!(&answer, Ok(it) if it.status == TOO_EARLY) && start.elapsed() < PATIENCE {
            std::thread::sleep(PAUSE);
            answer = send(&self.socket, request);
        }
        let answer = answer.map_err(ApiError::Unreachable)?;
        let value: Result<Value, _> = serde_json::from_slice(&answer.body);
        if (200..300).contains(&answer.status) {
            return value.map_err(|_| ApiError::Garbled);
        }
        let said = value.ok().and_then(|it| text(&it, "/message"));
        Err(ApiError::Refused(answer.status, said.unwrap_or_default()))
    }
}

/// The text at a JSON pointer.
pub fn text(value: &Value, pointer: &str) -> Option<String> {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .map(str::to_owned)
}

/// The entries of the list at a JSON pointer.
pub fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    match value.pointer(pointer) {
        Some(Value::Array(items)) => items,
        _ => &[],
    }
}

/// The name of an object; empty where it has none.
pub fn name(object: &Value) -> String {
    text(object, "/metadata/name").unwrap_or_default()
}

/// The namespace of an object; empty where it has none.
pub fn namespace(object: &Value) -> String {
    text(object, "/metadata/namespace").unwrap_or_default()
}
