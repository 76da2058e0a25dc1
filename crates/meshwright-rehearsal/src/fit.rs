//! A topology fitted to a world on this machine: its names kept, its addresses mapped.
//!
//! Clusters, networks, contexts, roles, localities, gateways and services stay as they are.
//! Versions become those of the tools at hand, addresses those of the world. [`Fitted::remarks`]
//! says what differs, and [`unfit`] what cannot be rehearsed at all.

use std::net::IpAddr;

use meshwright_core::diag::{Text, text};
use meshwright_core::model::document::{ApiServerSection, ClusterEntry, IstioSection, List};
use meshwright_core::model::{
    Address, ApiServerUrl, CaKind, DataPlane, InstallMethod, IstioVersion, KubernetesVersion, Mesh,
    Role, Topology, emit,
};

use crate::tools::Versions;
use crate::world::addresses::{self, MOST_CLUSTERS};

/// A topology for a world.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The topology, as a document.
    pub text: String,
    /// In what it differs from the one that was given, and what that means.
    pub remarks: Vec<Text>,
}

/// Why a mesh cannot be rehearsed, or `None` where it can.
pub fn unfit(mesh: &Mesh) -> Option<Text> {
    if mesh.clusters.len() > MOST_CLUSTERS {
        return Some(text!(
            "rehearse-unfit-clusters",
            count = mesh.clusters.len(),
            most = MOST_CLUSTERS
        ));
    }
    if mesh.ca.kind == CaKind::CertManager {
        return Some(text!("rehearse-unfit-cert-manager"));
    }
    mesh.clusters.iter().find_map(|cluster| {
        let name = cluster.name.to_string();
        if cluster.istio.data_plane == DataPlane::Ambient {
            return Some(text!("rehearse-unfit-ambient", cluster = name));
        }
        if cluster.istio.install_method == InstallMethod::Sail {
            return Some(text!("rehearse-unfit-sail", cluster = name));
        }
        (cluster.role == Role::External).then(|| text!("rehearse-unfit-external", cluster = name))
    })
}

/// Whether Helm is needed.
pub fn wants_helm(mesh: &Mesh) -> bool {
    mesh.clusters
        .iter()
        .any(|cluster| cluster.istio.install_method == InstallMethod::Helm)
}

/// Fits `topology`, which means `mesh`, to the tools at hand.
pub fn fit(topology: &Topology, mesh: &Mesh, versions: &Versions) -> Fitted {
    let mut fitted = topology.clone();
    let mut remarks = Vec::new();
    istio(&mut fitted, mesh, versions, &mut remarks);
    wires(&mut fitted, mesh, &mut remarks);
    let mut host_names = Vec::new();
    let mut others = Vec::new();
    let kubernetes = KubernetesVersion::parse(minor(&versions.kubernetes)).ok();
    let clusters: Vec<ClusterEntry> = fitted
        .clusters
        .iter()
        .flat_map(|list| list.iter())
        .cloned()
        .collect();
    let clusters = clusters.into_iter().map(|mut entry| {
        if entry.kubernetes.is_some() && entry.kubernetes != kubernetes {
            others.push(entry.name.to_string());
        }
        entry.kubernetes.clone_from(&kubernetes);
        // A world has its clusters in the order of the mesh, which need not be the document's.
        if let Some(index) = mesh.cluster_named(entry.name.as_str()) {
            cluster(index.0, &mut entry, &mut host_names);
        }
        entry
    });
    fitted.clusters = Some(List::new(clusters.collect()));
    if !others.is_empty() {
        remarks.push(text!(
            "rehearse-fit-kubernetes",
            clusters = others,
            version = &versions.kubernetes
        ));
    }
    if !host_names.is_empty() {
        remarks.push(text!("rehearse-fit-host-names", clusters = host_names));
    }
    Fitted {
        text: emit(&fitted),
        remarks,
    }
}

/// Brings every release to the one at hand.
fn istio(fitted: &mut Topology, mesh: &Mesh, versions: &Versions, remarks: &mut Vec<Text>) {
    let version = IstioVersion::parse(&versions.istio).ok();
    let mut asked: Vec<String> = mesh
        .clusters
        .iter()
        .map(|cluster| cluster.istio.version.to_string())
        .filter(|asked| *asked != versions.istio && *asked != minor(&versions.istio))
        .collect();
    asked.sort();
    asked.dedup();
    if !asked.is_empty() {
        remarks.push(text!(
            "rehearse-fit-istio",
            asked = asked,
            version = &versions.istio
        ));
    }
    let shared = fitted.mesh.get_or_insert_default();
    let shared = shared.istio.get_or_insert_default();
    at_hand(shared, version.as_ref());
    let entries = fitted.clusters.iter().flat_map(|list| list.iter()).cloned();
    let entries = entries.map(|mut entry| {
        if let Some(own) = &mut entry.istio {
            at_hand(own, None);
        }
        entry
    });
    let entries: Vec<ClusterEntry> = entries.collect();
    fitted.clusters = Some(List::new(entries));
}

/// Nothing is pulled here, so registries and tags do not matter; addons are pulled from afar.
fn at_hand(section: &mut IstioSection, version: Option<&IstioVersion>) {
    section.version = version.cloned();
    section.addons = None;
}

/// Everything reaches everything in a world: what the wires forbid cannot be rehearsed.
fn wires(fitted: &mut Topology, mesh: &Mesh, remarks: &mut Vec<Text>) {
    use meshwright_core::model::ReachableFrom;
    let is_limited = mesh
        .clusters
        .iter()
        .any(|cluster| cluster.api_server.reachable_from != ReachableFrom::Everyone);
    if is_limited || !mesh.connectivity.is_empty() {
        remarks.push(text!("rehearse-fit-wires"));
    }
    fitted.connectivity = None;
    fitted.expect = None;
}

/// Maps one cluster's addresses.
fn cluster(index: usize, entry: &mut ClusterEntry, host_names: &mut Vec<String>) {
    entry.kubeconfig = None;
    let url = addresses::api_url(index);
    entry.api_server = Some(ApiServerSection {
        url: ApiServerUrl::parse(&url).ok(),
        reachable_from: None,
    });
    entry.service_cidrs = addresses::services(index)
        .parse()
        .ok()
        .map(|range| List::new(vec![range]));
    let pods = addresses::pods(index, entry.pod_cidrs.as_deref().unwrap_or_default());
    entry.pod_cidrs = Some(List::new(vec![pods]));
    let named = |address: &Address| match address {
        Address::Ip(ip) => !is_local(*ip),
        Address::Hostname(_) => true,
    };
    if let Some(gateway) = &mut entry.east_west_gateway
        && let Some(known) = &gateway.addresses
        && known.iter().any(named)
    {
        gateway.addresses = None;
        host_names.push(entry.name.to_string());
    }
    if let Some(istiod) = &mut entry.istiod
        && istiod.address.as_ref().is_some_and(named)
    {
        entry.istiod = None;
        host_names.push(entry.name.to_string());
    }
    host_names.dedup();
}

/// Whether a world can have the address: it is IPv4 and of no loopback.
fn is_local(ip: IpAddr) -> bool {
    ip.is_ipv4() && !ip.is_loopback() && !ip.is_unspecified()
}

/// `1.32` of `1.32.2`.
fn minor(version: &str) -> &str {
    let mut dots = version.match_indices('.').map(|(place, _)| place);
    dots.nth(1).map_or(version, |end| &version[..end])
}

#[cfg(test)]
mod tests {
    use meshwright_core::{Options, compile};

    use super::{fit, minor, unfit};
    use crate::tools::Versions;
    use crate::world::addresses::api_url;

    const MESH: &str = "\
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata: {name: shop}
mesh: {istio: {version: '1.30'}}
clusters:
  - name: east
    context: admin@east
    kubeconfig: ./theirs
    network: net-1
    kubernetes: '1.34'
    apiServer: {url: 'https://10.9.9.9:6443', reachableFrom: [west]}
    eastWestGateway: {addresses: [gateway.example.com]}
  - name: west
    network: net-2
    istio: {version: '1.30.3'}
    eastWestGateway: {addresses: [198.51.100.7]}
";

    fn versions() -> Versions {
        Versions {
            kubernetes: "1.32.2".to_owned(),
            istio: "1.26.0".to_owned(),
        }
    }

    #[test]
    fn names_stay_and_what_the_world_decides_is_replaced_and_told() {
        let compiled = compile(MESH, &Options::default());
        let topology = compiled.document.topology.expect("a topology");
        let mesh = topology.resolve().0;
        assert_eq!(unfit(&mesh), None);
        let fitted = fit(&topology, &mesh, &versions());
        for kept in ["admin@east", "net-2", "198.51.100.7"] {
            assert!(fitted.text.contains(kept), "{}", fitted.text);
        }
        for gone in [
            "1.30",
            "1.34",
            "theirs",
            "10.9.9.9",
            "example.com",
            "reachable",
        ] {
            assert!(!fitted.text.contains(gone), "{gone}: {}", fitted.text);
        }
        assert_eq!(fitted.remarks.len(), 4, "{:?}", fitted.remarks);
        let again = compile(&fitted.text, &Options::default());
        assert!(!again.has_errors(), "{:?}", again.findings);
    }

    #[test]
    fn addresses_follow_the_order_of_the_mesh_and_not_of_the_document() {
        let text = MESH
            .replace("name: east\n", "name: zeta\n")
            .replace(", reachableFrom: [west]", "");
        let compiled = compile(&text, &Options::default());
        let topology = compiled.document.topology.expect("a topology");
        let mesh = compiled.mesh.expect("a mesh");
        let fitted = fit(&topology, &mesh, &versions());
        let again = compile(&fitted.text, &Options::default());
        for (index, cluster) in again.mesh.expect("a mesh").clusters() {
            let url = cluster.api_server.url.as_ref().map(ToString::to_string);
            assert_eq!(url, Some(api_url(index.0)), "{}", cluster.name);
        }
    }

    #[test]
    fn a_mesh_that_is_as_the_tools_are_gets_no_remark() {
        let text = "\
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata: {name: shop}
mesh: {istio: {version: '1.26'}}
clusters:
  - {name: east, kubernetes: '1.32', podCidrs: [10.36.0.0/16]}
";
        let compiled = compile(text, &Options::default());
        let topology = compiled.document.topology.expect("a topology");
        let mesh = topology.resolve().0;
        let fitted = fit(&topology, &mesh, &versions());
        assert_eq!(fitted.remarks, []);
        assert!(fitted.text.contains("10.36.0.0/16"), "{}", fitted.text);
    }

    #[test]
    fn what_cannot_be_rehearsed_is_told() {
        let text = MESH.replace("version: '1.30'", "version: '1.30', installMethod: sail");
        let mesh = compile(&text, &Options::default()).mesh.expect("a mesh");
        assert!(unfit(&mesh).is_some());
        assert_eq!(minor("1.26.0"), "1.26");
        assert_eq!(minor("1.26"), "1.26");
    }
}
