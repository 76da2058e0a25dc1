//! Documents: begun, opened, kept, and kept apart from what other tabs write.

use std::rc::Rc;

use meshwright_core::diag::text;
use meshwright_editor::{History, Msg};
use yew::prelude::*;

use super::App;
use crate::act::Act;
use crate::page;
use crate::store::{Entry, Saved};

/// What is remembered of a document while another one is shown.
pub(super) struct Shelf {
    text: Rc<str>,
    history: History,
}

impl App {
    /// A text in a document of its own.
    pub(super) fn begin(&mut self, ctx: &Context<Self>, text: &str) {
        self.open(ctx, Entry::free(), text);
        self.keep(ctx);
    }

    /// The document that is kept under `id`, as it is kept now.
    pub(super) fn load(&mut self, ctx: &Context<Self>, id: &str) {
        if let Some((entry, text)) = Entry::read(id) {
            self.open(ctx, entry, &text);
            self.entry.make_current();
        }
    }

    fn open(&mut self, ctx: &Context<Self>, entry: Entry, text: &str) {
        let left = Shelf {
            text: self.editor.document.text.clone(),
            history: self.editor.history.clone(),
        };
        self.shelf.insert(self.entry.id.clone(), left);
        // What was done since to a document that another tab wrote cannot be undone here.
        let history = match self.shelf.remove(&entry.id) {
            Some(kept) if *kept.text == *text => kept.history,
            _ => History::default(),
        };
        self.entry = entry;
        self.is_elsewhere = false;
        self.dialog = None;
        self.edit(ctx, Msg::Open(text.to_owned(), history));
        page::focus("canvas");
    }

    /// Keeps the document. Where another tab wrote, both are kept: this one as one of its own.
    pub(super) fn keep(&mut self, ctx: &Context<Self>) {
        let document = self.editor.document.clone();
        let name = &document.sketch.name;
        let mut saved = self.entry.keep(name, &document.text);
        if saved == Saved::Elsewhere {
            self.entry = Entry::free();
            self.is_elsewhere = false;
            saved = self.entry.keep(name, &document.text);
            self.notify(ctx, &text!("ui-kept-apart", name = name), false);
        }
        self.has_room = saved == Saved::Kept;
    }

    pub(super) fn import(&mut self, ctx: &Context<Self>, name: &str, text: &str) {
        if text.contains("kind: MeshTopology") || text.contains("\"MeshTopology\"") {
            self.begin(ctx, text);
            self.notify(ctx, &text!("ui-imported", file = name), false);
        } else if self.editor.document.text.len() < 200 && text.contains("clusters:") {
            self.begin(ctx, text);
        } else {
            self.edit(ctx, Msg::Paste(text.to_owned()));
        }
    }

    /// Says that another tab has changed the document, and offers to show what it wrote.
    pub(super) fn elsewhere(&self) -> Html {
        let id = self.entry.id.clone();
        let show = self.act.reform(move |_: MouseEvent| Act::Load(id.clone()));
        html! {
            <aside class="elsewhere" role="alert">
                <p>{ self.speech.t("ui-elsewhere") }</p>
                <button type="button" onclick={show}>{ self.speech.t("ui-elsewhere-show") }</button>
            </aside>
        }
    }
}
