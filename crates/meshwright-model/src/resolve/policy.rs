//! Findings that are accepted.

use meshwright_diag::{Finding, ModelPath, args, path};

use super::Resolver;
use crate::document::Topology;
use crate::mesh::Allow;
use crate::rules::POLICY_WITHOUT_REASON;

/// The accepted findings; one without a reason is reported.
pub(super) fn resolve_all(topology: &Topology, cx: &mut Resolver) -> Vec<Allow> {
    let entries = topology
        .policy
        .as_ref()
        .and_then(|policy| policy.allow.as_ref());
    let Some(entries) = entries else {
        return Vec::new();
    };
    let list = path!("policy", "allow");
    let mut allows = Vec::with_capacity(entries.len());
    for (place, entry) in entries.with_places() {
        let path = list.join(format_args!("#{place}"));
        let reason = entry.reason.as_ref().map(|reason| reason.as_str().trim());
        if reason.is_none_or(str::is_empty) {
            let finding = Finding::new(
                POLICY_WITHOUT_REASON,
                path.join("reason"),
                args![code = entry.code.as_str()],
            );
            cx.findings.push(finding);
        }
        allows.push(Allow {
            code: entry.code.as_str().to_owned(),
            at: entry.at.clone().unwrap_or_else(ModelPath::root),
            reason: entry
                .reason
                .as_ref()
                .map(|reason| reason.as_str().to_owned()),
            until: entry.until.as_ref().map(|until| until.as_str().to_owned()),
            path,
        });
    }
    allows
}
