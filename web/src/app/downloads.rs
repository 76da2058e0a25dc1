//! What the user takes along.

use js_sys::Uint8Array;
use meshwright_core::diag::text;
use meshwright_editor::{Msg, Tab};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use super::App;
use crate::act::Act;
use crate::planner::{Asked, Secret};
use crate::{page, store};

const YAML: &str = "application/yaml;charset=utf-8";
const ZIP: &str = "application/zip";

impl App {
    pub(super) fn download_kept(id: &str) {
        if let Some(text) = store::text(id) {
            page::download(&format!("{id}.yaml"), &text.into(), YAML);
        }
    }

    pub(super) fn download_text(&self) {
        let document = &self.editor.document;
        let text: &str = &document.text;
        let name = format!("{}.yaml", document.sketch.name);
        page::download(&name, &text.into(), YAML);
    }

    pub(super) fn download_file(&self, path: &str) {
        let files = self.editor.answers.files.as_ref();
        if let Some(text) = files.and_then(|files| files.get(path)) {
            let name = path.rsplit('/').next().unwrap_or(path);
            page::download(name, &text.into(), "text/plain;charset=utf-8");
        }
    }

    pub(super) fn ask_zip(&self) {
        let text = self.editor.document.text.clone();
        self.planner.ask(Asked::Zip, text, self.speech.language());
    }

    pub(super) fn zip(&mut self, ctx: &Context<Self>, zip: Result<Uint8Array, String>) {
        if let Ok(bytes) = zip {
            let name = format!("{}.zip", self.editor.document.sketch.name);
            page::download(&name, &bytes, ZIP);
            self.notify(ctx, &text!("ui-downloaded", file = name), false);
        } else {
            self.edit(ctx, Msg::Show(Tab::Findings));
            self.notify(ctx, &text!("ui-blocked"), true);
        }
    }

    pub(super) fn ask_certificates(&mut self, passphrase: Secret) {
        self.is_making = true;
        let text = self.editor.document.text.clone();
        let asked = Asked::Certificates(passphrase);
        self.planner.ask(asked, text, self.speech.language());
    }

    pub(super) fn certificates(&mut self, ctx: &Context<Self>, zip: Result<Uint8Array, String>) {
        self.is_making = false;
        match zip {
            Ok(bytes) => {
                let name = format!("{}-certificates.zip", self.editor.document.sketch.name);
                page::download(&name, &bytes, ZIP);
                self.act(ctx, Act::Close);
                self.notify(ctx, &text!("ui-downloaded", file = name), false);
            }
            Err(because) => self.tell(ctx, because, true),
        }
    }

    /// The drawing as a file; with `is_pixels` as a picture.
    pub(super) fn picture(&self, is_pixels: bool) {
        let Some(svg) = page::element("drawing") else {
            return;
        };
        let bounds = self.editor.document.layout.bounds.grown(24.0);
        let source = page::drawing(&svg, bounds.x, bounds.y, bounds.width, bounds.height);
        let name = self.editor.document.sketch.name.clone();
        if !is_pixels {
            page::download(&format!("{name}.svg"), &source.into(), "image/svg+xml");
            return;
        }
        spawn_local(async move {
            let picture = page::picture(&source, bounds.width, bounds.height);
            if let Ok(bytes) = JsFuture::from(picture).await {
                page::download(&format!("{name}.png"), &bytes, "image/png");
            }
        });
    }
}
