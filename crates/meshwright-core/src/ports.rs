//! Commands that try whether a port is open.
//!
//! A probe runs where the traffic comes from: in a pod of the source's cluster, or on the machine
//! of whoever installs the mesh. It is there only where the topology knows the target's address.

use meshwright_graph::{Flow, FlowEnd, FlowKind};
use meshwright_model::{ClusterIndex, Mesh, Role};
use meshwright_render::shell::commands::kubectl;
use meshwright_render::shell::quote::quote;

/// Seconds that a probe waits.
const PATIENCE_S: u32 = 5;
/// Rows whose source is a set try at most this many clusters of it.
const TRIED: usize = 16;

/// The commands that try a flow; empty where no command can.
pub fn probes(mesh: &Mesh, flow: &Flow) -> Vec<String> {
    let Some(port) = flow.port else {
        return Vec::new();
    };
    let hosts = if flow.to.is_large(mesh) {
        Vec::new()
    } else {
        flow.to.addresses(mesh)
    };
    let mut commands = Vec::new();
    for host in hosts {
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let connect = format!("nc -z -v -w {PATIENCE_S} {} {port}", quote(host));
        if flow.kind == FlowKind::Operate {
            commands.push(connect);
            continue;
        }
        for cluster in sources(mesh, &flow.from).into_iter().take(TRIED) {
            commands.push(format!(
                "{} --namespace=default run meshwright-probe --rm --attach --quiet \
                 --restart=Never --image=busybox:1.36 --command -- {connect}",
                kubectl(&mesh[cluster])
            ));
        }
    }
    commands
}

/// The clusters in whose pods the traffic begins.
fn sources(mesh: &Mesh, end: &FlowEnd) -> Vec<ClusterIndex> {
    let with = |is_in: &dyn Fn(ClusterIndex) -> bool| -> Vec<ClusterIndex> {
        mesh.clusters()
            .map(|(index, _)| index)
            .filter(|&it| is_in(it))
            .collect()
    };
    let has_workloads = |it: ClusterIndex| mesh[it].role != Role::External;
    match end {
        FlowEnd::Pods(clusters) => clusters.clone(),
        FlowEnd::OtherNetworks(network) => {
            with(&|it| has_workloads(it) && mesh[it].network != *network)
        }
        FlowEnd::OtherControlPlanes(cluster) => {
            with(&|it| it != *cluster && !matches!(mesh[it].role, Role::Remote { .. }))
        }
        // API servers, kubelets and load balancers run no pods; pods have no addresses yet.
        FlowEnd::Network(_)
        | FlowEnd::ControlPlane(_)
        | FlowEnd::ApiServer(_)
        | FlowEnd::ApiServers(_)
        | FlowEnd::Gateway(_)
        | FlowEnd::LoadBalancer(_)
        | FlowEnd::IstiodAddress(_)
        | FlowEnd::Each(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use meshwright_graph::all_flows;

    use super::probes;
    use crate::{Options, compile};

    #[test]
    fn what_has_an_address_is_tried_from_where_it_is_called() {
        let text = "\
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata: {name: shop}
clusters:
  - name: east
    context: 'me@east'
    network: net-1
    eastWestGateway: {addresses: [203.0.113.21]}
  - name: west
    network: net-2
    apiServer: {url: 'https://192.0.2.12:6443'}
    eastWestGateway: {}
";
        let mesh = compile(text, &Options::default()).mesh.expect("a mesh");
        let mut commands: Vec<String> = all_flows(&mesh)
            .iter()
            .flat_map(|flow| probes(&mesh, flow))
            .collect();
        commands.sort();
        let run = "--namespace=default run meshwright-probe --rm --attach --quiet \
                   --restart=Never --image=busybox:1.36 --command --";
        assert_eq!(
            commands,
            [
                format!("kubectl --context=me@east {run} nc -z -v -w 5 192.0.2.12 6443"),
                format!("kubectl --context=west {run} nc -z -v -w 5 203.0.113.21 15443"),
                "nc -z -v -w 5 192.0.2.12 6443".to_owned(),
            ]
        );
    }
}
