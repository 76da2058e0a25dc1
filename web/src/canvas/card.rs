//! A cluster as a card.

use meshwright_editor::Point;
use std::rc::Rc;

use meshwright_editor::answer::Severity;
use meshwright_editor::layout::{CARD_HEIGHT, CARD_WIDTH};
use meshwright_editor::sketch::{ClusterSketch, RoleSketch};
use yew::prelude::*;

use super::Detail;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) cluster: Rc<ClusterSketch>,
    /// The word for its role.
    pub(crate) role: AttrValue,
    pub(crate) at: Point,
    pub(crate) detail: Detail,
    pub(crate) is_selected: bool,
    pub(crate) mark: Option<(Severity, usize)>,
    /// How the selected cluster reaches it.
    pub(crate) reach: Option<char>,
    /// What becomes of it.
    pub(crate) state: Option<&'static str>,
    /// The number of its root of trust.
    pub(crate) root: Option<usize>,
    pub(crate) is_gateway_lost: bool,
    pub(crate) is_istiod_lost: bool,
}

/// Cuts a name that is too long for its line.
fn cut(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let head: String = name.chars().take(most.saturating_sub(1)).collect();
    format!("{head}…")
}

#[component]
pub(crate) fn Card(props: &Props) -> Html {
    let Props { cluster, at, .. } = props;
    let role = cluster.role.as_str();
    let reach = match props.reach {
        Some('d') => "reach-direct",
        Some('g') => "reach-gateway",
        Some('x') => "reach-broken",
        _ => "",
    };
    let class = classes!(
        "card",
        role,
        props.is_selected.then_some("selected"),
        reach,
        props.state.map(|state| format!("state-{state}")),
    );
    let (width, height) = (CARD_WIDTH.to_string(), CARD_HEIGHT.to_string());
    let glyph = match cluster.role {
        RoleSketch::Primary => "M14 1.5 25 7.7v12.6L14 26.5 3 20.3V7.7z",
        RoleSketch::Remote => "M14 4.5a9.5 9.5 0 1 1 0 19a9.5 9.5 0 1 1 0-19z",
        RoleSketch::External => "M14 2 26 14 14 26 2 14z",
    };
    let badge = props.mark.map(|(severity, count)| html! {
        <g class={classes!("badge", severity.as_str())} transform={format!("translate({} 22)", CARD_WIDTH - 22.0)}>
            <circle r="11" />
            <text y="4.5">{ if count > 9 { "9+".to_owned() } else { count.to_string() } }</text>
        </g>
    });
    let content = match props.detail {
        Detail::Tile => Html::default(),
        Detail::Name => html! {
            <>
                <text class="name far" x="20" y={(CARD_HEIGHT / 2.0 + 9.0).to_string()}>{ cut(&cluster.name, if props.mark.is_some() { 13 } else { 15 }) }</text>
            </>
        },
        Detail::Full => full(props, glyph),
    };
    html! {
        <g {class} data-kind="cluster" data-name={cluster.name.clone()} transform={format!("translate({} {})", at.x, at.y)}>
            <rect class="halo" x="-5" y="-5" width={(CARD_WIDTH + 10.0).to_string()} height={(CARD_HEIGHT + 10.0).to_string()} rx="17" />
            <rect class="face" {width} {height} rx="13" />
            <rect class="stripe" x="0" y="18" width="5" height="60" rx="2.5" />
            { content }
            if props.state == Some("gone") {
                <path class="cross" d="M60 20 164 76M164 20 60 76" />
            }
            { badge }
            if props.detail == Detail::Full {
                <g class="handle" data-kind="handle" data-name={cluster.name.clone()} transform={format!("translate({} {})", CARD_WIDTH, CARD_HEIGHT / 2.0)}>
                    <circle class="grip" r="16" />
                    <circle class="ring" r="7" />
                </g>
            }
        </g>
    }
}

fn full(props: &Props, glyph: &'static str) -> Html {
    let cluster = &props.cluster;
    let region = cluster.locality.as_deref();
    let region = region.map(|it| it.split(" / ").next().unwrap_or(it).to_owned());
    let place = region.unwrap_or_else(|| {
        if cluster.provider == "other" {
            String::new()
        } else {
            cluster.provider.to_owned()
        }
    });
    let ambient = if cluster.is_ambient {
        " · ambient"
    } else {
        ""
    };
    let config = if cluster.is_config { " · config" } else { "" };
    let line = format!("{}{config}{ambient} · {}", props.role, cluster.istio);
    html! {
        <>
            <g class={classes!("glyph", props.is_istiod_lost.then_some("dead"))} transform="translate(20 15)">
                <path class="shape" d={glyph} />
                if cluster.role == RoleSketch::Remote {
                    <circle class="sail" cx="14" cy="14" r="3.6" />
                } else {
                    <path class="sail" d="M13 6.5v15h-6zM15 9.5v12h6z" />
                }
            </g>
            <text class="name" x="58" y="27">{ cut(&cluster.name, if props.mark.is_some() { 14 } else { 17 }) }</text>
            <text class="line" x="58" y="45">{ cut(&line, 26) }</text>
            <path class="rule" d="M20 58.5H204" />
            <text class="place" x="20" y="79">{ cut(&place, if cluster.gateway.is_some() { 10 } else { 26 }) }</text>
            if let Some(exposure) = cluster.gateway {
                <g class={classes!("gateway", props.is_gateway_lost.then_some("dead"))} transform={format!("translate({} 66)", CARD_WIDTH - 137.0)}>
                    <rect width="120" height="19" rx="9.5" />
                    <path d="M11 6.5h8m-2.5-2.5 2.5 2.5-2.5 2.5M19 12.5h-8m2.5-2.5-2.5 2.5 2.5 2.5" />
                    <text x="25" y="13.5">{ exposure }</text>
                </g>
            }
            if let Some(root) = props.root {
                <g class={classes!("root", format!("root-{}", root % 5))} transform="translate(8 -2)">
                    <circle r="9" />
                    <path d="M-3-1a2.6 2.6 0 1 1 3 2.5L0 5M0 3h2" />
                </g>
            }
        </>
    }
}
