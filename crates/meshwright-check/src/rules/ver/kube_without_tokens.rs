//! A cluster that makes no tokens by itself, and an istioctl that counts on them.

use meshwright_catalog::Known;
use meshwright_diag::{Finding, Safety, args};
use meshwright_model::KubernetesVersion;

use crate::RuleContext;
use crate::releases::first_release;
use crate::repair::{fix, set};
use crate::rule::declare_rule;

declare_rule! {
    /// A remote secret that istioctl cannot make.
    "VER135", "kube-without-tokens", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    for (index, cluster) in cx.mesh.clusters() {
        let Some(kubernetes) = cluster.kubernetes.as_ref().filter(|v| makes_no_tokens(v)) else {
            continue;
        };
        let resolved = cx.release(index);
        let watchers: Vec<_> = cx.watchers_of(index).collect();
        if *resolved.release.istioctl().creates_token_secret
            || resolved.known == Known::OlderThanKnown
            || watchers.is_empty()
        {
            continue;
        }
        let first = first_release(|resolved| *resolved.release.istioctl().creates_token_secret);
        let version = cx.istio_path(index, &["version"]);
        let finding = RULE
            .finding(
                cluster.path().join("kubernetes"),
                args![
                    cluster = &cluster.name,
                    kubernetes = kubernetes,
                    version = resolved.release.minor(),
                    first = first,
                    watchers = cx.names(watchers),
                ],
            )
            .related(version.clone(), "release");
        out.push(fix(finding, Safety::Unsafe, vec![set(version, first)]));
    }
}

/// Whether ServiceAccounts of a Kubernetes version come without a token: from 1.24 on.
fn makes_no_tokens(version: &KubernetesVersion) -> bool {
    let mut numbers = version.as_str().split('.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= (1, 24),
        _ => false,
    }
}
