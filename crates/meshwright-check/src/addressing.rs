//! Address ranges: which overlap, which hold an address, which are free.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr};

use ipnet::{IpNet, Ipv4Net};

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
    next: u64,
}

impl FreeRanges {
    /// Ranges other than `taken`.
    pub fn beside(taken: impl IntoIterator<Item = IpNet>) -> Self {
        let mut taken: Vec<(u64, u64)> = taken
            .into_iter()
            .filter_map(|range| match range {
                IpNet::V4(range) => Some(bounds(range)),
                IpNet::V6(_) => None,
            })
            .collect();
        taken.sort_unstable();
        Self {
            taken,
            next: u64::from(u32::from(Ipv4Addr::new(10, 0, 0, 0))),
        }
    }

    /// A free range as large as `like`, in 10.0.0.0/8; `None` where there is none left, and for
    /// IPv6.
    pub fn propose(&mut self, like: IpNet) -> Option<IpNet> {
        let IpNet::V4(like) = like else {
            return None;
        };
        let end = u64::from(u32::from(Ipv4Addr::new(11, 0, 0, 0)));
        let size = 1_u64 << (32 - u32::from(like.prefix_len()));
        let mut start = self.next.div_ceil(size) * size;
        loop {
            let last = start + size - 1;
            if last >= end {
                // Spares the next call the same search.
                self.next = start;
                return None;
            }
            // Ranges may nest, so the first that begins behind `last` ends the search.
            let blocker = self
                .taken
                .iter()
                .take_while(|(from, _)| *from <= last)
                .filter(|(_, to)| *to >= start)
                .map(|(_, to)| *to)
                .max();
            match blocker {
                Some(to) => start = (to + 1).div_ceil(size) * size,
                None => break,
            }
        }
        self.next = start + size;
        let address = u32::try_from(start).ok().map(Ipv4Addr::from)?;
        Ipv4Net::new(address, like.prefix_len()).ok().map(IpNet::V4)
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
        let mut free =
            FreeRanges::beside(["10.0.0.0/15", "10.3.0.0/24", "192.168.0.0/16"].map(net));
        assert_eq!(free.propose(net("10.0.0.0/16")), Some(net("10.2.0.0/16")));
        assert_eq!(free.propose(net("10.0.0.0/16")), Some(net("10.4.0.0/16")));
        assert_eq!(free.propose(net("fd00::/64")), None);
        let mut full = FreeRanges::beside([net("10.0.0.0/8")]);
        assert_eq!(full.propose(net("10.0.0.0/16")), None);
    }
}
