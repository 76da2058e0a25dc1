//! From a text that is no name to the name that was probably meant.

use crate::limits::LABEL_BYTES;
use crate::names::is_yaml_word;

/// A DNS-1123 label near `text`; a word of YAML gets `prefix` and `-` before it.
pub(super) fn label(text: &str, prefix: &str) -> Option<String> {
    let mut label = String::new();
    for c in text.chars() {
        let c = c.to_ascii_lowercase();
        let fits = c.is_ascii_lowercase() || c.is_ascii_digit();
        if fits {
            label.push(c);
        } else if !label.is_empty() && !label.ends_with('-') {
            label.push('-');
        }
        if label.len() == LABEL_BYTES.most {
            break;
        }
    }
    let label = label.trim_end_matches('-');
    if label.is_empty() {
        return None;
    }
    if is_yaml_word(label) {
        return Some(format!("{prefix}-{label}"));
    }
    Some(label.to_owned())
}

/// A DNS-1123 subdomain near `text`.
pub(super) fn subdomain(text: &str, prefix: &str) -> Option<String> {
    let labels: Vec<String> = text
        .split('.')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let lower = part.to_ascii_lowercase();
            if lower.bytes().all(|byte| byte.is_ascii_digit()) {
                Some(lower)
            } else {
                label(&lower, prefix)
            }
        })
        .collect::<Option<_>>()?;
    (!labels.is_empty()).then(|| labels.join("."))
}

/// A version without what stands around its numbers.
pub(super) fn version(text: &str, _: &str) -> Option<String> {
    let text = text.trim().trim_start_matches(['v', 'V']);
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let version = text[..end].trim_end_matches('.');
    (!version.is_empty()).then(|| version.to_owned())
}

/// An `https` URL of the host that `text` names.
pub(super) fn url(text: &str, _: &str) -> Option<String> {
    let text = text.trim();
    let rest = match text.split_once("://") {
        Some(("http" | "HTTP" | "HTTPS" | "tcp", rest)) => rest,
        Some(_) => return None,
        None => text,
    };
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    Some(format!("https://{rest}"))
}

/// No repair: any text would do.
pub(super) fn none(_: &str, _: &str) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::{label, subdomain, url, version};

    #[test]
    fn repairs_keep_what_can_be_kept() {
        assert_eq!(label("Cluster_2", "name").as_deref(), Some("cluster-2"));
        assert_eq!(
            label("gke_acme_us-west1_prod", "name").as_deref(),
            Some("gke-acme-us-west1-prod")
        );
        assert_eq!(label("no", "cluster").as_deref(), Some("cluster-no"));
        assert_eq!(label("123", "network").as_deref(), Some("network-123"));
        assert_eq!(label("東京", "name"), None);
        assert_eq!(
            label(&"a".repeat(99), "name").map(|name| name.len()),
            Some(63)
        );
        assert_eq!(
            subdomain("Mesh.Example.COM.", "trustDomain").as_deref(),
            Some("mesh.example.com")
        );
        assert_eq!(
            version("v1.30.3-alpha", "version").as_deref(),
            Some("1.30.3")
        );
        assert_eq!(
            url("http://10.0.0.1:6443", "url").as_deref(),
            Some("https://10.0.0.1:6443")
        );
        assert_eq!(
            url("10.0.0.1:6443", "url").as_deref(),
            Some("https://10.0.0.1:6443")
        );
        assert_eq!(url("file:///etc/passwd", "url"), None);
    }
}
