//! Where the drawing lies, so that moving the screen draws nothing anew.

use meshwright_editor::Viewport;
use web_sys::HtmlElement;
use yew::prelude::*;

/// How far the drawing reaches beyond the screen, in pixels.
const BEYOND: f64 = 512.0;
/// How far dots are from each other, in units of the canvas.
const DOTS: f64 = 24.0;

/// The drawing is larger than the screen and lies behind it: moving the screen moves the sheet,
/// which costs nothing, and only every [`BEYOND`] pixels it is drawn anew.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Sheet {
    /// The sheet's corner, in pixels from the canvas's own.
    left: f64,
    top: f64,
}

impl Sheet {
    pub(super) fn of(viewport: &Viewport) -> Self {
        let corner = |at: f64| (at * viewport.zoom / BEYOND).floor() * BEYOND;
        Self {
            left: corner(viewport.origin.x),
            top: corner(viewport.origin.y),
        }
    }

    /// From units of the canvas to pixels of the sheet.
    pub(super) fn transform(self, zoom: f64) -> String {
        format!("translate({} {}) scale({zoom})", -self.left, -self.top)
    }

    /// How large it is, and where it lies: at whole pixels, between which letters would blur.
    pub(super) fn style(self, viewport: &Viewport) -> String {
        let (x, y) = (
            self.left - viewport.origin.x * viewport.zoom,
            self.top - viewport.origin.y * viewport.zoom,
        );
        format!(
            "width:{}px;height:{}px;transform:translate({x:.0}px,{y:.0}px)",
            viewport.width + BEYOND,
            viewport.height + BEYOND
        )
    }
}

/// How large the dots behind the drawing are, and where: they repeat, so they move a step at most.
pub(super) fn dots(viewport: &Viewport) -> String {
    let step = DOTS * viewport.zoom;
    if viewport.zoom < 0.3 {
        return "display:none".to_owned();
    }
    let shift = |at: f64| -(at * viewport.zoom).rem_euclid(step);
    format!(
        "background-size:{step:.3}px {step:.3}px;transform:translate({:.0}px,{:.0}px)",
        shift(viewport.origin.x),
        shift(viewport.origin.y)
    )
}

/// Dresses an element; an attribute `style` is forbidden by the page's policy.
#[hook]
pub(super) fn use_style(node: &NodeRef, style: String) {
    let node = node.clone();
    use_effect_with(style, move |style| {
        if let Some(element) = node.cast::<HtmlElement>() {
            element.style().set_css_text(style);
        }
    });
}
