//! Questions by name: how does one cluster reach another, or a service in it?

use meshwright_diag::{Fix, ModelPath, Text, path, text};
use meshwright_graph::{MeshGraph, NotOffered, Why, offered, why};
use meshwright_model::{ClusterIndex, Mesh, Service};

use crate::istiod::predictor;
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
    /// The service: `name.namespace`.
    pub name: String,
    /// Whether they are.
    pub is_offered: bool,
    /// What decides.
    pub text: Text,
    /// The place in the topology that it comes from.
    pub path: ModelPath,
    /// What callers are sent of those pods; `None` where nothing can be said.
    pub listed: Option<Listed>,
    /// Repairs, where callers are not sent to them.
    pub fixes: Vec<Fix>,
}

/// What the endpoint list of callers has of a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Whether the list has something of it, and requests to that arrive.
    pub is_there: bool,
    /// The entry, or why there is none.
    pub text: Text,
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

    /// Repairs for the first thing in the way, the best first.
    pub fn fixes(&self) -> &[Fix] {
        match &self.service {
            Some(service) if self.why.fixes.is_empty() => &service.fixes,
            _ => &self.why.fixes,
        }
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
        Some(name) => Some(answer(mesh, graph, find(mesh, name)?, from, to)),
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

fn answer(
    mesh: &Mesh,
    graph: &MeshGraph,
    service: &Service,
    from: ClusterIndex,
    to: ClusterIndex,
) -> ServiceAnswer {
    let name = format!("{}.{}", service.name, service.namespace);
    let offered = offered(service, from, to);
    let key = match offered {
        Ok(()) => "ask-pods",
        Err(NotOffered::NoPods) => "ask-no-pods",
        Err(NotOffered::ClusterLocal) => "ask-cluster-local",
    };
    ServiceAnswer {
        name: name.clone(),
        is_offered: offered.is_ok(),
        text: text!(
            key,
            service = name,
            from = &mesh[from].name,
            to = &mesh[to].name
        ),
        path: match offered {
            Ok(()) => path!("services", service.name, "clusters"),
            Err(why) => why.path(service),
        },
        listed: listed(mesh, graph, service, from, to),
        fixes: offered
            .err()
            .and_then(|why| why.repair(mesh, service, to))
            .into_iter()
            .collect(),
    }
}

/// What the proxies of `from` are sent of the pods in `to`, for the first port of the service.
fn listed(
    mesh: &Mesh,
    graph: &MeshGraph,
    service: &Service,
    from: ClusterIndex,
    to: ClusterIndex,
) -> Option<Listed> {
    let predictor = predictor(mesh, graph);
    let place = mesh.services.iter().position(|other| other == service)?;
    let list = predictor.predict(from, place, service.ports.first()?)?;
    if let Some(entry) = list
        .entries
        .iter()
        .find(|entry| entry.leads_to.contains(&to))
    {
        return Some(Listed {
            is_there: entry.broken.is_none(),
            text: text!(
                "ask-listed",
                cluster = &list.name,
                address = predictor.host_text(&entry.host),
                port = entry.port,
                entry = predictor.entry_text(&list, entry)
            ),
        });
    }
    let missing = list.missing.iter().find(|missing| missing.cluster == to)?;
    Some(Listed {
        is_there: false,
        text: text!(
            "ask-not-listed",
            cluster = &list.name,
            missing = predictor.missing_text(&list, missing)
        ),
    })
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
