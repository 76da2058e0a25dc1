//! Lines between networks and clusters.

use std::collections::BTreeSet;
use std::fmt::Write;

use meshwright_editor::answer::{Judgement, NetworkLink};
use meshwright_editor::layout::Layout;
use meshwright_editor::{Point, Rect, Sketch};
use yew::prelude::*;

use crate::same::Same;

/// Up to this many lines between networks, all are drawn.
const MOST_LINKS: usize = 45;
/// Up to this many clusters, every line of istiods that watch is drawn.
const MOST_WATCHES: usize = 8;

#[derive(Properties, PartialEq)]
pub(crate) struct DataProps {
    pub(crate) sketch: Same<Sketch>,
    pub(crate) cards: Same<Vec<Rect>>,
    pub(crate) layout: Same<Layout>,
    pub(crate) judgement: Same<Judgement>,
    /// The networks of what is selected: where there are too many lines, theirs are drawn, and
    /// those that something is wrong with.
    pub(crate) networks: BTreeSet<AttrValue>,
    pub(crate) scale: f64,
}

/// A curve that leaves both rectangles at their edges.
fn curve(from: &Rect, to: &Rect, bend: f64) -> (String, Point) {
    let start = from.edge_towards(to.center());
    let end = to.edge_towards(from.center());
    let (dx, dy) = (end.x - start.x, end.y - start.y);
    let length = dx.hypot(dy).max(1.0);
    let (nx, ny) = (-dy / length * bend, dx / length * bend);
    let middle = Point::new(
        f64::midpoint(start.x, end.x) + nx,
        f64::midpoint(start.y, end.y) + ny,
    );
    let path = format!(
        "M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}",
        start.x,
        start.y,
        middle.x + nx,
        middle.y + ny,
        end.x,
        end.y
    );
    (path, middle)
}

/// What an end of a link stands at: its only gateway, else the region.
fn end(props: &DataProps, network: &str, gateways: &[String]) -> Option<Rect> {
    let region = props
        .sketch
        .network(network)
        .and_then(|it| props.layout.regions.get(it))?;
    match gateways {
        [only] => {
            let card = props
                .sketch
                .cluster(only)
                .and_then(|it| props.cards.get(it));
            Some(*card.unwrap_or(region))
        }
        _ => Some(*region),
    }
}

/// Requests between networks.
#[component]
pub(crate) fn Data(props: &DataProps) -> Html {
    let scale = props.scale;
    let draws_all = props.judgement.links.len() <= MOST_LINKS;
    let is_asked = |name: &String| props.networks.contains(name.as_str());
    let link = |link: &NetworkLink| -> Option<(Html, Html)> {
        let is_whole = link.reached_count == link.pair_count;
        if !draws_all && is_whole && !is_asked(&link.left) && !is_asked(&link.right) {
            return None;
        }
        let left = end(props, &link.left, &link.left_gateways)?;
        let right = end(props, &link.right, &link.right_gateways)?;
        let state = if is_whole {
            "whole"
        } else if link.reached_count == 0 {
            "none"
        } else {
            "some"
        };
        let (path, middle) = curve(&left, &right, 26.0);
        let label = format!("{} / {}", link.reached_count, link.pair_count);
        let class = classes!("link", state);
        let key = format!("{} {}", link.left, link.right);
        let line = html! {
            <g class={class.clone()} key={key.clone()}>
                <path class="edge under" d={path.clone()} />
                <path class="edge data" d={path} />
            </g>
        };
        let letters = u32::try_from(label.len()).unwrap_or(u32::MAX);
        let width = (f64::from(letters) * 7.6 + 18.0).max(58.0);
        let pill = html! {
            <g {class} {key}>
                <g class="pill" transform={format!("translate({:.1} {:.1}) scale({})", middle.x, middle.y, scale.min(2.4))}>
                    <rect x={(-width / 2.0).to_string()} y="-12" width={width.to_string()} height="24" rx="12" />
                    <text y="4.5">{ label }</text>
                </g>
            </g>
        };
        Some((line, pill))
    };
    let links = props.judgement.links.iter().filter_map(link);
    let (lines, pills): (Vec<Html>, Vec<Html>) = links.unzip();
    html! { <><g class="links">{ for lines }</g><g class="links">{ for pills }</g></> }
}

#[derive(Properties, PartialEq)]
pub(crate) struct ControlProps {
    pub(crate) sketch: Same<Sketch>,
    pub(crate) cards: Same<Vec<Rect>>,
    /// Only the lines of this cluster; all where there is none.
    pub(crate) only: Option<AttrValue>,
}

/// From each remote to the istiod that serves it.
#[component]
pub(crate) fn Control(props: &ControlProps) -> Html {
    let clusters = props.sketch.clusters.iter().enumerate();
    let lines = clusters.filter_map(|(place, cluster)| {
        let leader = cluster.control_plane?;
        let name = &props.sketch.clusters.get(leader)?.name;
        if let Some(only) = &props.only && *only != cluster.name && only != name {
            return None;
        }
        let (path, _) = curve(props.cards.get(place)?, props.cards.get(leader)?, 14.0);
        Some(html! { <path key={cluster.name.clone()} class="edge control" d={path} marker-end="url(#tip)" /> })
    });
    html! { <g class="controls">{ for lines }</g> }
}

#[derive(Properties, PartialEq)]
pub(crate) struct WatchesProps {
    pub(crate) sketch: Same<Sketch>,
    pub(crate) cards: Same<Vec<Rect>>,
    pub(crate) judgement: Same<Judgement>,
    /// Only the lines of this cluster.
    pub(crate) only: Option<AttrValue>,
}

/// From each istiod to the API servers that it watches.
#[component]
pub(crate) fn Watches(props: &WatchesProps) -> Html {
    let judged = &props.judgement;
    let (mut good, mut bad) = (String::new(), String::new());
    let few = judged.clusters.len() <= MOST_WATCHES;
    let card = |name: &str| {
        props
            .sketch
            .cluster(name)
            .and_then(|it| props.cards.get(it))
    };
    for (from, row) in judged.clusters.iter().zip(&judged.discovers) {
        for (to, letter) in judged.clusters.iter().zip(row.chars()) {
            let is_asked = few || props.only.as_ref().is_some_and(|it| it == from || it == to);
            if from == to || letter == '-' || !is_asked {
                continue;
            }
            if let (Some(one), Some(other)) = (card(from), card(to)) {
                let (path, _) = curve(one, other, -24.0);
                let lines = if letter == 'y' { &mut good } else { &mut bad };
                // Writing to a String cannot fail.
                let _ = write!(lines, "{path}");
            }
        }
    }
    html! {
        <g class="watches">
            <path class="edge api" d={good} marker-end="url(#tip-api)" />
            <path class="edge api broken" d={bad} marker-end="url(#tip-api)" />
        </g>
    }
}
