//! Trust and certificates.

pub mod ambient_distinct_roots;
pub mod ambient_trust_domain_differs;
pub mod cert_manager_not_planned;
pub mod multiroot_incomplete;
pub mod trust_domain_alias_widens;
pub mod trust_domain_mismatch;
pub mod trust_not_planned;

use meshwright_diag::Value;
use meshwright_model::{CaKind, Cluster};

use crate::RuleContext;
use crate::settings::look_up;

/// The roots of others that a primary's mesh config lists; `None` where there are none.
fn foreign_roots(cluster: &Cluster) -> Option<&Vec<Value>> {
    look_up(&cluster.istio.mesh_config, &["caCertificates"])
        .and_then(Value::as_array)
        .filter(|roots| !roots.is_empty())
}

/// How many istiods make a root of their own.
fn own_roots(cx: &RuleContext<'_>) -> usize {
    if cx.mesh.ca.kind == CaKind::SelfSigned {
        cx.mesh.istiods().count()
    } else {
        0
    }
}
