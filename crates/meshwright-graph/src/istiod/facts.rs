//! What differs between releases of istiod, and between settings of one, as plain switches.
//!
//! This crate compares no versions: whoever knows the release fills [`IstiodFacts`] in, by the
//! keys of [`IstiodFacts::KEYS`]. A switch that is on says what recent releases do.

/// What an istiod of some release does. All switches on is Istio 1.30.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a change of its own between two releases; they come in every combination"
)]
pub struct IstiodFacts {
    /// N-EP: the pod's label beats `meshNetworks`; before, ranges of `meshNetworks` came first.
    pub label_before_ranges: bool,
    /// E-INNET: an empty network equals every network; before, names were compared exactly.
    pub empty_network_is_any: bool,
    /// E-GW: gateways of the endpoint's own cluster come before others of its network.
    pub gateway_of_cluster_first: bool,
    /// E-LCM: weights of endpoints count; before, only the scale did.
    pub endpoint_weights: bool,
    /// E-LCM: the scale is at most a common multiple; before, the product of all counts.
    pub scale_below_product: bool,
    /// E-LCM: the scale is the least common multiple; just before, the greatest count.
    pub scale_is_lcm: bool,
    /// M-HEADLESS: the DNS table has headless endpoints of other clusters.
    pub headless_dns: bool,
    /// G-DNS: istiod resolves host names of gateways; before, such gateways were left out.
    pub resolves_hostnames: bool,
    /// E-VIEW: the requested network view hides pods too; before, only gateways.
    pub view_hides_pods: bool,
    /// E-HEALTH: endpoints that are not ready are read, and left out unless asked for.
    pub reads_unready: bool,
    /// S-LEAD: the annotation `controlPlaneClusters` decides who leads a remote.
    pub lead_annotation: bool,
    /// E-MTLS: every TLS mode but `ISTIO_MUTUAL` counts as no mutual TLS; before, only `DISABLE`.
    pub other_tls_modes_are_off: bool,
    /// G-PORTLABEL, ambient: gateways have an HBONE port.
    pub hbone_gateways: bool,
    /// E-SCOPE: with ambient multi-network on, services that are not global stay in their cluster.
    pub ambient_scope: bool,
    /// G-PORTCHECK: the port of a labelled gateway has to be among those of its Service.
    pub checks_gateway_port: bool,
    /// E-GW: sidecars pass over gateways without a port for mutual TLS.
    pub sidecars_skip_port_zero: bool,
    /// E-AMB: with ambient multi-network on, no gateway means no endpoint for sidecars too.
    pub ambient_drops_for_sidecars: bool,
    /// T-DOMAIN: the trust domain of a remote's endpoints is read from its own mesh ConfigMap.
    pub remote_trust_domain: bool,
    /// E-IPFAM: gateways of another IP family than the proxy's are left out.
    pub gateway_ip_family: bool,
    /// E-FORCE: a proxy without network goes through the gateways of every network that has any.
    pub empty_proxy_forced: bool,
    /// X-ROTATE: a secret that replaces another is swapped in, not removed and added.
    pub secret_swap: bool,
    /// X-ROTATE: that swap loses the cluster's endpoints until istiod restarts.
    pub secret_swap_wipes: bool,
}

macro_rules! keys {
    ($($key:literal $field:ident),+ $(,)?) => {
        impl IstiodFacts {
            /// The name of each switch, in the order of the releases that brought them.
            pub const KEYS: &'static [&'static str] = &[$($key),+];

            /// Asks for each switch by its key.
            pub fn from_keys(is_on: impl Fn(&str) -> bool) -> Self {
                Self { $($field: is_on($key)),+ }
            }
        }
    };
}

keys! {
    "label-before-ranges" label_before_ranges,
    "empty-network-is-any" empty_network_is_any,
    "gateway-of-cluster-first" gateway_of_cluster_first,
    "endpoint-weights" endpoint_weights,
    "scale-below-product" scale_below_product,
    "scale-is-lcm" scale_is_lcm,
    "headless-dns" headless_dns,
    "resolves-hostnames" resolves_hostnames,
    "view-hides-pods" view_hides_pods,
    "reads-unready" reads_unready,
    "lead-annotation" lead_annotation,
    "other-tls-modes-are-off" other_tls_modes_are_off,
    "hbone-gateways" hbone_gateways,
    "ambient-scope" ambient_scope,
    "checks-gateway-port" checks_gateway_port,
    "sidecars-skip-port-zero" sidecars_skip_port_zero,
    "ambient-drops-for-sidecars" ambient_drops_for_sidecars,
    "remote-trust-domain" remote_trust_domain,
    "gateway-ip-family" gateway_ip_family,
    "empty-proxy-forced" empty_proxy_forced,
    "secret-swap" secret_swap,
    "secret-swap-wipes" secret_swap_wipes,
}

impl Default for IstiodFacts {
    /// Istio 1.30.
    fn default() -> Self {
        Self::from_keys(|_| true)
    }
}

/// Settings of an istiod that change what it sends; the default is Istio's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an environment variable of istiod that is on or off"
)]
pub struct Features {
    /// `PREFER_HBONE_SEND`.
    pub prefer_hbone_send: bool,
    /// `AMBIENT_ENABLE_MULTI_NETWORK`.
    pub ambient_multi_network: bool,
    /// `AMBIENT_ENABLE_MULTI_NETWORK_WAYPOINT`.
    pub ambient_waypoint: bool,
    /// `AMBIENT_ENABLE_MULTI_NETWORK_INGRESS`.
    pub ambient_ingress: bool,
    /// `PILOT_SEND_UNHEALTHY_ENDPOINTS`.
    pub send_unhealthy: bool,
    /// `ENABLE_MULTICLUSTER_HEADLESS`.
    pub multicluster_headless: bool,
}

impl Default for Features {
    fn default() -> Self {
        Self {
            prefer_hbone_send: false,
            ambient_multi_network: false,
            ambient_waypoint: true,
            ambient_ingress: false,
            send_unhealthy: false,
            multicluster_headless: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::IstiodFacts;

    #[test]
    fn each_key_is_asked_for_once() {
        let mut keys = IstiodFacts::KEYS.to_vec();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), IstiodFacts::KEYS.len());
        let only = IstiodFacts::from_keys(|key| key == "secret-swap");
        assert!(only.secret_swap && !only.secret_swap_wipes);
    }
}
