//! The designer's page: Yew components over `meshwright-editor`.
//!
//! Components are functions of their properties and send messages; the editor decides what
//! becomes of them. Effects of the editor are carried out in `app`.
//!
//! Not here: what a topology means. That is asked of the planner, which runs in a worker.

mod act;
mod app;
mod canvas;
mod certificates;
mod commands;
mod dialogs;
mod dock;
mod keyboard;
mod listen;
mod page;
mod planner;
mod same;
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

/// Lays the clusters of a topology out so many times, and gives the width of what is drawn: for
/// `cargo xtask bar speed`, which has no other way into this module.
#[wasm_bindgen(js_name = layOut)]
pub fn lay_out(text: &str, times: u32) -> f64 {
    let document = meshwright_editor::Document::new(text);
    let mut width = 0.0;
    for _ in 0..times {
        width = meshwright_editor::layout::layout(&document.sketch)
            .bounds
            .width;
    }
    width
}
