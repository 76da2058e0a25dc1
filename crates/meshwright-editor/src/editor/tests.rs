use meshwright_core::diag::{Change, Edit, path};
use serde_json::json;

use super::Editor;
use crate::answer::{Answer, Judgement, Question};
use crate::geometry::Point;
use crate::gesture::Gesture;
use crate::msg::{Alignment, Direction, Effect, Item, Layer, Msg, Palette, Tab, Target};

const TEXT: &str = "\
# A comment.
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata:
  name: shop
clusters:
  - name: east # here
    network: n1
  - name: west
    network: n2
  - name: north
    network: n2
    role: remote
    controlPlane: west
";

fn cluster(name: &str) -> Item {
    Item::Cluster(name.to_owned())
}

/// The editor after messages, and the effects of the last.
fn after(text: &str, msgs: impl IntoIterator<Item = Msg>) -> (Editor, Vec<Effect>) {
    let mut state = (Editor::new(text), Vec::new());
    for msg in msgs {
        state = state.0.update(msg);
    }
    state
}

fn said(effects: &[Effect]) -> Vec<&str> {
    let key = |effect: &'static str| effect;
    let _ = key;
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Say(text) | Effect::Refuse(text) => Some(&*text.key),
            _ => None,
        })
        .collect()
}

fn middle(editor: &Editor, name: &str) -> Point {
    let place = editor.document.sketch.cluster(name).expect("it is there");
    let at = editor.document.layout.cards[place].center();
    screen(editor, at)
}

fn screen(editor: &Editor, at: Point) -> Point {
    let Point { x, y } = editor.viewport.origin;
    Point::new(
        (at.x - x) * editor.viewport.zoom,
        (at.y - y) * editor.viewport.zoom,
    )
}

#[test]
fn a_change_asks_the_planner_saves_and_can_be_undone() {
    let (editor, effects) = after(TEXT, [Msg::AddCluster(Some("n1".to_owned()))]);
    assert_eq!(editor.document.sketch.clusters.len(), 4);
    assert_eq!(editor.document.sketch.clusters[3].network, 0);
    assert!(editor.document.text.starts_with("# A comment."));
    assert!(effects.iter().any(|it| matches!(it, Effect::Save(_))));
    assert!(
        effects
            .iter()
            .any(|it| matches!(it, Effect::Ask(1, _, Question::Judge)))
    );
    assert_eq!(editor.selected(), Some(&cluster("cluster1")));
    let (editor, _) = editor.update(Msg::Undo);
    assert_eq!(&*editor.document.text, TEXT);
    let (editor, _) = editor.update(Msg::Redo);
    assert_eq!(editor.document.sketch.clusters.len(), 4);
}

#[test]
fn typing_is_one_step_until_there_is_a_rest() {
    let more = format!("{TEXT}# 1");
    let most = format!("{TEXT}# 12");
    let (editor, _) = after(
        TEXT,
        [Msg::Type(more), Msg::Type(most), Msg::Rest, Msg::Undo],
    );
    assert_eq!(&*editor.document.text, TEXT);
}

#[test]
fn opening_a_document_can_be_undone() {
    let (editor, _) = after(TEXT, [Msg::SelectAll, Msg::Open(crate::EMPTY.to_owned())]);
    assert!(editor.selection.is_empty() && editor.document.sketch.clusters.is_empty());
    assert_eq!(&*editor.update(Msg::Undo).0.document.text, TEXT);
}

#[test]
fn a_drag_is_one_step_and_moves_nothing_else() {
    let (editor, _) = after(TEXT, [Msg::Resize(1200.0, 800.0)]);
    let before = editor.document.layout.clone();
    let from = middle(&editor, "west");
    let mut state = (editor, Vec::new());
    state = state
        .0
        .update(Msg::Press(from, Target::Item(cluster("west")), false));
    for pixel in 1..=12_u8 {
        state = state.0.update(Msg::Drag(from.moved(f64::from(pixel), 0.0)));
    }
    assert!(state.0.gesture.offset().is_some());
    let (editor, _) = state.0.update(Msg::Release(from.moved(12.0, 0.0)));
    let layout = &editor.document.layout;
    assert!(layout.cards[1].x > before.cards[1].x);
    assert_eq!(layout.cards[0], before.cards[0]);
    assert_eq!(layout.cards[2], before.cards[2]);
    assert_eq!(layout.regions[0], before.regions[0]);
    let (editor, _) = editor.update(Msg::Undo);
    assert_eq!(&*editor.document.text, TEXT);
    assert!(!editor.history.can_undo());
}

#[test]
fn a_cluster_that_is_dropped_in_another_network_joins_it() {
    let (editor, _) = after(TEXT, [Msg::Resize(1200.0, 800.0)]);
    let (from, to) = (middle(&editor, "east"), middle(&editor, "west"));
    let (editor, _) = editor.update(Msg::Press(from, Target::Item(cluster("east")), false));
    let (editor, effects) = editor.update(Msg::Release(to));
    let sketch = &editor.document.sketch;
    assert_eq!(sketch.networks.len(), 1);
    assert_eq!(sketch.networks[0].name, "n2");
    assert_eq!(said(&effects), ["editor-moved"]);
    assert!(
        editor
            .document
            .text
            .contains("- name: east # here\n    network: n2\n")
    );
}

#[test]
fn a_cluster_that_is_dropped_outside_gets_a_network_of_its_own() {
    let (editor, _) = after(TEXT, [Msg::Resize(1200.0, 800.0)]);
    let from = middle(&editor, "north");
    let out = screen(&editor, Point::new(-900.0, -900.0));
    let (editor, _) = editor.update(Msg::Press(from, Target::Item(cluster("north")), false));
    let (editor, _) = editor.update(Msg::Release(out));
    let sketch = &editor.document.sketch;
    assert_eq!(sketch.networks[sketch.clusters[2].network].name, "network1");
    assert_eq!(&*editor.update(Msg::Undo).0.document.text, TEXT);
}

#[test]
fn a_press_without_a_drag_selects_alone() {
    let (editor, _) = after(TEXT, [Msg::Resize(1200.0, 800.0), Msg::SelectAll]);
    let at = middle(&editor, "west");
    let (editor, _) = editor.update(Msg::Press(at, Target::Item(cluster("west")), false));
    let (editor, _) = editor.update(Msg::Release(at));
    assert_eq!(editor.selected(), Some(&cluster("west")));
    assert_eq!(editor.revision, 0);
}

#[test]
fn a_region_takes_its_clusters_along() {
    let (editor, _) = after(TEXT, [Msg::Resize(1200.0, 800.0)]);
    let before = editor.document.layout.clone();
    let target = Target::Item(Item::Network("n2".to_owned()));
    let at = screen(&editor, before.regions[1].origin().moved(5.0, 5.0));
    let (editor, _) = editor.update(Msg::Press(at, target, false));
    let (editor, _) = editor.update(Msg::Release(at.moved(50.0, 30.0)));
    let after = &editor.document.layout;
    let by = |place: usize| after.cards[place].x - before.cards[place].x;
    assert!(by(1) > 40.0 && (by(1) - by(2)).abs() < 1.0);
    assert_eq!(after.cards[0], before.cards[0]);
}

#[test]
fn a_box_selects_what_it_touches_and_escape_takes_it_back() {
    let (editor, _) = after(TEXT, [Msg::Resize(1200.0, 800.0)]);
    let far = screen(&editor, Point::new(9000.0, 9000.0));
    let near = screen(&editor, Point::new(-500.0, -500.0));
    let (editor, _) = editor.update(Msg::Press(near, Target::Canvas, false));
    let (editor, _) = editor.update(Msg::Drag(far));
    assert_eq!(editor.selection.len(), 3);
    assert!(editor.gesture.rect().is_some());
    let (editor, _) = editor.update(Msg::Cancel);
    assert!(editor.selection.is_empty() && editor.gesture == Gesture::Idle);
}

#[test]
fn a_line_from_a_remote_to_a_primary_links_them() {
    let (editor, _) = after(TEXT, [Msg::Resize(1200.0, 800.0)]);
    let (from, to) = (middle(&editor, "north"), middle(&editor, "east"));
    let (editor, _) = editor.update(Msg::Press(from, Target::Handle("north".to_owned()), false));
    let (editor, effects) = editor.update(Msg::Release(to));
    assert_eq!(editor.document.sketch.clusters[2].control_plane, Some(0));
    assert_eq!(said(&effects), ["editor-linked"]);
}

#[test]
fn a_line_that_cannot_be_says_why() {
    let (editor, effects) = after(TEXT, [Msg::Link("east".to_owned(), "north".to_owned())]);
    assert_eq!(said(&effects), ["editor-link-to-remote"]);
    assert_eq!(editor.revision, 0);
}

#[test]
fn the_keyboard_links_too() {
    let (editor, _) = after(
        TEXT,
        [
            Msg::Select(cluster("north"), false),
            Msg::BeginLink,
            Msg::Select(cluster("east"), false),
            Msg::Choose,
        ],
    );
    assert_eq!(editor.document.sketch.clusters[2].control_plane, Some(0));
    assert_eq!(editor.selected(), Some(&cluster("north")));
}

#[test]
fn the_palette_makes_what_it_says() {
    let (editor, _) = after(
        crate::EMPTY,
        [
            Msg::Drop(Palette::Primary, None),
            Msg::Drop(Palette::Remote, None),
            Msg::Drop(Palette::Network, None),
            Msg::Drop(Palette::External, None),
        ],
    );
    let sketch = &editor.document.sketch;
    assert_eq!(sketch.clusters.len(), 4);
    assert_eq!(sketch.networks.len(), 2);
    assert_eq!(sketch.clusters[1].control_plane, Some(0));
}

#[test]
fn what_is_dropped_on_nothing_gets_a_network_there() {
    let (editor, _) = after(TEXT, [Msg::Resize(1200.0, 800.0)]);
    let at = screen(&editor, Point::new(-2000.0, 10.0));
    let (editor, _) = editor.update(Msg::Drop(Palette::Primary, Some(at)));
    assert_eq!(editor.document.sketch.networks.len(), 3);
    let card = editor.document.layout.cards[3];
    assert!(
        card.grown(200.0).contains(Point::new(-2000.0, 10.0)),
        "{card:?}"
    );
}

#[test]
fn deleting_takes_references_along() {
    let (editor, effects) = after(TEXT, [Msg::Select(cluster("west"), false), Msg::Delete]);
    assert_eq!(editor.document.sketch.clusters.len(), 2);
    assert!(!editor.document.text.contains("west"));
    assert_eq!(said(&effects), ["editor-deleted"]);
    let (editor, _) = after(TEXT, [Msg::SelectAll, Msg::Delete]);
    assert!(
        editor.document.sketch.clusters.is_empty(),
        "{}",
        editor.document.text
    );
    let network = Item::Network("n2".to_owned());
    let (editor, _) = after(TEXT, [Msg::Select(network, false), Msg::Delete]);
    assert_eq!(editor.document.sketch.clusters.len(), 1);
}

#[test]
fn copies_are_text_and_come_back() {
    let (_, effects) = after(TEXT, [Msg::Select(cluster("west"), false), Msg::Copy]);
    let Some(Effect::Copy(text)) = effects.first() else {
        panic!("{effects:?}");
    };
    let (editor, _) = after(TEXT, [Msg::Paste(text.clone())]);
    assert_eq!(editor.document.sketch.clusters.len(), 4);
    assert_eq!(editor.selected(), Some(&cluster("west-1")));
    let (_, effects) = after(TEXT, [Msg::Paste("nothing".to_owned())]);
    assert_eq!(said(&effects), ["editor-nothing-to-paste"]);
    let (editor, _) = after(crate::EMPTY, [Msg::Paste(TEXT.to_owned())]);
    assert_eq!(&*editor.document.text, TEXT);
}

#[test]
fn a_stamp_is_one_step() {
    let (editor, _) = after(TEXT, [Msg::Select(cluster("east"), false), Msg::Stamp(20)]);
    assert_eq!(editor.document.sketch.clusters.len(), 23);
    assert_eq!(&*editor.update(Msg::Undo).0.document.text, TEXT);
    let (_, effects) = after(TEXT, [Msg::Stamp(2)]);
    assert_eq!(said(&effects), ["editor-select-first"]);
}

#[test]
fn gateways_come_and_go() {
    let (editor, _) = after(TEXT, [Msg::SelectAll, Msg::ToggleGateway]);
    assert!(
        editor
            .document
            .sketch
            .clusters
            .iter()
            .all(|it| it.gateway.is_some())
    );
    let (editor, _) = editor.update(Msg::ToggleGateway);
    assert!(
        editor
            .document
            .sketch
            .clusters
            .iter()
            .all(|it| it.gateway.is_none())
    );
}

#[test]
fn a_name_is_changed_everywhere_or_refused() {
    let rename = |to: &str| after(TEXT, [Msg::Rename(cluster("west"), to.to_owned())]);
    let (editor, _) = rename("south");
    assert!(!editor.document.text.contains("west"));
    assert_eq!(editor.selected(), Some(&cluster("south")));
    assert_eq!(said(&rename("So!").1), ["editor-name"]);
    assert_eq!(said(&rename("east").1), ["editor-name-taken"]);
}

#[test]
fn fields_are_set_and_taken_back() {
    let path = path!("clusters", "east", "provider");
    let (editor, _) = after(TEXT, [Msg::Fill(path.clone(), Some(json!("eks")))]);
    assert_eq!(editor.document.sketch.clusters[0].provider, "eks");
    let (editor, _) = editor.update(Msg::Fill(path, None));
    assert_eq!(editor.document.sketch.clusters[0].provider, "other");
}

#[test]
fn repairs_are_applied() {
    let edit = Edit {
        path: path!("clusters", "east", "eastWestGateway"),
        change: Change::Set(json!({})),
    };
    let (editor, effects) = after(TEXT, [Msg::Apply(vec![edit])]);
    assert!(editor.document.sketch.clusters[0].gateway.is_some());
    assert_eq!(said(&effects), ["editor-applied"]);
}

#[test]
fn an_unreadable_text_is_not_drawn_in() {
    let (_, effects) = after(TEXT, [Msg::Type("- a\n".to_owned()), Msg::AddCluster(None)]);
    assert_eq!(said(&effects), ["editor-unreadable"]);
}

#[test]
fn clusters_move_by_keyboard() {
    let (editor, _) = after(
        TEXT,
        [
            Msg::Select(cluster("east"), false),
            Msg::MoveTo("n2".to_owned()),
        ],
    );
    assert_eq!(editor.document.sketch.networks.len(), 1);
    let (editor, _) = after(
        TEXT,
        [Msg::Select(cluster("east"), false), Msg::Nudge(10.0, 0.0)],
    );
    assert!(editor.document.sketch.positions.contains_key("east"));
    let (editor, _) = editor.update(Msg::SelectNone);
    let (editor, _) = editor.update(Msg::Tidy);
    assert!(editor.document.sketch.positions.is_empty());
    assert_eq!(&*editor.document.text, TEXT);
}

#[test]
fn clusters_line_up() {
    let msgs = [
        Msg::Select(cluster("east"), false),
        Msg::Select(cluster("west"), true),
        Msg::Align(Alignment::Left),
    ];
    let (editor, _) = after(TEXT, msgs);
    let cards = &editor.document.layout.cards;
    assert!((cards[0].x - cards[1].x).abs() < 1.0);
    let (_, effects) = after(TEXT, [Msg::Align(Alignment::Top)]);
    assert_eq!(said(&effects), ["editor-select-two"]);
}

#[test]
fn steps_walk_over_all_clusters() {
    let (editor, _) = after(TEXT, [Msg::Step(Direction::Next)]);
    assert_eq!(editor.selected(), Some(&cluster("east")));
    let (editor, _) = editor.update(Msg::Step(Direction::Next));
    let (editor, _) = editor.update(Msg::Step(Direction::Next));
    let (editor, _) = editor.update(Msg::Step(Direction::Next));
    assert_eq!(editor.selected(), Some(&cluster("east")));
    let (editor, _) = editor.update(Msg::Step(Direction::Previous));
    assert_eq!(editor.selected(), Some(&cluster("north")));
    let (editor, _) = editor.update(Msg::Step(Direction::Left));
    assert_eq!(editor.selected(), Some(&cluster("west")));
}

#[test]
fn a_search_selects_what_it_finds() {
    let (editor, _) = after(TEXT, [Msg::Search("role=remote".to_owned())]);
    assert_eq!(editor.selected(), Some(&cluster("north")));
}

#[test]
fn the_screen_fits_until_it_is_moved() {
    let (editor, _) = after(TEXT, [Msg::Resize(900.0, 700.0)]);
    assert!(
        editor
            .viewport
            .shown()
            .contains(editor.document.layout.bounds.origin())
    );
    let (editor, _) = editor.update(Msg::Pan(100.0, 0.0));
    let moved = editor.viewport;
    let (editor, _) = editor.update(Msg::AddCluster(None));
    assert!((editor.viewport.zoom - moved.zoom).abs() < f64::EPSILON);
    let (editor, _) = editor.update(Msg::Zoom(2.0, None));
    assert!(editor.viewport.zoom > moved.zoom);
    let (editor, _) = editor.update(Msg::Grab(Point::new(0.0, 0.0)));
    let (editor, _) = editor.update(Msg::Drag(Point::new(10.0, 0.0)));
    let (editor, _) = editor.update(Msg::Release(Point::new(10.0, 0.0)));
    assert_eq!(editor.gesture, Gesture::Idle);
    let (editor, _) = editor.update(Msg::LookAt(Point::new(5.0, 5.0)));
    assert!(editor.viewport.shown().contains(Point::new(5.0, 5.0)));
    let (editor, _) = editor.update(Msg::Fit);
    assert!(
        editor
            .viewport
            .shown()
            .contains(editor.document.layout.bounds.origin())
    );
}

#[test]
fn a_tab_asks_for_what_it_shows() {
    let (editor, effects) = after(TEXT, [Msg::Show(Tab::Plan)]);
    assert!(matches!(effects[..], [Effect::Ask(0, _, Question::Plan)]));
    assert_eq!(editor.bottom, Tab::Plan);
    let (editor, effects) = editor.update(Msg::Show(Tab::Text));
    assert!(effects.is_empty() && editor.side == Tab::Text && editor.bottom == Tab::Plan);
    let (editor, _) = editor.update(Msg::ToggleDock);
    assert!(!editor.is_dock_open);
    let (editor, _) = editor.update(Msg::ToggleLayer(Layer::Trust));
    assert!(editor.layers.shows(Layer::Trust));
}

#[test]
fn a_finding_leads_to_its_cluster_and_its_line() {
    let (editor, effects) = after(TEXT, [Msg::Reveal("clusters/west/network".to_owned())]);
    assert_eq!(editor.selected(), Some(&cluster("west")));
    let [Effect::ShowText(start, end)] = effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(&TEXT[start..end], "n2");
}

#[test]
fn losses_are_asked_for_and_forgotten() {
    let (editor, effects) = after(TEXT, [Msg::ToggleLost("west".to_owned())]);
    assert!(
        matches!(&effects[..], [Effect::Ask(_, _, Question::WhatIf(parts))] if parts == &["west"])
    );
    let (editor, effects) = editor.update(Msg::ToggleLost("west".to_owned()));
    assert!(effects.is_empty() && editor.lost.is_empty());
    let (editor, _) = editor.update(Msg::ToggleLost("gateway:east".to_owned()));
    assert!(editor.update(Msg::RestoreAll).0.lost.is_empty());
}

#[test]
fn answers_about_an_earlier_text_are_dropped() {
    let judged = |revision, models: &[&str]| {
        let judgement = Judgement {
            models: models.iter().map(ToString::to_string).collect(),
            ..Judgement::default()
        };
        Msg::Answered(revision, Box::new(Answer::Judgement(judgement)))
    };
    let (editor, _) = after(
        TEXT,
        [Msg::AddCluster(None), judged(1, &["b"]), judged(0, &["a"])],
    );
    assert_eq!(editor.answers.judgement.models, ["b"]);
    assert!(editor.is_judged());
    let failed = Answer::Failed(Question::Plan, "no".to_owned());
    let (editor, _) = editor.update(Msg::Answered(0, Box::new(failed.clone())));
    assert_eq!(editor.answers.failed, None);
    let (editor, _) = editor.update(Msg::Answered(1, Box::new(failed)));
    assert!(editor.answers.failed.is_some());
}

#[test]
fn why_is_asked_again_after_each_change() {
    let (editor, effects) = after(TEXT, [Msg::AskWhy("east".to_owned(), "west".to_owned())]);
    assert!(matches!(
        &effects[..],
        [Effect::Ask(0, _, Question::Why(..))]
    ));
    let judgement = Judgement {
        clusters: vec!["east".to_owned(), "west".to_owned()],
        ..Judgement::default()
    };
    let answer = |judgement: Judgement| Msg::Answered(0, Box::new(Answer::Judgement(judgement)));
    let (editor, effects) = editor.update(answer(judgement));
    assert!(matches!(
        &effects[..],
        [Effect::Ask(0, _, Question::Why(..))]
    ));
    let (editor, _) = editor.update(answer(Judgement::default()));
    assert_eq!(editor.pair, None);
}

#[test]
fn opening_a_file_shows_it() {
    let (editor, _) = after(TEXT, [Msg::OpenFile("run.sh".to_owned())]);
    assert_eq!(editor.file, "run.sh");
    assert_eq!(Editor::new(TEXT).start().len(), 1);
}
