//! The properties of what is selected, as a form.

use std::collections::BTreeSet;
use std::rc::Rc;

use meshwright_core::diag::text;
use meshwright_core::model;
use meshwright_editor::answer::Judgement;
use meshwright_editor::fields::{Field, Kind, fields};
use meshwright_editor::layout::Layout;
use meshwright_editor::msg::Palette;
use meshwright_editor::{Document, Item, Msg, Sketch, Tab};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::line::Line;
use crate::act::{Act, Dialog};
use crate::same::Same;
use crate::speech::Speech;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) text: Same<str>,
    pub(crate) sketch: Same<Sketch>,
    pub(crate) model: Same<model::Document>,
    pub(crate) layout: Same<Layout>,
    pub(crate) selection: BTreeSet<Item>,
    pub(crate) judgement: Same<Judgement>,
    pub(crate) lost: BTreeSet<String>,
    pub(crate) edit: Callback<Msg>,
    pub(crate) act: Callback<Act>,
}

#[component]
pub(crate) fn Properties(props: &Props) -> Html {
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let document = Document {
        text: props.text.0.clone(),
        model: props.model.0.clone(),
        sketch: props.sketch.0.clone(),
        layout: props.layout.0.clone(),
        is_stale: false,
    };
    let Props { edit, act, .. } = props;
    let item = match props.selection.len() {
        1 => props.selection.first(),
        0 => None,
        count => {
            return html! {
                <div class="form">
                    <h2>{ speech.say(&text!("ui-selected-count", count = count)) }</h2>
                    { many(&speech, edit, act) }
                </div>
            };
        }
    };
    let heading = match item {
        None => html! { <h2>{ speech.t("ui-mesh") }</h2> },
        Some(item) => {
            let (kind, class) = match item {
                Item::Cluster(name) => {
                    let role = props
                        .sketch
                        .cluster(name)
                        .and_then(|it| props.sketch.clusters.get(it));
                    (
                        speech.t("ui-cluster"),
                        role.map_or("", |it| it.role.as_str()),
                    )
                }
                Item::Network(_) => (speech.t("ui-network"), "network"),
            };
            html! {
                <div class={classes!("heading", class)}>
                    <span class="swatch" aria-hidden="true"></span>
                    <div><small>{ kind }</small><h2>{ item.name() }</h2></div>
                    <button type="button" class="plain" onclick={act.reform(|_: MouseEvent| Act::Open(Dialog::Rename))}>{ speech.t("ui-rename") }</button>
                </div>
            }
        }
    };
    let form = fields(&document, item);
    let extra = match item {
        Some(Item::Cluster(name)) => cluster(props, &speech, name),
        Some(Item::Network(name)) => network(props, &speech, name),
        None => Html::default(),
    };
    html! {
        <div class="form">
            { heading }
            { extra }
            { for form.into_iter().map(|field| row(&speech, field, item, edit)) }
        </div>
    }
}

fn many(speech: &Speech, edit: &Callback<Msg>, act: &Callback<Act>) -> Html {
    html! {
        <div class="buttons">
            <button type="button" onclick={edit.reform(|_: MouseEvent| Msg::ToggleGateway)}>{ speech.t("ui-gateway") }</button>
            <button type="button" onclick={act.reform(|_: MouseEvent| Act::Open(Dialog::Move))}>{ speech.t("ui-move") }</button>
            <button type="button" onclick={act.reform(|_: MouseEvent| Act::Open(Dialog::Stamp))}>{ speech.t("ui-stamp") }</button>
            <button type="button" onclick={edit.reform(|_: MouseEvent| Msg::Delete)}>{ speech.t("ui-delete") }</button>
        </div>
    }
}

fn cluster(props: &Props, speech: &Speech, name: &str) -> Html {
    let Some(cluster) = props
        .sketch
        .cluster(name)
        .and_then(|it| props.sketch.clusters.get(it))
    else {
        return Html::default();
    };
    let lose = |part: String, key: &str| {
        let is_lost = props.lost.contains(&part);
        html! {
            <button type="button" class="lose" aria-pressed={is_lost.to_string()}
                onclick={props.edit.reform(move |_: MouseEvent| Msg::ToggleLost(part.clone()))}>{ speech.t(key) }</button>
        }
    };
    let has_istiod = cluster.role != meshwright_editor::RoleSketch::Remote;
    let reach = props.judgement.clusters.iter().filter(|it| *it != name).take(12).filter_map(|to| {
        let letter = props.judgement.reach(name, to)?;
        let (class, key) = match letter {
            'd' => ("direct", "ui-reach-direct"),
            'g' => ("gateway", "ui-reach-gateway"),
            _ => ("broken", "ui-reach-broken"),
        };
        let (from, target) = (name.to_owned(), to.clone());
        Some(html! {
            <li><button type="button" class={classes!("reach", class)} onclick={props.edit.reform(move |_: MouseEvent| Msg::AskWhy(from.clone(), target.clone()))}>
                <span class="dot" aria-hidden="true"></span>{ to }<small>{ speech.t(key) }</small>
            </button></li>
        })
    });
    html! {
        <>
            <div class="buttons">
                <button type="button" aria-pressed={cluster.gateway.is_some().to_string()} onclick={props.edit.reform(|_: MouseEvent| Msg::ToggleGateway)}>{ speech.t("ui-gateway") }</button>
                <button type="button" onclick={props.edit.reform(|_: MouseEvent| Msg::BeginLink)}>{ speech.t("ui-link") }</button>
                <button type="button" onclick={props.edit.reform(|_: MouseEvent| Msg::Delete)}>{ speech.t("ui-delete") }</button>
            </div>
            <details open=true>
                <summary>{ speech.t("ui-what-if") }</summary>
                <div class="buttons">
                    { lose(name.to_owned(), "ui-lose-cluster") }
                    if cluster.gateway.is_some() { { lose(format!("gateway:{name}"), "ui-lose-gateway") } }
                    if has_istiod { { lose(format!("control-plane:{name}"), "ui-lose-istiod") } }
                    { lose(format!("api-server:{name}"), "ui-lose-api") }
                </div>
            </details>
            <details open=true>
                <summary>{ speech.t("ui-reaches") }</summary>
                <ul class="reaches">{ for reach }</ul>
            </details>
        </>
    }
}

fn network(props: &Props, speech: &Speech, name: &str) -> Html {
    let part = format!("network:{name}");
    let is_lost = props.lost.contains(&part);
    html! {
        <div class="buttons">
            <button type="button" onclick={props.edit.reform(|_: MouseEvent| Msg::Drop(Palette::Primary, None))}>{ speech.t("ui-add-primary") }</button>
            <button type="button" onclick={props.edit.reform(|_: MouseEvent| Msg::Drop(Palette::Remote, None))}>{ speech.t("ui-add-remote") }</button>
            <button type="button" class="lose" aria-pressed={is_lost.to_string()} onclick={props.edit.reform(move |_: MouseEvent| Msg::ToggleLost(part.clone()))}>{ speech.t("ui-lose-network") }</button>
            <button type="button" onclick={props.edit.reform(|_: MouseEvent| Msg::Delete)}>{ speech.t("ui-delete") }</button>
            <button type="button" onclick={props.edit.reform(|_: MouseEvent| Msg::Show(Tab::Text))}>{ speech.t("ui-tab-text") }</button>
        </div>
    }
}

/// A field with its label and what it is for.
fn row(speech: &Speech, field: Field, item: Option<&Item>, edit: &Callback<Msg>) -> Html {
    let name = field.name;
    let id = format!("field-{name}");
    let key = format!("field-{name}");
    let help_id = format!("help-{name}");
    let shown = field.shown();
    let field = Rc::new(field);
    let fill = {
        let (field, edit) = (field.clone(), edit.clone());
        let item = item.cloned();
        Callback::from(move |text: String| {
            let value = field.read(&text);
            let network = value.as_ref().and_then(|it| it.as_str());
            if let ("network", Some(Item::Cluster(_)), Some(network)) = (field.name, &item, network)
            {
                return edit.emit(Msg::MoveTo(network.to_owned()));
            }
            edit.emit(Msg::Fill(field.path.clone(), value));
        })
    };
    let control = match &field.kind {
        Kind::Choice(all) => {
            let onchange = fill
                .reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
            let is_known = shown.is_empty() || all.contains(&shown);
            html! {
                <select id={id.clone()} {onchange} aria-describedby={help_id.clone()}>
                    <option value="" selected={shown.is_empty()}>{ if field.default.is_empty() { "—".to_owned() } else { field.default.to_owned() } }</option>
                    if !is_known {
                        <option value={shown.clone()} selected=true>{ shown.clone() }</option>
                    }
                    { for all.iter().filter(|it| **it != field.default || **it == shown).map(|it| html! {
                        <option value={it.clone()} selected={*it == shown}>{ it.clone() }</option>
                    }) }
                </select>
            }
        }
        Kind::Flag => {
            let onchange = fill.reform(|event: Event| {
                let is_on = event.target_unchecked_into::<HtmlInputElement>().checked();
                if is_on {
                    "true".to_owned()
                } else {
                    String::new()
                }
            });
            html! { <input id={id.clone()} type="checkbox" checked={shown == "true"} {onchange} aria-describedby={help_id.clone()} /> }
        }
        Kind::Text | Kind::List | Kind::Number => {
            let onchange = fill
                .reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().value());
            html! {
                <Line id={id.clone()} help={help_id.clone()} {shown} placeholder={field.default} {onchange} />
            }
        }
    };
    html! {
        <div class="row" key={format!("{name} {}", field.path)}>
            <label for={id}>{ speech.t(&key) }</label>
            { control }
            <p class="help" id={help_id}>{ speech.t(&format!("{key}.help")) }</p>
        </div>
    }
}
