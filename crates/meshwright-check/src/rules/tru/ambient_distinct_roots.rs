//! Roots that are exchanged between ambient clusters, where no ztunnel takes them.

use meshwright_diag::{Finding, Safety, args, path};
use meshwright_model::{CaKind, DataPlane};

use super::{foreign_roots, own_roots};
use crate::RuleContext;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// Exchanged roots in ambient mode.
    "TRU106", "ambient-distinct-roots", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    if own_roots(cx) < 2 {
        return;
    }
    let exchanging = cx.mesh.istiods().find(|(_, cluster)| {
        cluster.istio.data_plane == DataPlane::Ambient && foreign_roots(cluster).is_some()
    });
    let Some((index, cluster)) = exchanging else {
        return;
    };
    let place = cx.istio_path(index, &["meshConfig", "caCertificates"]);
    let finding = RULE.finding(place, args![cluster = &cluster.name]);
    let edit = set(path!("mesh", "ca", "kind"), CaKind::PluggedIn.as_str());
    out.push(fix(finding, Safety::Unsafe, vec![edit]));
}
