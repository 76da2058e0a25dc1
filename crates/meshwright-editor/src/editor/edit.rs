//! Messages that change the document.

use meshwright_core::diag::{Edit, ModelPath, Value, path, text};
use serde_json::json;

use super::Editor;
use crate::change::{self, NewCluster, remove, set};
use crate::clipboard;
use crate::geometry::Point;
use crate::gesture::Gesture;
use crate::history::History;
use crate::link::link;
use crate::msg::{Effect, Item, Palette};
use crate::names::{NameProblem, free, may_be};
use crate::sketch::RoleSketch;

/// The most copies that are stamped at once.
const MOST_COPIES: usize = 500;

impl Editor {
    /// Another document. It is not kept anew: it was not changed.
    pub(super) fn open(&mut self, text: &str, history: History) {
        self.forget();
        self.history = history;
        self.read(text);
    }

    /// Forgets what was selected and asked of what was shown before.
    fn forget(&mut self) {
        self.has_moved = false;
        self.gesture = Gesture::Idle;
        self.selection.clear();
        self.lost.clear();
        self.pair = None;
        self.caller = None;
        self.answers.why = None;
        self.answers.what_if = None;
    }

    pub(super) fn type_text(&mut self, text: &str) {
        if *text == *self.document.text {
            return;
        }
        self.history.typed(self.document.text.clone());
        self.replace(text);
    }

    pub(super) fn undo(&mut self) {
        let now = self.document.text.clone();
        if let Some(before) = self.history.undo(now) {
            self.replace(&before);
            self.say(text!("editor-undone"));
        }
    }

    pub(super) fn redo(&mut self) {
        let now = self.document.text.clone();
        if let Some(after) = self.history.redo(now) {
            self.replace(&after);
            self.say(text!("editor-redone"));
        }
    }

    pub(super) fn apply(&mut self, edits: &[Edit]) {
        let text = change::apply(&self.document, edits);
        if self.attempt(text) {
            self.say(text!("editor-applied"));
        }
    }

    pub(super) fn fill(&mut self, path: ModelPath, value: Option<Value>) {
        let is_there = self.document.model.source.value(&path).is_some();
        let edit = match value {
            Some(value) => set(path, value),
            None if is_there => remove(path),
            None => return,
        };
        let text = change::apply(&self.document, &[edit]);
        self.attempt(text);
    }

    pub(super) fn drop(&mut self, palette: Palette, at: Option<Point>) {
        let sketch = self.document.sketch.clone();
        let place = at.map(|at| self.viewport.canvas(at));
        let under = place.and_then(|at| self.network_at(at));
        let name = free(&sketch, "cluster", &[]);
        let known = |place: usize| sketch.networks.get(place).map(|it| it.name.clone());
        let selected = self.selected_network();
        let network = match palette {
            Palette::Network => None,
            _ => under.and_then(known).or_else(|| {
                // Without a place, beside what is selected, else beside what was added last.
                place.is_none().then_some(())?;
                selected.or_else(|| sketch.networks.last().map(|it| it.name.clone()))
            }),
        };
        let is_new = network.is_none();
        let network = network.unwrap_or_else(|| free(&sketch, "network", &[]));
        let leader = sketch
            .clusters
            .iter()
            .find(|it| it.role != RoleSketch::Remote)
            .map(|it| it.name.clone());
        let (role, control_plane) = match palette {
            Palette::Primary | Palette::Network => (None, None),
            Palette::Remote => (Some(RoleSketch::Remote), leader),
            Palette::External => (Some(RoleSketch::External), None),
        };
        let text = change::with_clusters(
            &self.document,
            &[NewCluster {
                name: name.clone(),
                network: network.clone(),
                role,
                control_plane,
                has_gateway: false,
            }],
        );
        let placed = text.and_then(|text| match place.filter(|_| is_new) {
            Some(at) if !sketch.clusters.is_empty() => {
                let mut positions = self.pinned();
                positions.insert(network.clone(), at.moved(-138.0, -80.0));
                change::with_positions(&self.document.with_text(&text), &positions)
            }
            _ => Ok(text),
        });
        if self.attempt(placed) {
            self.selection = [Item::Cluster(name.clone())].into();
            self.say(text!("editor-added", cluster = name, network = network));
            self.show_selection();
        }
    }

    pub(super) fn add_cluster(&mut self, network: Option<String>) {
        if let Some(network) = network {
            self.selection = [Item::Network(network)].into();
        }
        self.drop(Palette::Primary, None);
    }

    /// The network that is selected, or that of the first cluster that is.
    fn selected_network(&self) -> Option<String> {
        let sketch = &self.document.sketch;
        self.selection.iter().find_map(|item| match item {
            Item::Network(name) => Some(name.clone()),
            Item::Cluster(name) => {
                let cluster = sketch.clusters.get(sketch.cluster(name)?)?;
                Some(sketch.networks.get(cluster.network)?.name.clone())
            }
        })
    }

    pub(super) fn delete(&mut self) {
        let sketch = self.document.sketch.clone();
        let Some(root) = self.document.model.root.as_ref() else {
            return;
        };
        let mut names: Vec<&str> = Vec::new();
        let mut networks = Vec::new();
        for item in &self.selection {
            match item {
                Item::Cluster(name) => names.push(name),
                Item::Network(name) => {
                    if let Some(network) =
                        sketch.network(name).and_then(|it| sketch.networks.get(it))
                    {
                        networks.push(network);
                        let members = network.clusters.iter();
                        names.extend(
                            members.filter_map(|it| Some(sketch.clusters.get(*it)?.name.as_str())),
                        );
                    }
                }
            }
        }
        names.sort_unstable();
        names.dedup();
        if names.is_empty() && networks.is_empty() {
            return;
        }
        let mut edits = change::delete_clusters(root, &names);
        let listed = root
            .get("networks")
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let listed_gone: Vec<_> = networks.iter().filter(|it| it.is_listed).collect();
        if !listed_gone.is_empty() && listed_gone.len() == listed {
            edits.push(remove(path!("networks")));
        } else {
            edits.extend(
                listed_gone
                    .iter()
                    .map(|it| remove(path!("networks", it.name))),
            );
        }
        let mut positions = sketch.positions.clone();
        let is_gone = |name: &String| {
            names.contains(&name.as_str()) || networks.iter().any(|it| it.name == *name)
        };
        positions.retain(|name, _| !is_gone(name));
        let had_all = positions.len() == sketch.positions.len();
        let count = names.len();
        let text = change::apply(&self.document, &edits).and_then(|text| {
            if had_all {
                return Ok(text);
            }
            change::with_positions(&self.document.with_text(&text), &positions)
        });
        if self.attempt(text) {
            self.selection.clear();
            self.say(text!("editor-deleted", count = count));
        }
    }

    pub(super) fn copy(&mut self) {
        let places = self.selected_clusters();
        if let Some(text) = clipboard::copy(&self.document, &places) {
            self.effects.push(Effect::Copy(text));
            self.say(text!("editor-copied", count = places.len()));
        }
    }

    pub(super) fn paste(&mut self, fragment: &str) {
        if self.document.sketch.clusters.is_empty() && fragment.contains("kind: MeshTopology") {
            self.forget();
            self.commit(fragment);
            return;
        }
        match clipboard::paste(&self.document, fragment) {
            None => self.refuse(text!("editor-nothing-to-paste")),
            Some(added) => self.added(added),
        }
    }

    pub(super) fn stamp(&mut self, count: usize) {
        let places = self.selected_clusters();
        if places.is_empty() {
            return self.refuse(text!("editor-select-first"));
        }
        let count = count.clamp(1, MOST_COPIES);
        let added = clipboard::stamp(&self.document, &places, count);
        self.added(added);
    }

    fn added(&mut self, added: Result<(String, Vec<String>), change::Refusal>) {
        match added {
            Err(refusal) => self.refused(refusal),
            Ok((text, names)) => {
                self.commit(&text);
                self.say(text!("editor-pasted", count = names.len()));
                self.selection = names.into_iter().map(Item::Cluster).collect();
                self.show_selection();
            }
        }
    }

    pub(super) fn toggle_gateway(&mut self) {
        let sketch = self.document.sketch.clone();
        let places = self.selected_clusters();
        let clusters: Vec<_> = places
            .iter()
            .filter_map(|it| sketch.clusters.get(*it))
            .collect();
        let all_have = clusters.iter().all(|it| it.gateway.is_some());
        let edits: Vec<Edit> = clusters
            .iter()
            .filter(|it| it.gateway.is_some() == all_have)
            .map(|it| {
                let path = path!("clusters", it.name, "eastWestGateway");
                if all_have {
                    remove(path)
                } else {
                    set(path, json!({}))
                }
            })
            .collect();
        if edits.is_empty() {
            return self.refuse(text!("editor-select-first"));
        }
        let count = edits.len();
        let text = change::apply(&self.document, &edits);
        if self.attempt(text) {
            self.say(if all_have {
                text!("editor-gateways-gone", count = count)
            } else {
                text!("editor-gateways", count = count)
            });
        }
    }

    pub(super) fn rename(&mut self, item: &Item, name: &str) {
        if item.name() == name {
            return;
        }
        match may_be(&self.document.sketch, name) {
            Err(NameProblem::NoLabel) => return self.refuse(text!("editor-name", name = name)),
            Err(NameProblem::Taken) => return self.refuse(text!("editor-name-taken", name = name)),
            Ok(()) => {}
        }
        let Some(root) = self.document.model.root.as_ref() else {
            return;
        };
        let is_cluster = matches!(item, Item::Cluster(_));
        let edits = change::rename(root, item.name(), name, is_cluster);
        let text = change::apply(&self.document, &edits);
        let renamed = if is_cluster {
            Item::Cluster(name.to_owned())
        } else {
            Item::Network(name.to_owned())
        };
        if self.attempt(text) {
            self.say(text!("editor-renamed", from = item.name(), to = name));
            self.selection = [renamed].into();
        }
    }

    pub(super) fn link(&mut self, from: &str, to: &str) {
        let sketch = self.document.sketch.clone();
        let (Some(from_place), Some(to_place)) = (sketch.cluster(from), sketch.cluster(to)) else {
            return;
        };
        match link(&sketch, from_place, to_place) {
            Err(text) => self.refuse(text),
            Ok(edits) => {
                let text = change::apply(&self.document, &edits);
                if self.attempt(text) {
                    self.say(text!("editor-linked", remote = from, primary = to));
                }
            }
        }
    }
}
