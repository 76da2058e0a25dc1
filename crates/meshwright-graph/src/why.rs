//! How requests from one cluster reach another, hop by hop.
//!
//! The hops stand in the order in which a request needs them; the first that breaks is the
//! answer of [`MeshGraph::reach`]. Hops that cannot be told without an earlier one are left out.

mod hop;

pub use hop::{Hop, HopKind, Provision};

use meshwright_diag::{Fix, path, text};
use meshwright_model::{CaKind, ClusterIndex, DataPlane, Mesh};

use crate::say::Names;
use crate::{Broken, CONTROL_PORTS, ControlLink, MeshGraph, Reach, Trust, repair};

/// How one cluster reaches another, or what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The caller's cluster.
    pub from: ClusterIndex,
    /// The called cluster.
    pub to: ClusterIndex,
    /// What has to hold, in the order in which a request needs it.
    pub hops: Vec<Hop>,
    /// The answer of [`MeshGraph::reach`].
    pub verdict: Reach,
    /// Repairs for the first hop that breaks, the best first; empty where none does.
    pub fixes: Vec<Fix>,
}

/// How requests from pods of `from` reach pods of `to`, hop by hop.
pub fn why(mesh: &Mesh, graph: &MeshGraph, from: ClusterIndex, to: ClusterIndex) -> Why {
    let teller = Teller {
        names: Names::of(mesh),
        graph,
        from,
        to,
    };
    let hops = teller.hops(mesh);
    let fixes = hops
        .iter()
        .find_map(|hop| hop.broken)
        .map_or_else(Vec::new, |broken| repair(mesh, broken));
    Why {
        from,
        to,
        hops,
        verdict: graph.reach(from, to),
        fixes,
    }
}

struct Teller<'a> {
    names: Names<'a>,
    graph: &'a MeshGraph,
    from: ClusterIndex,
    to: ClusterIndex,
}

impl Teller<'_> {
    fn hops(&self, mesh: &Mesh) -> Vec<Hop> {
        let (from, to) = (self.from, self.to);
        let mut hops = vec![self.control_plane(from)];
        let watcher = self.graph.control_plane(from).ok();
        if from == to {
            hops.extend(watcher.map(|_| self.control(from)));
            return hops;
        }
        hops.push(self.control_plane(to));
        let control_plane = self.graph.control_plane(to).ok();
        if watcher.is_some() && control_plane.is_some() {
            hops.push(self.trust(mesh));
        }
        if let Some(watcher) = watcher {
            hops.push(self.discovery(watcher));
        }
        hops.push(self.dns(mesh));
        hops.extend(watcher.map(|_| self.control(from)));
        self.wire(&mut hops);
        hops.extend(control_plane.map(|_| self.control(to)));
        hops
    }

    fn control_plane(&self, cluster: ClusterIndex) -> Hop {
        let found = self.graph.control_plane(cluster);
        let text = match found {
            Ok(control_plane) if control_plane == cluster => {
                text!(
                    "why-control-plane-own",
                    cluster = self.names.cluster(cluster)
                )
            }
            Ok(control_plane) => text!(
                "why-control-plane",
                cluster = self.names.cluster(cluster),
                control_plane = self.names.cluster(control_plane)
            ),
            Err(broken) => self.names.say(broken),
        };
        Hop {
            kind: HopKind::ControlPlane,
            broken: found.err(),
            text,
            provision: Provision::Topology,
            path: match found {
                Ok(own) if own == cluster => self.names.at(cluster, "role"),
                Ok(_) => self.names.at(cluster, "controlPlane"),
                Err(broken) => self.names.place(broken),
            },
        }
    }

    fn trust(&self, mesh: &Mesh) -> Hop {
        let (from, to) = (self.from, self.to);
        let broken = match self.graph.trusts(from, to) {
            Trust::Shared(_) => None,
            Trust::Apart { .. } | Trust::Unknown => Some(Broken::NotTrusted { from, to }),
        };
        let key = match mesh.ca.kind {
            CaKind::PluggedIn => "why-trust-plugged-in",
            CaKind::SelfSigned => "why-trust-self-signed",
            CaKind::CertManager => "why-trust-cert-manager",
        };
        let istiods: Vec<String> = [from, to]
            .into_iter()
            .filter_map(|cluster| self.graph.control_plane(cluster).ok())
            .map(|cluster| self.names.cluster(cluster))
            .collect();
        let text = match (broken, istiods.as_slice()) {
            (Some(broken), _) => self.names.say(broken),
            (None, [one, other]) if one != other => text!(key, clusters = istiods),
            (None, [one, ..]) => text!("why-trust-one-istiod", control_plane = one),
            (None, []) => text!(key, clusters = istiods),
        };
        Hop {
            kind: HopKind::Trust,
            broken,
            text,
            provision: Provision::Topology,
            path: path!("mesh", "ca", "kind"),
        }
    }

    fn discovery(&self, watcher: ClusterIndex) -> Hop {
        let to = self.to;
        let broken = self.graph.discover(watcher, to).err();
        let key = if watcher == to {
            "why-discovery-own"
        } else {
            "why-discovery"
        };
        let told = text!(
            key,
            watcher = self.names.cluster(watcher),
            cluster = self.names.cluster(to),
            secret = format!("istio-remote-secret-{}", self.names.cluster(to)),
        );
        Hop {
            kind: HopKind::Discovery,
            broken,
            text: broken.map_or(told, |broken| self.names.say(broken)),
            provision: Provision::Plan,
            path: broken.map_or_else(
                || self.names.at(to, "apiServer"),
                |broken| self.names.place(broken),
            ),
        }
    }

    fn dns(&self, mesh: &Mesh) -> Hop {
        let (key, provision) = if mesh.dns_capture {
            ("why-dns-capture", Provision::Plan)
        } else {
            ("why-dns-service", Provision::Workload)
        };
        Hop {
            kind: HopKind::Dns,
            broken: None,
            text: text!(
                key,
                from = self.names.cluster(self.from),
                to = self.names.cluster(self.to)
            ),
            provision,
            path: path!("mesh", "dns", "capture"),
        }
    }

    fn control(&self, cluster: ClusterIndex) -> Hop {
        let link = self.graph.controls(cluster);
        let (text, provision, path) = match link {
            Ok(ControlLink::Own) => (
                text!("why-control-own", cluster = self.names.cluster(cluster)),
                Provision::Plan,
                self.names.path(cluster),
            ),
            Ok(ControlLink::Through { control_plane }) => (
                text!(
                    "why-control-through",
                    cluster = self.names.cluster(cluster),
                    control_plane = self.names.cluster(control_plane),
                    discovery_port = CONTROL_PORTS[0],
                    injection_port = CONTROL_PORTS[1],
                    address = self.names.address(control_plane),
                ),
                Provision::Plan,
                self.names.at(control_plane, "eastWestGateway"),
            ),
            Err(broken) => (
                self.names.say(broken),
                Provision::Topology,
                self.names.place(broken),
            ),
        };
        Hop {
            kind: HopKind::Control,
            broken: link.err(),
            text,
            provision,
            path,
        }
    }

    /// The hops on the wires, from the caller's pods to the called ones.
    fn wire(&self, hops: &mut Vec<Hop>) {
        let (from, to) = (self.from, self.to);
        if self.graph.place(from).network == self.graph.place(to).network {
            hops.push(self.pods(from, "why-path-direct"));
            return;
        }
        if let Err(broken) = self.graph.planes_meet(from, to) {
            hops.push(self.broken(HopKind::Gateway, broken));
            return;
        }
        let gateways: Vec<(ClusterIndex, u16)> = self.graph.gateways_for(to).collect();
        if let Err(broken) = self.graph.gateway_there(to) {
            hops.push(self.broken(HopKind::Gateway, broken));
        }
        for &(gateway, _) in &gateways {
            hops.push(Hop {
                kind: HopKind::Gateway,
                broken: None,
                text: text!(
                    self.by_plane("why-gateway", "why-gateway-tunnel"),
                    gateway = self.names.cluster(gateway),
                    network = self.names.network_of(gateway),
                    address = self.names.address(gateway),
                ),
                provision: Provision::Plan,
                path: self.names.at(gateway, "eastWestGateway"),
            });
        }
        for &(gateway, port) in &gateways {
            hops.push(self.to_gateway(gateway, port));
        }
        for &(gateway, _) in &gateways {
            hops.push(self.exposure(gateway));
            if gateway != to {
                hops.push(self.pods(gateway, "why-path-behind"));
            }
        }
    }

    /// Gateways for tunnels are others than those for sidecars, and let others in otherwise.
    fn by_plane(&self, sidecar: &'static str, ambient: &'static str) -> &'static str {
        match self.graph.plane(self.to) {
            Some(DataPlane::Ambient) => ambient,
            Some(DataPlane::Sidecar) | None => sidecar,
        }
    }

    fn to_gateway(&self, gateway: ClusterIndex, port: u16) -> Hop {
        if let Err(broken) = self.graph.gateway_wire(self.from, gateway, port) {
            return self.broken(HopKind::Path, broken);
        }
        Hop {
            kind: HopKind::Path,
            broken: None,
            text: text!(
                "why-path-gateway",
                from = self.names.cluster(self.from),
                gateway = self.names.cluster(gateway),
                port = port,
            ),
            provision: Provision::Topology,
            path: self.names.at(gateway, "eastWestGateway"),
        }
    }

    fn exposure(&self, gateway: ClusterIndex) -> Hop {
        if let Err(broken) = self.graph.gateway_told(gateway, self.to) {
            return self.broken(HopKind::Exposure, broken);
        }
        Hop {
            kind: HopKind::Exposure,
            broken: None,
            text: text!(
                self.by_plane("why-exposure", "why-exposure-tunnel"),
                gateway = self.names.cluster(gateway),
                to = self.names.cluster(self.to),
            ),
            provision: Provision::Plan,
            path: self.names.at(gateway, "eastWestGateway"),
        }
    }

    /// From pods, or a gateway, of `near` to the called pods on the same network.
    fn pods(&self, near: ClusterIndex, key: &'static str) -> Hop {
        if let Err(broken) = self.graph.pods(near, self.to) {
            return self.broken(HopKind::Path, broken);
        }
        Hop {
            kind: HopKind::Path,
            broken: None,
            text: text!(
                key,
                from = self.names.cluster(near),
                to = self.names.cluster(self.to),
                network = self.names.network_of(self.to),
            ),
            provision: Provision::Topology,
            path: self.names.at(self.to, "network"),
        }
    }

    fn broken(&self, kind: HopKind, broken: Broken) -> Hop {
        Hop {
            kind,
            broken: Some(broken),
            text: self.names.say(broken),
            provision: Provision::Topology,
            path: self.names.place(broken),
        }
    }
}
