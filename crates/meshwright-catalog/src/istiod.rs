//! Since which release istiod decides about endpoints, gateways and proxies as it does.
//!
//! Keys are those of the model of istiod in `meshwright-graph`, which compares no versions:
//! [`Resolved::istiod`] answers for one version. Read at tags of `istio/istio`.

use crate::Resolved;
use crate::version::Numbers;

/// A change in what istiod decides.
struct Change {
    key: &'static str,
    /// The first patch with it.
    since: &'static str,
    /// The first version without it again.
    until: Option<&'static str>,
    /// Where the difference can be read.
    source: &'static str,
}

const fn change(key: &'static str, since: &'static str, source: &'static str) -> Change {
    Change {
        key,
        since,
        until: None,
        source,
    }
}

const CONTROLLER: &str = "pilot/pkg/serviceregistry/kube/controller/controller.go";
const NETWORK: &str = "pilot/pkg/serviceregistry/kube/controller/network.go";
const FILTERS: &str = "pilot/pkg/xds/ep_filters.go";
const ENDPOINT_FILTERS: &str = "pilot/pkg/xds/endpoints/ep_filters.go";

const CHANGES: &[Change] = &[
    change("label-before-ranges", "1.11.0", CONTROLLER),
    change(
        "empty-network-is-any",
        "1.11.0",
        "pilot/pkg/model/context.go",
    ),
    change("gateway-of-cluster-first", "1.11.0", FILTERS),
    change("endpoint-weights", "1.11.0", FILTERS),
    change(
        "scale-below-product",
        "1.11.0",
        "pilot/pkg/model/network.go",
    ),
    change("scale-is-lcm", "1.12.0", "pilot/pkg/model/network.go"),
    change("headless-dns", "1.12.0", "pilot/pkg/features/pilot.go"),
    change(
        "resolves-hostnames",
        "1.13.0",
        "releasenotes/notes/36422.yaml",
    ),
    change("view-hides-pods", "1.14.0", FILTERS),
    change(
        "reads-unready",
        "1.14.0",
        "pilot/pkg/xds/endpoint_builder.go",
    ),
    change(
        "lead-annotation",
        "1.15.0",
        "pilot/pkg/serviceregistry/kube/controller/multicluster.go",
    ),
    change(
        "other-tls-modes-are-off",
        "1.20.0",
        "pilot/pkg/xds/endpoints/mtls_checker.go",
    ),
    change("hbone-gateways", "1.23.0", NETWORK),
    change(
        "ambient-scope",
        "1.28.1",
        "pilot/pkg/xds/endpoints/endpoint_builder.go",
    ),
    change("checks-gateway-port", "1.29.0", NETWORK),
    change("sidecars-skip-port-zero", "1.29.0", ENDPOINT_FILTERS),
    change("ambient-drops-for-sidecars", "1.29.0", ENDPOINT_FILTERS),
    change(
        "remote-trust-domain",
        "1.29.0",
        "pilot/pkg/serviceregistry/kube/controller/multicluster.go",
    ),
    change("gateway-ip-family", "1.30.0", ENDPOINT_FILTERS),
    change("empty-proxy-forced", "1.30.0", ENDPOINT_FILTERS),
    change(
        "secret-swap",
        "1.30.0",
        "pkg/kube/multicluster/secretcontroller.go",
    ),
    Change {
        key: "secret-swap-wipes",
        since: "1.30.0",
        until: Some("1.30.4"),
        source: "issue 61043",
    },
];

impl Resolved {
    /// Whether istiod of this version decides by the change called `key`; `false` for a key that
    /// nobody knows.
    pub fn istiod(&self, key: &str) -> bool {
        let number = |version: &str| {
            let numbers = Numbers::read(version);
            (numbers.line(), numbers.patch.unwrap_or(0))
        };
        let version = number(&self.version);
        CHANGES.iter().any(|change| {
            change.key == key
                && version >= number(change.since)
                && change.until.is_none_or(|until| version < number(until))
        })
    }
}

/// Every key, with where it can be read.
pub fn istiod_changes() -> impl Iterator<Item = (&'static str, &'static str)> {
    CHANGES.iter().map(|change| (change.key, change.source))
}

#[cfg(test)]
mod tests {
    use meshwright_model::IstioVersion;

    use crate::resolve;

    #[test]
    fn a_change_holds_from_its_patch_on() {
        let has = |version: &str, key| {
            resolve(&IstioVersion::parse(version).expect("a version")).istiod(key)
        };
        assert!(!has("1.28.0", "ambient-scope") && has("1.28.1", "ambient-scope"));
        assert!(has("1.30", "secret-swap-wipes") && !has("1.31", "secret-swap-wipes"));
        assert!(!has("1.10", "label-before-ranges") && has("1.11", "label-before-ranges"));
        assert!(!has("1.30", "nothing-of-that-name"));
    }
}
