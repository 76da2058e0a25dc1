//! Networks and clusters.

use std::collections::BTreeMap;

use ipnet::IpNet;

use super::{IstioSection, List, Reference};
use crate::mesh::{Address, Exposure, LoadBalancer, Provider, Scope};
use crate::names::{
    ApiServerUrl, ClusterDomain, ClusterName, Context, KubeconfigPath, KubernetesVersion,
    NetworkName, SecretName,
};
use crate::words::words;

words! {
    /// What a cluster is in the mesh.
    RoleWord {
        /// It runs an istiod for itself, and maybe for remotes.
        Primary = "primary",
        /// It uses the istiod of another cluster.
        Remote = "remote",
        /// It runs an istiod for others only.
        External = "external",
    }
}

document! {
    /// A network: clusters whose pods reach each other directly.
    pub struct NetworkEntry {
        /// The value of the label `topology.istio.io/network`: a DNS-1123 label.
        pub name: NetworkName => "name";
    }
}

document! {
    /// A Kubernetes cluster of the mesh.
    pub struct ClusterEntry {
        /// `multiCluster.clusterName`, also the name of its remote secret: a DNS-1123 label.
        pub name: ClusterName => "name";
        /// The kubeconfig context of every command for this cluster; absent for the cluster's name.
        pub context: Option<Context> => "context";
        /// The kubeconfig of every command for this cluster; absent for the tools' default.
        pub kubeconfig: Option<KubeconfigPath> => "kubeconfig";
        /// The network its pods are in.
        pub network: Option<NetworkName> => "network", default "network1";
        /// What it is in the mesh.
        pub role: Option<RoleWord> => "role", default "primary";
        /// For the role remote: the primary or external cluster whose istiod it uses.
        pub control_plane: Option<Reference> => "controlPlane";
        /// For the role remote: further primaries that may lead it, should its control plane be lost.
        pub standby_control_planes: Option<List<Reference>> => "standbyControlPlanes", default [];
        /// For the role remote under an external control plane: whether it holds the mesh's configuration.
        pub config: Option<bool> => "config", default false;
        /// How remotes find the istiod of this primary or external cluster.
        pub istiod: Option<IstiodSection> => "istiod";
        /// Its Kubernetes version, such as `"1.33"`.
        pub kubernetes: Option<KubernetesVersion> => "kubernetes";
        /// Who runs it.
        pub provider: Option<Provider> => "provider", default "other";
        /// Where it is.
        pub locality: Option<LocalitySection> => "locality";
        /// Its API server, as other clusters see it.
        pub api_server: Option<ApiServerSection> => "apiServer";
        /// The ranges of its pods.
        pub pod_cidrs: Option<List<IpNet>> => "podCidrs";
        /// The ranges of its Services.
        pub service_cidrs: Option<List<IpNet>> => "serviceCidrs";
        /// The DNS domain of its Services.
        pub cluster_domain: Option<ClusterDomain> => "clusterDomain", default "cluster.local";
        /// Who gives its Services of type LoadBalancer their address.
        pub load_balancer: Option<LoadBalancer> => "loadBalancer", default "cloud";
        /// What differs from the mesh's `istio` in this cluster.
        pub istio: Option<IstioSection> => "istio";
        /// The gateway that lets other networks in; absent where there is none.
        pub east_west_gateway: Option<GatewaySection> => "eastWestGateway";
    }
}

impl ClusterEntry {
    /// A cluster of which nothing but the name is written.
    pub const fn new(name: ClusterName) -> Self {
        Self {
            name,
            context: None,
            kubeconfig: None,
            network: None,
            role: None,
            control_plane: None,
            standby_control_planes: None,
            config: None,
            istiod: None,
            kubernetes: None,
            provider: None,
            locality: None,
            api_server: None,
            pod_cidrs: None,
            service_cidrs: None,
            cluster_domain: None,
            load_balancer: None,
            istio: None,
            east_west_gateway: None,
        }
    }
}

document! {
    /// How remotes find the istiod of a primary or external cluster.
    #[derive(Default)]
    pub struct IstiodSection {
        /// The IP address or host name that remotes dial; absent for that of the cluster's gateway.
        pub address: Option<Address> => "address";
        /// The TLS Secret in the gateway's namespace whose certificate is valid for the host name.
        pub credential_name: Option<SecretName> => "credentialName";
    }
}

document! {
    /// Region, zone and subzone, as on the labels of nodes.
    pub struct LocalitySection {
        /// `topology.kubernetes.io/region`.
        pub region: String => "region";
        /// `topology.kubernetes.io/zone`.
        pub zone: Option<String> => "zone";
        /// `topology.istio.io/subzone`.
        pub subzone: Option<String> => "subzone";
    }
}

document! {
    /// A cluster's API server, as other clusters see it.
    #[derive(Default)]
    pub struct ApiServerSection {
        /// The address that other clusters must use; absent for that of the kubeconfig.
        pub url: Option<ApiServerUrl> => "url";
        /// The networks and clusters that can reach it; `"*"` is everyone.
        pub reachable_from: Option<List<Reference>> => "reachableFrom", default ["*"];
    }
}

document! {
    /// The gateway that lets other networks in.
    #[derive(Default)]
    pub struct GatewaySection {
        /// How it is reached from other networks.
        pub exposure: Option<Exposure> => "exposure", default "load-balancer";
        /// Where a cloud's load balancer can be reached from; internal is only inside the cloud's network.
        pub scope: Option<Scope> => "scope", default "public";
        /// Known IP addresses or host names; left out where they are learned when applied.
        pub addresses: Option<List<Address>> => "addresses", default [];
        /// The port as peers see it: the node port where the exposure is node-port.
        pub port: Option<u16> => "port", default 15443;
        /// Pods of the gateway.
        pub replicas: Option<u32> => "replicas", default 2;
        /// Annotations of the gateway's Service.
        pub annotations: Option<BTreeMap<String, String>> => "annotations", default {};
        /// The ranges that may connect; empty for everyone.
        pub source_ranges: Option<List<IpNet>> => "sourceRanges", default [];
    }
}
