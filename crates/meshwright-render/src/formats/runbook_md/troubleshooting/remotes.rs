//! Pods of remotes that are refused or not ready: they have no lists at all.

use meshwright_catalog as catalog;
use meshwright_diag::text;
use meshwright_graph::CONTROL_PORTS;
use meshwright_model::{Address, ClusterIndex, Role};
use meshwright_plan::istio::{self, SAMPLE_NAMESPACE};
use meshwright_plan::{StepId, StepKind};

use super::{Mending, Table};

impl Mending<'_> {
    /// What may happen to pods of a remote; `None` for another role.
    pub(super) fn remote(&self, remote: ClusterIndex) -> Option<Table> {
        let mesh = self.mesh;
        let cluster = &mesh[remote];
        let Role::Remote { .. } = cluster.role else {
            return None;
        };
        let istiod = mesh.control_plane_of(remote)?;
        let primary = &mesh[istiod].name;
        let own = mesh.config_cluster_of(istiod).unwrap_or(istiod);
        let release = catalog::resolve(&cluster.istio.version).release;
        let sample = self.kubectl(remote, SAMPLE_NAMESPACE);
        let again = format!("{sample} rollout restart deployment");
        let mut rows = Vec::new();
        // An istiod of the remote's own writes its webhooks and roots itself.
        let has_own_istiod = *release.remote().local_istiod.value();
        if !has_own_istiod || mesh.external_of(remote).is_some() {
            rows.push(text!(
                "trouble-refused",
                cluster = &cluster.name,
                primary = primary,
                events = format!("{sample} get events"),
                restart = self.restart(istiod),
                again = &again
            ));
        }
        let [discovery, injection] = CONTROL_PORTS;
        // Where istiod has a name of its own for remotes, it comes without the revision.
        let service = match release.remote().discovery_service.value().as_str() {
            "istiod" => istio::istiod(istio::revision(mesh, remote).as_ref()),
            other => other.to_owned(),
        };
        rows.push(text!(
            "trouble-unready",
            cluster = &cluster.name,
            primary = primary,
            service = format!(
                "{} get service,endpointslices",
                self.kubectl_of_system(remote)
            ),
            name = service,
            address = self.door(istiod),
            discovery = discovery,
            injection = injection,
            steps = self.steps(&[StepId::of(&cluster.name, StepKind::ControlPlane)])
        ));
        if own != remote {
            rows.push(text!(
                "trouble-unknown",
                cluster = &cluster.name,
                primary = primary,
                steps = self.steps(&[
                    StepId::of(&cluster.name, StepKind::RemoteSecret),
                    StepId::mesh(StepKind::RemoteSecrets),
                    StepId::of(primary, StepKind::Attach),
                    StepId::of(&mesh[own].name, StepKind::Attach),
                ])
            ));
        }
        Some(Table {
            title: text!("trouble-remote", cluster = &cluster.name, primary = primary),
            lead: None,
            rows,
        })
    }

    /// Where remotes find an istiod, in words.
    fn door(&self, istiod: ClusterIndex) -> meshwright_diag::Text {
        let cluster = &self.mesh[istiod];
        let gateway = cluster.gateway.iter().flat_map(|it| &it.addresses);
        let written = cluster.istiod.address.iter().chain(gateway).next();
        match written.map(Address::to_string) {
            Some(address) => text!("trouble-door", address = address),
            None if cluster.role == Role::External => {
                text!("trouble-door-front", cluster = &cluster.name)
            }
            None => text!("trouble-door-learned", cluster = &cluster.name),
        }
    }
}
