//! The page as a whole: the editor's state, and its effects carried out.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use js_sys::Uint8Array;
use meshwright_core::diag::{Language, Text, text};
use meshwright_editor::{Editor, Effect, Item, Msg, Tab};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ClipboardEvent, HtmlTextAreaElement, KeyboardEvent, Worker};
use yew::prelude::*;

use crate::canvas::Canvas;
use crate::commands::Commands;
use crate::dialogs::Dialogs;
use crate::dock::Dock;
use crate::planner::{Asked, Planner, Secret, Told};
use crate::side::Side;
use crate::speech::Speech;
use crate::store::{self, Liking};
use crate::top::Top;
use crate::{keyboard, page, share, templates};

/// How long nobody types before typing is a finished step, in milliseconds.
const REST_MS: u32 = 700;
/// How long a notice stays, in milliseconds.
const NOTICE_MS: u32 = 6_000;
/// The id of the text field.
pub(crate) const TEXT_ID: &str = "topology-text";

/// A shared value that is equal to itself only, so that components see at once what changed.
pub(crate) struct Same<T: ?Sized>(pub(crate) Rc<T>);

impl<T: ?Sized> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: ?Sized> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> std::ops::Deref for Same<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// A dialog over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialog {
    /// Every command, to be found by typing.
    Commands,
    /// Meshes to begin with, and documents that were kept.
    Start,
    /// The keys.
    Keys,
    /// Finding clusters.
    Search,
    /// Another name for what is selected.
    Rename,
    /// Another network for what is selected.
    Move,
    /// Copies of what is selected.
    Stamp,
    /// An address with the document in it.
    Share,
    /// Certificates for the mesh.
    Certificates,
}

/// Something that the user asked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Act {
    /// A message to the editor.
    Edit(Msg),
    /// A dialog opens.
    Open(Dialog),
    /// The dialog closes.
    Close,
    /// What is under way is ended, or the properties of what is selected get the focus.
    Choose,
    /// What is selected is lost, or is not any more.
    Lose,
    /// Another language.
    Speak(Language),
    /// The next theme.
    Theme,
    /// A template in a document of its own.
    Begin(&'static str),
    /// An empty document.
    Empty,
    /// A document that was kept.
    Load(String),
    /// A document that was kept is deleted.
    Forget(String),
    /// A text that came from a file, with the file's name.
    Import(String, String),
    /// A document that was kept goes into a file.
    DownloadKept(String),
    /// Certificates are made, the root's key under this passphrase.
    MakeCertificates(Secret),
    /// The bundle as a zip file.
    DownloadZip,
    /// One file of the bundle.
    DownloadFile(String),
    /// The topology.
    DownloadText,
    /// The picture; with `true`, in pixels.
    DownloadPicture(bool),
    /// An address with the document in it is made.
    Share,
    /// A text goes where it can be pasted from.
    Copy(String),
    /// A step of the plan is ticked off, or is not any more.
    Tick(String),
}

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
}

/// Something to say to the user for a moment.
#[derive(Clone, Debug, PartialEq)]
struct Notice {
    sentence: String,
    is_refusal: bool,
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
pub(crate) struct App {
    editor: Editor,
    planner: Planner,
    speech: Speech,
    liking: Rc<Liking>,
    /// The key that the document is kept under.
    id: String,
    is_planner_ready: bool,
    has_room: bool,
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
        let language = language(&liking);
        let (id, text) = store::current()
            .unwrap_or_else(|| (store::free_id(), templates::TEMPLATES[1].text.to_owned()));
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
            id,
            is_planner_ready: false,
            has_room: true,
            is_making: false,
            dialog: (is_first && !share::has_document()).then_some(Dialog::Start),
            address: None,
            notice: None,
            act: link.callback(Event::Act),
            edit: link.callback(|msg| Event::Act(Act::Edit(msg))),
            rest: None,
            notice_over: None,
            _listeners: listeners(ctx),
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
                self.id = store::free_id();
                self.edit(ctx, Msg::Open(text));
                share::forget();
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
                    <p class={classes!("notice", notice.is_refusal.then_some("refusal"))}>{ &notice.sentence }</p>
                }
                if !self.has_room {
                    <p class="notice refusal">{ speech.t("ui-no-room") }</p>
                }
            </div>
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
                    current={self.id.clone()}
                    is_making={self.is_making}
                    act={self.act.clone()}
                />
            }
            </ContextProvider<Speech>>
        }
    }
}

impl App {
    fn act(&mut self, ctx: &Context<Self>, act: Act) {
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
            Act::Close => {
                self.dialog = None;
                page::focus("canvas");
            }
            Act::Choose => {
                if matches!(
                    self.editor.gesture,
                    meshwright_editor::gesture::Gesture::Link { .. }
                ) {
                    self.edit(ctx, Msg::Choose);
                } else {
                    self.edit(ctx, Msg::Show(Tab::Properties));
                    page::focus("side");
                }
            }
            Act::Lose => match self.editor.selected().cloned() {
                Some(Item::Cluster(name)) => self.edit(ctx, Msg::ToggleLost(name)),
                Some(Item::Network(name)) => {
                    self.edit(ctx, Msg::ToggleLost(format!("network:{name}")));
                }
                None => self.notify(ctx, &text!("editor-select-first"), true),
            },
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
            Act::Begin(text) => self.begin(ctx, text),
            Act::Empty => self.begin(ctx, meshwright_editor::EMPTY),
            Act::Load(id) => {
                if let Some(text) = store::text(&id) {
                    self.open(ctx, id, &text);
                }
            }
            Act::Forget(id) => store::delete(&id),
            Act::DownloadKept(id) => {
                if let Some(text) = store::text(&id) {
                    let name = format!("{id}.yaml");
                    page::download(&name, &text.into(), "application/yaml;charset=utf-8");
                }
            }
            Act::MakeCertificates(passphrase) => {
                self.is_making = true;
                self.planner.ask(
                    Asked::Certificates(passphrase),
                    self.editor.document.text.clone(),
                    self.speech.language(),
                );
            }
            Act::Import(name, text) => self.import(ctx, &name, &text),
            Act::DownloadZip => self.planner.ask(
                Asked::Zip,
                self.editor.document.text.clone(),
                self.speech.language(),
            ),
            Act::DownloadFile(path) => {
                let files = self.editor.answers.files.clone();
                if let Some(text) = files.as_ref().and_then(|files| files.get(&path)) {
                    let name = path.rsplit('/').next().unwrap_or(&path);
                    page::download(name, &text.into(), "text/plain;charset=utf-8");
                }
            }
            Act::DownloadText => {
                let name = format!("{}.yaml", self.editor.document.sketch.name);
                let text: &str = &self.editor.document.text;
                page::download(&name, &text.into(), "application/yaml;charset=utf-8");
            }
            Act::DownloadPicture(is_pixels) => self.picture(is_pixels),
            Act::Share => self.act(ctx, Act::Open(Dialog::Share)),
            Act::Copy(text) => {
                copy(&text);
                self.notify(ctx, &text!("ui-copied"), false);
            }
            Act::Tick(key) => self.like(|liking| {
                if !liking.done.remove(&key) {
                    liking.done.insert(key);
                }
            }),
        }
    }

    fn edit(&mut self, ctx: &Context<Self>, msg: Msg) {
        let editor = std::mem::replace(&mut self.editor, Editor::new(""));
        let (editor, effects) = editor.update(msg);
        self.editor = editor;
        for effect in effects {
            match &effect {
                Effect::Ask(..) => self.ask(&effect),
                Effect::Save(text) => {
                    let name = &self.editor.document.sketch.name;
                    self.has_room = store::keep(&self.id, name, text);
                }
                Effect::Say(text) => self.notify(ctx, text, false),
                Effect::Refuse(text) => self.notify(ctx, text, true),
                Effect::Copy(text) => copy(text),
                Effect::ShowText(start, end) => self.show_text(*start, *end),
            }
        }
    }

    fn ask(&self, effect: &Effect) {
        if let Effect::Ask(revision, text, question) = effect {
            let asked = Asked::Question(*revision, question.clone());
            self.planner
                .ask(asked, text.clone(), self.speech.language());
        }
    }

    /// A text in a document of its own.
    fn begin(&mut self, ctx: &Context<Self>, text: &str) {
        self.open(ctx, store::free_id(), text);
    }

    /// The document that is kept under `id`.
    fn open(&mut self, ctx: &Context<Self>, id: String, text: &str) {
        self.id = id;
        self.dialog = None;
        self.edit(ctx, Msg::Open(text.to_owned()));
        page::focus("canvas");
    }

    fn import(&mut self, ctx: &Context<Self>, name: &str, text: &str) {
        if text.contains("kind: MeshTopology") || text.contains("\"MeshTopology\"") {
            self.begin(ctx, text);
            self.notify(ctx, &text!("ui-imported", file = name), false);
        } else if self.editor.document.text.len() < 200 && text.contains("clusters:") {
            self.begin(ctx, text);
        } else {
            self.edit(ctx, Msg::Paste(text.to_owned()));
        }
    }

    fn zip(&mut self, ctx: &Context<Self>, zip: Result<Uint8Array, String>) {
        if let Ok(bytes) = zip {
            let name = format!("{}.zip", self.editor.document.sketch.name);
            page::download(&name, &bytes, "application/zip");
            self.notify(ctx, &text!("ui-downloaded", file = name), false);
        } else {
            self.edit(ctx, Msg::Show(Tab::Findings));
            self.notify(ctx, &text!("ui-blocked"), true);
        }
    }

    fn certificates(&mut self, ctx: &Context<Self>, zip: Result<Uint8Array, String>) {
        self.is_making = false;
        match zip {
            Ok(bytes) => {
                let name = format!("{}-certificates.zip", self.editor.document.sketch.name);
                page::download(&name, &bytes, "application/zip");
                self.act(ctx, Act::Close);
                self.notify(ctx, &text!("ui-downloaded", file = name), false);
            }
            Err(because) => self.tell(ctx, because, true),
        }
    }

    fn picture(&self, is_pixels: bool) {
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

    fn notify(&mut self, ctx: &Context<Self>, text: &Text, is_refusal: bool) {
        let sentence = self.speech.say(text);
        self.tell(ctx, sentence, is_refusal);
    }

    fn tell(&mut self, ctx: &Context<Self>, sentence: String, is_refusal: bool) {
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

    fn like(&mut self, change: impl FnOnce(&mut Liking)) {
        let mut liking = (*self.liking).clone();
        change(&mut liking);
        store::like(&liking);
        self.liking = Rc::new(liking);
        self.dress();
    }

    /// Tells the document what theme and language it has.
    fn dress(&self) {
        let Some(root) = page::document().and_then(|it| it.document_element()) else {
            return;
        };
        // Attributes with plain names cannot fail to be set.
        let _ = match &self.liking.theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
        let _ = root.set_attribute("lang", self.speech.language().tag());
    }
}

fn language(liking: &Liking) -> Language {
    let tag = liking.language.clone().or_else(|| {
        let language = web_sys::window()?.navigator().language()?;
        Some(language)
    });
    match tag.as_deref() {
        Some(tag) if tag.starts_with("zh") => Language::ZhCn,
        _ => Language::En,
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

fn listeners(ctx: &Context<App>) -> Vec<EventListener> {
    let Some(document) = page::document() else {
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
    let act = ctx.link().callback(Event::Act);
    let over = EventListener::new_with_options(&document, "dragover", options, |event| {
        event.prevent_default();
    });
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
    vec![keys, paste, over, drop]
}

/// Reads files, and imports each.
pub(crate) fn read_files(files: &web_sys::FileList, act: &Callback<Act>) {
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
