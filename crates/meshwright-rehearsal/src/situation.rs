//! Situations: one thing is changed in a world that works, and the lists are compared again with
//! the prediction for a mesh in which the same is different.
//!
//! Each situation puts back what it changed, and waits until the world is as it was. They are for
//! the tests of this repository: they show that the prediction holds when a mesh is not well.

mod service;

use std::collections::BTreeMap;
use std::time::Duration;

use meshwright_core::diag::{Text, Words, text};
use meshwright_core::graph::MeshGraph;
use meshwright_core::istiod::predictor;
use meshwright_core::model::{
    ClusterIndex, Connectivity, End, Exposure, LoadBalancer, Mesh, ReachableFrom,
};
use serde_json::{Value, json};

use crate::api::name;
use crate::compare::{Case, View, compare};
use crate::play::{Lost, Stage, request};
use crate::trouble::Trouble;
use crate::world::{WorldCluster, wait_until};

const SYSTEM: &str = "istio-system";
const PATIENCE: Duration = Duration::from_secs(90);
/// A server that no cluster has, at an address that nothing leads to.
const NOWHERE: &str = "https://10.127.254.250:6443";

/// Goes through every situation that the mesh can be in; the cases of all.
///
/// # Errors
///
/// The world broke.
pub fn situations(
    stage: &Stage,
    mesh: &Mesh,
    words: &Words,
    tell: &mut dyn FnMut(Text),
) -> Result<Vec<Case>, Trouble> {
    let Some(scene) = Scene::find(stage, mesh, words) else {
        return Ok(Vec::new());
    };
    let mut cases = Vec::new();
    for (name, act) in SITUATIONS {
        tell(text!("rehearse-phase-situation", name = *name));
        cases.extend(act(&scene, name)?);
    }
    Ok(cases)
}

type Act = fn(&Scene<'_>, &str) -> Result<Vec<Case>, Trouble>;

const SITUATIONS: &[(&str, Act)] = &[
    ("port 15443 is closed between networks", closed_port),
    ("exported to its namespace", service::exported),
    ("headless", service::headless),
    (
        "the port has another name in one cluster",
        service::other_port_name,
    ),
    (
        "the port has another number in one cluster",
        service::other_port_number,
    ),
    ("two remote secrets for one cluster", two_secrets),
    ("a remote secret is missing", missing_secret),
    (
        "a remote secret leads to a server that does not answer",
        wrong_server,
    ),
    ("a gateway lost its address", lost_address),
    ("a gateway has no address when istiod starts", no_address),
];

/// Two clusters of which one watches the other.
struct Scene<'a> {
    stage: &'a Stage,
    mesh: &'a Mesh,
    words: &'a Words,
    /// Its istiod watches.
    watcher: &'a WorldCluster,
    /// It is watched; a primary where there is one.
    watched: &'a WorldCluster,
}

impl<'a> Scene<'a> {
    fn find(stage: &'a Stage, mesh: &'a Mesh, words: &'a Words) -> Option<Self> {
        let graph = MeshGraph::build(mesh);
        let clusters = stage.clusters();
        let place = |it: &WorldCluster| ClusterIndex(it.index);
        let istiods = graph.control_planes();
        let mut pairs: Vec<(&WorldCluster, &WorldCluster)> = clusters
            .iter()
            .filter(|it| istiods.contains(&place(it)))
            .flat_map(|watcher| clusters.iter().map(move |watched| (watcher, watched)))
            .filter(|(watcher, watched)| {
                watcher.index != watched.index && graph.discovers(place(watcher), place(watched))
            })
            .collect();
        pairs.sort_by_key(|(watcher, watched)| {
            let is_primary = istiods.contains(&place(watched));
            (!is_primary, watcher.network == watched.network)
        });
        let pair = pairs.first()?;
        Some(Self {
            stage,
            mesh,
            words,
            watcher: pair.0,
            watched: pair.1,
        })
    }

    fn compare(&self, mesh: &Mesh, view: &View<'_>) -> Result<Vec<Case>, Trouble> {
        let graph = MeshGraph::build(mesh);
        let predictor = predictor(mesh, &graph);
        compare(self.stage, mesh, &predictor, self.words, view)
    }

    /// Waits until everything is sent again as it was in the beginning.
    fn settle(&self) -> Result<(), Trouble> {
        let what = || text!("rehearse-as-before");
        wait_until(PATIENCE, &what, || {
            let cases = self.compare(self.mesh, &View::SAMPLE)?;
            Ok(cases.iter().all(|case| case.agrees))
        })
    }

    /// The mesh as it would be if the watcher did not reach the API server of the watched.
    fn unwatched(&self) -> Mesh {
        let mut mesh = self.mesh.clone();
        let others = (0..mesh.clusters.len())
            .filter(|it| *it != self.watcher.index)
            .map(|it| End::Cluster(ClusterIndex(it)))
            .collect();
        if let Some(cluster) = mesh.clusters.get_mut(self.watched.index) {
            cluster.api_server.reachable_from = ReachableFrom::Only(others);
        }
        mesh
    }

    /// The remote secret of the watched in the watcher, as it would be applied.
    fn secret(&self) -> Result<Option<Value>, Trouble> {
        let path = format!(
            "/api/v1/namespaces/{SYSTEM}/secrets?labelSelector=istio%2FmultiCluster%3Dtrue"
        );
        let found = self.watcher.api.items(&path).map_err(self.api())?;
        let key = format!("/data/{}", self.watched.name);
        let own = found.into_iter().find(|it| it.pointer(&key).is_some());
        Ok(own.map(|secret| {
            json!({
                "apiVersion": "v1",
                "kind": "Secret",
                "type": "Opaque",
                "metadata": {
                    "name": name(&secret),
                    "namespace": SYSTEM,
                    "labels": secret.pointer("/metadata/labels"),
                    "annotations": {
                        "networking.istio.io/cluster": self.watched.name,
                    },
                },
                "data": secret.get("data"),
            })
        }))
    }

    fn api(&self) -> impl FnOnce(crate::api::ApiError) -> Trouble {
        Trouble::api(&self.watcher.name)
    }

    fn put(&self, secret: &Value) -> Result<(), Trouble> {
        let path = secret_path(&name(secret));
        self.watcher.api.apply(&path, secret).map_err(self.api())
    }

    fn delete(&self, secret: &Value) -> Result<(), Trouble> {
        let path = secret_path(&name(secret));
        self.watcher.api.delete(&path).map_err(self.api())
    }
}

fn secret_path(name: &str) -> String {
    format!("/api/v1/namespaces/{SYSTEM}/secrets/{name}")
}

/// A view of the sample's clients in a situation.
const fn view(situation: &str) -> View<'_> {
    View {
        situation: Some(situation),
        ..View::SAMPLE
    }
}

/// istiod knows nothing of firewalls: the lists stay, and requests are lost.
fn closed_port(scene: &Scene<'_>, situation: &str) -> Result<Vec<Case>, Trouble> {
    let mut mesh = scene.mesh.clone();
    mesh.connectivity.push(Connectivity {
        from: None,
        to: None,
        ports: vec![15443],
        allow: false,
        reason: None,
    });
    scene.compare(&mesh, &view(situation))
}

fn missing_secret(scene: &Scene<'_>, situation: &str) -> Result<Vec<Case>, Trouble> {
    let Some(secret) = scene.secret()? else {
        return Ok(Vec::new());
    };
    scene.delete(&secret)?;
    let cases = scene.compare(&scene.unwatched(), &view(situation));
    scene.put(&secret)?;
    scene.settle()?;
    cases
}

/// The secret is made anew: one that worked and is replaced keeps its endpoints for a while.
fn wrong_server(scene: &Scene<'_>, situation: &str) -> Result<Vec<Case>, Trouble> {
    let Some(secret) = scene.secret()? else {
        return Ok(Vec::new());
    };
    let mesh = scene.unwatched();
    scene.delete(&secret)?;
    // Deleting is seen before the wrong one is there.
    scene.compare(&mesh, &view(situation))?;
    scene.put(&leading_nowhere(&secret, &scene.watched.name))?;
    std::thread::sleep(Duration::from_secs(3));
    let cases = scene.compare(&mesh, &view(situation));
    scene.delete(&secret)?;
    std::thread::sleep(Duration::from_secs(1));
    scene.put(&secret)?;
    scene.settle()?;
    cases
}

/// The first one counts, and the second one is not looked at.
fn two_secrets(scene: &Scene<'_>, situation: &str) -> Result<Vec<Case>, Trouble> {
    let Some(secret) = scene.secret()? else {
        return Ok(Vec::new());
    };
    let mut second = leading_nowhere(&secret, &scene.watched.name);
    if let Some(metadata) = second.pointer_mut("/metadata") {
        metadata["name"] = json!("second-secret");
    }
    scene.put(&second)?;
    std::thread::sleep(Duration::from_secs(3));
    let cases = scene.compare(scene.mesh, &view(situation));
    scene.delete(&second)?;
    scene.settle()?;
    cases
}

/// The same secret with the address of a server that does not answer.
fn leading_nowhere(secret: &Value, cluster: &str) -> Value {
    use base64ct::{Base64, Encoding};
    let mut wrong = secret.clone();
    let pointer = format!("/data/{cluster}");
    let data = wrong.pointer(&pointer).and_then(Value::as_str);
    let kubeconfig = data.and_then(|it| Base64::decode_vec(it).ok());
    let kubeconfig = String::from_utf8_lossy(&kubeconfig.unwrap_or_default()).into_owned();
    let led = kubeconfig
        .split_inclusive('\n')
        .map(|line| match line.find("server: ") {
            Some(at) => format!("{}server: {NOWHERE}\n", &line[..at]),
            None => line.to_owned(),
        })
        .collect::<String>();
    if let Some(data) = wrong.pointer_mut(&pointer) {
        *data = json!(Base64::encode_string(led.as_bytes()));
    }
    wrong
}

/// Where the gateways are.
fn gateways(stage: &Stage) -> BTreeMap<String, Vec<String>> {
    let each = stage.clusters().iter();
    each.map(|it| (it.name.clone(), request::gateway_addresses(it)))
        .collect()
}

/// Whether the watched cluster's gateway has an address that a load balancer gave it, and that
/// is not written down in the topology.
fn has_learned_address(scene: &Scene<'_>) -> bool {
    let cluster = scene.mesh.clusters.get(scene.watched.index);
    let gateway = cluster.and_then(|it| it.gateway.as_ref());
    scene.watcher.network != scene.watched.network
        && gateway
            .is_some_and(|it| it.exposure == Exposure::LoadBalancer && it.addresses.is_empty())
}

/// An istiod keeps the address that a gateway had.
fn lost_address(scene: &Scene<'_>, situation: &str) -> Result<Vec<Case>, Trouble> {
    if !has_learned_address(scene) {
        return Ok(Vec::new());
    }
    let before = gateways(scene.stage);
    take_addresses(scene)?;
    let kept = View {
        gateways: Some(&before),
        ..view(situation)
    };
    let cases = scene.compare(scene.mesh, &kept);
    scene
        .stage
        .lose(Lost::Addresses(scene.watched.index), false);
    scene.settle()?;
    cases
}

/// An istiod that starts finds none, and sends the addresses of pods.
fn no_address(scene: &Scene<'_>, situation: &str) -> Result<Vec<Case>, Trouble> {
    if !has_learned_address(scene) {
        return Ok(Vec::new());
    }
    take_addresses(scene)?;
    let graph = MeshGraph::build(scene.mesh);
    let istiods: Vec<&WorldCluster> = scene
        .stage
        .clusters()
        .iter()
        .filter(|it| graph.control_planes().contains(&ClusterIndex(it.index)))
        .collect();
    for istiod in &istiods {
        scene.stage.restart(istiod)?;
    }
    let mut mesh = scene.mesh.clone();
    if let Some(cluster) = mesh.clusters.get_mut(scene.watched.index) {
        cluster.load_balancer = LoadBalancer::None;
    }
    let cases = scene.compare(&mesh, &view(situation));
    scene
        .stage
        .lose(Lost::Addresses(scene.watched.index), false);
    scene.settle()?;
    cases
}

fn take_addresses(scene: &Scene<'_>) -> Result<(), Trouble> {
    scene.stage.lose(Lost::Addresses(scene.watched.index), true);
    let what = || text!("rehearse-istiod", cluster = &scene.watched.name);
    wait_until(PATIENCE, &what, || {
        Ok(request::gateway_addresses(scene.watched).is_empty())
    })?;
    // istiod hears of it by then.
    std::thread::sleep(Duration::from_secs(2));
    Ok(())
}

#[cfg(test)]
mod tests {
    use base64ct::{Base64, Encoding};
    use serde_json::json;

    use super::{NOWHERE, leading_nowhere};

    #[test]
    fn a_secret_leads_nowhere_with_everything_else_as_it_was() {
        let config = "clusters:\n- cluster:\n    server: https://10.0.0.1:6443\n  name: west\n";
        let secret = json!({"data": {"west": Base64::encode_string(config.as_bytes())}});
        let wrong = leading_nowhere(&secret, "west");
        let data = wrong["data"]["west"].as_str().expect("a text");
        let told = Base64::decode_vec(data).expect("it is Base64");
        let told = String::from_utf8(told).expect("it is text");
        assert_eq!(told, config.replace("https://10.0.0.1:6443", NOWHERE));
    }
}
