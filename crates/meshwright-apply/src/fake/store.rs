//! The objects of a cluster in memory, and who owns which field.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::kinds::{self, Kind};
use crate::compare::name;

/// A field, by the keys that lead to it.
type Path = Vec<String>;

/// An object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Object {
    /// What it says.
    pub value: Value,
    /// The fields of each manager.
    owners: BTreeMap<String, BTreeSet<Path>>,
    /// Grows with each change of anything in the cluster.
    pub version: u64,
    /// Tells it from one of the same name that was there before.
    pub uid: u64,
    generation: u64,
}

/// A cluster in memory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cluster {
    /// Its name in the topology.
    pub name: String,
    /// Its place in the mesh; its addresses follow from it.
    pub place: usize,
    /// Its objects by name.
    pub objects: BTreeMap<String, Object>,
    /// The address of its API server.
    pub server: String,
    /// Its Kubernetes version.
    pub kubernetes: String,
    /// The addresses that its load balancers give.
    pub addresses: Vec<String>,
    /// Whether Services get no address.
    pub has_no_addresses: bool,
    /// Whether pods never become ready.
    pub refuses_pods: bool,
    next: u64,
    /// What controllers have brought to rest.
    #[serde(skip)]
    pub(crate) rest: Option<Rest>,
}

/// What controllers look at: while it is the same, they have nothing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rest {
    next: u64,
    addresses: Vec<String>,
    has_no_addresses: bool,
    refuses_pods: bool,
}

impl Cluster {
    /// A cluster with nothing of a mesh in it.
    pub fn fresh(name: &str, place: usize) -> Self {
        let mut cluster = Self {
            name: name.to_owned(),
            place,
            objects: BTreeMap::new(),
            server: format!("https://{name}.example.com:6443"),
            kubernetes: "1.34.2".to_owned(),
            addresses: vec![format!("203.0.{}.{}", 113 + place / 250, 1 + place % 250)],
            has_no_addresses: false,
            refuses_pods: false,
            next: 1 + place as u64 * 1_000_000,
            rest: None,
        };
        for namespace in ["kube-system", "default"] {
            cluster.put(json!({"apiVersion": "v1", "kind": "Namespace",
                "metadata": {"name": namespace}}));
        }
        cluster
    }

    /// What controllers look at.
    pub(crate) fn state_for_controllers(&self) -> Rest {
        Rest {
            next: self.next,
            addresses: self.addresses.clone(),
            has_no_addresses: self.has_no_addresses,
            refuses_pods: self.refuses_pods,
        }
    }

    /// Every object with its version: equal where nothing was written.
    pub fn versions(&self) -> BTreeMap<String, u64> {
        let objects = self.objects.iter();
        objects
            .map(|(name, object)| (name.clone(), object.version))
            .collect()
    }

    /// Every object with what it says, but for what changes by itself.
    pub fn inventory(&self) -> BTreeMap<String, Value> {
        let objects = self.objects.iter();
        objects
            .map(|(name, object)| (name.clone(), object.value.clone()))
            .collect()
    }

    /// Whether it knows a kind.
    pub(crate) fn knows(&self, kind: &Kind) -> bool {
        let name = format!(
            "CustomResourceDefinition.apiextensions.k8s.io/{}",
            kinds::definition(kind)
        );
        !kind.is_custom || self.objects.contains_key(&name)
    }

    pub(crate) fn has_namespace(&self, namespace: &str) -> bool {
        self.objects.contains_key(&format!("Namespace/{namespace}"))
    }

    /// An object by kind, namespace and name.
    pub(crate) fn get(&self, kind: &Kind, namespace: &str, name: &str) -> Option<&Object> {
        self.objects.get(&key(kind, namespace, name))
    }

    /// The objects of a kind; `namespace` empty for all.
    pub(crate) fn list(&self, kind: Kind, namespace: &str) -> impl Iterator<Item = &Object> {
        let mut prefix = key(&kind, "", "");
        prefix.truncate(prefix.trim_end_matches('/').len() + 1);
        if kind.is_namespaced && !namespace.is_empty() {
            prefix.push_str(namespace);
            prefix.push('/');
        }
        let from = self.objects.range(prefix.clone()..);
        from.take_while(move |(name, _)| name.starts_with(&prefix))
            .map(|(_, object)| object)
    }

    /// Puts an object in place, as somebody else would.
    pub fn add(&mut self, value: Value) {
        self.put(value);
    }

    /// Puts an object in place, owned by nobody; says whether that changed anything.
    pub(crate) fn put(&mut self, value: Value) -> bool {
        let name = name(&value);
        if self
            .objects
            .get(&name)
            .is_some_and(|old| old.value == value)
        {
            return false;
        }
        let version = self.tick();
        let object = self.objects.entry(name).or_insert_with(|| Object {
            value: Value::Null,
            owners: BTreeMap::new(),
            version,
            uid: version,
            generation: 1,
        });
        if object.value.get("spec") != value.get("spec") && !object.value.is_null() {
            object.generation += 1;
        }
        object.value = value;
        object.version = version;
        true
    }

    /// Applies an object for a manager; what becomes of it.
    pub(crate) fn apply(
        &mut self,
        wanted: &Value,
        manager: &str,
        is_forced: bool,
        is_dry: bool,
    ) -> Result<Value, String> {
        let name = name(wanted);
        let fields = leaves(wanted);
        let old = self.objects.get(&name);
        let mut value = old.map_or_else(|| bare(wanted), |old| old.value.clone());
        let mut owners = old.map(|old| old.owners.clone()).unwrap_or_default();
        for (other, owned) in &mut owners {
            if other == manager {
                continue;
            }
            let taken: Vec<Path> = owned
                .iter()
                .filter(|path| {
                    fields
                        .get(*path)
                        .is_some_and(|new| at(&value, path) != Some(new))
                })
                .cloned()
                .collect();
            if !taken.is_empty() && !is_forced {
                return Err(format!(
                    "error: Apply failed with {} conflict: conflict with \"{other}\": .{}",
                    taken.len(),
                    taken[0].join(".")
                ));
            }
            for path in taken {
                owned.remove(&path);
            }
        }
        let before = owners.remove(manager).unwrap_or_default();
        for path in before {
            let is_others = owners.values().any(|owned| owned.contains(&path));
            if !fields.contains_key(&path) && !is_others {
                remove(&mut value, &path);
            }
        }
        for (path, new) in &fields {
            set(&mut value, path, new.clone());
        }
        owners.insert(manager.to_owned(), fields.into_keys().collect());
        owners.retain(|_, owned| !owned.is_empty());
        let is_changed = old.is_none_or(|old| old.value != value);
        if !is_dry {
            if is_changed {
                self.put(value.clone());
            }
            if let Some(object) = self.objects.get_mut(&name) {
                object.owners = owners;
            }
        }
        Ok(value)
    }

    /// Takes an object away, and with a namespace everything in it.
    pub(crate) fn delete(&mut self, name: &str) -> bool {
        if self.objects.remove(name).is_none() {
            return false;
        }
        self.tick();
        if let Some(namespace) = name.strip_prefix("Namespace/") {
            self.objects.retain(|_, object| {
                object
                    .value
                    .pointer("/metadata/namespace")
                    .and_then(Value::as_str)
                    != Some(namespace)
            });
        }
        true
    }

    fn tick(&mut self) -> u64 {
        self.next += 1;
        self.next
    }
}

impl Object {
    /// The object as kubectl prints it.
    pub(crate) fn shown(&self, with_owners: bool) -> Value {
        let mut value = self.value.clone();
        value["metadata"]["resourceVersion"] = json!(self.version.to_string());
        value["metadata"]["uid"] = json!(format!("uid-{}", self.uid));
        value["metadata"]["generation"] = json!(self.generation);
        if with_owners {
            let entries: Vec<Value> = self
                .owners
                .iter()
                .map(|(manager, fields)| {
                    let fields: serde_json::Map<String, Value> = fields
                        .iter()
                        .map(|path| (format!("f:{}", path.join(".")), json!({})))
                        .collect();
                    json!({"manager": manager, "operation": "Apply", "fieldsV1": fields})
                })
                .collect();
            value["metadata"]["managedFields"] = json!(entries);
        }
        value
    }

    /// How often what it asks for was changed, from 1.
    pub(crate) const fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether a label has a value.
    pub(crate) fn label(&self, key: &str) -> Option<&str> {
        self.value
            .get("metadata")?
            .get("labels")?
            .get(key)?
            .as_str()
    }
}

/// The key of an object.
pub(crate) fn key(kind: &Kind, namespace: &str, name: &str) -> String {
    let group = if kind.group.is_empty() {
        String::new()
    } else {
        format!(".{}", kind.group)
    };
    if kind.is_namespaced {
        format!("{}{group}/{namespace}/{name}", kind.name)
    } else {
        format!("{}{group}/{name}", kind.name)
    }
}

fn bare(wanted: &Value) -> Value {
    let mut metadata = json!({"name": wanted["metadata"]["name"]});
    if let Some(namespace) = wanted.pointer("/metadata/namespace") {
        metadata["namespace"] = namespace.clone();
    }
    json!({"apiVersion": wanted["apiVersion"], "kind": wanted["kind"], "metadata": metadata})
}

/// Every field of an object but for its name; lists are one field.
fn leaves(object: &Value) -> BTreeMap<Path, Value> {
    fn walk(value: &Value, path: &mut Path, leaves: &mut BTreeMap<Path, Value>) {
        match value {
            Value::Object(map) if !map.is_empty() => {
                for (key, value) in map {
                    path.push(key.clone());
                    walk(value, path, leaves);
                    path.pop();
                }
            }
            value => {
                leaves.insert(path.clone(), value.clone());
            }
        }
    }
    let mut leaves = BTreeMap::new();
    walk(object, &mut Vec::new(), &mut leaves);
    leaves.retain(|path, _| {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        !matches!(
            path.as_slice(),
            ["apiVersion" | "kind"] | ["metadata", "name" | "namespace"]
        )
    });
    leaves
}

fn at<'a>(value: &'a Value, path: &[String]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, key| value.get(key))
}

fn set(value: &mut Value, path: &[String], new: Value) {
    let mut place = value;
    for key in path {
        if !place.is_object() {
            *place = json!({});
        }
        place = &mut place[key.as_str()];
    }
    *place = new;
}

fn remove(value: &mut Value, path: &[String]) {
    let Some((last, parents)) = path.split_last() else {
        return;
    };
    let mut place = &mut *value;
    for key in parents {
        match place.get_mut(key) {
            Some(next) => place = next,
            None => return,
        }
    }
    let mut is_empty = false;
    if let Some(map) = place.as_object_mut() {
        map.shift_remove(last);
        is_empty = map.is_empty();
    }
    // A map goes with the last of its fields.
    if is_empty && !parents.is_empty() && parents != ["metadata"] {
        remove(value, parents);
    }
}
