//! What istiod will tell the proxies of a cluster: the endpoint lists, before anything is
//! installed.

use meshwright_core::diag::text;
use meshwright_editor::Msg;
use meshwright_editor::answer::{Endpoint, EndpointList, Endpoints, Judgement};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::findings::prose;
use crate::same::Same;
use crate::speech::Speech;

/// More rows of a list are not shown; `meshwright endpoints` prints them all.
const MOST: usize = 120;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) endpoints: Option<Same<Endpoints>>,
    pub(crate) judgement: Same<Judgement>,
    pub(crate) caller: Option<AttrValue>,
    pub(crate) edit: Callback<Msg>,
}

#[component]
pub(crate) fn EndpointLists(props: &Props) -> Html {
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let known = &props.judgement.clusters;
    let chosen = props.caller.as_deref();
    let chosen = chosen.filter(|it| known.iter().any(|one| one == it));
    let chosen = chosen.or_else(|| known.first().map(String::as_str));
    let onchange = props.edit.reform(|event: Event| {
        Msg::AskEndpoints(event.target_unchecked_into::<HtmlSelectElement>().value())
    });
    let lists = match &props.endpoints {
        None if chosen.is_none() => {
            html! { <p class="nothing">{ speech.t("ui-endpoints-none") }</p> }
        }
        None => super::waiting(&speech),
        Some(told) if told.lists.is_empty() => {
            html! { <p class="nothing">{ speech.t("ui-endpoints-none") }</p> }
        }
        Some(told) => html! { <>{ for told.lists.iter().map(|it| list(it, &speech)) }</> },
    };
    html! {
        <div class="lists">
            <div class="lists-head">
                <label for="caller">{ speech.t("ui-endpoints-of") }</label>
                <select id="caller" {onchange}>
                    { for known.iter().map(|it| html! { <option value={it.clone()} selected={chosen == Some(it)}>{ it }</option> }) }
                </select>
                <p class="help">{ speech.t("ui-endpoints-how") }</p>
            </div>
            { lists }
        </div>
    }
}

fn list(list: &EndpointList, speech: &Speech) -> Html {
    let percent = format!("{:.0}", list.share * 100.0);
    let sentence = match (&list.unserved, &list.istiod) {
        (Some(because), _) => because.clone(),
        (None, Some(istiod)) => speech.say(&text!(
            "ui-endpoints-from",
            istiod = istiod,
            percent = percent
        )),
        (None, None) => String::new(),
    };
    let is_whole = list.unserved.is_none() && list.share > 0.9995;
    html! {
        <section class="list">
            <h2>{ &list.service }<code>{ list.port }</code><small class={if is_whole { "good" } else { "bad" }}>{ prose(&sentence) }</small></h2>
            if !list.endpoints.is_empty() {
                <table class="ports">
                    <thead><tr>
                        <th scope="col">{ speech.t("ui-endpoint") }</th><th scope="col">{ speech.t("ui-endpoint-weight") }</th><th scope="col">{ speech.t("ui-endpoint-meaning") }</th>
                    </tr></thead>
                    <tbody>{ for list.endpoints.iter().take(MOST).map(|it| row(it, speech)) }</tbody>
                </table>
            }
            { for list.missing.iter().map(|it| html! { <p class="missing"><code>{ &it.cluster }</code>{ " " }{ prose(&it.text) }</p> }) }
        </section>
    }
}

fn row(entry: &Endpoint, speech: &Speech) -> Html {
    let of = entry.of.as_deref().unwrap_or_default();
    let host = match &entry.address {
        Some(address) if address.contains(':') => format!("[{address}]"),
        Some(address) => address.clone(),
        None if entry.via == "gateway" => speech.say(&text!("ui-host-gateway", cluster = of)),
        None => speech.say(&text!("ui-host-pod", cluster = of)),
    };
    let weight = if entry.priority == 0 {
        entry.weight.to_string()
    } else {
        format!("{} p{}", entry.weight, entry.priority)
    };
    html! {
        <tr class={classes!((!entry.arrives).then_some("fails"))}>
            <td class="port">{ prose(&host) }{ ":" }{ entry.port }</td><td>{ weight }</td><td>{ prose(&entry.text) }</td>
        </tr>
    }
}
