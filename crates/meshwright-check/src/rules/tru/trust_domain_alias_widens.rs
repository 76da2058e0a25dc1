//! Aliases of the trust domain: names of the other domain are names of this one.

use meshwright_diag::{Finding, Value, args};

use crate::RuleContext;
use crate::rule::declare_rule;
use crate::settings::look_up;

declare_rule! {
    /// Policies match namesakes of the other trust domain.
    "TRU104", "trust-domain-alias-widens", Info, Advice, since "0.1.0"
}

const ALIASES: [&str; 2] = ["meshConfig", "trustDomainAliases"];

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.istiods() {
        let aliases = look_up(&cluster.istio.mesh_config, &ALIASES[1..]);
        let aliases: Vec<&str> = aliases
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let Some(first) = aliases.first() else {
            continue;
        };
        let place = cx.istio_path(index, &ALIASES);
        // What is written once for the mesh is said once.
        if out
            .iter()
            .any(|finding| finding.rule.code == RULE.info.code && finding.primary.path == place)
        {
            continue;
        }
        let arguments = args![
            cluster = &cluster.name,
            alias = *first,
            count = aliases.len()
        ];
        out.push(RULE.finding(place, arguments));
    }
}
