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
