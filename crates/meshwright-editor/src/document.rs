//! The text of a topology with everything that is read of it at once.

use std::rc::Rc;

use meshwright_core::diag::ModelPath;
use meshwright_core::model::{self, read};

use crate::layout::{Layout, layout};
use crate::sketch::Sketch;

/// The document that is edited. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Document {
    /// The topology as written.
    pub text: Rc<str>,
    /// What was read of the text: values and places.
    pub model: Rc<model::Document>,
    /// What is drawn; of the last text that could be read, where this one cannot.
    pub sketch: Rc<Sketch>,
    /// Where everything is drawn.
    pub layout: Rc<Layout>,
    /// Whether the sketch is that of an earlier text, because this one is no topology.
    pub is_stale: bool,
}

impl Document {
    /// Reads `text`.
    pub fn new(text: &str) -> Self {
        let empty = Self {
            text: Rc::from(""),
            model: Rc::new(read("")),
            sketch: Rc::new(Sketch::default()),
            layout: Rc::new(Layout::default()),
            is_stale: false,
        };
        empty.with_text(text)
    }

    /// The document with another text, of which nothing may be readable for a moment.
    #[must_use]
    pub fn with_text(&self, text: &str) -> Self {
        let model = read(text);
        let sketch = Sketch::of(&model);
        let is_stale = sketch.is_none();
        let (sketch, layout) = match sketch {
            Some(sketch) if sketch == *self.sketch => (self.sketch.clone(), self.layout.clone()),
            Some(sketch) => {
                let layout = layout(&sketch);
                (Rc::new(sketch), Rc::new(layout))
            }
            None => (self.sketch.clone(), self.layout.clone()),
        };
        Self {
            text: Rc::from(text),
            model: Rc::new(model),
            sketch,
            layout,
            is_stale,
        }
    }

    /// The place of `path` in the text, or of the nearest part around it: byte offsets.
    pub fn place(&self, path: &ModelPath) -> Option<(usize, usize)> {
        let mut path = path.clone();
        loop {
            let span = self.model.source.value(&path);
            if let Some(span) = span {
                return Some((span.start.offset, span.end.offset));
            }
            if path.segments().is_empty() {
                return None;
            }
            path = path.parent();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Document;
    use meshwright_core::diag::ModelPath;

    const TEXT: &str = "clusters:\n  - name: east\n    network: n1\n";

    #[test]
    fn a_text_that_is_no_topology_leaves_the_picture_as_it_was() {
        let document = Document::new(TEXT);
        assert_eq!(document.sketch.clusters.len(), 1);
        let broken = document.with_text("clusters: [");
        assert!(broken.is_stale || broken.sketch.clusters.is_empty());
        let list = document.with_text("- a\n");
        assert!(list.is_stale);
        assert_eq!(list.sketch.clusters.len(), 1);
    }

    #[test]
    fn the_place_of_what_is_not_there_is_that_of_what_it_is_missing_from() {
        let document = Document::new(TEXT);
        let (start, _) = document
            .place(&ModelPath::parse("clusters/east/role"))
            .expect("east is there");
        assert_eq!(&TEXT[start..start + 4], "name");
    }
}
