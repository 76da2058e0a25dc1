//! Questions to the planner, which runs in a worker: one under way, the others wait.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, Object, Reflect, Uint8Array};
use meshwright_core::diag::Language;
use meshwright_editor::answer::{Answer, Question};
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use web_sys::{MessageEvent, Worker};
use yew::Callback;

/// A word that shows itself to nobody.
#[derive(Clone, PartialEq)]
pub(crate) struct Secret(Rc<str>);

impl Secret {
    /// Keeps `word`.
    pub(crate) fn new(word: String) -> Self {
        Self(word.into())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Asked {
    /// A question of the editor about the text of that revision.
    Question(u64, Question),
    /// The bundle as a zip file.
    Zip,
    /// Certificates as a zip file, the root's key under this passphrase.
    Certificates(Secret),
}

/// What comes back.
pub(crate) enum Told {
    /// The planner is there.
    Ready,
    /// An answer for the editor.
    Answer(u64, Answer),
    /// The zip file, or why there is none.
    Zip(Result<Uint8Array, String>),
    /// The certificates, or why there are none.
    Certificates(Result<Uint8Array, String>),
}

struct Job {
    asked: Asked,
    text: Rc<str>,
    language: Language,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Job>,
    under_way: Option<Asked>,
    number: u32,
}

/// The way to the planner.
pub(crate) struct Planner {
    worker: Worker,
    queue: Rc<RefCell<Queue>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Planner {
    /// Listens to `worker`; what comes back goes to `told`.
    pub(crate) fn new(worker: Worker, told: Callback<Told>) -> Self {
        let queue = Rc::new(RefCell::new(Queue::default()));
        let (inner, sender) = (queue.clone(), worker.clone());
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            let number = field(&data, "id").and_then(|it| it.as_f64()).unwrap_or(0.0);
            if number < 0.5 {
                told.emit(Told::Ready);
                return;
            }
            let Some(asked) = inner.borrow_mut().under_way.take() else {
                return;
            };
            send_next(&inner, &sender);
            told.emit(read(asked, &data));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Self {
            worker,
            queue,
            _on_message: on_message,
        }
    }

    /// Asks about `text`. A question that waits is replaced by a later one of its kind.
    pub(crate) fn ask(&self, asked: Asked, text: Rc<str>, language: Language) {
        {
            let mut queue = self.queue.borrow_mut();
            let kind = std::mem::discriminant;
            queue.waiting.retain(|job| match (&job.asked, &asked) {
                (Asked::Question(_, one), Asked::Question(_, other)) => kind(one) != kind(other),
                _ => true,
            });
            queue.waiting.push_back(Job {
                asked,
                text,
                language,
            });
        }
        send_next(&self.queue, &self.worker);
    }
}

fn send_next(queue: &Rc<RefCell<Queue>>, worker: &Worker) {
    let mut queue = queue.borrow_mut();
    if queue.under_way.is_some() {
        return;
    }
    let Some(job) = queue.waiting.pop_front() else {
        return;
    };
    queue.number += 1;
    let (method, args) = call(&job.asked);
    let options = Object::new();
    set(&options, "today", &today().into());
    set(&options, "language", &job.language.tag().into());
    let message = Object::new();
    set(&message, "id", &queue.number.into());
    set(&message, "text", &(*job.text).into());
    set(&message, "options", &options);
    set(&message, "method", &method.into());
    set(&message, "args", &args);
    if worker.post_message(&message).is_ok() {
        queue.under_way = Some(job.asked);
    }
}

/// The method of the planner that answers, and its arguments.
fn call(asked: &Asked) -> (&'static str, Array) {
    let texts = |texts: &[String]| texts.iter().map(|it| JsValue::from(it.as_str())).collect();
    match asked {
        Asked::Zip => ("zip", Array::new()),
        Asked::Certificates(passphrase) => ("certificates", Array::of1(&(*passphrase.0).into())),
        Asked::Question(_, question) => match question {
            Question::Judge => ("judge", Array::new()),
            Question::Why(from, to) => ("why", texts(&[from.clone(), to.clone()])),
            Question::Plan => ("plan", Array::new()),
            Question::Files => ("render", Array::new()),
            Question::Ports => ("ports", Array::new()),
            Question::WhatIf(parts) => ("whatIf", texts(parts)),
            Question::Endpoints(caller) => ("endpoints", texts(std::slice::from_ref(caller))),
        },
    }
}

fn read(asked: Asked, data: &JsValue) -> Told {
    let error = field(data, "error").and_then(|it| it.as_string());
    let bytes = |error: Option<String>| match (error, field(data, "bytes")) {
        (None, Some(bytes)) => Ok(bytes.unchecked_into()),
        (error, _) => Err(error.unwrap_or_default()),
    };
    match asked {
        Asked::Zip => Told::Zip(bytes(error)),
        Asked::Certificates(_) => Told::Certificates(bytes(error)),
        Asked::Question(revision, question) => {
            let json = field(data, "json").and_then(|it| it.as_string());
            let answer = match (error, json) {
                (None, Some(json)) => match question.read(&json) {
                    Ok(answer) => answer,
                    Err(error) => Answer::Failed(question, error.to_string()),
                },
                (error, _) => Answer::Failed(question, error.unwrap_or_default()),
            };
            Told::Answer(revision, answer)
        }
    }
}

/// The day in this place, for allowances that end.
fn today() -> String {
    let now = js_sys::Date::new_0();
    format!(
        "{:04}-{:02}-{:02}",
        now.get_full_year(),
        now.get_month() + 1,
        now.get_date()
    )
}

fn field(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // Setting a field of a plain object does not fail.
    let _ = Reflect::set(object, &name.into(), value);
}
