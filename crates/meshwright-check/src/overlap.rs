//! Blaming clusters on one network whose ranges overlap, for pods and Services alike.

use ipnet::IpNet;
use meshwright_diag::{Finding, ModelPath, Safety, args};
use meshwright_model::{Cluster, ClusterIndex};

use crate::addressing::{FreeRanges, Held, overlaps};
use crate::repair::{fix, set};
use crate::{Rule, RuleContext};

/// Adds a finding of `rule` for each cluster with a range in `section` that overlaps one of an
/// earlier cluster on its network.
///
/// The message has a case `no-proposal` for ranges like which no other is free. Arguments:
/// `cluster`, `other`, `range`, `taken`, `network`, `proposal`.
pub fn blame_overlaps(
    cx: &RuleContext<'_>,
    rule: &'static Rule,
    section: &str,
    ranges_of: fn(&Cluster) -> &[IpNet],
    out: &mut Vec<Finding>,
) {
    let mut free: Option<FreeRanges> = None;
    for (_, network) in cx.mesh.networks() {
        if network.clusters.len() < 2 {
            continue;
        }
        let mut ranges: Vec<Held<(ClusterIndex, usize)>> = network
            .clusters
            .iter()
            .flat_map(|index| {
                let ranges = ranges_of(&cx.mesh[*index]).iter().enumerate();
                ranges.map(|(place, range)| Held {
                    range: *range,
                    holder: (*index, place),
                })
            })
            .collect();
        let mut found = overlaps(&mut ranges, |one, other| one.0 == other.0);
        found.sort_by_key(|overlap| (overlap.late.holder, overlap.early.holder));
        found.dedup_by_key(|overlap| overlap.late.holder);
        for group in found.chunk_by(|one, next| one.late.holder.0 == next.late.holder.0) {
            let Some(first) = group.first() else {
                continue;
            };
            let (late, early) = (
                &cx.mesh[first.late.holder.0],
                &cx.mesh[first.early.holder.0],
            );
            let place = |cluster: &Cluster, place: usize| {
                cluster.path().join(section).join(format!("#{place}"))
            };
            let free = free.get_or_insert_with(|| FreeRanges::of(cx.mesh));
            let proposals: Option<Vec<(ModelPath, IpNet)>> = group
                .iter()
                .map(|overlap| {
                    let range = free.propose(overlap.late.range)?;
                    Some((place(late, overlap.late.holder.1), range))
                })
                .collect();
            let proposal = proposals.as_deref().and_then(<[_]>::first);
            let mut finding = rule.finding(
                place(late, first.late.holder.1),
                args![
                    cluster = &late.name,
                    other = &early.name,
                    range = first.late.range.to_string(),
                    taken = first.early.range.to_string(),
                    network = &network.name,
                    proposal = proposal
                        .map(|(_, range)| range.to_string())
                        .unwrap_or_default(),
                ],
            );
            if proposal.is_none() {
                finding = finding.case("no-proposal");
            }
            let finding = finding.related(place(early, first.early.holder.1), "other");
            out.push(match proposals {
                Some(proposals) => fix(
                    finding,
                    Safety::Unsafe,
                    proposals
                        .into_iter()
                        .map(|(place, range)| set(place, range.to_string()))
                        .collect(),
                ),
                None => finding,
            });
        }
    }
}
