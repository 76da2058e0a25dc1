//! Clusters as text, to copy and to paste: what is copied is a topology of its own.

use meshwright_core::diag::Value;
use meshwright_core::model::{read, yaml};
use serde_json::{Map, json};

use crate::change::{Refusal, with_elements};
use crate::document::Document;
use crate::kubeconfig;
use crate::names::free_like;

/// The clusters at `places` as a topology's text; `None` where there are none.
pub fn copy(document: &Document, places: &[usize]) -> Option<String> {
    let elements = values(document, places);
    if elements.is_empty() {
        return None;
    }
    let mut root = Map::new();
    root.insert("clusters".to_owned(), Value::Array(elements));
    Some(yaml::write(&Value::Object(root)))
}

/// The document's text with the clusters of `fragment` added, under names that are free; also
/// those names. `None` where the fragment has no clusters.
pub fn paste(
    document: &Document,
    fragment: &str,
) -> Option<Result<(String, Vec<String>), Refusal>> {
    if let Some(elements) = kubeconfig::clusters(fragment) {
        return Some(add(document, elements));
    }
    let root = read(fragment).root?;
    let elements = root.get("clusters")?.as_array()?;
    let named = |value: &&Value| value.get("name").and_then(Value::as_str).is_some();
    let elements: Vec<Value> = elements.iter().filter(named).cloned().collect();
    if elements.is_empty() {
        return None;
    }
    Some(add(document, elements))
}

/// The document's text with `count` copies of each of the clusters at `places`; also their names.
///
/// # Errors
///
/// The document cannot be read, or comments would be lost.
pub fn stamp(
    document: &Document,
    places: &[usize],
    count: usize,
) -> Result<(String, Vec<String>), Refusal> {
    let elements = values(document, places);
    let copies = (0..count).flat_map(|_| elements.iter().cloned()).collect();
    add(document, copies)
}

fn add(document: &Document, elements: Vec<Value>) -> Result<(String, Vec<String>), Refusal> {
    let mut names: Vec<(String, String)> = Vec::new();
    let mut renamed = Vec::new();
    for mut element in elements {
        let Some(Value::String(name)) = element.get("name").cloned() else {
            continue;
        };
        let taken: Vec<String> = names.iter().map(|(_, own)| own.clone()).collect();
        let is_free = document.sketch.cluster(&name).is_none() && !taken.contains(&name);
        let own = if is_free {
            name.clone()
        } else {
            free_like(&document.sketch, &name, &taken)
        };
        if let Some(fields) = element.as_object_mut() {
            fields.insert("name".to_owned(), json!(own));
            if own != name {
                // What belongs to one cluster alone is not copied with its name.
                for field in ["context", "apiServer", "podCidrs", "serviceCidrs"] {
                    fields.shift_remove(field);
                }
                if let Some(Value::Object(gateway)) = fields.get_mut("eastWestGateway") {
                    gateway.shift_remove("addresses");
                }
            }
        }
        names.push((name, own));
        renamed.push(element);
    }
    // Remotes that come together with their primary stay with it.
    for element in &mut renamed {
        let leader = element.get("controlPlane").and_then(Value::as_str);
        let own = names
            .iter()
            .rev()
            .find(|(name, _)| Some(name.as_str()) == leader);
        if let (Some((_, own)), Some(fields)) = (own, element.as_object_mut()) {
            fields.insert("controlPlane".to_owned(), json!(own));
        }
    }
    let text = with_elements(document, "clusters", &renamed)?;
    Ok((text, names.into_iter().map(|(_, own)| own).collect()))
}

fn values(document: &Document, places: &[usize]) -> Vec<Value> {
    let root = document.model.root.as_ref();
    let all = root
        .and_then(|root| root.get("clusters"))
        .and_then(Value::as_array);
    let names = places
        .iter()
        .filter_map(|&place| document.sketch.clusters.get(place));
    names
        .filter_map(|cluster| {
            let is_it = |value: &&Value| value.get("name") == Some(&json!(cluster.name));
            all?.iter().find(is_it).cloned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{copy, paste, stamp};
    use crate::document::Document;

    const TEXT: &str = "\
clusters:
  - name: east
    network: n1
    podCidrs: [10.1.0.0/16]
  - name: west
    network: n2
    role: remote
    controlPlane: east
";

    #[test]
    fn what_is_pasted_has_names_of_its_own_and_stays_together() {
        let document = Document::new(TEXT);
        let fragment = copy(&document, &[0, 1]).expect("two clusters");
        let pasted = paste(&document, &fragment).expect("it has clusters");
        let (text, names) = pasted.expect("it is a topology");
        assert_eq!(names, ["east-1", "west-1"]);
        let sketch = Document::new(&text).sketch;
        assert_eq!(sketch.clusters[3].control_plane, Some(2));
        assert_eq!(text.matches("podCidrs").count(), 1, "{text}");
    }

    #[test]
    fn a_stamp_makes_as_many_as_asked_for() {
        let (text, names) = stamp(&Document::new(TEXT), &[1], 12).expect("it is a topology");
        assert_eq!(names.len(), 12);
        assert_eq!(Document::new(&text).sketch.remotes_of(0).count(), 13);
    }

    #[test]
    fn a_kubeconfig_is_pasted_as_its_contexts() {
        let config =
            "kind: Config\ncontexts: [{name: east, context: {}}, {name: new, context: {}}]\n";
        let pasted = paste(&Document::new(TEXT), config).expect("it has contexts");
        assert_eq!(pasted.expect("a topology").1, ["east-1", "new"]);
    }

    #[test]
    fn what_has_no_clusters_is_not_pasted() {
        let document = Document::new(TEXT);
        assert!(paste(&document, "hello").is_none());
        assert!(paste(&document, "clusters: []").is_none());
        assert!(copy(&document, &[]).is_none());
    }
}
