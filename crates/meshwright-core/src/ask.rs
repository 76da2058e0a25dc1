//! Questions by name: how does one cluster reach another, or a service in it?

use meshwright_diag::{ModelPath, Text, path, text};
use meshwright_graph::{MeshGraph, Why, why};
use meshwright_model::{ClusterIndex, Mesh, Service, Traffic};

use crate::near::nearest;

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskError {
    /// No cluster has that name.
    UnknownCluster {
        /// The name.
        name: String,
        /// A cluster that is called much like it.
        near: Option<String>,
    },
    /// The topology lists no such service.
    UnknownService {
        /// What was asked for.
        name: String,
        /// A service that is called much like it.
        near: Option<String>,
    },
}

impl AskError {
    /// The error as a sentence.
    pub fn text(&self) -> Text {
        match self {
            Self::UnknownCluster { name, near: None } => text!("ask-cluster", name = name),
            Self::UnknownCluster {
                name,
                near: Some(near),
            } => text!("ask-cluster-near", name = name, near = near),
            Self::UnknownService { name, near: None } => text!("ask-service", name = name),
            Self::UnknownService {
                name,
                near: Some(near),
            } => text!("ask-service-near", name = name, near = near),
        }
    }
}

/// How a cluster, or a service in it, is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What holds for every service.
    pub why: Why,
    /// What holds for the service that was asked for.
    pub service: Option<ServiceAnswer>,
}

/// Whether callers are sent to pods of a service in the called cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceAnswer {
    /// Whether they are.
    pub is_offered: bool,
    /// What decides.
    pub text: Text,
    /// The place in the topology that it comes from.
    pub path: ModelPath,
}

impl Answer {
    /// Whether requests arrive.
    pub fn arrives(&self) -> bool {
        let is_offered = self
            .service
            .as_ref()
            .is_none_or(|service| service.is_offered);
        self.why.verdict.arrives() && is_offered
    }
}

/// How pods of `from` reach pods of `to`, or those of `service`, written `NAME.NAMESPACE`.
///
/// # Errors
///
/// Says which name means nothing in this mesh.
pub fn ask(
    mesh: &Mesh,
    graph: &MeshGraph,
    from: &str,
    to: &str,
    service: Option<&str>,
) -> Result<Answer, AskError> {
    let (from, to) = (cluster(mesh, from)?, cluster(mesh, to)?);
    let service = match service {
        Some(name) => Some(offered(mesh, find(mesh, name)?, from, to)),
        None => None,
    };
    Ok(Answer {
        why: why(mesh, graph, from, to),
        service,
    })
}

pub(crate) fn cluster(mesh: &Mesh, name: &str) -> Result<ClusterIndex, AskError> {
    mesh.cluster_named(name).ok_or_else(|| {
        let names = mesh.clusters.iter().map(|cluster| cluster.name.as_str());
        AskError::UnknownCluster {
            name: name.to_owned(),
            near: nearest(name, names).map(str::to_owned),
        }
    })
}

fn find<'a>(mesh: &'a Mesh, name: &str) -> Result<&'a Service, AskError> {
    let full = |service: &Service| format!("{}.{}", service.name, service.namespace);
    let mut services = mesh.services.iter();
    services
        .find(|service| full(service) == name)
        .ok_or_else(|| unknown_service(&mesh.services, name))
}

pub(crate) fn unknown_service(services: &[Service], name: &str) -> AskError {
    let full = |service: &Service| format!("{}.{}", service.name, service.namespace);
    let names: Vec<String> = services.iter().map(full).collect();
    AskError::UnknownService {
        name: name.to_owned(),
        near: nearest(name, names.iter().map(String::as_str)).map(str::to_owned),
    }
}

fn offered(mesh: &Mesh, service: &Service, from: ClusterIndex, to: ClusterIndex) -> ServiceAnswer {
    let name = format!("{}.{}", service.name, service.namespace);
    let (is_offered, key, field) = if !service.clusters.contains(&to) {
        (false, "ask-no-pods", "clusters")
    } else if service.traffic == Traffic::ClusterLocal && from != to {
        (false, "ask-cluster-local", "traffic")
    } else {
        (true, "ask-pods", "clusters")
    };
    ServiceAnswer {
        is_offered,
        text: text!(
            key,
            service = name,
            from = &mesh[from].name,
            to = &mesh[to].name
        ),
        path: path!("services", service.name, field),
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, AskError, ask};
    use crate::{Options, compile};

    const MESH: &str = "\
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata:
  name: shop
clusters:
  - name: east
    network: net-1
    eastWestGateway: {}
  - name: west
    network: net-2
    eastWestGateway: {}
services:
  - name: shared
    namespace: sample
    ports: [{name: http, port: 80}]
    clusters: [east, west]
  - name: private
    namespace: sample
    ports: [{name: http, port: 80}]
    clusters: [east, west]
    traffic: cluster-local
  - name: eastern
    namespace: sample
    ports: [{name: http, port: 80}]
    clusters: [east]
";

    fn answer(from: &str, to: &str, service: Option<&str>) -> Result<Answer, AskError> {
        let compiled = compile(MESH, &Options::default());
        let mesh = compiled.mesh.expect("a mesh");
        let graph = compiled.graph.expect("a graph");
        ask(&mesh, &graph, from, to, service)
    }

    fn arrives(from: &str, to: &str, service: Option<&str>) -> bool {
        answer(from, to, service)
            .expect("names are known")
            .arrives()
    }

    #[test]
    fn clusters_with_gateways_reach_each_other() {
        assert!(arrives("east", "west", None));
        assert!(arrives("east", "west", Some("shared.sample")));
    }

    #[test]
    fn a_service_is_reached_only_where_it_is_offered() {
        assert!(!arrives("east", "west", Some("private.sample")));
        assert!(arrives("west", "west", Some("private.sample")));
        assert!(!arrives("east", "west", Some("eastern.sample")));
        assert!(arrives("west", "east", Some("eastern.sample")));
    }

    #[test]
    fn unknown_names_are_corrected() {
        let error = |near: Option<&str>| AskError::UnknownCluster {
            name: "wets".to_owned(),
            near: near.map(str::to_owned),
        };
        assert_eq!(answer("east", "wets", None), Err(error(Some("west"))));
        assert!(matches!(
            answer("east", "west", Some("shard.sample")),
            Err(AskError::UnknownService { near: Some(near), .. }) if near == "shared.sample"
        ));
    }
}
