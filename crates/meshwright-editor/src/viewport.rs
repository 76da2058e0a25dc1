//! What part of the canvas is on the screen.

use crate::geometry::{Point, Rect};

/// The smallest zoom.
pub const LEAST_ZOOM: f64 = 0.04;
/// The largest zoom.
pub const MOST_ZOOM: f64 = 3.0;
/// What is left free around a mesh that is made to fit, in pixels: at the sides.
const MARGIN: f64 = 36.0;
/// Above, where the tools are.
const ABOVE: f64 = 76.0;
/// Below, where the layers are.
const BELOW: f64 = 68.0;

/// What the map of all the mesh takes in the lower right corner, in pixels: its width.
const MAP_WIDTH: f64 = 204.0;
/// And its height, with the tools that may be below it.
const MAP_HEIGHT: f64 = 194.0;

/// What part of the canvas is on the screen. Not a part of the document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// The place of the canvas in the upper left corner.
    pub origin: Point,
    /// Pixels for a unit of the canvas.
    pub zoom: f64,
    /// How wide the screen is, in pixels.
    pub width: f64,
    /// How high the screen is, in pixels.
    pub height: f64,
}

impl Default for Viewport {
    fn default() -> Self {
        Self {
            origin: Point::new(-40.0, -40.0),
            zoom: 1.0,
            width: 1000.0,
            height: 700.0,
        }
    }
}

impl Viewport {
    /// The place of the canvas that is at `at` on the screen.
    pub fn canvas(&self, at: Point) -> Point {
        Point::new(
            self.origin.x + at.x / self.zoom,
            self.origin.y + at.y / self.zoom,
        )
    }

    /// The part of the canvas that is on the screen.
    pub fn shown(&self) -> Rect {
        Rect::new(self.origin, self.width / self.zoom, self.height / self.zoom)
    }

    /// Moved by pixels: what was on the screen goes the other way.
    #[must_use]
    pub fn panned(self, dx: f64, dy: f64) -> Self {
        Self {
            origin: self.origin.moved(dx / self.zoom, dy / self.zoom),
            ..self
        }
    }

    /// Zoomed by a factor; what is at `at` on the screen stays there.
    #[must_use]
    pub fn zoomed(self, factor: f64, at: Point) -> Self {
        let zoom = (self.zoom * factor).clamp(LEAST_ZOOM, MOST_ZOOM);
        let fixed = self.canvas(at);
        Self {
            origin: fixed.moved(-at.x / zoom, -at.y / zoom),
            zoom,
            ..self
        }
    }

    /// Showing all of `bounds`, never larger than life.
    #[must_use]
    pub fn fitted(self, bounds: Rect) -> Self {
        if bounds.width <= 0.0 || bounds.height <= 0.0 {
            return Self {
                origin: Point::new(-self.width / 2.0, -self.height / 2.0),
                zoom: 1.0,
                ..self
            };
        }
        let room = |side: f64, taken: f64| (side - taken).max(side * 0.5);
        let zoom = (room(self.width, 2.0 * MARGIN) / bounds.width)
            .min(room(self.height, ABOVE + BELOW) / bounds.height)
            .clamp(LEAST_ZOOM, 1.15);
        let middle = bounds.center().moved(0.0, (BELOW - ABOVE) / 2.0 / zoom);
        self.centered(middle, zoom)
    }

    /// Showing `bounds`, beside the tools and the map: moved as little as that takes.
    #[must_use]
    pub fn revealing(self, bounds: Rect) -> Self {
        // What lies from `start` to `end` on the screen, moved to where there is room.
        let over = |start: f64, end: f64, side: f64, before: f64, behind: f64| {
            if start < before {
                start - before
            } else if end > side - behind {
                (end - side + behind).min(start - before)
            } else {
                0.0
            }
        };
        let at = self.screen(bounds);
        let dx = over(at.x, at.right(), self.width, MARGIN, MARGIN);
        let dy = over(at.y, at.bottom(), self.height, ABOVE, BELOW);
        let moved = self.panned(dx, dy);
        moved.panned_off_the_map(moved.screen(bounds))
    }

    /// Moved so that what is `at` on the screen is not under the map, where there is room.
    fn panned_off_the_map(self, at: Rect) -> Self {
        let (dx, dy) = (
            at.right() - (self.width - MAP_WIDTH),
            at.bottom() - (self.height - MAP_HEIGHT),
        );
        if dx <= 0.0 || dy <= 0.0 {
            return self;
        }
        let (fits_left, fits_above) = (at.x - dx >= MARGIN, at.y - dy >= ABOVE);
        if fits_left && (dx <= dy || !fits_above) {
            self.panned(dx, 0.0)
        } else if fits_above {
            self.panned(0.0, dy)
        } else {
            self
        }
    }

    /// Where `bounds` is on the screen.
    fn screen(&self, bounds: Rect) -> Rect {
        let origin = Point::new(
            (bounds.x - self.origin.x) * self.zoom,
            (bounds.y - self.origin.y) * self.zoom,
        );
        Rect::new(origin, bounds.width * self.zoom, bounds.height * self.zoom)
    }

    fn centered(self, at: Point, zoom: f64) -> Self {
        Self {
            origin: at.moved(-self.width / zoom / 2.0, -self.height / zoom / 2.0),
            zoom,
            ..self
        }
    }

    /// With `at` in the middle of the screen.
    #[must_use]
    pub fn looking_at(self, at: Point) -> Self {
        self.centered(at, self.zoom)
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_ZOOM, Viewport};
    use crate::geometry::{Point, Rect};

    #[test]
    fn what_is_under_the_pointer_stays_there_when_zooming() {
        let at = Point::new(300.0, 200.0);
        let before = Viewport::default();
        let after = before.zoomed(1.7, at);
        let (one, other) = (before.canvas(at), after.canvas(at));
        assert!((one.x - other.x).abs() < 1e-9 && (one.y - other.y).abs() < 1e-9);
        assert!((before.zoomed(1e9, at).zoom - MOST_ZOOM).abs() < f64::EPSILON);
    }

    #[test]
    fn what_is_fitted_is_shown_whole() {
        let bounds = Rect::new(Point::new(-500.0, 900.0), 9000.0, 200.0);
        let shown = Viewport::default().fitted(bounds).shown();
        assert!(shown.contains(bounds.origin()));
        assert!(shown.contains(Point::new(bounds.right(), bounds.bottom())));
    }

    #[test]
    fn what_is_revealed_is_not_under_the_tools_or_the_map() {
        let card = |x: f64, y: f64| Rect::new(Point::new(x, y), 224.0, 96.0);
        let viewport = Viewport::default();
        let Viewport { width, height, .. } = viewport;
        for (x, y) in [
            (700.0, 560.0),
            (9000.0, 9000.0),
            (-900.0, -900.0),
            (0.0, -30.0),
        ] {
            let at = viewport.revealing(card(x, y)).screen(card(x, y));
            assert!(at.x >= 0.0 && at.right() <= width, "{at:?}");
            assert!(at.y >= 70.0 && at.bottom() <= height - 60.0, "{at:?}");
            let is_beside = at.right() <= width - 190.0 || at.bottom() <= height - 186.0;
            assert!(is_beside, "{at:?} is under the map");
        }
        // On a small screen there is no room beside the map, but the card is shown.
        let small = Viewport {
            width: 300.0,
            height: 260.0,
            ..viewport
        };
        let at = small.revealing(card(4000.0, 0.0)).screen(card(4000.0, 0.0));
        assert!(at.x >= 0.0 && at.right() <= 300.0 && at.y >= 70.0, "{at:?}");
    }

    #[test]
    fn what_is_shown_already_does_not_move_the_screen() {
        let viewport = Viewport::default();
        let inside = Rect::new(Point::new(200.0, 200.0), 50.0, 50.0);
        assert_eq!(viewport.revealing(inside), viewport);
        let outside = Rect::new(Point::new(5000.0, 200.0), 50.0, 50.0);
        assert!(
            viewport
                .revealing(outside)
                .shown()
                .contains(outside.center())
        );
    }
}
