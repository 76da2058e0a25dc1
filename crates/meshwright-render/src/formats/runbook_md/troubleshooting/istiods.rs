//! What the lists of one istiod may lack, of whichever cluster.

use meshwright_catalog as catalog;
use meshwright_diag::text;
use meshwright_model::{ClusterIndex, Role};
use meshwright_plan::istio::{SAMPLE_NAMESPACE, SYSTEM_NAMESPACE, system_namespace};
use meshwright_plan::{StepId, StepKind};

use super::{Mending, Table};
use crate::formats::runbook_md::access;
use crate::shell::quote::flag;
use crate::workloads;

impl Mending<'_> {
    /// What callers of an istiod may see; `None` where it watches nobody else.
    pub(super) fn istiod(&self, istiod: ClusterIndex) -> Option<Table> {
        let mesh = self.mesh;
        let cluster = &mesh[istiod];
        let own = mesh.config_cluster_of(istiod).unwrap_or(istiod);
        let mut watched = mesh
            .clusters()
            .filter(|(index, it)| *index != own && workloads::has_workloads(it));
        let (other, _) = watched.next()?;
        if !self.serves(istiod) {
            return None;
        }
        let facts = self.facts(istiod);
        let secrets = format!(
            "{} get secrets {}",
            self.kubectl_of_system(istiod),
            flag("selector", "istio/multiCluster=true")
        );
        let other = &mesh[other].name;
        let steps = self.steps(&[
            StepId::of(other, StepKind::RemoteSecret),
            StepId::mesh(StepKind::RemoteSecrets),
            StepId::of(&cluster.name, StepKind::Attach),
            StepId::of(&mesh[own].name, StepKind::Attach),
        ]);
        let restart = self.restart(istiod);
        let release = catalog::resolve(&cluster.istio.version).release;
        let status = release.istioctl().remote_clusters.value().as_ref();
        let mut rows = Vec::new();
        if let Some(words) = status {
            let mut status = format!(
                "{} {}{}",
                self.istioctls.program(cluster),
                words.join(" "),
                access(cluster)
            );
            let namespace = system_namespace(mesh, istiod);
            if namespace != SYSTEM_NAMESPACE {
                status.push(' ');
                status.push_str(&flag("istioNamespace", namespace));
            }
            rows.push(text!(
                "trouble-secret",
                status = &status,
                secrets = &secrets,
                other = other,
                steps = steps.clone()
            ));
            rows.push(text!(
                "trouble-unsynced",
                status = &status,
                other = other,
                steps = steps
            ));
            if facts.secret_swap_wipes {
                rows.push(text!(
                    "trouble-synced",
                    status = &status,
                    restart = &restart
                ));
            }
        } else {
            rows.push(text!(
                "trouble-secret-untold",
                secrets = secrets,
                other = other,
                steps = steps
            ));
        }
        if mesh.is_multi_network() {
            rows.push(text!("trouble-stale", restart = &restart));
        }
        if mesh.istiods().nth(1).is_some() && cluster.role == Role::Primary {
            rows.push(text!(
                "trouble-root",
                cluster = &cluster.name,
                root = format!(
                    "{} get configmap istio-ca-root-cert --output=yaml",
                    self.kubectl_of_system(istiod)
                ),
                steps = self.steps(&[StepId::of(&cluster.name, StepKind::Cacerts)]),
                restart = restart,
                workloads = format!(
                    "{} rollout restart deployment",
                    self.kubectl(istiod, SAMPLE_NAMESPACE)
                )
            ));
        }
        Some(Table {
            title: text!("trouble-istiod", cluster = &cluster.name),
            lead: None,
            rows,
        })
    }
}
