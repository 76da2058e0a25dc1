//! Every operation of a plan: how it is looked at, and how it is carried out.
//!
//! This is the one `match` on [`Op`] of this crate; a variant that comes to it says here which of
//! the neighbouring files does the work.

mod addons;
mod ambient;
pub(crate) mod at;
pub(crate) mod conditions;
mod credential;
mod gateways;
mod helm;
pub(crate) mod istioctl;
mod manifests;
pub(crate) mod probes;
mod remote_secrets;
mod traffic;
pub(crate) mod trust;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use meshwright_core::diag::text;
use meshwright_core::model::{ClusterIndex, ClusterName, Mesh, Role};
use meshwright_core::plan::istio::{
    CACERTS_SECRET, READER_TOKEN_SECRET, SAMPLE_NAMESPACE, SYSTEM_NAMESPACE, system_namespace,
};
use meshwright_core::plan::{Op, Plan, Probe, SecretSet, Step, Target};

use crate::executor::{Executor, Inputs, Poll, Seen, Sight, Task, Watch};
use crate::outcome::{Failure, Outputs};
use crate::tools::Tools;
use at::{Applying, At, Objects};
use conditions::unready;

/// Whether a certificate that the plan makes is not on this machine yet.
pub fn lacks_certificates(plan: &Plan, certificates: &Path) -> bool {
    plan.steps.iter().any(|step| match &step.op {
        Op::MakeCertificate { subject, .. } => !trust::is_made(certificates, subject),
        _ => false,
    })
}

/// What an executor is told once.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The folder that relative paths of kubeconfigs start from.
    pub folder: PathBuf,
    /// The folder of the mesh's certificates.
    pub certificates: PathBuf,
    /// The folder `samples` of Istio's release archive, where somebody names it.
    pub samples: Option<PathBuf>,
    /// The folders `samples` beside each istioctl, by minor release; they need not be there.
    pub archives: BTreeMap<String, PathBuf>,
    /// Where the kinds of the Gateway API come from, in place of their project's own address.
    pub gateway_api: Option<String>,
    /// Mirrors of chart repositories by the repositories' names.
    pub charts: BTreeMap<String, String>,
}

/// Looks at steps and carries them out with kubectl, istioctl and helm.
pub struct ToolExecutor<'a> {
    /// The tools.
    pub tools: &'a dyn Tools,
    /// The mesh.
    pub mesh: &'a Mesh,
    /// What else it has to know.
    pub settings: Settings,
}

impl<'a> ToolExecutor<'a> {
    /// A cluster by its name.
    pub(crate) fn at(&'a self, name: &ClusterName, watch: &'a Watch<'a>) -> Option<At<'a>> {
        let index = self.mesh.cluster_named(name.as_str())?;
        self.at_index(index, watch)
    }

    /// A cluster by its place.
    pub(crate) fn at_index(&'a self, index: ClusterIndex, watch: &'a Watch<'a>) -> Option<At<'a>> {
        Some(At {
            executor: self,
            index,
            cluster: self.mesh.clusters.get(index.0)?,
            system: system_namespace(self.mesh, index),
            watch,
        })
    }

    /// The clusters with workloads.
    fn with_workloads(&'a self, watch: &'a Watch<'a>) -> impl Iterator<Item = At<'a>> {
        let clusters = self.mesh.clusters();
        clusters
            .filter(|(_, cluster)| cluster.role != Role::External)
            .filter_map(move |(index, _)| self.at_index(index, watch))
    }

    fn see_here(&self, op: &Op, inputs: &Inputs) -> Result<Sight, Failure> {
        Ok(match op {
            Op::MakeCertificate { subject, .. } => {
                if trust::is_made(&self.settings.certificates, subject) {
                    Sight::done()
                } else {
                    Sight::absent()
                }
            }
            Op::GatherRemoteSecrets { from } => {
                remote_secrets::gathered(inputs, from)?;
                Sight::done()
            }
            // Looked at, or repeated without harm, each time.
            _ => Sight::of(Seen::Fleeting),
        })
    }

    fn do_here(&self, op: &Op, watch: &Watch<'_>) -> Result<Outputs, Failure> {
        match op {
            Op::MakeCertificate { subject, .. } => {
                return Err(trust::missing(&self.settings.certificates, subject));
            }
            Op::AddChartRepositories(repositories) => {
                helm::add_repositories(self, repositories, watch)?;
            }
            Op::Probe(Probe::Samples) => self.wait_for_samples(watch)?,
            _ => {}
        }
        Ok(Outputs::default())
    }

    fn wait_for_samples(&self, watch: &Watch<'_>) -> Result<(), Failure> {
        for at in self.with_workloads(watch) {
            watch.poll(|| {
                let deployments = at.list(SAMPLE_NAMESPACE, "deployments.apps", "")?;
                Ok(match deployments.iter().find_map(unready) {
                    Some(text) => Poll::Pending(text),
                    None => Poll::Ready(()),
                })
            })?;
        }
        Ok(())
    }
}

impl Executor for ToolExecutor<'_> {
    fn observe(
        &self,
        task: &Task<'_>,
        inputs: &Inputs,
        watch: &Watch<'_>,
    ) -> Result<Sight, Failure> {
        let Target::Cluster(index) = task.lane() else {
            return self.see_here(task.op, inputs);
        };
        let at = self.at_index(index, watch).ok_or_else(no_cluster)?;
        at.see(task.op, task.step, &task.kept, inputs)
    }

    fn perform(
        &self,
        task: &Task<'_>,
        sight: &Sight,
        inputs: &Inputs,
        watch: &Watch<'_>,
    ) -> Result<Outputs, Failure> {
        let Target::Cluster(index) = task.lane() else {
            return self.do_here(task.op, watch);
        };
        let at = self.at_index(index, watch).ok_or_else(no_cluster)?;
        // Where everything is there, it may need time alone.
        let rested = match sight.seen {
            Seen::Unready(_) if !task.only_looks() => watch.poll(|| {
                let sight = at.see(task.op, task.step, &task.kept, inputs)?;
                Ok(match sight.seen {
                    Seen::Unready(text) => Poll::Pending(text),
                    _ => Poll::Ready(Some(sight)),
                })
            })?,
            _ => None,
        };
        let outputs = match rested.filter(Sight::is_done) {
            Some(sight) => sight.outputs,
            None => at.do_it(task, inputs)?,
        };
        if task.direction == crate::executor::Direction::Apply {
            at.wait(task.step)?;
        }
        Ok(outputs)
    }
}

fn no_cluster() -> Failure {
    Failure::contradiction(text!("apply-no-cluster"))
}

impl At<'_> {
    fn see_no_secret(&self, namespace: &str, name: &str) -> Result<Sight, Failure> {
        let secret = self.get(namespace, "secrets", name)?;
        Ok(secret.map_or_else(Sight::done, |_| Sight::absent()))
    }

    /// Looks what there is of an operation.
    fn see(
        &self,
        op: &Op,
        step: &Step,
        kept: &[String],
        inputs: &Inputs,
    ) -> Result<Sight, Failure> {
        match op {
            Op::ApplyManifests(files) => {
                let documents = manifests::documents(files);
                let n_objects = Some(documents.len());
                let namespace = manifests::namespace_of(files, self.system);
                let objects = Objects::Values(documents);
                self.see_objects(namespace, &objects, n_objects, Applying::OURS, step)
            }
            Op::DeleteManifests(file) => self.see_gone(file, kept),
            Op::IstioctlInstall {
                file,
                discovery_address,
            } => {
                let address = self.learned(discovery_address.as_ref(), inputs)?;
                self.see_installed(file, address.as_ref(), step)
            }
            Op::IstioctlUninstall(file) => self.see_uninstalled(file),
            Op::ApplyGenerated {
                file,
                discovery_address,
            } => {
                let address = self.learned(discovery_address.as_ref(), inputs)?;
                self.see_generated(file, address.as_ref(), step)
            }
            Op::DeleteGenerated(file) => self.see_degenerated(file),
            Op::HelmUpgrade {
                release,
                values,
                discovery_address,
            } => {
                let address = self.learned(discovery_address.as_ref(), inputs)?;
                self.see_release(release, values.as_ref(), address.as_ref(), step)
            }
            Op::HelmUninstall(release) => self.see_released(release, kept),
            Op::ApplyWithAddress { file, address } => {
                let address = self.address(address, inputs)?;
                let documents = manifests::with_address(file, &address);
                let n_objects = Some(documents.len());
                let objects = Objects::Values(documents);
                self.see_objects(self.system, &objects, n_objects, Applying::OURS, step)
            }
            Op::PutCacerts => self.see_cacerts(),
            Op::CreateRemoteSecret { server } => self.see_remote_secret(server.as_ref()),
            Op::PutConfigKubeconfig(access) => self.see_config_kubeconfig(access),
            Op::DeleteConfigKubeconfig(access) => self.see_no_config_kubeconfig(access),
            Op::PutRemoteSecrets => self.see_remote_secrets(inputs),
            Op::DeleteSecrets(SecretSet::Cacerts) => self.see_no_cacerts(),
            Op::DeleteSecrets(SecretSet::RemoteSecrets) => self.see_no_remote_secrets(),
            Op::DeleteSecrets(SecretSet::ReaderToken) => {
                self.see_no_secret(self.system, READER_TOKEN_SECRET)
            }
            Op::WaitForAddress {
                service,
                namespace,
                expected,
                host_names,
            } => self.see_address(service, namespace, expected, *host_names),
            Op::ApplyGatewayApi { version } => self.see_gateway_api(version),
            Op::WaitForProgrammed {
                gateway,
                namespace,
                expected,
            } => self.see_programmed(gateway, namespace, expected),
            Op::ShareServices { services, .. } => self.see_shared(services),
            Op::RemoveWaypoints { services } => self.see_no_waypoints(services),
            Op::ApplyAddons(set) => self.see_addons(set),
            Op::DeleteAddons(set) => self.see_no_addons(set),
            Op::CreateKialiCredential { server } => self.see_kiali_credential(server.as_ref()),
            Op::PutKialiClusters { secret, clusters } => {
                self.see_kiali_clusters(secret, clusters, inputs)
            }
            Op::DeleteKialiClusters { secret } => self.see_no_secret(SYSTEM_NAMESPACE, secret),
            Op::DeleteSecrets(SecretSet::KialiToken) => {
                self.see_no_secret(SYSTEM_NAMESPACE, addons::KIALI_TOKEN)
            }
            Op::Probe(_)
            | Op::AddChartRepositories(_)
            | Op::MakeCertificate { .. }
            | Op::GatherRemoteSecrets { .. } => Ok(Sight::of(Seen::Fleeting)),
        }
    }

    /// Carries an operation out.
    fn do_it(&self, task: &Task<'_>, inputs: &Inputs) -> Result<Outputs, Failure> {
        match task.op {
            Op::Probe(probe) => self.probe(probe)?,
            Op::ApplyManifests(files) => {
                let namespace = manifests::namespace_of(files, self.system);
                let objects = Objects::Values(manifests::documents(files));
                self.apply(namespace, &objects, Applying::OURS)?;
            }
            Op::DeleteManifests(file) => self.take_away(file, &task.kept)?,
            Op::IstioctlInstall {
                file,
                discovery_address,
            } => {
                let address = self.learned(discovery_address.as_ref(), inputs)?;
                self.install(file, address.as_ref())?;
            }
            Op::IstioctlUninstall(file) => self.uninstall(file)?,
            Op::ApplyGenerated {
                file,
                discovery_address,
            } => {
                let address = self.learned(discovery_address.as_ref(), inputs)?;
                self.apply_generated(file, address.as_ref())?;
            }
            Op::DeleteGenerated(file) => self.delete_generated(file)?,
            Op::HelmUpgrade {
                release,
                values,
                discovery_address,
            } => {
                let address = self.learned(discovery_address.as_ref(), inputs)?;
                self.upgrade(release, values.as_ref(), address.as_ref(), task.is_ours)?;
            }
            Op::HelmUninstall(release) => self.release(release, &task.kept)?,
            Op::ApplyWithAddress { file, address } => {
                let address = self.address(address, inputs)?;
                let objects = Objects::Values(manifests::with_address(file, &address));
                self.apply(self.system, &objects, Applying::OURS)?;
            }
            Op::PutCacerts => self.put_cacerts()?,
            Op::CreateRemoteSecret { server } => return self.make_remote_secret(server.as_ref()),
            Op::PutConfigKubeconfig(access) => self.put_config_kubeconfig(access)?,
            Op::DeleteConfigKubeconfig(access) => self.delete_config_kubeconfig(access)?,
            Op::PutRemoteSecrets => self.put_remote_secrets(inputs)?,
            Op::DeleteSecrets(SecretSet::Cacerts) => {
                self.delete(self.system, "secrets", CACERTS_SECRET)?;
            }
            Op::DeleteSecrets(SecretSet::RemoteSecrets) => self.delete_remote_secrets()?,
            Op::DeleteSecrets(SecretSet::ReaderToken) => {
                self.delete(self.system, "secrets", READER_TOKEN_SECRET)?;
            }
            Op::WaitForAddress {
                service,
                namespace,
                expected,
                host_names,
            } => {
                return self.wait_for_sight(|| {
                    self.see_address(service, namespace, expected, *host_names)
                });
            }
            Op::ApplyGatewayApi { version } => self.apply_gateway_api(version)?,
            Op::WaitForProgrammed {
                gateway,
                namespace,
                expected,
            } => {
                return self.wait_for_sight(|| self.see_programmed(gateway, namespace, expected));
            }
            Op::ShareServices { services, waypoint } => {
                self.share(services, waypoint.as_ref())?;
            }
            Op::RemoveWaypoints { services } => self.remove_waypoints(services)?,
            Op::ApplyAddons(set) => self.apply_addons(set)?,
            Op::DeleteAddons(set) => self.delete_addons(set, &task.kept)?,
            Op::CreateKialiCredential { server } => {
                return self.make_kiali_credential(server.as_ref());
            }
            Op::PutKialiClusters { secret, clusters } => {
                self.put_kiali_clusters(secret, clusters, inputs)?;
            }
            Op::DeleteKialiClusters { secret } => {
                self.delete(SYSTEM_NAMESPACE, "secrets", secret)?;
            }
            Op::DeleteSecrets(SecretSet::KialiToken) => {
                self.delete(SYSTEM_NAMESPACE, "secrets", addons::KIALI_TOKEN)?;
            }
            Op::AddChartRepositories(_)
            | Op::MakeCertificate { .. }
            | Op::GatherRemoteSecrets { .. } => {}
        }
        Ok(Outputs::default())
    }
}
