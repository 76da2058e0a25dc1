//! What there is to say about the mesh, with repairs to click.

use meshwright_editor::Msg;
use meshwright_editor::answer::{Finding, Fix, Judgement};
use yew::prelude::*;

use crate::same::Same;
use crate::speech::Speech;

/// More are not shown at once.
const MOST: usize = 200;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) judgement: Same<Judgement>,
    pub(crate) is_judged: bool,
    pub(crate) edit: Callback<Msg>,
}

/// A text with `` `names` `` in it, these set apart.
pub(crate) fn prose(text: &str) -> Html {
    let parts = text.split('`').enumerate().map(|(place, part)| {
        if place % 2 == 1 {
            html! { <code>{ part }</code> }
        } else {
            html! { { part } }
        }
    });
    html! { <>{ for parts }</> }
}

/// Buttons that apply repairs.
pub(crate) fn repairs(fixes: &[Fix], edit: &Callback<Msg>) -> Html {
    let repair = |fix: &Fix| {
        let edits = fix.edits();
        let apply = edit.reform(move |event: MouseEvent| {
            event.stop_propagation();
            Msg::Apply(edits.clone())
        });
        html! { <button type="button" class={classes!("fix", fix.safety.clone())} onclick={apply}>{ prose(&fix.title) }</button> }
    };
    html! { <div class="buttons">{ for fixes.iter().map(repair) }</div> }
}

#[component]
pub(crate) fn Findings(props: &Props) -> Html {
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let mut findings: Vec<&Finding> = props.judgement.findings.iter().collect();
    findings.sort_by_key(|finding| finding.severity);
    if findings.is_empty() {
        if !props.is_judged && props.judgement.clusters.is_empty() {
            return super::waiting(&speech);
        }
        return html! { <div class="nothing good"><p>{ speech.t("ui-no-findings") }</p></div> };
    }
    let row = |finding: &&Finding| {
        let path = finding.path.clone();
        html! {
            <li class={classes!("finding", finding.severity.as_str())}>
                <div class="headline">
                    <span class="sign" aria-hidden="true"></span>
                    <span class="code-name">{ &finding.code }</span>
                    <p>{ prose(&finding.headline) }</p>
                    <button type="button" class="link" onclick={props.edit.reform(move |_: MouseEvent| Msg::Reveal(path.clone()))}>{ &finding.path }</button>
                </div>
                if let Some(why) = &finding.why { <p class="why">{ prose(why) }</p> }
                if let Some(help) = &finding.help { <p class="help">{ prose(help) }</p> }
                if !finding.fixes.is_empty() { { repairs(&finding.fixes, &props.edit) } }
            </li>
        }
    };
    html! { <ul class="findings">{ for findings.iter().take(MOST).map(row) }</ul> }
}
