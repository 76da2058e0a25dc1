//! Questions to the planner, and its answers.

use std::rc::Rc;

use super::Editor;
use crate::answer::{Answer, Question};
use crate::msg::Tab;

impl Editor {
    pub(super) fn ask_why(&mut self, from: String, to: String) {
        self.bottom = Tab::Reach;
        self.is_dock_open = true;
        self.answers.why = None;
        self.pair = Some((from.clone(), to.clone()));
        self.ask(Question::Why(from, to));
    }

    pub(super) fn ask_endpoints(&mut self, caller: String) {
        self.bottom = Tab::Endpoints;
        self.is_dock_open = true;
        self.answers.endpoints = None;
        self.caller = Some(caller);
        self.ask_for_tab();
    }

    /// The cluster whose endpoint lists are shown: the one chosen, if it is still there, or the
    /// first.
    pub(super) fn asked_caller(&self) -> Option<String> {
        let known = &self.answers.judgement.clusters;
        let chosen = self.caller.as_ref().filter(|it| known.contains(it));
        chosen.or_else(|| known.first()).cloned()
    }

    pub(super) fn ask_anew(&mut self) {
        let answers = &mut self.answers;
        answers.plan = None;
        answers.files = None;
        answers.ports = None;
        answers.endpoints = None;
        answers.failed = None;
        // The answer about this text makes everything else be asked again.
        self.ask(Question::Judge);
    }

    pub(super) fn toggle_lost(&mut self, part: String) {
        if !self.lost.remove(&part) {
            self.lost.insert(part);
        }
        self.ask_what_if();
    }

    fn ask_what_if(&mut self) {
        if self.lost.is_empty() {
            self.answers.what_if = None;
        } else {
            self.ask(Question::WhatIf(self.lost.iter().cloned().collect()));
        }
    }

    pub(super) fn answered(&mut self, revision: u64, answer: Answer) {
        // What is said of an earlier text is shown until the next is judged; other answers are
        // asked for again then.
        if revision != self.revision && !matches!(answer, Answer::Judgement(_)) {
            return;
        }
        let answers = &mut self.answers;
        match answer {
            Answer::Judgement(judgement) => {
                if revision < answers.revision {
                    return;
                }
                answers.revision = revision;
                answers.marks = Rc::new(judgement.marks());
                if *answers.judgement != judgement {
                    answers.judgement = Rc::new(judgement);
                }
                if revision == self.revision {
                    self.ask_again();
                }
            }
            Answer::Why(why) => answers.why = Some(Rc::new(why)),
            Answer::Plan(plan) => answers.plan = Some(Rc::new(plan)),
            Answer::Files(files) => answers.files = Some(Rc::new(files)),
            Answer::Ports(ports) => answers.ports = Some(Rc::new(ports)),
            Answer::WhatIf(what_if) => answers.what_if = Some(Rc::new(what_if)),
            Answer::Endpoints(endpoints) => answers.endpoints = Some(Rc::new(endpoints)),
            Answer::Failed(question, because) => answers.failed = Some((question, because)),
        }
    }

    /// Asks again for everything that is shown and was about an earlier text.
    fn ask_again(&mut self) {
        self.ask_for_tab();
        let known = self.answers.judgement.clone();
        let is_known = |name: &str| known.clusters.iter().any(|it| it == name);
        if let Some((from, to)) = self.pair.clone() {
            if is_known(&from) && is_known(&to) {
                self.ask(Question::Why(from, to));
            } else {
                self.pair = None;
                self.answers.why = None;
            }
        }
        self.lost.retain(|part| {
            let name = part.split_once(':').map_or(part.as_str(), |(_, name)| name);
            part.starts_with("network:") || part.starts_with("root:") || is_known(name)
        });
        self.ask_what_if();
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use crate::answer::{Answer, Judgement, Ports, Question};
    use crate::{Editor, Effect, Msg, Tab};

    /// An editor that was told of two clusters.
    fn judged(editor: Editor) -> (Editor, Vec<Effect>) {
        let judgement = Judgement {
            clusters: vec!["east".to_owned(), "west".to_owned()],
            ..Judgement::default()
        };
        let answer = Box::new(Answer::Judgement(judgement));
        let revision = editor.revision;
        editor.update(Msg::Answered(revision, answer))
    }

    fn asked(effects: &[Effect]) -> Option<&Question> {
        match effects {
            [Effect::Ask(0, _, question)] => Some(question),
            _ => None,
        }
    }

    #[test]
    fn endpoint_lists_are_those_of_the_chosen_cluster_or_the_first() {
        let of = |name: &str| Some(Question::Endpoints(name.to_owned()));
        let (editor, _) = judged(Editor::new(crate::EMPTY));
        let (editor, effects) = editor.update(Msg::Show(Tab::Endpoints));
        assert_eq!(asked(&effects), of("east").as_ref());
        let (editor, effects) = editor.update(Msg::AskEndpoints("west".to_owned()));
        assert_eq!(asked(&effects), of("west").as_ref());
        // A cluster that is gone calls nobody.
        let (_, effects) = editor.update(Msg::AskEndpoints("north".to_owned()));
        assert_eq!(asked(&effects), of("east").as_ref());
    }

    #[test]
    fn what_is_to_be_said_in_other_words_is_asked_anew() {
        let (mut editor, _) = judged(Editor::new(crate::EMPTY));
        editor.bottom = Tab::Ports;
        editor.answers.ports = Some(Rc::new(Ports { ports: Vec::new() }));
        let (editor, effects) = editor.update(Msg::AskAnew);
        assert_eq!(asked(&effects), Some(&Question::Judge));
        assert!(editor.answers.ports.is_none());
        let (_, effects) = judged(editor);
        assert_eq!(asked(&effects), Some(&Question::Ports));
    }
}
