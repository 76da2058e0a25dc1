//! Building repairs: edits on the document that remove a finding.

use std::net::IpAddr;

use meshwright_diag::{Change, Edit, Finding, Fix, ModelPath, Safety, Value};
use meshwright_model::{Address, Cluster, LoadBalancer, Provider};
use serde_json::json;

/// Puts `value` at `path`.
pub fn set(path: ModelPath, value: impl Into<Value>) -> Edit {
    Edit {
        path,
        change: Change::Set(value.into()),
    }
}

/// Takes away what is at `path`.
pub const fn remove(path: ModelPath) -> Edit {
    Edit {
        path,
        change: Change::Remove,
    }
}

/// Adds `value` to the list at `path`.
pub fn append(path: ModelPath, value: impl Into<Value>) -> Edit {
    Edit {
        path,
        change: Change::Append(value.into()),
    }
}

/// Adds a repair to `finding`; its title is the message's attribute `fix`.
pub fn fix(finding: Finding, safety: Safety, edits: Vec<Edit>) -> Finding {
    fix_named(finding, "fix", safety, edits)
}

/// Adds a repair to `finding`; its title is the message's attribute `title`.
pub fn fix_named(finding: Finding, title: &str, safety: Safety, edits: Vec<Edit>) -> Finding {
    let title = finding.message.attribute(title);
    finding.fix(Fix {
        title,
        safety,
        edits,
    })
}

/// The edits that give `cluster` an east-west gateway which can get an address.
///
/// Where nothing hands out addresses, the address of a node is taken if the document knows one;
/// whether that one is right is for a person to say, and so is a load balancer's price where
/// there was none.
pub fn new_gateway(cluster: &Cluster) -> (Safety, Vec<Edit>) {
    let gateway = cluster.path().join("eastWestGateway");
    match (cluster.load_balancer, node_address(cluster)) {
        (LoadBalancer::Cloud | LoadBalancer::Metallb, _) => {
            (Safety::Safe, vec![set(gateway, json!({}))])
        }
        (LoadBalancer::None, Some(address)) => (
            Safety::Unsafe,
            vec![set(
                gateway,
                json!({"exposure": "external-ips", "addresses": [address.to_string()]}),
            )],
        ),
        (LoadBalancer::None, None) => (
            Safety::Unsafe,
            vec![
                set(cluster.path().join("loadBalancer"), "metallb"),
                set(gateway, json!({})),
            ],
        ),
    }
}

/// An address of a node of `cluster`, as far as the document knows one: that of its API server,
/// where the API server runs on a node.
pub fn node_address(cluster: &Cluster) -> Option<IpAddr> {
    match cluster.provider {
        Provider::Eks | Provider::Gke | Provider::Aks | Provider::Openshift => None,
        Provider::Kubeadm | Provider::Kind | Provider::K3s | Provider::Other => {
            let url = cluster.api_server.url.as_ref()?;
            url.ip().filter(|_| !url.is_loopback())
        }
    }
}

/// The URL of an API server that runs in a container of kind or on a k3s node, as other clusters
/// reach it; `None` where the document does not tell.
pub fn container_api_url(cluster: &Cluster) -> Option<String> {
    match cluster.provider {
        Provider::Kind => {
            // kind names the context after the cluster, and the node after both.
            let name = cluster.context.as_str().strip_prefix("kind-")?;
            Some(format!("https://{name}-control-plane:6443"))
        }
        Provider::K3s => {
            // The load balancer of k3s hands out the addresses of nodes.
            let gateway = cluster.gateway.as_ref()?;
            let ip = gateway.addresses.iter().find_map(|address| match address {
                Address::Ip(ip) => Some(*ip),
                Address::Hostname(_) => None,
            })?;
            Some(match ip {
                IpAddr::V4(ip) => format!("https://{ip}:6443"),
                IpAddr::V6(ip) => format!("https://[{ip}]:6443"),
            })
        }
        Provider::Eks
        | Provider::Gke
        | Provider::Aks
        | Provider::Openshift
        | Provider::Kubeadm
        | Provider::Other => None,
    }
}
