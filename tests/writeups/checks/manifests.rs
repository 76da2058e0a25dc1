//! Manifests: labels, networks, roles, names.

use std::collections::{BTreeMap, BTreeSet};

use meshwright_core::model::Role;
use meshwright_core::plan::{Op, StepKind};
use serde_json::Value;

use super::ask::{lines, operators, own, says, steps};
use crate::example::{Example, objects};

pub(crate) fn network_is_the_same_everywhere(example: &Example) {
    for (cluster, object) in operators(example) {
        let network = &example.mesh[cluster.network].name;
        assert_eq!(
            says(&object, "/spec/values/global/network"),
            network.as_str()
        );
        let label = says(
            &object,
            "/spec/components/ingressGateways/0/label/topology.istio.io~1network",
        );
        assert!(label.is_empty() || label == network.as_str(), "{object}");
        let path = says(&object, "/spec/values/istiodRemote/injectionPath");
        let wanted = format!("/inject/cluster/{}/net/{network}", cluster.name);
        assert!(path.is_empty() || path == wanted, "{object}");
        if let Some(networks) = object.pointer("/spec/values/global/meshNetworks") {
            for cluster in &example.mesh.clusters {
                let of = &networks[example.mesh[cluster.network].name.as_str()];
                assert_eq!(of["endpoints"][0]["fromRegistry"], cluster.name.as_str());
                let gateway = cluster.gateway.as_ref().expect("it is a node port");
                let address = gateway.addresses[0].to_string();
                assert_eq!(of["gateways"][0]["address"], address.as_str());
                assert_eq!(of["gateways"][0]["port"], gateway.port);
            }
        }
    }
}

pub(crate) fn namespace_comes_with_its_labels(example: &Example) {
    for (cluster, objects) in example.objects_by_cluster() {
        let first = objects.first().expect("each cluster has objects");
        assert_eq!(first["kind"], "Namespace", "{cluster}");
        assert_eq!(first["metadata"]["name"], "istio-system", "{cluster}");
        let label = says(first, "/metadata/labels/topology.istio.io~1network");
        let index = example
            .mesh
            .cluster_named(cluster)
            .expect("it is a cluster");
        let network = &example.mesh[example.mesh[index].network].name;
        assert_eq!(label, network.as_str(), "{cluster}");
    }
    for line in lines(example.file("run.sh")) {
        assert!(!line.contains("&&") && !line.contains(" label "), "{line}");
    }
}

pub(crate) fn exposure_has_a_namespace(example: &Example) {
    for kind in [StepKind::ExposeServices, StepKind::ExposeIstiod] {
        for step in steps(example, kind) {
            for object in objects(step) {
                assert_eq!(
                    says(&object, "/metadata/namespace"),
                    "istio-system",
                    "{object}"
                );
            }
            assert!(example.commands(step)[0].contains("--namespace=istio-system"));
        }
    }
}

pub(crate) fn primary_and_remote_fit_the_release(example: &Example) {
    for step in steps(example, StepKind::ControlPlane) {
        let cluster = own(example, step);
        let object = &objects(step)[0];
        let index = example
            .mesh
            .cluster_named(cluster.name.as_str())
            .expect("it is there");
        match cluster.role {
            Role::Remote { .. } => {
                assert_eq!(says(object, "/spec/profile"), "remote");
                assert!(
                    object
                        .pointer("/spec/values/istiodRemote/injectionPath")
                        .is_some()
                );
                assert_eq!(object.pointer("/spec/meshConfig"), None, "{object}");
                let namespace = example.step(&format!("{}/namespace", cluster.name));
                let namespace = &objects(namespace)[0];
                let annotation = "/metadata/annotations/topology.istio.io~1controlPlaneClusters";
                assert!(!says(namespace, annotation).is_empty(), "{namespace}");
            }
            Role::Primary | Role::External => {
                assert_ne!(says(object, "/spec/profile"), "remote");
                let serves = example.mesh.clusters.iter().any(|other| {
                    matches!(other.role, Role::Remote { control_plane: Some(of), .. } if of == index)
                });
                let external = object.pointer("/spec/values/global/externalIstiod");
                assert_eq!(external.and_then(Value::as_bool).unwrap_or(false), serves);
            }
        }
    }
}

pub(crate) fn gateways_from_one_template(example: &Example) {
    let mut shapes = BTreeMap::new();
    for step in steps(example, StepKind::EastWestGateway) {
        let cluster = own(example, step);
        let object = &objects(step)[0];
        let gateway = &object["spec"]["components"]["ingressGateways"][0];
        assert_eq!(gateway["name"], "istio-eastwestgateway");
        let network = example.mesh[cluster.network].name.as_str();
        assert_eq!(gateway["label"]["topology.istio.io/network"], network);
        let ports = gateway["k8s"]["service"]["ports"]
            .as_array()
            .expect("ports are a list");
        let has = |port: u16| ports.iter().any(|entry| entry["port"] == port);
        assert!(has(15443) && has(15021), "{ports:?}");
        let is_serving = example
            .place(&format!("{}/expose-istiod", cluster.name))
            .is_some();
        assert_eq!(has(15012) && has(15017), is_serving, "{ports:?}");
        let keys: Vec<&String> = gateway.as_object().expect("a map").keys().collect();
        shapes.insert(format!("{keys:?}"), cluster.name.clone());
    }
    assert!(shapes.len() <= 1, "{shapes:?}");
}

pub(crate) fn istio_operators_have_names(example: &Example) {
    for (cluster, objects) in example.objects_by_cluster() {
        let operators = objects
            .iter()
            .filter(|object| object["kind"] == "IstioOperator");
        let names: Vec<String> = operators.map(|o| says(o, "/metadata/name")).collect();
        let distinct: BTreeSet<&String> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "{cluster}: {names:?}");
        assert!(
            names.iter().all(|name| !name.is_empty()),
            "{cluster}: {names:?}"
        );
    }
}

pub(crate) fn istio_operators_go_to_istioctl(example: &Example) {
    for step in &example.plan.steps {
        let has_operator = objects(step).iter().any(|o| o["kind"] == "IstioOperator");
        assert_eq!(
            has_operator,
            matches!(step.op, Op::IstioctlInstall { .. }),
            "{}",
            step.id
        );
        for command in example.commands(step) {
            assert!(
                !has_operator || !command.starts_with("kubectl"),
                "{command}"
            );
            for wrong in [
                "kubectl x ",
                "kubectl create-remote-secret",
                "istioctl apply",
                "istioctl x create",
            ] {
                assert!(!command.contains(wrong), "{command}");
            }
        }
    }
}

pub(crate) fn manifests_parse(example: &Example) {
    use serde::Deserialize as _;
    for (path, file) in example.bundle.iter() {
        let is_yaml = std::path::Path::new(path)
            .extension()
            .is_some_and(|end| end == "yaml");
        if is_yaml && path != "topology.yaml" {
            for document in serde_yaml::Deserializer::from_str(&file.text) {
                let document = Value::deserialize(document).expect(path);
                assert!(document["kind"].is_string(), "{path}");
            }
        }
    }
}

pub(crate) fn samples_tell_their_cluster(example: &Example) {
    for step in steps(example, StepKind::Sample) {
        let cluster = own(example, step).name.as_str();
        let objects = objects(step);
        let server = objects.iter().find(|object| {
            object.pointer("/spec/template/metadata/labels/version") == Some(&Value::from(cluster))
        });
        let server = server.unwrap_or_else(|| panic!("{cluster}: {objects:#?}"));
        assert_eq!(
            says(server, "/spec/template/spec/containers/0/env/0/value"),
            cluster
        );
    }
}

pub(crate) fn samples_have_their_own_namespace(example: &Example) {
    for step in steps(example, StepKind::Sample) {
        for object in objects(step) {
            let is_namespace = object["kind"] == "Namespace";
            let pointer = if is_namespace {
                "/metadata/name"
            } else {
                "/metadata/namespace"
            };
            assert_eq!(says(&object, pointer), "sample", "{object}");
        }
    }
}
