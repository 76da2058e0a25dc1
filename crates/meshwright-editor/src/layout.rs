//! Where networks and clusters stand on the canvas.
//!
//! Deterministic and linear. What the user placed stays where it is; a network without a place
//! stands on a shelf below everything that was placed, its clusters in a grid in the order of
//! the document. A network grows around what is in it.

use crate::geometry::{Point, Rect, length};
use crate::sketch::Sketch;

/// How wide the card of a cluster is.
pub const CARD_WIDTH: f64 = 224.0;
/// How high the card of a cluster is.
pub const CARD_HEIGHT: f64 = 96.0;
/// What lies between two cards.
pub const GAP: f64 = 28.0;
/// What lies between a region's edge and its cards.
pub const PADDING: f64 = 26.0;
/// What a region has above its cards, for its name.
pub const TITLE: f64 = 54.0;
/// What lies between two regions.
pub const STREET: f64 = 110.0;

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The region of each network, in the order of [`Sketch::networks`].
    pub regions: Vec<Rect>,
    /// The card of each cluster, in the order of [`Sketch::clusters`].
    pub cards: Vec<Rect>,
    /// What is around all of it.
    pub bounds: Rect,
}

/// A region before it has a place.
struct Box {
    columns: usize,
    width: f64,
    height: f64,
}

impl Box {
    /// Where the card in a slot of the grid is, seen from the region's corner.
    fn slot(&self, slot: usize) -> Point {
        Point::new(
            PADDING + length(slot % self.columns) * (CARD_WIDTH + GAP),
            TITLE + length(slot / self.columns) * (CARD_HEIGHT + GAP),
        )
    }
}

/// Lays out `sketch`.
pub fn layout(sketch: &Sketch) -> Layout {
    let boxes: Vec<Box> = sketch
        .networks
        .iter()
        .map(|network| dimensions(network.clusters.len()))
        .collect();
    let mut regions: Vec<Option<Rect>> = vec![None; boxes.len()];
    let mut cards = vec![Rect::default(); sketch.clusters.len()];
    let mut bottom: Option<f64> = None;
    for (place, network) in sketch.networks.iter().enumerate() {
        let own_box = &boxes[place];
        let placed = |(slot, &cluster): (usize, &usize)| {
            let name = &sketch.clusters.get(cluster)?.name;
            Some((slot, cluster, *sketch.positions.get(name)?))
        };
        let members: Vec<(usize, usize, Point)> = network
            .clusters
            .iter()
            .enumerate()
            .filter_map(placed)
            .collect();
        let own = sketch.positions.get(&network.name).copied();
        // A cluster that is called like a network has the name's place.
        let own = own.filter(|_| sketch.cluster(&network.name).is_none());
        // Without a place of its own, a region stands so that its first placed cluster is in its
        // slot of the grid, where no other cluster gets.
        let first = members.first().map(|(slot, _, at)| {
            let offset = own_box.slot(*slot);
            at.moved(-offset.x, -offset.y)
        });
        let Some(origin) = own.or(first) else {
            continue;
        };
        let mut region = fill(
            origin,
            own_box,
            &network.clusters,
            &mut cards,
            members.len(),
        );
        for (_, cluster, at) in members {
            let card = Rect::new(at, CARD_WIDTH, CARD_HEIGHT);
            if let Some(slot) = cards.get_mut(cluster) {
                *slot = card;
            }
            let around = Rect {
                x: at.x - PADDING,
                y: at.y - TITLE,
                width: CARD_WIDTH + 2.0 * PADDING,
                height: CARD_HEIGHT + TITLE + PADDING,
            };
            region = region.around(&around);
        }
        bottom = Some(bottom.map_or(region.bottom(), |it: f64| it.max(region.bottom())));
        regions[place] = Some(region);
    }
    shelve(sketch, &boxes, &mut regions, &mut cards, bottom);
    let regions: Vec<Rect> = regions.into_iter().map(Option::unwrap_or_default).collect();
    let bounds = regions
        .iter()
        .copied()
        .reduce(|all, region| all.around(&region))
        .unwrap_or_default();
    Layout {
        regions,
        cards,
        bounds,
    }
}

/// How large a region with that many clusters is.
fn dimensions(n_clusters: usize) -> Box {
    let mut columns = 1;
    while columns * columns < n_clusters {
        columns += 1;
    }
    let rows = n_clusters.div_ceil(columns).max(1);
    let side = |n: usize, card: f64| length(n) * (card + GAP) - GAP;
    Box {
        columns,
        width: side(columns, CARD_WIDTH) + 2.0 * PADDING,
        height: side(rows, CARD_HEIGHT) + TITLE + PADDING,
    }
}

/// Puts the clusters of a region at `origin` into its grid; gives the region. A cluster that the
/// user placed leaves its slot empty, and a region of such ones alone needs no grid.
fn fill(origin: Point, own: &Box, clusters: &[usize], cards: &mut [Rect], n_placed: usize) -> Rect {
    for (slot, &cluster) in clusters.iter().enumerate() {
        let offset = own.slot(slot);
        let at = origin.moved(offset.x, offset.y);
        if let Some(card) = cards.get_mut(cluster) {
            *card = Rect::new(at, CARD_WIDTH, CARD_HEIGHT);
        }
    }
    if n_placed > 0 && n_placed == clusters.len() {
        let least = dimensions(1);
        return Rect::new(origin, least.width, least.height);
    }
    Rect::new(origin, own.width, own.height)
}

/// Puts the regions that nobody placed on shelves below the others.
fn shelve(
    sketch: &Sketch,
    boxes: &[Box],
    regions: &mut [Option<Rect>],
    cards: &mut [Rect],
    bottom: Option<f64>,
) {
    let open: Vec<usize> = (0..boxes.len())
        .filter(|&it| regions[it].is_none())
        .collect();
    let area: f64 = open
        .iter()
        .map(|&it| (boxes[it].width + STREET) * (boxes[it].height + STREET))
        .sum();
    // Wider than high, as screens are.
    let page = (area * 2.4).sqrt();
    let left = regions
        .iter()
        .flatten()
        .map(|region| region.x)
        .reduce(f64::min)
        .unwrap_or(0.0);
    let (mut x, mut y, mut height) = (left, bottom.map_or(0.0, |it| it + STREET), 0.0_f64);
    for place in open {
        let own = &boxes[place];
        if x > left && x + own.width > left + page {
            x = left;
            y += height + STREET;
            height = 0.0;
        }
        let origin = Point::new(x, y);
        let clusters = &sketch.networks[place].clusters;
        regions[place] = Some(fill(origin, own, clusters, cards, 0));
        x += own.width + STREET;
        height = height.max(own.height);
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::{Layout, layout};
    use crate::document::Document;

    fn laid_out(text: &str) -> Layout {
        (*Document::new(text).layout).clone()
    }

    fn mesh(n_clusters: usize, n_networks: usize) -> String {
        let mut text = "clusters:\n".to_owned();
        for index in 0..n_clusters {
            let network = index % n_networks;
            writeln!(text, "  - {{name: c{index}, network: n{network}}}").expect("it is a String");
        }
        text
    }

    #[test]
    fn nothing_overlaps() {
        for (clusters, networks) in [(1, 1), (2, 2), (7, 3), (50, 5), (200, 20)] {
            let layout = laid_out(&mesh(clusters, networks));
            for (place, region) in layout.regions.iter().enumerate() {
                for other in &layout.regions[place + 1..] {
                    assert!(!region.touches(other), "{region:?} {other:?}");
                }
            }
            for (place, card) in layout.cards.iter().enumerate() {
                for other in &layout.cards[place + 1..] {
                    assert!(!card.touches(other), "{card:?} {other:?}");
                }
                let holders = layout.regions.iter().filter(|it| it.touches(card));
                assert_eq!(holders.count(), 1);
            }
        }
    }

    #[test]
    fn what_was_placed_stays_when_clusters_come() {
        let placed = "view: {positions: {c0: [500, 40], n1: [-200, 300]}}\n";
        let before = laid_out(&format!("{}{placed}", mesh(4, 3)));
        let after = laid_out(&format!("{}{placed}", mesh(9, 3)));
        assert_eq!(before.cards[0], after.cards[0]);
        assert_eq!(before.regions[1].origin(), after.regions[1].origin());
        assert!(before.regions[0].touches(&before.cards[0]));
    }

    #[test]
    fn the_same_sketch_has_the_same_layout() {
        let document = Document::new(&mesh(30, 4));
        assert_eq!(layout(&document.sketch), layout(&document.sketch));
    }

    #[test]
    fn an_empty_mesh_has_no_bounds() {
        assert_eq!(laid_out("kind: MeshTopology\n"), Layout::default());
    }
}
