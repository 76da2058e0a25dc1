//! What the browser keeps: documents, and how the user likes the page.
//!
//! A document is one entry; nothing is ever deleted but by the user. What a page of another
//! version kept and this one cannot read is still a text, and offered as one.

use gloo::storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

const INDEX: &str = "meshwright/documents";
const CURRENT: &str = "meshwright/current";
const LIKING: &str = "meshwright/liking";

/// A document that is kept.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
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

/// Every document, the last changed first.
pub(crate) fn documents() -> Vec<Kept> {
    let mut all: Vec<Kept> = LocalStorage::get(INDEX).unwrap_or_default();
    all.sort_by(|one, other| other.changed.total_cmp(&one.changed));
    all
}

/// The text of a document.
pub(crate) fn text(id: &str) -> Option<String> {
    LocalStorage::get(key(id)).ok()
}

/// Keeps a document; whether there was room.
pub(crate) fn keep(id: &str, name: &str, text: &str) -> bool {
    let mut all: Vec<Kept> = LocalStorage::get(INDEX).unwrap_or_default();
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
    let mut all: Vec<Kept> = LocalStorage::get(INDEX).unwrap_or_default();
    all.retain(|kept| kept.id != id);
    // Without room for a shorter list, the document stays in it and is found empty.
    let _ = LocalStorage::set(INDEX, &all);
    LocalStorage::delete(key(id));
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
    format!("meshwright/document/{id}")
}
