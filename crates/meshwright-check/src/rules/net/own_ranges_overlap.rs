//! A cluster whose pods and Services have the same addresses.

use meshwright_diag::{Finding, Safety, args};

use crate::RuleContext;
use crate::addressing::FreeRanges;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// Pods and Services of one cluster with the same addresses.
    "NET110", "own-ranges-overlap", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        let clash = cluster
            .service_cidrs
            .iter()
            .enumerate()
            .find_map(|(place, service)| {
                let pod = cluster
                    .pod_cidrs
                    .iter()
                    .find(|pod| pod.contains(service) || service.contains(*pod))?;
                Some((place, *service, *pod))
            });
        let Some((place, service, pod)) = clash else {
            continue;
        };
        let place = cluster
            .path()
            .join("serviceCidrs")
            .join(format!("#{place}"));
        let mut free = FreeRanges::of(cx.mesh);
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    service = service.to_string(),
                    pod = pod.to_string(),
                ],
            )
            .related(cluster.path().join("podCidrs"), "pods");
        out.push(match free.propose(service) {
            Some(range) => fix(finding, Safety::Unsafe, vec![set(place, range.to_string())]),
            None => finding,
        });
    }
}
