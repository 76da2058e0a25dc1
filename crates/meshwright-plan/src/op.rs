//! What a step does: a closed set of operations that are pure data.

use std::sync::Arc;

use meshwright_model::{
    Addon, Address, ApiServerUrl, ClusterName, KeyAlgorithm, Namespace, SecretName, ServiceName,
    Traffic,
};

use crate::{ManifestFile, Operand, StepId};

/// An operation. Runbook, script and runner each interpret every variant.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// Looks, and changes nothing.
    Probe(Probe),
    /// `kubectl apply --server-side` of files of the bundle, in this order.
    ApplyManifests(Vec<ManifestFile>),
    /// `kubectl delete` of what a file of the bundle holds.
    DeleteManifests(ManifestFile),
    /// `istioctl install` of an IstioOperator of the bundle.
    IstioctlInstall {
        /// The IstioOperator.
        file: ManifestFile,
        /// `values.global.remotePilotAddress`, where it is learned on the way.
        discovery_address: Option<Operand<Address>>,
    },
    /// `istioctl uninstall` of what an IstioOperator of the bundle installed.
    IstioctlUninstall(ManifestFile),
    /// `kubectl apply` of what `istioctl manifest generate` makes of an IstioOperator.
    ApplyGenerated {
        /// The IstioOperator.
        file: ManifestFile,
        /// The address of istiod, where it is learned on the way.
        discovery_address: Option<Operand<Address>>,
    },
    /// `kubectl delete` of the same, but for Istio's kinds.
    DeleteGenerated(ManifestFile),
    /// `helm repo add` of the repositories of charts.
    AddChartRepositories(Vec<ChartRepository>),
    /// `helm upgrade --install` of one release.
    HelmUpgrade {
        /// The release and its chart.
        release: HelmRelease,
        /// The values; `None` for the chart's own.
        values: Option<ManifestFile>,
        /// `global.remotePilotAddress`, where it is learned on the way.
        discovery_address: Option<Operand<Address>>,
    },
    /// `helm uninstall` of one release.
    HelmUninstall(HelmRelease),
    /// `kubectl apply --server-side` of a file, with an address that is learned on the way.
    ApplyWithAddress {
        /// The file of the bundle; it knows the fields.
        file: ManifestFile,
        /// What goes there.
        address: Operand<Address>,
    },
    /// Makes a key and a certificate, unless they are there.
    MakeCertificate {
        /// Whose.
        subject: CertificateSubject,
        /// The key's algorithm.
        algorithm: KeyAlgorithm,
    },
    /// Puts a cluster's signing certificate into the Secret `cacerts`.
    PutCacerts,
    /// Makes the credential with which others watch this cluster.
    CreateRemoteSecret {
        /// The API server's address in it; `None` for that of the kubeconfig.
        server: Option<ApiServerUrl>,
    },
    /// Makes the credential with which an external istiod reads its config cluster, and puts it
    /// beside that istiod.
    PutConfigKubeconfig(ConfigAccess),
    /// Deletes that credential, in both clusters.
    DeleteConfigKubeconfig(ConfigAccess),
    /// Brings the remote secrets of all clusters together.
    GatherRemoteSecrets {
        /// The steps that yield them.
        from: Vec<StepId>,
    },
    /// Applies the remote secrets of all clusters but this one: one list, one apply.
    PutRemoteSecrets,
    /// Deletes Secrets by name.
    DeleteSecrets(SecretSet),
    /// Waits for the address of a gateway and yields it.
    WaitForAddress {
        /// The gateway's Service.
        service: &'static str,
        /// Its namespace.
        namespace: &'static str,
        /// The addresses that the topology says it has; empty where it says none.
        expected: Vec<Address>,
        /// What becomes of a host name.
        host_names: HostNames,
    },
    /// Applies the kinds of the Gateway API, unless they are there as new or newer.
    ApplyGatewayApi {
        /// The release of the Gateway API: `v1.4.1`.
        version: String,
    },
    /// Waits until a Gateway of the Gateway API is programmed, and yields its address.
    WaitForProgrammed {
        /// The Gateway.
        gateway: &'static str,
        /// Its namespace.
        namespace: &'static str,
        /// The addresses that the topology says it has; empty where it says none.
        expected: Vec<Address>,
    },
    /// Sets the labels by which other clusters see services, on those that are there.
    ShareServices {
        /// The services.
        services: Vec<SharedService>,
        /// The waypoint of those that need one; `None` where none does.
        waypoint: Option<ManifestFile>,
    },
    /// Removes the waypoints of [`Op::ShareServices`], and leads callers past them.
    RemoveWaypoints {
        /// The services.
        services: Vec<SharedService>,
    },
    /// Applies addons from the samples of Istio's release.
    ApplyAddons(AddonSet),
    /// Deletes what [`Op::ApplyAddons`] applied.
    DeleteAddons(AddonSet),
    /// Makes the credential with which Kiali elsewhere reads this cluster.
    CreateKialiCredential {
        /// The API server's address in it; `None` for that of the kubeconfig.
        server: Option<ApiServerUrl>,
    },
    /// Hands Kiali the credentials for other clusters.
    PutKialiClusters {
        /// The Secret that Kiali mounts.
        secret: String,
        /// The clusters.
        clusters: Vec<ClusterName>,
    },
    /// Takes back what [`Op::PutKialiClusters`] handed to Kiali.
    DeleteKialiClusters {
        /// The Secret.
        secret: String,
    },
}

/// A repository of charts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartRepository {
    /// The name that commands use.
    pub name: &'static str,
    /// Its address.
    pub url: String,
}

/// A release of Helm: one chart in one namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelmRelease {
    /// The release's name.
    pub name: String,
    /// The chart, with the name of its repository: `istio/istiod`.
    pub chart: String,
    /// The chart's version.
    pub version: String,
    /// The namespace.
    pub namespace: &'static str,
    /// Whether the chart's schema of values is left out: some Helms read it wrongly.
    pub skips_schema: bool,
    /// Whether Helm waits until all objects are ready, which a load balancer's Service is only
    /// when it has an address.
    pub waits: bool,
}

/// A field of a manifest that takes the address of istiod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressField {
    /// The path: from the root of an object, or of the settings that a tool takes.
    pub path: String,
    /// The port that goes behind the address; `None` for the address alone.
    pub port: Option<u16>,
}

/// How an external istiod reads its config cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigAccess {
    /// The config cluster.
    pub cluster: ClusterName,
    /// The ServiceAccount there.
    pub account: String,
    /// The API server's address; `None` for that of the kubeconfig.
    pub server: Option<ApiServerUrl>,
}

/// A service that other clusters see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedService {
    /// Its name.
    pub name: ServiceName,
    /// Its namespace.
    pub namespace: Namespace,
    /// Whether its callers go through a waypoint.
    pub has_waypoint: bool,
}

/// Addons of Istio's release for one cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct AddonSet {
    /// The addons, in order.
    pub addons: Vec<AddonSample>,
    /// Their namespace, where nothing else makes it.
    pub namespace: Option<ManifestFile>,
    /// Where their images come from; `None` for where they are published.
    pub hub: Option<String>,
}

/// An addon and where its sample is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddonSample {
    /// The addon; its Deployment has the same name.
    pub addon: Addon,
    /// The file below `samples` of the release archive.
    pub file: String,
    /// The address of the same file of the same patch.
    pub address: String,
}

/// What becomes of a host name that a gateway's Service shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostNames {
    /// Every istiod resolves it.
    Resolved,
    /// Some istiod ignores it, and nothing tells it the addresses.
    Ignored,
}

/// Whose certificate it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertificateSubject {
    /// The mesh's root.
    Root,
    /// A cluster's intermediate.
    Intermediate(ClusterName),
}

/// Which Secrets are deleted, all in the namespace of istiod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretSet {
    /// `cacerts`.
    Cacerts,
    /// The remote secrets of all other clusters.
    RemoteSecrets,
    /// The token that `create-remote-secret` leaves in the watched cluster.
    ReaderToken,
    /// The token of Kiali's account in the cluster that Kiali elsewhere reads.
    KialiToken,
}

/// Something that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Probe {
    /// The context reaches the cluster, and no installation without a name is there.
    Cluster,
    /// The Sail operator is there, which the platform's own catalogue installs.
    SailOperator,
    /// The Secret with the certificate that an external cluster's front gateway shows.
    FrontCertificate {
        /// The Secret, in the namespace of the gateway.
        secret: SecretName,
        /// The host name that it must be valid for.
        host: String,
    },
    /// Some node has an ExternalIP, which is what callers of a NodePort gateway are sent to.
    NodeAddresses {
        /// The nodes that count, as kubectl selects them by labels; empty for all.
        selector: String,
    },
    /// The host name by which remotes call istiod is known to DNS.
    HostName {
        /// The host name.
        host: String,
    },
    /// A Secret holds a certificate for the host name by which remotes call istiod.
    GatewayCertificate {
        /// The Secret, in the namespace of the gateway.
        secret: SecretName,
        /// The host name.
        host: String,
    },
    /// The primary has synced with this many other clusters.
    RemoteClusters {
        /// How many.
        others: usize,
    },
    /// The stand-ins for the topology's services are answered as their kinds of traffic say.
    Traffic {
        /// The kinds, each with a stand-in of that name.
        kinds: Vec<Traffic>,
        /// Whether what is spread must be answered by several clusters.
        spreads: bool,
    },
    /// The sample workloads of every cluster are ready.
    Samples,
    /// The cluster's sample client is answered by these clusters.
    Requests {
        /// Who must answer, in order; callers that reach the same clusters share one list.
        answered_by: Arc<[ClusterName]>,
    },
}

impl Op {
    /// The files of the bundle that the operation uses, in the order in which it does.
    pub fn files(&self) -> Vec<&ManifestFile> {
        match self {
            Self::ApplyManifests(files) => files.iter().collect(),
            Self::DeleteManifests(file)
            | Self::IstioctlInstall { file, .. }
            | Self::IstioctlUninstall(file)
            | Self::ApplyGenerated { file, .. }
            | Self::DeleteGenerated(file)
            | Self::ApplyWithAddress { file, .. } => vec![file],
            Self::HelmUpgrade { values, .. } => values.iter().collect(),
            Self::ShareServices { waypoint, .. } => waypoint.iter().collect(),
            Self::Probe(_)
            | Self::AddChartRepositories(_)
            | Self::HelmUninstall(_)
            | Self::MakeCertificate { .. }
            | Self::PutCacerts
            | Self::CreateRemoteSecret { .. }
            | Self::GatherRemoteSecrets { .. }
            | Self::PutRemoteSecrets
            | Self::PutConfigKubeconfig(_)
            | Self::DeleteConfigKubeconfig(_)
            | Self::DeleteSecrets(_)
            | Self::WaitForAddress { .. }
            | Self::ApplyGatewayApi { .. }
            | Self::WaitForProgrammed { .. }
            | Self::RemoveWaypoints { .. }
            | Self::CreateKialiCredential { .. }
            | Self::PutKialiClusters { .. }
            | Self::DeleteKialiClusters { .. } => Vec::new(),
            Self::ApplyAddons(set) | Self::DeleteAddons(set) => set.namespace.iter().collect(),
        }
    }

    /// The address that the operation learns from an earlier step, or was told.
    pub const fn discovery_address(&self) -> Option<&Operand<Address>> {
        match self {
            Self::IstioctlInstall {
                discovery_address, ..
            }
            | Self::ApplyGenerated {
                discovery_address, ..
            }
            | Self::HelmUpgrade {
                discovery_address, ..
            } => discovery_address.as_ref(),
            Self::ApplyWithAddress { address, .. } => Some(address),
            _ => None,
        }
    }

    /// The word for it in JSON.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Probe(_) => "probe",
            Self::ApplyManifests(_) => "apply-manifests",
            Self::DeleteManifests(_) => "delete-manifests",
            Self::IstioctlInstall { .. } => "istioctl-install",
            Self::IstioctlUninstall(_) => "istioctl-uninstall",
            Self::ApplyGenerated { .. } => "apply-generated",
            Self::DeleteGenerated(_) => "delete-generated",
            Self::AddChartRepositories(_) => "add-chart-repositories",
            Self::HelmUpgrade { .. } => "helm-upgrade",
            Self::HelmUninstall(_) => "helm-uninstall",
            Self::ApplyWithAddress { .. } => "apply-with-address",
            Self::MakeCertificate { .. } => "make-certificate",
            Self::PutCacerts => "put-cacerts",
            Self::CreateRemoteSecret { .. } => "create-remote-secret",
            Self::GatherRemoteSecrets { .. } => "gather-remote-secrets",
            Self::PutRemoteSecrets => "put-remote-secrets",
            Self::PutConfigKubeconfig(_) => "put-config-kubeconfig",
            Self::DeleteConfigKubeconfig(_) => "delete-config-kubeconfig",
            Self::DeleteSecrets(_) => "delete-secrets",
            Self::WaitForAddress { .. } => "wait-for-address",
            Self::ApplyGatewayApi { .. } => "apply-gateway-api",
            Self::WaitForProgrammed { .. } => "wait-for-programmed",
            Self::ShareServices { .. } => "share-services",
            Self::RemoveWaypoints { .. } => "remove-waypoints",
            Self::ApplyAddons(_) => "apply-addons",
            Self::DeleteAddons(_) => "delete-addons",
            Self::CreateKialiCredential { .. } => "create-kiali-credential",
            Self::PutKialiClusters { .. } => "put-kiali-clusters",
            Self::DeleteKialiClusters { .. } => "delete-kiali-clusters",
        }
    }
}
