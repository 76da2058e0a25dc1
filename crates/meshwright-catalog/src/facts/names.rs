//! Names that other facts are written with, the same in every release read so far.
//!
//! They are Istio's constants; a release that changes one gets a fact of its own.

/// The namespace of the control plane.
pub const SYSTEM_NAMESPACE: &str = "istio-system";
/// The label of a namespace, Service or pod that says its network.
pub const NETWORK_LABEL: &str = "topology.istio.io/network";
/// The label of a gateway's Service that says another port than 15443.
pub const GATEWAY_PORT_LABEL: &str = "networking.istio.io/gatewayPort";
/// The annotation of a NodePort gateway that selects its nodes, a JSON map.
pub const NODE_SELECTOR_ANNOTATION: &str = "traffic.istio.io/nodeSelector";
/// The label of a remote secret, with the value `true`.
pub const REMOTE_SECRET_LABEL: &str = "istio/multiCluster";
/// What the name of a remote secret begins with, before the cluster's name.
pub const REMOTE_SECRET_PREFIX: &str = "istio-remote-secret-";
/// The annotation of a remote secret that names its cluster.
pub const REMOTE_SECRET_CLUSTER_ANNOTATION: &str = "networking.istio.io/cluster";
/// The ServiceAccount that a primary uses in a watched cluster.
pub const READER_SERVICE_ACCOUNT: &str = "istio-reader-service-account";
/// The Secret that `create-remote-secret` leaves in the watched cluster.
pub const READER_TOKEN_SECRET: &str = "istio-reader-service-account-istio-remote-secret-token";
/// The Secret of the plugged-in CA.
pub const CACERTS_SECRET: &str = "cacerts";
/// The ConfigMap by which workloads learn the mesh's root.
pub const ROOT_CONFIG_MAP: &str = "istio-ca-root-cert";
/// The label of objects that says which IstioOperator owns them.
pub const OWNING_RESOURCE_LABEL: &str = "install.operator.istio.io/owning-resource";
/// The east-west gateway's Deployment and Service.
pub const EAST_WEST_GATEWAY: &str = "istio-eastwestgateway";
/// The value of the label `istio` on the east-west gateway.
pub const EAST_WEST_SELECTOR: &str = "eastwestgateway";
/// The chart of Istio's CRDs and of what all revisions share.
pub const CHART_BASE: &str = "base";
/// The chart of istiod.
pub const CHART_ISTIOD: &str = "istiod";
/// The chart of the CNI agent.
pub const CHART_CNI: &str = "cni";
/// The chart of the ambient data plane's node proxy.
pub const CHART_ZTUNNEL: &str = "ztunnel";
/// The chart of gateways.
pub const CHART_GATEWAY: &str = "gateway";
