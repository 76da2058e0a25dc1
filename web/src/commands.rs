//! Every command, found by typing.

use meshwright_editor::msg::{Alignment, Layer, Palette};
use meshwright_editor::{Item, Msg, Sketch, Tab};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::act::{Act, Dialog};
use crate::page;
use crate::same::Same;
use crate::speech::Speech;

/// More are not shown at once.
const MOST: usize = 12;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) sketch: Same<Sketch>,
    pub(crate) act: Callback<Act>,
}

/// Every command with the key of its words and, where there is one, the key that does the same.
fn all() -> Vec<(&'static str, &'static str, Act)> {
    let edit = Act::Edit;
    let mut all = vec![
        (
            "ui-add-primary",
            "N",
            edit(Msg::Drop(Palette::Primary, None)),
        ),
        ("ui-add-remote", "R", edit(Msg::Drop(Palette::Remote, None))),
        (
            "ui-add-external",
            "",
            edit(Msg::Drop(Palette::External, None)),
        ),
        (
            "ui-add-network",
            "Shift N",
            edit(Msg::Drop(Palette::Network, None)),
        ),
        ("ui-gateway", "G", edit(Msg::ToggleGateway)),
        ("ui-link", "L", edit(Msg::BeginLink)),
        ("ui-move", "M", Act::Open(Dialog::Move)),
        ("ui-rename", "F2", Act::Open(Dialog::Rename)),
        ("ui-stamp", "", Act::Open(Dialog::Stamp)),
        ("ui-duplicate", "Ctrl D", edit(Msg::Stamp(1))),
        ("ui-delete", "Del", edit(Msg::Delete)),
        ("ui-lose", "X", Act::Lose),
        ("ui-restore", "", edit(Msg::RestoreAll)),
        ("ui-undo", "Ctrl Z", edit(Msg::Undo)),
        ("ui-redo", "Ctrl Y", edit(Msg::Redo)),
        ("ui-select-all", "Ctrl A", edit(Msg::SelectAll)),
        ("ui-copy-clusters", "Ctrl C", edit(Msg::Copy)),
        ("ui-align-left", "", edit(Msg::Align(Alignment::Left))),
        ("ui-align-top", "", edit(Msg::Align(Alignment::Top))),
        ("ui-tidy", "", edit(Msg::Tidy)),
        ("ui-fit", "0", edit(Msg::Fit)),
        ("ui-minimap", "", Act::FoldMap),
        ("ui-search", "/", Act::Open(Dialog::Search)),
        ("ui-download", "", Act::DownloadZip),
        ("ui-download-yaml", "Ctrl S", Act::DownloadText),
        ("ui-download-svg", "", Act::DownloadPicture(false)),
        ("ui-download-png", "", Act::DownloadPicture(true)),
        ("ui-certificates", "", Act::Open(Dialog::Certificates)),
        ("ui-share", "", Act::Open(Dialog::Share)),
        ("ui-templates", "", Act::Open(Dialog::Start)),
        ("ui-new", "", Act::Empty),
        ("ui-theme", "", Act::Theme),
        ("ui-keys", "?", Act::Open(Dialog::Keys)),
    ];
    let tabs: [(&'static str, Tab); 10] = [
        ("ui-tab-properties", Tab::Properties),
        ("ui-tab-text", Tab::Text),
        ("ui-tab-outline", Tab::Outline),
        ("ui-tab-findings", Tab::Findings),
        ("ui-tab-reach", Tab::Reach),
        ("ui-tab-endpoints", Tab::Endpoints),
        ("ui-tab-what-if", Tab::WhatIf),
        ("ui-tab-plan", Tab::Plan),
        ("ui-tab-files", Tab::Files),
        ("ui-tab-ports", Tab::Ports),
    ];
    all.extend(tabs.map(|(key, tab)| (key, "", edit(Msg::Show(tab)))));
    let layers: [(&'static str, Layer); 4] = [
        ("ui-layer-data", Layer::Data),
        ("ui-layer-control", Layer::Control),
        ("ui-layer-api", Layer::Api),
        ("ui-layer-trust", Layer::Trust),
    ];
    all.extend(layers.map(|(key, layer)| (key, "", edit(Msg::ToggleLayer(layer)))));
    all
}

#[component]
pub(crate) fn Commands(props: &Props) -> Html {
    let query = use_state(String::new);
    let chosen = use_state(|| 0_usize);
    use_effect_with((), |()| page::focus("command"));
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let wanted = query.to_lowercase();
    let fits = |shown: &str| {
        wanted
            .split_whitespace()
            .all(|word| shown.to_lowercase().contains(word))
    };
    let mut found: Vec<(String, &'static str, Act)> = all()
        .into_iter()
        .map(|(key, keys, act)| (speech.t(key), keys, act))
        .filter(|(shown, _, _)| fits(shown))
        .collect();
    if !wanted.is_empty() {
        let clusters = props.sketch.clusters.iter().filter(|it| fits(&it.name));
        found.extend(clusters.take(MOST).map(|it| {
            let item = Item::Cluster(it.name.clone());
            (it.name.clone(), "", Act::Edit(Msg::Select(item, false)))
        }));
    }
    found.truncate(MOST);
    let place = (*chosen).min(found.len().saturating_sub(1));
    let run = {
        let act = props.act.clone();
        move |chosen: Act| {
            // The dialog closes first: what is chosen may open another.
            act.emit(Act::Close);
            act.emit(chosen);
        }
    };
    let onkeydown = {
        let (chosen, act, run, found) = (
            chosen.clone(),
            props.act.clone(),
            run.clone(),
            found.clone(),
        );
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "Escape" => act.emit(Act::Close),
                "ArrowDown" => chosen.set((place + 1) % found.len().max(1)),
                "ArrowUp" => chosen.set((place + found.len().max(1) - 1) % found.len().max(1)),
                "Enter" => {
                    if let Some((_, _, act)) = found.get(place) {
                        run(act.clone());
                    }
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let oninput = {
        let (query, chosen) = (query.clone(), chosen.clone());
        Callback::from(move |event: InputEvent| {
            query.set(event.target_unchecked_into::<HtmlInputElement>().value());
            chosen.set(0);
        })
    };
    let rows = found.iter().enumerate().map(|(index, (shown, keys, act))| {
        let (run, act) = (run.clone(), act.clone());
        html! {
            <li role="option" id={format!("command-{index}")} aria-selected={(index == place).to_string()}
                onmousedown={Callback::from(move |event: MouseEvent| { event.prevent_default(); run(act.clone()); })}>
                <span>{ shown }</span>
                if !keys.is_empty() { <kbd>{ *keys }</kbd> }
            </li>
        }
    });
    let close = props.act.reform(|_: MouseEvent| Act::Close);
    html! {
        <div class="veil" onmousedown={close}>
            <div class="dialog commands-dialog" id="dialog" role="dialog" aria-modal="true" aria-label={speech.t("ui-commands")}
                onmousedown={Callback::from(|event: MouseEvent| event.stop_propagation())} {onkeydown}>
                <input id="command" type="text" role="combobox" aria-expanded="true" aria-controls="command-list"
                    aria-activedescendant={format!("command-{place}")} aria-label={speech.t("ui-commands")}
                    placeholder={speech.t("ui-commands-how")} value={(*query).clone()} {oninput} autocomplete="off" spellcheck="false" />
                <ul id="command-list" role="listbox" aria-label={speech.t("ui-commands")}>{ for rows }</ul>
            </div>
        </div>
    }
}
