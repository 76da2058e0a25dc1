//! Messages about what is selected and what is on the screen.

use meshwright_core::diag::ModelPath;

use super::Editor;
use crate::answer::Question;
use crate::geometry::{Point, Rect};
use crate::msg::{Direction, Effect, Item, Tab};
use crate::search::search;

impl Editor {
    pub(super) fn select(&mut self, item: Item, more: bool) {
        if !more {
            self.selection = [item].into();
            self.show_selection();
        } else if !self.selection.remove(&item) {
            self.selection.insert(item);
        }
    }

    pub(super) fn select_all(&mut self) {
        let clusters = self.document.sketch.clusters.iter();
        self.selection = clusters.map(|it| Item::Cluster(it.name.clone())).collect();
    }

    pub(super) fn step(&mut self, direction: Direction) {
        let cards = &self.document.layout.cards;
        let now = self.selected_clusters().first().copied();
        let next = match (now, direction) {
            (None, Direction::Previous) => cards.len().checked_sub(1),
            (None, _) => (!cards.is_empty()).then_some(0),
            (Some(now), Direction::Next) => Some((now + 1) % cards.len().max(1)),
            (Some(now), Direction::Previous) => Some((now + cards.len() - 1) % cards.len().max(1)),
            (Some(now), _) => self.neighbour(now, direction),
        };
        let next = next.and_then(|it| self.document.sketch.clusters.get(it));
        if let Some(name) = next.map(|it| it.name.clone()) {
            self.selection = [Item::Cluster(name)].into();
            self.show_selection();
        }
    }

    /// The nearest cluster in a direction: what lies aside counts double.
    fn neighbour(&self, now: usize, direction: Direction) -> Option<usize> {
        let cards = &self.document.layout.cards;
        let from = cards.get(now)?.center();
        let distance = |card: &Rect| {
            let to = card.center();
            let (dx, dy) = (to.x - from.x, to.y - from.y);
            let (ahead, aside) = match direction {
                Direction::Left => (-dx, dy),
                Direction::Right => (dx, dy),
                Direction::Up => (-dy, dx),
                Direction::Down | Direction::Next | Direction::Previous => (dy, dx),
            };
            (ahead > 1.0).then_some(ahead + 2.0 * aside.abs())
        };
        cards
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != now)
            .filter_map(|(place, card)| Some((place, distance(card)?)))
            .min_by(|(_, one), (_, other)| one.total_cmp(other))
            .map(|(place, _)| place)
    }

    pub(super) fn search(&mut self, query: String) {
        let found = search(&self.document.sketch, &query);
        self.query = query;
        let clusters = found
            .iter()
            .filter_map(|it| self.document.sketch.clusters.get(*it));
        self.selection = clusters.map(|it| Item::Cluster(it.name.clone())).collect();
        self.show_selection();
    }

    /// Moves the screen so that what is selected is on it.
    pub(super) fn show_selection(&mut self) {
        let document = &self.document;
        let rect = |item: &Item| match item {
            Item::Cluster(name) => document.layout.cards.get(document.sketch.cluster(name)?),
            Item::Network(name) => document.layout.regions.get(document.sketch.network(name)?),
        };
        let around = self
            .selection
            .iter()
            .filter_map(rect)
            .copied()
            .reduce(|all, one| all.around(&one));
        let Some(around) = around else { return };
        let shown = self.viewport.shown();
        if around.width > shown.width || around.height > shown.height {
            self.viewport = self.viewport.fitted(around);
        } else {
            self.viewport = self.viewport.revealing(around);
        }
    }

    pub(super) fn resize(&mut self, width: f64, height: f64) {
        if width < 1.0 || height < 1.0 {
            return;
        }
        self.viewport.width = width;
        self.viewport.height = height;
        if !self.has_moved {
            self.viewport = self.viewport.fitted(self.document.layout.bounds);
        }
    }

    pub(super) fn zoom(&mut self, factor: f64, at: Option<Point>) {
        self.has_moved = true;
        let middle = Point::new(self.viewport.width / 2.0, self.viewport.height / 2.0);
        self.viewport = self.viewport.zoomed(factor, at.unwrap_or(middle));
    }

    pub(super) fn fit(&mut self) {
        self.has_moved = false;
        self.viewport = self.viewport.fitted(self.document.layout.bounds);
    }

    pub(super) fn show(&mut self, tab: Tab) {
        if Tab::SIDE.contains(&tab) {
            self.side = tab;
            return;
        }
        self.bottom = tab;
        self.is_dock_open = true;
        self.ask_for_tab();
    }

    /// Asks for what the tab below shows, where that is not there.
    pub(super) fn ask_for_tab(&mut self) {
        let answers = &self.answers;
        let question = match self.bottom {
            Tab::Plan if answers.plan.is_none() => Question::Plan,
            Tab::Files if answers.files.is_none() => Question::Files,
            Tab::Ports if answers.ports.is_none() => Question::Ports,
            Tab::Endpoints if answers.endpoints.is_none() => match self.asked_caller() {
                Some(caller) => Question::Endpoints(caller),
                None => return,
            },
            _ => return,
        };
        self.ask(question);
    }

    pub(super) fn reveal(&mut self, path: &str) {
        let path = ModelPath::parse(path);
        let sketch = &self.document.sketch;
        let item = match path.segments() {
            [list, name, ..] if list == "clusters" && sketch.cluster(name).is_some() => {
                Some(Item::Cluster(name.clone()))
            }
            [list, name, ..] if list == "networks" && sketch.network(name).is_some() => {
                Some(Item::Network(name.clone()))
            }
            _ => None,
        };
        if let Some(item) = item {
            self.selection = [item].into();
            self.show_selection();
        }
        if let Some((start, end)) = self.document.place(&path) {
            self.effects.push(Effect::ShowText(start, end));
        }
    }
}
