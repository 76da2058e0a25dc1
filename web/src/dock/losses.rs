//! Who loses what when something is lost.

use std::collections::BTreeSet;

use meshwright_core::diag::text;
use meshwright_editor::answer::{Stopped, WhatIf};
use meshwright_editor::{Msg, Sketch};
use yew::prelude::*;

use super::findings::prose;
use crate::same::Same;
use crate::speech::Speech;

/// More pairs are not shown.
const MOST_PAIRS: usize = 60;
/// More clusters to lose are not offered.
const MOST_OFFERED: usize = 40;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) what_if: Option<Same<WhatIf>>,
    pub(crate) lost: BTreeSet<String>,
    pub(crate) sketch: Same<Sketch>,
    pub(crate) edit: Callback<Msg>,
}

#[component]
pub(crate) fn Losses(props: &Props) -> Html {
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let offer = |part: String, shown: &str| {
        let is_lost = props.lost.contains(&part);
        html! {
            <button type="button" class="lose" aria-pressed={is_lost.to_string()}
                onclick={props.edit.reform(move |_: MouseEvent| Msg::ToggleLost(part.clone()))}>{ shown }</button>
        }
    };
    let clusters = props.sketch.clusters.iter().take(MOST_OFFERED);
    let networks = props.sketch.networks.iter().take(MOST_OFFERED);
    html! {
        <div class="split">
            <div class="third scroll">
                <h2>{ speech.t("ui-lose-what") }</h2>
                <div class="buttons">
                    { for clusters.map(|it| offer(it.name.clone(), &it.name)) }
                    { for networks.map(|it| offer(format!("network:{}", it.name), &it.name)) }
                </div>
                if !props.lost.is_empty() {
                    <p><button type="button" onclick={props.edit.reform(|_: MouseEvent| Msg::RestoreAll)}>{ speech.t("ui-restore") }</button></p>
                }
            </div>
            <div class="rest scroll">
                if let Some(told) = &props.what_if { { tell(told, &speech) } }
                else if props.lost.is_empty() { <p class="nothing">{ speech.t("ui-lose-how") }</p> }
                else { { super::waiting(&speech) } }
            </div>
        </div>
    }
}

fn tell(told: &WhatIf, speech: &Speech) -> Html {
    let stopped = |key: &str, all: &[Stopped]| {
        if all.is_empty() {
            return Html::default();
        }
        html! {
            <>
                <h3>{ speech.t(key) }</h3>
                <ul>{ for all.iter().map(|it| html! { <li><code>{ &it.cluster }</code>{ " " }{ prose(&it.because) }</li> }) }</ul>
            </>
        }
    };
    let percent = format!("{:.0}", told.share * 100.0);
    let pairs = told.pairs.iter().take(MOST_PAIRS).map(|pair| {
        html! { <tr><td><code>{ &pair.from }</code></td><td><code>{ &pair.to }</code></td><td>{ format!("{:.0} %", pair.share * 100.0) }</td><td>{ prose(&pair.because) }</td></tr> }
    });
    html! {
        <div class="told">
            <h2 class={if told.share > 0.0 { "bad" } else { "good" }}>{ speech.say(&text!("ui-share-lost", percent = percent)) }</h2>
            { stopped("ui-no-new-pods", &told.no_new_pods) }
            { stopped("ui-old-configuration", &told.old_configuration) }
            if !told.pairs.is_empty() {
                <h3>{ speech.t("ui-pairs-lost") }</h3>
                <table><tbody>{ for pairs }</tbody></table>
            }
        </div>
    }
}
