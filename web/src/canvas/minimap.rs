//! All of the mesh, small, with what is on the screen.

use meshwright_editor::layout::Layout;
use meshwright_editor::{Msg, Point, Rect, Sketch};
use web_sys::{Element, PointerEvent};
use yew::prelude::*;

use crate::app::Same;
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
    pub(crate) edit: Callback<Msg>,
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

#[component]
pub(crate) fn Minimap(props: &Props) -> Html {
    let node = use_node_ref();
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let bounds = props.layout.bounds.grown(60.0);
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
    let shown = props.shown;
    html! {
        <svg class="minimap" ref={node} width={WIDTH.to_string()} height={HEIGHT.to_string()} role="img"
            aria-label={speech.t("ui-minimap")}
            viewBox={format!("{} {} {} {}", bounds.x, bounds.y, bounds.width, bounds.height)}
            onpointerdown={look.clone()} onpointermove={look}>
            <World layout={props.layout.clone()} sketch={props.sketch.clone()} />
            <rect class="mini-shown" x={shown.x.to_string()} y={shown.y.to_string()}
                width={shown.width.to_string()} height={shown.height.to_string()} />
        </svg>
    }
}
