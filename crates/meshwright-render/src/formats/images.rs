//! `images.txt`: what a registry of one's own has to hold.

use std::fmt::Write;

use meshwright_plan::images::images;

use super::Format;

/// The name of the file.
pub(crate) const IMAGES_TXT: &str = "images.txt";

/// What a registry of one's own has to hold, one image a line: where it is published, and where
/// this mesh looks for it.
pub static IMAGES: Format = Format {
    name: "images",
    render: |input, artifacts| {
        let mut lines = String::new();
        for image in images(input.mesh) {
            let _ = writeln!(lines, "{} {}", image.source, image.target);
        }
        if !lines.is_empty() {
            artifacts.add(IMAGES_TXT, lines);
        }
    },
};
