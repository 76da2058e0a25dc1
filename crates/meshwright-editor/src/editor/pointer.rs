//! Messages of the pointer, and of the line that is drawn from a remote to its primary.

use meshwright_core::diag::text;

use super::Editor;
use crate::change;
use crate::geometry::{Point, Rect};
use crate::gesture::{Gesture, SLACK};
use crate::msg::{Item, Target};
use crate::names::free;

impl Editor {
    pub(super) fn press(&mut self, at: Point, target: Target, more: bool) {
        let place = self.viewport.canvas(at);
        match target {
            Target::Canvas => {
                let before = if more {
                    self.selection.clone()
                } else {
                    [].into()
                };
                self.selection.clone_from(&before);
                self.gesture = Gesture::Box {
                    from: place,
                    to: place,
                    before,
                };
            }
            Target::Handle(from) => {
                self.selection = [Item::Cluster(from.clone())].into();
                self.gesture = Gesture::Link {
                    from,
                    to: Some(place),
                };
            }
            Target::Item(item) => {
                if let Gesture::Link { from, .. } = &self.gesture {
                    let (from, to) = (from.clone(), item.name().to_owned());
                    self.gesture = Gesture::Idle;
                    if matches!(item, Item::Cluster(_)) {
                        self.link(&from, &to);
                    }
                    return;
                }
                if more {
                    self.select(item.clone(), true);
                } else if !self.selection.contains(&item) {
                    self.selection = [item.clone()].into();
                }
                self.gesture = Gesture::Move {
                    from: place,
                    to: place,
                    is_drag: more,
                    pressed: item,
                };
            }
        }
    }

    pub(super) fn drag(&mut self, at: Point) {
        let place = self.viewport.canvas(at);
        let slack = SLACK / self.viewport.zoom;
        match &mut self.gesture {
            Gesture::Idle => {}
            Gesture::Pan { last } => {
                let (dx, dy) = (last.x - at.x, last.y - at.y);
                *last = at;
                self.has_moved = true;
                self.viewport = self.viewport.panned(dx, dy);
            }
            Gesture::Box { from, to, before } => {
                *to = place;
                let rect = Rect::between(*from, place);
                let mut selection = before.clone();
                let cards = self
                    .document
                    .sketch
                    .clusters
                    .iter()
                    .zip(&self.document.layout.cards);
                for (cluster, card) in cards {
                    if card.touches(&rect) {
                        selection.insert(Item::Cluster(cluster.name.clone()));
                    }
                }
                self.selection = selection;
            }
            Gesture::Move {
                from, to, is_drag, ..
            } => {
                *to = place;
                let (dx, dy) = (place.x - from.x, place.y - from.y);
                *is_drag |= dx.abs() > slack || dy.abs() > slack;
            }
            Gesture::Link { to, .. } => *to = Some(place),
        }
    }

    pub(super) fn release(&mut self, at: Point) {
        self.drag(at);
        let place = self.viewport.canvas(at);
        match std::mem::take(&mut self.gesture) {
            Gesture::Idle | Gesture::Pan { .. } | Gesture::Box { .. } => {}
            Gesture::Move {
                from,
                is_drag,
                pressed,
                ..
            } => {
                let (dx, dy) = (place.x - from.x, place.y - from.y);
                let is_still = dx.abs() < f64::EPSILON && dy.abs() < f64::EPSILON;
                if !is_drag {
                    self.selection = [pressed].into();
                } else if !is_still {
                    self.moved(place, dx, dy);
                }
            }
            Gesture::Link { from, .. } => {
                let over = self.cluster_at(place);
                let over = over.and_then(|it| self.document.sketch.clusters.get(it));
                if let Some(to) = over.map(|it| it.name.clone()) {
                    if to == from {
                        // A click on the handle: the next click or the keyboard chooses.
                        self.say(text!("editor-link-choose", cluster = &from));
                        self.gesture = Gesture::Link { from, to: None };
                    } else {
                        self.link(&from, &to);
                    }
                }
            }
        }
    }

    /// What is selected was dragged to `at`, by `dx` and `dy`.
    fn moved(&mut self, at: Point, dx: f64, dy: f64) {
        let sketch = self.document.sketch.clone();
        let layout = self.document.layout.clone();
        let places = self.selected_clusters();
        let networks: Vec<usize> = self
            .selection
            .iter()
            .filter_map(|item| match item {
                Item::Network(name) => sketch.network(name),
                Item::Cluster(_) => None,
            })
            .collect();
        if !networks.is_empty() {
            return self.moved_networks(&networks, dx, dy);
        }
        let is_own = |network: usize| {
            let clusters = places.iter().filter_map(|it| sketch.clusters.get(*it));
            clusters.clone().count() > 0 && clusters.clone().all(|it| it.network == network)
        };
        match self.network_at(at) {
            Some(network) if !is_own(network) => {
                if let Some(network) = sketch.networks.get(network) {
                    self.move_to(&network.name);
                }
            }
            Some(_) => {
                let moved: Vec<(usize, Point)> = places
                    .iter()
                    .filter_map(|&it| Some((it, layout.cards.get(it)?.origin().moved(dx, dy))))
                    .collect();
                self.place(&moved);
            }
            None => self.moved_out(at, &places),
        }
    }

    /// Clusters that are dropped where nothing is get a network of their own.
    fn moved_out(&mut self, at: Point, places: &[usize]) {
        let name = free(&self.document.sketch, "network", &[]);
        let text = self.moved_to(places, &name).and_then(|text| {
            let mut positions = self.pinned();
            for place in places {
                if let Some(cluster) = self.document.sketch.clusters.get(*place) {
                    positions.remove(&cluster.name);
                }
            }
            let document = self.document.with_text(&text);
            // Networks that nothing names any more have no place.
            positions.retain(|name, _| {
                document.sketch.network(name).is_some() || document.sketch.cluster(name).is_some()
            });
            positions.insert(name.clone(), at.moved(-138.0, -80.0));
            change::with_positions(&document, &positions)
        });
        let count = places.len();
        if self.attempt(text) {
            self.say(text!("editor-moved", count = count, network = name));
        }
    }

    fn moved_networks(&mut self, networks: &[usize], dx: f64, dy: f64) {
        let sketch = self.document.sketch.clone();
        let mut positions = self.pinned();
        for network in networks.iter().filter_map(|it| sketch.networks.get(*it)) {
            if let Some(at) = positions.get_mut(&network.name) {
                *at = at.moved(dx, dy);
            }
            for cluster in network
                .clusters
                .iter()
                .filter_map(|it| sketch.clusters.get(*it))
            {
                if let Some(at) = positions.get_mut(&cluster.name) {
                    *at = at.moved(dx, dy);
                }
            }
        }
        let text = change::with_positions(&self.document, &positions);
        self.attempt(text);
    }

    pub(super) fn begin_link(&mut self) {
        match self.selected() {
            Some(Item::Cluster(name)) => {
                let from = name.clone();
                self.say(text!("editor-link-choose", cluster = &from));
                self.gesture = Gesture::Link { from, to: None };
            }
            _ => self.refuse(text!("editor-select-first")),
        }
    }

    pub(super) fn choose(&mut self) {
        let Gesture::Link { from, .. } = std::mem::take(&mut self.gesture) else {
            return;
        };
        if let Some(Item::Cluster(to)) = self.selected().cloned() {
            self.link(&from, &to);
            self.selection = [Item::Cluster(from)].into();
        }
    }

    pub(super) fn cancel(&mut self) {
        match std::mem::take(&mut self.gesture) {
            Gesture::Idle => self.selection.clear(),
            Gesture::Box { before, .. } => self.selection = before,
            Gesture::Pan { .. } | Gesture::Move { .. } | Gesture::Link { .. } => {}
        }
    }
}
