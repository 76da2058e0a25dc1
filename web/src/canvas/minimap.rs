//! All of the mesh, small, with what is on the screen.

use meshwright_editor::layout::Layout;
use meshwright_editor::{Msg, Point, Rect, Sketch};
use web_sys::{Element, PointerEvent};
use yew::prelude::*;

use super::sheet::use_style;
use crate::act::Act;
use crate::same::Same;
use crate::speech::Speech;

/// How wide it is, in pixels.
const WIDTH: f64 = 176.0;
/// How high it is, in pixels.
const HEIGHT: f64 = 112.0;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) layout: Same<Layout>,
    pub(crate) sketch: Same<Sketch>,
    pub(crate) shown: Rect,
    /// Whether only its button is there, so that it covers nothing.
    pub(crate) is_folded: bool,
    pub(crate) edit: Callback<Msg>,
    pub(crate) act: Callback<Act>,
}

#[derive(Properties, PartialEq)]
struct WorldProps {
    layout: Same<Layout>,
    sketch: Same<Sketch>,
}

#[component]
fn World(props: &WorldProps) -> Html {
    let rect = |class: String, rect: &Rect| {
        html! { <rect {class} x={rect.x.to_string()} y={rect.y.to_string()} width={rect.width.to_string()} height={rect.height.to_string()} rx="14" /> }
    };
    let regions = props.layout.regions.iter().enumerate();
    let cards = props.layout.cards.iter().zip(&props.sketch.clusters);
    html! {
        <>
            { for regions.map(|(place, it)| rect(format!("mini-region hue-{}", place % 6), it)) }
            { for cards.map(|(it, cluster)| rect(format!("mini-card {}", cluster.role.as_str()), it)) }
        </>
    }
}

/// Where the frame around what is on the screen lies over the map: moving it draws nothing of the
/// map anew.
fn shown(shown: &Rect, bounds: &Rect) -> String {
    let scale = (WIDTH / bounds.width).min(HEIGHT / bounds.height);
    let (left, top) = (
        (WIDTH - bounds.width * scale) / 2.0,
        (HEIGHT - bounds.height * scale) / 2.0,
    );
    let cut = |from: f64, to: f64, most: f64| (from.clamp(0.0, most), to.clamp(0.0, most));
    let (x, right) = cut(
        left + (shown.x - bounds.x) * scale,
        left + (shown.right() - bounds.x) * scale,
        WIDTH,
    );
    let (y, bottom) = cut(
        top + (shown.y - bounds.y) * scale,
        top + (shown.bottom() - bounds.y) * scale,
        HEIGHT,
    );
    format!(
        "width:{:.1}px;height:{:.1}px;transform:translate({x:.1}px,{y:.1}px)",
        right - x,
        bottom - y
    )
}

#[component]
pub(crate) fn Minimap(props: &Props) -> Html {
    let (node, frame) = (use_node_ref(), use_node_ref());
    let bounds = props.layout.bounds.grown(60.0);
    use_style(&frame, shown(&props.shown, &bounds));
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let key = if props.is_folded {
        "ui-map-unfold"
    } else {
        "ui-map-fold"
    };
    let fold = html! {
        <button type="button" class="tool map-fold" title={speech.t(key)} aria-label={speech.t(key)} aria-expanded={(!props.is_folded).to_string()}
            onpointerdown={Callback::from(|event: PointerEvent| event.stop_propagation())}
            onclick={props.act.reform(|_: MouseEvent| Act::FoldMap)}>
            <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
                <path d={if props.is_folded { "M3 5h14v10H3zM10 9h7v6h-7z" } else { "M6 6l8 8M14 8v6H8" }} />
            </svg>
        </button>
    };
    if props.is_folded {
        return html! { <div class="minimap folded">{ fold }</div> };
    }
    let look = {
        let (node, edit) = (node.clone(), props.edit.clone());
        Callback::from(move |event: PointerEvent| {
            if event.buttons() == 0 {
                return;
            }
            event.stop_propagation();
            let Some(rect) = node
                .cast::<Element>()
                .map(|it| it.get_bounding_client_rect())
            else {
                return;
            };
            let scale = (bounds.width / rect.width()).max(bounds.height / rect.height());
            let center = bounds.center();
            let x = f64::from(event.client_x()) - rect.left() - rect.width() / 2.0;
            let y = f64::from(event.client_y()) - rect.top() - rect.height() / 2.0;
            edit.emit(Msg::LookAt(Point::new(
                center.x + x * scale,
                center.y + y * scale,
            )));
        })
    };
    html! {
        <div class="minimap">
            <div class="map" ref={node} role="img" aria-label={speech.t("ui-minimap")}
                onpointerdown={look.clone()} onpointermove={look}>
                <svg width={WIDTH.to_string()} height={HEIGHT.to_string()} aria-hidden="true"
                    viewBox={format!("{} {} {} {}", bounds.x, bounds.y, bounds.width, bounds.height)}>
                    <World layout={props.layout.clone()} sketch={props.sketch.clone()} />
                </svg>
                <div class="mini-shown" ref={frame}></div>
            </div>
            { fold }
        </div>
    }
}
