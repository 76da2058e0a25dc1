//! What to do when one sees something else: only what can happen in this mesh, by its names.

use std::collections::BTreeSet;

use meshwright_core::model::{DataPlane, Role};
use meshwright_core::plan::StepKind;

use crate::bundles::{BUNDLES, Bundle};

const TITLE: &str = "When you see something else";

fn bundle(name: &str) -> &'static Bundle {
    let found = BUNDLES.iter().find(|bundle| bundle.name == name);
    found.unwrap_or_else(|| panic!("there is no bundle {name}"))
}

/// The rows below a heading, each as its three cells.
fn rows(bundle: &Bundle, heading: &str) -> Vec<[String; 3]> {
    let section = bundle.section(TITLE);
    let table = section
        .split("\n### ")
        .find(|table| table.starts_with(&format!("{heading}\n")));
    let lines = table.unwrap_or_default().lines();
    let rows = lines.filter(|line| line.starts_with("| ")).skip(2);
    rows.map(|row| {
        let row = row.replace("\\|", "\u{a6}");
        let cells: Vec<String> = row
            .trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect();
        <[String; 3]>::try_from(cells).unwrap_or_else(|cells| panic!("{cells:?}"))
    })
    .collect()
}

/// What one may see there, in the order of the rows.
fn seen(bundle: &Bundle, heading: &str) -> Vec<String> {
    let rows = rows(bundle, heading).into_iter();
    rows.map(|[seen, ..]| seen).collect()
}

#[test]
fn every_cluster_that_others_call_has_a_table_of_its_own_in_a_small_mesh() {
    let mut n_seen = 0;
    for bundle in BUNDLES.iter() {
        let mesh = &bundle.mesh;
        let called = mesh
            .clusters
            .iter()
            .filter(|cluster| cluster.role != Role::External);
        if mesh.clusters.len() > 12 || called.clone().count() < 2 {
            continue;
        }
        for cluster in called {
            let heading = format!("Endpoints of `{}`", cluster.name);
            let seen = seen(bundle, &heading);
            assert!(!seen.is_empty(), "{}: {heading}: {seen:?}", bundle.name);
            n_seen += 1;
        }
    }
    assert!(n_seen > 20, "{n_seen}");
}

#[test]
fn a_large_mesh_is_told_by_network_and_does_not_grow_with_its_clusters() {
    let bundle = bundle("hundred-clusters");
    let section = bundle.section(TITLE);
    let called: Vec<&str> = section
        .lines()
        .filter(|line| line.starts_with("### Endpoints of network "))
        .collect();
    assert_eq!(called.len(), bundle.mesh.networks.len());
    let others = section.matches("\n### Lists from ").count();
    assert!((1..=2).contains(&others), "{others}");
    assert!(section.contains("one of them stands here for all"));
    assert!(section.len() < 100_000, "{}", section.len());
}

#[test]
fn raw_addresses_of_pods_mean_that_no_gateway_is_known() {
    let bundle = bundle("two-primaries-two-networks");
    for (name, network, other) in [
        ("cluster1", "network1", "cluster2"),
        ("cluster2", "network2", "cluster1"),
    ] {
        let heading = format!("Endpoints of `{name}`");
        let rows = rows(bundle, &heading);
        let [seen, means, mend] = &rows[0];
        assert_eq!(*seen, format!("Addresses of pods of `{name}`"));
        let label = format!("`topology.istio.io/network={network}`");
        assert!(means.contains(&label), "{means}");
        let look = format!(
            "`kubectl --context={name} --namespace=istio-system get service \
             istio-eastwestgateway --show-labels`"
        );
        assert!(mend.starts_with(&look), "{mend}");
        for kind in [StepKind::EastWestGateway, StepKind::GatewayAddress] {
            let is_meant = |step: &&meshwright_core::plan::Step| {
                step.id.kind == kind
                    && step
                        .id
                        .cluster
                        .as_ref()
                        .is_some_and(|it| it.as_str() == name)
            };
            let steps = &bundle.plan.steps;
            let at = steps.iter().position(|step| is_meant(&step));
            let number = at.expect("every cluster has a gateway") + 1;
            assert!(mend.contains(&number.to_string()), "{number}: {mend}");
        }
        assert!(!mend.contains(other), "{mend}");
    }
}

#[test]
fn what_cannot_happen_is_not_told() {
    for bundle in BUNDLES.iter() {
        let mesh = &bundle.mesh;
        let section = bundle.section(TITLE);
        let place = &bundle.name;
        let with_workloads: Vec<_> = mesh
            .clusters
            .iter()
            .filter(|cluster| cluster.role != Role::External)
            .collect();
        let networks: BTreeSet<_> = with_workloads.iter().map(|it| it.network).collect();
        let is_multi = networks.len() > 1;
        let has = |plane: DataPlane| {
            let mut clusters = with_workloads.iter();
            clusters.any(|cluster| cluster.istio.data_plane == plane)
        };
        let tells = |words: &str| section.contains(words);
        assert_eq!(
            tells("have no sidecar"),
            is_multi && has(DataPlane::Sidecar),
            "{place}"
        );
        assert_eq!(
            tells("ztunnel"),
            is_multi && has(DataPlane::Ambient),
            "{place}"
        );
        assert_eq!(tells("no gateway has any more"), is_multi, "{place}");
        let remotes = || with_workloads.iter().filter(|it| it.role != Role::Primary);
        assert_eq!(tells("### Pods of "), remotes().next().is_some(), "{place}");
        let is_external = mesh.clusters.iter().any(|it| it.role == Role::External);
        assert_eq!(tells("external-istiod"), is_external, "{place}");
    }
}

#[test]
fn a_release_that_forgets_endpoints_is_started_again_and_no_other() {
    let forgets = |name: &str| {
        let rows = bundle(name).section(TITLE);
        rows.contains("says `synced`")
    };
    assert!(forgets("two-primaries-two-networks"), "Istio 1.30.3");
    assert!(!forgets("old-release-primary-remote"));
}

#[test]
fn an_old_istiod_has_no_status_to_ask_for() {
    for bundle in BUNDLES.iter() {
        let is_old = |version: &str| {
            let minor = version
                .split('.')
                .nth(1)
                .and_then(|it| it.parse::<u32>().ok());
            minor.is_some_and(|minor| minor < 12)
        };
        let mut versions = bundle.mesh.clusters.iter();
        if versions.all(|cluster| is_old(cluster.istio.version.as_str())) {
            assert!(!bundle.section(TITLE).contains("remote-clusters"));
        }
    }
}

#[test]
fn refused_pods_mean_that_nobody_leads_the_remote() {
    let bundle = bundle("primary-remote-two-networks");
    let primary = bundle
        .mesh
        .clusters
        .iter()
        .find(|it| it.role == Role::Primary);
    let remote = bundle
        .mesh
        .clusters
        .iter()
        .find(|it| it.role != Role::Primary);
    let (primary, remote) = (primary.expect("one"), remote.expect("one"));
    let heading = format!(
        "Pods of `{}`, whose istiod is in `{}`",
        remote.name, primary.name
    );
    let rows = rows(bundle, &heading);
    let [seen, means, mend] = &rows[0];
    assert!(seen.contains("webhook"), "{seen}");
    assert!(means.contains("does not lead"), "{means}");
    let restart = format!(
        "`kubectl --context={} --namespace=istio-system rollout restart deployment/istiod`",
        primary.context
    );
    assert!(mend.starts_with(&restart), "{mend}");
    let again = format!(
        "`kubectl --context={} --namespace=sample rollout restart deployment`",
        remote.context
    );
    assert!(mend.contains(&again), "{mend}");
    assert_eq!(rows.len(), 3);
}

#[test]
fn no_sentence_lacks_a_word_and_no_row_a_cell() {
    for bundle in BUNDLES.iter() {
        let section = bundle.section(TITLE);
        for line in section.lines() {
            let place = format!("{}: {line}", bundle.name);
            assert!(
                !line.contains("{$") && !line.contains("trouble-"),
                "{place}"
            );
            assert!(!line.contains("its steps again."), "{place}");
            assert_eq!(line.matches('`').count() % 2, 0, "{place}");
            if line.starts_with('|') {
                let cells = line.replace("\\|", "").matches('|').count();
                assert_eq!(cells, 4, "{place}");
            }
        }
    }
}
