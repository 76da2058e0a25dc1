//! A network as a region, and its title: lines run over the one and under the other.

use meshwright_editor::Rect;
use meshwright_editor::answer::Severity;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) name: AttrValue,
    pub(crate) rect: Rect,
    pub(crate) hue: usize,
    pub(crate) is_selected: bool,
    pub(crate) is_target: bool,
    pub(crate) is_lost: bool,
}

#[component]
pub(crate) fn Region(props: &Props) -> Html {
    let Props { rect, .. } = props;
    let class = classes!(
        "region",
        format!("hue-{}", props.hue),
        props.is_selected.then_some("selected"),
        props.is_target.then_some("target"),
        props.is_lost.then_some("lost"),
    );
    html! {
        <g {class} data-kind="network" data-name={props.name.clone()} transform={format!("translate({} {})", rect.x, rect.y)}>
            <rect class="ground" width={rect.width.to_string()} height={rect.height.to_string()} rx="22" />
        </g>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct TitleProps {
    pub(crate) name: AttrValue,
    pub(crate) rect: Rect,
    pub(crate) hue: usize,
    pub(crate) n_clusters: usize,
    pub(crate) mark: Option<(Severity, usize)>,
    /// How much larger it is drawn.
    pub(crate) scale: f64,
}

#[component]
pub(crate) fn Title(props: &TitleProps) -> Html {
    let TitleProps { rect, scale, .. } = props;
    // From afar the name stands above the region, where there is room for larger letters.
    let (x, y) = if *scale > 1.5 {
        (4.0, -12.0 * scale / 2.0)
    } else {
        (24.0, 34.0)
    };
    let mark = props.mark.filter(|_| *scale < 1.5).map(|(severity, count)| html! {
        <g class={classes!("badge", severity.as_str())} transform={format!("translate({} 29)", rect.width - 56.0)}>
            <circle r="11" />
            <text y="4.5">{ if count > 9 { "9+".to_owned() } else { count.to_string() } }</text>
        </g>
    });
    html! {
        <g class={classes!("region", format!("hue-{}", props.hue))} data-kind="network" data-name={props.name.clone()}
            transform={format!("translate({} {})", rect.x, rect.y)}>
            <g transform={format!("translate({x} {y}) scale({scale})")}>
                <circle class="pin" cx="4" cy="-5" r="4" />
                <text class="title" x="15">{ props.name.clone() }</text>
            </g>
            if *scale < 1.5 {
                <text class="count" x={(rect.width - 24.0).to_string()} y="34">{ props.n_clusters }</text>
            }
            { mark }
        </g>
    }
}
