//! How certificates are replaced in a mesh that goes on working: stages and their order.
//!
//! Under the same root nothing has an order. A new root has one: everybody has to trust both
//! roots before anybody signs with the new one, and nobody may sign with the old one when it
//! stops being trusted. Source: istio/istio `tests/integration/security/cacert_rotation` and
//! `pilot/pkg/bootstrap/istio_ca.go` @1.30.3.

use meshwright_diag::{Text, text};

use crate::Cacerts;

/// What is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// The signing certificates, under the same root.
    Intermediates,
    /// The root, and with it everything.
    Root,
}

/// How the istiod of one cluster takes up changed files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reload {
    /// A new signing certificate under the same root counts without a restart.
    pub intermediate: bool,
    /// A new bundle of roots counts without a restart, several roots switched on.
    pub root: bool,
}

/// A cluster whose certificates are replaced.
#[derive(Clone, Debug)]
pub struct RotationCluster {
    /// Its name.
    pub name: String,
    /// How its istiod takes up changed files.
    pub reload: Reload,
}

/// One stage: all clusters finish it before any begins the next.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its name in folders and in JSON.
    pub id: &'static str,
    /// What is done.
    pub title: Text,
    /// Why, and why at this place of the order.
    pub why: Text,
    /// When it is done.
    pub done_when: Text,
    /// What is done in each cluster, in this order.
    pub actions: Vec<Action>,
    /// The clusters, in groups: those of one group at the same time, each group after the one
    /// before it has been looked at.
    pub waves: Vec<Vec<String>>,
}

/// Something done in one cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Set what makes istiod and proxies take several roots.
    AllowSeveralRoots,
    /// Apply the stage's Secret `cacerts`.
    ApplySecret,
    /// Restart istiod, where it does not take up the change by itself.
    RestartIstiod,
    /// Restart gateways and workloads.
    RestartWorkloads,
    /// Compare the roots that proxies trust.
    CompareRoots,
}

impl Action {
    /// Its name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AllowSeveralRoots => "allow-several-roots",
            Self::ApplySecret => "apply-secret",
            Self::RestartIstiod => "restart-istiod",
            Self::RestartWorkloads => "restart-workloads",
            Self::CompareRoots => "compare-roots",
        }
    }
}

/// The stage in which everybody trusts both roots.
pub const TRUST_BOTH: &str = "1-trust-both";
/// The stage in which everybody signs with the new root.
pub const SIGN_WITH_NEW: &str = "2-sign-with-new";
/// The stage in which nobody trusts the old root.
pub const TRUST_NEW: &str = "3-trust-new";

/// The stages of a rotation, in their order.
pub fn stages(rotation: Rotation, clusters: &[RotationCluster]) -> Vec<Stage> {
    let restart = |by_itself: fn(Reload) -> bool| {
        let needed = clusters.iter().any(|cluster| !by_itself(cluster.reload));
        needed.then_some(Action::RestartIstiod)
    };
    match rotation {
        Rotation::Intermediates => {
            let mut actions = vec![Action::ApplySecret];
            actions.extend(restart(|reload| reload.intermediate));
            actions.push(Action::CompareRoots);
            vec![Stage {
                id: "1-sign-with-new",
                title: text!("rotate-intermediates"),
                why: text!("rotate-intermediates.why"),
                done_when: text!("rotate-intermediates.done"),
                actions,
                waves: one_first(clusters),
            }]
        }
        Rotation::Root => {
            let put = || {
                let mut actions = vec![Action::ApplySecret];
                actions.extend(restart(|reload| reload.root));
                actions
            };
            let all_at_once = || vec![names(clusters)];
            vec![
                Stage {
                    id: "0-allow-both",
                    title: text!("rotate-allow"),
                    why: text!("rotate-allow.why"),
                    done_when: text!("rotate-allow.done"),
                    actions: vec![
                        Action::AllowSeveralRoots,
                        Action::RestartIstiod,
                        Action::RestartWorkloads,
                    ],
                    waves: one_first(clusters),
                },
                Stage {
                    id: TRUST_BOTH,
                    title: text!("rotate-trust-both"),
                    why: text!("rotate-trust-both.why"),
                    done_when: text!("rotate-trust-both.done"),
                    actions: [put(), vec![Action::CompareRoots]].concat(),
                    waves: all_at_once(),
                },
                Stage {
                    id: SIGN_WITH_NEW,
                    title: text!("rotate-sign"),
                    why: text!("rotate-sign.why"),
                    done_when: text!("rotate-sign.done"),
                    actions: [put(), vec![Action::CompareRoots]].concat(),
                    waves: one_first(clusters),
                },
                Stage {
                    id: TRUST_NEW,
                    title: text!("rotate-trust-new"),
                    why: text!("rotate-trust-new.why"),
                    done_when: text!("rotate-trust-new.done"),
                    actions: [put(), vec![Action::CompareRoots]].concat(),
                    waves: one_first(clusters),
                },
            ]
        }
    }
}

/// What stands in `cacerts` of one cluster at a stage of a root's rotation; `None` for a stage
/// that changes no file.
///
/// The new root is appended, for releases before 1.30 take only a bundle that begins with the
/// old one, and it is there twice while the new one signs: workloads renew their certificates
/// when the bytes of the bundle change, not when the signer does.
pub fn files_at(stage: &str, old: &Cacerts, new: &Cacerts) -> Option<Cacerts> {
    let (a, b) = (&old.root_cert, &new.root_cert);
    let (signer, root_cert) = match stage {
        TRUST_BOTH => (old, format!("{a}{b}")),
        SIGN_WITH_NEW => (new, format!("{a}{b}{b}")),
        TRUST_NEW => (new, b.clone()),
        _ => return None,
    };
    Some(Cacerts {
        ca_cert: signer.ca_cert.clone(),
        ca_key: signer.ca_key.clone(),
        cert_chain: signer.cert_chain.clone(),
        root_cert,
    })
}

fn one_first(clusters: &[RotationCluster]) -> Vec<Vec<String>> {
    let names = names(clusters);
    match names.split_first() {
        Some((first, rest)) if !rest.is_empty() => vec![vec![first.clone()], rest.to_vec()],
        _ => vec![names],
    }
}

fn names(clusters: &[RotationCluster]) -> Vec<String> {
    clusters
        .iter()
        .map(|cluster| cluster.name.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use meshwright_model::KeyAlgorithm;

    use super::{Action, Reload, Rotation, RotationCluster, files_at, stages};
    use crate::{Bundle, Cacerts, CheckOptions, Istiod, Moment, Root, Seed, check};

    fn clusters(reload: bool) -> Vec<RotationCluster> {
        let names = ["west", "east", "south"];
        names
            .map(|name| RotationCluster {
                name: name.to_owned(),
                reload: Reload {
                    intermediate: reload,
                    root: reload,
                },
            })
            .to_vec()
    }

    fn cacerts(seed: u8, cluster: &str) -> Cacerts {
        let (seed, now) = (Seed::new([seed; 32]), Moment::from_unix(1_800_000_000));
        let root =
            Root::new("shop", KeyAlgorithm::EcdsaP256, &seed, now).expect("it is in the build");
        root.issue("shop", cluster, KeyAlgorithm::EcdsaP256, &seed, now)
            .expect("it is valid")
    }

    #[test]
    fn at_every_moment_of_a_root_s_rotation_all_clusters_trust_each_other() {
        let clusters = clusters(true);
        // What each cluster has, stage after stage and cluster after cluster.
        let mut mesh: Vec<Cacerts> = clusters.iter().map(|one| cacerts(1, &one.name)).collect();
        let mut n_moments = 0;
        for stage in stages(Rotation::Root, &clusters) {
            for (place, cluster) in clusters.iter().enumerate() {
                let (old, new) = (cacerts(1, &cluster.name), cacerts(2, &cluster.name));
                if let Some(files) = files_at(stage.id, &old, &new) {
                    mesh[place] = files;
                }
                let bundles: Vec<Bundle> = clusters
                    .iter()
                    .zip(&mesh)
                    .map(|(cluster, files)| Bundle::of(&cluster.name, files, Istiod::default()))
                    .collect();
                let now = Moment::from_unix(1_800_000_000);
                assert_eq!(check(&bundles, &CheckOptions { now }), [], "{}", stage.id);
                n_moments += 1;
            }
        }
        assert_eq!(n_moments, 12);
        assert!(
            mesh.iter()
                .all(|files| files.root_cert == cacerts(2, "west").root_cert)
        );
    }

    #[test]
    fn going_straight_to_the_new_root_breaks_the_mesh() {
        let bundles = [cacerts(1, "west"), cacerts(2, "east")];
        let names = ["west", "east"];
        let bundles: Vec<Bundle> = names
            .into_iter()
            .zip(&bundles)
            .map(|(name, files)| Bundle::of(name, files, Istiod::default()))
            .collect();
        let now = Moment::from_unix(1_800_000_000);
        assert_eq!(
            check(&bundles, &CheckOptions { now })[0].rule.code.0,
            "TRU201"
        );
    }

    #[test]
    fn istiod_is_restarted_where_it_does_not_take_up_files_by_itself() {
        for (reload, restarts) in [(true, 0), (false, 1)] {
            let stages = stages(Rotation::Intermediates, &clusters(reload));
            let actions = stages.iter().flat_map(|stage| &stage.actions);
            let found = actions
                .filter(|action| **action == Action::RestartIstiod)
                .count();
            assert_eq!(found, restarts);
        }
    }

    #[test]
    fn one_cluster_goes_first() {
        let stages = stages(Rotation::Intermediates, &clusters(true));
        let expected: [&[&str]; 2] = [&["west"], &["east", "south"]];
        assert_eq!(stages[0].waves, expected);
    }
}
