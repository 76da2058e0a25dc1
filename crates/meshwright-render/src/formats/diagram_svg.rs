//! `diagram.svg`: the mesh as a picture. Networks are regions, clusters are cards in them.
//!
//! The layout is linear in the number of clusters: regions side by side, wrapped into rows; one
//! line under each row carries what crosses networks.

use std::cmp::Ordering;
use std::fmt::Write;

use meshwright_diag::{Words, text};
use meshwright_graph::MeshGraph;
use meshwright_model::{Address, ClusterIndex, Mesh, NetworkIndex, Role};

use super::Format;
use super::diagram_mmd::{east_west_key, role_key};
use super::runbook_html::escape;
use crate::workloads;

/// The mesh as a picture.
pub static DIAGRAM_SVG: Format = Format {
    name: "diagram-svg",
    render: |input, artifacts| {
        let mut svg = diagram(input.mesh, input.graph, input.words);
        svg.push('\n');
        artifacts.add("diagram.svg", svg);
    },
};

const CARD_WIDTH: usize = 232;
const CARD_HEIGHT: usize = 84;
const GAP: usize = 20;
const TITLE: usize = 34;
const RAIL: usize = 56;
const PAGE: usize = 1200;
/// Up to this many clusters, a line leads from each remote to its primary; the card says it too.
const LINES: usize = 12;

/// Where a network's region is, and how its cards stand.
struct Region {
    network: NetworkIndex,
    x: usize,
    y: usize,
    width: usize,
    height: usize,
    columns: usize,
    /// The height of the line under its row.
    rail: usize,
}

/// The picture.
pub fn diagram(mesh: &Mesh, graph: &MeshGraph, words: &Words) -> String {
    let (regions, width, height) = layout(mesh);
    let mut svg = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" \
         font-family=\"system-ui, sans-serif\" font-size=\"13\"><title>{}</title>\
         <defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" \
         markerHeight=\"7\" orient=\"auto-start-reverse\"><path d=\"M0 0 8 4 0 8z\" \
         fill=\"#6b4fbb\"/></marker></defs>\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>",
        escape(&words.say(&text!("runbook-title", mesh = mesh.name.as_str())))
    );
    let crosses = mesh.is_multi_network();
    let mut places = vec![(0, 0); mesh.clusters.len()];
    for region in &regions {
        draw_region(&mut svg, mesh, region);
        for (place, &index) in mesh[region.network].clusters.iter().enumerate() {
            let x = region.x + GAP + (place % region.columns) * (CARD_WIDTH + GAP);
            let y = region.y + TITLE + (place / region.columns) * (CARD_HEIGHT + GAP);
            if let Some(slot) = places.get_mut(index.0) {
                *slot = (x, y);
            }
            draw_card(&mut svg, mesh, words, index, x, y);
        }
        if crosses {
            draw_rail(&mut svg, mesh, graph, words, region, width);
        }
    }
    if mesh.clusters.len() <= LINES {
        draw_remotes(&mut svg, mesh, &places);
    }
    svg.push_str("</svg>");
    svg
}

fn layout(mesh: &Mesh) -> (Vec<Region>, usize, usize) {
    let mut regions: Vec<Region> = Vec::new();
    let (mut x, mut y, mut row_height, mut width) = (GAP, GAP, 0, 0);
    let mut row_start = 0;
    for (network, members) in mesh.networks() {
        let n_cards = members.clusters.len();
        if n_cards == 0 {
            continue;
        }
        let columns = match n_cards {
            1..=3 => 1,
            4..=8 => 2,
            _ => 4,
        };
        let region_width = columns * (CARD_WIDTH + GAP) + GAP;
        let height = TITLE + n_cards.div_ceil(columns) * (CARD_HEIGHT + GAP);
        if x > GAP && x + region_width > PAGE {
            end_row(&mut regions[row_start..], y + row_height);
            row_start = regions.len();
            x = GAP;
            y += row_height + RAIL;
            row_height = 0;
        }
        regions.push(Region {
            network,
            x,
            y,
            width: region_width,
            height,
            columns,
            rail: 0,
        });
        x += region_width + GAP;
        width = width.max(x);
        row_height = row_height.max(height);
    }
    end_row(&mut regions[row_start..], y + row_height);
    (regions, width.max(320), y + row_height + RAIL)
}

fn end_row(row: &mut [Region], bottom: usize) {
    for region in row {
        region.rail = bottom + 24;
    }
}

fn draw_region(svg: &mut String, mesh: &Mesh, region: &Region) {
    let Region {
        x,
        y,
        width,
        height,
        ..
    } = region;
    let _ = write!(
        svg,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"14\" \
         fill=\"#f3f6fb\" stroke=\"#b8c4d6\"/><text x=\"{}\" y=\"{}\" font-weight=\"600\" \
         fill=\"#33415c\">{}</text>",
        x + GAP,
        y + 22,
        escape(mesh[region.network].name.as_str())
    );
}

fn draw_card(
    svg: &mut String,
    mesh: &Mesh,
    words: &Words,
    index: ClusterIndex,
    x: usize,
    y: usize,
) {
    let cluster = &mesh[index];
    let (fill, edge) = match cluster.role {
        Role::Primary => ("#e3edff", "#2f5fd0"),
        Role::Remote { .. } => ("#f1ebff", "#6b4fbb"),
        Role::External => ("#e7f6ee", "#2c8a57"),
    };
    let role = match mesh.control_plane_of(index) {
        Some(of) if mesh.config_cluster_of(of) == Some(index) => words.say(&text!(
            "diagram-config-cluster-of",
            primary = &mesh[of].name
        )),
        Some(of) if of != index => words.say(&text!("diagram-remote-of", primary = &mesh[of].name)),
        _ => words.say(&text!(role_key(cluster.role))),
    };
    let version = cluster.istio.version.as_str();
    let _ = write!(
        svg,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{CARD_WIDTH}\" height=\"{CARD_HEIGHT}\" rx=\"10\" \
         fill=\"{fill}\" stroke=\"{edge}\"/><text x=\"{tx}\" y=\"{}\" font-weight=\"600\" \
         fill=\"#14213d\">{}</text><text x=\"{tx}\" y=\"{}\" fill=\"#33415c\">{} · Istio {}</text>",
        y + 24,
        escape(&shorten(cluster.name.as_str(), 26)),
        y + 44,
        escape(&shorten(&role, 24)),
        escape(version),
        tx = x + 14,
    );
    if let Some(gateway) = &cluster.gateway {
        let address = gateway.addresses.first().map(Address::to_string);
        let address = address
            .map(|address| format!(" {address}"))
            .unwrap_or_default();
        let label = format!(
            "⇄ {}{address}:{}",
            words.say(&text!("diagram-gateway")),
            cluster.gateway_port().unwrap_or(gateway.port)
        );
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{}\" font-size=\"12\" fill=\"#2c6e49\">{}</text>",
            x + 14,
            y + 66,
            escape(&shorten(&label, 34))
        );
    }
}

/// The line under a row that carries what crosses networks, and how a region is joined to it.
fn draw_rail(
    svg: &mut String,
    mesh: &Mesh,
    graph: &MeshGraph,
    words: &Words,
    region: &Region,
    width: usize,
) {
    let Region { x, rail, .. } = region;
    let bottom = region.y + region.height;
    let middle = x + region.width / 2;
    let joined = !graph.gateways_of(region.network).is_empty();
    let (stroke, dash) = if joined {
        ("#2c6e49", "")
    } else {
        ("#c0392b", " stroke-dasharray=\"3 4\"")
    };
    let _ = write!(
        svg,
        "<path d=\"M{GAP} {rail}H{}\" stroke=\"#2c6e49\" stroke-width=\"3\"/>",
        width - GAP
    );
    // Nobody sends requests to or from a network of external clusters alone.
    let crosses = workloads::of_network(mesh, &mesh[region.network])
        .next()
        .is_some();
    if crosses {
        let _ = write!(
            svg,
            "<path d=\"M{middle} {bottom}V{rail}\" stroke=\"{stroke}\" stroke-width=\"2\"{dash}/>"
        );
    }
    let mut label = |x: usize, y: usize, colour: &str, key: &'static str| {
        let said = escape(&words.say(&text!(key)));
        let _ = write!(
            svg,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"11\" fill=\"{colour}\">{said}</text>"
        );
    };
    if *x == GAP {
        label(GAP, rail + 16, "#2c6e49", east_west_key(mesh));
    }
    if crosses && !joined {
        label(middle + 6, bottom + 16, stroke, "diagram-no-gateway");
    }
}

fn draw_remotes(svg: &mut String, mesh: &Mesh, places: &[(usize, usize)]) {
    for (index, cluster) in mesh.clusters() {
        let Role::Remote {
            control_plane: Some(primary),
            ..
        } = cluster.role
        else {
            continue;
        };
        let (Some(&(x, y)), Some(&(px, py))) = (places.get(index.0), places.get(primary.0)) else {
            continue;
        };
        let (from_x, to_x) = match x.cmp(&px) {
            Ordering::Equal => (x + CARD_WIDTH, px + CARD_WIDTH),
            Ordering::Greater => (x, px + CARD_WIDTH),
            Ordering::Less => (x + CARD_WIDTH, px),
        };
        let bend = if x == px {
            from_x + 16
        } else {
            usize::midpoint(from_x, to_x)
        };
        let (from_y, to_y) = (y + CARD_HEIGHT / 2, py + CARD_HEIGHT / 2);
        let _ = write!(
            svg,
            "<path d=\"M{from_x} {from_y}C{bend} {from_y} {bend} {to_y} {to_x} {to_y}\" \
             fill=\"none\" stroke=\"#6b4fbb\" stroke-width=\"1.6\" stroke-dasharray=\"6 4\" \
             marker-end=\"url(#tip)\"/>"
        );
    }
}

fn shorten(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    text.chars()
        .take(limit.saturating_sub(1))
        .chain(['…'])
        .collect()
}
