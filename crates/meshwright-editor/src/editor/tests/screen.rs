//! What is selected, shown and looked for.

use super::{TEXT, after, cluster};
use crate::Editor;
use crate::answer::Question;
use crate::geometry::Point;
use crate::gesture::Gesture;
use crate::msg::{Direction, Effect, Layer, Msg, Tab};

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
fn opening_a_file_shows_it() {
    let (editor, _) = after(TEXT, [Msg::OpenFile("run.sh".to_owned())]);
    assert_eq!(editor.file, "run.sh");
    assert_eq!(Editor::new(TEXT).start().len(), 1);
}
