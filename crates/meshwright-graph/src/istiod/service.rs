//! A service over several clusters: how istiod merges it, which names are cluster-local, and
//! whether its name resolves.
//!
//! Sources: `pilot/pkg/serviceregistry/aggregate/controller.go`, `pilot/pkg/model/cluster_local.go`
//! and `pkg/dns/server/name_table.go` of Istio 1.30.3.

use super::{IstiodFacts, Reason};

/// A Kubernetes Service in one cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClusterService {
    /// Its cluster.
    pub cluster: String,
    /// `name.namespace.svc.domain`.
    pub host: String,
    /// Its cluster IP; empty for a headless one.
    pub vip: String,
    /// Names and numbers of its ports.
    pub ports: Vec<(String, u16)>,
}

/// A service as an istiod has merged it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged<'a> {
    /// The Service that gave ports and everything else but addresses.
    pub first: &'a ClusterService,
    /// All of them, in the order of the registries.
    pub all: Vec<&'a ClusterService>,
}

/// M-MERGE: the service `host` as an istiod in `config_cluster` merges it: the config cluster's
/// registry comes first, then the others in the order they are given.
pub fn merge<'a>(
    services: &'a [ClusterService],
    host: &str,
    config_cluster: &str,
) -> Option<Merged<'a>> {
    let of_host = || services.iter().filter(|service| service.host == host);
    let own = of_host().filter(|service| service.cluster == config_cluster);
    let others = of_host().filter(|service| service.cluster != config_cluster);
    let all: Vec<_> = own.chain(others).collect();
    Some(Merged {
        first: all.first()?,
        all,
    })
}

impl Merged<'_> {
    /// M-VIP: the address that proxies of `cluster` listen on.
    pub fn vip(&self, cluster: &str) -> &str {
        let own = self.all.iter().find(|service| service.cluster == cluster);
        own.map_or(self.first.vip.as_str(), |service| service.vip.as_str())
    }

    /// The name of the port with that number.
    ///
    /// # Errors
    ///
    /// The port is not known: only those of the first Service are.
    pub fn port_name(&self, port: u16) -> Result<&str, Reason> {
        let found = self.first.ports.iter().find(|(_, number)| *number == port);
        found.map(|(name, _)| name.as_str()).ok_or(Reason::D02)
    }
}

/// What decides whether a name resolves in a cluster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lookup<'a> {
    /// The address of the cluster's own Service of that name.
    pub local_vip: Option<&'a str>,
    /// The address of the merged service, where the istiod knows one elsewhere.
    pub remote_vip: Option<&'a str>,
    /// `ISTIO_META_DNS_CAPTURE`.
    pub dns_capture: bool,
}

/// M-DNS: what the name of a service resolves to.
///
/// # Errors
///
/// It does not.
pub fn lookup(question: Lookup<'_>) -> Result<&str, Reason> {
    match (question.local_vip, question.remote_vip) {
        (Some(vip), _) => Ok(vip),
        (None, Some(vip)) if question.dns_capture => Ok(vip),
        _ => Err(Reason::P01),
    }
}

/// M-HEADLESS: whether the DNS table of a proxy has an endpoint of a headless service.
pub fn is_in_name_table(
    facts: IstiodFacts,
    is_multicluster: bool,
    proxy: (&str, &str),
    endpoint: (&str, &str),
) -> bool {
    let (proxy_cluster, proxy_network) = proxy;
    let (cluster, network) = endpoint;
    let is_near = network == proxy_network || network.is_empty() || proxy_network.is_empty();
    is_near && (cluster == proxy_cluster || (facts.headless_dns && is_multicluster))
}

/// A entry of `meshConfig.serviceSettings`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceSetting {
    /// `settings.clusterLocal`.
    pub is_cluster_local: bool,
    /// `hosts`.
    pub hosts: Vec<String>,
}

/// E-CLOCAL: whether the mesh config keeps `host` in its cluster; the most specific entry counts.
///
/// `discovery_host` is the host of `discoveryAddress`; empty for Istio's default.
pub fn is_cluster_local(
    host: &str,
    domain: &str,
    discovery_host: &str,
    settings: &[ServiceSetting],
) -> bool {
    let mut defaults = vec![
        format!("*.kube-system.svc.{domain}"),
        format!("kubernetes.default.svc.{domain}"),
    ];
    if !discovery_host.is_empty() {
        let has_domain = discovery_host.ends_with(&format!(".{domain}"));
        defaults.push(if has_domain {
            discovery_host.to_owned()
        } else {
            format!("{discovery_host}.{domain}")
        });
    }
    // A name that is not local takes every default away that it equals or lies under.
    for open in settings
        .iter()
        .filter(|setting| !setting.is_cluster_local)
        .flat_map(|setting| &setting.hosts)
    {
        defaults.retain(|default| {
            let suffix = default.strip_prefix('*');
            open != default && !suffix.is_some_and(|suffix| open.ends_with(suffix))
        });
    }
    let written = settings.iter().flat_map(|setting| {
        let hosts = setting.hosts.iter().map(String::as_str);
        hosts.map(|host| (host, setting.is_cluster_local))
    });
    let defaults = defaults.iter().map(|default| (default.as_str(), true));
    written
        .chain(defaults)
        .filter(|(pattern, _)| fits(pattern, host))
        .max_by_key(|(pattern, _)| specificity(pattern))
        .is_some_and(|(_, is_local)| is_local)
}

/// Whether a host, or a host with a wildcard at its beginning, means `host`.
pub(crate) fn fits(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix('*') {
        Some(suffix) => host.ends_with(suffix),
        None => pattern == host,
    }
}

/// A full name beats every wildcard, a longer wildcard a shorter one.
fn specificity(pattern: &str) -> (bool, usize) {
    (!pattern.starts_with('*'), pattern.len())
}

#[cfg(test)]
mod tests {
    use super::{IstiodFacts, ServiceSetting, is_cluster_local, is_in_name_table};

    #[test]
    fn the_most_specific_entry_counts() {
        let setting = |is_cluster_local, host: &str| ServiceSetting {
            is_cluster_local,
            hosts: vec![host.to_owned()],
        };
        let settings = [
            setting(true, "*.sample.svc.cluster.local"),
            setting(false, "open.sample.svc.cluster.local"),
        ];
        let ask =
            |host| is_cluster_local(host, "cluster.local", "istiod.istio-system.svc", &settings);
        assert!(ask("a.sample.svc.cluster.local"));
        assert!(!ask("open.sample.svc.cluster.local"));
        assert!(!ask("a.other.svc.cluster.local"));
        assert!(ask("istiod.istio-system.svc.cluster.local"));
        assert!(ask("kubernetes.default.svc.cluster.local"));
    }

    #[test]
    fn headless_endpoints_of_other_networks_are_in_no_name_table() {
        let facts = IstiodFacts::default();
        let ask = |endpoint| is_in_name_table(facts, true, ("c1", "net1"), endpoint);
        assert!(ask(("c1", "net1")) && ask(("c2", "net1")) && ask(("c2", "")));
        assert!(!ask(("c2", "net2")));
        assert!(!is_in_name_table(
            facts,
            false,
            ("c1", "net1"),
            ("c2", "net1")
        ));
    }
}
