//! Vectors of kind `eds`: endpoint lists.

use std::collections::{BTreeMap, BTreeSet};

use meshwright_graph::istiod::{
    Assignment, Endpoint, Entry, Group, Host, Pilot, Reason, Request, ServicePortView, Via,
};
use serde::Deserialize;
use serde_yaml::Value;

use crate::Topologies;
use crate::given::{
    EndpointGiven, FeaturesGiven, GatewayGiven, Outcome, PolicyGiven, ProxyGiven, facts, only,
    read, same,
};

#[derive(Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "vectors say each of these on its own"
)]
struct EdsGiven {
    #[serde(default)]
    gateways: Vec<GatewayGiven>,
    #[serde(default)]
    endpoints: Vec<EndpointGiven>,
    #[serde(default)]
    proxy: ProxyGiven,
    #[serde(default)]
    features: FeaturesGiven,
    #[serde(default)]
    policy: PolicyGiven,
    service: Option<ServiceGiven>,
    version: Option<String>,
    visible_clusters: Option<BTreeSet<String>>,
    #[serde(default, alias = "subset_labels")]
    subset: SubsetGiven,
    #[serde(default)]
    cluster_local: bool,
    #[serde(default)]
    node_local: bool,
    service_scope: Option<String>,
    #[serde(default)]
    traffic_distribution: Option<String>,
    #[serde(default)]
    persistent_session: bool,
    #[serde(default, alias = "dnat")]
    sni_dnat: bool,
}

/// Labels, or a version alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum SubsetGiven {
    Labels(BTreeMap<String, String>),
    Version(String),
}

impl Default for SubsetGiven {
    fn default() -> Self {
        Self::Labels(BTreeMap::new())
    }
}

#[derive(Deserialize)]
struct ServiceGiven {
    host: String,
    #[serde(default)]
    port: u16,
    #[serde(default)]
    port_name: String,
}

#[derive(Deserialize)]
struct EntryExpected {
    addr: String,
    port: Option<u16>,
    weight: Option<u32>,
    via: Option<String>,
}

/// The topology that a vector refers to, with what the vector says itself on top.
fn with_topology(given: &Value, topologies: &Topologies) -> Result<Value, String> {
    let Some(name) = given.get("topology").and_then(Value::as_str) else {
        return Ok(given.clone());
    };
    let base = topologies.get(name).ok_or("no such topology")?;
    let mut whole = base.as_mapping().ok_or("no map")?.clone();
    for (key, value) in given.as_mapping().ok_or("no map")? {
        whole.insert(key.clone(), value.clone());
    }
    Ok(Value::Mapping(whole))
}

pub(crate) fn eds(given: &Value, expect: &Value, topologies: &Topologies) -> Outcome {
    only(
        expect,
        &[
            "endpoints",
            "localities",
            "unordered",
            "total",
            "dropped",
            "path_failure",
        ],
    )?;
    let given: EdsGiven = read(&with_topology(given, topologies)?)?;
    let endpoints: Vec<Endpoint> = given
        .endpoints
        .iter()
        .map(EndpointGiven::endpoint)
        .collect::<Result<_, _>>()?;
    let all = endpoints.iter().map(|endpoint| endpoint.cluster.clone());
    let visible = given.visible_clusters.unwrap_or_else(|| all.collect());
    let gateways = given.gateways.iter().map(GatewayGiven::gateway);
    let pilot = Pilot {
        cluster: String::new(),
        // An istiod knows the gateways of the clusters that it sees.
        gateways: gateways
            .filter(|it| {
                let is_hidden = endpoints.iter().any(|other| other.cluster == it.cluster)
                    && !visible.contains(&it.cluster);
                !is_hidden
            })
            .collect(),
        visible,
        facts: facts(given.version.as_deref()),
        features: given.features.features(),
    };
    let service = given.service.map(|service| ServicePortView {
        is_cluster_local: given.cluster_local,
        is_node_local: given.node_local,
        is_global: given.service_scope.as_deref() != Some("local"),
        wants_unhealthy: given.traffic_distribution.is_some(),
        is_persistent: given.persistent_session,
        ..ServicePortView::new(service.host, service.port, service.port_name)
    });
    let subset = match given.subset {
        SubsetGiven::Labels(labels) => labels,
        SubsetGiven::Version(version) => BTreeMap::from([("version".to_owned(), version)]),
    };
    let proxy = given.proxy.proxy()?;
    let assignment = pilot.assign(
        &Request {
            proxy: &proxy,
            service: service.as_ref(),
            subset: &subset,
            policy: given.policy.policy()?,
            is_sni_dnat: given.sni_dnat,
        },
        &endpoints,
    );
    let is_unordered = expect
        .get("unordered")
        .is_some_and(|it| it == &Value::Bool(true));
    if let Some(expected) = expect.get("endpoints") {
        let entries: Vec<&Entry> = assignment.entries().collect();
        compare_entries(
            &entries,
            &read::<Vec<EntryExpected>>(expected)?,
            is_unordered,
        )?;
    }
    if let Some(localities) = expect.get("localities").and_then(Value::as_sequence) {
        compare_localities(&assignment, localities)?;
    }
    if let Some(total) = expect.get("total").and_then(Value::as_u64) {
        same("total", assignment.total(), total)?;
    }
    if let Some(dropped) = expect.get("dropped") {
        for (address, code) in read::<BTreeMap<String, String>>(dropped)? {
            let place = endpoints
                .iter()
                .position(|it| address_of(&it.host) == address);
            let found = assignment.dropped.iter().find(|(at, _)| Some(*at) == place);
            let found = found.map(|(_, reason)| reason.code().to_owned());
            same(&format!("dropped {address}"), found, Some(code))?;
        }
    }
    if let Some(broken) = expect.get("path_failure") {
        for (address, code) in read::<BTreeMap<String, String>>(broken)? {
            // A pod elsewhere is routed to only where both are said to be on one network.
            let listed = assignment.entries().find(|it| {
                it.via == Via::Direct
                    && address_of(&it.host) == address
                    && it.cluster != proxy.cluster
                    && it.network != proxy.network
            });
            let found = listed.map(|_| Reason::P03.code().to_owned());
            same(&format!("path to {address}"), found, Some(code))?;
        }
    }
    Ok(())
}

pub(crate) fn address_of(host: &Host) -> String {
    host.order().1
}

type Told = (String, Option<u16>, Option<u32>, Option<String>);

fn compare_entries(entries: &[&Entry], expected: &[EntryExpected], is_unordered: bool) -> Outcome {
    let mut actual: Vec<Told> = Vec::new();
    let mut wanted: Vec<Told> = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        // What a vector leaves out is not compared.
        let like = if is_unordered {
            expected
                .iter()
                .find(|it| it.addr == address_of(&entry.host))
        } else {
            expected.get(place)
        };
        let via = match entry.via {
            Via::Direct => "direct",
            Via::Gateway => "gateway",
        };
        actual.push((
            address_of(&entry.host),
            like.and_then(|it| it.port).and(Some(entry.port)),
            like.and_then(|it| it.weight).and(Some(entry.weight)),
            like.and_then(|it| it.via.as_ref()).map(|_| via.to_owned()),
        ));
    }
    for entry in expected {
        wanted.push((
            entry.addr.clone(),
            entry.port,
            entry.weight,
            entry.via.clone(),
        ));
    }
    if is_unordered {
        actual.sort();
        wanted.sort();
    }
    same("endpoints", actual, wanted)
}

fn compare_localities(assignment: &Assignment, expected: &[Value]) -> Outcome {
    let names = |group: &Group| group.locality.clone();
    let actual: Vec<String> = assignment.groups.iter().map(names).collect();
    let wanted: Vec<String> = expected
        .iter()
        .map(|it| it["locality"].as_str().unwrap_or_default().to_owned())
        .collect();
    same("localities", actual, wanted)?;
    for (group, expected) in assignment.groups.iter().zip(expected) {
        if let Some(weight) = expected.get("weight").and_then(Value::as_u64) {
            same("weight of a locality", group.weight(), weight)?;
        }
        if let Some(entries) = expected.get("endpoints") {
            let actual: Vec<&Entry> = group.entries.iter().collect();
            compare_entries(&actual, &read::<Vec<EntryExpected>>(entries)?, false)?;
        }
    }
    Ok(())
}
