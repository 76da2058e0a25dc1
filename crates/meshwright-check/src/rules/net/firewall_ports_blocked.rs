//! A port that the mesh needs and the wires forbid.

use meshwright_diag::{Arg, Finding, Safety, Value, args, path};
use meshwright_model::{Connectivity, End};

use crate::RuleContext;
use crate::context::EntryList;
use crate::repair::{append, fix, fix_named, remove};
use crate::rule::declare_rule;
use crate::wires::{blocked_pods, blocked_ports};

declare_rule! {
    /// A port that the mesh needs is closed.
    "NET104", "firewall-ports-blocked", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, entry) in cx.mesh.connectivity.iter().enumerate() {
        let Some(blocked) = blocked_ports(cx, index) else {
            continue;
        };
        // Pods of one network that cannot talk at all are the finding of another rule, and the
        // removal of the entry repairs both.
        if blocked_pods(cx, index).is_some() {
            continue;
        }
        let place = cx.entry_path(EntryList::Connectivity, index);
        let finding = RULE.finding(
            place.clone(),
            args![
                from = &cx.mesh[blocked.from].name,
                to = &cx.mesh[blocked.to].name,
                ports = Arg::List(blocked.ports.iter().map(u16::to_string).collect()),
                count = blocked.ports.len(),
                reason = entry.reason.clone().unwrap_or_default(),
            ],
        );
        if !cx.is_entry(&place) {
            out.push(finding);
            continue;
        }
        let is_all_needed =
            !entry.ports.is_empty() && entry.ports.iter().all(|port| blocked.ports.contains(port));
        out.push(if is_all_needed {
            fix_named(finding, "fix-remove", Safety::Unsafe, vec![remove(place)])
        } else {
            let exception = exception(cx, entry, &blocked.ports);
            let edits = vec![append(path!("connectivity"), exception)];
            fix(finding, Safety::Unsafe, edits)
        });
    }
}

/// An entry with the ends of `entry` that allows `ports`.
fn exception(cx: &RuleContext<'_>, entry: &Connectivity, ports: &[u16]) -> Value {
    let mut exception = serde_json::Map::new();
    for (key, end) in [("from", entry.from), ("to", entry.to)] {
        let name = match end {
            None => continue,
            Some(End::Network(network)) => cx.mesh[network].name.as_str(),
            Some(End::Cluster(cluster)) => cx.mesh[cluster].name.as_str(),
        };
        exception.insert(key.to_owned(), name.into());
    }
    exception.insert("ports".to_owned(), ports.into());
    exception.insert("allow".to_owned(), true.into());
    Value::Object(exception)
}
