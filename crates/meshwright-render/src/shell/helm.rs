//! Helm's commands.
//!
//! Each names its context, its kubeconfig where one is given, its namespace, and the version of
//! its chart.

use meshwright_catalog as catalog;
use meshwright_model::{Cluster, Mesh};
use meshwright_plan::istio::{SAIL_OPERATOR, SYSTEM_NAMESPACE};
use meshwright_plan::{ChartRepository, HelmRelease, ManifestFile, Op, Plan};

use super::commands::kubectl;
use super::quote::{flag, quote};

/// The flags by which Helm finds the cluster, each after a space.
fn access(cluster: &Cluster) -> String {
    let mut flags = String::new();
    if let Some(kubeconfig) = &cluster.kubeconfig {
        flags.push(' ');
        flags.push_str(&flag("kubeconfig", kubeconfig.as_str()));
    }
    flags.push(' ');
    flags.push_str(&flag("kube-context", cluster.context.as_str()));
    flags
}

/// The variable that names a mirror of a repository: `ISTIO_CHARTS`, `SAIL_CHARTS`.
pub fn mirror_variable(repository: &str) -> String {
    let name = repository.split('-').next().unwrap_or(repository);
    format!("{}_CHARTS", name.to_ascii_uppercase())
}

/// Makes repositories of charts known on this machine.
pub(super) fn add_repositories(repositories: &[ChartRepository]) -> Vec<String> {
    repositories
        .iter()
        .map(|repository| {
            format!(
                "add_charts {} {} \"${{{}-}}\"",
                quote(repository.name),
                quote(&repository.url),
                mirror_variable(repository.name)
            )
        })
        .collect()
}

/// Installs a release or brings it up to date, and waits until its objects are ready, but where
/// Helm would wait in vain.
///
/// `system` and `istio-system` are namespaces that earlier steps have made; Helm makes any other
/// one.
pub(super) fn upgrade(
    cluster: &Cluster,
    release: &HelmRelease,
    values: Option<&ManifestFile>,
    system: &str,
) -> String {
    let mut command = format!(
        "helm upgrade --install {} {} {} {}{}",
        quote(&release.name),
        quote(&release.chart),
        flag("version", &release.version),
        flag("namespace", release.namespace),
        access(cluster),
    );
    if release.namespace != system && release.namespace != SYSTEM_NAMESPACE {
        command.push_str(" --create-namespace");
    }
    if let Some(values) = values {
        command.push(' ');
        command.push_str(&flag("values", &values.path));
    }
    if release.skips_schema {
        command.push_str(" --skip-schema-validation");
    }
    if release.waits {
        command.push_str(" --wait");
    }
    command.push_str(" --timeout=10m");
    command
}

/// What waits for the Deployment of a release where Helm does not.
pub(super) fn rollout(cluster: &Cluster, release: &HelmRelease) -> Option<String> {
    (!release.waits).then(|| {
        format!(
            "{} {} rollout status deployment/{} --timeout=10m",
            kubectl(cluster),
            flag("namespace", release.namespace),
            quote(&release.name)
        )
    })
}

/// Removes a release that may be gone already, and leaves an operator that others use.
pub(super) fn uninstall(cluster: &Cluster, release: &HelmRelease) -> Vec<String> {
    let uninstall = format!(
        "helm uninstall {} {}{} --timeout=10m",
        quote(&release.name),
        flag("namespace", release.namespace),
        access(cluster),
    );
    if release.name == SAIL_OPERATOR {
        return vec![
            format!("users=$(operator_users {})", kubectl(cluster)),
            format!(
                "delete_operator {} \"$users\" {uninstall}",
                quote(cluster.name.as_str())
            ),
        ];
    }
    vec![format!("delete_release {uninstall}")]
}

/// What Helm knows of a release.
pub(super) fn status(cluster: &Cluster, release: &HelmRelease) -> String {
    format!(
        "helm status {} {}{}",
        quote(&release.name),
        flag("namespace", release.namespace),
        access(cluster),
    )
}

/// The repositories of charts that a plan adds, in order.
pub fn repositories(plan: &Plan) -> impl Iterator<Item = &ChartRepository> {
    plan.steps.iter().flat_map(|step| match &step.op {
        Op::AddChartRepositories(repositories) => repositories.as_slice(),
        _ => &[],
    })
}

/// The Helm that charts ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Required {
    /// The oldest version.
    pub minimum: String,
    /// The newest major version.
    pub newest_major: usize,
}

/// The first Helm with the flag `--skip-schema-validation`.
const SKIPS_SCHEMAS: &str = "3.16";

/// The Helm that all charts of the plan take; `None` where no step of the plan uses Helm.
pub fn required(mesh: &Mesh, plan: &Plan) -> Option<Required> {
    let mut required: Option<Required> = None;
    for step in &plan.steps {
        if let (Op::HelmUpgrade { release, .. }, Some(name)) = (&step.op, &step.id.cluster)
            && let Some(index) = mesh.cluster_named(name.as_str())
        {
            let istio = catalog::resolve(&mesh[index].istio.version);
            let facts = istio.release.helm();
            let takes_helm4 = release.name == SAIL_OPERATOR || istio.has(&facts.helm4);
            let minimum = if release.skips_schema {
                SKIPS_SCHEMAS
            } else {
                facts.minimum.as_str()
            };
            let newest_major = if takes_helm4 { 4 } else { 3 };
            let known = required.get_or_insert_with(|| Required {
                minimum: minimum.to_owned(),
                newest_major,
            });
            if numbers(minimum) > numbers(&known.minimum) {
                minimum.clone_into(&mut known.minimum);
            }
            known.newest_major = known.newest_major.min(newest_major);
        }
    }
    required
}

/// A version's numbers, to compare it with another one.
fn numbers(version: &str) -> Vec<u32> {
    version
        .split('.')
        .map(|number| number.parse().unwrap_or(0))
        .collect()
}

/// The command that looks whether Helm is as required.
pub fn check(required: &Required) -> String {
    format!(
        "check_helm {} {} helm",
        required.minimum, required.newest_major
    )
}

#[cfg(test)]
mod tests {
    use super::mirror_variable;

    #[test]
    fn a_repository_has_a_variable_for_its_mirror() {
        assert_eq!(mirror_variable("istio"), "ISTIO_CHARTS");
        assert_eq!(mirror_variable("sail-operator"), "SAIL_CHARTS");
    }
}
