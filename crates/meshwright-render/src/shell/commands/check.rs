//! What shows people that a step is done, by operation; it changes nothing.

use meshwright_catalog as catalog;
use meshwright_model::DataPlane;
use meshwright_plan::istio::{self, CACERTS_SECRET, EAST_WEST_GATEWAY};
use meshwright_plan::{Manifest, Op, Probe};

use super::super::quote::{flag, quote};
use super::super::{addons, ambient, external, helm, traffic, trust};
use super::{At, access, filenames, kubectl};

impl At<'_> {
    pub(super) fn check(&self, op: &Op) -> Vec<String> {
        let Some(cluster) = self.cluster else {
            return match op {
                Op::MakeCertificate { subject, .. } => vec![trust::look_at(subject)],
                _ => Vec::new(),
            };
        };
        let kubectl = kubectl(cluster);
        let system = flag("namespace", self.namespace);
        let release = catalog::resolve(&cluster.istio.version).release;
        if let Some(lines) = ambient::check(op, &kubectl) {
            return lines;
        }
        if let Some(lines) = external::check(op, self.place(cluster)) {
            return lines;
        }
        match op {
            Op::Probe(Probe::Cluster) => {
                let words = release.istioctl().precheck.value();
                vec![self.istioctl(cluster, words)]
            }
            Op::Probe(Probe::HostName { .. }) => vec![format!(
                "{kubectl} {system} get service {EAST_WEST_GATEWAY}"
            )],
            Op::Probe(Probe::Traffic { kinds, .. }) => kinds
                .iter()
                .map(|kind| {
                    let words = traffic::endpoints(*kind, cluster.cluster_domain.as_str());
                    self.istioctl(cluster, &words)
                })
                .collect(),
            Op::Probe(Probe::NodeAddresses { .. }) => {
                vec![format!("{kubectl} get nodes --output=wide")]
            }
            Op::ApplyManifests(_) => vec![format!(
                "{kubectl} {} diff --server-side --field-manager=meshwright{}",
                self.namespace_of(op),
                filenames(op)
            )],
            Op::IstioctlInstall { file, .. } | Op::ApplyGenerated { file, .. } => {
                match &file.manifest {
                    Manifest::IstioOperator(manifest) => {
                        let service = istio::istiod(manifest.installation.revision.as_ref());
                        if manifest.runs_istiod() {
                            let mut lines = vec![format!(
                                "{kubectl} {system} rollout status deployment/{service} --timeout=5m"
                            )];
                            let data_plane = manifest.ambient.iter();
                            lines.extend(data_plane.flat_map(|it| ambient::agents(it, &kubectl)));
                            lines
                        } else {
                            vec![
                                format!("{kubectl} {system} get service {service}"),
                                format!(
                                    "{kubectl} {system} get endpointslices \
                                 --selector=kubernetes.io/service-name={service}"
                                ),
                            ]
                        }
                    }
                    _ => vec![format!(
                        "{kubectl} {system} rollout status deployment/{EAST_WEST_GATEWAY} --timeout=5m"
                    )],
                }
            }
            Op::WaitForAddress {
                service, namespace, ..
            } => vec![format!(
                "{kubectl} {} get service {service}",
                flag("namespace", namespace)
            )],
            Op::HelmUpgrade { release, .. } => vec![helm::status(cluster, release)],
            Op::ApplyWithAddress { file, .. } => vec![format!(
                "{kubectl} {system} get --filename={} --output=yaml",
                quote(&file.path)
            )],
            Op::PutCacerts => vec![format!(
                "{kubectl} {system} get secret {CACERTS_SECRET} \
                 --output='jsonpath={{.data.root-cert\\.pem}}' | base64 -d | \
                 openssl x509 -noout -subject -fingerprint -sha256"
            )],
            Op::PutRemoteSecrets => {
                vec![format!(
                    "{kubectl} {system} get secrets --selector=istio/multiCluster=true"
                )]
            }
            Op::ApplyAddons(set) => addons::check(&kubectl, set),
            Op::Probe(Probe::Requests { .. }) if cluster.istio.data_plane == DataPlane::Ambient => {
                ambient::known_samples(&self.istioctls.program(cluster), &access(cluster))
            }
            Op::Probe(_)
            | Op::ApplyGatewayApi { .. }
            | Op::WaitForProgrammed { .. }
            | Op::ShareServices { .. }
            | Op::RemoveWaypoints { .. }
            | Op::DeleteGenerated(_)
            | Op::PutConfigKubeconfig(_)
            | Op::DeleteConfigKubeconfig(_)
            | Op::DeleteManifests(_)
            | Op::IstioctlUninstall(_)
            | Op::HelmUninstall(_)
            | Op::AddChartRepositories(_)
            | Op::MakeCertificate { .. }
            | Op::CreateRemoteSecret { .. }
            | Op::GatherRemoteSecrets { .. }
            | Op::DeleteSecrets(_)
            | Op::DeleteAddons(_)
            | Op::CreateKialiCredential { .. }
            | Op::PutKialiClusters { .. }
            | Op::DeleteKialiClusters { .. } => Vec::new(),
        }
    }
}
