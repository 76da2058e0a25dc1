//! The properties of what is selected, as a form.

use meshwright_core::diag::{ModelPath, Value, path};
use meshwright_core::model::{CaKind, DataPlane, Exposure, InstallMethod, LoadBalancer, Provider};

use crate::document::Document;
use crate::msg::Item;
use crate::sketch::RoleSketch;

/// A field of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The field's name, and the key of its words.
    pub name: &'static str,
    /// Where in the document it is.
    pub path: ModelPath,
    /// How it is edited.
    pub kind: Kind,
    /// What is written; `None` where the default holds.
    pub value: Option<Value>,
    /// What holds where nothing is written.
    pub default: &'static str,
}

/// How a field is edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// Texts, with commas between them.
    List,
    /// A whole number.
    Number,
    /// Yes or no.
    Flag,
    /// One of these words.
    Choice(Vec<String>),
}

impl Field {
    /// What is written, as the form shows it.
    pub fn shown(&self) -> String {
        match &self.value {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Array(items)) => {
                let item = |item: &Value| {
                    item.as_str()
                        .map_or_else(|| item.to_string(), str::to_owned)
                };
                items.iter().map(item).collect::<Vec<_>>().join(", ")
            }
            Some(other) => other.to_string(),
        }
    }

    /// The value that a text of the form stands for; `None` for the default.
    pub fn read(&self, text: &str) -> Option<Value> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        Some(match self.kind {
            Kind::List => {
                let items = text.split(',').map(str::trim).filter(|it| !it.is_empty());
                Value::Array(items.map(|it| Value::String(it.to_owned())).collect())
            }
            Kind::Number => match text.parse::<u64>() {
                Ok(number) => Value::from(number),
                Err(_) => Value::String(text.to_owned()),
            },
            Kind::Flag => Value::Bool(text == "true"),
            Kind::Text | Kind::Choice(_) => Value::String(text.to_owned()),
        })
    }
}

fn words<T: Copy + ToString>(all: &[T]) -> Kind {
    Kind::Choice(all.iter().map(ToString::to_string).collect())
}

/// The form for what is selected: a cluster, a network, or the whole mesh.
pub fn fields(document: &Document, item: Option<&Item>) -> Vec<Field> {
    let form = Form { document };
    match item {
        Some(Item::Cluster(name)) => form.cluster(name),
        Some(Item::Network(_)) => Vec::new(),
        None => form.mesh(),
    }
}

struct Form<'d> {
    document: &'d Document,
}

impl Form<'_> {
    fn field(
        &self,
        name: &'static str,
        path: ModelPath,
        kind: Kind,
        default: &'static str,
    ) -> Field {
        let mut value = self.document.model.root.as_ref();
        for segment in path.segments() {
            value = value.and_then(|value| match value {
                Value::Object(fields) => fields.get(segment),
                Value::Array(items) => items
                    .iter()
                    .find(|item| item.get("name").and_then(Value::as_str) == Some(segment)),
                _ => None,
            });
        }
        Field {
            name,
            path,
            kind,
            value: value.cloned(),
            default,
        }
    }

    fn mesh(&self) -> Vec<Field> {
        vec![
            self.field("mesh-name", path!("metadata", "name"), Kind::Text, ""),
            self.field("mesh-id", path!("mesh", "id"), Kind::Text, "mesh1"),
            self.field(
                "trust-domain",
                path!("mesh", "trustDomain"),
                Kind::Text,
                "cluster.local",
            ),
            self.field(
                "istio-version",
                path!("mesh", "istio", "version"),
                Kind::Text,
                meshwright_core::catalog::NEWEST,
            ),
            self.field(
                "data-plane",
                path!("mesh", "istio", "dataPlane"),
                words(DataPlane::ALL),
                "sidecar",
            ),
            self.field(
                "install-method",
                path!("mesh", "istio", "installMethod"),
                words(InstallMethod::ALL),
                "istioctl",
            ),
            self.field(
                "ca-kind",
                path!("mesh", "ca", "kind"),
                words(CaKind::ALL),
                "plugged-in",
            ),
        ]
    }

    fn cluster(&self, name: &str) -> Vec<Field> {
        let at = |field: &str| path!("clusters", name, field);
        let sketch = &self.document.sketch;
        let own = sketch
            .cluster(name)
            .and_then(|place| sketch.clusters.get(place));
        let networks = sketch.networks.iter().map(|it| it.name.clone()).collect();
        let roles = RoleSketch::ALL
            .iter()
            .map(|it| it.as_str().to_owned())
            .collect();
        let mut fields = vec![
            self.field("role", at("role"), Kind::Choice(roles), "primary"),
            self.field("network", at("network"), Kind::Choice(networks), "network1"),
        ];
        if own.is_some_and(|it| it.role == RoleSketch::Remote) {
            let leaders = sketch
                .clusters
                .iter()
                .filter(|it| it.role != RoleSketch::Remote);
            let leaders = leaders.map(|it| it.name.clone()).collect();
            fields.push(self.field(
                "control-plane",
                at("controlPlane"),
                Kind::Choice(leaders),
                "",
            ));
            fields.push(self.field("config", at("config"), Kind::Flag, "false"));
        }
        fields.extend([
            self.field("context", at("context"), Kind::Text, ""),
            self.field("kubeconfig", at("kubeconfig"), Kind::Text, ""),
            self.field("kubernetes", at("kubernetes"), Kind::Text, ""),
            self.field("provider", at("provider"), words(Provider::ALL), "other"),
            self.field("region", at("locality").join("region"), Kind::Text, ""),
            self.field("zone", at("locality").join("zone"), Kind::Text, ""),
            self.field(
                "load-balancer",
                at("loadBalancer"),
                words(LoadBalancer::ALL),
                "cloud",
            ),
            self.field("api-url", at("apiServer").join("url"), Kind::Text, ""),
            self.field("pod-cidrs", at("podCidrs"), Kind::List, ""),
            self.field("service-cidrs", at("serviceCidrs"), Kind::List, ""),
        ]);
        if own.is_some_and(|it| it.gateway.is_some()) {
            let gateway = at("eastWestGateway");
            fields.extend([
                self.field(
                    "exposure",
                    gateway.join("exposure"),
                    words(Exposure::ALL),
                    "load-balancer",
                ),
                self.field("addresses", gateway.join("addresses"), Kind::List, ""),
                self.field("gateway-port", gateway.join("port"), Kind::Number, "15443"),
            ]);
        }
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, fields};
    use crate::document::Document;
    use crate::msg::Item;
    use meshwright_core::diag::Value;
    use serde_json::json;

    const TEXT: &str = "clusters: [{name: a, podCidrs: [10.1.0.0/16, 10.2.0.0/16]}, {name: r, role: remote, controlPlane: a}]\n";

    fn of(name: &str) -> Vec<super::Field> {
        fields(&Document::new(TEXT), Some(&Item::Cluster(name.to_owned())))
    }

    #[test]
    fn the_form_shows_what_is_written() {
        let all = of("a");
        let pods = all
            .iter()
            .find(|it| it.name == "pod-cidrs")
            .expect("a field");
        assert_eq!(pods.shown(), "10.1.0.0/16, 10.2.0.0/16");
        assert_eq!(pods.read("10.3.0.0/16,"), Some(json!(["10.3.0.0/16"])));
        assert_eq!(pods.read("  "), None);
        assert!(all.iter().all(|it| it.name != "control-plane"));
    }

    #[test]
    fn a_remote_chooses_its_control_plane() {
        let all = of("r");
        let leader = all
            .iter()
            .find(|it| it.name == "control-plane")
            .expect("a field");
        assert_eq!(leader.kind, Kind::Choice(vec!["a".to_owned()]));
        assert_eq!(leader.value, Some(Value::String("a".to_owned())));
    }

    #[test]
    fn the_mesh_has_a_form_too() {
        assert!(
            fields(&Document::new(TEXT), None)
                .iter()
                .any(|it| it.name == "istio-version")
        );
    }
}
