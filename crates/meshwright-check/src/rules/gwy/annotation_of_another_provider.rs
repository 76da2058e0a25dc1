//! Annotations of a gateway's Service that nobody in its cluster reads.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{Cluster, Exposure, LoadBalancer, Provider};

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// An annotation for another load balancer.
    "GWY117", "annotation-of-another-provider", Warning, Advice, since "0.1.0"
}

/// What hands out addresses, as annotations tell them apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    Aws,
    Azure,
    Google,
    Metallb,
}

impl Reader {
    /// How people call it.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "AWS",
            Self::Azure => "Azure",
            Self::Google => "Google Cloud",
            Self::Metallb => "MetalLB",
        }
    }
}

/// Beginnings of annotations, and who reads them.
const PREFIXES: [(&str, Reader); 6] = [
    ("service.beta.kubernetes.io/aws-", Reader::Aws),
    ("service.beta.kubernetes.io/azure-", Reader::Azure),
    ("networking.gke.io/", Reader::Google),
    ("cloud.google.com/", Reader::Google),
    ("metallb.io/", Reader::Metallb),
    ("metallb.universe.tf/", Reader::Metallb),
];

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        let (Some(gateway), Some(own)) = (&cluster.gateway, reader(cluster)) else {
            continue;
        };
        if gateway.exposure != Exposure::LoadBalancer {
            continue;
        }
        for key in gateway.annotations.keys() {
            let meant = PREFIXES
                .iter()
                .find(|(prefix, _)| key.starts_with(prefix))
                .map(|(_, reader)| *reader);
            let Some(meant) = meant.filter(|meant| *meant != own) else {
                continue;
            };
            let gateway = cluster.path().join("eastWestGateway");
            let place = gateway.join("annotations").join(key);
            let finding = RULE.finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    annotation = key,
                    own = own.as_str(),
                    meant = meant.as_str(),
                ],
            );
            out.push(fix(finding.at_key(), Safety::Unsafe, vec![remove(place)]));
        }
    }
}

/// Who hands out addresses in a cluster; `None` where the document does not tell.
const fn reader(cluster: &Cluster) -> Option<Reader> {
    match (cluster.load_balancer, cluster.provider) {
        (LoadBalancer::Metallb, _) => Some(Reader::Metallb),
        (LoadBalancer::Cloud, Provider::Eks) => Some(Reader::Aws),
        (LoadBalancer::Cloud, Provider::Aks) => Some(Reader::Azure),
        (LoadBalancer::Cloud, Provider::Gke) => Some(Reader::Google),
        (LoadBalancer::Cloud | LoadBalancer::None, _) => None,
    }
}
