//! One control plane: its configuration, its start, its node.

use std::fs;
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::Stdio;

use meshwright_core::model::{Address, Cluster, Exposure, Network};
use serde_json::{Value, json};

use super::addresses::{self, Use, port};
use super::{START, World, WorldCluster, cluster_text, wait_until};
use crate::api::{Api, name};
use crate::play::load_balancer;
use crate::tools::Tool;
use crate::trouble::Trouble;

/// The flag of kwokctl for each program that it starts.
const BINARIES: &[(&str, Tool)] = &[
    ("--kube-apiserver-binary", Tool::KubeApiserver),
    (
        "--kube-controller-manager-binary",
        Tool::KubeControllerManager,
    ),
    ("--kube-scheduler-binary", Tool::KubeScheduler),
    ("--kwok-controller-binary", Tool::Kwok),
    ("--etcd-binary", Tool::Etcd),
];

impl World {
    /// Starts the control plane of the cluster at `index`, with one node.
    pub(super) fn start_cluster(
        &self,
        index: usize,
        cluster: &Cluster,
        network: Option<&Network>,
    ) -> Result<WorldCluster, Trouble> {
        let name = cluster.name.to_string();
        let short = super::short(index);
        let folder = self.folder.join(&short);
        fs::create_dir_all(&folder).map_err(Trouble::io(&folder))?;
        let written = folder.join("written");
        self.create(index, &name, &short, &written)?;
        let kubeconfig = folder.join("kubeconfig");
        let context = cluster.context.to_string();
        self.name_context(index, &context, &written, &kubeconfig)?;
        let api = self.proxy(&name, &folder, &kubeconfig)?;
        let up = WorldCluster {
            index,
            network: network.map_or_else(String::new, |it| it.name.to_string()),
            context,
            domain: cluster.cluster_domain.to_string(),
            api,
            kubeconfig,
            told_server: cluster
                .api_server
                .url
                .as_ref()
                .map(ToString::to_string)
                .filter(|url| *url != addresses::api_url(index)),
            gateway_addresses: load_balancer::known(cluster),
            name,
        };
        up.furnish(cluster)?;
        Ok(up)
    }

    fn create(
        &self,
        index: usize,
        name: &str,
        short: &str,
        kubeconfig: &Path,
    ) -> Result<(), Trouble> {
        let range = addresses::services(index);
        let argument = |key: &str, value: &str| json!({"key": key, "value": value});
        let config = json!({
            "kind": "KwokctlConfiguration",
            "apiVersion": "config.kwok.x-k8s.io/v1alpha1",
            "options": {
                "enableCRDs": ["ClusterPortForward", "ClusterExec"],
                "kubeApiserverPort": port(index, Use::ApiServer),
                "etcdPort": port(index, Use::Etcd),
                "etcdPeerPort": port(index, Use::EtcdPeer),
                "kubeControllerManagerPort": port(index, Use::ControllerManager),
                "kubeSchedulerPort": port(index, Use::Scheduler),
                "kwokControllerPort": port(index, Use::Kwok),
            },
            "componentsPatches": [
                {"name": "kube-apiserver", "extraArgs": [
                    argument("service-cluster-ip-range", &range),
                    argument("advertise-address", &addresses::api(index).to_string()),
                ]},
                // There is one of each, and it has to outlive an API server that is lost: who loses
                // an election ends.
                {"name": "kube-controller-manager", "extraArgs": [
                    argument("service-cluster-ip-range", &range),
                    argument("leader-elect", "false"),
                ]},
                {"name": "kube-scheduler", "extraArgs": [argument("leader-elect", "false")]},
                // Nothing of a throwaway world has to outlive a power cut.
                {"name": "etcd", "extraArgs": [argument("unsafe-no-fsync", "true")]},
            ],
        });
        let file = self.folder.join(short).join("kwokctl.yaml");
        fs::write(&file, config.to_string()).map_err(Trouble::io(&file))?;
        let mut command = self.command(Tool::Kwokctl);
        command
            .args(["create", "cluster", "--runtime", "binary", "--name", short])
            .arg("--config")
            .arg(&file)
            .arg("--kubeconfig")
            .arg(kubeconfig)
            .arg(format!("--wait={}s", START.as_secs()))
            // The simulated nodes hand it on to what is executed in their pods.
            .env("MESHWRIGHT_CLUSTER", name);
        for (flag, tool) in BINARIES {
            command.arg(flag).arg(self.tools.path(*tool));
        }
        self.run(&mut command, &format!("{short}-kwokctl.log"))
    }

    /// Writes the kubeconfig that kwokctl made with the topology's name of the context and the
    /// address by which other clusters reach the API server.
    fn name_context(
        &self,
        index: usize,
        context: &str,
        written: &Path,
        target: &Path,
    ) -> Result<(), Trouble> {
        let output = self
            .command(Tool::Kubectl)
            .args(["config", "view", "--raw", "--flatten", "--output=json"])
            .arg("--kubeconfig")
            .arg(written)
            .output();
        let output = output.map_err(|error| Trouble::Io("kubectl".to_owned(), error))?;
        let config: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        let mut cluster = config
            .pointer("/clusters/0/cluster")
            .cloned()
            .unwrap_or_default();
        let user = config.pointer("/users/0/user").cloned().unwrap_or_default();
        if let Some(fields) = cluster.as_object_mut() {
            fields.insert("server".to_owned(), addresses::api_url(index).into());
        } else {
            let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(Trouble::Failed("kubectl config view".to_owned(), said));
        }
        let config = json!({
            "apiVersion": "v1",
            "kind": "Config",
            "current-context": context,
            "clusters": [{"name": context, "cluster": cluster}],
            "users": [{"name": context, "user": user}],
            "contexts": [{"name": context, "context": {"cluster": context, "user": context}}],
        });
        fs::write(target, config.to_string()).map_err(Trouble::io(target))
    }

    /// Opens a way to the API server for us, without TLS, on a socket of the folder.
    fn proxy(&self, cluster: &str, folder: &Path, kubeconfig: &Path) -> Result<Api, Trouble> {
        let socket = folder.join("api");
        let mut command = self.command(Tool::Kubectl);
        command
            .arg(format!("--kubeconfig={}", kubeconfig.display()))
            .arg("proxy")
            .arg(format!("--unix-socket={}", socket.display()))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // It ends with the world; nobody has to wait for it.
        let child = command.spawn();
        child.map_err(|error| Trouble::Io("kubectl".to_owned(), error))?;
        let api = Api::new(&socket);
        let what = || cluster_text(cluster);
        wait_until(START, &what, || {
            let found = api.items("/api/v1/namespaces").unwrap_or_default();
            Ok(found.iter().any(|it| name(it) == "default"))
        })?;
        Ok(api)
    }
}

impl WorldCluster {
    /// Puts in what kwokctl leaves out: a node, and how commands reach its pods.
    fn furnish(&self, cluster: &Cluster) -> Result<(), Trouble> {
        let apply = |path: &str, object: &Value| {
            let done = self.api.apply(path, object);
            done.map_err(Trouble::api(&self.name))
        };
        apply("/api/v1/nodes/node-1", &self.node(cluster))?;
        // `kubectl port-forward`, with which istioctl asks istiod, leads to the process that runs.
        let forward = |port: u16, target: u16| json!({"ports": [port], "target": {"address": "127.0.0.1", "port": target}});
        apply(
            "/apis/kwok.x-k8s.io/v1alpha1/clusterportforwards/istiod",
            &json!({
                "apiVersion": "kwok.x-k8s.io/v1alpha1",
                "kind": "ClusterPortForward",
                "metadata": {"name": "istiod"},
                "spec": {"forwards": [
                    forward(15014, port(self.index, Use::Monitoring(0))),
                    forward(8080, port(self.index, Use::Debug(0))),
                ]},
            }),
        )?;
        apply(
            "/apis/kwok.x-k8s.io/v1alpha1/clusterexecs/here",
            &json!({
                "apiVersion": "kwok.x-k8s.io/v1alpha1",
                "kind": "ClusterExec",
                "metadata": {"name": "here"},
                "spec": {"execs": [{"local": {
                    "envs": [{"name": "MESHWRIGHT_CLUSTER", "value": self.name}],
                }}]},
            }),
        )
    }

    /// Waits for what the controllers make of a fresh cluster, so that it is not taken for ours.
    pub(super) fn settle(&self) -> Result<(), Trouble> {
        let what = || cluster_text(&self.name);
        wait_until(START, &what, || {
            let named = |path: &str, wanted: &str| -> Result<usize, Trouble> {
                let items = self.api.items(path).map_err(Trouble::api(&self.name))?;
                Ok(items.iter().filter(|it| name(it) == wanted).count())
            };
            let namespaces = self.api.items("/api/v1/namespaces");
            let n_wanted = namespaces.map_err(Trouble::api(&self.name))?.len();
            Ok(named("/api/v1/configmaps", "kube-root-ca.crt")? >= n_wanted
                && named("/api/v1/serviceaccounts", "default")? >= n_wanted)
        })
    }

    fn node(&self, cluster: &Cluster) -> Value {
        let mut labels = json!({
            "kubernetes.io/hostname": "node-1",
            "kubernetes.io/os": "linux",
            "kubernetes.io/arch": "amd64",
            "kubernetes.io/role": "agent",
            "type": "kwok",
        });
        if let Some(locality) = &cluster.locality {
            let parts = [
                ("topology.kubernetes.io/region", Some(&locality.region)),
                ("topology.kubernetes.io/zone", locality.zone.as_ref()),
                ("topology.istio.io/subzone", locality.subzone.as_ref()),
            ];
            if let Some(labels) = labels.as_object_mut() {
                for (key, value) in parts {
                    if let Some(value) = value {
                        labels.insert(key.to_owned(), value.clone().into());
                    }
                }
            }
        }
        let pods = addresses::pods(self.index, &cluster.pod_cidrs);
        let internal = Ipv4Addr::new(10, 127, 254, addresses::api(self.index).octets()[3]);
        let mut at = vec![json!({"type": "InternalIP", "address": internal.to_string()})];
        at.extend(external(cluster).map(|ip| json!({"type": "ExternalIP", "address": ip})));
        let pods = addresses::node_pods(pods);
        json!({
            "apiVersion": "v1",
            "kind": "Node",
            "metadata": {
                "name": "node-1",
                "labels": labels,
                "annotations": {"kwok.x-k8s.io/node": "fake", "node.alpha.kubernetes.io/ttl": "0"},
            },
            "spec": {"podCIDR": pods, "podCIDRs": [pods]},
            "status": {
                "addresses": at,
                "allocatable": {"cpu": "64", "memory": "256Gi", "pods": "250"},
                "capacity": {"cpu": "64", "memory": "256Gi", "pods": "250"},
            },
        })
    }
}

/// The addresses of the node that others see, where a gateway is reached by node port.
fn external(cluster: &Cluster) -> impl Iterator<Item = String> {
    let gateway = cluster.gateway.iter();
    let by_node_port = gateway.filter(|it| it.exposure == Exposure::NodePort);
    by_node_port
        .flat_map(|gateway| &gateway.addresses)
        .filter_map(|address| match address {
            Address::Ip(ip) => Some(ip.to_string()),
            Address::Hostname(_) => None,
        })
        .take(1)
}
