//! What carries a step out or takes it back, by operation.

use meshwright_catalog as catalog;
use meshwright_model::Cluster;
use meshwright_plan::istio::{self, READER_TOKEN_SECRET, SAMPLE_NAMESPACE, SYSTEM_NAMESPACE};
use meshwright_plan::owner::owners;
use meshwright_plan::{Manifest, Op, Operand, Probe, SecretSet};

use super::super::quote::{flag, quote};
use super::super::{addons, ambient, external, gateways, helm, traffic, trust};
use super::{At, filenames, kubectl, targets_file};
use crate::workloads;

impl At<'_> {
    pub(super) fn run(&self, op: &Op) -> Vec<String> {
        match op {
            Op::MakeCertificate { subject, algorithm } => vec![trust::make(subject, *algorithm)],
            Op::AddChartRepositories(repositories) => helm::add_repositories(repositories),
            Op::GatherRemoteSecrets { .. } => vec!["check_remote_secrets".to_owned()],
            Op::Probe(Probe::Samples) => self
                .mesh
                .clusters
                .iter()
                .filter(|cluster| workloads::has_workloads(cluster))
                .map(|cluster| {
                    format!(
                        "{} {} wait --for=condition=Available --timeout=10m --all deployments",
                        kubectl(cluster),
                        flag("namespace", SAMPLE_NAMESPACE)
                    )
                })
                .collect(),
            Op::Probe(
                Probe::Cluster
                | Probe::SailOperator
                | Probe::FrontCertificate { .. }
                | Probe::NodeAddresses { .. }
                | Probe::HostName { .. }
                | Probe::GatewayCertificate { .. }
                | Probe::Traffic { .. }
                | Probe::RemoteClusters { .. }
                | Probe::Requests { .. },
            )
            | Op::ApplyManifests(_)
            | Op::DeleteManifests(_)
            | Op::IstioctlInstall { .. }
            | Op::IstioctlUninstall(_)
            | Op::ApplyGenerated { .. }
            | Op::DeleteGenerated(_)
            | Op::PutConfigKubeconfig(_)
            | Op::DeleteConfigKubeconfig(_)
            | Op::HelmUpgrade { .. }
            | Op::HelmUninstall(_)
            | Op::ApplyWithAddress { .. }
            | Op::PutCacerts
            | Op::CreateRemoteSecret { .. }
            | Op::PutRemoteSecrets
            | Op::DeleteSecrets(_)
            | Op::WaitForAddress { .. }
            | Op::ApplyGatewayApi { .. }
            | Op::WaitForProgrammed { .. }
            | Op::ShareServices { .. }
            | Op::RemoveWaypoints { .. }
            | Op::ApplyAddons(_)
            | Op::DeleteAddons(_)
            | Op::CreateKialiCredential { .. }
            | Op::PutKialiClusters { .. }
            | Op::DeleteKialiClusters { .. } => self
                .cluster
                .map(|cluster| self.run_in(op, cluster))
                .unwrap_or_default(),
        }
    }

    fn run_in(&self, op: &Op, cluster: &Cluster) -> Vec<String> {
        let kubectl = kubectl(cluster);
        let name = quote(cluster.name.as_str());
        let system = flag("namespace", self.namespace);
        let release = catalog::resolve(&cluster.istio.version).release;
        let index = self.mesh.cluster_named(cluster.name.as_str());
        let own = index.map_or(&cluster.name, |index| istio::own_name(self.mesh, index));
        let own = quote(own.as_str());
        if let Some(lines) = ambient::run(op, cluster, &kubectl) {
            return lines;
        }
        if let Some(lines) = external::run(op, self.place(cluster)) {
            return lines;
        }
        match op {
            Op::Probe(Probe::Cluster) => owners(self.mesh, cluster, self.namespace)
                .into_iter()
                .map(|(revision, owners)| {
                    let owners = quote(&owners.join(","));
                    format!("check_cluster {name} {revision} {owners} {kubectl}")
                })
                .collect(),
            Op::Probe(Probe::SailOperator) => vec![format!("check_operator {name} {kubectl}")],
            Op::Probe(Probe::NodeAddresses { selector }) => {
                vec![gateways::check_node_addresses(&kubectl, &name, selector)]
            }
            Op::Probe(Probe::HostName { host }) => vec![gateways::wait_for_name(host)],
            Op::Probe(Probe::Traffic { kinds, spreads }) => {
                traffic::ask(&kubectl, &name, kinds, *spreads)
            }
            Op::Probe(Probe::GatewayCertificate { secret, host }) => {
                vec![gateways::check_certificate(&kubectl, &system, secret, host)]
            }
            Op::Probe(Probe::RemoteClusters { others }) => {
                let command = release.istioctl().remote_clusters.value().clone();
                let mut command = self.istioctl(cluster, &command.unwrap_or_default());
                if self.namespace != SYSTEM_NAMESPACE {
                    command.push(' ');
                    command.push_str(&flag("istioNamespace", self.namespace));
                }
                vec![format!("wait_for_sync {others} {command}")]
            }
            Op::Probe(Probe::Requests { answered_by }) => {
                let targets = quote(&targets_file(self.mesh, cluster, answered_by.len()));
                vec![format!("ask_servers {name} {targets} {kubectl}")]
            }
            Op::ApplyManifests(_) => vec![format!(
                "{kubectl} {} apply --server-side --field-manager=meshwright{}",
                self.namespace_of(op),
                filenames(op)
            )],
            Op::DeleteManifests(file) => {
                let path = quote(&file.path);
                vec![match &file.manifest {
                    Manifest::Namespace(namespace) => format!(
                        "delete_namespace {name} {} '' {path} {kubectl}",
                        quote(&namespace.name)
                    ),
                    Manifest::SampleClient(_) => format!(
                        "delete_namespace {name} {SAMPLE_NAMESPACE} \
                         'app notin (curl, helloworld)' {path} {kubectl}"
                    ),
                    manifest => format!(
                        "{}{kubectl} {} delete {}--ignore-not-found --timeout=10m{}",
                        if is_custom(manifest) {
                            "delete_custom "
                        } else {
                            ""
                        },
                        self.namespace_of(op),
                        // What the operator has made for it goes first, while the operator is
                        // there to take it away.
                        if matches!(
                            manifest,
                            Manifest::IstioResource(_) | Manifest::FrontIstio(_)
                        ) {
                            "--cascade=foreground "
                        } else {
                            ""
                        },
                        filenames(op)
                    ),
                }]
            }
            Op::IstioctlInstall {
                file,
                discovery_address,
            } => {
                let words = ["install".to_owned(), "--skip-confirmation".to_owned()];
                let install = format!(
                    "{} {}",
                    self.istioctl(cluster, &words),
                    flag("filename", &file.path)
                );
                self.with_address(&install, "--set=", Some(file), discovery_address.as_ref())
            }
            Op::ApplyGenerated {
                file,
                discovery_address,
            } => {
                let (learn, settings) =
                    self.settings("--set=", Some(file), discovery_address.as_ref());
                let mut lines = learn;
                lines.push(external::apply_generated(
                    self.place(cluster),
                    file,
                    &settings,
                ));
                lines
            }
            Op::HelmUpgrade {
                release,
                values,
                discovery_address,
            } => {
                let mut lines = self.with_address(
                    &helm::upgrade(cluster, release, values.as_ref(), self.namespace),
                    "--set-string=",
                    values.as_ref(),
                    discovery_address.as_ref(),
                );
                lines.extend(helm::rollout(cluster, release));
                lines
            }
            Op::HelmUninstall(release) => helm::uninstall(cluster, release),
            Op::ApplyWithAddress { file, address } => {
                let fields: Vec<String> = file
                    .manifest
                    .address_fields()
                    .iter()
                    .map(|field| match field.port {
                        None => field.path.clone(),
                        Some(port) => format!("{}:{port}", field.path),
                    })
                    .collect();
                let apply = format!(
                    "apply_with_address {} {} {kubectl} {system}",
                    quote(&fields.join(",")),
                    quote(&file.path)
                );
                match address {
                    Operand::Known(address) => {
                        vec![format!("address={}", quote(&address.to_string())), apply]
                    }
                    Operand::From { step, .. } => vec![self.learn_address(step), apply],
                }
            }
            Op::IstioctlUninstall(file) => {
                let mut words = release.istioctl().uninstall.value().clone();
                words.push("--skip-confirmation".to_owned());
                vec![format!(
                    "{} {}",
                    self.istioctl(cluster, &words),
                    flag("filename", &file.path)
                )]
            }
            Op::PutCacerts => vec![format!("put_cacerts {name} {kubectl} {system}")],
            Op::CreateRemoteSecret { server } => {
                let words = release.istioctl().create_remote_secret.value();
                let command = self.credential(cluster, words, &system, server.as_ref());
                let variable = cluster.name.as_str().replace('-', "_");
                vec![format!("remote_secret_{variable}=$({command})")]
            }
            Op::PutRemoteSecrets => vec![format!(
                "remote_secrets_except {own} | {kubectl} {system} apply --server-side \
                 --field-manager=meshwright --filename=-"
            )],
            Op::DeleteSecrets(SecretSet::RemoteSecrets) => vec![format!(
                "remote_secret_names_except {own} | xargs {kubectl} {system} delete secret \
                 --ignore-not-found"
            )],
            Op::DeleteSecrets(SecretSet::Cacerts) => {
                vec![format!("delete_cacerts {name} {kubectl} {system}")]
            }
            Op::DeleteSecrets(SecretSet::ReaderToken) => {
                vec![format!(
                    "{kubectl} {system} delete secret {READER_TOKEN_SECRET} --ignore-not-found"
                )]
            }
            Op::WaitForAddress {
                service,
                namespace,
                expected,
                host_names,
            } => vec![gateways::wait_for_address(
                &kubectl,
                (service, namespace),
                expected,
                *host_names,
            )],
            Op::ApplyAddons(set) => {
                addons::apply(&kubectl, self.istioctls.named(cluster).as_deref(), set)
            }
            Op::DeleteAddons(set) => addons::delete(
                &kubectl,
                &name,
                self.istioctls.named(cluster).as_deref(),
                set,
            ),
            Op::CreateKialiCredential { server } => {
                let mut words = release.istioctl().create_remote_secret.value().clone();
                words.push("--service-account=kiali".to_owned());
                let command =
                    self.credential(cluster, &words, &addons::namespace(), server.as_ref());
                vec![addons::credential(cluster, &command)]
            }
            Op::PutKialiClusters { secret, clusters } => {
                vec![addons::put_clusters(&kubectl, secret, clusters)]
            }
            Op::DeleteKialiClusters { secret } => {
                vec![addons::delete_clusters(&kubectl, secret)]
            }
            Op::DeleteSecrets(SecretSet::KialiToken) => vec![addons::delete_token(&kubectl)],
            Op::Probe(Probe::Samples | Probe::FrontCertificate { .. })
            | Op::ApplyGatewayApi { .. }
            | Op::WaitForProgrammed { .. }
            | Op::ShareServices { .. }
            | Op::RemoveWaypoints { .. }
            | Op::DeleteGenerated(_)
            | Op::PutConfigKubeconfig(_)
            | Op::DeleteConfigKubeconfig(_)
            | Op::MakeCertificate { .. }
            | Op::AddChartRepositories(_)
            | Op::GatherRemoteSecrets { .. } => Vec::new(),
        }
    }
}

/// Whether a manifest's kinds come with Istio: a cluster where it never was does not know them.
fn is_custom(manifest: &Manifest) -> bool {
    matches!(
        manifest,
        Manifest::AmbientGateway(_)
            | Manifest::ExternalFrontDoor(_)
            | Manifest::CrossNetworkGateway(_)
            | Manifest::ExposeIstiod(_)
            | Manifest::NodeAgentResource(_)
            | Manifest::RemoteGateways(_)
            | Manifest::IstioResource(_)
            | Manifest::Traffic(_)
            | Manifest::Waypoint(_)
    )
}
