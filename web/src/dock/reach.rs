//! Who reaches whom: a matrix, and the way of one pair hop by hop.

use std::fmt::Write;

use meshwright_core::diag::text;
use meshwright_editor::Msg;
use meshwright_editor::answer::{Hop, Judgement, Why};
use yew::prelude::*;

use super::findings::{prose, repairs};
use crate::same::Same;
use crate::speech::Speech;

/// Up to this many clusters the cells are buttons; beyond, the matrix is a picture to click on.
const MOST_BUTTONS: usize = 24;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) judgement: Same<Judgement>,
    pub(crate) why: Option<Same<Why>>,
    pub(crate) pair: Option<(String, String)>,
    pub(crate) edit: Callback<Msg>,
}

#[component]
pub(crate) fn Reach(props: &Props) -> Html {
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    html! {
        <div class="split">
            <div class="half scroll">
                <Matrix judgement={props.judgement.clone()} pair={props.pair.clone()} edit={props.edit.clone()} />
                <p class="legend">
                    <span class="cell d"></span>{ speech.t("ui-reach-direct") }
                    <span class="cell g"></span>{ speech.t("ui-reach-gateway") }
                    <span class="cell x"></span>{ speech.t("ui-reach-broken") }
                </p>
            </div>
            <div class="half scroll">{ way(props, &speech) }</div>
        </div>
    }
}

fn way(props: &Props, speech: &Speech) -> Html {
    let Some(why) = &props.why else {
        return if props.pair.is_some() {
            super::waiting(speech)
        } else {
            html! { <p class="nothing">{ speech.t("ui-choose-pair") }</p> }
        };
    };
    let hop = |hop: &Hop| {
        let path = hop.path.clone();
        html! {
            <li class={if hop.passes { "passes" } else { "breaks" }}>
                <button type="button" onclick={props.edit.reform(move |_: MouseEvent| Msg::Reveal(path.clone()))}>
                    <span class="sign" aria-hidden="true"></span>
                    <span class="hop-kind">{ &hop.kind }</span>
                    <span>{ prose(&hop.text) }</span>
                </button>
            </li>
        }
    };
    let sentence = if why.arrives {
        text!("ui-arrives", from = &why.from, to = &why.to)
    } else {
        text!("ui-arrives-not", from = &why.from, to = &why.to)
    };
    let (from, to) = (why.to.clone(), why.from.clone());
    html! {
        <div class="way">
            <h2 class={if why.arrives { "good" } else { "bad" }}>{ prose(&speech.say(&sentence)) }
                <button type="button" class="link" onclick={props.edit.reform(move |_: MouseEvent| Msg::AskWhy(from.clone(), to.clone()))}>{ speech.t("ui-way-back") }</button>
            </h2>
            <ol class="hops">{ for why.hops.iter().map(hop) }</ol>
            if !why.fixes.is_empty() { { repairs(&why.fixes, &props.edit) } }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct MatrixProps {
    judgement: Same<Judgement>,
    pair: Option<(String, String)>,
    edit: Callback<Msg>,
}

#[component]
fn Matrix(props: &MatrixProps) -> Html {
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let clusters = &props.judgement.clusters;
    if props.judgement.reach.is_empty() {
        return html! { <p class="nothing">{ speech.t("ui-too-many-pairs") }</p> };
    }
    if clusters.len() > MOST_BUTTONS {
        return picture(props, &speech);
    }
    let sentence = |from: &str, to: &str, letter: char| {
        let key = match letter {
            'd' => "ui-pair-direct",
            'g' => "ui-pair-gateway",
            's' => "ui-pair-same",
            _ => "ui-pair-broken",
        };
        speech.say(&meshwright_core::diag::Text::new(
            key,
            meshwright_core::diag::args![from = from, to = to],
        ))
    };
    let row = |(from, row): (&String, &String)| {
        let cells = clusters.iter().zip(row.chars()).map(|(to, letter)| {
            let is_asked = props.pair.as_ref().is_some_and(|(one, other)| one == from && other == to);
            let (a, b) = (from.clone(), to.clone());
            html! {
                <td><button type="button" class={classes!("cell", letter.to_string(), is_asked.then_some("asked"))}
                    aria-label={sentence(from, to, letter)} title={sentence(from, to, letter)}
                    onclick={props.edit.reform(move |_: MouseEvent| Msg::AskWhy(a.clone(), b.clone()))}></button></td>
            }
        });
        html! { <tr><th scope="row">{ from }</th>{ for cells }</tr> }
    };
    html! {
        <table class="matrix">
            <thead><tr><td></td>{ for clusters.iter().map(|it| html! { <th scope="col"><span>{ it }</span></th> }) }</tr></thead>
            <tbody>{ for clusters.iter().zip(&props.judgement.reach).map(row) }</tbody>
        </table>
    }
}

/// A matrix of many clusters: one path for each kind of cell.
fn picture(props: &MatrixProps, speech: &Speech) -> Html {
    let clusters = props.judgement.clusters.clone();
    let n = clusters.len();
    let cells = |wanted: char| {
        let mut path = String::new();
        for (y, row) in props.judgement.reach.iter().enumerate() {
            let mut run: Option<usize> = None;
            let ends = row.chars().chain(['\0']).enumerate();
            for (x, letter) in ends {
                match (run, letter == wanted) {
                    (None, true) => run = Some(x),
                    (Some(start), false) => {
                        // Writing to a String cannot fail.
                        let _ = write!(path, "M{start} {y}h{}v1H{start}z", x - start);
                        run = None;
                    }
                    _ => {}
                }
            }
        }
        html! { <path class={classes!("cells", wanted.to_string())} d={path} /> }
    };
    let onclick = {
        let edit = props.edit.clone();
        Callback::from(move |event: MouseEvent| {
            let element = event.target_unchecked_into::<web_sys::Element>();
            let svg = element.closest("svg").ok().flatten().unwrap_or(element);
            let rect = svg.get_bounding_client_rect();
            // The nearest to the middle of its row or column.
            let place = |at: i32, start: f64, side: f64| {
                let share = (f64::from(at) - start) / side;
                let mut at = 0.0;
                let step = 1.0 / f64::from(u32::try_from(clusters.len()).unwrap_or(u32::MAX));
                clusters.iter().find(|_| {
                    at += step;
                    share < at
                })
            };
            let from = place(event.client_y(), rect.top(), rect.height());
            let to = place(event.client_x(), rect.left(), rect.width());
            if let (Some(from), Some(to)) = (from, to) {
                edit.emit(Msg::AskWhy(from.clone(), to.clone()));
            }
        })
    };
    html! {
        <svg class="matrix-picture" viewBox={format!("0 0 {n} {n}")} role="img" aria-label={speech.t("ui-tab-reach")} {onclick}>
            { cells('d') }{ cells('g') }{ cells('x') }{ cells('s') }
        </svg>
    }
}
