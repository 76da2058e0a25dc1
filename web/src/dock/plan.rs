//! The steps of the plan: a list to tick off, and lanes that show what can be done at once.

use std::collections::BTreeMap;

use meshwright_core::diag::text;
use meshwright_editor::Msg;
use meshwright_editor::answer::{Plan, Step};
use yew::prelude::*;

use super::findings::prose;
use crate::act::Act;
use crate::same::Same;
use crate::speech::Speech;
use crate::store::Liking;

/// More steps are not drawn as lanes.
const MOST_DRAWN: usize = 400;

/// How many letters fit into a box of the graph.
const MOST_LETTERS: usize = 29;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) plan: Option<Same<Plan>>,
    pub(crate) mesh: AttrValue,
    pub(crate) done: Same<Liking>,
    pub(crate) edit: Callback<Msg>,
    pub(crate) act: Callback<Act>,
}

#[component]
pub(crate) fn PlanList(props: &Props) -> Html {
    let is_graph = use_state(|| false);
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let Some(plan) = &props.plan else {
        return super::waiting(&speech);
    };
    let toggle = {
        let is_graph = is_graph.clone();
        Callback::from(move |_: MouseEvent| is_graph.set(!*is_graph))
    };
    let n_done = plan
        .steps
        .iter()
        .filter(|it| props.done.done.contains(&key(&props.mesh, it)))
        .count();
    html! {
        <div class="plan">
            <div class="plan-head">
                <span>{ speech.say(&text!("ui-steps", count = plan.steps.len(), done = n_done)) }</span>
                <progress max={plan.steps.len().to_string()} value={n_done.to_string()} aria-label={speech.t("ui-progress")}></progress>
                <button type="button" class="plain" aria-pressed={is_graph.to_string()} onclick={toggle}>{ speech.t("ui-as-graph") }</button>
                <button type="button" class="plain" onclick={props.edit.reform(|_: MouseEvent| Msg::Show(meshwright_editor::Tab::Files))}>{ speech.t("ui-runbook") }</button>
            </div>
            if *is_graph { { graph(plan, &speech) } } else { { list(props, plan) } }
        </div>
    }
}

/// What a step that was ticked off is remembered by.
fn key(mesh: &str, step: &Step) -> String {
    format!("{mesh}/{}", step.id)
}

fn list(props: &Props, plan: &Plan) -> Html {
    let mut phase = "";
    let steps = plan.steps.iter().enumerate().map(|(place, step)| {
        let heading = (step.phase != phase).then(|| html! { <li class="phase"><h2>{ plan.heading(&step.phase) }</h2></li> });
        phase = &step.phase;
        let key = key(&props.mesh, step);
        let is_done = props.done.done.contains(&key);
        let tick = props.act.reform(move |_: Event| Act::Tick(key.clone()));
        let cluster = step.cluster().map(|name| {
            let path = format!("clusters/{name}");
            html! { <button type="button" class="link" onclick={props.edit.reform(move |_: MouseEvent| Msg::Reveal(path.clone()))}>{ name }</button> }
        });
        html! {
            <>
                { heading }
                <li class={classes!("step", is_done.then_some("done"))}>
                    <label><input type="checkbox" checked={is_done} onchange={tick} /><span class="number">{ place + 1 }</span><strong>{ prose(&step.title) }</strong></label>
                    { cluster }
                    <p class="why">{ prose(&step.why) }</p>
                </li>
            </>
        }
    });
    html! { <ol class="steps">{ for steps }</ol> }
}

/// A count as a length.
fn length(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// What fits into a box of the graph; a Chinese character is as wide as two Latin ones.
fn cut(title: &str) -> String {
    let mut width = 0;
    let mut out = String::new();
    for letter in title.chars() {
        width += if letter >= '\u{2e80}' { 2 } else { 1 };
        if width > MOST_LETTERS {
            return format!("{}…", out.trim_end());
        }
        out.push(letter);
    }
    out
}

/// Steps in columns: a step stands right of everything that it needs.
fn graph(plan: &Plan, speech: &Speech) -> Html {
    if plan.steps.len() > MOST_DRAWN {
        return html! { <p class="nothing">{ speech.t("ui-too-many-steps") }</p> };
    }
    let mut columns: BTreeMap<&str, usize> = BTreeMap::new();
    let mut heights: Vec<usize> = Vec::new();
    let mut places: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for step in &plan.steps {
        let column = step
            .needs
            .iter()
            .filter_map(|it| columns.get(it.as_str()))
            .max()
            .map_or(0, |it| it + 1);
        columns.insert(&step.id, column);
        if heights.len() <= column {
            heights.resize(column + 1, 0);
        }
        let row = heights[column];
        heights[column] += 1;
        places.insert(
            &step.id,
            (length(column) * 236.0 + 12.0, length(row) * 58.0 + 12.0),
        );
    }
    let width = length(heights.len()) * 236.0 + 12.0;
    let height = length(heights.iter().copied().max().unwrap_or(1)) * 58.0 + 12.0;
    let lines = plan.steps.iter().flat_map(|step| {
        let places = &places;
        step.needs.iter().filter_map(move |need| {
            let (from, to) = (places.get(need.as_str())?, places.get(step.id.as_str())?);
            let (x, y) = (from.0 + 200.0, from.1 + 22.0);
            Some(format!(
                "M{x} {y}C{} {y} {} {} {} {}",
                x + 22.0,
                to.0 - 22.0,
                to.1 + 22.0,
                to.0,
                to.1 + 22.0
            ))
        })
    });
    let lines: String = lines.collect();
    let boxes = plan.steps.iter().map(|step| {
        let (x, y) = places.get(step.id.as_str()).copied().unwrap_or_default();
        let on = step.cluster().map_or_else(|| speech.t("ui-here"), str::to_owned);
        let title = cut(&step.title.replace('`', ""));
        html! {
            <g transform={format!("translate({x} {y})")} class="lane-step">
                <title>{ &step.title }</title>
                <rect width="200" height="44" rx="9" /><text class="lane-on" x="10" y="17">{ on }</text><text x="10" y="34">{ title }</text>
            </g>
        }
    });
    html! {
        <div class="scroll"><svg class="lanes" width={width.to_string()} height={height.to_string()} role="img" aria-label={speech.t("ui-as-graph")}>
            <path class="lane-line" d={lines} />{ for boxes }
        </svg></div>
    }
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn titles_fit_into_their_boxes_in_every_language() {
        assert_eq!(
            cut("Install the control plane"),
            "Install the control plane"
        );
        let long = "Install the control plane of cluster1 by Helm";
        assert_eq!(cut(long), "Install the control plane of…");
        assert_eq!(
            cut("在集群中安装控制平面并等待它就绪完成"),
            "在集群中安装控制平面并等待它…"
        );
    }
}
