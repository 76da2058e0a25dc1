//! Requests of every client at once, and pods that are killed and brought back meanwhile.

use std::net::SocketAddr;
use std::time::Duration;

use super::ask::{Answer, Ask};
use super::pod::Order;
use super::running::start;
use super::workload::Workload;
use super::{PATIENCE, Traffic};
use crate::trouble::Trouble;

/// Requests of every client at once.
pub(super) struct Load {
    pub(super) service: String,
    pub(super) port: u16,
    pub(super) lasts: Duration,
}

/// How long a client waits between two requests under load, in milliseconds.
const PAUSE: u64 = 20;

impl Traffic<'_> {
    /// Lets every client ask, but for the one of the cluster at `but`; which ones do.
    pub(super) fn begin(&mut self, load: &Load, but: Option<usize>) -> Result<Vec<usize>, Trouble> {
        let lasts = u64::try_from(load.lasts.as_millis()).unwrap_or(u64::MAX);
        let mut asking = Vec::new();
        for place in 0..self.pods.len() {
            let Some(pod) = self.pods.get(place).map(|it| &it.workload) else {
                continue;
            };
            if !pod.is_client() || Some(pod.cluster) == but {
                continue;
            }
            let Some(to) = self.resolve(pod.cluster, &load.service) else {
                continue;
            };
            let order = Order::Ask(Ask {
                to: SocketAddr::new(to, load.port),
                host: format!("{}:{}", load.service, load.port),
                count: u32::MAX,
                patience: PATIENCE,
                gives_up_after: u32::MAX,
                pause: PAUSE,
                lasts,
            });
            if let Some(pod) = self.pods.get_mut(place) {
                pod.send(&order)?;
                asking.push(place);
            }
        }
        Ok(asking)
    }

    /// What those that ask have heard, by the name of their cluster.
    pub(super) fn end(
        &mut self,
        asking: Vec<usize>,
    ) -> Result<Vec<(String, Vec<Answer>)>, Trouble> {
        let mut heard = Vec::new();
        for place in asking {
            if let Some(pod) = self.pods.get_mut(place) {
                let answers = pod.hear()?;
                let cluster = self.stage.clusters().get(pod.workload.cluster);
                heard.push((
                    cluster.map_or_else(String::new, |it| it.name.clone()),
                    answers,
                ));
            }
        }
        Ok(heard)
    }

    /// Kills the pods that `is_meant`, with their namespaces; their places.
    pub(super) fn kill(
        &mut self,
        is_meant: impl Fn(&Workload) -> bool,
    ) -> Result<Vec<usize>, Trouble> {
        let mut killed = Vec::new();
        for (place, pod) in self.pods.iter_mut().enumerate() {
            if is_meant(&pod.workload) {
                pod.kill();
                self.wires.refuse(&pod.workload.ip, true)?;
                killed.push(place);
            }
        }
        Ok(killed)
    }

    /// Starts the pods at these places again, and waits until they are ready.
    pub(super) fn revive(&mut self, killed: &[usize]) -> Result<(), Trouble> {
        for &place in killed {
            let Some(pod) = self.pods.get_mut(place) else {
                continue;
            };
            let workload = pod.workload.clone();
            let Some(cluster) = self.stage.clusters().get(workload.cluster) else {
                continue;
            };
            self.wires.refuse(&workload.ip, false)?;
            self.n_wires += 1;
            let running = start(self.world, cluster, workload, self.n_wires, &self.program)?;
            self.wires
                .connect(self.n_wires, &running.process, &running.workload.ip)?;
            *pod = running;
        }
        self.bring_up()
    }
}
