//! A document in an address: the text, compressed, behind `#`, which no browser sends anywhere.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::page;

/// What stands before the document.
const PREFIX: &str = "#topology=";
/// The longest text that is unpacked, in bytes: the limit of documents.
const MOST_BYTES: f64 = 10_000_000.0;

/// The address of this page with `text` in it.
pub(crate) async fn address(text: &str) -> Result<String, JsValue> {
    let packed = JsFuture::from(page::pack(text)).await?;
    let packed = packed.as_string().unwrap_or_default();
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let here = window.location().href()?;
    let here = here.split('#').next().unwrap_or_default();
    Ok(format!("{here}{PREFIX}{packed}"))
}

/// Whether this page's address has a document.
pub(crate) fn has_document() -> bool {
    hash().is_some()
}

/// The document in this page's address; an error where it cannot be unpacked.
pub(crate) async fn document() -> Option<Result<String, JsValue>> {
    let packed = hash()?;
    let text = JsFuture::from(page::unpack(&packed, MOST_BYTES)).await;
    Some(text.map(|text| text.as_string().unwrap_or_default()))
}

/// Takes the document out of the address, so that a reload shows what was made of it.
pub(crate) fn forget() {
    let Some(window) = web_sys::window() else {
        return;
    };
    if let (Ok(history), Ok(path)) = (window.history(), window.location().pathname()) {
        // A page from a file has no history to write to; the address then stays.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
}

fn hash() -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    hash.strip_prefix(PREFIX).map(str::to_owned)
}
