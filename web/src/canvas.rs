//! The drawing: networks as regions, clusters as cards in them, edges between them.

mod card;
mod edges;
mod minimap;
mod region;
mod sheet;
mod tools;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use gloo::events::{EventListener, EventListenerOptions};
use meshwright_editor::answer::{Judgement, Severity, WhatIf};
use meshwright_editor::editor::Layers;
use meshwright_editor::gesture::Gesture;
use meshwright_editor::layout::Layout;
use meshwright_editor::msg::{Palette, Target};
use meshwright_editor::{Item, Msg, Point, Sketch, Viewport};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, PointerEvent, WheelEvent};
use yew::prelude::*;

use crate::act::{Act, Dialog};
use crate::same::Same;
use crate::speech::Speech;
use minimap::Minimap;
use sheet::{Sheet, dots, use_style};
use tools::Tools;
use world::World;

/// Below this zoom a card is a coloured tile with a name, below the second without.
const FAR: f64 = 0.42;
const FARTHEST: f64 = 0.16;

/// How much of a card can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// All of it.
    Full,
    /// Its name.
    Name,
    /// Its colour.
    Tile,
}

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) sketch: Same<Sketch>,
    pub(crate) layout: Same<Layout>,
    pub(crate) is_stale: bool,
    pub(crate) viewport: Viewport,
    pub(crate) selection: BTreeSet<Item>,
    pub(crate) gesture: Gesture,
    pub(crate) layers: Layers,
    pub(crate) judgement: Same<Judgement>,
    pub(crate) marks: Same<BTreeMap<String, (Severity, usize)>>,
    pub(crate) what_if: Option<Same<WhatIf>>,
    pub(crate) lost: BTreeSet<String>,
    pub(crate) pair: Option<(String, String)>,
    pub(crate) is_map_folded: bool,
    pub(crate) edit: Callback<Msg>,
    pub(crate) act: Callback<Act>,
}

/// The place of an event in the element, in pixels.
fn place(element: &NodeRef, x: i32, y: i32) -> Option<Point> {
    let rect = element.cast::<Element>()?.get_bounding_client_rect();
    Some(Point::new(
        f64::from(x) - rect.left(),
        f64::from(y) - rect.top(),
    ))
}

/// What is under an event.
fn target(event: &PointerEvent) -> Target {
    let element = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let holder = element.and_then(|it| it.closest("[data-kind]").ok().flatten());
    let Some(holder) = holder else {
        return Target::Canvas;
    };
    let name = holder.get_attribute("data-name").unwrap_or_default();
    match holder.get_attribute("data-kind").as_deref() {
        Some("cluster") => Target::Item(Item::Cluster(name)),
        Some("network") => Target::Item(Item::Network(name)),
        Some("handle") => Target::Handle(name),
        _ => Target::Canvas,
    }
}

#[component]
pub(crate) fn Canvas(props: &Props) -> Html {
    let speech = use_context::<Speech>();
    let node = use_node_ref();
    use_size(&node, &props.edit);
    use_wheel(&node, &props.edit);
    let sheet = Sheet::of(&props.viewport);
    let (ground, paper) = (use_node_ref(), use_node_ref());
    use_style(&ground, dots(&props.viewport));
    use_style(&paper, sheet.style(&props.viewport));
    let Some(speech) = speech else {
        return Html::default();
    };
    let Props {
        sketch,
        layout,
        viewport,
        edit,
        ..
    } = props;

    let onpointerdown = {
        let (node, edit) = (node.clone(), edit.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(at) = place(&node, event.client_x(), event.client_y()) else {
                return;
            };
            if let Some(element) = node.cast::<Element>() {
                // A pointer that is gone already cannot be captured, and sends nothing more.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            let is_touch = event.pointer_type() == "touch";
            let target = target(&event);
            match (event.button(), &target) {
                (1 | 2, _) => edit.emit(Msg::Grab(at)),
                (0, Target::Canvas) if is_touch || event.alt_key() => {
                    edit.emit(Msg::SelectNone);
                    edit.emit(Msg::Grab(at));
                }
                (0, _) => {
                    let more = event.shift_key() || event.ctrl_key() || event.meta_key();
                    edit.emit(Msg::Press(at, target, more));
                }
                _ => {}
            }
        })
    };
    let onpointermove = {
        let (node, edit) = (node.clone(), edit.clone());
        let is_busy = props.gesture != Gesture::Idle;
        Callback::from(move |event: PointerEvent| {
            if is_busy && let Some(at) = place(&node, event.client_x(), event.client_y()) {
                edit.emit(Msg::Drag(at));
            }
        })
    };
    let onpointerup = {
        let (node, edit) = (node.clone(), edit.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(at) = place(&node, event.client_x(), event.client_y()) {
                edit.emit(Msg::Release(at));
            }
        })
    };
    let onpointercancel = edit.reform(|_| Msg::Cancel);
    let ondblclick = edit.reform(|_| Msg::Show(meshwright_editor::Tab::Properties));
    let oncontextmenu = Callback::from(|event: MouseEvent| event.prevent_default());
    let ondrop = {
        let (node, edit) = (node.clone(), edit.clone());
        Callback::from(move |event: DragEvent| {
            let word = event
                .data_transfer()
                .and_then(|data| data.get_data("text/plain").ok());
            let palette = Palette::ALL
                .into_iter()
                .find(|it| Some(it.as_str()) == word.as_deref());
            let at = place(&node, event.client_x(), event.client_y());
            if let (Some(palette), Some(at)) = (palette, at) {
                event.prevent_default();
                edit.emit(Msg::Drop(palette, Some(at)));
            }
        })
    };

    let zoom = viewport.zoom;
    let detail = if zoom < FARTHEST {
        Detail::Tile
    } else if zoom < FAR {
        Detail::Name
    } else {
        Detail::Full
    };
    let only = single(props);
    let world = world::Props {
        sketch: sketch.clone(),
        layout: layout.clone(),
        selection: props.selection.clone(),
        offset: props.gesture.offset(),
        target: drop_target(props),
        only: only.map(AttrValue::from),
        detail,
        scale: label_scale(zoom),
        layers: props.layers,
        judgement: props.judgement.clone(),
        marks: props.marks.clone(),
        what_if: props.what_if.clone(),
        lost: props.lost.clone(),
    };
    let transform = sheet.transform(zoom);
    let gesture = match &props.gesture {
        Gesture::Box { .. } => props.gesture.rect().map(|rect| html! {
            <rect class="box" x={rect.x.to_string()} y={rect.y.to_string()}
                width={rect.width.to_string()} height={rect.height.to_string()} />
        }),
        Gesture::Link { from, to: Some(to) } => sketch.cluster(from).and_then(|it| layout.cards.get(it)).map(|card| {
            let start = card.edge_towards(*to);
            html! { <path class="edge drawn" d={format!("M{} {}L{} {}", start.x, start.y, to.x, to.y)} /> }
        }),
        _ => None,
    };
    let is_empty = sketch.clusters.is_empty();
    // What is all on the screen needs no map.
    let shown = viewport.shown();
    let bounds = layout.bounds;
    let is_all_shown = is_empty
        || (shown.contains(bounds.origin())
            && shown.contains(Point::new(bounds.right(), bounds.bottom())));
    let label = speech.say(&meshwright_core::diag::text!(
        "ui-canvas",
        clusters = sketch.clusters.len(),
        networks = sketch.networks.len()
    ));
    html! {
        <section id="canvas" class={classes!("canvas", gesture_class(&props.gesture), props.what_if.is_some().then_some("what-if"))}
            tabindex="0" aria-label={label} ref={node} {onpointerdown} {onpointermove} {onpointerup}
            {onpointercancel} {oncontextmenu} {ondrop} {ondblclick}>
            <div class="dots" aria-hidden="true" ref={ground}></div>
            <div class="sheet" ref={paper}>
            <svg id="drawing" class="drawing" aria-hidden="true">
                <defs>
                    <marker id="tip" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
                        <path class="tip" d="M0 1 9 5 0 9z" />
                    </marker>
                    <marker id="tip-api" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="6" markerHeight="6" orient="auto">
                        <path class="tip-api" d="M0 1 9 5 0 9z" />
                    </marker>
                </defs>
                <g data-world="" transform={transform}>
                    <World ..world />
                    { gesture }
                </g>
            </svg>
            </div>
            if is_empty {
                <div class="empty">
                    <h2>{ speech.t("ui-empty") }</h2>
                    <p>{ speech.t("ui-empty-how") }</p>
                    <button type="button" class="main" onclick={edit.reform(|_: MouseEvent| Msg::AddCluster(None))}>{ speech.t("ui-add-primary") }</button>
                    <button type="button" onclick={props.act.reform(|_: MouseEvent| Act::Open(Dialog::Start))}>{ speech.t("ui-templates") }</button>
                </div>
            }
            if props.is_stale {
                <p class="stale">{ speech.t("ui-stale") }</p>
            }
            <Tools {zoom} layers={props.layers} selected={props.selection.len()} edit={edit.clone()} act={props.act.clone()} />
            if !is_all_shown {
                <Minimap layout={layout.clone()} sketch={sketch.clone()} shown={viewport.shown()}
                    is_folded={props.is_map_folded} edit={edit.clone()} act={props.act.clone()} />
            }
        </section>
    }
}

/// The one cluster that is selected, or whose way to another is explained.
fn single(props: &Props) -> Option<&str> {
    if let Some((from, _)) = &props.pair
        && props.selection.is_empty()
    {
        return Some(from);
    }
    let mut items = props.selection.iter();
    match (items.next(), items.next()) {
        (Some(Item::Cluster(name)), None) => Some(name),
        _ => None,
    }
}

/// The network that what is dragged would land in.
fn drop_target(props: &Props) -> Option<usize> {
    let Gesture::Move {
        to, is_drag: true, ..
    } = &props.gesture
    else {
        return None;
    };
    if props
        .selection
        .iter()
        .any(|it| matches!(it, Item::Network(_)))
    {
        return None;
    }
    let regions = &props.layout.regions;
    regions.iter().rposition(|region| region.contains(*to))
}

const fn gesture_class(gesture: &Gesture) -> &'static str {
    match gesture {
        Gesture::Idle => "idle",
        Gesture::Pan { .. } => "panning",
        Gesture::Box { .. } => "boxing",
        Gesture::Move { .. } => "moving",
        Gesture::Link { .. } => "linking",
    }
}

/// How much larger labels of regions are drawn from afar, in steps, so that they are not drawn
/// anew with each turn of the wheel.
fn label_scale(zoom: f64) -> f64 {
    if zoom >= 0.75 {
        1.0
    } else if zoom >= 0.42 {
        1.4
    } else if zoom >= 0.2 {
        2.4
    } else if zoom >= 0.1 {
        4.5
    } else {
        8.0
    }
}

/// Tells the editor how large the drawing is.
#[hook]
fn use_size(node: &NodeRef, edit: &Callback<Msg>) {
    let (node, edit) = (node.clone(), edit.clone());
    use_effect_with((), move |()| {
        let element = node.cast::<Element>();
        let inner = element.clone();
        let on_size = wasm_bindgen::prelude::Closure::<dyn FnMut()>::new(move || {
            if let Some(element) = &inner {
                let rect = element.get_bounding_client_rect();
                edit.emit(Msg::Resize(rect.width(), rect.height()));
            }
        });
        let observer = web_sys::ResizeObserver::new(on_size.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(element)) = (&observer, &element) {
            observer.observe(element);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(on_size);
        }
    });
}

/// Zooms with the wheel and a key, or with two fingers; moves with the wheel alone.
#[hook]
fn use_wheel(node: &NodeRef, edit: &Callback<Msg>) {
    let (node, edit) = (node.clone(), edit.clone());
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = node.cast::<Element>().map(|element| {
            let node = node.clone();
            EventListener::new_with_options(&element, "wheel", options, move |event| {
                let Some(event) = event.dyn_ref::<WheelEvent>() else {
                    return;
                };
                event.prevent_default();
                let lines = if event.delta_mode() == 1 { 18.0 } else { 1.0 };
                let (dx, dy) = (event.delta_x() * lines, event.delta_y() * lines);
                if event.ctrl_key() || event.meta_key() {
                    let at = place(&node, event.client_x(), event.client_y());
                    edit.emit(Msg::Zoom((-dy * 0.0022).exp(), at));
                } else {
                    edit.emit(Msg::Pan(dx, dy));
                }
            })
        });
        move || drop(listener)
    });
}
