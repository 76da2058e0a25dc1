//! The bar at the top: what is edited, how it stands, and what can be done with all of it.

use meshwright_core::diag::{Language, text};
use meshwright_editor::editor::Layers;
use meshwright_editor::{Msg, Tab};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::act::{Act, Dialog};
use crate::listen::read_files;
use crate::speech::Speech;

#[derive(Properties, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a lamp or a button of its own"
)]
pub(crate) struct Props {
    pub(crate) name: AttrValue,
    pub(crate) istio: AttrValue,
    /// Errors, warnings, notes.
    pub(crate) counts: [usize; 3],
    pub(crate) complete: bool,
    pub(crate) steps: usize,
    pub(crate) models: Vec<AttrValue>,
    pub(crate) is_busy: bool,
    pub(crate) can_undo: bool,
    pub(crate) can_redo: bool,
    pub(crate) theme: Option<AttrValue>,
    pub(crate) layers: Layers,
    pub(crate) act: Callback<Act>,
}

#[component]
pub(crate) fn Top(props: &Props) -> Html {
    let input = use_node_ref();
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let button = |key: &str, class: &'static str, label: Html, act: Act, is_off: bool| {
        let act = props.act.reform(move |_: MouseEvent| act.clone());
        html! {
            <button type="button" {class} title={speech.t(&format!("{key}.title"))} aria-label={speech.t(key)}
                disabled={is_off} onclick={act}>{ label }</button>
        }
    };
    let icon = |path: &'static str| {
        html! { <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d={path} /></svg> }
    };
    let [errors, warnings, _] = props.counts;
    let (state, sentence) = if errors > 0 {
        ("error", speech.say(&text!("ui-errors", count = errors)))
    } else if !props.complete {
        ("idle", speech.t("ui-checking"))
    } else if warnings > 0 {
        (
            "warning",
            speech.say(&text!("ui-warnings", count = warnings, steps = props.steps)),
        )
    } else {
        ("good", speech.say(&text!("ui-good", steps = props.steps)))
    };
    let onchange = {
        let (input, act) = (input.clone(), props.act.clone());
        Callback::from(move |_: Event| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                if let Some(files) = input.files() {
                    read_files(&files, &act);
                }
                input.set_value("");
            }
        })
    };
    let pick = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let other = match speech.language() {
        Language::En => Language::ZhCn,
        Language::ZhCn => Language::En,
    };
    let theme = match props.theme.as_deref() {
        Some("dark") => "M15 12.500A6 6 0 0 1 7.500 5 6 6 0 1 0 15 12.500z",
        Some(_) => {
            "M10 6.500a3.500 3.500 0 1 0 0 7a3.500 3.500 0 1 0 0-7zM10 2v2M10 16v2M2 10h2M16 10h2M4.500 4.500l1.400 1.400M14.100 14.100l1.400 1.400M15.500 4.500l-1.400 1.400M5.900 14.100l-1.400 1.400"
        }
        None => "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14",
    };
    html! {
        <header class="top">
            <h1 class="brand">
                <svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="9" /><path d="M9 10 23 10M9 10 16 23M23 10 16 23" /><circle cx="9" cy="10" r="3.600" /><circle cx="23" cy="10" r="3.600" /><circle cx="16" cy="23" r="3.600" /></svg>
                <span>{ "Meshwright" }</span>
            </h1>
            <button type="button" class="document" onclick={props.act.reform(|_: MouseEvent| Act::Open(Dialog::Start))} title={speech.t("ui-documents.title")}>
                <strong>{ props.name.clone() }</strong>
                <small>{ format!("Istio {}", props.istio) }</small>
            </button>
            <button type="button" class={classes!("state", state, props.is_busy.then_some("busy"))}
                onclick={props.act.reform(move |_: MouseEvent| Act::Edit(Msg::Show(if errors + warnings > 0 { Tab::Findings } else { Tab::Plan })))}>
                <span class="lamp" aria-hidden="true"></span><span>{ sentence }</span>
                if !props.models.is_empty() {
                    <small>{ props.models.join(" + ") }</small>
                }
            </button>
            <div class="spacer"></div>
            <div class="group" role="toolbar" aria-label={speech.t("ui-edit")}>
                { button("ui-undo", "plain", icon("M7 5 3 9l4 4M3 9h9a5 5 0 0 1 0 10h-2"), Act::Edit(Msg::Undo), !props.can_undo) }
                { button("ui-redo", "plain", icon("M13 5l4 4-4 4M17 9H8a5 5 0 0 0 0 10h2"), Act::Edit(Msg::Redo), !props.can_redo) }
                { button("ui-commands", "plain", icon("M8.500 3a5.500 5.500 0 1 0 0 11a5.500 5.500 0 1 0 0-11zM12.500 12.500 17 17"), Act::Open(Dialog::Commands), false) }
            </div>
            <div class="group" role="toolbar" aria-label={speech.t("ui-file")}>
                <input ref={input} class="hidden" type="file" multiple=true accept=".yaml,.yml,.json,.conf,application/yaml" tabindex="-1" aria-hidden="true" {onchange} />
                <button type="button" class="plain wide" onclick={pick} title={speech.t("ui-import.title")}>{ speech.t("ui-import") }</button>
                <button type="button" class="plain wide" onclick={props.act.reform(|_: MouseEvent| Act::Open(Dialog::Share))} title={speech.t("ui-share.title")}>{ speech.t("ui-share") }</button>
            </div>
            <div class="group" role="toolbar" aria-label={speech.t("ui-settings")}>
                <button type="button" class="plain language" onclick={props.act.reform(move |_: MouseEvent| Act::Speak(other))}
                    lang={other.tag()} title={speech.t("ui-language.title")}>{ if other == Language::En { "EN" } else { "中文" } }</button>
                { button("ui-theme", "plain", icon(theme), Act::Theme, false) }
            </div>
            <button type="button" class="main" id="download" disabled={!props.complete}
                onclick={props.act.reform(|_: MouseEvent| Act::DownloadZip)} title={speech.t("ui-download.title")}>
                { icon("M10 3v9m-4-3.500L10 12.500l4-4M4 16h12") }<span>{ speech.t("ui-download") }</span>
            </button>
        </header>
    }
}
