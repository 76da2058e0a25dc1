//! How the operations of an external control plane are spelled.
//!
//! `kubectl` comes with context and kubeconfig; the functions of `lib.sh` take it as their last
//! words.

use meshwright_catalog as catalog;
use meshwright_model::{Cluster, Mesh};
use meshwright_plan::istio::{
    self, CONFIG_KUBECONFIG_SECRET, FRONT_GATEWAY, SYSTEM_NAMESPACE, istiod, system_namespace,
};
use meshwright_plan::manifest::external_control_plane::injection_webhook;
use meshwright_plan::manifest::{ControlPlaneRole, ExternalRemote, Webhooks};
use meshwright_plan::{ConfigAccess, Manifest, ManifestFile, Op, Probe, StepId, StepKind};

use super::commands::{access, kubectl};
use super::istioctl::Istioctls;
use super::quote::{flag, quote};

/// Where something is spelled.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) mesh: &'a Mesh,
    pub(super) istioctls: &'a Istioctls,
    pub(super) cluster: &'a Cluster,
    pub(super) namespace: &'static str,
}

impl Place<'_> {
    fn kubectl(self) -> String {
        self.kubectl_in(self.namespace)
    }

    fn kubectl_in(self, namespace: &str) -> String {
        format!("{} {}", kubectl(self.cluster), flag("namespace", namespace))
    }

    /// `kubectl` for what istioctl makes of a file: a front gateway is beside the others.
    fn kubectl_for(self, file: &ManifestFile) -> String {
        match file.manifest {
            Manifest::FrontOperator(_) => self.kubectl_in(SYSTEM_NAMESPACE),
            _ => self.kubectl(),
        }
    }

    fn generate(self, file: &ManifestFile, more: &str) -> String {
        format!(
            "{} manifest generate {}{more}",
            self.istioctls.program(self.cluster),
            flag("filename", &file.path)
        )
    }
}

/// What `istioctl manifest generate` prints, applied; `settings` are further flags of it.
///
/// Conflicts are forced, as `istioctl install` does: istiod writes its CA into the webhooks, and
/// writes it again at once.
pub(super) fn apply_generated(place: Place<'_>, file: &ManifestFile, settings: &str) -> String {
    format!(
        "{} | {} apply --server-side --force-conflicts --field-manager=meshwright --filename=-",
        place.generate(file, settings),
        place.kubectl_for(file)
    )
}

/// The commands of an operation that only an external control plane has; `None` for another one.
pub(super) fn run(op: &Op, place: Place<'_>) -> Option<Vec<String>> {
    Some(match op {
        Op::DeleteGenerated(file) => vec![format!(
            "{} | without_kinds | {} delete --ignore-not-found --timeout=10m --filename=-",
            place.generate(file, ""),
            place.kubectl_for(file),
        )],
        Op::PutConfigKubeconfig(access) => put_kubeconfig(access, place),
        Op::DeleteConfigKubeconfig(access) => {
            let delete = |kubectl: &str, secret: &str| {
                format!("{kubectl} delete secret {secret} --ignore-not-found")
            };
            let mut lines = vec![delete(&place.kubectl(), CONFIG_KUBECONFIG_SECRET)];
            if let Some(config) = config_cluster(place.mesh, access) {
                let kubectl = format!("{} {}", kubectl(config), flag("namespace", place.namespace));
                let token = format!("{}-istio-remote-secret-token", access.account);
                lines.push(delete(&kubectl, &quote(&token)));
            }
            lines
        }
        Op::Probe(Probe::FrontCertificate { secret, host }) => vec![format!(
            "check_front_certificate {} {} {} {} {}",
            quote(place.cluster.name.as_str()),
            quote(secret.as_str()),
            quote(host),
            kubectl(place.cluster),
            flag("namespace", SYSTEM_NAMESPACE)
        )],
        _ => return None,
    })
}

fn config_cluster<'a>(mesh: &'a Mesh, access: &ConfigAccess) -> Option<&'a Cluster> {
    let index = mesh.cluster_named(access.cluster.as_str())?;
    mesh.clusters.get(index.0)
}

fn put_kubeconfig(given: &ConfigAccess, place: Place<'_>) -> Vec<String> {
    let Some(config) = config_cluster(place.mesh, given) else {
        return Vec::new();
    };
    let release = catalog::resolve(&config.istio.version).release;
    let words = release.istioctl().create_remote_secret.value().join(" ");
    let mut command = format!(
        "{} {words}{} --type=config {} {} --create-service-account=false",
        place.istioctls.program(config),
        access(config),
        flag("namespace", place.namespace),
        flag("service-account", &given.account),
    );
    if let Some(server) = &given.server {
        command.push(' ');
        command.push_str(&flag("server", server.as_str()));
    }
    vec![
        format!("config_kubeconfig=$({command})"),
        format!("put_config_kubeconfig {}", place.kubectl()),
    ]
}

/// What shows that an operation of an external control plane is done; `None` for another one.
pub(super) fn check(op: &Op, place: Place<'_>) -> Option<Vec<String>> {
    let rollout = |name: &str, namespace: &str| {
        format!(
            "{} {} rollout status deployment/{name} --timeout=5m",
            kubectl(place.cluster),
            flag("namespace", namespace)
        )
    };
    Some(match op {
        Op::IstioctlInstall { file, .. } | Op::ApplyGenerated { file, .. } => {
            match &file.manifest {
                Manifest::FrontOperator(_) => vec![
                    rollout(&istiod(None), SYSTEM_NAMESPACE),
                    rollout(FRONT_GATEWAY, SYSTEM_NAMESPACE),
                ],
                Manifest::IstioOperator(manifest) => match &manifest.role {
                    ControlPlaneRole::ExternalRemote(ExternalRemote {
                        webhooks: Webhooks::Urls { .. },
                        ..
                    }) => {
                        let revision = manifest.installation.revision.as_ref();
                        let webhook = injection_webhook(revision);
                        vec![format!(
                            "{} {} get mutatingwebhookconfigurations {}",
                            kubectl(place.cluster),
                            flag("namespace", place.namespace),
                            quote(&webhook)
                        )]
                    }
                    _ => return None,
                },
                _ => return None,
            }
        }
        Op::PutConfigKubeconfig(_) => vec![format!(
            "{} get secret {CONFIG_KUBECONFIG_SECRET}",
            place.kubectl()
        )],
        _ => return None,
    })
}

/// The Service whose address a step has waited for, and its namespace.
pub(super) fn waited_for(mesh: &Mesh, step: &StepId) -> (&'static str, &'static str) {
    if step.kind == StepKind::FrontAddress {
        return (FRONT_GATEWAY, SYSTEM_NAMESPACE);
    }
    let index = step
        .cluster
        .as_ref()
        .and_then(|name| mesh.cluster_named(name.as_str()));
    let namespace = index.map_or(SYSTEM_NAMESPACE, |index| system_namespace(mesh, index));
    (istio::EAST_WEST_GATEWAY, namespace)
}
