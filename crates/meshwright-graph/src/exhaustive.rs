//! All 51,200 meshes of three clusters: 5 ways to spread them over networks, 10 to give out
//! roles, 8 to place gateways, 64 for API servers to be reached, one root or several.
//!
//! Each is asked for all pairs and all endpoint lists, and compared with the oracle (I11). The
//! answers of all meshes together show that more links lose nothing (I9), that names decide
//! nothing (I10), and that a cluster more makes nobody worse connected (I23).

use std::collections::{BTreeMap, BTreeSet};

use meshwright_model::{
    CaKind, ClusterIndex, End, Exposure, Mesh, NetworkIndex, ReachableFrom, Role,
};

use crate::istiod::{Host, IstiodFacts, Via};
use crate::oracle::{self, Answer};
use crate::testing::{gateway, mesh, primary};
use crate::{MeshGraph, Predictor, Reach};

const N: usize = 3;
const NETWORKS: [[usize; N]; 5] = [[0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 1], [0, 1, 2]];
/// The control plane of each cluster; its own for a primary.
const ROLES: [[usize; N]; 10] = [
    [0, 1, 2],
    [0, 1, 0],
    [0, 1, 1],
    [0, 0, 2],
    [0, 2, 2],
    [1, 1, 2],
    [2, 1, 2],
    [0, 0, 0],
    [1, 1, 1],
    [2, 2, 2],
];
/// Who watches whom, by the bits of [`Model::api`].
const LINKS: [(usize, usize); 6] = [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Model {
    networks: [usize; N],
    roles: [usize; N],
    gateways: [bool; N],
    api: [bool; 6],
    one_root: bool,
}

fn models() -> impl Iterator<Item = Model> {
    let bit = |bits: usize, place: usize| bits >> place & 1 == 1;
    NETWORKS.into_iter().flat_map(move |networks| {
        ROLES.into_iter().flat_map(move |roles| {
            (0..8 * 64 * 2).map(move |rest| Model {
                networks,
                roles,
                gateways: std::array::from_fn(|place| bit(rest, place)),
                api: std::array::from_fn(|place| bit(rest, 3 + place)),
                one_root: bit(rest, 9),
            })
        })
    })
}

/// Puts a model into a mesh of three clusters.
fn put(model: Model, mesh: &mut Mesh) {
    mesh.ca.kind = if model.one_root {
        CaKind::PluggedIn
    } else {
        CaKind::SelfSigned
    };
    for (place, cluster) in mesh.clusters.iter_mut().enumerate() {
        cluster.network = NetworkIndex(model.networks[place]);
        cluster.role = if model.roles[place] == place {
            Role::Primary
        } else {
            Role::Remote {
                control_plane: Some(ClusterIndex(model.roles[place])),
                config: false,
            }
        };
        cluster.gateway = model.gateways[place].then(|| gateway(Exposure::LoadBalancer));
        let watchers = LINKS
            .iter()
            .zip(model.api)
            .filter(|((_, watched), is_open)| *is_open && *watched == place)
            .map(|((watcher, _), _)| End::Cluster(ClusterIndex(*watcher)));
        cluster.api_server.reachable_from = ReachableFrom::Only(watchers.collect());
    }
}

fn three() -> Mesh {
    let mut mesh = mesh(vec![primary("a", 0), primary("b", 1), primary("c", 2)]);
    for network in &mut mesh.networks {
        network.clusters.clear();
    }
    mesh
}

const fn pairs() -> [(ClusterIndex, ClusterIndex); N * N] {
    let mut pairs = [(ClusterIndex(0), ClusterIndex(0)); N * N];
    let mut place = 0;
    while place < N * N {
        pairs[place] = (ClusterIndex(place / N), ClusterIndex(place % N));
        place += 1;
    }
    pairs
}

/// Who reaches whom, one bit for each pair.
type Mask = u16;

fn bit(from: usize, to: usize) -> Mask {
    1 << (from * N + to)
}

/// The list of a caller as the oracle writes it: pods or gateway, of which cluster, for whom.
type Lines = BTreeSet<(bool, usize, BTreeSet<usize>)>;

fn predicted(mesh: &Mesh, predictor: &Predictor<'_>, caller: ClusterIndex) -> Lines {
    let mut lines = Lines::new();
    for list in predictor.lists(caller) {
        for entry in &list.entries {
            let of = match &entry.host {
                Host::PodOf(name) | Host::GatewayOf(name) => mesh.cluster_named(name),
                Host::Absent | Host::Ip(_) | Host::Name(_) => None,
            };
            let of = of.expect("nothing has an address yet").0;
            let behind = entry.leads_to.iter().map(|cluster| cluster.0).collect();
            lines.insert((entry.via == Via::Gateway, of, behind));
        }
    }
    lines
}

#[test]
fn every_mesh_of_three_clusters_is_answered_as_the_oracle_does() {
    let mut mesh = three();
    let mut masks: BTreeMap<Model, Mask> = BTreeMap::new();
    for model in models() {
        put(model, &mut mesh);
        let graph = MeshGraph::build(&mesh);
        let rows = graph.reach_rows();
        let mut mask = 0;
        for (from, to) in pairs() {
            let answer = match graph.reach(from, to) {
                Reach::Same => Answer::Same,
                Reach::Direct => Answer::Direct,
                Reach::Gateway { gateways } => Answer::Gateway(gateways),
                Reach::Broken(_) => Answer::No,
            };
            let arrives = answer != Answer::No;
            assert_eq!(rows.reaches(from, to), arrives, "{model:?} {from:?} {to:?}");
            assert_eq!(
                answer,
                oracle::reach(&mesh, from, to),
                "{model:?} {from:?} {to:?}"
            );
            if arrives {
                mask |= bit(from.0, to.0);
            }
        }
        let predictor = Predictor::new(&mesh, &graph, |_| IstiodFacts::default());
        for caller in (0..N).map(ClusterIndex) {
            let listed = predicted(&mesh, &predictor, caller);
            assert_eq!(listed, oracle::list(&mesh, caller), "{model:?} {caller:?}");
        }
        masks.insert(model, mask);
    }
    assert_eq!(masks.len(), 51_200);
    for (&model, &mask) in &masks {
        more_loses_nothing(&masks, model, mask);
        names_decide_nothing(&masks, model, mask);
    }
}

/// I9: another API link loses no pair; nor does another gateway whose istiod sees the clusters
/// of its network.
fn more_loses_nothing(masks: &BTreeMap<Model, Mask>, model: Model, mask: Mask) {
    for place in 0..LINKS.len() {
        let mut more = model;
        more.api[place] = true;
        assert_eq!(mask & !masks[&more], 0, "{model:?} with link {place}");
    }
    for place in 0..N {
        let istiod = model.roles[place];
        let sees = |cluster: usize| {
            let link = LINKS.iter().position(|&link| link == (istiod, cluster));
            link.is_none_or(|link| model.api[link])
        };
        let near = (0..N).filter(|&other| model.networks[other] == model.networks[place]);
        // Its own proxy needs its configuration, too.
        let is_served = istiod == place || (model.gateways[istiod] && sees(place));
        if is_served && near.into_iter().all(sees) {
            let mut more = model;
            more.gateways[place] = true;
            assert_eq!(mask & !masks[&more], 0, "{model:?} with gateway {place}");
        }
    }
}

/// I10: the same mesh with other names has the same answers under those names.
fn names_decide_nothing(masks: &BTreeMap<Model, Mask>, model: Model, mask: Mask) {
    for turn in [[1, 0, 2], [1, 2, 0]] {
        let mut turned = model;
        for place in 0..N {
            turned.networks[turn[place]] = model.networks[place];
            turned.roles[turn[place]] = turn[model.roles[place]];
            turned.gateways[turn[place]] = model.gateways[place];
        }
        for (place, &(watcher, watched)) in LINKS.iter().enumerate() {
            let link = (turn[watcher], turn[watched]);
            let to = LINKS
                .iter()
                .position(|&it| it == link)
                .expect("every pair is a link");
            turned.api[to] = model.api[place];
        }
        // Names of networks mean nothing: they are counted in the order of clusters.
        let mut seen = Vec::new();
        for network in &mut turned.networks {
            let place = seen.iter().position(|it| it == network).unwrap_or_else(|| {
                seen.push(*network);
                seen.len() - 1
            });
            *network = place;
        }
        let other = masks[&turned];
        for from in 0..N {
            for to in 0..N {
                let same = mask & bit(from, to) == 0;
                let its = other & bit(turn[from], turn[to]) == 0;
                assert_eq!(same, its, "{model:?} turned by {turn:?}");
            }
        }
    }
}

#[test]
fn a_third_cluster_makes_the_first_two_no_worse_connected() {
    let mut whole = three();
    let mut n_models = 0;
    for model in models() {
        // I23: it comes before its gateway, which comes once its istiod sees whom it serves.
        let is_leaf = model.roles[0] != 2 && model.roles[1] != 2;
        if model.gateways[2] || !is_leaf {
            continue;
        }
        n_models += 1;
        put(model, &mut whole);
        let mut before = whole.clone();
        before.clusters.pop();
        for cluster in &mut before.clusters {
            if let ReachableFrom::Only(ends) = &mut cluster.api_server.reachable_from {
                ends.retain(|end| *end != End::Cluster(ClusterIndex(2)));
            }
        }
        let (before, after) = (MeshGraph::build(&before), MeshGraph::build(&whole));
        for (from, to) in pairs() {
            if from.0 < 2 && to.0 < 2 {
                assert_eq!(before.reach(from, to), after.reach(from, to), "{model:?}");
            }
        }
    }
    assert!(n_models > 10_000, "{n_models}");
}
