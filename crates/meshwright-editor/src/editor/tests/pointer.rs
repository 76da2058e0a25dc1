//! What is dragged, boxed and drawn with the pointer.

use super::{TEXT, after, cluster, middle, said, screen};
use crate::geometry::Point;
use crate::gesture::Gesture;
use crate::msg::{Item, Msg, Target};

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
