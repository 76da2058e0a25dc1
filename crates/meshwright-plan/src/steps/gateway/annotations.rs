//! Annotations of a gateway's Service that its load balancer needs.
//!
//! Traffic between networks is TLS that only workloads end, so the load balancer has to pass TCP
//! on as it is. Only that, and the gateway's scope, are asked for here; what else a provider
//! offers (fixed addresses, subnets, pools) the topology says in `annotations`, which always win.

use std::collections::BTreeMap;

use meshwright_model::{Cluster, EastWestGateway, Exposure, LoadBalancer, Provider, Scope};

const AWS_TYPE: &str = "service.beta.kubernetes.io/aws-load-balancer-type";

/// Values of [`AWS_TYPE`] by which the AWS Load Balancer Controller takes charge.
const AWS_CONTROLLER: [&str; 3] = ["external", "nlb-ip", "nlb-instance"];

/// Annotations for the AWS Load Balancer Controller. Without them the cloud makes a classic load
/// balancer; one that is balanced over zones has no address without pods behind it.
const AWS: [(&str, &str); 3] = [
    (AWS_TYPE, "external"),
    (
        "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type",
        "ip",
    ),
    (
        "service.beta.kubernetes.io/aws-load-balancer-attributes",
        "load_balancing.cross_zone.enabled=true",
    ),
];
const AWS_SCHEME: &str = "service.beta.kubernetes.io/aws-load-balancer-scheme";
/// What the cloud's own controller reads in place of [`AWS_SCHEME`].
const AWS_INTERNAL: &str = "service.beta.kubernetes.io/aws-load-balancer-internal";

/// Internal load balancers of GKE, which peers in other regions reach too.
const GKE_INTERNAL: [(&str, &str); 2] = [
    ("networking.gke.io/load-balancer-type", "Internal"),
    (
        "networking.gke.io/internal-load-balancer-allow-global-access",
        "true",
    ),
];
const AZURE_INTERNAL: &str = "service.beta.kubernetes.io/azure-load-balancer-internal";

/// The annotations of the gateway's Service, sorted: the provider's, and the topology's on top.
pub(crate) fn annotations(cluster: &Cluster, gateway: &EastWestGateway) -> Vec<(String, String)> {
    let written = &gateway.annotations;
    let mut annotations = of_provider(cluster, gateway);
    annotations.extend(
        written
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    annotations
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn of_provider(
    cluster: &Cluster,
    gateway: &EastWestGateway,
) -> BTreeMap<&'static str, &'static str> {
    if gateway.exposure != Exposure::LoadBalancer || cluster.load_balancer != LoadBalancer::Cloud {
        return BTreeMap::new();
    }
    let is_internal = gateway.scope == Scope::Internal;
    match cluster.provider {
        Provider::Eks if !is_taken_by_aws_controller(gateway) => is_internal
            .then_some((AWS_INTERNAL, "true"))
            .into_iter()
            .collect(),
        Provider::Eks => {
            let scheme = if is_internal {
                "internal"
            } else {
                "internet-facing"
            };
            AWS.into_iter().chain([(AWS_SCHEME, scheme)]).collect()
        }
        Provider::Gke if is_internal => GKE_INTERNAL.into_iter().collect(),
        Provider::Aks if is_internal => BTreeMap::from([(AZURE_INTERNAL, "true")]),
        Provider::Gke
        | Provider::Aks
        | Provider::Openshift
        | Provider::Kubeadm
        | Provider::Kind
        | Provider::K3s
        | Provider::Other => BTreeMap::new(),
    }
}

/// Whether the topology leaves the Service to the AWS Load Balancer Controller.
fn is_taken_by_aws_controller(gateway: &EastWestGateway) -> bool {
    gateway
        .annotations
        .get(AWS_TYPE)
        .is_none_or(|value| AWS_CONTROLLER.contains(&value.as_str()))
}
