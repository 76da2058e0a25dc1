//! The addresses of a world: every one is local to its network namespace.
//!
//! Services have a range of 10.128.0.0/9 for each cluster, API servers an address of
//! 10.127.255.0/24, load balancers one of 203.0.113.0/24 (a range for documentation). Pods have
//! the range that the topology says, because it shows in endpoint lists; nothing connects to them.

use std::net::Ipv4Addr;

use ipnet::{IpNet, Ipv4Net};

/// How many clusters one machine is asked to play.
pub const MOST_CLUSTERS: usize = 16;

/// What is routed to the loopback device.
pub const LOCAL: &[&str] = &["10.128.0.0/9", "203.0.113.0/24"];

/// Ports of one cluster's servers, from here on; none is below, where services listen.
const FIRST_PORT: u16 = 20_000;
const PORTS_EACH: u16 = 40;

fn small(index: usize) -> u8 {
    u8::try_from(index.min(MOST_CLUSTERS)).unwrap_or(0)
}

/// The range of a cluster's Services.
pub fn services(index: usize) -> String {
    format!("10.{}.0.0/16", 128 + small(index))
}

/// The range of a cluster's pods: the first one of IPv4 that is `known`, or one of ours.
pub fn pods(index: usize, known: &[IpNet]) -> IpNet {
    let known = known
        .iter()
        .find(|range| matches!(range, IpNet::V4(it) if it.prefix_len() <= 24));
    known.copied().unwrap_or_else(|| {
        let start = Ipv4Addr::new(10, 64 + small(index), 0, 0);
        IpNet::V4(Ipv4Net::new_assert(start, 16))
    })
}

/// The pods of the one node: the first 256 addresses of the range.
pub fn node_pods(range: IpNet) -> String {
    format!("{}/24", range.network())
}

/// Where a cluster's API server is reached by other clusters.
pub fn api(index: usize) -> Ipv4Addr {
    Ipv4Addr::new(10, 127, 255, small(index) + 1)
}

/// The same as a URL.
pub fn api_url(index: usize) -> String {
    format!("https://{}:{}", api(index), port(index, Use::ApiServer))
}

/// What load balancers give, one after the other.
pub fn load_balancer(index: usize, nth: usize) -> Ipv4Addr {
    let last = usize::from(small(index)) * 15 + nth.min(14) + 1;
    Ipv4Addr::new(203, 0, 113, u8::try_from(last).unwrap_or(254))
}

/// What a port is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// The API server.
    ApiServer,
    /// etcd, for the API server.
    Etcd,
    /// etcd, for others of its kind.
    EtcdPeer,
    /// The controllers.
    ControllerManager,
    /// The scheduler.
    Scheduler,
    /// The simulated nodes.
    Kwok,
    /// The metrics of the nth istiod.
    Monitoring(u16),
    /// The debug pages of the nth istiod.
    Debug(u16),
}

/// The port of a cluster's server, on every address.
pub const fn port(index: usize, use_: Use) -> u16 {
    let offset = match use_ {
        Use::ApiServer => 0,
        Use::Etcd => 1,
        Use::EtcdPeer => 2,
        Use::ControllerManager => 3,
        Use::Scheduler => 4,
        Use::Kwok => 5,
        Use::Monitoring(nth) => 10 + 2 * (nth % 10),
        Use::Debug(nth) => 11 + 2 * (nth % 10),
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the remainder is below sixteen"
    )]
    let index = (index % MOST_CLUSTERS) as u16;
    FIRST_PORT + index * PORTS_EACH + offset
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{MOST_CLUSTERS, Use, load_balancer, node_pods, pods, port};

    #[test]
    fn no_two_servers_share_a_port_and_no_two_load_balancers_an_address() {
        let uses = [
            Use::ApiServer,
            Use::Etcd,
            Use::EtcdPeer,
            Use::ControllerManager,
            Use::Scheduler,
            Use::Kwok,
            Use::Monitoring(0),
            Use::Debug(0),
            Use::Monitoring(9),
            Use::Debug(9),
        ];
        let mut ports = BTreeSet::new();
        let mut addresses = BTreeSet::new();
        for index in 0..MOST_CLUSTERS {
            assert!(uses.iter().all(|&it| ports.insert(port(index, it))));
            assert!((0..15).all(|nth| addresses.insert(load_balancer(index, nth))));
        }
    }

    #[test]
    fn pods_have_the_range_that_is_known_and_else_one_of_ours() {
        let known = ["fd00::/48", "10.36.0.0/14"].map(|it| it.parse().expect("a range"));
        assert_eq!(pods(1, &known).to_string(), "10.36.0.0/14");
        assert_eq!(node_pods(pods(1, &known)), "10.36.0.0/24");
        assert_eq!(pods(1, &[]).to_string(), "10.65.0.0/16");
    }
}
