//! Ports of gateways that a firewall closes, found by connecting to them as proxies do.

use std::net::{IpAddr, SocketAddr};

use meshwright_core::diag::{Words, text};
use meshwright_core::model::{Address, Mesh};

use super::super::Traffic;
use super::super::pod::Order;
use crate::diagnose::{Cause, cause};
use crate::play::request::gateway_addresses;
use crate::trouble::Trouble;

/// What the cause is called.
pub(in super::super) const CLOSED_PORT: &str = "closed-port";

impl Traffic<'_> {
    /// The gateways of other networks that clients cannot connect to.
    pub(in super::super) fn closed_ports(
        &mut self,
        mesh: &Mesh,
        words: &Words,
    ) -> Result<Vec<Cause>, Trouble> {
        let stage = self.stage;
        let mut causes = Vec::new();
        for pod in self.pods.iter_mut().filter(|it| it.workload.is_client()) {
            let Some(own) = stage.clusters().get(pod.workload.cluster) else {
                continue;
            };
            for (index, cluster) in mesh.clusters() {
                let (Some(there), Some(gateway)) =
                    (stage.clusters().get(index.0), &cluster.gateway)
                else {
                    continue;
                };
                if there.network == own.network {
                    continue;
                }
                let known = gateway.addresses.iter().filter_map(|it| match it {
                    Address::Ip(ip) => Some(*ip),
                    Address::Hostname(_) => None,
                });
                let mut at: Vec<IpAddr> = known.collect();
                if at.is_empty() {
                    let learned = gateway_addresses(there).into_iter();
                    at.extend(learned.filter_map(|it| it.parse::<IpAddr>().ok()));
                }
                let to = at.into_iter().map(|ip| SocketAddr::new(ip, gateway.port));
                pod.send(&Order::Dial(to.collect()))?;
                for (to, because) in pod.closed()? {
                    let (from, gateway) = (&own.name, &there.name);
                    let to = to.to_string();
                    causes.push(cause(
                        CLOSED_PORT,
                        there,
                        &text!(
                            "rehearse-cause-closed",
                            from = from,
                            cluster = gateway,
                            address = &to,
                            because = because
                        ),
                        &text!("rehearse-cause-closed-help", from = from, address = &to),
                        words,
                    ));
                }
            }
        }
        Ok(causes)
    }
}
