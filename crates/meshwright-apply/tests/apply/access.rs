//! The roles of the bundle: with them a plan is carried out, verified and taken back, and without
//! any one of their verbs something is amiss.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use meshwright_apply::Interrupt;
use meshwright_apply::clock::LeapingClock;
use meshwright_apply::fake::{Rights, World};
use meshwright_apply::verify::{Verdict, verify};
use meshwright_core::plan::{Op, Target};
use serde_json::{Value, json};

use crate::support::{Scene, example, explain, journal};
use crate::whole::EXAMPLES;

/// A mesh whose clusters allow what the bundle's roles allow.
struct Guarded {
    name: &'static str,
    scene: Scene,
    world: World,
    /// What `verify` says where everything is allowed.
    verdicts: Vec<Verdict>,
}

impl Guarded {
    fn new(name: &'static str) -> Result<Self, String> {
        let scene = Scene::new(&example(name));
        let world = scene.world();
        let mut documents = BTreeMap::new();
        for (index, cluster) in scene.ready().mesh.clusters() {
            let path = format!("access/{}.yaml", cluster.name);
            let file = scene.ready().artifacts.get(&path);
            let text = &file.expect("every cluster has its roles").text;
            let all: Vec<Value> = text
                .split("---\n")
                .filter(|document| !document.trim().is_empty())
                .map(|document| serde_yaml::from_str(document).expect("it is YAML"))
                .collect();
            let mut state = world.state();
            let context = cluster.context.to_string();
            let found = state.clusters.get_mut(&context).expect("it is there");
            // What an administrator makes, and the services that the topology takes for granted.
            for object in all.iter().filter(|it| it["kind"] == "Namespace") {
                found.add(object.clone());
            }
            for step in &scene.ready().plan.steps {
                let (Op::ShareServices { services, .. }, true) =
                    (&step.op, step.on == Target::Cluster(index))
                else {
                    continue;
                };
                // The samples' the plan makes itself.
                for service in services
                    .iter()
                    .filter(|it| it.namespace.as_str() != "sample")
                {
                    let namespace = service.namespace.as_str();
                    found.add(json!({"apiVersion": "v1", "kind": "Namespace",
                        "metadata": {"name": namespace}}));
                    found.add(json!({"apiVersion": "v1", "kind": "Service",
                        "metadata": {"name": service.name.as_str(), "namespace": namespace}}));
                }
            }
            documents.insert(cluster.name.to_string(), all);
        }
        let mut guarded = Self {
            name,
            scene,
            world,
            verdicts: Vec::new(),
        };
        // Everything is allowed.
        guarded.verdicts = guarded.carry(&guarded.world.again())?;
        let rights = documents
            .into_iter()
            .map(|(cluster, documents)| (cluster, Rights::of(&documents)));
        guarded.world.state().rights = rights.collect();
        Ok(guarded)
    }

    /// Carries the plan out, verifies it, takes it back; what `verify` said.
    fn carry(&self, world: &World) -> Result<Vec<Verdict>, String> {
        let before = names(world);
        let (journal, _) = journal();
        let applied = self.scene.apply(world, &journal);
        if !applied.is_complete() {
            return Err(explain(&self.scene, &applied));
        }
        let again = self.scene.apply(world, &journal);
        if !again.is_complete() {
            return Err(explain(&self.scene, &again));
        }
        let clock = LeapingClock::default();
        let (executor, plan) = (self.scene.executor(world), self.scene.ready().plan);
        let checks = verify(&executor, plan, &clock, &Interrupt::default(), &mut |_| {});
        let undone = self.scene.undo(world, &journal);
        if !undone.is_complete() {
            return Err(explain(&self.scene, &undone));
        }
        if names(world) != before {
            let after = names(world);
            let left: Vec<&String> = after.symmetric_difference(&before).collect();
            return Err(format!("left behind: {left:?}"));
        }
        Ok(checks.into_iter().map(|check| check.verdict).collect())
    }

    /// Whether all goes as if everything were allowed.
    fn is_well(&self, world: &World) -> Result<(), String> {
        let verdicts = self.carry(world)?;
        if verdicts == self.verdicts {
            Ok(())
        } else {
            Err("verify says something else".to_owned())
        }
    }
}

/// The objects that count: kinds stay, with everybody's configuration, and istiod's roots.
fn names(world: &World) -> BTreeSet<String> {
    let state = world.state();
    let clusters = state.clusters.iter();
    let names = clusters.flat_map(|(context, cluster)| {
        let names = cluster.objects.keys().filter(|name| {
            !name.starts_with("CustomResourceDefinition") && !name.ends_with("/istio-ca-root-cert")
        });
        names.map(move |name| format!("{context}: {name}"))
    });
    names.collect()
}

/// A right of a cluster: the place of its example, the cluster, the right.
type Place = (usize, String, String);

/// Roles that were read aloud: a cluster installed by istioctl, by Helm, by the Sail operator.
const GOLDEN: [(&str, &str); 4] = [
    ("primary-remote-two-networks", "cluster1"),
    ("primary-remote-two-networks", "cluster2"),
    ("helm-primary-remote", "cluster1"),
    ("sail-three-clusters", "cluster1"),
];

#[test]
fn the_roles_are_as_they_were_read_aloud() {
    for (name, cluster) in GOLDEN {
        let scene = Scene::new(&example(&format!("{name}.yaml")));
        let path = format!("access/{cluster}.yaml");
        let file = scene.ready().artifacts.get(&path);
        let is = &file.expect("every cluster has its roles").text;
        let golden = Path::new(env!("CARGO_MANIFEST_DIR"));
        let golden = golden.join(format!("tests/access/{name}-{cluster}.yaml"));
        if std::env::var_os("MESHWRIGHT_BLESS").is_some() {
            fs::write(&golden, is).expect("a golden file can be written");
        }
        let should = fs::read_to_string(&golden).expect("it is there");
        assert_eq!(
            is, &should,
            "{name}, {cluster}; MESHWRIGHT_BLESS=1 writes it anew"
        );
    }
}

#[test]
fn the_roles_suffice_and_every_verb_of_them_is_needed() {
    let mut problems: Vec<String> = Vec::new();
    let mut all: Vec<Guarded> = Vec::new();
    for name in EXAMPLES {
        match Guarded::new(name) {
            Ok(guarded) => all.push(guarded),
            Err(problem) => problems.push(format!("{name}: {problem}")),
        }
    }
    let mut places: BTreeMap<String, Place> = BTreeMap::new();
    for (place, guarded) in all.iter().enumerate() {
        let world = guarded.world.again();
        if let Err(problem) = guarded.is_well(&world) {
            problems.push(format!("{}: {problem}", guarded.name));
        }
        for (cluster, rights) in &world.state().rights {
            let idle: Vec<&String> = rights.allowed.difference(&rights.used).collect();
            if !idle.is_empty() {
                problems.push(format!("{}, {cluster}: {idle:?}", guarded.name));
            }
            for right in &rights.allowed {
                let which = (place, cluster.clone(), right.clone());
                places.entry(right.clone()).or_insert(which);
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(places.len() > 60, "{} verbs", places.len());
    let places: Vec<Place> = places.into_values().collect();
    let (next, idle) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(place) = places.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let (example, cluster, right) = place;
                    let guarded = &all[*example];
                    let world = guarded.world.again();
                    let mut state = world.state();
                    let rights = state.rights.get_mut(cluster).expect("it is guarded");
                    assert!(rights.allowed.remove(right));
                    drop(state);
                    if guarded.is_well(&world).is_ok() {
                        let example = guarded.name;
                        let line = format!("{example}, {cluster}: nobody misses {right}");
                        idle.lock().expect("nobody panics").push(line);
                    }
                }
            });
        }
    });
    let idle = idle.into_inner().expect("nobody panics");
    assert!(idle.is_empty(), "{}", idle.join("\n"));
}
