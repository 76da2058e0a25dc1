//! What an istiod may see, and who may talk to it: remote secrets, tokens, and who leads a remote.
//!
//! Sources: `pkg/kube/multicluster/secretcontroller.go`,
//! `security/pkg/server/ca/authenticate/kubeauth/kube_jwt.go`, and
//! `pilot/pkg/serviceregistry/kube/controller/multicluster.go` of Istio 1.30.3.

use std::collections::{BTreeMap, BTreeSet};

use super::{IstiodFacts, Reason};

/// A Secret that may hold kubeconfigs of remote clusters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemoteSecret {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// The value of its label `istio/multiCluster`; empty for none.
    pub label: String,
    /// Its data: cluster ids and how their kubeconfigs log in.
    pub kubeconfigs: Vec<(String, Kubeconfig)>,
}

/// How a kubeconfig logs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kubeconfig {
    /// By a token or another way that needs no permission.
    Token,
    /// By something that [`is_accepted`] has to be told of, such as `exec`.
    Insecure(String),
    /// It cannot be read.
    Broken,
}

/// What an istiod makes of its remote secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registries {
    /// Its own cluster and those that it has a registry for.
    pub clusters: BTreeSet<String>,
    /// The secret that each remote cluster comes from.
    pub owner: BTreeMap<String, String>,
}

/// S-SECRET: the clusters that an istiod with these secrets sees.
///
/// `allowed` is `PILOT_INSECURE_MULTICLUSTER_KUBECONFIG_OPTIONS`.
pub fn registries(
    own_cluster: &str,
    system_namespace: &str,
    secrets: &[RemoteSecret],
    allowed: &[String],
) -> Registries {
    let mut found = Registries::default();
    found.clusters.insert(own_cluster.to_owned());
    for secret in secrets {
        if secret.namespace != system_namespace || secret.label != "true" {
            continue;
        }
        for (cluster, kubeconfig) in &secret.kubeconfigs {
            let is_taken = cluster == own_cluster || found.owner.contains_key(cluster);
            if is_taken || !is_accepted(kubeconfig, allowed) {
                continue;
            }
            found.clusters.insert(cluster.clone());
            found.owner.insert(cluster.clone(), secret.name.clone());
        }
    }
    found
}

/// S-KUBECONFIG: whether istiod uses the kubeconfig.
pub fn is_accepted(kubeconfig: &Kubeconfig, allowed: &[String]) -> bool {
    match kubeconfig {
        Kubeconfig::Token => true,
        Kubeconfig::Insecure(option) => allowed.contains(option),
        Kubeconfig::Broken => false,
    }
}

/// An istiod that a proxy logs in to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authenticator {
    /// Its `CLUSTER_ID`.
    pub cluster: String,
    /// Other names of its own cluster.
    pub aliases: Vec<String>,
    /// The clusters that it has secrets for, in their order.
    pub remotes: Vec<String>,
    /// The clusters whose API server does not answer.
    pub silent: BTreeSet<String>,
}

/// Why a proxy is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The code.
    pub reason: Reason,
    /// What istiod writes into its log.
    pub message: String,
}

/// S-AUTH: whether a proxy that runs in `runs_in` and claims `claimed` may log in.
///
/// # Errors
///
/// Says why not.
pub fn authenticate(istiod: &Authenticator, claimed: &str, runs_in: &str) -> Result<(), Refusal> {
    let is_own = claimed.is_empty()
        || claimed == istiod.cluster
        || istiod.aliases.iter().any(|alias| alias == claimed);
    let reviewer = if is_own {
        istiod.cluster.as_str()
    } else if istiod.remotes.iter().any(|remote| remote == claimed) {
        claimed
    } else {
        return Err(Refusal {
            reason: Reason::C01,
            message: format!(
                "client claims to be in cluster {claimed:?}, but we only know about local \
                 cluster {:?} and remote clusters [{}]",
                istiod.cluster,
                istiod.remotes.join(" ")
            ),
        });
    };
    // A token is good only for the API server that made it.
    if reviewer != runs_in || istiod.silent.contains(reviewer) {
        return Err(Refusal {
            reason: Reason::C02,
            message: format!("failed to validate the JWT from cluster {reviewer:?}"),
        });
    }
    Ok(())
}

/// What an istiod finds in a remote when it begins to watch it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemotePlace {
    /// Whether the cluster is the istiod's config cluster.
    pub is_config_cluster: bool,
    /// Whether the system namespace is there.
    pub has_system_namespace: bool,
    /// The annotation `topology.istio.io/controlPlaneClusters`.
    pub annotation: Option<String>,
}

/// S-LEAD: whether the istiod of `cluster` writes root certificate and `caBundle` there.
///
/// Decided once, when the remote is added; later changes need the secret added again or a restart.
pub fn leads(
    facts: IstiodFacts,
    cluster: &str,
    is_external_istiod: bool,
    remote: &RemotePlace,
) -> bool {
    if remote.is_config_cluster {
        return true;
    }
    if !is_external_istiod {
        return false;
    }
    if !facts.lead_annotation {
        return true;
    }
    let annotation = remote.annotation.as_deref().unwrap_or_default();
    // Blanks around the commas are part of the names.
    remote.has_system_namespace && annotation.split(',').any(|it| it == "*" || it == cluster)
}

#[cfg(test)]
mod tests {
    use super::{Authenticator, IstiodFacts, RemotePlace, authenticate, leads};

    #[test]
    fn blanks_in_the_annotation_are_part_of_the_name() {
        let ask = |annotation: &str| {
            let remote = RemotePlace {
                has_system_namespace: true,
                annotation: Some(annotation.to_owned()),
                ..RemotePlace::default()
            };
            leads(IstiodFacts::default(), "cluster1", true, &remote)
        };
        assert!(ask("cluster2,cluster1") && ask("*"));
        assert!(!ask("cluster2, cluster1") && !ask(""));
    }

    #[test]
    fn an_alias_means_the_own_cluster() {
        let istiod = Authenticator {
            cluster: "cluster1".to_owned(),
            aliases: vec!["old".to_owned()],
            ..Authenticator::default()
        };
        assert_eq!(authenticate(&istiod, "old", "cluster1"), Ok(()));
        assert!(authenticate(&istiod, "older", "cluster1").is_err());
    }
}
