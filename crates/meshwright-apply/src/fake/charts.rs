//! What charts install: a handful of objects, one of each kind that the charts have.

use meshwright_core::catalog;
use meshwright_core::catalog::facts::remote::IpBacking;
use meshwright_core::model::IstioVersion;
use serde_json::{Value, json};

use super::kinds::{self, ISTIO_GROUP};

const RBAC: &str = "rbac.authorization.k8s.io/v1";

/// A handful of objects in place of what an IstioOperator means.
pub(crate) fn manifest(operator: &Value, minor: &str) -> Vec<Value> {
    let namespace = operator["metadata"]["namespace"]
        .as_str()
        .unwrap_or("istio-system");
    let spec = &operator["spec"];
    let components = &spec["components"];
    let mut objects = Vec::new();
    let gateways = components["ingressGateways"].as_array();
    for gateway in gateways.into_iter().flatten() {
        if gateway["enabled"] == json!(false) {
            continue;
        }
        let gateway_name = gateway["name"].as_str().unwrap_or_default();
        objects.extend(gateway_objects(namespace, gateway_name, minor));
    }
    if spec["profile"] == json!("empty") && components["pilot"].is_null() {
        return objects;
    }
    let revision = spec["revision"].as_str();
    let is_remote = spec["profile"] == json!("remote")
        || spec["values"]["istiodRemote"]["enabled"] == json!(true)
        || components["pilot"]["enabled"] == json!(false);
    objects.extend(control_plane(namespace, revision, minor, is_remote, spec));
    for (component, daemon_set) in [("cni", "istio-cni-node"), ("ztunnel", "ztunnel")] {
        if components[component]["enabled"] == json!(true) || spec["profile"] == json!("ambient") {
            let place = components[component]["namespace"]
                .as_str()
                .unwrap_or(namespace);
            objects.extend(agent(place, daemon_set));
        }
    }
    objects
}

/// What an istiod, or what a remote has of one, consists of.
pub(crate) fn control_plane(
    namespace: &str,
    revision: Option<&str>,
    version: &str,
    is_remote: bool,
    settings: &Value,
) -> Vec<Value> {
    let istiod = revision.map_or_else(|| "istiod".to_owned(), |it| format!("istiod-{it}"));
    let mut objects: Vec<Value> = kinds::of_group(ISTIO_GROUP)
        .map(|kind| {
            let mut crd = definition(kind);
            crd["metadata"]["labels"] = json!({"chart": "istio"});
            crd
        })
        .collect();
    objects.push(object(
        "v1",
        "ServiceAccount",
        namespace,
        "istio-reader-service-account",
    ));
    let mut role = object(
        "rbac.authorization.k8s.io/v1",
        "ClusterRole",
        "",
        &format!("istio-reader-{namespace}"),
    );
    role["rules"] = json!([]);
    objects.push(role);
    let binding = format!("istio-reader-{namespace}");
    objects.push(object(RBAC, "ClusterRoleBinding", "", &binding));
    objects.extend(account(namespace, &istiod));
    let mut config = object("v1", "ConfigMap", namespace, "istio");
    config["data"] = json!({"mesh": settings.to_string()});
    objects.push(config);
    objects.extend(service(namespace, &istiod, "ClusterIP"));
    let webhooks = "admissionregistration.k8s.io/v1";
    let injector = revision.map_or_else(
        || "istio-sidecar-injector".to_owned(),
        |it| format!("istio-sidecar-injector-{it}"),
    );
    let injector = if namespace == "istio-system" {
        injector
    } else {
        format!("{injector}-{namespace}")
    };
    let mut webhook = object(webhooks, "MutatingWebhookConfiguration", "", &injector);
    webhook["webhooks"] = json!([{"name": "rev.namespace.sidecar-injector.istio.io",
        "clientConfig": {"service": {"name": istiod}}}]);
    objects.push(webhook);
    objects.push(validator(&format!("istio-validator-{istiod}-{namespace}")));
    if has_address(settings) {
        let is_slice = IstioVersion::parse(version).is_ok_and(|version| {
            let remote = catalog::resolve(&version).release.remote();
            *remote.ip_backing.value() == IpBacking::EndpointSlice
        });
        objects.push(if is_slice {
            object("discovery.k8s.io/v1", "EndpointSlice", namespace, &istiod)
        } else {
            object("v1", "Endpoints", namespace, &istiod)
        });
    }
    if is_remote {
        return objects;
    }
    objects.extend(scaling(namespace, &istiod));
    let mut deployment = workload(namespace, &istiod, version);
    for object in &mut deployment {
        object["metadata"]["labels"] =
            json!({"app": "istiod", "istio.io/rev": revision.unwrap_or("default")});
    }
    objects.extend(deployment);
    objects
}

/// Whether settings, of istioctl or of a chart, have an address of istiod.
fn has_address(settings: &Value) -> bool {
    ["/values/global", "/global"].iter().any(|global| {
        let global = settings.pointer(global);
        global.is_some_and(|global| global.get("remotePilotAddress").is_some())
    })
}

/// A webhook that checks Istio's kinds, as it is installed.
pub(crate) fn validator(name: &str) -> Value {
    let kind = "ValidatingWebhookConfiguration";
    let mut webhook = object("admissionregistration.k8s.io/v1", kind, "", name);
    webhook["webhooks"] = json!([{"name": "validation.istio.io", "failurePolicy": "Ignore",
        "clientConfig": {"caBundle": ""}}]);
    webhook
}

/// An account with rights in its namespace.
pub(crate) fn account(namespace: &str, name: &str) -> Vec<Value> {
    vec![
        object("v1", "ServiceAccount", namespace, name),
        object(RBAC, "Role", namespace, name),
        object(RBAC, "RoleBinding", namespace, name),
    ]
}

/// An account with rights in the whole cluster.
pub(crate) fn wide_account(namespace: &str, name: &str) -> Vec<Value> {
    vec![
        object("v1", "ServiceAccount", namespace, name),
        object(RBAC, "ClusterRole", "", name),
        object(RBAC, "ClusterRoleBinding", "", name),
    ]
}

/// What keeps as many pods as are needed.
fn scaling(namespace: &str, name: &str) -> Vec<Value> {
    vec![
        object("policy/v1", "PodDisruptionBudget", namespace, name),
        object("autoscaling/v2", "HorizontalPodAutoscaler", namespace, name),
    ]
}

/// A gateway as the charts have it.
pub(crate) fn gateway_objects(namespace: &str, name: &str, image: &str) -> Vec<Value> {
    let mut objects = workload(namespace, name, image);
    objects.extend(service(namespace, name, "LoadBalancer"));
    objects.extend(account(namespace, name));
    objects.extend(scaling(namespace, name));
    objects
}

/// An agent on every node.
pub(crate) fn agent(namespace: &str, name: &str) -> Vec<Value> {
    let mut objects = wide_account(namespace, name);
    objects.push(object("v1", "ConfigMap", namespace, name));
    objects.push(object("apps/v1", "DaemonSet", namespace, name));
    objects
}

pub(crate) fn definition(kind: &kinds::Kind) -> Value {
    let name = kinds::definition(kind);
    object(
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        "",
        &name,
    )
}

pub(crate) fn object(api_version: &str, kind: &str, namespace: &str, name: &str) -> Value {
    let mut object = json!({"apiVersion": api_version, "kind": kind, "metadata": {"name": name}});
    if !namespace.is_empty() {
        object["metadata"]["namespace"] = json!(namespace);
    }
    object
}

pub(crate) fn workload(namespace: &str, name: &str, image: &str) -> Vec<Value> {
    let mut deployment = object("apps/v1", "Deployment", namespace, name);
    deployment["spec"] = json!({"template": {"spec": {"image": image}}});
    vec![deployment]
}

pub(crate) fn service(namespace: &str, name: &str, kind: &str) -> Vec<Value> {
    let mut service = object("v1", "Service", namespace, name);
    service["spec"] = json!({"type": kind});
    vec![service]
}

/// What is at an address on the web.
pub(crate) fn remote_file(address: &str) -> Option<Vec<Value>> {
    if address.contains("gateway-api") {
        let version = address.split('/').rev().nth(1)?;
        let crds = kinds::of_group(kinds::GATEWAY_API_GROUP).map(|kind| {
            let mut crd = definition(kind);
            crd["metadata"]["annotations"] =
                json!({"gateway.networking.k8s.io/bundle-version": version});
            crd
        });
        return Some(crds.collect());
    }
    let name = address.rsplit('/').next()?.strip_suffix(".yaml")?;
    address.contains("/addons/").then(|| {
        let mut objects = workload("istio-system", name, "addon");
        objects.extend(service("istio-system", name, "ClusterIP"));
        objects.extend(wide_account("istio-system", name));
        objects.extend(account("istio-system", name).into_iter().skip(1));
        objects.push(object("v1", "ConfigMap", "istio-system", name));
        objects
    })
}
