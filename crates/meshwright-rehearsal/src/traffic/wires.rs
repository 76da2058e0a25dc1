//! The wires between pods: what is connected, what is a gateway's address, what is closed.
//!
//! Each pod's namespace hangs on a wire of the world's, which routes between them. Pods of one
//! network reach each other; those of another network only what is led on, as kube-proxy does it,
//! from the address of a gateway to its pod. Servers of the world itself (API servers, istiods,
//! what is played) are reached by all, so the plan can be carried out whatever is closed.

use std::process::{Child, Command};

use meshwright_core::diag::text;
use meshwright_core::graph::MeshGraph;
use meshwright_core::model::Mesh;
use serde_json::Value;

use super::workload::{GATEWAY_PORT, Workload};
use crate::api::{list, text as field};
use crate::play::load_balancer;
use crate::tools::{Tool, Tools};
use crate::trouble::Trouble;
use crate::world::{WorldCluster, addresses};

/// The other end of every wire.
pub(crate) const ROUTER: &str = "169.254.0.1";

/// The wires of a world.
#[derive(Debug)]
pub(crate) struct Wires<'a> {
    tools: &'a Tools,
}

impl<'a> Wires<'a> {
    /// Makes the world's network a router between the pods of each network.
    pub(crate) fn lay(tools: &'a Tools, mesh: &Mesh) -> Result<Self, Trouble> {
        let graph = MeshGraph::build(mesh);
        // It is the setting of this network namespace alone.
        let forward = std::path::Path::new("/proc/sys/net/ipv4/ip_forward");
        std::fs::write(forward, "1").map_err(Trouble::io(forward))?;
        let wires = Self { tools };
        wires.clear()?;
        // Connections that stand go on, and so do those that are led on from a gateway's address.
        wires.table(
            "filter",
            "-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED,DNAT -j ACCEPT",
        )?;
        for (from, one) in mesh.clusters() {
            for (to, other) in mesh.clusters() {
                if one.network == other.network && graph.lets_pods_connect(from, to) {
                    wires.table(
                        "filter",
                        &format!(
                            "-A FORWARD -s {} -d {} -j ACCEPT",
                            addresses::pods(from.0, &one.pod_cidrs),
                            addresses::pods(to.0, &other.pod_cidrs)
                        ),
                    )?;
                }
            }
        }
        wires.table(
            "filter",
            "-A FORWARD -j REJECT --reject-with icmp-net-unreachable",
        )?;
        Ok(wires)
    }

    /// Takes every rule away.
    pub(crate) fn clear(&self) -> Result<(), Trouble> {
        for (table, chain) in [
            ("filter", "FORWARD"),
            ("filter", "OUTPUT"),
            ("nat", "PREROUTING"),
            ("mangle", "FORWARD"),
        ] {
            self.table(table, &format!("-F {chain}"))?;
        }
        Ok(())
    }

    /// Connects the namespace of `pod` by wire `nth`.
    pub(crate) fn connect(&self, nth: usize, pod: &Child, ip: &str) -> Result<(), Trouble> {
        let wire = format!("mw{nth}");
        let process = pod.id().to_string();
        let words = [
            "link", "add", &wire, "type", "veth", "peer", "name", "eth0", "netns", &process,
        ];
        self.ip(&words)?;
        self.ip(&["address", "add", &format!("{ROUTER}/32"), "dev", &wire])?;
        self.ip(&["link", "set", &wire, "up"])?;
        // The local table is looked at first, and ranges of the world are in it.
        self.ip(&[
            "route",
            "replace",
            "unicast",
            &format!("{ip}/32"),
            "dev",
            &wire,
            "table",
            "local",
        ])
    }

    /// Refuses what is sent to an address that nobody has any more, or no longer refuses it.
    ///
    /// kube-proxy refuses for Services without pods, too. A router's "unreachable" would not do:
    /// the system sends it once a second at most, and connections that stand do not heed it.
    pub(crate) fn refuse(&self, ip: &str, is_refused: bool) -> Result<(), Trouble> {
        let flag = if is_refused { "-I" } else { "-D" };
        let rule = format!("{flag} FORWARD -d {ip} -p tcp -j REJECT --reject-with tcp-reset");
        self.table("filter", &rule)?;
        if is_refused {
            // Without its wire the address has no route, and only what has one is forwarded.
            let address = format!("{ip}/32");
            self.ip(&["route", "replace", &address, "dev", "lo", "table", "local"])?;
        }
        Ok(())
    }

    /// Leads from the addresses of a gateway's Services to its pod.
    pub(crate) fn lead(
        &self,
        cluster: &WorldCluster,
        services: &[Value],
        pod: &Workload,
    ) -> Result<(), Trouble> {
        let nodes = cluster
            .api
            .items("/api/v1/nodes")
            .map_err(Trouble::api(&cluster.name))?;
        let nodes = nodes
            .iter()
            .flat_map(|node| list(node, "/status/addresses"));
        let nodes: Vec<String> = nodes.filter_map(|it| field(it, "/address")).collect();
        for service in services.iter().filter(|it| pod.is_selected(it)) {
            for port in list(service, "/spec/ports") {
                let number = |key: &str| port.get(key).and_then(Value::as_u64);
                if number("port") != Some(GATEWAY_PORT.into()) {
                    continue;
                }
                let target = number("targetPort").unwrap_or(GATEWAY_PORT.into());
                let to = format!("{}:{target}", pod.ip);
                for ip in load_balancer::addresses(service) {
                    self.led(&ip.to_string(), GATEWAY_PORT.into(), &to)?;
                }
                for (node_port, ip) in number("nodePort")
                    .into_iter()
                    .flat_map(|it| nodes.iter().map(move |ip| (it, ip)))
                {
                    self.led(ip, node_port, &to)?;
                }
            }
        }
        Ok(())
    }

    fn led(&self, ip: &str, port: u64, to: &str) -> Result<(), Trouble> {
        self.table(
            "nat",
            // A pod that follows another comes first.
            &format!("-I PREROUTING -d {ip} -p tcp --dport {port} -j DNAT --to-destination {to}"),
        )
    }

    /// Closes the way from one range of pods to `port` of the gateways of another, or opens it
    /// again.
    pub(crate) fn close(
        &self,
        from: &str,
        to: &str,
        port: u16,
        is_closed: bool,
    ) -> Result<(), Trouble> {
        let flag = if is_closed { "-I" } else { "-D" };
        // Answers on connections of the other way have the same port of origin.
        self.table(
            "filter",
            &format!(
                "{flag} FORWARD -s {from} -d {to} -p tcp -m conntrack --ctdir ORIGINAL \
                 --ctorigdstport {port} -j REJECT --reject-with tcp-reset"
            ),
        )
    }

    /// Cuts the way of packets from one range of pods to another, or mends it.
    ///
    /// Connections end at once: a router that swallows packets would keep callers waiting for
    /// answers without a limit, as Istio sets none.
    pub(crate) fn cut(&self, from: &str, to: &str, is_cut: bool) -> Result<(), Trouble> {
        let flag = if is_cut { "-I" } else { "-D" };
        let rule =
            format!("{flag} FORWARD -s {from} -d {to} -p tcp -j REJECT --reject-with tcp-reset");
        self.table("filter", &rule)
    }

    /// Keeps servers of a group from connecting to an address.
    pub(crate) fn shut_out(&self, group: u32, to: &str, port: u16) -> Result<(), Trouble> {
        let rule = format!(
            "-A OUTPUT -d {to} -p tcp --dport {port} -m owner --gid-owner {group} \
             -j REJECT --reject-with tcp-reset"
        );
        self.table("filter", &rule)
    }

    fn table(&self, table: &str, rule: &str) -> Result<(), Trouble> {
        let mut words = vec!["-w", "10", "-t", table];
        words.extend(rule.split(' '));
        run(self.tools.command(Tool::Iptables).args(words))
    }

    fn ip(&self, words: &[&str]) -> Result<(), Trouble> {
        run(self.tools.command(Tool::Ip).args(words))
    }
}

fn run(command: &mut Command) -> Result<(), Trouble> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| Trouble::Io(name.clone(), error))?;
    if output.status.success() {
        return Ok(());
    }
    let words: Vec<_> = command.get_args().map(|it| it.to_string_lossy()).collect();
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Trouble::Failed(format!("{name} {}", words.join(" ")), said))
}

/// The address of istiod's Service in a cluster, by its name `istiod.istio-system.svc`.
pub(crate) fn service_address(cluster: &WorldCluster, name: &str) -> Result<String, Trouble> {
    let mut parts = name.split('.');
    let (called, home) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let path = format!("/api/v1/namespaces/{home}/services/{called}");
    let service = cluster
        .api
        .read(&path)
        .map_err(Trouble::api(&cluster.name))?;
    service
        .and_then(|it| field(&it, "/spec/clusterIP"))
        .filter(|ip| ip != "None" && !ip.is_empty())
        .ok_or_else(|| {
            Trouble::Other(text!(
                "rehearse-traffic-no-istiod",
                name = name,
                cluster = &cluster.name
            ))
        })
}
