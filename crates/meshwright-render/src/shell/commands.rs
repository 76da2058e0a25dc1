//! Every operation as the commands that carry it out.
//!
//! Each command names its context, its kubeconfig where one is given, and its namespace. The
//! runbook prints these lines and the script runs them.

use std::fmt::Write;

use meshwright_catalog as catalog;
use meshwright_model::{Address, ApiServerUrl, Cluster, DataPlane, Mesh};
use meshwright_plan::istio::{
    CACERTS_SECRET, EAST_WEST_GATEWAY, READER_TOKEN_SECRET, SAMPLE_NAMESPACE, SYSTEM_NAMESPACE,
    system_namespace,
};
use meshwright_plan::manifest::SampleServices;
use meshwright_plan::owner::owners;
use meshwright_plan::{
    Condition, Manifest, ManifestFile, Op, Operand, Probe, SecretSet, Step, StepId, Target, istio,
};

use super::addons;
use super::ambient;
use super::external::{self, Place};
use super::gateways;
use super::helm;
use super::istioctl::Istioctls;
use super::quote::{flag, quote};
use super::traffic;
use super::trust;
use crate::workloads;

/// A step's commands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spelled {
    /// What carries the step out for a person with `meshwright` at hand; empty where that is
    /// [`Self::run`].
    pub by_meshwright: Vec<String>,
    /// What carries the step out.
    pub run: Vec<String>,
    /// What shows that it is done, for people; changes nothing.
    pub check: Vec<String>,
    /// What takes it back.
    pub undo: Vec<String>,
}

/// Spells steps of one mesh.
pub struct Speller<'a> {
    mesh: &'a Mesh,
    istioctls: Istioctls,
}

impl<'a> Speller<'a> {
    /// A speller for the steps that build `mesh`.
    pub fn new(mesh: &'a Mesh) -> Self {
        Self {
            mesh,
            istioctls: Istioctls::of(mesh),
        }
    }

    /// Spells a step.
    pub fn spell(&self, step: &Step) -> Spelled {
        let (cluster, namespace) = match step.on {
            Target::Cluster(index) => (
                self.mesh.clusters.get(index.0),
                system_namespace(self.mesh, index),
            ),
            Target::Workstation => (None, SYSTEM_NAMESPACE),
        };
        let speller = At {
            mesh: self.mesh,
            istioctls: &self.istioctls,
            cluster,
            namespace,
        };
        let mut run = speller.run(&step.op);
        run.extend(speller.waits(step));
        Spelled {
            by_meshwright: trust::by_meshwright(&step.op),
            run,
            check: speller.check(&step.op),
            undo: step
                .undo
                .as_ref()
                .map(|op| speller.run(op))
                .unwrap_or_default(),
        }
    }
}

/// `kubectl` with context and kubeconfig of the cluster.
pub fn kubectl(cluster: &Cluster) -> String {
    format!("kubectl{}", access(cluster))
}

pub(super) fn access(cluster: &Cluster) -> String {
    let mut flags = String::new();
    if let Some(kubeconfig) = &cluster.kubeconfig {
        flags.push(' ');
        flags.push_str(&flag("kubeconfig", kubeconfig.as_str()));
    }
    flags.push(' ');
    flags.push_str(&flag("context", cluster.context.as_str()));
    flags
}

/// The file of the servers that are asked from clusters that reach every cluster.
pub const ALL_TARGETS: &str = "verify/targets.txt";

/// The file of the servers that are asked from one cluster.
pub fn targets_file(mesh: &Mesh, from: &Cluster, n_answers: usize) -> String {
    if n_answers == workloads::count(mesh) {
        ALL_TARGETS.to_owned()
    } else {
        format!("verify/targets-{}.txt", from.name)
    }
}

/// A speller at one place.
struct At<'a> {
    mesh: &'a Mesh,
    istioctls: &'a Istioctls,
    cluster: Option<&'a Cluster>,
    /// The namespace of the istiod that serves the cluster.
    namespace: &'static str,
}

impl At<'_> {
    /// The program, its words, and the cluster's access: flags follow the subcommand.
    fn istioctl(&self, cluster: &Cluster, words: &[String]) -> String {
        format!(
            "{} {}{}",
            self.istioctls.program(cluster),
            words.join(" "),
            access(cluster)
        )
    }

    fn run(&self, op: &Op) -> Vec<String> {
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

    /// What waits for the conditions of a step whose command itself does not wait.
    fn waits(&self, step: &Step) -> Vec<String> {
        let (
            Op::ApplyManifests(_) | Op::ApplyWithAddress { .. } | Op::ApplyGenerated { .. },
            Some(cluster),
        ) = (&step.op, self.cluster)
        else {
            return Vec::new();
        };
        let kubectl = kubectl(cluster);
        let rollout = |kind: &str, name: &str, namespace: &str| {
            format!(
                "{kubectl} {} rollout status {} --timeout=10m",
                flag("namespace", namespace),
                quote(&format!("{kind}/{name}"))
            )
        };
        step.done_when
            .iter()
            .filter_map(|condition| match condition {
                Condition::ResourceReady { resource } => Some(format!(
                    "{kubectl} {} wait --for=condition=Ready {} --timeout=10m",
                    flag("namespace", self.namespace),
                    quote(resource)
                )),
                Condition::DeploymentAvailable { name, namespace } => {
                    Some(rollout("deployment", name, namespace))
                }
                Condition::DaemonSetReady { name, namespace } => {
                    Some(rollout("daemonset", name, namespace))
                }
                Condition::DiscoveryService { name, namespace }
                | Condition::FrontService { name, namespace } => Some(format!(
                    "wait_for_object {} {kubectl} {}",
                    quote(&format!("service/{name}")),
                    flag("namespace", namespace)
                )),
                Condition::InjectionWebhook { name } => Some(format!(
                    "wait_for_object {} {kubectl} {}",
                    quote(&format!("mutatingwebhookconfiguration/{name}")),
                    flag("namespace", self.namespace)
                )),
                _ => None,
            })
            .collect()
    }

    /// The place of an operation of an external control plane.
    fn place<'b>(&'b self, cluster: &'b Cluster) -> Place<'b> {
        Place {
            mesh: self.mesh,
            istioctls: self.istioctls,
            cluster,
            namespace: self.namespace,
        }
    }

    /// A command with flags whose values are learned by commands before it.
    fn with_address(
        &self,
        command: &str,
        set: &str,
        file: Option<&ManifestFile>,
        address: Option<&Operand<Address>>,
    ) -> Vec<String> {
        let (mut lines, settings) = self.settings(set, file, address);
        lines.push(format!("{command}{settings}"));
        lines
    }

    /// What learns an address, and the flags that set the fields of a file to it, each after a
    /// space.
    fn settings(
        &self,
        set: &str,
        file: Option<&ManifestFile>,
        address: Option<&Operand<Address>>,
    ) -> (Vec<String>, String) {
        // A known address stands in the file.
        let Some(Operand::From { step, .. }) = address else {
            return (Vec::new(), String::new());
        };
        let mut lines = vec![self.learn_address(step)];
        let fields = file.map(|file| file.manifest.address_fields());
        let mut flags = String::new();
        for field in fields.unwrap_or_default() {
            let value = match field.port {
                None => "address".to_owned(),
                Some(port) => {
                    let line = format!("endpoint=$(with_port \"${{address:?}}\" {port})");
                    if !lines.contains(&line) {
                        lines.push(line);
                    }
                    "endpoint".to_owned()
                }
            };
            let _ = write!(flags, " {set}{}=\"${{{value}:?}}\"", field.path);
        }
        (lines, flags)
    }

    /// `istioctl create-remote-secret` for a cluster: `words` name it, `namespace` is a flag.
    fn credential(
        &self,
        cluster: &Cluster,
        words: &[String],
        namespace: &str,
        server: Option<&ApiServerUrl>,
    ) -> String {
        let mut command = format!(
            "{} {} {namespace}",
            self.istioctl(cluster, words),
            flag("name", cluster.name.as_str())
        );
        if let Some(server) = server {
            command.push(' ');
            command.push_str(&flag("server", server.as_str()));
        }
        command
    }

    /// Reads the address that a step has waited for.
    fn learn_address(&self, step: &StepId) -> String {
        let index = step
            .cluster
            .as_ref()
            .and_then(|name| self.mesh.cluster_named(name.as_str()));
        let (service, namespace) = external::waited_for(self.mesh, step);
        let kubectl = index.map(|index| {
            format!(
                "{} {}",
                kubectl(&self.mesh[index]),
                flag("namespace", namespace)
            )
        });
        format!(
            "address=$(discovery_address {service} {})",
            kubectl.unwrap_or_default()
        )
    }

    /// The namespace that the files of an operation are about.
    fn namespace_of(&self, op: &Op) -> String {
        let is_sample = op.files().iter().any(|file| match &file.manifest {
            Manifest::Sample(_) | Manifest::SampleClient(_) | Manifest::SampleServices(_) => true,
            Manifest::Traffic(rules) => rules.namespace == SAMPLE_NAMESPACE,
            _ => false,
        });
        let is_front = op
            .files()
            .iter()
            .any(|file| matches!(file.manifest, Manifest::FrontObjects(_)));
        flag(
            "namespace",
            if is_sample {
                SAMPLE_NAMESPACE
            } else if is_front {
                SYSTEM_NAMESPACE
            } else {
                self.namespace
            },
        )
    }

    fn check(&self, op: &Op) -> Vec<String> {
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

fn filenames(op: &Op) -> String {
    op.files()
        .iter()
        .map(|file| [" ".to_owned(), flag("filename", &file.path)].concat())
        .collect()
}

/// A line of a targets file: the Service to ask, and the cluster that must answer.
pub fn target(cluster: &meshwright_model::ClusterName) -> String {
    format!("{} {cluster}\n", SampleServices::service(cluster))
}
