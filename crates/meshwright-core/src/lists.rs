//! Predicted endpoint lists by name: those of one cluster or of all, of one service or of all.

use meshwright_graph::{Prediction, Predictor};
use meshwright_model::{ClusterIndex, Mesh};

use crate::ask::{AskError, cluster, unknown_service};

/// The lists that were asked for, by caller and service in the order of the mesh.
///
/// # Errors
///
/// Says which name means nothing in this mesh.
pub fn lists(
    mesh: &Mesh,
    predictor: &Predictor<'_>,
    from: Option<&str>,
    service: Option<&str>,
) -> Result<Vec<Prediction>, AskError> {
    let callers: Vec<ClusterIndex> = match from {
        Some(name) => vec![cluster(mesh, name)?],
        None => mesh.clusters().map(|(index, _)| index).collect(),
    };
    let service = match service {
        Some(name) => {
            let found = predictor.service_named(name);
            Some(found.ok_or_else(|| unknown_service(predictor.services(), name))?)
        }
        None => None,
    };
    let of_service = |list: &Prediction| service.is_none_or(|asked| asked == list.service);
    Ok(callers
        .into_iter()
        .flat_map(|caller| predictor.lists(caller))
        .filter(of_service)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::lists;
    use crate::ask::AskError;
    use crate::istiod::predictor;
    use crate::{Options, compile};

    const MESH: &str = "\
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata: {name: shop}
clusters:
  - {name: east, network: net-1, eastWestGateway: {}}
  - {name: west, network: net-2, eastWestGateway: {}}
services:
  - {name: one, namespace: sample, ports: [{name: http, port: 80}]}
  - {name: two, namespace: sample, ports: [{name: http, port: 80}, {name: grpc, port: 90}]}
";

    fn count(from: Option<&str>, service: Option<&str>) -> Result<usize, AskError> {
        let compiled = compile(MESH, &Options::default());
        let (mesh, graph) = (
            compiled.mesh.expect("a mesh"),
            compiled.graph.expect("a graph"),
        );
        lists(&mesh, &predictor(&mesh, &graph), from, service).map(|lists| lists.len())
    }

    #[test]
    fn there_is_a_list_for_each_caller_and_port() {
        assert_eq!(count(None, None), Ok(6));
        assert_eq!(count(Some("east"), None), Ok(3));
        assert_eq!(count(Some("east"), Some("two.sample")), Ok(2));
    }

    #[test]
    fn names_that_mean_nothing_are_errors() {
        assert!(matches!(
            count(Some("eats"), None),
            Err(AskError::UnknownCluster { .. })
        ));
        assert!(matches!(
            count(None, Some("tow.sample")),
            Err(AskError::UnknownService { near: Some(near), .. }) if near == "two.sample"
        ));
    }
}
