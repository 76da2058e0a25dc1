//! Primaries with different trust domains that do not accept each other's.

use std::borrow::Cow;

use meshwright_diag::{Finding, Safety, Value, args};
use meshwright_model::{Cluster, ClusterIndex, Mesh};

use crate::RuleContext;
use crate::repair::{fix, remove, set};
use crate::rule::declare_rule;
use crate::settings::{as_text, look_up};

declare_rule! {
    /// Trust domains that differ.
    "TRU102", "trust-domain-mismatch", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let Some((reference, right)) = right(cx) else {
        return;
    };
    for (index, cluster) in cx.mesh.istiods() {
        let (own, usual) = (domain(cx.mesh, cluster), domain(cx.mesh, right));
        if own == usual || (accepts(cluster, &usual) && accepts(right, &own)) {
            continue;
        }
        let place = cx.istio_path(index, &["meshConfig", "trustDomain"]);
        let finding = RULE
            .finding(
                place.clone(),
                args![
                    cluster = &cluster.name,
                    domain = own.into_owned(),
                    other = &right.name,
                    usual = usual.as_ref(),
                ],
            )
            .related(
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

/// Whose trust domain is right: the first that has the mesh's own, or else the first.
pub(super) fn right<'a>(cx: &'a RuleContext<'_>) -> Option<(ClusterIndex, &'a Cluster)> {
    cx.mesh
        .istiods()
        .find(|(_, cluster)| domain(cx.mesh, cluster) == cx.mesh.trust_domain.as_str())
        .or_else(|| cx.mesh.istiods().next())
}

/// The trust domain that a primary ends up with.
pub(super) fn domain<'a>(mesh: &'a Mesh, cluster: &'a Cluster) -> Cow<'a, str> {
    look_up(&cluster.istio.mesh_config, &["trustDomain"]).map_or(
        Cow::Borrowed(mesh.trust_domain.as_str()),
        |value| {
            value
                .as_str()
                .map_or_else(|| Cow::Owned(as_text(value)), Cow::Borrowed)
        },
    )
}

/// Whether a primary takes another trust domain for its own.
pub(super) fn accepts(cluster: &Cluster, domain: &str) -> bool {
    look_up(&cluster.istio.mesh_config, &["trustDomainAliases"])
        .and_then(Value::as_array)
        .is_some_and(|aliases| aliases.iter().any(|alias| alias == domain))
}
