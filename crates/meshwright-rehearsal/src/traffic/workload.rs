//! Which pods of a world really run, and what the API server says of them.
//!
//! Those that a request of the rehearsal can meet: the sample's client and the pods of services,
//! with their sidecars, and one pod behind each Service that opens the port of an east-west
//! gateway. Ingress gateways and istiods are left out.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::api::{ApiError, list, name, namespace, text};
use crate::world::WorldCluster;

/// The port on which gateways pass mutual TLS through to the services of their network.
pub(crate) const GATEWAY_PORT: u16 = 15443;

/// A pod that really runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Workload {
    /// The place of its cluster.
    pub(crate) cluster: usize,
    pub(crate) namespace: String,
    pub(crate) name: String,
    pub(crate) ip: String,
    pub(crate) node: String,
    pub(crate) node_ip: String,
    pub(crate) account: String,
    pub(crate) labels: Map<String, Value>,
    pub(crate) annotations: Map<String, Value>,
    /// The ports on which Services expect its application.
    pub(crate) ports: Vec<u16>,
    /// The container of its proxy, where it has one.
    pub(crate) proxy: Option<Value>,
    /// The words of the container that redirects to the proxy.
    pub(crate) redirect: Vec<String>,
    /// Whether it is an east-west gateway.
    pub(crate) is_gateway: bool,
}

impl Workload {
    /// Its label `version`.
    pub(crate) fn version(&self) -> &str {
        let version = self.labels.get("version").and_then(Value::as_str);
        version.unwrap_or("none")
    }

    /// Whether it is the sample's client.
    pub(crate) fn is_client(&self) -> bool {
        self.namespace == "sample" && self.labels.get("app").is_some_and(|app| app == "curl")
    }

    /// Whether a Service with this selector stands before it.
    pub(crate) fn is_selected(&self, service: &Value) -> bool {
        let selector = service.pointer("/spec/selector").and_then(Value::as_object);
        namespace(service) == self.namespace
            && selector.is_some_and(|it| {
                !it.is_empty()
                    && it
                        .iter()
                        .all(|(key, value)| self.labels.get(key) == Some(value))
            })
    }
}

/// Finds the pods of `cluster` that run; `homes` are the namespaces of services.
pub(crate) fn find(
    cluster: &WorldCluster,
    services: &[Value],
    homes: &BTreeSet<String>,
) -> Result<Vec<Workload>, ApiError> {
    let mut found: Vec<Workload> = Vec::new();
    let mut gateways = BTreeSet::new();
    for pod in cluster.api.items("/api/v1/pods")? {
        let is_leaving = pod.pointer("/metadata/deletionTimestamp").is_some();
        let is_running = text(&pod, "/status/phase").as_deref() == Some("Running");
        let Some(ip) = text(&pod, "/status/podIP").filter(|_| is_running && !is_leaving) else {
            continue;
        };
        let mut workload = read(cluster, &pod, ip);
        let container = workload.proxy.as_ref();
        let is_router =
            container.is_some_and(|it| list(it, "/args").iter().any(|word| word == "router"));
        if is_router {
            let before = services.iter().find(|service| {
                workload.is_selected(service)
                    && list(service, "/spec/ports").iter().any(opens_gateway)
            });
            let Some(service) = before else { continue };
            // One pod stands for all that an autoscaler would have.
            if !gateways.insert(format!("{}/{}", namespace(service), name(service))) {
                continue;
            }
            workload.is_gateway = true;
        } else if homes.contains(&workload.namespace) {
            let before = services.iter().filter(|it| workload.is_selected(it));
            let ports = before.flat_map(|service| list(service, "/spec/ports"));
            let ports: BTreeSet<u16> = ports.filter_map(|it| target(it, &pod)).collect();
            workload.ports = ports.into_iter().collect();
        } else {
            continue;
        }
        found.push(workload);
    }
    Ok(found)
}

fn opens_gateway(port: &Value) -> bool {
    port.get("port").and_then(Value::as_u64) == Some(GATEWAY_PORT.into())
}

/// The port of the container that a port of a Service leads to.
pub(crate) fn target(port: &Value, pod: &Value) -> Option<u16> {
    let number = match port.get("targetPort") {
        Some(Value::String(wanted)) => {
            let containers = list(pod, "/spec/containers").iter();
            let mut ports = containers.flat_map(|it| list(it, "/ports"));
            let named = ports.find(|it| text(it, "/name").as_ref() == Some(wanted));
            named?.get("containerPort")?.as_u64()
        }
        Some(number) => number.as_u64(),
        None => port.get("port")?.as_u64(),
    };
    number.and_then(|it| u16::try_from(it).ok())
}

fn read(cluster: &WorldCluster, pod: &Value, ip: String) -> Workload {
    let containers = ["/spec/containers", "/spec/initContainers"];
    let named = |wanted: &str| {
        let mut all = containers.iter().flat_map(|at| list(pod, at));
        all.find(|it| text(it, "/name").as_deref() == Some(wanted))
    };
    let fields = |at: &str| pod.pointer(at).and_then(Value::as_object).cloned();
    let words = |container: &Value| {
        let words = list(container, "/args").iter().filter_map(Value::as_str);
        words.map(str::to_owned).collect()
    };
    Workload {
        cluster: cluster.index,
        namespace: namespace(pod),
        name: name(pod),
        ip,
        node: text(pod, "/spec/nodeName").unwrap_or_default(),
        node_ip: text(pod, "/status/hostIP").unwrap_or_default(),
        account: text(pod, "/spec/serviceAccountName").unwrap_or_default(),
        labels: fields("/metadata/labels").unwrap_or_default(),
        annotations: fields("/metadata/annotations").unwrap_or_default(),
        ports: Vec::new(),
        proxy: named("istio-proxy").cloned(),
        redirect: named("istio-init").map(words).unwrap_or_default(),
        is_gateway: false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Workload, target};

    #[test]
    fn ports_lead_to_numbers_and_to_names_of_the_container() {
        let pod = json!({"spec": {"containers": [
            {"ports": [{"name": "web", "containerPort": 8080}]},
        ]}});
        assert_eq!(target(&json!({"port": 80}), &pod), Some(80));
        assert_eq!(
            target(&json!({"port": 80, "targetPort": 81}), &pod),
            Some(81)
        );
        assert_eq!(
            target(&json!({"port": 80, "targetPort": "web"}), &pod),
            Some(8080)
        );
        assert_eq!(
            target(&json!({"port": 80, "targetPort": "gone"}), &pod),
            None
        );
    }

    #[test]
    fn a_selector_wants_all_of_its_labels_in_its_own_namespace() {
        let labels = json!({"app": "a", "version": "v1"});
        let workload = Workload {
            namespace: "sample".to_owned(),
            labels: labels.as_object().cloned().unwrap_or_default(),
            ..Workload::default()
        };
        let service = |home: &str, selector: Value| json!({"metadata": {"namespace": home}, "spec": {"selector": selector}});
        assert!(workload.is_selected(&service("sample", json!({"app": "a"}))));
        assert!(!workload.is_selected(&service("other", json!({"app": "a"}))));
        assert!(!workload.is_selected(&service("sample", json!({"app": "a", "x": "y"}))));
        assert!(!workload.is_selected(&service("sample", json!({}))));
        assert_eq!(workload.version(), "v1");
    }
}
