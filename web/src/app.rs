//! The page as a whole: what it is made of, and what becomes of what it is told.

mod acts;
mod documents;
mod downloads;
mod effects;
mod liking;

use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use meshwright_core::diag::text;
use meshwright_editor::{Editor, Msg, Tab};
use wasm_bindgen_futures::spawn_local;
use web_sys::Worker;
use yew::prelude::*;

use crate::act::{Act, Dialog};
use crate::canvas::Canvas;
use crate::commands::Commands;
use crate::dialogs::Dialogs;
use crate::dock::{Dock, prose};
use crate::listen::listen;
use crate::planner::{Planner, Told};
use crate::same::Same;
use crate::side::Side;
use crate::speech::Speech;
use crate::store::{self, Entry, Liking};
use crate::top::Top;
use crate::{share, templates};
use documents::Shelf;
use effects::Notice;

/// The id of the text field.
pub(crate) const TEXT_ID: &str = "topology-text";

/// What the page is told.
pub(crate) enum Event {
    /// By the user.
    Act(Act),
    /// By the planner.
    Told(Told),
    /// A text was pasted.
    Pasted(String),
    /// Nobody has typed for a moment.
    Rested,
    /// A notice has been there long enough.
    NoticeOver,
    /// The address with the document in it.
    Address(String),
    /// The document in the address of the page.
    Arrived(Option<String>),
    /// Another tab wrote under this key of the storage.
    KeptElsewhere(String),
}

/// What the page is made with.
#[derive(Properties)]
pub(crate) struct Props {
    /// Runs the planner.
    pub(crate) worker: Worker,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.worker == other.worker
    }
}

/// The page.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a state of something else"
)]
pub(crate) struct App {
    editor: Editor,
    planner: Planner,
    speech: Speech,
    liking: Rc<Liking>,
    /// Where the document is kept.
    entry: Entry,
    /// What can be undone of documents that this tab showed before.
    shelf: BTreeMap<String, Shelf>,
    is_planner_ready: bool,
    has_room: bool,
    /// Whether another tab has changed the document.
    is_elsewhere: bool,
    is_making: bool,
    dialog: Option<Dialog>,
    address: Option<AttrValue>,
    notice: Option<Notice>,
    act: Callback<Act>,
    edit: Callback<Msg>,
    rest: Option<Timeout>,
    notice_over: Option<Timeout>,
    _listeners: Vec<EventListener>,
}

impl Component for App {
    type Message = Event;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let planner = Planner::new(ctx.props().worker.clone(), link.callback(Event::Told));
        let liking = store::liking();
        let language = liking::language(&liking);
        let (entry, text) = Entry::current()
            .unwrap_or_else(|| (Entry::free(), templates::TEMPLATES[1].text.to_owned()));
        let is_first = store::documents().is_empty();
        if share::has_document() {
            let link = link.clone();
            spawn_local(async move {
                let text = share::document().await.and_then(Result::ok);
                link.send_message(Event::Arrived(text));
            });
        }
        let app = Self {
            editor: Editor::new(&text),
            planner,
            speech: Speech::new(language),
            liking: Rc::new(liking),
            entry,
            shelf: BTreeMap::new(),
            is_planner_ready: false,
            has_room: true,
            is_elsewhere: false,
            is_making: false,
            dialog: (is_first && !share::has_document()).then_some(Dialog::Start),
            address: None,
            notice: None,
            act: link.callback(Event::Act),
            edit: link.callback(|msg| Event::Act(Act::Edit(msg))),
            rest: None,
            notice_over: None,
            _listeners: listen(ctx),
        };
        app.dress();
        let effects = app.editor.start();
        for effect in effects {
            app.ask(&effect);
        }
        app
    }

    fn update(&mut self, ctx: &Context<Self>, event: Event) -> bool {
        match event {
            Event::Act(act) => self.act(ctx, act),
            Event::Told(Told::Ready) => self.is_planner_ready = true,
            Event::Told(Told::Answer(revision, answer)) => {
                self.is_planner_ready = true;
                self.edit(ctx, Msg::Answered(revision, Box::new(answer)));
            }
            Event::Told(Told::Zip(zip)) => self.zip(ctx, zip),
            Event::Told(Told::Certificates(zip)) => self.certificates(ctx, zip),
            Event::Pasted(text) => self.edit(ctx, Msg::Paste(text)),
            Event::Rested => self.edit(ctx, Msg::Rest),
            Event::NoticeOver => self.notice = None,
            Event::Address(address) => self.address = Some(address.into()),
            Event::Arrived(Some(text)) => {
                self.begin(ctx, &text);
                share::forget();
            }
            Event::KeptElsewhere(key) => {
                self.is_elsewhere = self.entry.has_key(&key) && self.entry.is_written_elsewhere()
                    || self.is_elsewhere && !self.entry.has_key(&key);
            }
            Event::Arrived(None) => self.notify(ctx, &text!("ui-bad-address"), true),
        }
        true
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        let editor = &self.editor;
        let answers = &editor.answers;
        let speech = &self.speech;
        let judgement = Same(answers.judgement.clone());
        html! {
            <ContextProvider<Speech> context={speech.clone()}>
            <nav aria-label={speech.t("ui-skip")}>
                <a class="skip" href="#side" onclick={self.edit.reform(|_: MouseEvent| Msg::Show(Tab::Outline))}>{ speech.t("ui-skip") }</a>
            </nav>
            <Top
                name={editor.document.sketch.name.clone()}
                istio={editor.document.sketch.istio.clone()}
                counts={answers.judgement.counts()}
                complete={answers.judgement.complete}
                steps={answers.judgement.step_count}
                models={answers.judgement.models.iter().map(|it| AttrValue::from(it.clone())).collect::<Vec<_>>()}
                is_busy={!editor.is_judged() || !self.is_planner_ready}
                can_undo={editor.history.can_undo()}
                can_redo={editor.history.can_redo()}
                theme={self.liking.theme.clone().map(AttrValue::from)}
                layers={editor.layers}
                act={self.act.clone()}
            />
            <main class={classes!("bench", editor.is_dock_open.then_some("with-dock"))}>
                <Canvas
                    sketch={Same(editor.document.sketch.clone())}
                    layout={Same(editor.document.layout.clone())}
                    is_stale={editor.document.is_stale}
                    viewport={editor.viewport}
                    selection={editor.selection.clone()}
                    gesture={editor.gesture.clone()}
                    layers={editor.layers}
                    judgement={judgement.clone()}
                    marks={Same(answers.marks.clone())}
                    what_if={answers.what_if.clone().map(Same)}
                    lost={editor.lost.clone()}
                    pair={editor.pair.clone()}
                    is_map_folded={self.liking.is_map_folded}
                    edit={self.edit.clone()}
                    act={self.act.clone()}
                />
                <Side
                    tab={editor.side}
                    text={Same(editor.document.text.clone())}
                    sketch={Same(editor.document.sketch.clone())}
                    model={Same(editor.document.model.clone())}
                    layout={Same(editor.document.layout.clone())}
                    selection={editor.selection.clone()}
                    judgement={judgement.clone()}
                    marks={Same(answers.marks.clone())}
                    lost={editor.lost.clone()}
                    edit={self.edit.clone()}
                    act={self.act.clone()}
                />
                <Dock
                    tab={editor.bottom}
                    is_open={editor.is_dock_open}
                    mesh={editor.document.sketch.name.clone()}
                    sketch={Same(editor.document.sketch.clone())}
                    judgement={judgement}
                    is_judged={editor.is_judged()}
                    why={answers.why.clone().map(Same)}
                    pair={editor.pair.clone()}
                    endpoints={answers.endpoints.clone().map(Same)}
                    caller={editor.caller.clone().map(AttrValue::from)}
                    what_if={answers.what_if.clone().map(Same)}
                    lost={editor.lost.clone()}
                    plan={answers.plan.clone().map(Same)}
                    files={answers.files.clone().map(Same)}
                    file={editor.file.clone()}
                    ports={answers.ports.clone().map(Same)}
                    failed={answers.failed.as_ref().map(|(_, because)| AttrValue::from(because.clone()))}
                    done={Same(self.liking.clone())}
                    edit={self.edit.clone()}
                    act={self.act.clone()}
                />
            </main>
            <div class="live" role="status" aria-live="polite">
                if let Some(notice) = &self.notice {
                    <p class={classes!("notice", notice.is_refusal.then_some("refusal"))}>{ prose(&notice.sentence) }</p>
                }
                if !self.has_room {
                    <p class="notice refusal">{ speech.t("ui-no-room") }</p>
                }
            </div>
            if self.is_elsewhere { { self.elsewhere() } }
            if self.dialog == Some(Dialog::Commands) {
                <Commands
                    sketch={Same(editor.document.sketch.clone())}
                    act={self.act.clone()}
                />
            } else if let Some(dialog) = self.dialog {
                <Dialogs
                    {dialog}
                    sketch={Same(editor.document.sketch.clone())}
                    selected={editor.selected().cloned()}
                    query={editor.query.clone()}
                    found={editor.selection.len()}
                    address={self.address.clone()}
                    current={self.entry.id.clone()}
                    is_making={self.is_making}
                    act={self.act.clone()}
                />
            }
            </ContextProvider<Speech>>
        }
    }
}
