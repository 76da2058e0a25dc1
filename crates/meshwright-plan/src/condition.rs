//! When a step is done: something that can be observed.

use meshwright_diag::{Text, text};
use meshwright_model::ClusterName;

/// Something that can be observed from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The API server behind the context says it is ready.
    ClusterReady,
    /// No Istio installation without an owner's name is in the cluster.
    NoUnnamedInstallation,
    /// Every object of the file is there as the file says.
    Applied {
        /// The file of the bundle.
        file: String,
    },
    /// The Deployment is available.
    DeploymentAvailable {
        /// Its name.
        name: String,
        /// Its namespace.
        namespace: &'static str,
    },
    /// Each pod of the DaemonSet is ready.
    DaemonSetReady {
        /// Its name.
        name: String,
        /// Its namespace.
        namespace: &'static str,
    },
    /// The Helm release is deployed, with the chart's version.
    Released {
        /// The release.
        release: String,
        /// The chart's version.
        version: String,
    },
    /// The custom resource says that it is ready.
    ResourceReady {
        /// Its kind and name: `istio/default`.
        resource: String,
    },
    /// The Deployment in the namespace of the samples is available.
    SampleAvailable {
        /// Its name.
        name: String,
    },
    /// The objects of the installation carry its owner's name.
    OwnedBy {
        /// `metadata.name` of the IstioOperator.
        operator: String,
    },
    /// The remote's Service `istiod` leads to the primary's gateway.
    DiscoveryService {
        /// The Service.
        name: String,
        /// Its namespace.
        namespace: &'static str,
    },
    /// The cluster knows the kinds of the Sail operator, and the operator is available.
    OperatorServes,
    /// The remote's Service `istiod` leads to an external cluster's front gateway.
    FrontService {
        /// The Service.
        name: String,
        /// Its namespace.
        namespace: &'static str,
    },
    /// The webhook that injects is in the cluster, and leads to an istiod elsewhere.
    InjectionWebhook {
        /// The MutatingWebhookConfiguration.
        name: String,
    },
    /// The Secret holds a certificate for the host name.
    FrontCertificate {
        /// The Secret.
        secret: String,
        /// The host name.
        host: String,
    },
    /// The credential for the config cluster is beside istiod.
    ConfigKubeconfig {
        /// The config cluster.
        cluster: ClusterName,
    },
    /// Helm knows Istio's charts on this machine.
    ChartsKnown,
    /// The key and the certificate are on this machine.
    CertificateMade,
    /// The Secret `cacerts` holds the mesh's root.
    CacertsHoldRoot,
    /// The gateway's Service has an address.
    GatewayHasAddress {
        /// The Service.
        service: &'static str,
    },
    /// The API server serves Gateways of the Gateway API.
    GatewayApiKnown,
    /// The Gateway is programmed and has an address.
    GatewayProgrammed {
        /// The Gateway.
        gateway: &'static str,
    },
    /// The services of the topology that are in the cluster carry their labels.
    ServicesShared {
        /// How many services the topology shares.
        services: usize,
    },
    /// A node whose address counts has an ExternalIP.
    NodesHaveAddress,
    /// The host name has an address.
    NameResolves {
        /// The host name.
        host: String,
    },
    /// The Secret holds a certificate for the host name, under the mesh's root.
    CertificateCovers {
        /// The Secret.
        secret: String,
        /// The host name.
        host: String,
    },
    /// Every request to a stand-in is answered by the caller's own cluster.
    AnsweredByOwn,
    /// Requests to what is spread are answered by more clusters than one.
    AnsweredBySeveral,
    /// Kiali has a credential for each of so many other clusters, and runs with them.
    KialiSees {
        /// The Secret with the credentials.
        secret: String,
        /// How many.
        clusters: usize,
    },
    /// The credential is at hand.
    RemoteSecretAtHand,
    /// Each of the clusters has given its credential.
    RemoteSecretsAtHand {
        /// How many clusters.
        clusters: usize,
    },
    /// The remote secrets of the other clusters are in the namespace of istiod.
    RemoteSecretsPresent {
        /// How many others.
        others: usize,
        /// The namespace.
        namespace: &'static str,
    },
    /// `istioctl remote-clusters` calls every other cluster synced.
    Synced {
        /// How many others.
        others: usize,
    },
    /// The samples are ready in every cluster.
    SamplesReady {
        /// How many clusters.
        clusters: usize,
    },
    /// A request to each of the clusters is answered by it.
    Answered {
        /// How many clusters.
        clusters: usize,
    },
}

impl Condition {
    /// The word for it in JSON and in message keys.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::ClusterReady => "cluster-ready",
            Self::NoUnnamedInstallation => "no-unnamed-installation",
            Self::Applied { .. } => "applied",
            Self::DeploymentAvailable { .. } => "deployment-available",
            Self::DaemonSetReady { .. } => "daemon-set-ready",
            Self::Released { .. } => "released",
            Self::ResourceReady { .. } => "resource-ready",
            Self::OperatorServes => "operator-serves",
            Self::FrontService { .. } => "front-service",
            Self::InjectionWebhook { .. } => "injection-webhook",
            Self::FrontCertificate { .. } => "front-certificate",
            Self::ConfigKubeconfig { .. } => "config-kubeconfig",
            Self::ChartsKnown => "charts-known",
            Self::SampleAvailable { .. } => "sample-available",
            Self::OwnedBy { .. } => "owned-by",
            Self::DiscoveryService { .. } => "discovery-service",
            Self::CertificateMade => "certificate-made",
            Self::CacertsHoldRoot => "cacerts-hold-root",
            Self::GatewayHasAddress { .. } => "gateway-has-address",
            Self::GatewayApiKnown => "gateway-api-known",
            Self::GatewayProgrammed { .. } => "gateway-programmed",
            Self::ServicesShared { .. } => "services-shared",
            Self::NodesHaveAddress => "nodes-have-address",
            Self::NameResolves { .. } => "name-resolves",
            Self::CertificateCovers { .. } => "certificate-covers",
            Self::AnsweredByOwn => "answered-by-own",
            Self::AnsweredBySeveral => "answered-by-several",
            Self::KialiSees { .. } => "kiali-sees",
            Self::RemoteSecretAtHand => "remote-secret-at-hand",
            Self::RemoteSecretsAtHand { .. } => "remote-secrets-at-hand",
            Self::RemoteSecretsPresent { .. } => "remote-secrets-present",
            Self::Synced { .. } => "synced",
            Self::SamplesReady { .. } => "samples-ready",
            Self::Answered { .. } => "answered",
        }
    }

    /// The condition as a sentence.
    pub fn text(&self) -> Text {
        match self {
            Self::ClusterReady => text!("condition-cluster-ready"),
            Self::NoUnnamedInstallation => text!("condition-no-unnamed-installation"),
            Self::Applied { file } => text!("condition-applied", file = file),
            Self::DeploymentAvailable { name, namespace } => text!(
                "condition-deployment-available",
                name = name,
                namespace = *namespace
            ),
            Self::DaemonSetReady { name, namespace } => text!(
                "condition-daemon-set-ready",
                name = name,
                namespace = *namespace
            ),
            Self::Released { release, version } => {
                text!("condition-released", release = release, version = version)
            }
            Self::ResourceReady { resource } => {
                text!("condition-resource-ready", resource = resource)
            }
            Self::OperatorServes => text!("condition-operator-serves"),
            Self::FrontService { name, namespace } => text!(
                "condition-front-service",
                name = name,
                namespace = *namespace
            ),
            Self::InjectionWebhook { name } => text!("condition-injection-webhook", name = name),
            Self::FrontCertificate { secret, host } => {
                text!("condition-front-certificate", secret = secret, host = host)
            }
            Self::ConfigKubeconfig { cluster } => {
                text!("condition-config-kubeconfig", cluster = cluster)
            }
            Self::ChartsKnown => text!("condition-charts-known"),
            Self::SampleAvailable { name } => text!("condition-sample-available", name = name),
            Self::OwnedBy { operator } => text!("condition-owned-by", operator = operator),
            Self::DiscoveryService { name, namespace } => text!(
                "condition-discovery-service",
                name = name,
                namespace = *namespace
            ),
            Self::CertificateMade => text!("condition-certificate-made"),
            Self::CacertsHoldRoot => text!("condition-cacerts-hold-root"),
            Self::GatewayHasAddress { service } => {
                text!("condition-gateway-has-address", service = *service)
            }
            Self::GatewayApiKnown => text!("condition-gateway-api-known"),
            Self::GatewayProgrammed { gateway } => {
                text!("condition-gateway-programmed", gateway = *gateway)
            }
            Self::ServicesShared { services } => {
                text!("condition-services-shared", services = *services)
            }
            Self::NodesHaveAddress => text!("condition-nodes-have-address"),
            Self::NameResolves { host } => text!("condition-name-resolves", host = host),
            Self::CertificateCovers { secret, host } => {
                text!("condition-certificate-covers", secret = secret, host = host)
            }
            Self::AnsweredByOwn => text!("condition-answered-by-own"),
            Self::AnsweredBySeveral => text!("condition-answered-by-several"),
            Self::KialiSees { secret, clusters } => {
                text!(
                    "condition-kiali-sees",
                    secret = secret,
                    clusters = *clusters
                )
            }
            Self::RemoteSecretAtHand => text!("condition-remote-secret-at-hand"),
            Self::RemoteSecretsAtHand { clusters } => {
                text!("condition-remote-secrets-at-hand", clusters = *clusters)
            }
            Self::RemoteSecretsPresent { others, namespace } => text!(
                "condition-remote-secrets-present",
                others = *others,
                namespace = *namespace
            ),
            Self::Synced { others } => text!("condition-synced", others = *others),
            Self::SamplesReady { clusters } => {
                text!("condition-samples-ready", clusters = *clusters)
            }
            Self::Answered { clusters } => text!("condition-answered", clusters = *clusters),
        }
    }
}
