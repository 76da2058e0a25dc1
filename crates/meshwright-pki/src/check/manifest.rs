//! Secrets as manifests: what `kubectl get secret cacerts -o yaml` prints.

use std::collections::BTreeMap;

use base64ct::{Base64, Encoding};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{Bundle, BundleFile, Istiod, SecretPlace};
use crate::Cacerts;

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
    namespace: Option<String>,
}

/// The Secret that istiod mounts.
const MOUNTED: &str = "cacerts";
/// The Secret in which istiod keeps a root that it made itself.
const OWN_ROOT: &str = "istio-ca-secret";

/// The Secrets for istiods among the YAML or JSON documents of `text`, lists of Secrets included.
///
/// A Secret that is alone is looked at whatever it is called; of several, `cacerts` and those with
/// a file of `cacerts`. They are called by their names, several of one name by a number, too.
pub fn bundles_of_manifests(text: &[u8], istiod: Istiod) -> Vec<Bundle> {
    let Ok(text) = str::from_utf8(text) else {
        return Vec::new();
    };
    let mut documents: Vec<Vec<Secret>> = Vec::new();
    for document in serde_yaml::Deserializer::from_str(text) {
        match Option::<Manifest>::deserialize(document) {
            Ok(manifest) => documents.extend(manifest.map(Manifest::secrets)),
            Err(_) => break,
        }
    }
    let is_alone = documents.iter().flatten().count() == 1;
    let mut bundles: Vec<Bundle> = Vec::new();
    for secrets in documents {
        let own_root = secrets
            .iter()
            .find(|secret| secret.place.name == OWN_ROOT)
            .and_then(|secret| secret.files.get("ca-cert.pem"))
            .map(|file| file.bytes.to_vec());
        for mut secret in secrets {
            if !is_alone && !secret.is_for_istiod() {
                continue;
            }
            if secret.place.name == MOUNTED {
                secret.place.own_root.clone_from(&own_root);
            }
            let name = secret.place.name.as_str();
            let is_same = |bundle: &&Bundle| bundle.name.split('#').next() == Some(name);
            bundles.push(Bundle {
                name: match bundles.iter().filter(is_same).count() {
                    0 => name.to_owned(),
                    n => format!("{name}#{}", n + 1),
                },
                istiod,
                secret: Some(secret.place),
                files: secret.files,
            });
        }
    }
    bundles
}

/// A Secret, its values read.
struct Secret {
    place: SecretPlace,
    files: BTreeMap<String, BundleFile>,
}

impl Secret {
    /// Whether it is `cacerts`, or was meant to be.
    fn is_for_istiod(&self) -> bool {
        let has_file = Cacerts::FILES
            .iter()
            .any(|file| self.files.contains_key(*file));
        self.place.name == MOUNTED || self.place.name != OWN_ROOT && has_file
    }
}

impl Manifest {
    /// The Secret that it is, or those that it lists: a list holds no lists.
    fn secrets(self) -> Vec<Secret> {
        if self.kind == "Secret" {
            return vec![self.secret()];
        }
        let items = self.items.into_iter();
        items
            .filter(|item| item.kind == "Secret")
            .map(Self::secret)
            .collect()
    }

    fn secret(self) -> Secret {
        let (name, namespace) = self
            .metadata
            .map_or((None, None), |metadata| (metadata.name, metadata.namespace));
        let decoded = self.data.into_iter().map(|(name, text)| {
            let base64: Zeroizing<String> = Zeroizing::new(text.split_whitespace().collect());
            let bytes = Base64::decode_vec(&base64).unwrap_or_default();
            (name, Zeroizing::new(bytes))
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
        Secret {
            place: SecretPlace {
                name: name.unwrap_or_else(|| MOUNTED.to_owned()),
                namespace,
                own_root: None,
            },
            files: files.collect(),
        }
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
    fn of_several_secrets_those_for_istiod_are_looked_at_with_the_root_that_it_had_before() {
        let one = manifest();
        let own = one.replace("name: cacerts", "name: istio-ca-secret");
        let token = "kind: Secret\nmetadata: {name: token}\ndata: {token: AAAA}\n";
        let tls = "kind: Secret\nmetadata: {name: ingress}\ndata: {tls.crt: AAAA}\n";
        let names = |text: &str| {
            let bundles = bundles_of_manifests(text.as_bytes(), Istiod::default());
            let named = bundles.into_iter().map(|bundle| {
                let place = bundle.secret.expect("it is from a Secret");
                (bundle.name, place.own_root.is_some())
            });
            named.collect::<Vec<_>>()
        };
        let item = |text: &str| format!("- {}\n", text.trim_end().replace('\n', "\n  "));
        let all = format!(
            "kind: List\nitems:\n{}{}{}{}",
            item(token),
            item(&own),
            item(tls),
            item(&one)
        );
        assert_eq!(names(&all), [("cacerts".to_owned(), true)]);
        // What an istiod of another cluster had before is nobody else's.
        let apart = format!("{own}---\n{one}");
        assert_eq!(names(&apart), [("cacerts".to_owned(), false)]);
        assert_eq!(names(&own), [("istio-ca-secret".to_owned(), false)]);
        let other = one.replace("name: cacerts", "name: ca-certs");
        assert_eq!(
            names(&format!("---\n---\n{other}---\n{token}")),
            [("ca-certs".to_owned(), false)]
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
