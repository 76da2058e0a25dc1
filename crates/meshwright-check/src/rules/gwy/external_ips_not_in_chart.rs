//! External IPs for a gateway whose Helm chart has no value for them.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::{Exposure, InstallMethod};

use crate::RuleContext;
use crate::releases::first_release;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// External IPs that the chart cannot set.
    "GWY119", "external-ips-not-in-chart", Error, Refusal, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let gateways = cx.release(index).release.gateways();
        let has_external_ips = cluster
            .gateway
            .as_ref()
            .is_some_and(|gateway| gateway.exposure == Exposure::ExternalIps);
        if !has_external_ips
            || cluster.istio.install_method != InstallMethod::Helm
            || gateways.helm_chart.is_none()
            || *gateways.helm_external_ips
        {
            continue;
        }
        let place = cluster.path().join("eastWestGateway").join("exposure");
        let finding = RULE
            .finding(
                place,
                args![
                    cluster = &cluster.name,
                    version = cx.release(index).release.minor(),
                    first = first_release(|resolved| {
                        *resolved.release.gateways().helm_external_ips
                    }),
                ],
            )
            .related(cx.istio_path(index, &["installMethod"]), "method");
        let method = cx.istio_path(index, &["installMethod"]);
        let edits = vec![set(method, InstallMethod::Istioctl.as_str())];
        out.push(fix(finding, Safety::Unsafe, edits));
    }
}
