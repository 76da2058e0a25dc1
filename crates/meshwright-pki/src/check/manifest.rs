//! Secrets as manifests: what `kubectl get secret cacerts -o yaml` prints.

use std::collections::BTreeMap;

use base64ct::{Base64, Encoding};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{Bundle, BundleFile, Istiod};

/// The part of a manifest that matters here.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Manifest {
    kind: String,
    metadata: Option<Metadata>,
    #[serde(default)]
    data: BTreeMap<String, Zeroizing<String>>,
    #[serde(default)]
    string_data: BTreeMap<String, Zeroizing<String>>,
    #[serde(default)]
    items: Vec<Manifest>,
}

#[derive(Deserialize)]
struct Metadata {
    name: Option<String>,
}

/// The Secrets among the YAML or JSON documents of `text`, lists of Secrets included; of what is
/// no Secret, nothing. They are called by their names, several of one name by a number, too.
pub fn bundles_of_manifests(text: &[u8], istiod: Istiod) -> Vec<Bundle> {
    let mut bundles = Vec::new();
    let Ok(text) = str::from_utf8(text) else {
        return bundles;
    };
    for document in serde_yaml::Deserializer::from_str(text) {
        let Ok(manifest) = Manifest::deserialize(document) else {
            return bundles;
        };
        manifest.take(istiod, &mut bundles);
    }
    bundles
}

impl Manifest {
    fn take(self, istiod: Istiod, out: &mut Vec<Bundle>) {
        if self.kind != "Secret" {
            for item in self.items {
                // A list holds no lists.
                if item.kind == "Secret" {
                    item.take(istiod, out);
                }
            }
            return;
        }
        let name = self.metadata.and_then(|metadata| metadata.name);
        let name = name.unwrap_or_else(|| "cacerts".to_owned());
        let n_same = out
            .iter()
            .filter(|bundle| bundle.name.split('#').next() == Some(&name))
            .count();
        let decoded = self.data.into_iter().map(|(name, text)| {
            let base64: Zeroizing<String> = Zeroizing::new(text.split_whitespace().collect());
            (
                name,
                Zeroizing::new(Base64::decode_vec(&base64).unwrap_or_default()),
            )
        });
        let plain = self
            .string_data
            .into_iter()
            .map(|(name, text)| (name, Zeroizing::new(text.as_bytes().to_vec())));
        let files = decoded.chain(plain).map(|(name, bytes)| {
            let file = BundleFile {
                bytes,
                is_open: false,
            };
            (name, file)
        });
        out.push(Bundle {
            name: match n_same {
                0 => name,
                n => format!("{name}#{}", n + 1),
            },
            istiod,
            files: files.collect(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::bundles_of_manifests;
    use crate::testing::forge;
    use crate::{Cacerts, Istiod};

    fn manifest() -> String {
        let files = forge("west: {}").remove(0).files;
        let text = |name: &str| String::from_utf8_lossy(&files[name].bytes).into_owned();
        let [ca_cert, ca_key, cert_chain, root_cert] = Cacerts::FILES.map(text);
        let cacerts = Cacerts {
            ca_cert,
            ca_key: ca_key.into(),
            cert_chain,
            root_cert,
        };
        cacerts.secret("istio-system").to_string()
    }

    #[test]
    fn secrets_are_found_alone_in_streams_and_in_lists() {
        let one = manifest();
        let read = |text: &str| {
            let bundles = bundles_of_manifests(text.as_bytes(), Istiod::default());
            bundles
                .iter()
                .map(|bundle| bundle.name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(read(&one), ["cacerts"]);
        assert_eq!(read(&format!("{one}---\n{one}")), ["cacerts", "cacerts#2"]);
        let item = one.replace('\n', "\n  ");
        let list = format!("kind: List\nitems:\n- {item}\n");
        assert_eq!(read(&list), ["cacerts"]);
        let bundles = bundles_of_manifests(one.as_bytes(), Istiod::default());
        assert_eq!(bundles[0].files.len(), 4);
        assert!(
            bundles[0].files["ca-key.pem"]
                .bytes
                .starts_with(b"-----BEGIN")
        );
    }

    #[test]
    fn what_is_no_secret_gives_nothing() {
        for text in [
            "",
            "kind: ConfigMap\n",
            "- 3\n",
            "{",
            "kind: MeshTopology\nclusters: []\n",
        ] {
            assert!(
                bundles_of_manifests(text.as_bytes(), Istiod::default()).is_empty(),
                "{text}"
            );
        }
    }
}
