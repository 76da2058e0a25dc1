//! Messages that move clusters: into networks, and to places of the canvas.

use std::collections::BTreeMap;

use meshwright_core::diag::{Edit, path, text};

use super::Editor;
use crate::change::{self, set};
use crate::geometry::Point;
use crate::msg::Alignment;

impl Editor {
    pub(super) fn move_to(&mut self, network: &str) {
        let places = self.selected_clusters();
        let text = self.moved_to(&places, network);
        let count = places.len();
        if self.attempt(text) {
            self.say(text!("editor-moved", count = count, network = network));
        }
    }

    /// The text with clusters in another network, in its grid.
    pub(super) fn moved_to(
        &self,
        places: &[usize],
        network: &str,
    ) -> Result<String, change::Refusal> {
        let sketch = &self.document.sketch;
        let clusters: Vec<_> = places
            .iter()
            .filter_map(|it| sketch.clusters.get(*it))
            .collect();
        let edits: Vec<Edit> = clusters
            .iter()
            .map(|it| set(path!("clusters", it.name, "network"), network))
            .collect();
        let text = change::apply(&self.document, &edits)?;
        let is_placed = clusters
            .iter()
            .any(|it| sketch.positions.contains_key(&it.name));
        if !is_placed {
            return Ok(text);
        }
        let mut positions = sketch.positions.clone();
        for cluster in clusters {
            positions.remove(&cluster.name);
        }
        change::with_positions(&self.document.with_text(&text), &positions)
    }

    pub(super) fn tidy(&mut self) {
        let mut positions = self.document.sketch.positions.clone();
        if self.selection.is_empty() {
            positions.clear();
        } else {
            let selection = &self.selection;
            positions.retain(|name, _| !selection.iter().any(|item| item.name() == name));
        }
        let text = change::with_positions(&self.document, &positions);
        if self.attempt(text) {
            self.say(text!("editor-tidied"));
            if self.selection.is_empty() {
                self.fit();
            }
        }
    }

    pub(super) fn align(&mut self, alignment: Alignment) {
        let places = self.selected_clusters();
        let cards = &self.document.layout.cards;
        let cards: Vec<_> = places
            .iter()
            .filter_map(|&it| Some((it, *cards.get(it)?)))
            .collect();
        if cards.len() < 2 {
            return self.refuse(text!("editor-select-two"));
        }
        let left = cards
            .iter()
            .map(|(_, it)| it.x)
            .fold(f64::INFINITY, f64::min);
        let top = cards
            .iter()
            .map(|(_, it)| it.y)
            .fold(f64::INFINITY, f64::min);
        let moved: Vec<(usize, Point)> = cards
            .iter()
            .map(|(place, card)| {
                let at = match alignment {
                    Alignment::Left => Point::new(left, card.y),
                    Alignment::Top => Point::new(card.x, top),
                };
                (*place, at)
            })
            .collect();
        self.place(&moved);
    }

    pub(super) fn nudge(&mut self, dx: f64, dy: f64) {
        let cards = &self.document.layout.cards;
        let moved: Vec<(usize, Point)> = self
            .selected_clusters()
            .into_iter()
            .filter_map(|it| Some((it, cards.get(it)?.origin().moved(dx, dy))))
            .collect();
        self.place(&moved);
    }

    /// Puts clusters at places of the canvas.
    pub(super) fn place(&mut self, moved: &[(usize, Point)]) {
        if moved.is_empty() {
            return;
        }
        let mut positions = self.pinned();
        for (place, at) in moved {
            if let Some(cluster) = self.document.sketch.clusters.get(*place) {
                positions.insert(cluster.name.clone(), *at);
            }
        }
        let text = change::with_positions(&self.document, &positions);
        self.attempt(text);
    }

    /// The positions with those of all regions, so that what moves one thing moves no other.
    pub(super) fn pinned(&self) -> BTreeMap<String, Point> {
        let sketch = &self.document.sketch;
        let mut positions = sketch.positions.clone();
        for (network, region) in sketch.networks.iter().zip(&self.document.layout.regions) {
            if sketch.cluster(&network.name).is_none() {
                positions
                    .entry(network.name.clone())
                    .or_insert_with(|| region.origin());
            }
        }
        positions
    }
}
