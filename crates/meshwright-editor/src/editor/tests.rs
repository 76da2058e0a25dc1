mod pointer;
mod screen;

use meshwright_core::diag::{Change, Edit, path};
use serde_json::json;

use super::Editor;
use crate::answer::{Answer, Judgement, Question};
use crate::geometry::Point;
use crate::history::History;
use crate::msg::{Alignment, Effect, Item, Msg, Palette};

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
    assert!(effects.iter().any(|it| matches!(it, Effect::Save)));
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
fn what_is_undone_is_of_the_document_that_is_shown() {
    let add = || Msg::AddCluster(Some("n1".to_owned()));
    let open = |text: &str, history| Msg::Open(text.to_owned(), history);
    let (editor, _) = after(TEXT, [add(), Msg::SelectAll]);
    let (text, history) = (editor.document.text.clone(), editor.history.clone());
    let (editor, effects) = editor.update(open(crate::EMPTY, History::default()));
    assert!(editor.selection.is_empty() && editor.document.sketch.clusters.is_empty());
    assert!(!effects.contains(&Effect::Save), "it was not changed");
    assert!(effects.iter().any(|it| matches!(it, Effect::Ask(..))));
    let (editor, _) = editor.update(Msg::Undo);
    assert_eq!(&*editor.document.text, crate::EMPTY);
    // Back in the first document, its own steps are there.
    let (editor, _) = editor.update(open(&text, history));
    assert_eq!(&*editor.update(Msg::Undo).0.document.text, TEXT);
}

#[test]
fn the_same_text_in_another_document_is_judged() {
    let (editor, _) = after(TEXT, [Msg::AddCluster(None), Msg::Undo]);
    let (editor, effects) = editor.update(Msg::Open(TEXT.to_owned(), History::default()));
    assert!(!editor.history.can_undo() && !editor.history.can_redo());
    assert!(matches!(&effects[..], [Effect::Ask(_, _, Question::Judge)]));
}

#[test]
fn a_topology_that_is_pasted_into_an_empty_document_can_be_undone() {
    let (editor, effects) = after(crate::EMPTY, [Msg::Paste(TEXT.to_owned())]);
    assert_eq!(&*editor.document.text, TEXT);
    assert!(effects.contains(&Effect::Save));
    assert_eq!(&*editor.update(Msg::Undo).0.document.text, crate::EMPTY);
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
