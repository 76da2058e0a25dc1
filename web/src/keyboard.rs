//! What each key does, wherever the focus is and nothing is typed into.

use meshwright_editor::msg::Direction;
use meshwright_editor::{Msg, Tab};
use web_sys::KeyboardEvent;

use crate::act::{Act, Dialog};

/// How far a cluster moves by keyboard, in canvas units.
const NUDGE: f64 = 12.0;

/// What `event` asks for, where `is_typing` says that a field has the focus.
pub(crate) fn act(event: &KeyboardEvent, is_typing: bool) -> Option<Act> {
    let key = event.key();
    let command = event.ctrl_key() || event.meta_key();
    if command {
        return match key.to_lowercase().as_str() {
            "k" => Some(Act::Open(Dialog::Commands)),
            "s" => Some(Act::DownloadText),
            // A field undoes its own typing.
            _ if is_typing => None,
            "z" if event.shift_key() => Some(Act::Edit(Msg::Redo)),
            "z" => Some(Act::Edit(Msg::Undo)),
            "y" => Some(Act::Edit(Msg::Redo)),
            "a" => Some(Act::Edit(Msg::SelectAll)),
            "d" => Some(Act::Edit(Msg::Stamp(1))),
            "c" => Some(Act::Edit(Msg::Copy)),
            "f" => Some(Act::Open(Dialog::Search)),
            _ => None,
        };
    }
    if is_typing {
        return None;
    }
    let edit = |msg| Some(Act::Edit(msg));
    let arrow = match key.as_str() {
        "ArrowLeft" => Some((Direction::Left, -1.0, 0.0)),
        "ArrowRight" => Some((Direction::Right, 1.0, 0.0)),
        "ArrowUp" => Some((Direction::Up, 0.0, -1.0)),
        "ArrowDown" => Some((Direction::Down, 0.0, 1.0)),
        _ => None,
    };
    if let Some((direction, x, y)) = arrow {
        return if event.alt_key() {
            edit(Msg::Nudge(x * NUDGE, y * NUDGE))
        } else if event.shift_key() {
            edit(Msg::Pan(x * 60.0, y * 60.0))
        } else {
            edit(Msg::Step(direction))
        };
    }
    match key.as_str() {
        "Delete" | "Backspace" => edit(Msg::Delete),
        "Escape" => edit(Msg::Cancel),
        "Enter" => Some(Act::Choose),
        "n" => edit(Msg::AddCluster(None)),
        "r" => edit(Msg::Drop(meshwright_editor::msg::Palette::Remote, None)),
        "N" => edit(Msg::Drop(meshwright_editor::msg::Palette::Network, None)),
        "g" => edit(Msg::ToggleGateway),
        "l" => edit(Msg::BeginLink),
        "x" => Some(Act::Lose),
        "m" => Some(Act::Open(Dialog::Move)),
        "F2" => Some(Act::Open(Dialog::Rename)),
        "0" | "1" => edit(Msg::Fit),
        "+" | "=" => edit(Msg::Zoom(1.25, None)),
        "-" => edit(Msg::Zoom(0.8, None)),
        "/" => Some(Act::Open(Dialog::Search)),
        "?" => Some(Act::Open(Dialog::Keys)),
        "]" => edit(Msg::Step(Direction::Next)),
        "[" => edit(Msg::Step(Direction::Previous)),
        "p" => edit(Msg::Show(Tab::Properties)),
        "t" => edit(Msg::Show(Tab::Text)),
        "f" => edit(Msg::Show(Tab::Findings)),
        "w" => edit(Msg::Show(Tab::Reach)),
        _ => None,
    }
}
