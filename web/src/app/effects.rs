//! What the editor asks for, carried out.

use gloo::timers::callback::Timeout;
use meshwright_core::diag::{Text, text};
use meshwright_editor::{Editor, Effect, Msg};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::{App, Event, TEXT_ID};
use crate::page;
use crate::planner::Asked;

/// How long a notice stays, in milliseconds.
const NOTICE_MS: u32 = 6_000;

/// Something to say to the user for a moment.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Notice {
    pub(super) sentence: String,
    pub(super) is_refusal: bool,
}

impl App {
    pub(super) fn edit(&mut self, ctx: &Context<Self>, msg: Msg) {
        let editor = std::mem::replace(&mut self.editor, Editor::new(""));
        let (editor, effects) = editor.update(msg);
        self.editor = editor;
        let is_changed = effects.contains(&Effect::Save);
        for effect in effects {
            match &effect {
                Effect::Ask(..) => self.ask(&effect),
                Effect::Save => {}
                Effect::Say(text) => self.notify(ctx, text, false),
                Effect::Refuse(text) => self.notify(ctx, text, true),
                Effect::Copy(text) => copy(text),
                Effect::ShowText(start, end) => self.show_text(*start, *end),
            }
        }
        // Last, for what is to be said of keeping it matters more than what was done.
        if is_changed {
            self.keep(ctx);
        }
    }

    pub(super) fn ask(&self, effect: &Effect) {
        if let Effect::Ask(revision, text, question) = effect {
            let asked = Asked::Question(*revision, question.clone());
            self.planner
                .ask(asked, text.clone(), self.speech.language());
        }
    }

    pub(super) fn copy(&mut self, ctx: &Context<Self>, text: &str) {
        copy(text);
        self.notify(ctx, &text!("ui-copied"), false);
    }

    pub(super) fn notify(&mut self, ctx: &Context<Self>, text: &Text, is_refusal: bool) {
        let sentence = self.speech.say(text);
        self.tell(ctx, sentence, is_refusal);
    }

    pub(super) fn tell(&mut self, ctx: &Context<Self>, sentence: String, is_refusal: bool) {
        self.notice = Some(Notice {
            sentence,
            is_refusal,
        });
        let link = ctx.link().clone();
        self.notice_over = Some(Timeout::new(NOTICE_MS, move || {
            link.send_message(Event::NoticeOver);
        }));
    }

    /// Selects a stretch of the text, where the text is shown.
    fn show_text(&self, start: usize, end: usize) {
        let text = &self.editor.document.text;
        let units = |bytes: usize| {
            let before = text.get(..bytes).unwrap_or_default();
            u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
        };
        let line = text.get(..start).unwrap_or_default().matches('\n').count();
        let area = page::element(TEXT_ID).and_then(|it| it.dyn_into::<HtmlTextAreaElement>().ok());
        if let Some(area) = area {
            // A selection beyond the end is cut by the browser.
            let _ = area.set_selection_range(units(start), units(end));
            let line = i32::try_from(line).unwrap_or(i32::MAX);
            area.set_scroll_top(line.saturating_sub(6).saturating_mul(20).max(0));
        }
    }
}

fn copy(text: &str) {
    if let Some(window) = web_sys::window() {
        let promise = window.navigator().clipboard().write_text(text);
        spawn_local(async move {
            // A browser that forbids it has told the user so.
            let _ = JsFuture::from(promise).await;
        });
    }
}
