//! Whose certificates are believed.

use meshwright_model::CaKind;

use crate::testing::{A, B, C, mesh, primary, primary_with_gateway, remote};
use crate::{Authority, Broken, MeshGraph, Reach, Trust};

#[test]
fn self_signed_primaries_do_not_trust_each_other_but_their_remotes() {
    let mut mesh = mesh(vec![
        primary_with_gateway("east", 0),
        primary("west", 0),
        remote("north", 0, A),
    ]);
    mesh.ca.kind = CaKind::SelfSigned;
    let graph = MeshGraph::build(&mesh);
    assert_eq!(
        graph.trusts(A, B),
        Trust::Apart {
            left: Authority::SelfSigned(A),
            right: Authority::SelfSigned(B),
        }
    );
    assert_eq!(
        graph.reach(B, A),
        Reach::Broken(Broken::NotTrusted { from: B, to: A })
    );
    assert_eq!(graph.reach(A, C), Reach::Direct);
    assert_eq!(graph.reach(C, A), Reach::Direct);
    assert!(!graph.reach(B, C).arrives());
    for kind in [CaKind::PluggedIn, CaKind::CertManager] {
        mesh.ca.kind = kind;
        let graph = MeshGraph::build(&mesh);
        assert_eq!(graph.trusts(A, B), Trust::Shared(Authority::Mesh));
        assert_eq!(graph.reach(A, B), Reach::Direct);
    }
}
