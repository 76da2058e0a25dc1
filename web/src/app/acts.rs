//! What becomes of what the user asks for.

use gloo::timers::callback::Timeout;
use meshwright_core::diag::text;
use meshwright_editor::gesture::Gesture;
use meshwright_editor::{EMPTY, Item, Msg, Tab};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{App, Event};
use crate::act::{Act, Dialog};
use crate::speech::Speech;
use crate::{page, share, store};

/// How long nobody types before typing is a finished step, in milliseconds.
const REST_MS: u32 = 700;

impl App {
    pub(super) fn act(&mut self, ctx: &Context<Self>, act: Act) {
        match act {
            Act::Edit(msg) => {
                if matches!(msg, Msg::Type(_)) {
                    let link = ctx.link().clone();
                    self.rest = Some(Timeout::new(REST_MS, move || {
                        link.send_message(Event::Rested);
                    }));
                }
                self.edit(ctx, msg);
            }
            Act::Open(dialog) => {
                self.dialog = Some(dialog);
                if dialog == Dialog::Share {
                    self.make_address(ctx);
                }
            }
            Act::Close => {
                self.dialog = None;
                page::focus("canvas");
            }
            Act::Choose => self.choose(ctx),
            Act::Lose => self.lose(ctx),
            Act::Speak(language) => {
                self.speech = Speech::new(language);
                self.like(|liking| liking.language = Some(language.tag().to_owned()));
                self.edit(ctx, Msg::AskAnew);
            }
            Act::Theme => self.like(|liking| {
                liking.theme = match liking.theme.as_deref() {
                    None => Some("dark".to_owned()),
                    Some("dark") => Some("light".to_owned()),
                    Some(_) => None,
                };
            }),
            Act::FoldMap => self.like(|liking| liking.is_map_folded = !liking.is_map_folded),
            Act::Begin(text) => self.begin(ctx, text),
            Act::Empty => self.begin(ctx, EMPTY),
            Act::Load(id) => self.load(ctx, &id),
            Act::Forget(id) => store::delete(&id),
            Act::Import(name, text) => self.import(ctx, &name, &text),
            Act::DownloadKept(id) => Self::download_kept(&id),
            Act::MakeCertificates(passphrase) => self.ask_certificates(passphrase),
            Act::DownloadZip => self.ask_zip(),
            Act::DownloadFile(path) => self.download_file(&path),
            Act::DownloadText => self.download_text(),
            Act::DownloadPicture(is_pixels) => self.picture(is_pixels),
            Act::Copy(text) => self.copy(ctx, &text),
            Act::Tick(key) => self.like(|liking| {
                if !liking.done.remove(&key) {
                    liking.done.insert(key);
                }
            }),
        }
    }

    fn choose(&mut self, ctx: &Context<Self>) {
        if matches!(self.editor.gesture, Gesture::Link { .. }) {
            self.edit(ctx, Msg::Choose);
        } else {
            self.edit(ctx, Msg::Show(Tab::Properties));
            page::focus("side");
        }
    }

    fn lose(&mut self, ctx: &Context<Self>) {
        match self.editor.selected().cloned() {
            Some(Item::Cluster(name)) => self.edit(ctx, Msg::ToggleLost(name)),
            Some(Item::Network(name)) => {
                self.edit(ctx, Msg::ToggleLost(format!("network:{name}")));
            }
            None => self.notify(ctx, &text!("editor-select-first"), true),
        }
    }

    fn make_address(&mut self, ctx: &Context<Self>) {
        self.address = None;
        let link = ctx.link().clone();
        let text = self.editor.document.text.clone();
        spawn_local(async move {
            if let Ok(address) = share::address(&text).await {
                link.send_message(Event::Address(address));
            }
        });
    }
}
