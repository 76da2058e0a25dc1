//! Manifests of the bundle: looked at by a server-side dry run, applied, taken back.

use meshwright_core::diag::text;
use meshwright_core::model::Address;
use meshwright_core::plan::istio::{SAMPLE_NAMESPACE, SYSTEM_NAMESPACE};
use meshwright_core::plan::{Manifest, ManifestFile, Step};
use serde_json::{Value, json};

use super::at::{Applying, At, MANAGER, Objects};
use crate::compare::{differences, name};
use crate::executor::{Seen, Sight};
use crate::outcome::{Cause, Failure};

/// The documents of files, in order; those of several files that are the same once.
pub(crate) fn documents(files: &[ManifestFile]) -> Vec<Value> {
    files
        .iter()
        .flat_map(|file| file.manifest.documents())
        .collect()
}

/// The namespace that files are about, for objects that name none.
pub(crate) fn namespace_of(files: &[ManifestFile], system: &'static str) -> &'static str {
    let has = |is: fn(&Manifest) -> bool| files.iter().any(|file| is(&file.manifest));
    if has(|manifest| match manifest {
        Manifest::Sample(_) | Manifest::SampleClient(_) | Manifest::SampleServices(_) => true,
        Manifest::Traffic(rules) => rules.namespace == SAMPLE_NAMESPACE,
        _ => false,
    }) {
        SAMPLE_NAMESPACE
    } else if has(|manifest| matches!(manifest, Manifest::FrontObjects(_))) {
        SYSTEM_NAMESPACE
    } else {
        system
    }
}

/// A manifest with the address that was learned in the fields that take it.
pub(crate) fn with_address(file: &ManifestFile, address: &Address) -> Vec<Value> {
    let mut documents = file.manifest.documents();
    for field in file.manifest.address_fields() {
        let value = match field.port {
            None => address.to_string(),
            Some(port) => with_port(address, port),
        };
        for document in &mut documents {
            set(document, &field.path, &value);
        }
    }
    documents
}

/// An address with a port behind it.
pub(crate) fn with_port(address: &Address, port: u16) -> String {
    match address {
        Address::Ip(ip) if ip.is_ipv6() => format!("[{ip}]:{port}"),
        _ => format!("{address}:{port}"),
    }
}

/// Sets a field by its path, such as `spec.values.global.remotePilotAddress`.
pub(crate) fn set(document: &mut Value, path: &str, value: &str) {
    let mut place = document;
    for key in path.split('.') {
        if !place.is_object() {
            *place = json!({});
        }
        place = &mut place[key];
    }
    *place = json!(value);
}

impl At<'_> {
    /// Looks at objects, and at the conditions of their step.
    pub(crate) fn see_objects(
        &self,
        namespace: &str,
        objects: &Objects,
        n_objects: Option<usize>,
        applying: Applying,
        step: &Step,
    ) -> Result<Sight, Failure> {
        let live = self.get_all(namespace, objects)?;
        let found: Vec<String> = live.iter().map(name).collect();
        let sight = |seen| Sight {
            found: found.clone(),
            ..Sight::of(seen)
        };
        if live.is_empty() || n_objects.is_some_and(|n_objects| live.len() < n_objects) {
            let missing = n_objects.map_or(1, |n_objects| n_objects.saturating_sub(live.len()));
            return Ok(sight(Seen::Partly {
                present: live.len(),
                missing: missing.max(1),
            }));
        }
        let wanted = match self.preview(namespace, objects, applying) {
            Ok(wanted) => wanted,
            Err(failure) if failure.cause == Cause::Conflict => return Err(failure),
            // An object that the API server refuses to see changed is one that would change.
            Err(failure) if failure.cause == Cause::Invalid => {
                return Ok(sight(Seen::Differs(vec![failure.detail])));
            }
            Err(failure) if failure.detail.contains("NotFound") => {
                return Ok(sight(Seen::Partly {
                    present: live.len(),
                    missing: 1,
                }));
            }
            Err(failure) => return Err(failure),
        };
        if wanted.len() > live.len() {
            return Ok(sight(Seen::Partly {
                present: live.len(),
                missing: wanted.len() - live.len(),
            }));
        }
        let differences = differences(&live, &wanted);
        if !differences.is_empty() {
            return Ok(sight(Seen::Differs(differences)));
        }
        Ok(match self.unmet(step)? {
            Some(text) => sight(Seen::Unready(text)),
            None => sight(Seen::Done),
        })
    }

    /// Whether nothing is left of a file.
    pub(crate) fn see_gone(&self, file: &ManifestFile, kept: &[String]) -> Result<Sight, Failure> {
        let files = std::slice::from_ref(file);
        let namespace = namespace_of(files, self.system);
        let objects = Objects::Values(file.manifest.documents());
        let live = if kept.is_empty() {
            self.get_all(namespace, &objects)?
        } else {
            self.get_managed(namespace, &objects)?
        };
        let is_left = live.iter().any(|object| {
            if kept.contains(&name(object)) {
                is_managed(object)
            } else {
                true
            }
        });
        let is_left = is_left || (is_kept_sample(file, kept) && !self.own_servers()?.is_empty());
        Ok(if is_left {
            Sight::absent()
        } else {
            Sight::done()
        })
    }

    /// The sample servers and their Services, as far as nobody else has set a field of them. They
    /// go with the namespace, or alone from one that was there before.
    fn own_servers(&self) -> Result<Vec<Value>, Failure> {
        let kinds = "deployments.apps,services";
        let found = self.list_managed(SAMPLE_NAMESPACE, kinds, "app=helloworld")?;
        Ok(found
            .iter()
            .filter(|it| is_ours_alone(it))
            .map(bare)
            .collect())
    }

    /// Takes the objects of a file away; from those that were there before, what was added.
    pub(crate) fn take_away(&self, file: &ManifestFile, kept: &[String]) -> Result<(), Failure> {
        let files = std::slice::from_ref(file);
        let namespace = namespace_of(files, self.system);
        let (kept, ours): (Vec<Value>, Vec<Value>) = file
            .manifest
            .documents()
            .into_iter()
            .partition(|document| kept.contains(&name(document)));
        if !kept.is_empty() {
            let bare = kept.iter().map(bare).collect();
            self.apply(namespace, &Objects::Values(bare), Applying::OURS)?;
        }
        let kept_names: Vec<String> = kept.iter().map(name).collect();
        if is_kept_sample(file, &kept_names) {
            let servers = self.own_servers()?;
            if !servers.is_empty() {
                self.delete_all(namespace, &Objects::Values(servers), &[])?;
            }
        }
        if ours.is_empty() {
            return Ok(());
        }
        match &file.manifest {
            Manifest::Namespace(manifest) if kept.is_empty() => {
                self.refuse_strangers(&manifest.name, "")?;
            }
            Manifest::SampleClient(_) if kept.is_empty() => {
                self.refuse_strangers(SAMPLE_NAMESPACE, "app notin (curl, helloworld)")?;
            }
            _ => {}
        }
        let more: &[&str] = match file.manifest {
            // What the operator has made for it goes first, while the operator is there.
            Manifest::IstioResource(_) | Manifest::FrontIstio(_) => &["--cascade=foreground"],
            _ => &[],
        };
        self.delete_all(namespace, &Objects::Values(ours), more)
    }

    /// Refuses to delete a namespace that others use.
    pub(crate) fn refuse_strangers(&self, namespace: &str, strangers: &str) -> Result<(), Failure> {
        let kinds = "deployments.apps,statefulsets.apps,daemonsets.apps";
        let found: Vec<String> = self
            .list(namespace, kinds, strangers)?
            .iter()
            .filter(|object| object.pointer("/metadata/deletionTimestamp").is_none())
            .map(name)
            .collect();
        if found.is_empty() {
            return Ok(());
        }
        Err(Failure::contradiction(text!(
            "apply-namespace-in-use",
            namespace = namespace,
            cluster = &self.cluster.name,
            found = found
        )))
    }
}

/// An object with its name alone: applied by the same manager, it gives up every field of theirs.
pub(crate) fn bare(document: &Value) -> Value {
    let mut metadata = json!({"name": document["metadata"]["name"]});
    if let Some(namespace) = document.pointer("/metadata/namespace") {
        metadata["namespace"] = namespace.clone();
    }
    json!({
        "apiVersion": document["apiVersion"],
        "kind": document["kind"],
        "metadata": metadata,
    })
}

/// Whether a file is about the namespace of the samples, which was there before.
fn is_kept_sample(file: &ManifestFile, kept: &[String]) -> bool {
    let namespace = format!("Namespace/{SAMPLE_NAMESPACE}");
    matches!(file.manifest, Manifest::SampleClient(_)) && kept.contains(&namespace)
}

fn managers(object: &Value) -> impl Iterator<Item = &Value> {
    let managers = object.pointer("/metadata/managedFields");
    managers.and_then(Value::as_array).into_iter().flatten()
}

/// Whether Meshwright and nobody else owns fields of an object, but for its status.
fn is_ours_alone(object: &Value) -> bool {
    is_managed(object)
        && managers(object).all(|entry| {
            entry.get("manager").and_then(Value::as_str) == Some(MANAGER)
                || entry.get("subresource").and_then(Value::as_str) == Some("status")
        })
}

/// Whether Meshwright owns a field of an object.
fn is_managed(object: &Value) -> bool {
    managers(object).any(|entry| {
        entry.get("manager").and_then(Value::as_str) == Some(MANAGER)
            && entry
                .get("fieldsV1")
                .and_then(Value::as_object)
                .is_some_and(|fields| !fields.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use meshwright_core::model::Address;
    use serde_json::json;

    use super::{set, with_port};

    #[test]
    fn a_field_is_set_by_its_path() {
        let mut document = json!({"spec": {"values": {"global": {"network": "a"}}}});
        set(
            &mut document,
            "spec.values.global.remotePilotAddress",
            "203.0.113.9",
        );
        assert_eq!(
            document["spec"]["values"]["global"]["remotePilotAddress"],
            "203.0.113.9"
        );
        assert_eq!(document["spec"]["values"]["global"]["network"], "a");
    }

    #[test]
    fn ports_stand_behind_every_kind_of_address() {
        let at = |text: &str| with_port(&Address::parse(text).expect("an address"), 15012);
        assert_eq!(at("203.0.113.9"), "203.0.113.9:15012");
        assert_eq!(at("2001:db8::1"), "[2001:db8::1]:15012");
        assert_eq!(at("gw.example.com"), "gw.example.com:15012");
    }
}
