//! An ingress or egress gateway switched on where the tool installs none.

use std::collections::BTreeSet;

use meshwright_diag::{Finding, Safety, Value, args};
use meshwright_model::InstallMethod;

use crate::RuleContext;
use crate::repair::{fix, remove};
use crate::rule::declare_rule;
use crate::settings::look_up;

declare_rule! {
    /// A gateway switched on that nobody installs.
    "VER144", "ingress-gateway-not-in-charts", Warning, Advice, since "0.1.0"
}

const GATEWAYS: [&str; 2] = ["istio-ingressgateway", "istio-egressgateway"];

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for (index, cluster) in cx.mesh.clusters() {
        if cluster.istio.install_method == InstallMethod::Istioctl {
            continue;
        }
        for gateway in GATEWAYS {
            let keys = ["gateways", gateway, "enabled"];
            if look_up(&cluster.istio.values, &keys) != Some(&Value::Bool(true)) {
                continue;
            }
            let place = cx.istio_path(index, &["values", "gateways", gateway, "enabled"]);
            if !said.insert(place.clone()) {
                continue;
            }
            let finding = RULE.finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    gateway = gateway,
                    method = cluster.istio.install_method,
                    version = cx.release(index).version.as_str(),
                    context = cluster.context.as_str(),
                ],
            );
            let edits = vec![remove(place)];
            out.push(fix(finding, Safety::Safe, edits));
        }
    }
}
