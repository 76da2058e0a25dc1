//! Charts: the repositories that a mesh needs, and a release of a chart as a step.
//!
//! Every method that uses Helm takes its steps from [`chart`], so that all of them pin the
//! version, wait, and can be taken back alike.

use meshwright_catalog::facts::names::CHART_GATEWAY;
use meshwright_model::InstallMethod;

use super::{Part, Site};
use crate::builder::{PlanBuilder, PlanContext};
use crate::{ChartRepository, Condition, HelmRelease, ManifestFile, Op, StepId, StepKind};

/// The name of Istio's repository in commands, as Istio's guides have it.
pub const ISTIO_REPOSITORY: &str = "istio";
/// The name of the Sail operator's repository in commands.
pub const SAIL_REPOSITORY: &str = "sail-operator";

/// A chart of Istio's repository: `istio/istiod`.
pub fn istio_chart(chart: &str) -> String {
    format!("{ISTIO_REPOSITORY}/{chart}")
}

/// A release of a chart of Istio's, in the version of the cluster's Istio.
///
/// It needs the repositories on the workstation. The caller adds what shows that its objects
/// work; that Helm calls the release deployed is there already.
pub fn chart(
    site: Site<'_>,
    kind: StepKind,
    name: &str,
    chart: &str,
    namespace: &'static str,
    values: ManifestFile,
) -> Part {
    let istio = site.cx.resolved(site.index);
    let release = HelmRelease {
        name: name.to_owned(),
        chart: chart.to_owned(),
        namespace,
        skips_schema: chart == istio_chart(CHART_GATEWAY)
            && !istio.has(&istio.release.helm().gateway_schema),
        waits: true,
        version: istio.version,
    };
    release_of(kind, release, Some(values))
}

/// A release of any chart.
pub(crate) fn release_of(
    kind: StepKind,
    release: HelmRelease,
    values: Option<ManifestFile>,
) -> Part {
    Part {
        kind,
        case: "",
        needs: vec![StepId::mesh(StepKind::Charts)],
        op: Op::HelmUpgrade {
            release: release.clone(),
            values,
            discovery_address: None,
        },
        done_when: vec![Condition::Released {
            release: release.name.clone(),
            version: release.version.clone(),
        }],
        undo: Some(Op::HelmUninstall(release)),
    }
}

/// Adds the step that tells Helm on the workstation where the charts of the mesh are.
///
/// Helm and Sail share it; whichever of them is asked last finds it there.
pub(crate) fn repositories(cx: &PlanContext<'_>, plan: &mut PlanBuilder) {
    if plan.has(&StepId::mesh(StepKind::Charts)) {
        return;
    }
    let mut repositories: Vec<ChartRepository> = Vec::new();
    for (index, cluster) in cx.mesh.clusters() {
        let (name, url) = match cluster.istio.install_method {
            InstallMethod::Helm => (
                ISTIO_REPOSITORY,
                cx.release(index).helm().repository.value(),
            ),
            InstallMethod::Sail if !super::sail::comes_with_the_platform(cluster) => (
                SAIL_REPOSITORY,
                cx.release(index).sail().chart_repository.value(),
            ),
            InstallMethod::Sail | InstallMethod::Istioctl => continue,
        };
        if repositories.iter().all(|known| known.name != name) {
            repositories.push(ChartRepository {
                name,
                url: url.clone(),
            });
        }
    }
    if repositories.is_empty() {
        return;
    }
    repositories.sort_by_key(|repository| repository.name);
    plan.on_workstation(
        StepId::mesh(StepKind::Charts),
        Op::AddChartRepositories(repositories),
    )
    .until(Condition::ChartsKnown);
}
