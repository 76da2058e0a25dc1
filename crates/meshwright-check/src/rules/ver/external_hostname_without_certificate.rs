//! An external control plane with a host name, and no certificate for it.

use meshwright_diag::{Finding, Severity, args};
use meshwright_model::{Address, Exposure, LoadBalancer, Provider, Role};

use crate::RuleContext;
use crate::addresses::of_istiod;
use crate::rule::declare_rule;

declare_rule! {
    /// A host name without a certificate.
    "VER127", "external-hostname-without-certificate", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        if cluster.role != Role::External || cluster.istiod.credential.is_some() {
            continue;
        }
        let exposure = cluster.gateway.as_ref().map(|gateway| gateway.exposure);
        let gets_hostname = exposure.is_none_or(|exposure| exposure == Exposure::LoadBalancer)
            && cluster.provider == Provider::Eks
            && cluster.load_balancer == LoadBalancer::Cloud;
        match of_istiod(cluster) {
            Some((Address::Hostname(name), place)) => {
                let args = args![cluster = &cluster.name, address = name];
                out.push(RULE.finding(place, args));
            }
            // Where an address may be learned, a host name may be what is learned.
            None if gets_hostname && *cx.release(index).release.external().ip_mode => {
                let finding = RULE.finding(cluster.path(), args![cluster = &cluster.name]);
                out.push(finding.case("eks").severity(Severity::Warning));
            }
            None | Some((Address::Ip(_), _)) => {}
        }
    }
}
