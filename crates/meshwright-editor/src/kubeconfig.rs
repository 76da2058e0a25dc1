//! Clusters from a kubeconfig. Of it, contexts and servers are read; users, with their keys and
//! tokens, are not looked at.

use meshwright_core::diag::Value;
use meshwright_core::model::{ApiServerUrl, read};
use serde_json::{Map, json};

/// The topology's elements for the contexts of a kubeconfig; `None` for another text.
pub fn clusters(text: &str) -> Option<Vec<Value>> {
    let root = read(text).root?;
    let is_config = root.get("kind").and_then(Value::as_str) == Some("Config");
    let contexts = root.get("contexts").and_then(Value::as_array)?;
    if !is_config && root.get("current-context").is_none() {
        return None;
    }
    let servers = root.get("clusters").and_then(Value::as_array);
    let server = |name: &str| {
        let mut all = servers.into_iter().flatten();
        let entry = all.find(|it| it.get("name").and_then(Value::as_str) == Some(name))?;
        entry.pointer("/cluster/server").and_then(Value::as_str)
    };
    let mut names: Vec<String> = Vec::new();
    let mut elements = Vec::new();
    for context in contexts {
        let Some(own) = context.get("name").and_then(Value::as_str) else {
            continue;
        };
        let name = label(own, &names);
        let mut fields = Map::new();
        fields.insert("name".to_owned(), json!(name));
        if name != own {
            fields.insert("context".to_owned(), json!(own));
        }
        fields.insert("network".to_owned(), json!("network1"));
        let cluster = context.pointer("/context/cluster").and_then(Value::as_str);
        let url = cluster
            .and_then(server)
            .and_then(|it| ApiServerUrl::parse(it).ok());
        // What is reached on this machine only is no address for other clusters.
        if let Some(url) = url.filter(|url| !url.is_loopback()) {
            fields.insert("apiServer".to_owned(), json!({"url": url.as_str()}));
        }
        names.push(name);
        elements.push(Value::Object(fields));
    }
    (!elements.is_empty()).then_some(elements)
}

/// A DNS-1123 label like `name` that is not among `taken`.
fn label(name: &str, taken: &[String]) -> String {
    let mut label = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            label.push(c);
        } else if !label.is_empty() && !label.ends_with('-') {
            label.push('-');
        }
    }
    label.truncate(56);
    let label = label.trim_end_matches('-');
    let stem = if label.is_empty() { "cluster" } else { label };
    let mut number: usize = 1;
    let mut own = stem.to_owned();
    while taken.contains(&own) {
        number += 1;
        own = format!("{stem}-{number}");
    }
    own
}

#[cfg(test)]
mod tests {
    use super::clusters;

    const KUBECONFIG: &str = "\
apiVersion: v1
kind: Config
clusters:
  - {name: prod, cluster: {server: 'https://192.0.2.7:6443', certificate-authority-data: QUJD}}
  - {name: kind, cluster: {server: 'https://127.0.0.1:40001'}}
contexts:
  - {name: admin@prod, context: {cluster: prod, user: admin}}
  - {name: Admin_prod, context: {cluster: prod, user: admin}}
  - {name: kind-east, context: {cluster: kind, user: kind}}
users:
  - {name: admin, user: {token: very-secret}}
";

    #[test]
    fn contexts_become_clusters_and_secrets_stay_where_they_are() {
        let elements = clusters(KUBECONFIG).expect("a kubeconfig");
        let text = serde_json::to_string(&elements).expect("it is JSON");
        assert_eq!(elements.len(), 3);
        assert_eq!(elements[0]["name"], "admin-prod");
        assert_eq!(elements[0]["context"], "admin@prod");
        assert_eq!(elements[0]["apiServer"]["url"], "https://192.0.2.7:6443");
        assert_eq!(elements[1]["name"], "admin-prod-2");
        assert!(elements[2].get("apiServer").is_none() && elements[2].get("context").is_none());
        assert!(!text.contains("secret") && !text.contains("QUJD"), "{text}");
    }

    #[test]
    fn a_topology_is_no_kubeconfig() {
        assert_eq!(clusters("clusters: [{name: a}]\n"), None);
        assert_eq!(clusters("contexts: []\nkind: Config\n"), None);
    }
}
