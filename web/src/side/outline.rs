//! The mesh as a tree, for whoever does not see the drawing, and for whoever likes lists.

use std::collections::{BTreeMap, BTreeSet};

use meshwright_core::diag::text;
use meshwright_editor::answer::Severity;
use meshwright_editor::msg::Direction;
use meshwright_editor::{Item, Msg, Sketch};
use yew::prelude::*;

use crate::same::Same;
use crate::speech::Speech;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) sketch: Same<Sketch>,
    pub(crate) selection: BTreeSet<Item>,
    pub(crate) marks: Same<BTreeMap<String, (Severity, usize)>>,
    pub(crate) edit: Callback<Msg>,
}

#[component]
pub(crate) fn Outline(props: &Props) -> Html {
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let Props { sketch, edit, .. } = props;
    let mark = |path: String| {
        let (severity, count) = props.marks.get(&path)?;
        let class = classes!("count", severity.as_str());
        Some(
            html! { <span {class}>{ speech.say(&text!("ui-finding-count", count = *count)) }</span> },
        )
    };
    let onkeydown = {
        let edit = edit.clone();
        Callback::from(move |event: KeyboardEvent| {
            let direction = match event.key().as_str() {
                "ArrowDown" => Direction::Next,
                "ArrowUp" => Direction::Previous,
                _ => return,
            };
            event.prevent_default();
            edit.emit(Msg::Step(direction));
        })
    };
    let cluster = |place: &usize| {
        let cluster = sketch.clusters.get(*place)?;
        let item = Item::Cluster(cluster.name.clone());
        let is_selected = props.selection.contains(&item);
        let leader = cluster.control_plane.and_then(|it| sketch.clusters.get(it));
        let said = match leader {
            Some(leader) => speech.say(&text!("ui-remote-of", leader = &leader.name)),
            None => speech.t(&format!("role-{}", cluster.role.as_str())),
        };
        let select = edit.reform(move |_: MouseEvent| Msg::Select(item.clone(), false));
        Some(html! {
            <li role="treeitem" aria-selected={is_selected.to_string()} class={classes!(cluster.role.as_str())} key={cluster.name.clone()}>
                <button type="button" onclick={select} tabindex={if is_selected { "0" } else { "-1" }}>
                    <span class="swatch" aria-hidden="true"></span>
                    <strong>{ &cluster.name }</strong><span class="said">{ said }</span>
                    if cluster.gateway.is_some() {
                        <span class="said">{ speech.t("ui-has-gateway") }</span>
                    }
                    { mark(format!("clusters/{}", cluster.name)) }
                </button>
            </li>
        })
    };
    let networks = sketch.networks.iter().map(|network| {
        let item = Item::Network(network.name.clone());
        let is_selected = props.selection.contains(&item);
        let select = edit.reform(move |_: MouseEvent| Msg::Select(item.clone(), false));
        html! {
            <li role="treeitem" aria-expanded="true" aria-selected={is_selected.to_string()} class="network" key={network.name.clone()}>
                <button type="button" onclick={select}>
                    <strong>{ &network.name }</strong>
                    <span class="said">{ speech.say(&text!("ui-cluster-count", count = network.clusters.len())) }</span>
                    { mark(format!("networks/{}", network.name)) }
                </button>
                <ul role="group">{ for network.clusters.iter().filter_map(cluster) }</ul>
            </li>
        }
    });
    html! {
        <ul class="outline" role="tree" aria-label={speech.t("ui-tab-outline")} tabindex="0" {onkeydown}>{ for networks }</ul>
    }
}
