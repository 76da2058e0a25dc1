//! The state of the designer, and what each message does to it.

mod answers;
mod arrange;
mod edit;
mod look;
mod pointer;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use meshwright_core::diag::{Text, text};

use crate::answer::{Endpoints, Files, Judgement, Plan, Ports, Question, Severity, WhatIf, Why};
use crate::change::Refusal;
use crate::document::Document;
use crate::geometry::Point;
use crate::gesture::Gesture;
use crate::history::History;
use crate::msg::{Effect, Item, Layer, Msg, Tab};
use crate::viewport::Viewport;

/// Which edges are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layers {
    shown: [bool; 4],
}

impl Default for Layers {
    fn default() -> Self {
        Self {
            shown: [true, true, false, false],
        }
    }
}

impl Layers {
    /// Whether a layer is shown.
    pub fn shows(self, layer: Layer) -> bool {
        let place = Layer::ALL.iter().position(|it| *it == layer);
        place.is_some_and(|place| self.shown[place])
    }

    fn toggle(&mut self, layer: Layer) {
        if let Some(place) = Layer::ALL.iter().position(|it| *it == layer) {
            self.shown[place] = !self.shown[place];
        }
    }
}

/// What the planner said of a text, and what was asked beyond it.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The revision that the judgement is about.
    pub revision: u64,
    /// What is said after each change.
    pub judgement: Rc<Judgement>,
    /// The worst finding about each cluster and network, by path.
    pub marks: Rc<BTreeMap<String, (Severity, usize)>>,
    /// How one cluster reaches another.
    pub why: Option<Rc<Why>>,
    /// The steps.
    pub plan: Option<Rc<Plan>>,
    /// The bundle.
    pub files: Option<Rc<Files>>,
    /// The ports that have to be open.
    pub ports: Option<Rc<Ports>>,
    /// Who loses what.
    pub what_if: Option<Rc<WhatIf>>,
    /// What istiod will tell the proxies of [`Editor::caller`].
    pub endpoints: Option<Rc<Endpoints>>,
    /// Why a question has no answer.
    pub failed: Option<(Question, String)>,
}

/// The state of the designer. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Editor {
    /// What is edited.
    pub document: Document,
    /// Counts the texts that there were; answers about earlier ones are old.
    pub revision: u64,
    /// What can be undone.
    pub history: History,
    /// What is selected.
    pub selection: BTreeSet<Item>,
    /// What is on the screen.
    pub viewport: Viewport,
    /// What is under way.
    pub gesture: Gesture,
    /// Which edges are shown.
    pub layers: Layers,
    /// The tab beside the canvas.
    pub side: Tab,
    /// The tab below it.
    pub bottom: Tab,
    /// Whether what is below the canvas is open.
    pub is_dock_open: bool,
    /// What is lost, as [`Question::WhatIf`] takes it.
    pub lost: BTreeSet<String>,
    /// The pair that is explained.
    pub pair: Option<(String, String)>,
    /// The cluster whose endpoint lists are shown; the first where nobody chose one.
    pub caller: Option<String>,
    /// The file of the bundle that is shown.
    pub file: String,
    /// The word that clusters are found by.
    pub query: String,
    /// What the planner said.
    pub answers: Answers,
    /// Whether the user has moved the screen, so that it is not made to fit any more.
    has_moved: bool,
    effects: Vec<Effect>,
}

impl Editor {
    /// An editor of `text`, of which nothing has been asked yet; see [`Editor::start`].
    pub fn new(text: &str) -> Self {
        Self {
            document: Document::new(text),
            revision: 0,
            history: History::default(),
            selection: BTreeSet::new(),
            viewport: Viewport::default(),
            gesture: Gesture::Idle,
            layers: Layers::default(),
            side: Tab::Properties,
            bottom: Tab::Findings,
            is_dock_open: true,
            lost: BTreeSet::new(),
            pair: None,
            caller: None,
            file: "runbook.md".to_owned(),
            query: String::new(),
            answers: Answers::default(),
            has_moved: false,
            effects: Vec::new(),
        }
    }

    /// What is to be asked in the beginning.
    pub fn start(&self) -> Vec<Effect> {
        vec![Effect::Ask(
            self.revision,
            self.document.text.clone(),
            Question::Judge,
        )]
    }

    /// Whether the planner's judgement is about the text as it is.
    pub const fn is_judged(&self) -> bool {
        self.answers.revision == self.revision
    }

    /// The selected clusters as places in the sketch, in its order.
    pub fn selected_clusters(&self) -> Vec<usize> {
        let clusters = self.document.sketch.clusters.iter().enumerate();
        clusters
            .filter(|(_, it)| self.selection.contains(&Item::Cluster(it.name.clone())))
            .map(|(place, _)| place)
            .collect()
    }

    /// The one thing that is selected.
    pub fn selected(&self) -> Option<&Item> {
        let mut items = self.selection.iter();
        items.next().filter(|_| items.next().is_none())
    }

    /// The state after `msg`, and what is to be done.
    #[must_use]
    pub fn update(mut self, msg: Msg) -> (Self, Vec<Effect>) {
        match msg {
            Msg::Open(text, history) => self.open(&text, history),
            Msg::Type(text) => self.type_text(&text),
            Msg::Rest => self.history.rest(),
            Msg::Undo => self.undo(),
            Msg::Redo => self.redo(),
            Msg::Apply(edits) => self.apply(&edits),
            Msg::Fill(path, value) => self.fill(path, value),
            Msg::Drop(palette, at) => self.drop(palette, at),
            Msg::AddCluster(network) => self.add_cluster(network),
            Msg::Delete => self.delete(),
            Msg::Copy => self.copy(),
            Msg::Paste(text) => self.paste(&text),
            Msg::Stamp(count) => self.stamp(count),
            Msg::ToggleGateway => self.toggle_gateway(),
            Msg::Rename(item, name) => self.rename(&item, &name),
            Msg::Link(from, to) => self.link(&from, &to),
            Msg::MoveTo(network) => self.move_to(&network),
            Msg::Tidy => self.tidy(),
            Msg::Align(alignment) => self.align(alignment),
            Msg::Nudge(dx, dy) => self.nudge(dx, dy),
            Msg::Select(item, more) => self.select(item, more),
            Msg::SelectAll => self.select_all(),
            Msg::SelectNone => self.selection.clear(),
            Msg::Step(direction) => self.step(direction),
            Msg::Search(query) => self.search(query),
            Msg::Press(at, target, more) => self.press(at, target, more),
            Msg::Grab(at) => self.gesture = Gesture::Pan { last: at },
            Msg::Drag(at) => self.drag(at),
            Msg::Release(at) => self.release(at),
            Msg::BeginLink => self.begin_link(),
            Msg::Choose => self.choose(),
            Msg::Cancel => self.cancel(),
            Msg::Resize(width, height) => self.resize(width, height),
            Msg::Pan(dx, dy) => {
                self.has_moved = true;
                self.viewport = self.viewport.panned(dx, dy);
            }
            Msg::Zoom(factor, at) => self.zoom(factor, at),
            Msg::Fit => self.fit(),
            Msg::LookAt(at) => {
                self.has_moved = true;
                self.viewport = self.viewport.looking_at(at);
            }
            Msg::Show(tab) => self.show(tab),
            Msg::ToggleDock => self.is_dock_open = !self.is_dock_open,
            Msg::ToggleLayer(layer) => self.layers.toggle(layer),
            Msg::Reveal(path) => self.reveal(&path),
            Msg::AskWhy(from, to) => self.ask_why(from, to),
            Msg::AskEndpoints(caller) => self.ask_endpoints(caller),
            Msg::AskAnew => self.ask_anew(),
            Msg::ToggleLost(part) => self.toggle_lost(part),
            Msg::RestoreAll => {
                self.lost.clear();
                self.answers.what_if = None;
            }
            Msg::OpenFile(path) => self.file = path,
            Msg::Answered(revision, answer) => self.answered(revision, *answer),
        }
        let effects = std::mem::take(&mut self.effects);
        (self, effects)
    }

    fn ask(&mut self, question: Question) {
        let text = self.document.text.clone();
        self.effects
            .push(Effect::Ask(self.revision, text, question));
    }

    fn say(&mut self, text: Text) {
        self.effects.push(Effect::Say(text));
    }

    fn refuse(&mut self, text: Text) {
        self.effects.push(Effect::Refuse(text));
    }

    fn refused(&mut self, refusal: Refusal) {
        self.refuse(match refusal {
            Refusal::Unreadable => text!("editor-unreadable"),
            Refusal::Comments => text!("editor-comments"),
        });
    }

    /// The text of the document becomes `text`, in one step that can be undone.
    fn commit(&mut self, text: &str) {
        if *text == *self.document.text {
            return;
        }
        self.history.step(self.document.text.clone());
        self.replace(text);
    }

    /// As [`Editor::commit`], where the change may have been refused; whether it was made.
    fn attempt(&mut self, text: Result<String, Refusal>) -> bool {
        match text {
            Ok(text) => {
                self.commit(&text);
                true
            }
            Err(refusal) => {
                self.refused(refusal);
                false
            }
        }
    }

    /// The text becomes `text`, which is kept.
    fn replace(&mut self, text: &str) {
        self.read(text);
        self.effects.push(Effect::Save);
    }

    fn read(&mut self, text: &str) {
        self.document = self.document.with_text(text);
        self.revision += 1;
        let sketch = self.document.sketch.clone();
        self.selection.retain(|item| match item {
            Item::Cluster(name) => sketch.cluster(name).is_some(),
            Item::Network(name) => sketch.network(name).is_some(),
        });
        self.answers.plan = None;
        self.answers.files = None;
        self.answers.ports = None;
        self.answers.endpoints = None;
        self.answers.failed = None;
        self.ask(Question::Judge);
        if !self.has_moved {
            self.viewport = self.viewport.fitted(self.document.layout.bounds);
        }
    }

    /// The network whose region is at a place of the canvas.
    fn network_at(&self, at: Point) -> Option<usize> {
        let regions = &self.document.layout.regions;
        // Those that are drawn last are on top.
        regions.iter().rposition(|region| region.contains(at))
    }

    /// The cluster whose card is at a place of the canvas.
    fn cluster_at(&self, at: Point) -> Option<usize> {
        let cards = &self.document.layout.cards;
        cards.iter().rposition(|card| card.contains(at))
    }
}

#[cfg(test)]
mod tests;
