//! The install methods agree: what each of them writes for a topology is the same mesh.
//!
//! The documents are reduced to what istiod, proxies and other clusters see of them. What a chart
//! makes of a value by itself is written out here from the charts' sources.

use std::collections::{BTreeMap, BTreeSet};

use meshwright_diag::Value;
use meshwright_graph::MeshGraph;
use meshwright_model::read;
use meshwright_plan::{ManifestFile, Op, Operand, Plan, Step, StepKind, plan};
use serde_json::json;

/// What is seen of a cluster.
#[derive(Clone, Debug, Default, PartialEq)]
struct Seen {
    /// Where istiod, or what a remote has of it, is installed.
    namespace: String,
    revision: String,
    version: String,
    /// Whether the profile is that of a remote.
    is_remote: bool,
    mesh_id: Value,
    cluster: Value,
    network: Value,
    cluster_domain: Value,
    hub: Value,
    tag: Value,
    serves_remotes: Value,
    injection_path: Value,
    discovery_address: String,
    mesh_networks: Value,
    mesh_config: Value,
    gateway: Option<Gateway>,
    /// Labels and annotations of the system namespace.
    namespace_metadata: Value,
    /// The objects that say what passes gateways.
    exposed: Vec<Value>,
}

/// What is seen of an east-west gateway.
#[derive(Clone, Debug, Default, PartialEq)]
struct Gateway {
    namespace: String,
    revision: String,
    /// The labels by which istiod and Gateways find it.
    labels: BTreeMap<String, String>,
    network_view: String,
    service_type: String,
    /// Port, target port and node port.
    ports: Vec<(u64, u64, Option<u64>)>,
    /// External IPs, source ranges and whatever else its Service says.
    rest_of_service: Value,
    annotations: BTreeMap<String, String>,
    replicas: (u64, u64),
}

const LABELS: [&str; 4] = [
    "app",
    "istio",
    "networking.istio.io/gatewayPort",
    "topology.istio.io/network",
];

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn pairs(value: &Value) -> BTreeMap<String, String> {
    let map = value.as_object().into_iter().flatten();
    map.map(|(key, value)| (key.clone(), text(value))).collect()
}

fn only_labels(labels: &Value) -> BTreeMap<String, String> {
    let mut labels = pairs(labels);
    labels.retain(|key, _| LABELS.contains(&key.as_str()));
    labels
}

fn env(list: &Value, name: &str) -> String {
    let mut entries = list.as_array().into_iter().flatten();
    entries
        .find(|entry| entry["name"] == name)
        .map(|entry| text(&entry["value"]))
        .unwrap_or_default()
}

impl Seen {
    /// Takes in what all methods say alike: values of the chart `istiod`, or a tree like them.
    fn values(&mut self, values: &Value) {
        let global = &values["global"];
        self.mesh_id = global["meshID"].clone();
        self.cluster = global["multiCluster"]["clusterName"].clone();
        self.network = global["network"].clone();
        self.cluster_domain = global["proxy"]["clusterDomain"].clone();
        self.mesh_networks = global["meshNetworks"].clone();
        // The older of the two switches is a variable.
        let old = json!(values["pilot"]["env"]["EXTERNAL_ISTIOD"] == "true");
        self.serves_remotes = json!(global["externalIstiod"] == true || old == true);
        self.injection_path = values["istiodRemote"]["injectionPath"].clone();
        if let Some(address) = global["remotePilotAddress"].as_str() {
            address.clone_into(&mut self.discovery_address);
        }
    }

    fn control_plane(&mut self, op: &Op, file: &ManifestFile) {
        let documents = file.manifest.documents();
        let document = &documents[0];
        let spec = &document["spec"];
        let profile = match op {
            Op::HelmUpgrade { release, .. } => {
                self.values(document);
                release.namespace.clone_into(&mut self.namespace);
                self.revision = text(&document["revision"]);
                release.version.clone_into(&mut self.version);
                self.hub = document["global"]["hub"].clone();
                self.tag = document["global"]["tag"].clone();
                self.mesh_config = document["meshConfig"].clone();
                &document["profile"]
            }
            _ if document["kind"] == "Istio" => {
                self.values(&spec["values"]);
                self.namespace = text(&spec["namespace"]);
                // Updated in place, the resource's name is the revision.
                self.revision = text(&document["metadata"]["name"]);
                let version = text(&spec["version"]);
                version
                    .trim_start_matches('v')
                    .clone_into(&mut self.version);
                self.hub = spec["values"]["global"]["hub"].clone();
                self.tag = spec["values"]["global"]["tag"].clone();
                self.mesh_config = spec["values"]["meshConfig"].clone();
                &spec["profile"]
            }
            _ => {
                assert_eq!(document["kind"], "IstioOperator");
                self.values(&spec["values"]);
                self.namespace = text(&document["metadata"]["namespace"]);
                self.revision = text(&spec["revision"]);
                self.hub = spec["hub"].clone();
                self.tag = spec["tag"].clone();
                self.mesh_config = spec["meshConfig"].clone();
                &spec["profile"]
            }
        };
        self.is_remote = profile == "remote";
        if self.revision == "default" {
            self.revision.clear();
        }
        match op.discovery_address() {
            Some(Operand::Known(address)) => self.discovery_address = address.to_string(),
            Some(Operand::From { step, .. }) => {
                self.discovery_address = format!("that of {step}");
            }
            None => {}
        }
    }
}

impl Gateway {
    fn service(&mut self, spec: &Value) {
        self.service_type = text(&spec["type"]);
        self.ports = ports(&spec["ports"]);
        let mut rest = spec.clone();
        if let Some(rest) = rest.as_object_mut() {
            for told_elsewhere in ["type", "ports", "selector", "annotations"] {
                rest.shift_remove(told_elsewhere);
            }
        }
        self.rest_of_service = rest;
    }

    fn of(op: &Op, file: &ManifestFile) -> Self {
        let documents = file.manifest.documents();
        let document = &documents[0];
        match op {
            Op::HelmUpgrade { release, .. } => Self::of_chart(release, document),
            _ if document["kind"] == "IstioOperator" => Self::of_operator(document),
            _ => Self::of_objects(&documents),
        }
    }

    fn of_operator(document: &Value) -> Self {
        let spec = &document["spec"];
        let component = &spec["components"]["ingressGateways"][0];
        let chart = &spec["values"]["gateways"]["istio-ingressgateway"];
        let mut gateway = Self {
            namespace: text(&document["metadata"]["namespace"]),
            revision: text(&spec["revision"]),
            labels: only_labels(&component["label"]),
            network_view: env(
                &component["k8s"]["env"],
                "ISTIO_META_REQUESTED_NETWORK_VIEW",
            ),
            annotations: pairs(&component["k8s"]["serviceAnnotations"]),
            replicas: (
                chart["autoscaleMin"].as_u64().unwrap_or(1),
                chart["autoscaleMax"].as_u64().unwrap_or(5),
            ),
            ..Self::default()
        };
        gateway.service(&component["k8s"]["service"]);
        gateway
    }

    fn of_chart(release: &meshwright_plan::HelmRelease, values: &Value) -> Self {
        let mut labels = only_labels(&values["labels"]);
        // The chart's helpers: `app` is the release's name, `istio` the same without `istio-`.
        labels.insert("app".to_owned(), release.name.clone());
        let selector = release.name.trim_start_matches("istio-");
        labels.insert("istio".to_owned(), selector.to_owned());
        let mut gateway = Self {
            namespace: release.namespace.to_owned(),
            revision: text(&values["revision"]),
            network_view: text(&values["env"]["ISTIO_META_REQUESTED_NETWORK_VIEW"]),
            annotations: pairs(&values["service"]["annotations"]),
            replicas: (
                values["autoscaling"]["minReplicas"].as_u64().unwrap_or(1),
                values["autoscaling"]["maxReplicas"].as_u64().unwrap_or(5),
            ),
            ..Self::default()
        };
        gateway.service(&values["service"]);
        if let Some(network) = values["networkGateway"].as_str() {
            // What the chart's templates make of it.
            assert!(
                values["service"].get("ports").is_none(),
                "it would be ignored"
            );
            labels.insert("topology.istio.io/network".to_owned(), network.to_owned());
            network.clone_into(&mut gateway.network_view);
            gateway.ports = [15021, 15443, 15012, 15017]
                .map(|port| (port, port, None))
                .to_vec();
        }
        gateway.labels = labels;
        gateway
    }

    fn of_objects(documents: &[Value]) -> Self {
        let kind = |kind: &str| {
            let mut found = documents.iter().filter(|object| object["kind"] == kind);
            let first = found.next().expect("a gateway has one of each kind");
            assert!(found.next().is_none(), "and no more");
            first
        };
        let (service, deployment) = (kind("Service"), kind("Deployment"));
        let template = &deployment["spec"]["template"];
        let (selected, selector) = (
            pairs(&template["metadata"]["labels"]),
            pairs(&service["spec"]["selector"]),
        );
        assert!(
            selector
                .iter()
                .all(|(key, value)| selected.get(key) == Some(value)),
            "the Service selects the pods"
        );
        assert_eq!(
            service["spec"]["selector"], deployment["spec"]["selector"]["matchLabels"],
            "the Deployment too"
        );
        let injected = &template["metadata"]["annotations"]["inject.istio.io/templates"];
        assert_eq!(injected, "gateway");
        let scaler = &kind("HorizontalPodAutoscaler")["spec"];
        let mut gateway = Self {
            namespace: text(&service["metadata"]["namespace"]),
            revision: selected.get("istio.io/rev").cloned().unwrap_or_default(),
            labels: only_labels(&service["metadata"]["labels"]),
            network_view: env(
                &template["spec"]["containers"][0]["env"],
                "ISTIO_META_REQUESTED_NETWORK_VIEW",
            ),
            annotations: pairs(&service["metadata"]["annotations"]),
            replicas: (
                scaler["minReplicas"].as_u64().unwrap_or(1),
                scaler["maxReplicas"].as_u64().unwrap_or(1),
            ),
            ..Self::default()
        };
        gateway.service(&service["spec"]);
        gateway
    }
}

fn ports(list: &Value) -> Vec<(u64, u64, Option<u64>)> {
    let number = |port: &Value, key: &str| port[key].as_u64();
    list.as_array()
        .into_iter()
        .flatten()
        .map(|port| {
            let own = number(port, "port").expect("a port has a number");
            (
                own,
                number(port, "targetPort").unwrap_or(own),
                number(port, "nodePort"),
            )
        })
        .collect()
}

/// What a plan makes of each cluster, by its name.
fn seen(plan: &Plan) -> BTreeMap<String, Seen> {
    let mut clusters: BTreeMap<String, Seen> = BTreeMap::new();
    for step in &plan.steps {
        let Some(name) = &step.id.cluster else {
            continue;
        };
        let cluster = clusters.entry(name.to_string()).or_default();
        take_in(cluster, step);
    }
    clusters
}

fn take_in(cluster: &mut Seen, step: &Step) {
    let files = step.op.files();
    let Some(file) = files.first() else {
        return;
    };
    match step.id.kind {
        StepKind::Namespace => {
            let mut metadata = file.manifest.documents()[0]["metadata"].clone();
            if let Some(metadata) = metadata.as_object_mut() {
                metadata.shift_remove("name");
            }
            cluster.namespace_metadata = metadata;
        }
        StepKind::ControlPlane => cluster.control_plane(&step.op, file),
        StepKind::EastWestGateway => cluster.gateway = Some(Gateway::of(&step.op, file)),
        StepKind::ExposeServices | StepKind::ExposeIstiod => {
            cluster.exposed.extend(file.manifest.documents());
        }
        _ => {}
    }
}

/// A topology of `clusters`, installed by `method`.
fn plan_by(method: &str, version: &str, mesh: &str, clusters: &str) -> Plan {
    let text = format!(
        "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata: {{name: shop}}\nmesh:\n  \
         istio: {{version: \"{version}\", installMethod: {method}{mesh}}}\nclusters:\n{clusters}"
    );
    let document = read(&text);
    let topology = document.topology.expect("the case is a topology");
    let (mesh, findings) = topology.resolve();
    assert!(
        document.findings.is_empty() && findings.is_empty(),
        "{text}\n{findings:?}"
    );
    let mesh = mesh.canonical();
    plan(&mesh, &MeshGraph::build(&mesh), &[])
}

const TWO_PRIMARIES: &str = "  \
  - {name: east, network: network1, eastWestGateway: {}}
  - {name: west, network: network2, clusterDomain: corp.example, eastWestGateway: {replicas: 1}}
";
const ONE_NETWORK: &str = "  \
  - {name: east}
  - {name: west}
";
const REMOTE: &str = "  \
  - {name: main, network: network1, eastWestGateway: {annotations: {a: b}, sourceRanges: [198.51.100.0/24]}}
  - {name: edge, network: network2, role: remote, controlPlane: main, eastWestGateway: {}}
";
const KNOWN_ADDRESS: &str = "  \
  - {name: main, network: network1, eastWestGateway: {exposure: external-ips, addresses: [203.0.113.5]}}
  - {name: edge, network: network1, role: remote, controlPlane: main}
";
const NODE_PORTS: &str = "  \
  - {name: east, network: network1, eastWestGateway: {exposure: node-port, port: 31443, addresses: [192.0.2.1]}}
  - {name: west, network: network2, eastWestGateway: {exposure: node-port, port: 31444}}
";

const OTHER_PORT: &str = "  \
  - {name: east, network: network1, provider: eks, eastWestGateway: {port: 8443}}
  - {name: west, network: network2, provider: gke, eastWestGateway: {scope: internal}}
";

/// What the topology is about, further settings of `mesh.istio`, the clusters.
const TOPOLOGIES: [(&str, &str, &str); 8] = [
    ("two primaries, two networks", "", TWO_PRIMARIES),
    ("two primaries, one network", "", ONE_NETWORK),
    ("a single cluster", "", "  - {name: east}\n"),
    ("a primary and a remote", "", REMOTE),
    ("a remote of a known address", "", KNOWN_ADDRESS),
    ("node ports", "", NODE_PORTS),
    ("another port, an internal load balancer", "", OTHER_PORT),
    (
        "revision, images, mesh config and values",
        ", revision: canary, hub: registry.example.com/istio, tag: own, \
         meshConfig: {accessLogFile: /dev/stdout}, values: {global: {logAsJson: true}}",
        REMOTE,
    ),
];

#[test]
fn every_method_makes_the_same_mesh_of_a_topology() {
    // The oldest release that all of them install with remotes, one between, and the newest.
    for version in ["1.24", "1.28", "1.30"] {
        for (about, settings, clusters) in TOPOLOGIES {
            let by = |method| seen(&plan_by(method, version, settings, clusters));
            let mut should = by("istioctl");
            for method in ["helm", "sail"] {
                let mut is = by(method);
                assert_eq!(should.len(), is.len());
                for (name, should) in &mut should {
                    let is = is.get_mut(name).expect("the same clusters");
                    // An IstioOperator has no version: istioctl is of the version.
                    assert!(is.version.starts_with(version), "{}", is.version);
                    is.version.clear();
                    assert_eq!(should, is, "{name} by {method} {version}: {about}");
                }
            }
        }
    }
}

#[test]
fn releases_without_remotes_by_helm_agree_on_several_primaries() {
    for version in ["1.12", "1.16", "1.21", "1.23"] {
        let by = |method| {
            let mut seen = seen(&plan_by(method, version, "", TWO_PRIMARIES));
            for cluster in seen.values_mut() {
                cluster.version.clear();
            }
            seen
        };
        assert_eq!(by("istioctl"), by("helm"), "{version}");
    }
}

#[test]
fn what_is_compared_is_there() {
    let seen = seen(&plan_by("helm", "1.30", "", REMOTE));
    let (main, edge) = (&seen["main"], &seen["edge"]);
    assert_eq!(edge.cluster, "edge");
    assert_eq!(edge.mesh_id, "mesh1");
    assert_eq!(edge.injection_path, "/inject/cluster/edge/net/network2");
    assert_eq!(edge.discovery_address, "that of main/gateway-address");
    assert!(edge.is_remote && !main.is_remote);
    assert_eq!(main.serves_remotes, true);
    assert_eq!(main.mesh_config["trustDomain"], "cluster.local");
    let exposed: BTreeSet<&str> = main
        .exposed
        .iter()
        .filter_map(|object| object["metadata"]["name"].as_str())
        .collect();
    assert_eq!(exposed.len(), 3, "{exposed:?}");
    let gateway = main.gateway.as_ref().expect("main has a gateway");
    assert_eq!(gateway.ports.len(), 4);
    assert_eq!(gateway.labels["topology.istio.io/network"], "network1");
    assert_eq!(gateway.network_view, "network1");
    let gateway = edge.gateway.as_ref().expect("edge has a gateway");
    assert_eq!(
        gateway.ports.len(),
        2,
        "a remote's gateway is no way to istiod"
    );
}

#[test]
fn a_value_that_differs_is_noticed() {
    let should = seen(&plan_by("istioctl", "1.30", "", REMOTE));
    for (from, to) in [
        ("network2", "network3"),
        ("198.51.100.0/24", "198.51.101.0/24"),
        ("{a: b}", "{a: c}"),
        ("edge, ", "rim, "),
    ] {
        let changed = REMOTE.replace(from, to);
        assert_ne!(changed, REMOTE);
        let is = seen(&plan_by("sail", "1.30", "", &changed));
        assert_ne!(should, is, "{from}");
    }
}
