//! Everything that is drawn, whatever part of it is on the screen: moving the screen draws
//! nothing here anew.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use meshwright_editor::answer::{Judgement, Severity, WhatIf};
use meshwright_editor::editor::Layers;
use meshwright_editor::layout::Layout;
use meshwright_editor::msg::Layer;
use meshwright_editor::{Item, Rect, RoleSketch, Sketch};
use yew::prelude::*;

use super::Detail;
use super::card::Card;
use super::edges::{Control, Data, Watches};
use super::region::{Region, Title};
use crate::same::Same;
use crate::speech::Speech;

/// Up to this many remotes, every line to a control plane is drawn.
const MOST_LINES: usize = 160;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) sketch: Same<Sketch>,
    pub(crate) layout: Same<Layout>,
    pub(crate) selection: BTreeSet<Item>,
    /// By how much what is selected is dragged.
    pub(crate) offset: Option<(f64, f64)>,
    /// The network that it would land in.
    pub(crate) target: Option<usize>,
    /// The cluster whose ways to others are shown.
    pub(crate) only: Option<AttrValue>,
    pub(crate) detail: Detail,
    /// How much larger labels are drawn.
    pub(crate) scale: f64,
    pub(crate) layers: Layers,
    pub(crate) judgement: Same<Judgement>,
    pub(crate) marks: Same<BTreeMap<String, (Severity, usize)>>,
    pub(crate) what_if: Option<Same<WhatIf>>,
    pub(crate) lost: BTreeSet<String>,
}

impl Props {
    /// By how much an item is dragged.
    fn moved(&self, item: &Item) -> Option<(f64, f64)> {
        self.offset.filter(|_| self.selection.contains(item))
    }

    /// The networks of what is selected.
    fn networks(&self) -> BTreeSet<AttrValue> {
        let sketch = &self.sketch;
        let name = |item: &Item| match item {
            Item::Network(name) => Some(name.clone().into()),
            Item::Cluster(name) => {
                let cluster = sketch.clusters.get(sketch.cluster(name)?)?;
                let network = sketch.networks.get(cluster.network)?;
                Some(network.name.clone().into())
            }
        };
        self.selection.iter().filter_map(name).collect()
    }

    /// Where each card is drawn.
    fn cards(&self) -> Rc<Vec<Rect>> {
        let networks = self.sketch.networks.iter();
        let networks: Vec<_> = networks
            .map(|it| self.moved(&Item::Network(it.name.clone())))
            .collect();
        let cards = self.layout.cards.iter().zip(&self.sketch.clusters);
        let cards = cards.map(|(card, cluster)| {
            let own = || self.moved(&Item::Cluster(cluster.name.clone()));
            let offset = self.offset.and_then(|_| own());
            let offset = offset.or_else(|| *networks.get(cluster.network)?);
            offset.map_or(*card, |(dx, dy)| card.moved(dx, dy))
        });
        Rc::new(cards.collect())
    }
}

#[component]
pub(crate) fn World(props: &Props) -> Html {
    let Props { sketch, layout, .. } = props;
    let speech = use_context::<Speech>();
    let role = |role: RoleSketch| {
        let key = format!("role-{}", role.as_str());
        AttrValue::from(speech.as_ref().map_or_else(String::new, |it| it.t(&key)))
    };
    let [primary, remote, external] = [
        RoleSketch::Primary,
        RoleSketch::Remote,
        RoleSketch::External,
    ]
    .map(role);
    let placed = props.cards();
    let judged: BTreeMap<&str, usize> = props
        .judgement
        .clusters
        .iter()
        .enumerate()
        .map(|(place, name)| (name.as_str(), place))
        .collect();
    let ways = props.only.as_deref().and_then(|it| judged.get(it));
    let ways = ways
        .and_then(|&it| props.judgement.reach.get(it))
        .map(String::as_bytes);
    let networks = sketch.networks.iter().zip(&layout.regions).enumerate();
    let networks = networks.map(|(index, (network, rect))| {
        let item = Item::Network(network.name.clone());
        let rect = props
            .moved(&item)
            .map_or(*rect, |(dx, dy)| rect.moved(dx, dy));
        let mark = props.marks.get(&format!("networks/{}", network.name));
        let is_lost = props.lost.contains(&format!("network:{}", network.name));
        let key = network.name.clone();
        let region = html! {
            <Region {key} name={network.name.clone()} {rect} hue={index % 6}
                is_selected={props.selection.contains(&item)} is_target={props.target == Some(index)}
                {is_lost} />
        };
        let key = network.name.clone();
        let title = html! {
            <Title {key} name={network.name.clone()} {rect} hue={index % 6}
                n_clusters={network.clusters.len()} mark={mark.copied()} scale={props.scale} />
        };
        (region, title)
    });
    let (regions, titles): (Vec<Html>, Vec<Html>) = networks.unzip();
    let cards = sketch.clusters.iter().zip(placed.iter()).map(|(cluster, rect)| {
        let item = Item::Cluster(cluster.name.clone());
        let mark = props.marks.get(&format!("clusters/{}", cluster.name));
        let place = judged.get(cluster.name.as_str()).copied();
        let reach = place.and_then(|it| Some(char::from(*ways?.get(it)?)));
        let state = props.what_if.as_ref().map(|it| it.state(&cluster.name));
        let root = place.and_then(|it| props.judgement.roots.get(it).copied().flatten());
        let role = match cluster.role {
            RoleSketch::Primary => &primary,
            RoleSketch::Remote => &remote,
            RoleSketch::External => &external,
        };
        let role = role.clone();
        let lost = |part: &str| {
            !props.lost.is_empty() && props.lost.contains(&format!("{part}:{}", cluster.name))
        };
        html! {
            <Card key={cluster.name.clone()} cluster={cluster.clone()} {role} at={rect.origin()} detail={props.detail}
                is_selected={props.selection.contains(&item)} mark={mark.copied()}
                {reach} {state} root={root.filter(|_| props.layers.shows(Layer::Trust))}
                is_gateway_lost={lost("gateway")} is_istiod_lost={lost("control-plane")} />
        }
    });
    let remotes = sketch
        .clusters
        .iter()
        .filter(|it| it.control_plane.is_some());
    let draws_all = remotes.count() <= MOST_LINES;
    let only = if draws_all {
        None
    } else {
        Some(props.only.clone().unwrap_or_default())
    };
    html! {
        <>
            { for regions }
            if props.layers.shows(Layer::Data) {
                <Data sketch={sketch.clone()} cards={Same(placed.clone())} layout={layout.clone()}
                    judgement={props.judgement.clone()} networks={props.networks()} scale={props.scale} />
            }
            if props.layers.shows(Layer::Control) {
                <Control sketch={sketch.clone()} cards={Same(placed.clone())} {only} />
            }
            if props.layers.shows(Layer::Api) {
                <Watches sketch={sketch.clone()} cards={Same(placed.clone())} judgement={props.judgement.clone()}
                    only={props.only.clone()} />
            }
            { for titles }
            { for cards }
        </>
    }
}
