//! In which order a proxy uses localities (L-FAILOVER).
//!
//! Source: `pilot/pkg/networking/core/loadbalancer` of Istio 1.30.3.

use std::collections::BTreeMap;

/// What decides about the order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LocalityQuestion<'a> {
    /// The proxy's locality.
    pub proxy: &'a str,
    /// Whether the effective DestinationRule has `outlierDetection`.
    pub has_outlier_detection: bool,
    /// Whether the Service has a `trafficDistribution`, which needs no outlier detection.
    pub traffic_distribution: TrafficDistribution,
    /// `localityLbSetting.failover`: from region, to region.
    pub failover: &'a [(String, String)],
}

/// `spec.trafficDistribution`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TrafficDistribution {
    /// None.
    #[default]
    None,
    /// `PreferClose`, `PreferSameZone`.
    PreferClose,
    /// `PreferSameNode`.
    PreferSameNode,
}

/// The priority of each group, without gaps; 0 is used first.
pub fn priorities(question: LocalityQuestion<'_>, groups: &[String]) -> BTreeMap<String, u32> {
    let is_close = question.traffic_distribution != TrafficDistribution::None;
    if !question.has_outlier_detection && !is_close {
        return groups.iter().map(|group| (group.clone(), 0)).collect();
    }
    let ranks: BTreeMap<&String, u32> = groups
        .iter()
        .map(|group| {
            let rank = if is_close {
                near_rank(question.proxy, group)
            } else {
                rank(question, group)
            };
            (group, rank)
        })
        .collect();
    let mut used: Vec<u32> = ranks.values().copied().collect();
    used.sort_unstable();
    used.dedup();
    ranks
        .into_iter()
        .map(|(group, rank)| {
            let place = used.iter().take_while(|&&other| other < rank).count();
            (group.clone(), u32::try_from(place).unwrap_or(u32::MAX))
        })
        .collect()
}

/// The priority of each entry by `failoverPriority`: how many of its labels, from the left, each
/// entry shares with the proxy. Without labels all are equal; gaps are closed.
pub fn label_priorities(matches: &[Vec<bool>]) -> Vec<u32> {
    let ranks: Vec<usize> = matches
        .iter()
        .map(|labels| labels.len() - labels.iter().take_while(|&&is_same| is_same).count())
        .collect();
    let mut used = ranks.clone();
    used.sort_unstable();
    used.dedup();
    ranks
        .into_iter()
        .map(|rank| {
            let place = used.iter().take_while(|&&other| other < rank).count();
            u32::try_from(place).unwrap_or(u32::MAX)
        })
        .collect()
}

/// How many of region, zone and subzone two localities share from the left.
fn shared(left: &str, right: &str) -> u32 {
    let parts = |text: &str| -> [String; 3] {
        let mut parts = text.split('/').map(str::to_owned);
        std::array::from_fn(|_| parts.next().unwrap_or_default())
    };
    let (left, right) = (parts(left), parts(right));
    let pairs = left.iter().zip(&right);
    u32::try_from(pairs.take_while(|(one, other)| one == other).count()).unwrap_or(0)
}

fn rank(question: LocalityQuestion<'_>, group: &str) -> u32 {
    let region = |locality: &str| locality.split('/').next().unwrap_or_default().to_owned();
    match shared(question.proxy, group) {
        3 => 0,
        2 => 1,
        1 => 2,
        _ => {
            let own = region(question.proxy);
            let rule = question.failover.iter().find(|(from, _)| *from == own);
            match rule {
                Some((_, to)) if *to != region(group) => 4,
                _ => 3,
            }
        }
    }
}

/// trafficDistribution compares network, region and zone; subzone does not count.
fn near_rank(proxy: &str, group: &str) -> u32 {
    2_u32.saturating_sub(shared(proxy, group).min(2))
}

#[cfg(test)]
mod tests {
    use super::{LocalityQuestion, TrafficDistribution, priorities};

    fn ask(question: LocalityQuestion<'_>, groups: &[&str]) -> Vec<u32> {
        let names: Vec<String> = groups.iter().map(|&group| group.to_owned()).collect();
        let found = priorities(question, &names);
        names.iter().map(|name| found[name]).collect()
    }

    #[test]
    fn a_failover_rule_puts_other_regions_last() {
        let failover = [("eu".to_owned(), "us".to_owned())];
        let question = LocalityQuestion {
            proxy: "eu/a",
            has_outlier_detection: true,
            failover: &failover,
            ..LocalityQuestion::default()
        };
        assert_eq!(ask(question, &["eu/a", "us/a", "ap/a"]), [0, 1, 2]);
    }

    #[test]
    fn traffic_distribution_needs_no_outlier_detection() {
        let question = LocalityQuestion {
            proxy: "eu/a/1",
            traffic_distribution: TrafficDistribution::PreferClose,
            ..LocalityQuestion::default()
        };
        assert_eq!(ask(question, &["eu/a/2", "eu/b", "us/a"]), [0, 1, 2]);
    }
}
