//! What was undone and can be done again.

use std::rc::Rc;

/// The most steps that are kept.
const MOST_STEPS: usize = 200;
/// The most bytes of text that are kept.
const MOST_BYTES: usize = 24_000_000;

/// Texts of the document before each step, and after those that were undone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<Rc<str>>,
    future: Vec<Rc<str>>,
    /// Whether the last step is still being typed.
    is_typing: bool,
}

impl History {
    /// Remembers `before`, the text that a finished step replaces.
    pub fn step(&mut self, before: Rc<str>) {
        self.is_typing = false;
        self.push(before);
    }

    /// Remembers `before`, unless the step that is being typed goes on.
    pub fn typed(&mut self, before: Rc<str>) {
        if self.is_typing {
            self.future.clear();
            return;
        }
        self.push(before);
        self.is_typing = true;
    }

    /// Ends the step that is being typed.
    pub const fn rest(&mut self) {
        self.is_typing = false;
    }

    fn push(&mut self, before: Rc<str>) {
        self.future.clear();
        self.past.push(before);
        let bytes: usize = self.past.iter().map(|text| text.len()).sum();
        if self.past.len() > MOST_STEPS || (bytes > MOST_BYTES && self.past.len() > 1) {
            self.past.remove(0);
        }
    }

    /// The text before the last step; `now` can then be had again.
    pub fn undo(&mut self, now: Rc<str>) -> Option<Rc<str>> {
        self.is_typing = false;
        let before = self.past.pop()?;
        self.future.push(now);
        Some(before)
    }

    /// The text after the last step that was undone.
    pub fn redo(&mut self, now: Rc<str>) -> Option<Rc<str>> {
        self.is_typing = false;
        let after = self.future.pop()?;
        self.past.push(now);
        Some(after)
    }

    /// Whether there is something to undo.
    pub const fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to do again.
    pub const fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::History;

    #[test]
    fn a_step_while_typing_is_one_step() {
        let mut history = History::default();
        history.typed(Rc::from("a"));
        history.typed(Rc::from("ab"));
        history.rest();
        history.typed(Rc::from("abc"));
        assert_eq!(history.undo(Rc::from("abcd")).as_deref(), Some("abc"));
        assert_eq!(history.undo(Rc::from("abc")).as_deref(), Some("a"));
        assert_eq!(history.undo(Rc::from("a")), None);
        assert_eq!(history.redo(Rc::from("a")).as_deref(), Some("abc"));
    }

    #[test]
    fn a_step_forgets_what_was_undone() {
        let mut history = History::default();
        history.step(Rc::from("a"));
        history.undo(Rc::from("b"));
        assert!(history.can_redo());
        history.step(Rc::from("a"));
        assert!(!history.can_redo());
    }

    #[test]
    fn old_steps_are_forgotten() {
        let mut history = History::default();
        for _ in 0..1000 {
            history.step(Rc::from("x"));
        }
        assert!(history.past.len() <= super::MOST_STEPS);
    }
}
