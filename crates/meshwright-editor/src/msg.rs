//! What can happen to the editor, and what it asks others to do.

use std::rc::Rc;

use meshwright_core::diag::{Edit, Text, Value};

use crate::answer::{Answer, Question};
use crate::geometry::Point;
use crate::history::History;

/// Something on the canvas.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// A cluster, by name.
    Cluster(String),
    /// A network, by name.
    Network(String),
}

impl Item {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Cluster(name) | Self::Network(name) => name,
        }
    }
}

/// What the pointer was pressed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nothing.
    Canvas,
    /// A cluster or network.
    Item(Item),
    /// The handle of a cluster that a line to its control plane begins at.
    Handle(String),
}

/// What a new cluster is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// A primary.
    Primary,
    /// A remote of the first primary there is.
    Remote,
    /// An external control plane.
    External,
    /// A network with a primary.
    Network,
}

impl Palette {
    /// Everything in the palette.
    pub const ALL: [Self; 4] = [Self::Primary, Self::Remote, Self::External, Self::Network];

    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Remote => "remote",
            Self::External => "external",
            Self::Network => "network",
        }
    }
}

/// Where to go from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
    /// To the next in the order of the document.
    Next,
    /// To the one before.
    Previous,
}

/// What clusters are lined up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// Their left edges.
    Left,
    /// Their upper edges.
    Top,
}

/// Edges that can be shown or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Requests between networks.
    Data,
    /// Proxies and the istiod that serves them.
    Control,
    /// istiods and the API servers that they watch.
    Api,
    /// Clusters under one root.
    Trust,
}

impl Layer {
    /// Every layer.
    pub const ALL: [Self; 4] = [Self::Data, Self::Control, Self::Api, Self::Trust];

    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Control => "control",
            Self::Api => "api",
            Self::Trust => "trust",
        }
    }
}

/// What is shown beside and below the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The properties of what is selected.
    Properties,
    /// The text.
    Text,
    /// The clusters as a tree.
    Outline,
    /// What there is to say.
    Findings,
    /// Who reaches whom.
    Reach,
    /// What istiod will tell the proxies of a cluster.
    Endpoints,
    /// Who loses what.
    WhatIf,
    /// The steps.
    Plan,
    /// The bundle.
    Files,
    /// The ports that have to be open.
    Ports,
}

impl Tab {
    /// Those beside the canvas.
    pub const SIDE: [Self; 3] = [Self::Properties, Self::Text, Self::Outline];
    /// Those below it.
    pub const BOTTOM: [Self; 7] = [
        Self::Findings,
        Self::Reach,
        Self::Endpoints,
        Self::WhatIf,
        Self::Plan,
        Self::Files,
        Self::Ports,
    ];

    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Properties => "properties",
            Self::Text => "text",
            Self::Outline => "outline",
            Self::Findings => "findings",
            Self::Reach => "reach",
            Self::Endpoints => "endpoints",
            Self::WhatIf => "what-if",
            Self::Plan => "plan",
            Self::Files => "files",
            Self::Ports => "ports",
        }
    }
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// A document takes the place of the one there was, with what can be undone of it.
    Open(String, History),
    /// The text was typed into.
    Type(String),
    /// Nobody has typed for a moment.
    Rest,
    /// The last step is undone.
    Undo,
    /// What was undone last is done again.
    Redo,
    /// Edits of the model, such as a repair.
    Apply(Vec<Edit>),
    /// A field of the form was filled in; `None` is its default.
    Fill(meshwright_core::diag::ModelPath, Option<Value>),
    /// A new cluster or network, at a place of the screen where one is given.
    Drop(Palette, Option<Point>),
    /// A primary in a network, or where it fits best.
    AddCluster(Option<String>),
    /// What is selected is deleted.
    Delete,
    /// What is selected is copied as text.
    Copy,
    /// A text is pasted.
    Paste(String),
    /// So many copies of what is selected are made.
    Stamp(usize),
    /// What is selected gets an east-west gateway, or loses it.
    ToggleGateway,
    /// A cluster or network gets another name.
    Rename(Item, String),
    /// The first becomes a remote of the second.
    Link(String, String),
    /// The selected clusters move into a network.
    MoveTo(String),
    /// The places of what is selected, or of everything, are forgotten.
    Tidy,
    /// The selected clusters are lined up.
    Align(Alignment),
    /// What is selected moves by canvas units.
    Nudge(f64, f64),

    /// Something is selected; with `true`, too, or no longer.
    Select(Item, bool),
    /// Every cluster is selected.
    SelectAll,
    /// Nothing is selected.
    SelectNone,
    /// The next cluster in a direction is selected.
    Step(Direction),
    /// A word to find clusters by.
    Search(String),

    /// The pointer was pressed at a place of the screen; with `true`, to select more.
    Press(Point, Target, bool),
    /// The pointer was pressed to move the screen.
    Grab(Point),
    /// The pointer moved.
    Drag(Point),
    /// The pointer was released.
    Release(Point),
    /// A line is begun from what is selected, to be ended by [`Msg::Choose`].
    BeginLink,
    /// What is selected is what the line leads to.
    Choose,
    /// What is under way is given up.
    Cancel,

    /// The screen has another size.
    Resize(f64, f64),
    /// The screen moves by pixels.
    Pan(f64, f64),
    /// The screen zooms by a factor, around a place or its middle.
    Zoom(f64, Option<Point>),
    /// All of the mesh is shown.
    Fit,
    /// The place of the canvas is shown in the middle.
    LookAt(Point),

    /// A tab is shown.
    Show(Tab),
    /// The panel below the canvas is opened or closed.
    ToggleDock,
    /// A layer of edges is shown or not.
    ToggleLayer(Layer),
    /// The place of a finding or hop is shown.
    Reveal(String),
    /// How the first reaches the second.
    AskWhy(String, String),
    /// What istiod will tell the proxies of that cluster.
    AskEndpoints(String),
    /// Everything that the planner said is asked again, because it is to say it in other words.
    AskAnew,
    /// A part is lost, or is not any more: `cluster1`, `gateway:cluster1`.
    ToggleLost(String),
    /// Nothing is lost.
    RestoreAll,
    /// A file of the bundle is shown.
    OpenFile(String),
    /// The planner answers about the document of that revision.
    Answered(u64, Box<Answer>),
}

/// Something for others to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the planner about the text, and answer with [`Msg::Answered`] and the revision.
    Ask(u64, Rc<str>, Question),
    /// Keep the document, which was changed.
    Save,
    /// Tell the user, and let a screen reader say it.
    Say(Text),
    /// Tell the user why something was not done.
    Refuse(Text),
    /// Put the text where it can be pasted from.
    Copy(String),
    /// Show this stretch of the text: byte offsets.
    ShowText(usize, usize),
}
