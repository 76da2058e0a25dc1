//! Ways that stay inside a cluster, or begin at people and services around the mesh.
//!
//! They are the same in each cluster, so a row stands for all of them. Most firewalls never see
//! them; network policies do.

use meshwright_model::{Address, DataPlane, Exposure, Mesh, Role};

use super::{Flow, FlowEnd, FlowKind, Inside, STATUS_PORT, flows, has_workloads, runs_istiod};
use crate::CONTROL_PORTS;
use crate::facts::api_port;
use crate::istiod::discover::HBONE_PORT;

/// Ports of istiod and of proxies that only their own cluster sees.
const METRICS_OF_ISTIOD: u16 = 15014;
const READINESS_OF_ISTIOD: u16 = 8080;
const MERGED_METRICS: u16 = 15020;
const METRICS_OF_ENVOY: u16 = 15090;
const DNS: u16 = 53;
const HTTPS: u16 = 443;

/// Every way: those of [`flows`], then the ones inside of clusters and around the mesh, sorted
/// by kind, target and port.
pub fn all_flows(mesh: &Mesh) -> Vec<Flow> {
    let mut all = flows(mesh);
    all.extend(forward(mesh));
    all.extend(operate(mesh));
    if mesh.clusters.iter().any(runs_istiod) {
        all.extend(of_istiod(mesh));
    }
    all.extend(of_proxies(mesh));
    all.sort_by(|left, right| {
        let key = |flow: &Flow| (flow.kind, flow.to.clone(), flow.port, flow.from.clone());
        key(left).cmp(&key(right))
    });
    all
}

/// From each gateway to the pods of its network, in whatever cluster they are.
fn forward(mesh: &Mesh) -> Vec<Flow> {
    if !mesh.is_multi_network() {
        return Vec::new();
    }
    mesh.clusters()
        .filter(|(_, cluster)| has_workloads(cluster))
        .filter(|(_, cluster)| {
            let gateway = cluster.gateway.as_ref();
            gateway.is_some_and(|gateway| gateway.exposure != Exposure::None)
        })
        .flat_map(|(index, cluster)| {
            let forward = |port| {
                let (from, to) = (FlowEnd::Gateway(index), FlowEnd::Network(cluster.network));
                Flow::new(FlowKind::Forward, from, to, port)
            };
            let sidecar = mesh.has_sidecar_gateway(index).then(|| forward(None));
            let ambient = mesh
                .has_ambient_gateway(index)
                .then(|| forward(Some(HBONE_PORT)));
            sidecar.into_iter().chain(ambient)
        })
        .collect()
}

/// From whoever installs the mesh to every API server: one row for each port.
fn operate(mesh: &Mesh) -> Vec<Flow> {
    let mut by_port: std::collections::BTreeMap<u16, Vec<_>> = std::collections::BTreeMap::new();
    for (index, cluster) in mesh.clusters() {
        by_port.entry(api_port(cluster)).or_default().push(index);
    }
    by_port
        .into_iter()
        .map(|(port, clusters)| {
            Flow::new(
                FlowKind::Operate,
                FlowEnd::Each(Inside::Operators),
                FlowEnd::ApiServers(clusters),
                Some(port),
            )
        })
        .collect()
}

fn of_istiod(mesh: &Mesh) -> Vec<Flow> {
    let inside =
        |kind, from, to, port| Flow::new(kind, FlowEnd::Each(from), FlowEnd::Each(to), Some(port));
    let mut flows = vec![
        inside(
            FlowKind::Configuration,
            Inside::Proxies,
            Inside::Istiod,
            CONTROL_PORTS[0],
        ),
        inside(
            FlowKind::Readiness,
            Inside::Kubelets,
            Inside::Istiod,
            READINESS_OF_ISTIOD,
        ),
        inside(
            FlowKind::Metrics,
            Inside::Prometheus,
            Inside::Istiod,
            METRICS_OF_ISTIOD,
        )
        .optional(),
        inside(FlowKind::Keys, Inside::Istiod, Inside::KeyServers, HTTPS).optional(),
    ];
    let mut ports: Vec<u16> = mesh
        .clusters
        .iter()
        .filter(|cluster| runs_istiod(cluster))
        .map(api_port)
        .collect();
    ports.sort_unstable();
    ports.dedup();
    flows.extend(
        ports
            .into_iter()
            .map(|port| inside(FlowKind::OwnApi, Inside::Istiod, Inside::ApiServer, port)),
    );
    // G-DNS
    let is_named = mesh.clusters.iter().any(|cluster| {
        let gateway = cluster.gateway.as_ref();
        gateway.is_some_and(|gateway| {
            let mut addresses = gateway.addresses.iter();
            gateway.addresses.is_empty()
                || addresses.any(|address| matches!(address, Address::Hostname(_)))
        })
    });
    if is_named && mesh.is_multi_network() {
        flows.push(inside(
            FlowKind::Names,
            Inside::Istiod,
            Inside::NameServers,
            DNS,
        ));
    }
    for (index, cluster) in mesh.clusters() {
        let has_remotes = mesh.remotes_of(index).next().is_some();
        if runs_istiod(cluster) && has_remotes && cluster.gateway.is_some() {
            flows.extend(CONTROL_PORTS.map(|port| {
                Flow::new(
                    FlowKind::Exposure,
                    FlowEnd::Gateway(index),
                    FlowEnd::ControlPlane(index),
                    Some(port),
                )
            }));
        }
    }
    flows
}

fn of_proxies(mesh: &Mesh) -> Vec<Flow> {
    let has = |plane: DataPlane| {
        let mut clusters = mesh.clusters.iter().filter(|it| it.role != Role::External);
        clusters.any(|cluster| cluster.istio.data_plane == plane)
    };
    let inside =
        |kind, from, to, port| Flow::new(kind, FlowEnd::Each(from), FlowEnd::Each(to), Some(port));
    let mut flows = Vec::new();
    if has(DataPlane::Sidecar) {
        flows.extend([
            Flow::new(
                FlowKind::Calls,
                FlowEnd::Each(Inside::Proxies),
                FlowEnd::Each(Inside::Proxies),
                None,
            ),
            inside(
                FlowKind::Readiness,
                Inside::Kubelets,
                Inside::Proxies,
                STATUS_PORT,
            ),
            inside(
                FlowKind::Readiness,
                Inside::Kubelets,
                Inside::Proxies,
                MERGED_METRICS,
            ),
            inside(
                FlowKind::Metrics,
                Inside::Prometheus,
                Inside::Proxies,
                MERGED_METRICS,
            )
            .optional(),
            inside(
                FlowKind::Metrics,
                Inside::Prometheus,
                Inside::Proxies,
                METRICS_OF_ENVOY,
            )
            .optional(),
        ]);
    }
    if has(DataPlane::Ambient) {
        flows.extend([
            inside(
                FlowKind::Hbone,
                Inside::Ztunnels,
                Inside::Ztunnels,
                HBONE_PORT,
            ),
            inside(
                FlowKind::Readiness,
                Inside::Kubelets,
                Inside::Ztunnels,
                STATUS_PORT,
            ),
            inside(
                FlowKind::Metrics,
                Inside::Prometheus,
                Inside::Ztunnels,
                MERGED_METRICS,
            )
            .optional(),
        ]);
    }
    flows
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use meshwright_diag::{Language, Words};
    use meshwright_model::{DataPlane, Mesh};

    use super::all_flows;
    use crate::testing::{A, mesh, primary, primary_with_gateway, remote, two_networks};
    use crate::{WORDS, flows};

    fn told(mesh: &Mesh) -> BTreeSet<String> {
        let words = Words::new(Language::En, &[WORDS]);
        let rows = all_flows(mesh);
        rows.iter()
            .map(|flow| {
                let (from, to) = (flow.from.text(mesh), flow.to.target_text(mesh));
                let (from, to) = (words.say(&from), words.say(&to));
                let purpose = words.say(&flow.purpose);
                assert!(
                    !format!("{from}{to}{purpose}").contains("{$"),
                    "{from} {to}"
                );
                let port = flow
                    .port
                    .map_or_else(|| "any".to_owned(), |it| it.to_string());
                format!("{from} -> {to}:{port}")
            })
            .collect()
    }

    #[test]
    fn what_crosses_borders_comes_from_the_short_table() {
        let mesh = two_networks();
        let all = all_flows(&mesh);
        for flow in flows(&mesh) {
            assert!(all.contains(&flow), "{flow:?}");
        }
        let told = told(&mesh);
        assert!(told.contains("east-west gateway of `west` -> pods on network `net-2`:any"));
        assert!(told.contains("proxies of each cluster -> istiod of the own cluster:15012"));
        assert!(
            told.contains("istiod of each cluster -> its DNS servers:53"),
            "{told:#?}"
        );
    }

    #[test]
    fn one_network_forwards_nothing_and_asks_no_names() {
        let flat = mesh(vec![primary("east", 0), primary("west", 0)]);
        let told = told(&flat);
        assert!(
            !told
                .iter()
                .any(|row| row.contains("gateway") || row.ends_with(":53"))
        );
        assert!(
            told.contains("whoever installs the mesh -> API servers of `east` and `west`:6443")
        );
    }

    #[test]
    fn a_primary_with_remotes_passes_them_on_to_its_istiod() {
        let mesh = mesh(vec![primary_with_gateway("east", 0), remote("west", 0, A)]);
        let told = told(&mesh);
        for port in [15012, 15017] {
            let row = format!("east-west gateway of `east` -> istiod of `east`:{port}");
            assert!(told.contains(&row), "{told:#?}");
        }
    }

    #[test]
    fn ambient_meshes_tunnel() {
        let mut mesh = two_networks();
        for cluster in &mut mesh.clusters {
            cluster.istio.data_plane = DataPlane::Ambient;
        }
        let told = told(&mesh);
        assert!(told.contains("ztunnels of each cluster -> ztunnels of the own cluster:15008"));
        assert!(told.contains("east-west gateway of `east` -> pods on network `net-1`:15008"));
        assert!(!told.iter().any(|row| row.ends_with(":15090")));
    }
}
