//! An expectation of the document that the mesh does not meet.

use meshwright_diag::{Finding, ModelPath, Safety, args, path, text};
use meshwright_graph::what_if::{Harm, Losses, Part, fails_to_survive};
use meshwright_graph::{NotOffered, Reach, offered, why};
use meshwright_model::{ClusterIndex, Expectation, Namespace, ServiceName, Via};

use crate::RuleContext;
use crate::context::EntryList;
use crate::repair::{append, fix};
use crate::rule::declare_rule;

declare_rule! {
    /// A test of the mesh that fails.
    "NET108", "expectation-not-met", Error, Advice, since "0.1.0"
}

fn check(cx: &RuleContext<'_>, out: &mut Vec<Finding>) {
    let mut losses = None;
    for (index, expectation) in cx.mesh.expectations.iter().enumerate() {
        let place = cx.entry_path(EntryList::Expect, index);
        match expectation {
            Expectation::Reach {
                from,
                to,
                via,
                service,
            } => {
                if let Some(finding) = not_offered(cx, &place, *from, *to, service.as_ref()) {
                    out.push(finding);
                    continue;
                }
                let names = args![from = &cx.mesh[*from].name, to = &cx.mesh[*to].name];
                match (cx.graph.reach(*from, *to), via) {
                    (Reach::Broken(_), _) => out.push(broken(cx, place, *from, *to)),
                    (Reach::Direct | Reach::Same, Via::Gateway) => {
                        out.push(RULE.finding(place, names).case("direct"));
                    }
                    (Reach::Gateway { .. }, Via::Direct) => {
                        out.push(RULE.finding(place, names).case("gateway"));
                    }
                    (Reach::Direct | Reach::Same | Reach::Gateway { .. }, _) => {}
                }
            }
            Expectation::NoPath { from, to } => {
                if cx.graph.reaches(*from, *to) {
                    let names = args![from = &cx.mesh[*from].name, to = &cx.mesh[*to].name];
                    let finding = RULE.finding(place.clone(), names).case("path");
                    out.push(if cx.mesh[*from].name == cx.mesh[*to].name {
                        finding
                    } else {
                        let cut = serde_json::json!({
                            "from": cx.mesh[*from].name.as_str(),
                            "to": cx.mesh[*to].name.as_str(),
                            "allow": false,
                        });
                        fix(
                            finding,
                            Safety::Unsafe,
                            vec![append(path!("connectivity"), cut)],
                        )
                    });
                }
            }
            Expectation::Survives { loss } => {
                let losses = losses.get_or_insert_with(|| Losses::new(cx.mesh, cx.graph));
                if let Some((part, harm)) = fails_to_survive(losses, loss) {
                    out.push(not_survived(cx, place, part, harm));
                }
            }
        }
    }
}

/// The finding for a service whose pods in the called cluster callers are never sent to.
fn not_offered(
    cx: &RuleContext<'_>,
    place: &ModelPath,
    from: ClusterIndex,
    to: ClusterIndex,
    service: Option<&(ServiceName, Namespace)>,
) -> Option<Finding> {
    let (name, namespace) = service?;
    let services = &cx.mesh.services;
    let index = services
        .iter()
        .position(|other| other.name == *name && other.namespace == *namespace)?;
    let service = &services[index];
    let why = offered(service, from, to).err()?;
    let (case, field) = match why {
        NotOffered::NoPods => ("no-pods", "clusters"),
        NotOffered::ClusterLocal => ("cluster-local", "traffic"),
    };
    let names = args![
        from = &cx.mesh[from].name,
        to = &cx.mesh[to].name,
        service = format!("{name}.{namespace}"),
    ];
    let finding = RULE
        .finding(place.clone(), names)
        .case(case)
        .related(cx.service_path(index).join(field), "service-place");
    Some(match why.repair(cx.mesh, service, to) {
        Some(repair) => finding.fix(repair),
        None => finding,
    })
}

/// The finding for a loss that others than its own cluster feel.
fn not_survived(cx: &RuleContext<'_>, place: ModelPath, part: Part, harm: Harm) -> Finding {
    let (case, hurt) = match harm {
        Harm::ControlPlane { cluster, .. } => ("no-istiod", cluster),
        Harm::Requests(pair) => ("survives", pair.to),
    };
    let names = args![
        part = part.text(cx.mesh),
        cluster = &cx.mesh[hurt].name,
        harm = harm.text(cx.mesh),
    ];
    RULE.finding(place, names).case(case)
}

/// The finding for a way that breaks, with the hop that breaks and its repairs.
fn broken(cx: &RuleContext<'_>, place: ModelPath, from: ClusterIndex, to: ClusterIndex) -> Finding {
    let why = why(cx.mesh, cx.graph, from, to);
    let hop = why.hops.iter().find(|hop| !hop.passes());
    let mut finding = RULE.finding(
        place,
        args![
            from = &cx.mesh[from].name,
            to = &cx.mesh[to].name,
            hop = hop.map_or_else(|| text!("NET108-hop-unknown"), |hop| hop.text.clone()),
        ],
    );
    if let Some(hop) = hop {
        finding = finding.related(hop.path.clone(), "hop-place");
    }
    why.fixes.into_iter().fold(finding, Finding::fix)
}
