//! What was meant and what became of it, on disk, in that order.
//!
//! One record a line: 16 hexadecimal digits, a space, JSON. The digits begin the SHA-256 of the
//! digits before and the record, so a line that is changed, lost or put elsewhere is noticed. A
//! last line that is not whole was never written: a process died in the middle of it. Anything
//! else that does not fit is a journal that somebody has changed, and nothing is built on it.

mod history;
mod store;

use std::collections::BTreeMap;
use std::io;

use meshwright_core::diag::{Text, text};
use meshwright_core::render::digest::sha256;
use serde::{Deserialize, Serialize};

pub use history::{History, StepHistory};
pub use store::{FileStore, MemoryStore, Store};

/// What the first record follows.
const BEGINNING: &str = "meshwright-journal-1";

/// A record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Record {
    /// A run begins.
    Begin {
        /// `apply` or `undo`.
        verb: String,
        /// The mesh's name.
        mesh: String,
        /// SHA-256 of the plan.
        plan: String,
        /// The version of Meshwright.
        meshwright: String,
        /// Seconds since 1970.
        at: u64,
        /// The clusters' own names: the uid of their namespace `kube-system`.
        clusters: BTreeMap<String, String>,
    },
    /// A step is about to be carried out.
    Intent {
        /// `apply` or `undo`.
        verb: String,
        /// The step.
        step: String,
        /// Seconds since 1970.
        at: u64,
        /// The objects of the step that are there already.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        found: Vec<String>,
    },
    /// A step has ended.
    Outcome {
        /// `apply` or `undo`.
        verb: String,
        /// The step.
        step: String,
        /// Seconds since 1970.
        at: u64,
        /// How.
        outcome: String,
        /// Why it is not done.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<String>,
        /// The address that it yields.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<String>,
        /// How long it took.
        millis: u64,
    },
    /// A run has ended by itself.
    End {
        /// `apply` or `undo`.
        verb: String,
        /// Seconds since 1970.
        at: u64,
        /// Whether every step of the plan is done.
        complete: bool,
    },
}

/// Why a journal cannot be used.
#[derive(Debug)]
pub enum JournalError {
    /// The system refuses.
    System(io::Error),
    /// A line is not what was written.
    Changed {
        /// The line, from 1.
        line: usize,
    },
    /// A line is whole and says something that this version does not know.
    Unknown {
        /// The line, from 1.
        line: usize,
    },
}

impl JournalError {
    /// The error as a sentence.
    pub fn text(&self) -> Text {
        match self {
            Self::System(error) => text!("journal-system", cause = error.to_string()),
            Self::Changed { line } => text!("journal-changed", line = *line),
            Self::Unknown { line } => text!("journal-unknown", line = *line),
        }
    }
}

/// A journal, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its records, in order.
    pub records: Vec<Record>,
    /// How many bytes of it count.
    pub n_bytes: usize,
    /// What the next record follows.
    last: String,
}

impl Reading {
    /// Whether something follows that a dying process has left.
    pub const fn is_torn(&self, bytes: &[u8]) -> bool {
        self.n_bytes < bytes.len()
    }
}

fn sum(before: &str, json: &str) -> String {
    let mut sum = sha256(format!("{before} {json}").as_bytes());
    sum.truncate(16);
    sum
}

fn line(before: &str, record: &Record) -> Result<(String, String), JournalError> {
    let json = serde_json::to_string(record).map_err(|error| JournalError::System(error.into()))?;
    let sum = sum(before, &json);
    Ok((format!("{sum} {json}\n"), sum))
}

/// Reads a journal.
///
/// # Errors
///
/// [`JournalError::Changed`] and [`JournalError::Unknown`].
pub fn read(bytes: &[u8]) -> Result<Reading, JournalError> {
    let mut reading = Reading {
        records: Vec::new(),
        n_bytes: 0,
        last: BEGINNING.to_owned(),
    };
    let mut rest = bytes;
    let mut number = 0;
    while !rest.is_empty() {
        number += 1;
        let Some(end) = rest.iter().position(|byte| *byte == b'\n') else {
            break;
        };
        let (line, after) = (&rest[..end], &rest[end + 1..]);
        let whole = std::str::from_utf8(line)
            .ok()
            .and_then(|line| line.split_once(' '))
            .filter(|(written, json)| *written == sum(&reading.last, json));
        let Some((written, json)) = whole else {
            // The last line alone may be what a dying machine has left of it.
            if after.is_empty() {
                break;
            }
            return Err(JournalError::Changed { line: number });
        };
        let Ok(record) = serde_json::from_str(json) else {
            return Err(JournalError::Unknown { line: number });
        };
        reading.records.push(record);
        reading.last = written.to_owned();
        reading.n_bytes += end + 1;
        rest = after;
    }
    Ok(reading)
}

/// A journal that is written.
pub struct Journal {
    store: Box<dyn Store + Send>,
    records: Vec<Record>,
    last: String,
    /// Whether a record could not be written; then nothing is any more.
    is_broken: bool,
}

impl Journal {
    /// Reads what there is, forgets a last line that is not whole, and goes on from there.
    ///
    /// # Errors
    ///
    /// The store refuses, or the journal is not what was written.
    pub fn open(mut store: Box<dyn Store + Send>) -> Result<Self, JournalError> {
        let bytes = store.read().map_err(JournalError::System)?;
        let reading = read(&bytes)?;
        if reading.is_torn(&bytes) {
            store.cut(reading.n_bytes).map_err(JournalError::System)?;
        }
        Ok(Self {
            store,
            records: reading.records,
            last: reading.last,
            is_broken: false,
        })
    }

    /// Writes a record; on disk when this returns.
    ///
    /// # Errors
    ///
    /// The store refuses; from then on it always does.
    pub fn append(&mut self, record: &Record) -> Result<(), JournalError> {
        if self.is_broken {
            let error = io::Error::other("an earlier record could not be written");
            return Err(JournalError::System(error));
        }
        let (line, sum) = line(&self.last, record)?;
        if let Err(error) = self.store.append(line.as_bytes()) {
            self.is_broken = true;
            return Err(JournalError::System(error));
        }
        self.last = sum;
        self.records.push(record.clone());
        Ok(())
    }

    /// Every record so far.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// What the records say of each step.
    pub fn history(&self) -> History {
        History::of(&self.records)
    }
}

#[cfg(test)]
mod tests {
    use super::{Journal, JournalError, MemoryStore, Record, read};

    fn outcome(step: &str) -> Record {
        Record::Outcome {
            verb: "apply".to_owned(),
            step: step.to_owned(),
            at: 1,
            outcome: "done".to_owned(),
            cause: None,
            address: None,
            millis: 5,
        }
    }

    fn written(steps: &[&str]) -> Vec<u8> {
        let store = MemoryStore::default();
        let mut journal = Journal::open(Box::new(store.clone())).expect("it is empty");
        for step in steps {
            journal.append(&outcome(step)).expect("memory is patient");
        }
        store.bytes()
    }

    #[test]
    fn what_was_written_is_read() {
        let bytes = written(&["a/one", "a/two"]);
        let reading = read(&bytes).expect("it is whole");
        assert_eq!(reading.records, [outcome("a/one"), outcome("a/two")]);
        assert!(!reading.is_torn(&bytes));
    }

    #[test]
    fn a_cut_at_any_byte_loses_only_the_record_that_it_hits() {
        let bytes = written(&["a/one", "a/two", "a/three"]);
        for end in 0..bytes.len() {
            let n_whole = bytes[..end].split(|byte| *byte == b'\n').count() - 1;
            let reading = read(&bytes[..end]).expect("a cut is no change");
            assert_eq!(reading.records.len(), n_whole, "{end}");
        }
    }

    #[test]
    fn a_flipped_bit_is_noticed_everywhere() {
        let bytes = written(&["a/one", "a/two", "a/three"]);
        let last = bytes[..bytes.len() - 1]
            .iter()
            .rposition(|byte| *byte == b'\n');
        let last = last.expect("there are three lines") + 1;
        for place in 0..bytes.len() {
            for bit in 0..8 {
                let mut changed = bytes.clone();
                changed[place] ^= 1 << bit;
                match read(&changed) {
                    Err(JournalError::Changed { .. }) => {}
                    Ok(reading) => {
                        // A last line that does not fit is forgotten: its step is looked at again.
                        assert!(place + 1 >= last, "{place}/{bit}: {reading:?}");
                        assert!(reading.records.len() <= 2, "{place}/{bit}");
                    }
                    Err(other) => panic!("{place}/{bit}: {other:?}"),
                }
            }
        }
    }

    #[test]
    fn lines_that_are_lost_doubled_or_swapped_are_noticed() {
        let bytes = written(&["a/one", "a/two", "a/three"]);
        let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        for order in [&[1, 2, 0][..], &[0, 2, 1], &[0, 0, 1, 2], &[0, 2, 2]] {
            let other: Vec<u8> = order
                .iter()
                .flat_map(|&line| lines[line].to_vec())
                .collect();
            assert!(read(&other).is_err(), "{order:?}");
        }
    }

    #[test]
    fn a_journal_goes_on_where_a_torn_line_began() {
        let mut bytes = written(&["a/one", "a/two"]);
        bytes.truncate(bytes.len() - 7);
        let store = MemoryStore::with(bytes);
        let mut journal = Journal::open(Box::new(store.clone())).expect("a cut is no change");
        journal
            .append(&outcome("a/three"))
            .expect("memory is patient");
        let reading = read(&store.bytes()).expect("it is whole");
        assert_eq!(reading.records, [outcome("a/one"), outcome("a/three")]);
    }

    #[test]
    fn after_a_failure_nothing_is_written() {
        let store = MemoryStore::default();
        let mut journal = Journal::open(Box::new(store.clone())).expect("it is empty");
        store.fill();
        assert!(journal.append(&outcome("a/one")).is_err());
        store.empty_again();
        assert!(journal.append(&outcome("a/two")).is_err());
        assert!(store.bytes().is_empty());
    }
}
