//! Trust domains of ambient clusters that differ, aliases or not.

use meshwright_diag::{Finding, Safety, args};
use meshwright_model::DataPlane;

use super::trust_domain_mismatch::{accepts, domain, right};
use crate::RuleContext;
use crate::repair::{fix, remove, set};
use crate::rule::declare_rule;

declare_rule! {
    /// Trust domains that aliases do not bring together in ambient mode.
    "TRU107", "ambient-trust-domain-differs", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let Some((reference, right)) = right(cx) else {
        return;
    };
    for (index, cluster) in cx.mesh.istiods() {
        let (own, usual) = (domain(cx.mesh, cluster), domain(cx.mesh, right));
        let is_ambient =
            |one: &meshwright_model::Cluster| one.istio.data_plane == DataPlane::Ambient;
        // Without aliases the domains do not meet in any mode, which is said elsewhere.
        let has_aliases = accepts(cluster, &usual) && accepts(right, &own);
        if own == usual || !has_aliases || !(is_ambient(cluster) || is_ambient(right)) {
            continue;
        }
        let place = cx.istio_path(index, &["meshConfig", "trustDomain"]);
        let arguments = args![
            cluster = &cluster.name,
            domain = own.into_owned(),
            other = &right.name,
            usual = usual.as_ref(),
        ];
        let finding = RULE.finding(place.clone(), arguments).related(
            cx.istio_path(reference, &["meshConfig", "trustDomain"]),
            "usual",
        );
        let edit = if usual == cx.mesh.trust_domain.as_str() {
            remove(place)
        } else {
            set(place, usual.as_ref())
        };
        out.push(fix(finding, Safety::Unsafe, vec![edit]));
    }
}
