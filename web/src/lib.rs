//! The designer's page: Yew components over `meshwright-editor`.
//!
//! Components are functions of their properties and send messages; the editor decides what
//! becomes of them. Effects of the editor are carried out in [`app`].
//!
//! Not here: what a topology means. That is asked of the planner, which runs in a worker.

mod app;
mod canvas;
mod commands;
mod dialogs;
mod dock;
mod keyboard;
mod page;
mod planner;
mod share;
mod side;
mod speech;
mod store;
mod templates;
mod top;

use wasm_bindgen::prelude::wasm_bindgen;

/// Mounts the designer. `worker` runs the planner.
#[wasm_bindgen]
pub fn start(worker: web_sys::Worker) {
    let Some(root) = page::element("app") else {
        return;
    };
    root.set_text_content(None);
    yew::Renderer::<app::App>::with_root_and_props(root, app::Props { worker }).render();
}
