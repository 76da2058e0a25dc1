//! What is wrong in a mesh although its topology is right, and what lists and requests show of it.

use meshwright_diag::{Language, Words};
use meshwright_model::{ClusterIndex, Mesh};

use super::only;
use crate::istiod::IstiodFacts;
use crate::predict::{Fault, Predictor};
use crate::testing::{A, B, C, mesh, primary, primary_with_gateway, remote, two_networks};
use crate::{MeshGraph, WORDS};

/// The entries and gaps of a caller's list, in words.
fn told(mesh: &Mesh, caller: ClusterIndex, fault: Fault, facts: IstiodFacts) -> Vec<String> {
    let graph = MeshGraph::build(mesh);
    let predictor = Predictor::new(mesh, &graph, |_| facts).with(fault);
    let words = Words::new(Language::En, &[WORDS]);
    let list = only(predictor.lists(caller));
    let entries = list
        .entries
        .iter()
        .map(|it| predictor.entry_text(&list, it));
    let missing = list.missing.iter();
    let missing = missing.map(|it| predictor.missing_text(&list, it));
    entries.chain(missing).map(|it| words.say(&it)).collect()
}

/// What the caller in A is told of B, in two networks.
fn of_the_other(fault: Fault) -> String {
    let told = told(&two_networks(), A, fault, IstiodFacts::default());
    told.last().cloned().unwrap_or_default()
}

#[test]
fn each_fault_is_told_by_its_reason() {
    let without_secret = Fault::NoRemoteSecret { istiod: A, of: B };
    for (fault, wanted) in [
        (
            Fault::OtherRoot(B),
            "gateway of `west`, to pods of `west`; requests break: \
             caller and called have no root in common",
        ),
        (
            Fault::OtherTrustDomain(B),
            "gateway of `west`, to pods of `west`; requests break: \
             the trust domain of the caller is not accepted",
        ),
        (
            Fault::NoNetworkLabel(B),
            "raw pod address of `west` on another network, because no gateway is known: \
             the istiod of `east` sees no gateway of network `net-2`",
        ),
        (
            without_secret,
            "nothing of `west`: istiod does not see the cluster",
        ),
        (
            Fault::NoSidecar(B),
            "nothing of `west`: no mutual TLS of Istio, which requests across networks need",
        ),
        (
            Fault::OtherPortName(B),
            "nothing of `west`: the port has another name there",
        ),
    ] {
        assert_eq!(of_the_other(fault), wanted, "{fault:?}");
    }
}

#[test]
fn a_fault_of_one_side_leaves_the_other_as_it_is() {
    let whole = "gateway of `east`, to pods of `east`";
    for fault in [
        Fault::NoNetworkLabel(B),
        Fault::NoRemoteSecret { istiod: A, of: B },
        Fault::NoSidecar(B),
    ] {
        let told = told(&two_networks(), B, fault, IstiodFacts::default());
        assert!(told.contains(&whole.to_owned()), "{fault:?}: {told:?}");
    }
    // Roots, trust domains and names differ for both.
    for fault in [
        Fault::OtherRoot(B),
        Fault::OtherTrustDomain(B),
        Fault::OtherPortName(B),
    ] {
        let told = told(&two_networks(), B, fault, IstiodFacts::default());
        assert!(!told.contains(&whole.to_owned()), "{fault:?}: {told:?}");
    }
}

#[test]
fn old_istiods_expect_their_own_trust_domain_of_everyone() {
    let old = IstiodFacts::from_keys(|key| key != "remote-trust-domain");
    let told = told(&two_networks(), A, Fault::OtherTrustDomain(B), old);
    assert!(
        told[1].ends_with("the caller expects another identity"),
        "{told:?}"
    );
}

#[test]
fn on_one_network_a_pod_without_sidecar_is_called_in_plain_text() {
    let mesh = mesh(vec![primary("east", 0), primary("west", 0)]);
    let graph = MeshGraph::build(&mesh);
    let predictor = Predictor::new(&mesh, &graph, |_| IstiodFacts::default());
    let list = only(predictor.with(Fault::NoSidecar(B)).lists(A));
    let secure: Vec<bool> = list.entries.iter().map(|it| it.is_secure).collect();
    assert_eq!(secure, [true, false]);
    assert!((list.share - 1.0).abs() < 1e-9);
}

#[test]
fn a_remote_has_the_root_of_its_primary() {
    let mesh = mesh(vec![primary_with_gateway("east", 0), remote("north", 0, A)]);
    let told = told(&mesh, A, Fault::OtherRoot(A), IstiodFacts::default());
    assert!(told.iter().all(|it| !it.contains("break")), "{told:?}");
}

#[test]
fn a_gateway_has_no_pods_of_a_cluster_that_its_istiod_does_not_see() {
    let mesh = mesh(vec![
        primary_with_gateway("east", 0),
        primary_with_gateway("west", 1),
        primary("north", 1),
    ]);
    let fault = Fault::NoRemoteSecret { istiod: B, of: C };
    let told = told(&mesh, A, fault, IstiodFacts::default());
    assert!(
        told.iter()
            .any(|it| it.ends_with("the gateway has no endpoint")),
        "{told:?}"
    );
}
