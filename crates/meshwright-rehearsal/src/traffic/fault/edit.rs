//! How a mistake is made in the clusters, and taken back: objects that are changed, istiods and
//! pods that are started anew to see it.

use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;
use std::time::Duration;

use base64ct::{Base64, Encoding};
use meshwright_core::diag::text;
use meshwright_core::graph::MeshGraph;
use meshwright_core::graph::predict::Fault;
use meshwright_core::model::{ClusterIndex, Mesh};
use serde_json::{Map, Value, json};

use super::super::Traffic;
use super::super::workload::GATEWAY_PORT;
use crate::api::{list, name, namespace, text as field};
use crate::diagnose::{NETWORK_LABEL, mesh_configs, remote_secrets};
use crate::trouble::Trouble;
use crate::world::{WorldCluster, wait_until};

/// What makes a mistake, and takes it back.
#[derive(Debug, Default)]
pub(super) struct Change {
    pub(super) edits: Vec<Edit>,
    /// The clusters whose istiods have to start anew.
    istiods: Vec<usize>,
    /// The clusters whose pods have to be made anew, as they get their certificates there.
    pods: Vec<usize>,
    /// The clusters in which other pods follow by themselves.
    follow: Vec<usize>,
}

/// An object that is changed.
#[derive(Debug)]
pub(super) struct Edit {
    cluster: usize,
    path: String,
    wrong: Action,
    right: Action,
}

/// What is done with an object.
#[derive(Debug)]
enum Action {
    Merge(Value),
    Apply(Value),
    Delete,
}

/// How long an istiod may take to hand its root on.
const PATIENCE: Duration = Duration::from_mins(1);

impl Traffic<'_> {
    /// Makes a mistake, or takes it back.
    pub(super) fn make(&mut self, change: &Change, is_wrong: bool) -> Result<(), Trouble> {
        let stage = self.stage;
        let roots = |index: &usize| stage.clusters().get(*index).map(|it| (it, root(it)));
        let before: Vec<_> = change.pods.iter().filter_map(roots).collect();
        for edit in &change.edits {
            let Some(cluster) = stage.clusters().get(edit.cluster) else {
                continue;
            };
            let action = if is_wrong { &edit.wrong } else { &edit.right };
            let done = match action {
                Action::Merge(value) => cluster.api.merge(&edit.path, value),
                Action::Apply(value) => cluster.api.apply(&edit.path, value),
                Action::Delete => cluster.api.delete(&edit.path),
            };
            done.map_err(Trouble::api(&cluster.name))?;
        }
        for cluster in change
            .istiods
            .iter()
            .filter_map(|it| stage.clusters().get(*it))
        {
            stage.restart(cluster)?;
        }
        let has_other_root = change
            .edits
            .iter()
            .any(|it| it.path.ends_with("/secrets/cacerts"));
        for (cluster, before) in before.iter().filter(|_| has_other_root) {
            let what = || text!("rehearse-traffic-root", cluster = &cluster.name);
            wait_until(PATIENCE, &what, || Ok(root(cluster) != *before))?;
        }
        self.restart_pods(&change.pods)?;
        self.follow(&change.follow)
    }
}

/// The root that pods of the sample get.
fn root(cluster: &WorldCluster) -> Option<String> {
    let path = "/api/v1/namespaces/sample/configmaps/istio-ca-root-cert";
    field(&cluster.api.read(path).ok()??, "/data/root-cert.pem")
}

/// How `fault` is made.
pub(super) fn of(
    traffic: &Traffic<'_>,
    mesh: &Mesh,
    graph: &MeshGraph,
    fault: Fault,
) -> Result<Change, Trouble> {
    let at = |cluster: ClusterIndex| traffic.stage.clusters().get(cluster.0);
    let served = |istiod: ClusterIndex| -> Vec<usize> {
        let own = mesh.clusters().map(|(index, _)| index);
        let own = own.filter(|it| graph.control_plane(*it).ok() == Some(istiod));
        own.map(|it| it.0).collect()
    };
    let mut change = Change::default();
    match fault {
        Fault::NoNetworkLabel(cluster) => {
            let gateways = at(cluster).map_or_else(Vec::new, labelled);
            change.edits = gateways;
        }
        Fault::NoRemoteSecret { istiod, of } => {
            let (holder, of) = (at(istiod), at(of));
            let (Some(holder), Some(of)) = (holder, of) else {
                return Ok(change);
            };
            let found = remote_secrets(holder).into_iter();
            let found = found.filter(|it| {
                it.pointer("/data")
                    .is_some_and(|it| it.get(&of.name).is_some())
            });
            change.edits = found.map(|it| without_secret(holder, &it)).collect();
        }
        Fault::NoSidecar(cluster) => {
            change.edits =
                at(cluster).map_or_else(Vec::new, |it| without_sidecars(it, &traffic.homes));
            change.follow = vec![cluster.0];
        }
        Fault::OtherPortName(cluster) => {
            change.edits = at(cluster).map_or_else(Vec::new, |it| other_names(it, &traffic.homes));
        }
        Fault::OtherTrustDomain(cluster) => {
            change.edits = at(cluster).map_or_else(Vec::new, other_domain);
            change.istiods = vec![cluster.0];
            change.pods = served(cluster);
        }
        Fault::OtherRoot(cluster) => {
            if let Some(there) = at(cluster) {
                change.edits = other_root(traffic, mesh, there)?;
            }
            change.istiods = vec![cluster.0];
            change.pods = served(cluster);
        }
    }
    Ok(change)
}

/// Services of gateways that lose their label.
fn labelled(cluster: &WorldCluster) -> Vec<Edit> {
    let services = cluster.api.items("/api/v1/services").unwrap_or_default();
    let is_gateway = |service: &&Value| {
        let mut ports = list(service, "/spec/ports").iter();
        ports.any(|it| it.get("port").and_then(Value::as_u64) == Some(GATEWAY_PORT.into()))
    };
    let edit = |service: &Value| {
        let labels = service.pointer("/metadata/labels")?;
        let label = labels.get(NETWORK_LABEL)?.clone();
        let with = |label: Value| json!({"metadata": {"labels": {NETWORK_LABEL: label}}});
        Some(Edit {
            cluster: cluster.index,
            path: path("/api/v1", "services", service),
            wrong: Action::Merge(with(Value::Null)),
            right: Action::Merge(with(label)),
        })
    };
    services
        .iter()
        .filter(is_gateway)
        .filter_map(edit)
        .collect()
}

fn path(group: &str, kind: &str, object: &Value) -> String {
    format!(
        "{group}/namespaces/{}/{kind}/{}",
        namespace(object),
        name(object)
    )
}

fn without_secret(holder: &WorldCluster, secret: &Value) -> Edit {
    let again = json!({
        "apiVersion": "v1",
        "kind": "Secret",
        "type": "Opaque",
        "metadata": {
            "name": name(secret),
            "namespace": namespace(secret),
            "labels": secret.pointer("/metadata/labels"),
            "annotations": secret.pointer("/metadata/annotations"),
        },
        "data": secret.get("data"),
    });
    Edit {
        cluster: holder.index,
        path: path("/api/v1", "secrets", secret),
        wrong: Action::Delete,
        right: Action::Apply(again),
    }
}

/// Deployments of services whose pods are to be injected no more; clients keep their sidecar.
fn without_sidecars(cluster: &WorldCluster, homes: &BTreeSet<String>) -> Vec<Edit> {
    let deployments = cluster.api.items("/apis/apps/v1/deployments");
    let deployments = deployments.unwrap_or_default();
    let is_server = |it: &&Value| {
        let app = field(it, "/spec/template/metadata/labels/app");
        homes.contains(&namespace(it)) && app.as_deref() != Some("curl")
    };
    let edit = |deployment: &Value| {
        let labelled = |value: Value| {
            let labels = json!({"sidecar.istio.io/inject": value});
            Action::Merge(json!({"spec": {"template": {"metadata": {"labels": labels}}}}))
        };
        Edit {
            cluster: cluster.index,
            path: path("/apis/apps/v1", "deployments", deployment),
            wrong: labelled(json!("false")),
            right: labelled(Value::Null),
        }
    };
    deployments.iter().filter(is_server).map(edit).collect()
}

/// Services whose ports are called otherwise.
fn other_names(cluster: &WorldCluster, homes: &BTreeSet<String>) -> Vec<Edit> {
    let services = cluster.api.items("/api/v1/services").unwrap_or_default();
    let is_called = |it: &&Value| {
        let app = field(it, "/spec/selector/app");
        homes.contains(&namespace(it)) && app.as_deref() != Some("curl")
    };
    let edit = |service: &Value| {
        let right = list(service, "/spec/ports").to_vec();
        let mut wrong = right.clone();
        for port in &mut wrong {
            let name = field(port, "/name").unwrap_or_default();
            port["name"] = json!(format!("{name}-other"));
        }
        let with = |ports: Vec<Value>| Action::Merge(json!({"spec": {"ports": ports}}));
        Edit {
            cluster: cluster.index,
            path: path("/api/v1", "services", service),
            wrong: with(wrong),
            right: with(right),
        }
    };
    services.iter().filter(is_called).map(edit).collect()
}

/// The mesh configuration of a cluster's istiods, with a trust domain of its own.
fn other_domain(cluster: &WorldCluster) -> Vec<Edit> {
    let edit = |config: &Value| {
        let right = field(config, "/data/mesh").unwrap_or_default();
        let mut wrong = "trustDomain: other.example\n".to_owned();
        for line in right.lines().filter(|it| !it.starts_with("trustDomain:")) {
            wrong.push_str(line);
            wrong.push('\n');
        }
        let with = |mesh: String| Action::Merge(json!({"data": {"mesh": mesh}}));
        Edit {
            cluster: cluster.index,
            path: path("/api/v1", "configmaps", config),
            wrong: with(wrong),
            right: with(right),
        }
    };
    mesh_configs(cluster).iter().map(edit).collect()
}

/// Certificates of a cluster's istiod under a root that nobody else has, made with the functions
/// of the bundle.
fn other_root(
    traffic: &Traffic<'_>,
    mesh: &Mesh,
    cluster: &WorldCluster,
) -> Result<Vec<Edit>, Trouble> {
    let folder = traffic.world.folder().join("other-root");
    let algorithm = mesh.ca.key_algorithm.to_string();
    let name = &cluster.name;
    let script =
        format!(". ./lib.sh; make_root {algorithm} && make_certificate {name} {algorithm}");
    let status = std::process::Command::new("sh")
        .args(["-c", &script])
        .current_dir(traffic.world.folder().join("bundle"))
        .envs(traffic.world.environment())
        .env("MESHWRIGHT_CERTIFICATES", &folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let status = status.map_err(Trouble::io(&folder))?;
    if !status.success() {
        return Err(Trouble::Failed("lib.sh".to_owned(), status.to_string()));
    }
    let path = "/api/v1/namespaces/istio-system/secrets/cacerts".to_owned();
    let secret = cluster.api.read(&path).map_err(Trouble::api(name))?;
    let right = secret.and_then(|it| it.get("data")?.as_object().cloned());
    let Some(right) = right else {
        return Ok(Vec::new());
    };
    let mut wrong = Map::new();
    for file in right.keys() {
        let at = folder.join(name).join(file);
        let content = fs::read(&at).map_err(Trouble::io(&at))?;
        wrong.insert(file.clone(), json!(Base64::encode_string(&content)));
    }
    let with = |data: Map<String, Value>| Action::Merge(json!({"data": data}));
    Ok(vec![Edit {
        cluster: cluster.index,
        path,
        wrong: with(wrong),
        right: with(right),
    }])
}
