//! The palette and the tools over the drawing.

use meshwright_editor::Msg;
use meshwright_editor::editor::Layers;
use meshwright_editor::msg::{Alignment, Layer, Palette};
use web_sys::{DragEvent, PointerEvent};
use yew::prelude::*;

use crate::act::{Act, Dialog};
use crate::speech::Speech;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) zoom: f64,
    pub(crate) layers: Layers,
    pub(crate) selected: usize,
    pub(crate) edit: Callback<Msg>,
    pub(crate) act: Callback<Act>,
}

#[component]
pub(crate) fn Tools(props: &Props) -> Html {
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let Props { edit, act, .. } = props;
    let keep = Callback::from(|event: PointerEvent| event.stop_propagation());
    let palette = Palette::ALL.into_iter().map(|palette| {
        let word = palette.as_str();
        let ondragstart = Callback::from(move |event: DragEvent| {
            if let Some(data) = event.data_transfer() {
                // A drag without data drops nothing.
                let _ = data.set_data("text/plain", word);
                data.set_effect_allowed("copy");
            }
        });
        let key = format!("ui-palette-{word}");
        html! {
            <button type="button" class={classes!("palette", word)} draggable="true" {ondragstart}
                title={speech.t(&format!("{key}.title"))}
                onclick={edit.reform(move |_: MouseEvent| Msg::Drop(palette, None))}>
                <span class="swatch" aria-hidden="true"></span>{ speech.t(&key) }
            </button>
        }
    });
    let tool = |key: &str, label: Html, msg: Msg| {
        html! {
            <button type="button" class="tool" title={speech.t(&format!("{key}.title"))} aria-label={speech.t(key)}
                onclick={edit.reform(move |_: MouseEvent| msg.clone())}>{ label }</button>
        }
    };
    let open = |key: &str, label: Html, dialog: Dialog| {
        html! {
            <button type="button" class="tool" title={speech.t(&format!("{key}.title"))} aria-label={speech.t(key)}
                onclick={act.reform(move |_: MouseEvent| Act::Open(dialog))}>{ label }</button>
        }
    };
    let icon = |path: &'static str| {
        html! { <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d={path} /></svg> }
    };
    let layers = Layer::ALL.into_iter().map(|layer| {
        let word = layer.as_str();
        html! {
            <button type="button" class={classes!("layer", word)} aria-pressed={props.layers.shows(layer).to_string()}
                title={speech.t(&format!("ui-layer-{word}.title"))}
                onclick={edit.reform(move |_: MouseEvent| Msg::ToggleLayer(layer))}>
                <span class="swatch" aria-hidden="true"></span>{ speech.t(&format!("ui-layer-{word}")) }
            </button>
        }
    });
    html! {
        <>
            <div class="float palettes" role="toolbar" aria-label={speech.t("ui-palette")} onpointerdown={keep.clone()}>
                { for palette }
            </div>
            if props.selected > 0 {
                <div class="float selecteds" role="toolbar" aria-label={speech.t("ui-selected")} onpointerdown={keep.clone()}>
                    { tool("ui-gateway", icon("M3 7h12m-4-4 4 4-4 4M17 13H5m4-4-4 4 4 4"), Msg::ToggleGateway) }
                    { tool("ui-link", icon("M8 12l4-4M6.5 9.5 5 11a3 3 0 0 0 4 4l1.500-1.500M13.500 10.500 15 9a3 3 0 0 0-4-4L9.500 6.500"), Msg::BeginLink) }
                    <button type="button" class="tool danger" title={speech.t("ui-lose.title")} aria-label={speech.t("ui-lose")}
                        onclick={act.reform(|_: MouseEvent| Act::Lose)}>{ icon("M11 2 4 11h5l-1 7 8-10h-6z") }</button>
                    { open("ui-rename", icon("M4 16h3l9-9-3-3-9 9zM11 6l3 3"), Dialog::Rename) }
                    { open("ui-stamp", icon("M7 7h9v9H7zM4 13V4h9"), Dialog::Stamp) }
                    if props.selected > 1 {
                        { tool("ui-align-left", icon("M4 3v14M7 6h9M7 13h5"), Msg::Align(Alignment::Left)) }
                        { tool("ui-align-top", icon("M3 4h14M6 7v9M13 7v5"), Msg::Align(Alignment::Top)) }
                    }
                    { tool("ui-delete", icon("M5 6h10M8 6V4h4v2M6.500 6l.7 10h5.600l.7-10"), Msg::Delete) }
                </div>
            }
            <div class="float zooms" role="toolbar" aria-label={speech.t("ui-view")} onpointerdown={keep.clone()}>
                { tool("ui-zoom-out", icon("M5 10h10"), Msg::Zoom(0.8, None)) }
                <span class="zoom">{ format!("{:.0}%", props.zoom * 100.0) }</span>
                { tool("ui-zoom-in", icon("M5 10h10M10 5v10"), Msg::Zoom(1.25, None)) }
                { tool("ui-fit", icon("M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5"), Msg::Fit) }
                { tool("ui-tidy", icon("M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM11 11h5v5h-5z"), Msg::Tidy) }
            </div>
            <div class="float layers" role="toolbar" aria-label={speech.t("ui-layers")} onpointerdown={keep}>
                { for layers }
            </div>
        </>
    }
}
