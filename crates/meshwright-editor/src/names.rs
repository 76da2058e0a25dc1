//! Names for things that have none.

use crate::sketch::Sketch;

/// A name that no cluster and no network has: `stem` and the first free number.
pub fn free(sketch: &Sketch, stem: &str, taken: &[String]) -> String {
    let is_taken = |name: &str| {
        sketch.cluster(name).is_some()
            || sketch.network(name).is_some()
            || taken.iter().any(|other| other == name)
    };
    let mut number: usize = 1;
    loop {
        let name = format!("{stem}{number}");
        if !is_taken(&name) {
            return name;
        }
        number += 1;
    }
}

/// A name for a copy of `name`: its stem and the first free number.
pub fn free_like(sketch: &Sketch, name: &str, taken: &[String]) -> String {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let stem = if stem.is_empty() { "cluster" } else { stem };
    let dash = if stem.len() == name.len() && !stem.ends_with('-') {
        "-"
    } else {
        ""
    };
    free(sketch, &format!("{stem}{dash}"), taken)
}

/// Whether a cluster or network may be called so: a DNS-1123 label that is not taken.
///
/// # Errors
///
/// Says what is wrong with the name.
pub fn may_be(sketch: &Sketch, name: &str) -> Result<(), NameProblem> {
    let is_label = !name.is_empty()
        && name.len() <= 63
        && !name.starts_with('-')
        && !name.ends_with('-')
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !is_label {
        return Err(NameProblem::NoLabel);
    }
    if sketch.cluster(name).is_some() || sketch.network(name).is_some() {
        return Err(NameProblem::Taken);
    }
    Ok(())
}

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// It is no DNS-1123 label.
    NoLabel,
    /// Something else has it.
    Taken,
}

#[cfg(test)]
mod tests {
    use super::{NameProblem, free, free_like, may_be};
    use crate::document::Document;

    #[test]
    fn the_first_free_number_is_taken() {
        let document = Document::new("clusters: [{name: cluster1, network: n}, {name: east}]\n");
        let sketch = &document.sketch;
        assert_eq!(free(sketch, "cluster", &[]), "cluster2");
        assert_eq!(
            free(sketch, "cluster", &["cluster2".to_owned()]),
            "cluster3"
        );
        assert_eq!(free_like(sketch, "cluster1", &[]), "cluster2");
        assert_eq!(free_like(sketch, "east", &[]), "east-1");
        assert_eq!(may_be(sketch, "east"), Err(NameProblem::Taken));
        assert_eq!(may_be(sketch, "East"), Err(NameProblem::NoLabel));
        assert_eq!(may_be(sketch, "west"), Ok(()));
    }
}
