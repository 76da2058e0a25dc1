//! What the page hears of outside of its components: keys, pasted texts, dropped files, and what
//! other tabs keep.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ClipboardEvent, FileList, KeyboardEvent, StorageEvent};
use yew::prelude::*;

use crate::act::Act;
use crate::app::{App, Event};
use crate::{keyboard, page};

/// Listens for as long as what is returned is kept.
pub(crate) fn listen(ctx: &Context<App>) -> Vec<EventListener> {
    let (Some(document), Some(window)) = (page::document(), web_sys::window()) else {
        return Vec::new();
    };
    let options = EventListenerOptions::enable_prevent_default();
    let link = ctx.link().clone();
    let keys = EventListener::new_with_options(&document, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if event.default_prevented() || page::has_dialog() {
            return;
        }
        // A button under the focus is pressed by Enter, a tab is walked by arrows.
        let is_control = page::document()
            .and_then(|it| it.active_element())
            .is_some_and(|it| matches!(it.tag_name().as_str(), "BUTTON" | "A" | "SUMMARY"));
        let moves = event.key().starts_with("Arrow") || event.key() == "Enter";
        if is_control && moves && !event.alt_key() {
            return;
        }
        if let Some(act) = keyboard::act(event, page::is_typing()) {
            event.prevent_default();
            link.send_message(Event::Act(act));
        }
    });
    let link = ctx.link().clone();
    let paste = EventListener::new(&document, "paste", move |event| {
        if page::is_typing() || page::has_dialog() {
            return;
        }
        let data = event
            .dyn_ref::<ClipboardEvent>()
            .and_then(ClipboardEvent::clipboard_data)
            .and_then(|data| data.get_data("text/plain").ok());
        if let Some(text) = data.filter(|text| !text.is_empty()) {
            link.send_message(Event::Pasted(text));
        }
    });
    let over = EventListener::new_with_options(&document, "dragover", options, |event| {
        event.prevent_default();
    });
    let act = ctx.link().callback(Event::Act);
    let drop = EventListener::new_with_options(&document, "drop", options, move |event| {
        event.prevent_default();
        let files = event
            .dyn_ref::<DragEvent>()
            .and_then(DragEvent::data_transfer)
            .and_then(|data| data.files());
        if let Some(files) = files {
            read_files(&files, &act);
        }
    });
    let link = ctx.link().clone();
    let kept = EventListener::new(&window, "storage", move |event| {
        // Without a key, everything was cleared.
        let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        if let Some(key) = key {
            link.send_message(Event::KeptElsewhere(key));
        }
    });
    vec![keys, paste, over, drop, kept]
}

/// Reads files, and imports each.
pub(crate) fn read_files(files: &FileList, act: &Callback<Act>) {
    for file in (0..files.length()).filter_map(|place| files.get(place)) {
        let act = act.clone();
        spawn_local(async move {
            let text: Result<JsValue, JsValue> = JsFuture::from(file.text()).await;
            if let Some(text) = text.ok().and_then(|text| text.as_string()) {
                act.emit(Act::Import(file.name(), text));
            }
        });
    }
}
