//! Names that Istio gives to things, spelled as Istio spells them.

/// The namespace of the control plane.
pub const SYSTEM_NAMESPACE: &str = "istio-system";
/// The label that says which network a namespace, Service or pod is in.
pub const NETWORK_LABEL: &str = "topology.istio.io/network";
/// The label that has the sidecar injected by the default revision.
pub const INJECTION_LABEL: &str = "istio-injection";
/// The label that has the sidecar injected by a revision.
pub const REVISION_LABEL: &str = "istio.io/rev";
/// The east-west gateway's Deployment and Service.
pub const EAST_WEST_GATEWAY: &str = "istio-eastwestgateway";
/// The value of the label `istio` on east-west gateways; exposure selects by it.
pub const EAST_WEST_SELECTOR: &str = "eastwestgateway";
/// `metadata.name` of the IstioOperator of a control plane.
///
/// Without a name, installing again deletes the east-west gateway (seen with 1.26.0 and 1.30.3).
pub const CONTROL_PLANE_OPERATOR: &str = "control-plane";
/// `metadata.name` of the IstioOperator of an east-west gateway.
pub const GATEWAY_OPERATOR: &str = "eastwest";
/// The Secret with a plugged-in CA.
pub const CACERTS: &str = "cacerts";
/// The Secret that `create-remote-secret` leaves in the watched cluster.
pub const READER_TOKEN: &str = "istio-reader-service-account-istio-remote-secret-token";
/// The port of cross-network data.
pub const TLS_PORT: u16 = 15443;
/// The port of istiod's configuration and certificates.
pub const XDS_PORT: u16 = 15012;
/// The port of istiod's webhooks on a gateway.
pub const WEBHOOK_PORT: u16 = 15017;
/// The port of a gateway's health check.
pub const STATUS_PORT: u16 = 15021;
/// The annotation with which istiod takes the ExternalIPs of nodes as a gateway's addresses.
pub const NODE_SELECTOR_ANNOTATION: &str = "traffic.istio.io/nodeSelector";
/// The namespace of the sample workloads.
pub const SAMPLE_NAMESPACE: &str = "sample";

/// The server of Istio's helloworld sample; it answers with its variable `SERVICE_VERSION`.
pub const SERVER_IMAGE: &str = "docker.io/istio/examples-helloworld-v1:1.0";
/// The client of Istio's curl sample.
pub const CLIENT_IMAGE: &str = "docker.io/curlimages/curl:8.16.0";

/// The name of the remote secret for `cluster`.
pub fn remote_secret_name(cluster: &meshwright_model::ClusterName) -> String {
    format!("istio-remote-secret-{cluster}")
}

/// The Service and Deployment of istiod for a revision.
pub fn istiod(revision: Option<&meshwright_model::Revision>) -> String {
    revision.map_or_else(
        || "istiod".to_owned(),
        |revision| format!("istiod-{revision}"),
    )
}
