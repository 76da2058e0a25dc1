//! Annotations of the AWS Load Balancer Controller on a Service that is kept from it.
//!
//! The plan hands the Service to that controller unless the topology says otherwise.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{Exposure, LoadBalancer, Provider};

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;

declare_rule! {
    /// An annotation without effect.
    "GWY118", "load-balancer-annotation-ignored", Warning, Advice, since "0.1.0"
}

const TYPE: &str = "service.beta.kubernetes.io/aws-load-balancer-type";

/// Values of [`TYPE`] by which the controller takes charge.
const TAKEN: [&str; 2] = ["external", "nlb-ip"];

/// Annotations that nobody else reads.
const ITS_OWN: [&str; 3] = [
    "service.beta.kubernetes.io/aws-load-balancer-attributes",
    "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type",
    "service.beta.kubernetes.io/aws-load-balancer-scheme",
];

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (_, cluster) in cx.mesh.clusters() {
        let Some(gateway) = &cluster.gateway else {
            continue;
        };
        let is_aws = cluster.provider == Provider::Eks
            && cluster.load_balancer == LoadBalancer::Cloud
            && gateway.exposure == Exposure::LoadBalancer;
        let kept = gateway
            .annotations
            .get(TYPE)
            .filter(|value| !TAKEN.contains(&value.as_str()));
        let own = ITS_OWN
            .into_iter()
            .find(|key| gateway.annotations.contains_key(*key));
        let (true, Some(value), Some(own)) = (is_aws, kept, own) else {
            continue;
        };
        let annotations = cluster.path().join("eastWestGateway").join("annotations");
        let finding = RULE.finding(
            annotations.join(own),
            args![
                cluster = &cluster.name,
                annotation = own,
                short = own.rsplit('/').next().unwrap_or(own),
                type = TYPE,
                value = value,
            ],
        );
        let edits = vec![remove(annotations.join(TYPE))];
        out.push(fix(finding.at_key(), Safety::Unsafe, edits));
    }
}
