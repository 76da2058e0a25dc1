//! What stands beside the drawing: properties, the text, the outline.

mod line;
mod outline;
mod properties;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};

use meshwright_core::model;
use meshwright_editor::answer::{Judgement, Severity};
use meshwright_editor::layout::Layout;
use meshwright_editor::{Item, Msg, Sketch, Tab};
use yew::prelude::*;

use crate::act::Act;
use crate::same::Same;
use crate::speech::Speech;
use outline::Outline;
use properties::Properties as Form;
use yaml::Yaml;
pub(crate) use yaml::coloured;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) tab: Tab,
    pub(crate) text: Same<str>,
    pub(crate) sketch: Same<Sketch>,
    pub(crate) model: Same<model::Document>,
    pub(crate) layout: Same<Layout>,
    pub(crate) selection: BTreeSet<Item>,
    pub(crate) judgement: Same<Judgement>,
    pub(crate) marks: Same<BTreeMap<String, (Severity, usize)>>,
    pub(crate) lost: BTreeSet<String>,
    pub(crate) edit: Callback<Msg>,
    pub(crate) act: Callback<Act>,
}

/// A row of tabs, walked by arrows.
pub(crate) fn tabs(
    speech: &Speech,
    all: &[Tab],
    shown: Tab,
    edit: &Callback<Msg>,
    badge: &dyn Fn(Tab) -> Option<Html>,
) -> Html {
    let onkeydown = {
        let (all, edit) = (all.to_vec(), edit.clone());
        Callback::from(move |event: KeyboardEvent| {
            let place = all.iter().position(|it| *it == shown).unwrap_or(0);
            let next = match event.key().as_str() {
                "ArrowRight" => (place + 1) % all.len(),
                "ArrowLeft" => (place + all.len() - 1) % all.len(),
                _ => return,
            };
            event.prevent_default();
            if let Some(tab) = all.get(next) {
                edit.emit(Msg::Show(*tab));
                crate::page::focus(&format!("tab-{}", tab.as_str()));
            }
        })
    };
    let tab = |tab: &Tab| {
        let (tab, word) = (*tab, tab.as_str());
        let is_shown = tab == shown;
        html! {
            <button type="button" role="tab" id={format!("tab-{word}")} aria-selected={is_shown.to_string()}
                aria-controls={format!("panel-{word}")} tabindex={if is_shown { "0" } else { "-1" }}
                onclick={edit.reform(move |_: MouseEvent| Msg::Show(tab))}>
                { speech.t(&format!("ui-tab-{word}")) }{ badge(tab) }
            </button>
        }
    };
    html! { <div class="tabs" role="tablist" {onkeydown}>{ for all.iter().map(tab) }</div> }
}

#[component]
pub(crate) fn Side(props: &Props) -> Html {
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let Props { tab, edit, .. } = props;
    let word = tab.as_str();
    let body = match tab {
        Tab::Text => html! {
            <Yaml text={props.text.clone()} judgement={props.judgement.clone()} edit={edit.clone()} />
        },
        Tab::Outline => html! {
            <Outline sketch={props.sketch.clone()} selection={props.selection.clone()} marks={props.marks.clone()} edit={edit.clone()} />
        },
        _ => html! {
            <Form text={props.text.clone()} sketch={props.sketch.clone()} model={props.model.clone()} layout={props.layout.clone()}
                selection={props.selection.clone()} judgement={props.judgement.clone()} lost={props.lost.clone()}
                edit={edit.clone()} act={props.act.clone()} />
        },
    };
    html! {
        <aside class="side" id="side" tabindex="-1" aria-label={speech.t("ui-side")}>
            { tabs(&speech, &Tab::SIDE, *tab, edit, &|_| None) }
            <div class="panel" role="tabpanel" id={format!("panel-{word}")} aria-labelledby={format!("tab-{word}")}>{ body }</div>
        </aside>
    }
}
