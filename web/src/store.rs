//! What the browser keeps: documents, and how the user likes the page.
//!
//! A document is one entry, and a list names them; nothing is ever deleted but by the user. A
//! document that the list lacks, because it was broken or written by another version, is found by
//! its key, and what this page cannot read is still a text to download.

use gloo::storage::{LocalStorage, Storage};
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
    let raw = LocalStorage::raw().get_item(&key(id)).ok().flatten()?;
    Some(serde_json::from_str(&raw).unwrap_or(raw))
}

/// Whether this page can show what a text describes.
pub(crate) fn is_readable(text: &str) -> bool {
    model::read(text).topology.is_some()
}

/// Keeps a document; whether there was room.
pub(crate) fn keep(id: &str, name: &str, text: &str) -> bool {
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
    LocalStorage::set(key(id), text).is_ok()
        && LocalStorage::set(INDEX, &all).is_ok()
        && LocalStorage::set(CURRENT, id).is_ok()
}

/// Deletes a document, because the user said so.
pub(crate) fn delete(id: &str) {
    LocalStorage::delete(key(id));
    let mut all = index();
    all.retain(|kept| kept.id != id);
    // Without room for a shorter list, the document stays in it and has no text.
    let _ = LocalStorage::set(INDEX, &all);
}

/// The document that was edited last, and its text.
pub(crate) fn current() -> Option<(String, String)> {
    let id: String = LocalStorage::get(CURRENT).ok()?;
    let text = text(&id)?;
    Some((id, text))
}

/// A key that no document has.
pub(crate) fn free_id() -> String {
    format!(
        "{:.0}-{:.0}",
        js_sys::Date::now(),
        js_sys::Math::random() * 1e9
    )
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
