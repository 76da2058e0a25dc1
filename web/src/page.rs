//! The few things of a browser that more than one component uses.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Document, Element, HtmlElement};

#[wasm_bindgen(js_namespace = meshwrightPage)]
extern "C" {
    /// Hands a file to the user.
    pub(crate) fn download(name: &str, parts: &wasm_bindgen::JsValue, media_type: &str);
    /// A text as it can stand in an address.
    pub(crate) fn pack(text: &str) -> js_sys::Promise;
    /// The text of an address.
    pub(crate) fn unpack(packed: &str, most: f64) -> js_sys::Promise;
    /// A drawing as a file of its own.
    pub(crate) fn drawing(svg: &Element, x: f64, y: f64, width: f64, height: f64) -> String;
    /// The drawing as a picture.
    pub(crate) fn picture(source: &str, width: f64, height: f64) -> js_sys::Promise;
}

/// The document.
pub(crate) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The element of that id.
pub(crate) fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Moves the focus to the element of that id.
pub(crate) fn focus(id: &str) {
    if let Some(element) = element(id).and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // Only an element that cannot be focused fails, and then there is nothing to do.
        let _ = element.focus();
    }
}

/// Whether the user types into a field.
pub(crate) fn is_typing() -> bool {
    let active = document().and_then(|it| it.active_element());
    active.is_some_and(|it| matches!(it.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Whether a dialog is open.
pub(crate) fn has_dialog() -> bool {
    element("dialog").is_some()
}
