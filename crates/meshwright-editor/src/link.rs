//! Drawing from a remote to the primary that leads it.

use meshwright_core::diag::{Edit, Text, path, text};

use crate::change::set;
use crate::sketch::{RoleSketch, Sketch};

/// The edits that make the cluster at `from` a remote of the one at `to`.
///
/// # Errors
///
/// Says why that cannot be.
pub fn link(sketch: &Sketch, from: usize, to: usize) -> Result<Vec<Edit>, Text> {
    let (Some(remote), Some(primary)) = (sketch.clusters.get(from), sketch.clusters.get(to)) else {
        return Err(text!("editor-link-nowhere"));
    };
    let (name, target) = (&remote.name, &primary.name);
    if from == to {
        return Err(text!("editor-link-self", cluster = name));
    }
    if remote.control_plane == Some(to) {
        return Err(text!(
            "editor-link-already",
            cluster = name,
            target = target
        ));
    }
    if primary.role == RoleSketch::Remote {
        return Err(text!(
            "editor-link-to-remote",
            cluster = name,
            target = target
        ));
    }
    let led: Vec<String> = sketch
        .remotes_of(from)
        .filter_map(|place| Some(sketch.clusters.get(place)?.name.clone()))
        .collect();
    if !led.is_empty() {
        return Err(text!(
            "editor-link-from-leader",
            cluster = name,
            remotes = led
        ));
    }
    Ok(vec![
        set(path!("clusters", name, "role"), "remote"),
        set(path!("clusters", name, "controlPlane"), target.as_str()),
    ])
}

#[cfg(test)]
mod tests {
    use super::link;
    use crate::document::Document;

    const TEXT: &str = "\
clusters:
  - {name: a}
  - {name: b}
  - {name: r, role: remote, controlPlane: a}
";

    fn refusal(from: usize, to: usize) -> Option<String> {
        let refused = link(&Document::new(TEXT).sketch, from, to);
        refused.err().map(|text| text.key.into_owned())
    }

    #[test]
    fn a_cluster_becomes_a_remote_of_one_that_runs_istiod() {
        let edits = link(&Document::new(TEXT).sketch, 1, 0).expect("both are primaries");
        let text = crate::change::apply(&Document::new(TEXT), &edits).expect("a topology");
        let document = Document::new(&text);
        assert_eq!(document.sketch.clusters[1].control_plane, Some(0));
    }

    #[test]
    fn what_cannot_be_says_why() {
        assert_eq!(refusal(0, 0).as_deref(), Some("editor-link-self"));
        assert_eq!(refusal(2, 0).as_deref(), Some("editor-link-already"));
        assert_eq!(refusal(1, 2).as_deref(), Some("editor-link-to-remote"));
        assert_eq!(refusal(0, 1).as_deref(), Some("editor-link-from-leader"));
        assert_eq!(refusal(0, 9).as_deref(), Some("editor-link-nowhere"));
        assert_eq!(refusal(2, 1), None);
    }
}
