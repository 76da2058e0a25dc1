//! What each operation asks an API server for.

use std::collections::BTreeMap;

use meshwright_model::{CaKind, Cluster, ClusterIndex, DataPlane, Mesh, Role};
use meshwright_plan::istio::{SAIL_OPERATOR, SAMPLE_NAMESPACE, SYSTEM_NAMESPACE, system_namespace};
use meshwright_plan::{
    Condition, HelmRelease, Manifest, ManifestFile, Op, Plan, Probe, SecretSet, Step, Target,
};
use serde_json::Value;

use super::Permissions;
use super::kinds::{self, Kind};

const LOOK: &[&str] = &["get"];
const APPLY: &[&str] = &["get", "create", "patch"];
/// kubectl waits until what it deletes is gone.
const DELETE: &[&str] = &["get", "list", "watch", "delete"];

/// What a plan needs in each of its clusters.
pub fn permissions(mesh: &Mesh, plan: &Plan) -> BTreeMap<ClusterIndex, Permissions> {
    let all = mesh.clusters().map(|(index, _)| {
        let mut needs = Needs {
            mesh,
            cluster: &mesh[index],
            system: system_namespace(mesh, index),
            has_address: false,
            permissions: Permissions::default(),
        };
        needs.gather(index, plan);
        (index, needs.permissions.without_repetition())
    });
    all.collect()
}

/// What one cluster is asked for.
struct Needs<'a> {
    mesh: &'a Mesh,
    cluster: &'a Cluster,
    /// The namespace of the istiod that serves the cluster.
    system: &'static str,
    /// Whether the step at hand tells a remote an address of istiod.
    has_address: bool,
    permissions: Permissions,
}

impl Needs<'_> {
    fn gather(&mut self, index: ClusterIndex, plan: &Plan) {
        // Which cluster is it?
        self.permissions.anywhere(kinds::NAMESPACES, LOOK);
        for step in &plan.steps {
            if step.on == Target::Cluster(index) {
                self.step(step);
            } else {
                self.elsewhere(step);
            }
        }
        if self.mesh.ca.kind == CaKind::PluggedIn && self.cluster.role != Role::External {
            // The root that workloads trust is compared.
            self.permissions
                .within(self.system, kinds::CONFIG_MAPS, LOOK);
        }
    }

    fn step(&mut self, step: &Step) {
        self.has_address = has_address(&step.op);
        for op in [Some(&step.op), step.undo.as_ref()].into_iter().flatten() {
            self.operation(op);
        }
        for condition in &step.done_when {
            self.condition(condition);
        }
    }

    /// What steps in other clusters, or on the workstation, do here.
    fn elsewhere(&mut self, step: &Step) {
        for op in [Some(&step.op), step.undo.as_ref()].into_iter().flatten() {
            match op {
                Op::Probe(Probe::Samples) if self.cluster.role != Role::External => {
                    self.permissions
                        .within(SAMPLE_NAMESPACE, kinds::DEPLOYMENTS, &["list"]);
                }
                Op::PutConfigKubeconfig(access) if access.cluster == self.cluster.name => {
                    self.permissions.within(self.system, kinds::SECRETS, APPLY);
                }
                Op::DeleteConfigKubeconfig(access) if access.cluster == self.cluster.name => {
                    self.permissions.within(self.system, kinds::SECRETS, DELETE);
                }
                _ => {}
            }
        }
    }

    fn operation(&mut self, op: &Op) {
        let system = self.system;
        match op {
            Op::Probe(probe) => self.probe(probe),
            Op::ApplyManifests(files) => self.files(files, APPLY),
            Op::ApplyWithAddress { file, .. } => self.files(std::slice::from_ref(file), APPLY),
            Op::DeleteManifests(file) => {
                self.files(std::slice::from_ref(file), DELETE);
                if matches!(file.manifest, Manifest::SampleClient(_)) {
                    // The servers go with the client; the namespace stays.
                    for kind in [kinds::DEPLOYMENTS, kinds::SERVICES] {
                        self.permissions.within(SAMPLE_NAMESPACE, kind, DELETE);
                    }
                }
            }
            Op::IstioctlInstall { file, .. } => {
                self.installed(file, APPLY);
                self.pruned();
            }
            Op::IstioctlUninstall(file) => {
                self.installed(file, &["delete"]);
                self.pruned();
                // What istioctl leaves.
                self.permissions.anywhere(kinds::ACCOUNTS, DELETE);
            }
            Op::ApplyGenerated { file, .. } => self.installed(file, APPLY),
            Op::DeleteGenerated(file) => self.installed(file, DELETE),
            Op::HelmUpgrade { release, .. } => self.release(release, APPLY),
            Op::HelmUninstall(release) => self.release(release, &["get", "delete"]),
            Op::PutCacerts | Op::PutConfigKubeconfig(_) => {
                self.permissions.within(system, kinds::SECRETS, APPLY);
            }
            Op::CreateRemoteSecret { .. } => {
                self.permissions.within(system, kinds::SECRETS, APPLY);
                self.permissions.within(system, kinds::ACCOUNTS, LOOK);
            }
            Op::CreateKialiCredential { .. } => {
                self.permissions
                    .within(SYSTEM_NAMESPACE, kinds::SECRETS, APPLY);
            }
            Op::PutRemoteSecrets => {
                self.permissions.within(system, kinds::SECRETS, APPLY);
                self.permissions.within(system, kinds::SECRETS, &["list"]);
            }
            Op::PutKialiClusters { .. } => {
                self.permissions
                    .within(SYSTEM_NAMESPACE, kinds::SECRETS, APPLY);
                let restart = &["get", "patch"];
                self.permissions
                    .within(SYSTEM_NAMESPACE, kinds::DEPLOYMENTS, restart);
            }
            Op::DeleteSecrets(SecretSet::KialiToken) | Op::DeleteKialiClusters { .. } => {
                self.permissions
                    .within(SYSTEM_NAMESPACE, kinds::SECRETS, DELETE);
            }
            Op::DeleteSecrets(
                SecretSet::RemoteSecrets | SecretSet::Cacerts | SecretSet::ReaderToken,
            )
            | Op::DeleteConfigKubeconfig(_) => {
                self.permissions.within(system, kinds::SECRETS, DELETE);
            }
            Op::WaitForAddress { namespace, .. } => {
                self.permissions.within(namespace, kinds::SERVICES, LOOK);
            }
            Op::WaitForProgrammed { namespace, .. } => {
                self.permissions.within(namespace, kinds::GATEWAYS, LOOK);
            }
            Op::ApplyGatewayApi { .. } => self.permissions.anywhere(kinds::CRDS, APPLY),
            // Where the services are the topology says, and who makes their namespaces nobody.
            Op::ShareServices { services, .. } => {
                self.permissions
                    .anywhere(kinds::SERVICES, &["get", "patch"]);
                if services.iter().any(|service| service.has_waypoint) {
                    self.permissions.anywhere(kinds::GATEWAYS, APPLY);
                }
            }
            Op::RemoveWaypoints { services } => {
                self.permissions
                    .anywhere(kinds::SERVICES, &["get", "patch"]);
                if services.iter().any(|service| service.has_waypoint) {
                    self.permissions.anywhere(kinds::GATEWAYS, DELETE);
                }
            }
            Op::ApplyAddons(set) => {
                if let Some(file) = &set.namespace {
                    self.files(std::slice::from_ref(file), APPLY);
                }
                self.make(Some(SYSTEM_NAMESPACE), kinds::ADDON, APPLY);
            }
            Op::DeleteAddons(_) => self.make(Some(SYSTEM_NAMESPACE), kinds::ADDON, DELETE),
            Op::AddChartRepositories(_)
            | Op::MakeCertificate { .. }
            | Op::GatherRemoteSecrets { .. } => {}
        }
    }

    fn probe(&mut self, probe: &Probe) {
        let permissions = &mut self.permissions;
        match probe {
            Probe::Cluster => permissions.anywhere(kinds::DEPLOYMENTS, &["list"]),
            Probe::SailOperator => permissions.anywhere(kinds::CRDS, LOOK),
            Probe::FrontCertificate { .. } => {
                permissions.within(SYSTEM_NAMESPACE, kinds::SECRETS, LOOK);
            }
            Probe::NodeAddresses { .. } => permissions.anywhere(kinds::NODES, &["list"]),
            Probe::GatewayCertificate { .. } => {
                permissions.within(self.system, kinds::SECRETS, LOOK);
                permissions.within(self.system, kinds::CONFIG_MAPS, LOOK);
            }
            // istioctl asks each istiod through a port of its pod, and reads the pod before.
            Probe::RemoteClusters { .. } => {
                permissions.within(self.system, kinds::PODS, &["get", "list"]);
                permissions.within(self.system, kinds::PORT_FORWARD, &["create"]);
            }
            Probe::Traffic { .. } | Probe::Requests { .. } => {
                permissions.within(SAMPLE_NAMESPACE, kinds::DEPLOYMENTS, LOOK);
                permissions.within(SAMPLE_NAMESPACE, kinds::PODS, &["get", "list"]);
                permissions.within(SAMPLE_NAMESPACE, kinds::EXEC, &["create"]);
                if self.cluster.istio.data_plane == DataPlane::Sidecar {
                    // `verify` asks the client's proxy for its endpoints.
                    permissions.within(SAMPLE_NAMESPACE, kinds::PORT_FORWARD, &["create"]);
                }
            }
            Probe::HostName { .. } | Probe::Samples => {}
        }
    }

    fn condition(&mut self, condition: &Condition) {
        let permissions = &mut self.permissions;
        match condition {
            Condition::DeploymentAvailable { namespace, .. } => {
                permissions.within(namespace, kinds::DEPLOYMENTS, LOOK);
            }
            Condition::SampleAvailable { .. } => {
                permissions.within(SAMPLE_NAMESPACE, kinds::DEPLOYMENTS, LOOK);
            }
            Condition::DaemonSetReady { namespace, .. } => {
                permissions.within(namespace, kinds::DAEMON_SETS, LOOK);
            }
            Condition::DiscoveryService { namespace, .. }
            | Condition::FrontService { namespace, .. } => {
                permissions.within(namespace, kinds::SERVICES, LOOK);
            }
            Condition::InjectionWebhook { .. } => permissions.anywhere(kinds::MUTATING, LOOK),
            Condition::OperatorServes => permissions.anywhere(kinds::CRDS, LOOK),
            _ => {}
        }
    }

    /// What istioctl makes of an IstioOperator, wherever its charts put it.
    fn installed(&mut self, file: &ManifestFile, verbs: &[&str]) {
        let operator = file.manifest.documents().into_iter().next();
        let kinds = kinds::of_operator(
            &operator.unwrap_or_default(),
            self.cluster,
            self.has_address,
        );
        self.make(None, &kinds, verbs);
    }

    /// What istioctl looks through after an installation.
    fn pruned(&mut self) {
        for kind in kinds::PRUNED {
            self.permissions.anywhere(*kind, &["list"]);
        }
    }

    /// What a release of Helm takes: its record is a Secret.
    fn release(&mut self, release: &HelmRelease, verbs: &[&str]) {
        let chart = release.chart.rsplit('/').next().unwrap_or_default();
        let namespace = release.namespace;
        let made = kinds::of_chart(chart, self.cluster, self.has_address);
        self.make(Some(namespace), &made, verbs);
        let record = &["get", "list", "create", "update", "delete"];
        self.permissions.within(namespace, kinds::SECRETS, record);
        if release.waits {
            self.permissions
                .within(namespace, kinds::REPLICA_SETS, &["list"]);
        }
        if namespace != self.system && namespace != SYSTEM_NAMESPACE {
            // Helm asks to make it although it is there.
            self.permissions.anywhere(kinds::NAMESPACES, &["create"]);
        }
        if release.name == SAIL_OPERATOR {
            self.permissions.anywhere(kinds::ISTIOS, &["list"]);
        }
    }

    /// Verbs on kinds that an installer makes; Istio's kinds are never deleted.
    fn make(&mut self, namespace: Option<&str>, made: &[Kind], verbs: &[&str]) {
        let is_deleting = verbs.contains(&"delete");
        for kind in made {
            if is_deleting && *kind == kinds::CRDS {
                continue;
            }
            self.permissions.add(
                namespace.filter(|_| !kinds::is_in_no_namespace(*kind)),
                *kind,
                verbs,
            );
        }
        for roles in [kinds::ROLES, kinds::CLUSTER_ROLES] {
            if !is_deleting && made.contains(&roles) {
                let namespace = namespace.filter(|_| roles == kinds::ROLES);
                self.permissions
                    .add(namespace, roles, &["escalate", "bind"]);
            }
        }
    }

    /// The objects of files. Namespaces are made together with the roles, and stay.
    fn files(&mut self, files: &[ManifestFile], verbs: &[&str]) {
        let has = |is: fn(&Manifest) -> bool| files.iter().any(|file| is(&file.manifest));
        let unnamed = if has(|manifest| match manifest {
            Manifest::Sample(_) | Manifest::SampleClient(_) | Manifest::SampleServices(_) => true,
            Manifest::Traffic(rules) => rules.namespace == SAMPLE_NAMESPACE,
            _ => false,
        }) {
            SAMPLE_NAMESPACE
        } else if has(|manifest| matches!(manifest, Manifest::FrontObjects(_))) {
            SYSTEM_NAMESPACE
        } else {
            self.system
        };
        for document in files.iter().flat_map(|file| file.manifest.documents()) {
            let text = |pointer: &str| document.pointer(pointer).and_then(Value::as_str);
            let kind = text("/kind").unwrap_or_default();
            if kind == "Namespace" {
                let name = text("/metadata/name").unwrap_or_default();
                self.permissions.namespaces.insert(name.to_owned());
                self.permissions
                    .anywhere(kinds::NAMESPACES, &["get", "patch"]);
                continue;
            }
            let version = text("/apiVersion").unwrap_or_default();
            let group = version.split_once('/').map_or("", |(group, _)| group);
            let namespace = text("/metadata/namespace").unwrap_or(unnamed);
            let namespace = Some(namespace).filter(|_| !kinds::is_global(kind));
            let resource = kinds::plural(kind);
            self.permissions.add(namespace, (group, &resource), verbs);
            // Nobody hands out rights without having them.
            let held = match kind {
                "Role" => Some((kinds::ROLES, "escalate")),
                "RoleBinding" => Some((kinds::ROLES, "bind")),
                "ClusterRole" => Some((kinds::CLUSTER_ROLES, "escalate")),
                "ClusterRoleBinding" => Some((kinds::CLUSTER_ROLES, "bind")),
                _ => None,
            };
            if let Some((roles, verb)) = held.filter(|_| verbs == APPLY) {
                self.permissions.add(namespace, roles, &[verb]);
            }
        }
    }
}

/// Whether an installation is told an address of istiod, which then stands behind a Service.
fn has_address(op: &Op) -> bool {
    let (file, learned) = match op {
        Op::IstioctlInstall {
            file,
            discovery_address,
        }
        | Op::ApplyGenerated {
            file,
            discovery_address,
        } => (Some(file), discovery_address),
        Op::HelmUpgrade {
            values,
            discovery_address,
            ..
        } => (values.as_ref(), discovery_address),
        _ => return false,
    };
    let documents = file.map(|file| file.manifest.documents());
    let is_written = documents.iter().flatten().any(|document| {
        ["/spec/values/global", "/global"].iter().any(|global| {
            let global = document.pointer(global);
            global.is_some_and(|global| global.get("remotePilotAddress").is_some())
        })
    });
    learned.is_some() || is_written
}
