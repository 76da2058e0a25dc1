//! Dialogs: meshes to begin with, keys, search, a name, a network, copies, an address.

use meshwright_core::diag::text;
use meshwright_editor::{Item, Msg, Sketch};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::act::{Act, Dialog};
use crate::certificates::Certificates;
use crate::same::Same;
use crate::speech::Speech;
use crate::templates::TEMPLATES;
use crate::{page, store};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) dialog: Dialog,
    pub(crate) sketch: Same<Sketch>,
    pub(crate) selected: Option<Item>,
    pub(crate) query: AttrValue,
    /// How many clusters are selected.
    pub(crate) found: usize,
    pub(crate) address: Option<AttrValue>,
    /// The key of the document that is edited.
    pub(crate) current: AttrValue,
    /// Whether certificates are being made.
    pub(crate) is_making: bool,
    pub(crate) act: Callback<Act>,
}

#[component]
pub(crate) fn Dialogs(props: &Props) -> Html {
    use_effect_with(props.dialog, |_| page::focus("dialog-first"));
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let (title, body) = match props.dialog {
        Dialog::Start => ("ui-start", start(props, &speech)),
        Dialog::Keys => ("ui-keys", keys(&speech)),
        Dialog::Search => ("ui-search", search(props, &speech)),
        Dialog::Rename => ("ui-rename", rename(props, &speech)),
        Dialog::Move => ("ui-move", move_to(props)),
        Dialog::Stamp => ("ui-stamp", stamp(props, &speech)),
        Dialog::Share => ("ui-share", share(props, &speech)),
        Dialog::Certificates => (
            "ui-certificates",
            html! { <Certificates mesh={props.sketch.name.clone()} is_making={props.is_making} act={props.act.clone()} /> },
        ),
        Dialog::Commands => return Html::default(),
    };
    let onkeydown = {
        let act = props.act.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                act.emit(Act::Close);
            }
        })
    };
    let close = props.act.reform(|_: MouseEvent| Act::Close);
    let class = classes!("dialog", (props.dialog == Dialog::Start).then_some("large"));
    html! {
        <div class="veil" onmousedown={close.clone()}>
            <div {class} id="dialog" role="dialog" aria-modal="true" aria-labelledby="dialog-title" {onkeydown}
                onmousedown={Callback::from(|event: MouseEvent| event.stop_propagation())}>
                <div class="dialog-head">
                    <h2 id="dialog-title">{ speech.t(title) }</h2>
                    <button type="button" class="plain" onclick={close} aria-label={speech.t("ui-close")}>
                        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M5 5l10 10M15 5 5 15" /></svg>
                    </button>
                </div>
                { body }
            </div>
        </div>
    }
}

fn start(props: &Props, speech: &Speech) -> Html {
    let template = TEMPLATES.iter().enumerate().map(|(place, template)| {
        let text = template.text;
        let key = format!("template-{}", template.name);
        html! {
            <li><button type="button" class="template" id={(place == 0).then_some("dialog-first")}
                onclick={props.act.reform(move |_: MouseEvent| Act::Begin(text))}>
                { sketch(text) }
                <strong>{ speech.t(&key) }</strong><span>{ speech.t(&format!("{key}.shows")) }</span>
            </button></li>
        }
    });
    let kept = store::documents();
    let row = |kept: &store::Kept| {
        let is_current = props.current == kept.id;
        html! { <Row key={kept.id.clone()} kept={kept.clone()} {is_current} act={props.act.clone()} /> }
    };
    html! {
        <div class="start">
            <p class="promise">{ speech.t("ui-promise") }</p>
            <ul class="gallery">
                <li><button type="button" class="template blank" onclick={props.act.reform(|_: MouseEvent| Act::Empty)}>
                    <strong>{ speech.t("ui-new") }</strong><span>{ speech.t("ui-new.title") }</span>
                </button></li>
                { for template }
            </ul>
            if !kept.is_empty() {
                <h3>{ speech.t("ui-documents") }</h3>
                <ul class="kept">{ for kept.iter().map(row) }</ul>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    kept: store::Kept,
    is_current: bool,
    act: Callback<Act>,
}

/// A document that is kept. It is deleted by a second click only; what cannot be read here can
/// be taken to a page that reads it.
#[component]
fn Row(props: &RowProps) -> Html {
    let is_asked = use_state(|| false);
    let is_gone = use_state(|| false);
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    if *is_gone {
        return Html::default();
    }
    let RowProps { kept, act, .. } = props;
    let (load, save, forget) = (kept.id.clone(), kept.id.clone(), kept.id.clone());
    let is_readable = store::text(&kept.id).is_some_and(|text| store::is_readable(&text));
    let when = js_sys::Date::new(&kept.changed.into())
        .to_locale_string(speech.language().tag(), &wasm_bindgen::JsValue::UNDEFINED);
    let forget = {
        let (is_asked, is_gone, act) = (is_asked.clone(), is_gone.clone(), act.clone());
        Callback::from(move |_: MouseEvent| {
            if *is_asked {
                is_gone.set(true);
                act.emit(Act::Forget(forget.clone()));
            } else {
                is_asked.set(true);
            }
        })
    };
    html! {
        <li>
            <button type="button" onclick={act.reform(move |_: MouseEvent| Act::Load(load.clone()))} aria-current={props.is_current.then_some("true")}>
                <strong>{ &kept.name }</strong>
                <small>{ if kept.changed > 0.0 { String::from(when) } else { String::new() } }</small>
                if !is_readable { <small class="bad">{ speech.t("ui-unreadable") }</small> }
            </button>
            <button type="button" class="plain" onclick={act.reform(move |_: MouseEvent| Act::DownloadKept(save.clone()))}>{ speech.t("ui-download-file") }</button>
            if !props.is_current {
                <button type="button" class={classes!("plain", is_asked.then_some("bad"))} onclick={forget}>{ speech.t(if *is_asked { "ui-forget-really" } else { "ui-forget" }) }</button>
            }
        </li>
    }
}

/// A template as a thumbnail.
fn sketch(text: &str) -> Html {
    let document = meshwright_editor::Document::new(text);
    let bounds = document.layout.bounds.grown(30.0);
    let rect = |class: String, it: &meshwright_editor::Rect| {
        html! { <rect {class} x={it.x.to_string()} y={it.y.to_string()} width={it.width.to_string()} height={it.height.to_string()} rx="22" /> }
    };
    let regions = document.layout.regions.iter().enumerate();
    let cards = document.layout.cards.iter().zip(&document.sketch.clusters);
    html! {
        <svg class="thumb" aria-hidden="true" viewBox={format!("{} {} {} {}", bounds.x, bounds.y, bounds.width, bounds.height)}>
            { for regions.map(|(place, it)| rect(format!("mini-region hue-{}", place % 6), it)) }
            { for cards.map(|(it, cluster)| rect(format!("mini-card {}", cluster.role.as_str()), it)) }
        </svg>
    }
}

fn keys(speech: &Speech) -> Html {
    let keys = [
        ("← ↑ → ↓", "key-step"),
        ("Alt ← ↑ → ↓", "key-nudge"),
        ("Shift ← ↑ → ↓", "key-pan"),
        ("[  ]", "key-next"),
        ("Enter", "key-enter"),
        ("N", "ui-add-primary"),
        ("R", "ui-add-remote"),
        ("Shift N", "ui-add-network"),
        ("G", "ui-gateway"),
        ("L", "key-link"),
        ("M", "ui-move"),
        ("F2", "ui-rename"),
        ("X", "ui-lose"),
        ("Del", "ui-delete"),
        ("Ctrl Z · Ctrl Y", "key-undo"),
        ("Ctrl A · C · V · D", "key-clipboard"),
        ("Ctrl K", "ui-commands"),
        ("/", "ui-search"),
        ("+ · − · 0", "key-zoom"),
        ("P · T · F · W", "key-tabs"),
        ("Esc", "key-escape"),
    ];
    html! {
        <table class="keys" id="dialog-first" tabindex="-1"><tbody>
            { for keys.iter().map(|(key, words)| html! { <tr><th scope="row"><kbd>{ *key }</kbd></th><td>{ speech.t(words) }</td></tr> }) }
        </tbody></table>
    }
}

/// A field that sends what was typed when Enter is pressed, and closes.
fn line(
    speech: &Speech,
    key: &str,
    value: String,
    act: &Callback<Act>,
    send: impl Fn(String) -> Act + 'static,
) -> Html {
    let act = act.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            act.emit(Act::Close);
            act.emit(send(text.trim().to_owned()));
        }
    });
    html! {
        <div class="row">
            <label for="dialog-first">{ speech.t(key) }</label>
            <input id="dialog-first" type="text" {value} {onkeydown} autocomplete="off" spellcheck="false" />
            <p class="help">{ speech.t("ui-press-enter") }</p>
        </div>
    }
}

fn search(props: &Props, speech: &Speech) -> Html {
    let oninput = props.act.reform(|event: InputEvent| {
        Act::Edit(Msg::Search(
            event.target_unchecked_into::<HtmlInputElement>().value(),
        ))
    });
    let onkeydown = {
        let act = props.act.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                act.emit(Act::Close);
            }
        })
    };
    html! {
        <div class="row">
            <label for="dialog-first">{ speech.t("ui-search-how") }</label>
            <input id="dialog-first" type="text" value={props.query.clone()} {oninput} {onkeydown} autocomplete="off" spellcheck="false" />
            <p class="help" aria-live="polite">{ speech.say(&text!("ui-found", count = props.found)) }</p>
        </div>
    }
}

fn rename(props: &Props, speech: &Speech) -> Html {
    let Some(item) = props.selected.clone() else {
        return html! { <p class="nothing">{ speech.t("editor-select-first") }</p> };
    };
    let name = item.name().to_owned();
    line(speech, "ui-name", name, &props.act, move |to| {
        Act::Edit(Msg::Rename(item.clone(), to))
    })
}

fn move_to(props: &Props) -> Html {
    let networks = props.sketch.networks.iter().enumerate().map(|(place, network)| {
        let name = network.name.clone();
        let act = props.act.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            act.emit(Act::Close);
            act.emit(Act::Edit(Msg::MoveTo(name.clone())));
        });
        html! { <li><button type="button" id={(place == 0).then_some("dialog-first")} {onclick}>{ &network.name }</button></li> }
    });
    let name = meshwright_editor::names::free(&props.sketch, "network", &[]);
    let act = props.act.clone();
    let fresh = name.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        act.emit(Act::Close);
        act.emit(Act::Edit(Msg::MoveTo(fresh.clone())));
    });
    html! { <ul class="choices">{ for networks }<li><button type="button" {onclick}>{ format!("+ {name}") }</button></li></ul> }
}

fn stamp(props: &Props, speech: &Speech) -> Html {
    line(speech, "ui-copies", "5".to_owned(), &props.act, |text| {
        Act::Edit(Msg::Stamp(text.parse().unwrap_or(1)))
    })
}

fn share(props: &Props, speech: &Speech) -> Html {
    let Some(address) = &props.address else {
        return super::dock::waiting(speech);
    };
    let copied = address.to_string();
    html! {
        <div class="row">
            <label for="dialog-first">{ speech.t("ui-share-how") }</label>
            <input id="dialog-first" type="text" readonly=true value={address.clone()} />
            <p class="help">{ speech.say(&text!("ui-share-length", count = address.len())) }</p>
            <button type="button" class="main" onclick={props.act.reform(move |_: MouseEvent| Act::Copy(copied.clone()))}>{ speech.t("ui-copy") }</button>
        </div>
    }
}
