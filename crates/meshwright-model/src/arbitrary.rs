//! Topologies of every shape, for property tests of this crate and of others.
//!
//! What is made here is a document that can be written and read; as a mesh it may be nonsense.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use meshwright_diag::{ModelPath, Value};
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use crate::document::{
    AllowEntry, ApiServerSection, CaSection, ClusterEntry, ConnectivityEntry, Date, DnsSection,
    ExpectEntry, GatewaySection, IstioSection, IstiodSection, List, LocalitySection, MeshSection,
    Metadata, NetworkEntry, NoPathSection, Point, PolicySection, Prose, ReachSection, Reference,
    RoleWord, RuleCode, ServiceEntry, ServicePortEntry, ServiceReference, SurvivesSection,
    Topology, ViewSection,
};
use crate::mesh::{
    Addon, Address, CaKind, DataPlane, Exposure, InstallMethod, KeyAlgorithm, LoadBalancer,
    Provider, Scope, Traffic, Via,
};
use crate::names::{
    ApiServerUrl, ClusterDomain, ClusterName, Context, IstioVersion, KubeconfigPath,
    KubernetesVersion, MeshId, MeshName, Namespace, NetworkName, PortName, Profile, Revision,
    SecretName, ServiceName, TrustDomain, is_unprintable,
};

/// Texts that YAML readers and shells are known to stumble over, and others; printable, not empty.
pub fn texts() -> impl Strategy<Value = String> {
    let hostile = [
        "yes",
        "0123",
        "1.30",
        "1e3",
        "null",
        "~",
        "<<",
        "=",
        "a: b",
        "a #b",
        " a ",
        "'",
        "\"",
        "\\",
        "- x",
        "*a",
        "&a",
        "!t",
        "[",
        "{",
        "|",
        ">",
        "%",
        "@",
        "`",
        "$(id)",
        "é",
        "東京",
        "👍",
        "2026-01-01",
        "12:30",
        "#",
        "---",
        "-rf",
    ];
    prop_oneof![
        select(hostile.to_vec()).prop_map(str::to_owned),
        "[a-z][a-z0-9@:/._-]{0,20}",
        "[ -~]{1,12}",
        "\\PC{1,8}".prop_filter("printable", |text| !text
            .chars()
            .any(|c| is_unprintable(c) || c == '\u{fffd}')),
    ]
}

/// A name of the kind that `parse` takes.
fn name<T: std::fmt::Debug + Clone + 'static, E: std::fmt::Debug>(
    pattern: &'static str,
    parse: fn(&str) -> Result<T, E>,
) -> impl Strategy<Value = T> {
    proptest::string::string_regex(pattern)
        .expect("the pattern is one of this file's")
        .prop_filter_map("a name", move |text| parse(&text).ok())
}

const LABEL: &str = "[a-z]([a-z0-9-]{0,8}[a-z0-9])?";
const DOMAIN: &str = "[a-z][a-z0-9]{0,5}(\\.[a-z][a-z0-9]{0,5}){0,2}";
const VERSION: &str = "[0-9]{1,2}\\.[0-9]{1,2}(\\.[0-9]{1,2})?";

fn word<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    select(all)
}

fn list<T: std::fmt::Debug + Clone>(
    element: impl Strategy<Value = T>,
) -> impl Strategy<Value = Option<List<T>>> {
    of(vec(element, 0..4).prop_map(List::new))
}

fn net() -> impl Strategy<Value = IpNet> {
    prop_oneof![
        (any::<Ipv4Addr>(), 0_u8..=32).prop_map(|(ip, length)| (IpAddr::V4(ip), length)),
        (any::<Ipv6Addr>(), 0_u8..=128).prop_map(|(ip, length)| (IpAddr::V6(ip), length)),
    ]
    .prop_filter_map("a range", |(ip, length)| IpNet::new(ip, length).ok())
}

fn address() -> impl Strategy<Value = Address> {
    prop_oneof![
        any::<IpAddr>().prop_map(Address::Ip),
        DOMAIN.prop_filter_map("a host name", |text| Address::parse(&text)),
    ]
}

fn reference() -> impl Strategy<Value = Reference> {
    prop_oneof![
        4 => LABEL.prop_filter_map("a reference", |text| Reference::parse(&text)),
        1 => Just("*".to_owned()).prop_filter_map("a reference", |text| Reference::parse(&text)),
        1 => texts().prop_filter_map("a reference", |text| Reference::parse(&text)),
    ]
}

fn prose() -> impl Strategy<Value = Prose> {
    vec(texts(), 1..3).prop_filter_map("prose", |lines| Prose::parse(&lines.join("\n")))
}

/// A free-form map.
fn free_form() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        proptest::num::f64::NORMAL.prop_map(Value::from),
        texts().prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            vec((texts(), inner), 0..3).prop_map(map),
        ]
    });
    vec((texts(), value), 0..3).prop_map(map)
}

fn map(entries: Vec<(String, Value)>) -> Value {
    Value::Object(entries.into_iter().collect())
}

prop_compose! {
    fn istio()(
        version in of(name(VERSION, IstioVersion::parse)),
        data_plane in of(word(DataPlane::ALL)),
        install_method in of(word(InstallMethod::ALL)),
        revision in of(name(LABEL, Revision::parse)),
        profile in of(name(LABEL, Profile::parse)),
        hub in of(texts()),
        tag in of(texts()),
        addons in list(word(Addon::ALL)),
        mesh_config in of(free_form()),
        values in of(free_form()),
    ) -> IstioSection {
        IstioSection {
            version, data_plane, install_method, revision, profile, hub, tag, addons, mesh_config, values,
        }
    }
}

prop_compose! {
    fn mesh()(
        id in of(name(LABEL, MeshId::parse)),
        trust_domain in of(name(DOMAIN, TrustDomain::parse)),
        istio in of(istio()),
        dns in of(of(any::<bool>()).prop_map(|capture| DnsSection { capture })),
        ca in of((of(word(CaKind::ALL)), of(word(KeyAlgorithm::ALL)))
            .prop_map(|(kind, key_algorithm)| CaSection { kind, key_algorithm })),
    ) -> MeshSection {
        MeshSection { id, trust_domain, istio, dns, ca }
    }
}

prop_compose! {
    fn gateway()(
        exposure in of(word(Exposure::ALL)),
        scope in of(word(Scope::ALL)),
        addresses in list(address()),
        port in of(1_u16..),
        replicas in of(1_u32..=1_000),
        annotations in of(btree_map(texts(), texts(), 0..3)),
        source_ranges in list(net()),
    ) -> GatewaySection {
        GatewaySection { exposure, scope, addresses, port, replicas, annotations, source_ranges }
    }
}

prop_compose! {
    fn api_server()(
        url in of(name("https://[a-z][a-z0-9.]{0,8}[a-z](:6443)?", ApiServerUrl::parse)),
        reachable_from in list(reference()),
    ) -> ApiServerSection {
        ApiServerSection { url, reachable_from }
    }
}

prop_compose! {
    /// A cluster, by itself; its references may name nobody.
    pub fn cluster()(
        (name, context, kubeconfig, network) in (
            name(LABEL, ClusterName::parse),
            of(texts().prop_filter_map("a context", |text| Context::parse(&text).ok())),
            of(texts().prop_filter_map("a path", |text| KubeconfigPath::parse(&text).ok())),
            of(name(LABEL, NetworkName::parse)),
        ),
        (role, control_plane, standby_control_planes, config) in (
            of(word(RoleWord::ALL)), of(reference()), list(reference()), of(any::<bool>()),
        ),
        istiod in of((of(address()), of(name(DOMAIN, SecretName::parse)))
            .prop_map(|(address, credential_name)| IstiodSection { address, credential_name })),
        kubernetes in of(name(VERSION, KubernetesVersion::parse)),
        provider in of(word(Provider::ALL)),
        locality in of((texts(), of(texts()), of(texts()))
            .prop_map(|(region, zone, subzone)| LocalitySection { region, zone, subzone })),
        api_server in of(api_server().boxed()),
        (pod_cidrs, service_cidrs) in (list(net()), list(net())),
        cluster_domain in of(name(DOMAIN, ClusterDomain::parse)),
        load_balancer in of(word(LoadBalancer::ALL)),
        // A cluster with all its parts unboxed is larger than the stack of a test.
        istio in of(istio().boxed()),
        east_west_gateway in of(gateway().boxed()),
    ) -> ClusterEntry {
        ClusterEntry {
            name, context, kubeconfig, network, role, control_plane, standby_control_planes, config, istiod,
            kubernetes, provider, locality, api_server, pod_cidrs, service_cidrs, cluster_domain, load_balancer, istio, east_west_gateway,
        }
    }
}

prop_compose! {
    fn connectivity()(
        (from, to) in (of(reference()), of(reference())),
        ports in list(1_u16..),
        allow in of(any::<bool>()),
        reason in of(prose()),
    ) -> ConnectivityEntry {
        ConnectivityEntry { from, to, ports, allow, reason }
    }
}

prop_compose! {
    fn service()(
        name in name(LABEL, ServiceName::parse),
        namespace in name(LABEL, Namespace::parse),
        ports in list((name(LABEL, PortName::parse), 1_u16..).prop_map(|(name, port)| ServicePortEntry { name, port })),
        clusters in list(reference()),
        traffic in of(word(Traffic::ALL)),
    ) -> ServiceEntry {
        ServiceEntry { name, namespace, ports, clusters, traffic }
    }
}

fn expectation() -> impl Strategy<Value = ExpectEntry> {
    let service = (
        name(LABEL, ServiceName::parse),
        name(LABEL, Namespace::parse),
    )
        .prop_map(|(name, namespace)| ServiceReference { name, namespace });
    prop_oneof![
        (reference(), reference(), of(service), of(word(Via::ALL))).prop_map(
            |(from, to, service, via)| ExpectEntry::Reach(ReachSection {
                from,
                to,
                service,
                via
            })
        ),
        (reference(), reference())
            .prop_map(|(from, to)| ExpectEntry::NoPath(NoPathSection { from, to })),
        reference().prop_map(|loss| ExpectEntry::Survives(SurvivesSection { loss })),
    ]
}

fn allow() -> impl Strategy<Value = AllowEntry> {
    let date = "20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])";
    let path = vec(
        "[a-z~/]{1,6}".prop_filter("not only a slash", |text| !text.is_empty()),
        1..4,
    );
    (
        "[A-Z]{3}[0-9]{3}".prop_filter_map("a code", |text| RuleCode::parse(&text)),
        of(path.prop_map(|segments| segments.into_iter().collect::<ModelPath>())),
        of(prose()),
        of(date.prop_filter_map("a date", |text| Date::parse(&text))),
    )
        .prop_map(|(code, at, reason, until)| AllowEntry {
            code,
            at,
            reason,
            until,
        })
}

prop_compose! {
    /// A topology of any shape: every field absent or there, every reference right or wrong.
    pub fn topology()(
        metadata in of(name(LABEL, MeshName::parse).prop_map(|name| Metadata { name })),
        mesh in of(mesh()),
        networks in list(name(LABEL, NetworkName::parse).prop_map(|name| NetworkEntry { name })),
        clusters in list(cluster().boxed()),
        connectivity in list(connectivity()),
        services in list(service()),
        expect in list(expectation()),
        policy in of(list(allow()).prop_map(|allow| PolicySection { allow })),
        view in of(of(positions()).prop_map(|positions| ViewSection { positions })),
    ) -> Topology {
        Topology { metadata, mesh, networks, clusters, connectivity, services, expect, policy, view }
    }
}

fn positions() -> impl Strategy<Value = BTreeMap<String, Point>> {
    let point = prop_oneof![
        (-5_000_i32..5_000, -5_000_i32..5_000)
            .prop_map(|(x, y)| Point::new(f64::from(x), f64::from(y))),
        (any::<f64>(), any::<f64>()).prop_map(|(x, y)| Point::new(x, y)),
    ];
    btree_map(texts(), point, 0..3)
}
