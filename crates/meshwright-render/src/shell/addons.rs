//! How addons, and what Kiali needs of other clusters, are spelled.

use meshwright_model::{Cluster, ClusterName};
use meshwright_plan::istio::SYSTEM_NAMESPACE;
use meshwright_plan::{AddonSample, AddonSet};

use super::quote::{flag, quote};

/// The Secret with the token of Kiali's account, as istioctl calls it.
const KIALI_TOKEN_SECRET: &str = "kiali-istio-remote-secret-token";

/// The namespace that the samples name themselves.
pub(super) fn namespace() -> String {
    flag("namespace", SYSTEM_NAMESPACE)
}

/// Finds a sample: in the release's archive, or by its address.
///
/// The archive is where the release's istioctl came from; `istioctl` names it where there are
/// several.
fn find(sample: &AddonSample, istioctl: Option<&str>) -> String {
    let mut words = vec![quote(&sample.file), quote(&sample.address)];
    words.extend(istioctl.map(str::to_owned));
    format!("addon=$(addon_file {})", words.join(" "))
}

pub(super) fn apply(kubectl: &str, istioctl: Option<&str>, set: &AddonSet) -> Vec<String> {
    let file = set.namespace.iter().map(|file| {
        format!(
            "{kubectl} apply --server-side --field-manager=meshwright {}",
            flag("filename", &file.path)
        )
    });
    let addons = set.addons.iter().flat_map(|sample| {
        [
            find(sample, istioctl),
            match &set.hub {
                None => format!("apply_addon \"${{addon:?}}\" {kubectl} {}", namespace()),
                Some(hub) => format!(
                    "apply_addon_from {} \"${{addon:?}}\" {kubectl} {}",
                    quote(hub),
                    namespace()
                ),
            },
        ]
    });
    file.chain(addons).collect()
}

pub(super) fn delete(
    kubectl: &str,
    name: &str,
    istioctl: Option<&str>,
    set: &AddonSet,
) -> Vec<String> {
    let addons = set.addons.iter().rev().flat_map(|sample| {
        [
            find(sample, istioctl),
            format!(
                "delete_custom {kubectl} {} delete --ignore-not-found --timeout=10m \
                 --filename=\"${{addon:?}}\"",
                namespace()
            ),
        ]
    });
    let file = set.namespace.iter().map(|file| {
        let path = quote(&file.path);
        format!("delete_namespace {name} {SYSTEM_NAMESPACE} '' {path} {kubectl}")
    });
    addons.chain(file).collect()
}

/// Shows that addons run.
pub(super) fn check(kubectl: &str, set: &AddonSet) -> Vec<String> {
    let addons = set.addons.iter().map(|sample| sample.addon);
    addons
        .map(|addon| {
            let namespace = namespace();
            format!("{kubectl} {namespace} rollout status deployment/{addon} --timeout=5m")
        })
        .collect()
}

/// Keeps the credential that `command` prints for Kiali elsewhere.
pub(super) fn credential(cluster: &Cluster, command: &str) -> String {
    let variable = cluster.name.as_str().replace('-', "_");
    format!("kiali_credential_{variable}=$({command})")
}

pub(super) fn delete_token(kubectl: &str) -> String {
    format!(
        "{kubectl} {} delete secret {KIALI_TOKEN_SECRET} --ignore-not-found",
        namespace()
    )
}

/// Hands Kiali the credentials of other clusters.
pub(super) fn put_clusters(kubectl: &str, secret: &str, clusters: &[ClusterName]) -> String {
    let names: Vec<&str> = clusters.iter().map(ClusterName::as_str).collect();
    format!(
        "put_kiali_clusters {} {} {kubectl} {}",
        quote(secret),
        quote(&names.join(" ")),
        namespace()
    )
}

pub(super) fn delete_clusters(kubectl: &str, secret: &str) -> String {
    format!(
        "{kubectl} {} delete secret {} --ignore-not-found",
        namespace(),
        quote(secret)
    )
}
