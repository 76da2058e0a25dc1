//! From a [`Topology`] to a [`Mesh`], and back to a topology with nothing left implicit.
//!
//! Resolving looks references up and fills defaults in. What cannot be resolved is reported and
//! left out, so that the mesh is always usable; whether it makes sense is not asked here.

mod cluster;
pub mod defaults;
mod expect;
mod explicit;
mod mesh;
mod names;
mod places;
mod policy;
mod role;
mod service;

pub use explicit::explicit;

use meshwright_diag::{Finding, ModelPath, args, path};

use crate::collect::{Collector, Suggester};
use crate::document::{List, Topology};
use crate::limits;
use crate::mesh::Mesh;
use crate::names::{MeshId, MeshName, TrustDomain};
use crate::rules::{NO_CLUSTERS, TOO_MANY};

/// What `topology` means: references looked up, defaults filled in, the rest reported.
///
/// The findings name places of the document; [`SourceMap::locate`](crate::SourceMap::locate)
/// finds them in its text.
pub fn resolve(topology: &Topology) -> (Mesh, Vec<Finding>) {
    let mut cx = Resolver::default();
    let names = names::collect(topology, &mut cx);
    let clusters = cluster::resolve_all(topology, &names, &mut cx);
    let mesh_section = topology.mesh.as_ref();
    let mesh = Mesh {
        name: topology.metadata.as_ref().map_or_else(
            || defaults::name(MeshName::parse, "mesh"),
            |metadata| metadata.name.clone(),
        ),
        id: mesh_section
            .and_then(|mesh| mesh.id.clone())
            .unwrap_or_else(|| defaults::name(MeshId::parse, defaults::MESH_ID)),
        trust_domain: mesh_section
            .and_then(|mesh| mesh.trust_domain.clone())
            .unwrap_or_else(|| defaults::name(TrustDomain::parse, defaults::DOMAIN)),
        dns_capture: mesh_section
            .and_then(|mesh| mesh.dns.as_ref()?.capture)
            .unwrap_or(defaults::DNS_CAPTURE),
        ca: mesh::ca(mesh_section.and_then(|mesh| mesh.ca.as_ref())),
        networks: names.networks_of(&clusters),
        clusters,
        connectivity: places::connectivity(topology, &names, &mut cx),
        services: service::resolve_all(topology, &names, &mut cx),
        expectations: expect::resolve_all(topology, &names, &mut cx),
        allows: policy::resolve_all(topology, &mut cx),
    };
    places::view(topology, &names, &mut cx);
    count_clusters(topology, &mesh, &mut cx);
    (mesh, cx.findings.finish())
}

impl Topology {
    /// See [`resolve`].
    pub fn resolve(&self) -> (Mesh, Vec<Finding>) {
        resolve(self)
    }
}

/// What is carried along while resolving.
#[derive(Default)]
pub(crate) struct Resolver {
    findings: Collector,
    suggester: Suggester,
}

fn count_clusters(topology: &Topology, mesh: &Mesh, cx: &mut Resolver) {
    let left_out = topology.clusters.as_ref().is_some_and(List::is_incomplete);
    if mesh.clusters.is_empty() && !left_out {
        cx.findings
            .push(Finding::new(NO_CLUSTERS, path!("clusters"), args![]));
    }
    if mesh.clusters.len() > limits::CLUSTERS.most {
        let args = args![count = mesh.clusters.len(), most = limits::CLUSTERS.most];
        cx.findings
            .push(Finding::new(TOO_MANY, path!("clusters"), args).case("clusters"));
    }
}

/// The path of an element: its name, or its index for the second of two with one name.
fn element_path(list: &ModelPath, name: Option<&str>, place: usize) -> ModelPath {
    match name {
        Some(name) => list.join(name),
        None => list.join(format_args!("#{place}")),
    }
}
