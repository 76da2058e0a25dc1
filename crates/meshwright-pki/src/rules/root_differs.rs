//! Clusters whose workloads do not trust each other.

use meshwright_diag::{Finding, args};

use crate::Certificate;
use crate::check::way::Way;
use crate::check::{Context, Read, declare_rule};

declare_rule! {
    /// Roots that differ.
    "TRU201", "root-differs", Error
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let signing: Vec<(&Read<'_>, &Certificate)> = cx
        .bundles
        .iter()
        .filter_map(|read| Some((read, root(read)?)))
        .collect();
    let agree = |left: (&Read<'_>, &Certificate), right: (&Read<'_>, &Certificate)| {
        trusts(left.0, right.1) && trusts(right.0, left.1)
    };
    // Whoever agrees with most is right; of several, the first.
    let mut right = None;
    let mut most = 0;
    for one in &signing {
        let n_agree = signing.iter().filter(|other| agree(*one, **other)).count();
        if n_agree > most {
            most = n_agree;
            right = Some(*one);
        }
    }
    let Some(right) = right else {
        return;
    };
    for one in signing {
        if agree(one, right) {
            continue;
        }
        let finding = Finding::new(
            &RULE.info,
            one.0.at(one.0.names.root),
            args![
                cluster = one.0.name,
                other = right.0.name,
                fingerprint = one.1.short_fingerprint(),
                usual = right.1.short_fingerprint(),
            ],
        );
        out.push(finding.related(right.0.at(right.0.names.root), "usual"));
    }
}

/// Whether it trusts `root`; a root that was made again with its old key is the same to readers.
fn trusts(read: &Read<'_>, root: &Certificate) -> bool {
    read.roots
        .iter()
        .any(|own| own.subject_der == root.subject_der && own.public_key == root.public_key)
}

/// The root under which its workloads' certificates are.
fn root<'a>(read: &'a Read<'_>) -> Option<&'a Certificate> {
    match &read.way {
        Way::Whole(way) => way.last(),
        _ => None,
    }
}
