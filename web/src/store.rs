//! What the browser keeps: documents, and how the user likes the page.
//!
//! A document is one entry, and a list names them; nothing is ever deleted but by the user. A
//! document that the list lacks, because it was broken or written by another version, is found by
//! its key, and what this page cannot read is still a text to download.
//!
//! Several tabs may have one document open. None overwrites what another one wrote: an [`Entry`]
//! knows what this tab read or wrote last, and is kept no more once there is something else.

use gloo::storage::{LocalStorage, SessionStorage, Storage};
use meshwright_core::model;
use serde::{Deserialize, Serialize};

const INDEX: &str = "meshwright/documents";
const CURRENT: &str = "meshwright/current";
const LIKING: &str = "meshwright/liking";
const DOCUMENT: &str = "meshwright/document/";
/// A list that could not be read is kept here, for whoever looks for it.
const BROKEN_INDEX: &str = "meshwright/documents-unreadable";

/// A document that is kept.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub(crate) struct Kept {
    /// Its key.
    pub(crate) id: String,
    /// What it is called.
    pub(crate) name: String,
    /// When it was changed last, in milliseconds.
    pub(crate) changed: f64,
}

/// How the user likes the page.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub(crate) struct Liking {
    /// `light`, `dark`, or nothing for what the system says.
    pub(crate) theme: Option<String>,
    /// The tag of a language, or nothing for what the browser says.
    pub(crate) language: Option<String>,
    /// Whether the map of all the mesh is folded.
    pub(crate) is_map_folded: bool,
    /// Steps of plans that were ticked off, by mesh and step.
    pub(crate) done: std::collections::BTreeSet<String>,
}

/// The list, and documents that it lacks.
fn index() -> Vec<Kept> {
    let mut all: Vec<Kept> = LocalStorage::get(INDEX).unwrap_or_default();
    let storage = LocalStorage::raw();
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    let mut ids: Vec<String> = keys
        .filter_map(|key| Some(key.strip_prefix(DOCUMENT)?.to_owned()))
        .collect();
    ids.sort_unstable();
    for id in ids {
        if !all.iter().any(|kept| kept.id == id) {
            all.push(Kept {
                name: id.clone(),
                id,
                changed: 0.0,
            });
        }
    }
    all
}

/// Every document, the last changed first.
pub(crate) fn documents() -> Vec<Kept> {
    let mut all = index();
    all.sort_by(|one, other| other.changed.total_cmp(&one.changed));
    all
}

/// The text of a document; what is no text of this page is given as it stands.
pub(crate) fn text(id: &str) -> Option<String> {
    raw(id).map(decoded)
}

fn raw(id: &str) -> Option<String> {
    LocalStorage::raw().get_item(&key(id)).ok().flatten()
}

fn decoded(raw: String) -> String {
    serde_json::from_str(&raw).unwrap_or(raw)
}

/// Whether this page can show what a text describes.
pub(crate) fn is_readable(text: &str) -> bool {
    model::read(text).topology.is_some()
}

/// What became of keeping a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Saved {
    /// It is kept.
    Kept,
    /// The browser has no room for it.
    NoRoom,
    /// Another tab kept something else under its key, which stays.
    Elsewhere,
}

/// The place of a document, and what this tab knows of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// Its key.
    pub(crate) id: String,
    /// What stood there when this tab read or wrote it last.
    known: Option<String>,
}

impl Entry {
    /// A place that no document has.
    pub(crate) fn free() -> Self {
        let now = js_sys::Date::now();
        let salt = js_sys::Math::random() * 1e9;
        Self {
            id: format!("{now:.0}-{salt:.0}"),
            known: None,
        }
    }

    /// The place of a document that is kept, and its text.
    pub(crate) fn read(id: &str) -> Option<(Self, String)> {
        let known = raw(id)?;
        let text = decoded(known.clone());
        let entry = Self {
            id: id.to_owned(),
            known: Some(known),
        };
        Some((entry, text))
    }

    /// The document that this tab edited last, else the one that any tab did.
    pub(crate) fn current() -> Option<(Self, String)> {
        let own: Option<String> = SessionStorage::get(CURRENT).ok();
        let any: Option<String> = LocalStorage::get(CURRENT).ok();
        own.into_iter().chain(any).find_map(|id| Self::read(&id))
    }

    /// Makes it the document that a reload shows.
    pub(crate) fn make_current(&self) {
        // A browser that keeps nothing shows the first template again.
        let _ = SessionStorage::set(CURRENT, &self.id);
        let _ = LocalStorage::set(CURRENT, &self.id);
    }

    /// Whether another tab wrote something else here; a document that was deleted is nothing else.
    pub(crate) fn is_written_elsewhere(&self) -> bool {
        let now = raw(&self.id);
        now.is_some() && now != self.known
    }

    /// Whether a key of the storage is that of this document.
    pub(crate) fn has_key(&self, of_storage: &str) -> bool {
        of_storage == key(&self.id)
    }

    /// Keeps the text of the document, unless another tab wrote something else here.
    pub(crate) fn keep(&mut self, name: &str, text: &str) -> Saved {
        let Ok(raw) = serde_json::to_string(text) else {
            return Saved::NoRoom;
        };
        if self.is_written_elsewhere() {
            return Saved::Elsewhere;
        }
        if LocalStorage::raw().set_item(&key(&self.id), &raw).is_err() {
            return Saved::NoRoom;
        }
        self.known = Some(raw);
        self.make_current();
        if list(&self.id, name) {
            Saved::Kept
        } else {
            Saved::NoRoom
        }
    }
}

/// Names a document in the list; whether there was room.
fn list(id: &str, name: &str) -> bool {
    if LocalStorage::get::<Vec<Kept>>(INDEX).is_err()
        && let Ok(Some(broken)) = LocalStorage::raw().get_item(INDEX)
    {
        // Its documents are found by their keys; without room for the copy, nothing else is lost.
        let _ = LocalStorage::raw().set_item(BROKEN_INDEX, &broken);
    }
    let mut all = index();
    all.retain(|kept| kept.id != id);
    all.push(Kept {
        id: id.to_owned(),
        name: name.to_owned(),
        changed: js_sys::Date::now(),
    });
    LocalStorage::set(INDEX, &all).is_ok()
}

/// Deletes a document, because the user said so.
pub(crate) fn delete(id: &str) {
    LocalStorage::delete(key(id));
    let mut all = index();
    all.retain(|kept| kept.id != id);
    // Without room for a shorter list, the document stays in it and has no text.
    let _ = LocalStorage::set(INDEX, &all);
}

/// How the user likes the page.
pub(crate) fn liking() -> Liking {
    LocalStorage::get(LIKING).unwrap_or_default()
}

/// Keeps how the user likes the page.
pub(crate) fn like(liking: &Liking) {
    // A browser that keeps nothing is asked again the next time.
    let _ = LocalStorage::set(LIKING, liking);
}

fn key(id: &str) -> String {
    format!("{DOCUMENT}{id}")
}
