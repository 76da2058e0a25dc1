//! What stands below the drawing: findings, who reaches whom, endpoint lists, losses, plan, files,
//! ports.

mod endpoints;
mod files;
mod findings;
mod losses;
mod plan;
mod ports;
mod reach;

use std::collections::BTreeSet;

use meshwright_editor::answer::{Endpoints, Files, Judgement, Plan, Ports, WhatIf, Why};
use meshwright_editor::{Msg, Sketch, Tab};
use yew::prelude::*;

use crate::act::Act;
use crate::same::Same;
use crate::side::tabs;
use crate::speech::Speech;
use crate::store::Liking;
pub(crate) use findings::prose;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) tab: Tab,
    pub(crate) is_open: bool,
    pub(crate) mesh: AttrValue,
    pub(crate) sketch: Same<Sketch>,
    pub(crate) judgement: Same<Judgement>,
    pub(crate) is_judged: bool,
    pub(crate) why: Option<Same<Why>>,
    pub(crate) pair: Option<(String, String)>,
    pub(crate) endpoints: Option<Same<Endpoints>>,
    pub(crate) caller: Option<AttrValue>,
    pub(crate) what_if: Option<Same<WhatIf>>,
    pub(crate) lost: BTreeSet<String>,
    pub(crate) plan: Option<Same<Plan>>,
    pub(crate) files: Option<Same<Files>>,
    pub(crate) file: AttrValue,
    pub(crate) ports: Option<Same<Ports>>,
    pub(crate) failed: Option<AttrValue>,
    pub(crate) done: Same<Liking>,
    pub(crate) edit: Callback<Msg>,
    pub(crate) act: Callback<Act>,
}

#[component]
pub(crate) fn Dock(props: &Props) -> Html {
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let Props { tab, edit, act, .. } = props;
    let word = tab.as_str();
    let [errors, warnings, notes] = props.judgement.counts();
    let badge = |tab: Tab| {
        let all = errors + warnings + notes;
        (tab == Tab::Findings && all > 0).then(|| {
            let class = if errors > 0 {
                "error"
            } else if warnings > 0 {
                "warning"
            } else {
                "info"
            };
            html! { <span class={classes!("count", class)}>{ all }</span> }
        })
    };
    let blocked = errors > 0 && matches!(tab, Tab::Plan | Tab::Files);
    let body = match tab {
        _ if blocked => html! {
            <div class="nothing">
                <p>{ speech.t("ui-blocked") }</p>
                <button type="button" onclick={edit.reform(|_: MouseEvent| Msg::Show(Tab::Findings))}>{ speech.t("ui-tab-findings") }</button>
            </div>
        },
        Tab::Reach => html! {
            <reach::Reach judgement={props.judgement.clone()} why={props.why.clone()} pair={props.pair.clone()} edit={edit.clone()} />
        },
        Tab::Endpoints => html! {
            <endpoints::EndpointLists endpoints={props.endpoints.clone()} judgement={props.judgement.clone()} caller={props.caller.clone()} edit={edit.clone()} />
        },
        Tab::WhatIf => html! {
            <losses::Losses what_if={props.what_if.clone()} lost={props.lost.clone()} sketch={props.sketch.clone()} edit={edit.clone()} />
        },
        Tab::Plan => html! {
            <plan::PlanList plan={props.plan.clone()} mesh={props.mesh.clone()} done={props.done.clone()} edit={edit.clone()} act={act.clone()} />
        },
        Tab::Files => html! {
            <files::FileTree files={props.files.clone()} file={props.file.clone()} failed={props.failed.clone()} edit={edit.clone()} act={act.clone()} />
        },
        Tab::Ports => html! { <ports::PortTable ports={props.ports.clone()} /> },
        _ => html! {
            <findings::Findings judgement={props.judgement.clone()} is_judged={props.is_judged} edit={edit.clone()} />
        },
    };
    html! {
        <section class={classes!("dock", props.is_open.then_some("open"))} aria-label={speech.t("ui-dock")}>
            <div class="dock-head">
                { tabs(&speech, &Tab::BOTTOM, *tab, edit, &badge) }
                <button type="button" class="plain fold" aria-expanded={props.is_open.to_string()} aria-label={speech.t("ui-fold")}
                    onclick={edit.reform(|_: MouseEvent| Msg::ToggleDock)}>
                    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M5 8l5 5 5-5" /></svg>
                </button>
            </div>
            if props.is_open {
                <div class="panel" role="tabpanel" id={format!("panel-{word}")} aria-labelledby={format!("tab-{word}")} tabindex="0">{ body }</div>
            }
        </section>
    }
}

/// What is shown while the planner has not answered.
pub(crate) fn waiting(speech: &Speech) -> Html {
    html! { <p class="waiting"><span class="spinner" aria-hidden="true"></span>{ speech.t("ui-waiting") }</p> }
}
