//! Address ranges: which overlap, which hold an address, which are free.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr};

use ipnet::{IpNet, Ipv4Net};
use meshwright_model::{Address, ApiServerUrl, Mesh};

/// A range and whoever has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held<T> {
    /// The range.
    pub range: IpNet,
    /// Who has it; of two holders that clash, the greater one is to blame.
    pub holder: T,
}

/// Two holders whose ranges overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap<T> {
    /// The range of the one to blame.
    pub late: Held<T>,
    /// The range it overlaps.
    pub early: Held<T>,
}

/// For each range that overlaps one of an earlier holder, one such overlap.
///
/// Sorting makes it fast: two ranges either nest or are apart, so whatever overlaps a range is
/// around it or directly follows it. `same` says which holders do not clash.
pub fn overlaps<T: Copy + Ord>(
    ranges: &mut [Held<T>],
    same: impl Fn(T, T) -> bool,
) -> Vec<Overlap<T>> {
    ranges.sort_by_key(|held| (held.range.network(), held.range.prefix_len(), held.holder));
    let mut found = Vec::new();
    // The ranges around the present one, the widest first.
    let mut around: Vec<Held<T>> = Vec::new();
    for &held in ranges.iter() {
        while around
            .last()
            .is_some_and(|outer| !outer.range.contains(&held.range))
        {
            around.pop();
        }
        if let Some(&outer) = around.iter().find(|outer| !same(outer.holder, held.holder)) {
            let (early, late) = if outer.holder < held.holder {
                (outer, held)
            } else {
                (held, outer)
            };
            found.push(Overlap { late, early });
        }
        // Equal ranges add nothing to what is around, unless they are the second holder.
        if around.len() < 2
            || around
                .iter()
                .all(|outer| outer.range != held.range || same(outer.holder, held.holder))
        {
            around.push(held);
        }
    }
    found
}

/// Finds the holders of a range around an address, without trying each range.
pub struct Holders<T> {
    by_range: BTreeMap<IpNet, Vec<T>>,
    /// The prefix lengths there are, the narrowest first.
    prefixes: Vec<u8>,
}

impl<T: Copy + PartialEq> Holders<T> {
    /// Sorts the ranges.
    pub fn new(ranges: impl IntoIterator<Item = Held<T>>) -> Self {
        let mut by_range: BTreeMap<IpNet, Vec<T>> = BTreeMap::new();
        for held in ranges {
            by_range
                .entry(held.range.trunc())
                .or_default()
                .push(held.holder);
        }
        let prefixes: BTreeSet<u8> = by_range.keys().map(IpNet::prefix_len).collect();
        Self {
            by_range,
            prefixes: prefixes.into_iter().rev().collect(),
        }
    }

    /// The narrowest range around `address` that somebody for whom `counts` holds.
    pub fn around(&self, address: IpAddr, counts: impl Fn(T) -> bool) -> Option<Held<T>> {
        self.prefixes.iter().find_map(|&prefix| {
            // A prefix of the other family may be too long for the address.
            let range = IpNet::new(address, prefix).ok()?.trunc();
            let holders = self.by_range.get(&range)?;
            let holder = holders.iter().copied().find(|holder| counts(*holder))?;
            Some(Held { range, holder })
        })
    }
}

/// Proposes private IPv4 ranges that nobody has, each once.
pub struct FreeRanges {
    taken: Vec<(u64, u64)>,
    /// Where to look next for each prefix length.
    cursors: BTreeMap<u8, Cursor>,
}

/// A place in 10.0.0.0/8, and how many ranges have not been looked at.
struct Cursor {
    next: u64,
    n_left: u64,
}

/// The first address of 10.0.0.0/8.
const FIRST: u64 = 10 << 24;
/// The first address behind 10.0.0.0/8.
const END: u64 = 11 << 24;
/// Where proposals begin for ranges that are not in 10.0.0.0/8: few have their machines there.
const MIDDLE: u64 = (10 << 24) + (128 << 16);

impl FreeRanges {
    /// Ranges other than those that the clusters have, and away from the addresses of their API
    /// servers and gateways.
    pub fn of(mesh: &Mesh) -> Self {
        let ranges = mesh
            .clusters
            .iter()
            .flat_map(|cluster| cluster.pod_cidrs.iter().chain(&cluster.service_cidrs))
            .copied();
        let addresses = mesh.clusters.iter().flat_map(|cluster| {
            let api = cluster.api_server.url.as_ref().and_then(ApiServerUrl::ip);
            let gateway = cluster
                .gateway
                .iter()
                .flat_map(|gateway| &gateway.addresses);
            let gateway = gateway.filter_map(|address| match address {
                Address::Ip(ip) => Some(*ip),
                Address::Hostname(_) => None,
            });
            api.into_iter().chain(gateway)
        });
        // Machines stand together: where one is, its neighbours are.
        let around = addresses.filter_map(|ip| IpNet::new(ip, 16).ok());
        Self::beside(ranges.chain(around))
    }

    /// Ranges other than `taken`.
    fn beside(taken: impl IntoIterator<Item = IpNet>) -> Self {
        let mut taken: Vec<(u64, u64)> = taken
            .into_iter()
            .filter_map(|range| match range {
                IpNet::V4(range) => Some(bounds(range)),
                IpNet::V6(_) => None,
            })
            .collect();
        taken.sort_unstable();
        taken.dedup();
        Self {
            taken,
            cursors: BTreeMap::new(),
        }
    }

    /// A free range as large as `like`, the next one after it in 10.0.0.0/8; `None` where there
    /// is none left, and for IPv6.
    pub fn propose(&mut self, like: IpNet) -> Option<IpNet> {
        let IpNet::V4(like) = like else {
            return None;
        };
        let prefix = like.prefix_len();
        if prefix < 8 {
            return None;
        }
        let size = 1_u64 << (32 - u32::from(prefix));
        let (start, _) = bounds(like);
        let cursor = self.cursors.entry(prefix).or_insert_with(|| Cursor {
            next: if (FIRST..END).contains(&start) {
                start
            } else {
                MIDDLE / size * size
            },
            n_left: (END - FIRST) / size,
        });
        while cursor.n_left > 0 {
            let from = cursor.next;
            let last = from + size - 1;
            // Ranges may nest, so only one that begins behind `last` ends the search.
            let blocker = self
                .taken
                .iter()
                .take_while(|(first, _)| *first <= last)
                .filter(|(_, to)| *to >= from)
                .map(|(_, to)| *to)
                .max();
            let behind =
                blocker.map_or(last + 1, |to| (to + 1).max(last + 1).div_ceil(size) * size);
            cursor.n_left = cursor.n_left.saturating_sub((behind - from) / size);
            cursor.next = if behind < END { behind } else { FIRST };
            if blocker.is_none() {
                let address = u32::try_from(from).ok().map(Ipv4Addr::from)?;
                self.taken.push((from, last));
                self.taken.sort_unstable();
                return Ipv4Net::new(address, prefix).ok().map(IpNet::V4);
            }
        }
        None
    }
}

fn bounds(range: Ipv4Net) -> (u64, u64) {
    (
        u64::from(u32::from(range.network())),
        u64::from(u32::from(range.broadcast())),
    )
}

#[cfg(test)]
mod tests {
    use ipnet::IpNet;

    use super::{FreeRanges, Held, Holders, overlaps};

    fn net(text: &str) -> IpNet {
        text.parse().expect("a range")
    }

    fn held(list: &[(&str, usize)]) -> Vec<Held<usize>> {
        list.iter()
            .map(|(range, holder)| Held {
                range: net(range),
                holder: *holder,
            })
            .collect()
    }

    fn blamed(list: &[(&str, usize)]) -> Vec<(usize, usize)> {
        let mut found: Vec<_> = overlaps(&mut held(list), |a, b| a == b)
            .iter()
            .map(|overlap| (overlap.late.holder, overlap.early.holder))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    #[test]
    fn the_later_of_two_overlapping_holders_is_to_blame() {
        assert_eq!(blamed(&[("10.0.0.0/16", 0), ("10.0.0.0/16", 1)]), [(1, 0)]);
        assert_eq!(blamed(&[("10.0.0.0/16", 1), ("10.0.0.0/8", 0)]), [(1, 0)]);
        assert_eq!(blamed(&[("10.0.0.0/16", 0), ("10.0.0.0/8", 1)]), [(1, 0)]);
    }

    #[test]
    fn neighbours_other_families_and_the_holder_itself_do_not_clash() {
        assert!(blamed(&[("10.0.0.0/16", 0), ("10.1.0.0/16", 1)]).is_empty());
        assert!(blamed(&[("10.0.0.0/16", 0), ("fd00::/16", 1)]).is_empty());
        assert!(blamed(&[("10.0.0.0/16", 0), ("10.0.0.0/24", 0)]).is_empty());
    }

    #[test]
    fn of_many_equal_ranges_each_but_the_first_is_to_blame() {
        let list: Vec<_> = (0..5).map(|holder| ("10.0.0.0/16", holder)).collect();
        assert_eq!(blamed(&list), [(1, 0), (2, 0), (3, 0), (4, 0)]);
    }

    #[test]
    fn a_clash_behind_a_range_of_the_same_holder_is_found() {
        assert_eq!(
            blamed(&[("10.0.0.0/8", 0), ("10.0.0.0/16", 1), ("10.0.0.0/24", 1)]),
            [(1, 0)]
        );
        assert_eq!(
            blamed(&[("10.0.0.0/8", 1), ("10.0.0.0/16", 1), ("10.0.0.0/24", 0)]),
            [(1, 0)]
        );
    }

    #[test]
    fn holders_of_an_address_are_found_by_prefix() {
        let holders = Holders::new(held(&[("10.0.0.0/8", 0), ("10.1.0.0/16", 1)]));
        let address = "10.1.2.3".parse().expect("an address");
        assert_eq!(
            holders.around(address, |_| true).map(|held| held.holder),
            Some(1)
        );
        assert_eq!(
            holders
                .around(address, |holder| holder != 1)
                .map(|held| held.holder),
            Some(0)
        );
        let elsewhere = "192.0.2.1".parse().expect("an address");
        assert_eq!(holders.around(elsewhere, |_| true), None);
    }

    #[test]
    fn proposals_are_free_of_the_same_size_and_never_the_same() {
        let taken = ["10.244.0.0/15", "10.247.3.0/24", "192.168.0.0/16"].map(net);
        let mut free = FreeRanges::beside(taken);
        let like = net("10.244.0.0/16");
        assert_eq!(free.propose(like), Some(net("10.246.0.0/16")));
        assert_eq!(free.propose(like), Some(net("10.248.0.0/16")));
        assert_eq!(
            free.propose(net("10.246.0.0/24")),
            Some(net("10.247.0.0/24")),
            "other sizes keep away from proposals too"
        );
        assert_eq!(
            free.propose(net("192.168.0.0/24")),
            Some(net("10.247.1.0/24"))
        );
        assert_eq!(free.propose(net("fd00::/64")), None);
        assert_eq!(free.propose(net("0.0.0.0/0")), None);
    }

    #[test]
    fn proposals_begin_again_at_the_front_and_come_to_an_end() {
        let mut free = FreeRanges::beside([net("10.0.0.0/9")]);
        let like = net("10.192.0.0/10");
        assert_eq!(free.propose(like), Some(like));
        assert_eq!(free.propose(like), Some(net("10.128.0.0/10")));
        assert_eq!(free.propose(like), None);
        assert_eq!(free.propose(like), None);
    }
}
