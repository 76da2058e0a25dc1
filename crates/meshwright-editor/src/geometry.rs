//! Points and rectangles of the canvas, in canvas units: a unit is a pixel at zoom 1.

/// A place on the canvas.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// A rectangle on the canvas.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub x: f64,
    /// The upper edge.
    pub y: f64,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

impl Point {
    /// The place at `x`, `y`.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The place moved by `dx`, `dy`.
    #[must_use]
    pub fn moved(self, dx: f64, dy: f64) -> Self {
        Self::new(self.x + dx, self.y + dy)
    }
}

impl Rect {
    /// The rectangle with its upper left corner at `at`.
    pub const fn new(at: Point, width: f64, height: f64) -> Self {
        Self {
            x: at.x,
            y: at.y,
            width,
            height,
        }
    }

    /// The smallest rectangle that holds both places.
    pub fn between(one: Point, other: Point) -> Self {
        Self {
            x: one.x.min(other.x),
            y: one.y.min(other.y),
            width: (one.x - other.x).abs(),
            height: (one.y - other.y).abs(),
        }
    }

    /// The upper left corner.
    pub const fn origin(&self) -> Point {
        Point::new(self.x, self.y)
    }

    /// The middle.
    pub fn center(&self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// The right edge.
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// The lower edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// Whether `point` is in it.
    pub fn contains(&self, point: Point) -> bool {
        point.x >= self.x
            && point.x <= self.right()
            && point.y >= self.y
            && point.y <= self.bottom()
    }

    /// Whether both have a place in common.
    pub fn touches(&self, other: &Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn around(&self, other: &Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self {
            x,
            y,
            width: self.right().max(other.right()) - x,
            height: self.bottom().max(other.bottom()) - y,
        }
    }

    /// The rectangle with `by` more on each side.
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        Self {
            x: self.x - by,
            y: self.y - by,
            width: self.width + 2.0 * by,
            height: self.height + 2.0 * by,
        }
    }

    /// The rectangle moved by `dx`, `dy`.
    #[must_use]
    pub fn moved(&self, dx: f64, dy: f64) -> Self {
        Self::new(self.origin().moved(dx, dy), self.width, self.height)
    }

    /// Where the line from the middle to `target` leaves the rectangle.
    pub fn edge_towards(&self, target: Point) -> Point {
        let center = self.center();
        let (dx, dy) = (target.x - center.x, target.y - center.y);
        let share = |half: f64, by: f64| {
            if by.abs() < f64::EPSILON {
                f64::INFINITY
            } else {
                half / by.abs()
            }
        };
        let share = share(self.width / 2.0, dx).min(share(self.height / 2.0, dy));
        if share.is_finite() && share < 1.0 {
            center.moved(dx * share, dy * share)
        } else {
            center
        }
    }
}

/// A count as a length.
pub(crate) fn length(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::{Point, Rect};

    #[test]
    fn a_line_leaves_a_rectangle_at_its_edge() {
        let rect = Rect::new(Point::new(0.0, 0.0), 10.0, 10.0);
        assert_eq!(
            rect.edge_towards(Point::new(50.0, 5.0)),
            Point::new(10.0, 5.0)
        );
        assert_eq!(
            rect.edge_towards(Point::new(5.0, -50.0)),
            Point::new(5.0, 0.0)
        );
        assert_eq!(
            rect.edge_towards(Point::new(5.0, 5.0)),
            Point::new(5.0, 5.0)
        );
    }

    #[test]
    fn neighbours_do_not_touch() {
        let rect = Rect::new(Point::new(0.0, 0.0), 10.0, 10.0);
        assert!(!rect.touches(&rect.moved(10.0, 0.0)));
        assert!(rect.touches(&rect.moved(9.0, 9.0)));
    }
}
