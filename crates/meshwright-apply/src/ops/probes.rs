//! Looks that a plan asks for: is the cluster fit, is the mesh together, who answers?

use meshwright_core::catalog;
use meshwright_core::catalog::facts::names::{OWNING_RESOURCE_LABEL, ROOT_CONFIG_MAP};
use meshwright_core::diag::{Text, text};
use meshwright_core::model::ClusterName;
use meshwright_core::pki::Certificate;
use meshwright_core::plan::Probe;
use meshwright_core::plan::istio::{SAMPLE_NAMESPACE, SYSTEM_NAMESPACE};
use meshwright_core::plan::manifest::SampleServices;
use meshwright_core::plan::owner::owners;
use serde_json::Value;

use super::at::At;
use super::trust::data;
use crate::compare::name;
use crate::executor::Poll;
use crate::outcome::{Cause, Failure};
use crate::tools::Effect;

impl At<'_> {
    /// Looks, and waits where it is worth waiting.
    pub(crate) fn probe(&self, probe: &Probe) -> Result<(), Failure> {
        match probe {
            Probe::Cluster => self.probe_cluster(),
            Probe::SailOperator => {
                let kind = "customresourcedefinitions";
                let is_there = self.get("", kind, "istios.sailoperator.io")?.is_some();
                hold(is_there, || {
                    text!("apply-no-operator", cluster = &self.cluster.name)
                })
            }
            Probe::FrontCertificate { secret, host } => {
                let secret = self.get(SYSTEM_NAMESPACE, "secrets", secret.as_str())?;
                self.probe_host(secret.as_ref(), host).map(drop)
            }
            Probe::NodeAddresses { selector } => {
                let nodes = self.list("", "nodes", selector)?;
                hold(nodes.iter().any(has_external_ip), || {
                    text!("apply-no-node-address", cluster = &self.cluster.name)
                })
            }
            Probe::HostName { host } => self.watch.poll(|| {
                Ok(if resolves(host) {
                    Poll::Ready(())
                } else {
                    Poll::Pending(text!("wait-name", name = host))
                })
            }),
            Probe::GatewayCertificate { secret, host } => {
                let secret = self.get(self.system, "secrets", secret.as_str())?;
                let certificate = self.probe_host(secret.as_ref(), host)?;
                self.probe_authority(&certificate, host)
            }
            Probe::RemoteClusters { others } => self.probe_sync(*others),
            Probe::Samples => Ok(()),
            Probe::Requests { answered_by } => self.probe_requests(answered_by),
            Probe::Traffic { kinds, spreads } => self.probe_traffic(kinds, *spreads),
        }
    }

    /// The API server is ready, and nobody else's Istio is in the way.
    fn probe_cluster(&self) -> Result<(), Failure> {
        self.succeed(&self.kubectl("", &["get", "--raw=/readyz"], Effect::Reads))?;
        let cluster = &self.cluster.name;
        let owners = owners(self.executor.mesh, self.cluster, self.system);
        let mut unnamed = Vec::new();
        for (revision, _) in owners {
            let selector = format!(
                "{OWNING_RESOURCE_LABEL} in (unknown,installed-state,installed-state-{revision})"
            );
            let found = self.list("", "deployments.apps", &selector)?;
            // Older charts carry the label, too.
            unnamed.extend(found.iter().filter(|it| by_helm(it).is_none()).map(name));
        }
        unnamed.dedup();
        hold(unnamed.is_empty(), || {
            text!(
                "apply-unnamed-installation",
                cluster = cluster,
                found = unnamed
            )
        })?;
        let foreign = self.foreign_istiods()?;
        hold(foreign.is_empty(), || {
            text!(
                "apply-foreign-installation",
                cluster = cluster,
                found = foreign
            )
        })
    }

    fn foreign_istiods(&self) -> Result<Vec<String>, Failure> {
        let owners = owners(self.executor.mesh, self.cluster, self.system);
        let mut foreign = Vec::new();
        for (revision, owners) in owners {
            let selector = format!("app=istiod,istio.io/rev={revision}");
            for object in self.list("", "deployments.apps", &selector)? {
                if !owners.contains(&owner_of(&object, &revision)) {
                    foreign.push(name(&object));
                }
            }
        }
        Ok(foreign)
    }

    /// The certificate in a Secret for TLS covers a host name.
    fn probe_host(&self, secret: Option<&Value>, host: &str) -> Result<Certificate, Failure> {
        let cluster = &self.cluster.name;
        let certificate = secret
            .and_then(|secret| data(secret, "tls.crt"))
            .and_then(|pem| Certificate::from_pem(pem.as_bytes()).ok());
        let Some(certificate) = certificate else {
            return Err(Failure::contradiction(text!(
                "apply-no-host-certificate",
                cluster = cluster,
                host = host
            )));
        };
        let covers = certificate.dns_names.iter().any(|name| covers(name, host));
        hold(covers, || {
            text!("apply-other-host", cluster = cluster, host = host)
        })?;
        Ok(certificate)
    }

    /// A certificate comes from the root that the cluster's workloads trust.
    fn probe_authority(&self, certificate: &Certificate, host: &str) -> Result<(), Failure> {
        let cluster = &self.cluster.name;
        let roots = self.get(self.system, "configmaps", ROOT_CONFIG_MAP)?;
        let roots = roots
            .as_ref()
            .and_then(|map| map.get("data")?.get("root-cert.pem")?.as_str())
            .map(|pem| Certificate::all_from_pem(pem.as_bytes()))
            .unwrap_or_default();
        let is_known = roots.iter().any(|root| {
            root.subject_key_identifier.is_some()
                && root.subject_key_identifier == certificate.authority_key_identifier
        });
        // An intermediate between the two is not followed: its Secret may not hold it.
        hold(is_known || roots.is_empty(), || {
            text!("apply-other-authority", cluster = cluster, host = host)
        })
    }

    /// The istiods call every other cluster synced. That alone proves nothing of endpoints:
    /// requests and endpoint lists are compared for that.
    fn probe_sync(&self, others: usize) -> Result<(), Failure> {
        self.watch.poll(|| {
            let (synced, table) = self.synced()?;
            Ok(if synced.len() >= others {
                Poll::Ready(())
            } else {
                Poll::Pending(text!(
                    "wait-sync",
                    synced = synced.len(),
                    others = others,
                    table = table
                ))
            })
        })
    }

    /// The clusters that every istiod calls synced, and the rows of those that some does not.
    pub(crate) fn synced(&self) -> Result<(Vec<String>, String), Failure> {
        let release = catalog::resolve(&self.cluster.istio.version).release;
        let Some(mut words) = release.istioctl().remote_clusters.value().clone() else {
            return Ok((Vec::new(), String::new()));
        };
        words.extend(self.access());
        if self.system != SYSTEM_NAMESPACE {
            words.push(format!("--istioNamespace={}", self.system));
        }
        let call = self.istioctl(words, Effect::Reads);
        let said = match self.succeed(&call) {
            Ok(said) => said,
            // An istiod that has just begun does not answer yet.
            Err(failure) if failure.cause == Cause::Refused => {
                return Ok((Vec::new(), failure.detail));
            }
            Err(failure) => return Err(failure),
        };
        Ok(read_table(&said.text()))
    }

    fn probe_requests(&self, answered_by: &[ClusterName]) -> Result<(), Failure> {
        for cluster in answered_by {
            self.watch.poll(|| {
                let answer = self.request(cluster)?;
                Ok(if is_answer_of(&answer, cluster) {
                    Poll::Ready(())
                } else {
                    Poll::Pending(text!(
                        "wait-answer",
                        from = &self.cluster.name,
                        to = cluster,
                        said = answer
                    ))
                })
            })?;
        }
        Ok(())
    }

    /// Asks the sample server of a cluster; what is answered, safe to show.
    pub(crate) fn request(&self, cluster: &ClusterName) -> Result<String, Failure> {
        let url = format!(
            "http://{}.{SAMPLE_NAMESPACE}:5000/hello",
            SampleServices::service(cluster)
        );
        let words = [
            "exec",
            "deployment/curl",
            "--container=curl",
            "--",
            "curl",
            "--silent",
            "--show-error",
            "--max-time",
            "10",
            &url,
        ];
        let said = self.ask(&self.kubectl(SAMPLE_NAMESPACE, &words, Effect::Reads))?;
        let text = if said.is_well() {
            said.text().to_string()
        } else {
            said.complaints.clone()
        };
        if !said.is_well() && crate::program::cause_of(&text) == Cause::Forbidden {
            return self
                .succeed(&self.kubectl(SAMPLE_NAMESPACE, &words, Effect::Reads))
                .map(|_| text);
        }
        Ok(crate::program::shown(&text))
    }
}

fn hold(holds: bool, otherwise: impl FnOnce() -> Text) -> Result<(), Failure> {
    if holds {
        Ok(())
    } else {
        Err(Failure::contradiction(otherwise()))
    }
}

/// Whether the sample server of a cluster gave this answer.
pub(crate) fn is_answer_of(answer: &str, cluster: &ClusterName) -> bool {
    answer.contains(&format!("version: {cluster},"))
}

/// The owner of a Deployment, as installers write it.
///
/// istioctl 1.19 to 1.23 put `installed-state-` before the name of the IstioOperator and, for
/// revisions, the revision behind it.
fn owner_of(object: &Value, revision: &str) -> String {
    let operator = object
        .pointer("/metadata/labels")
        .and_then(|labels| labels.get(OWNING_RESOURCE_LABEL)?.as_str());
    if let Some(operator) = operator.filter(|operator| *operator != "unknown") {
        return match operator.strip_prefix("installed-state-") {
            Some(rest) => {
                let end = format!("-{revision}");
                rest.strip_suffix(&end).unwrap_or(rest).to_owned()
            }
            None => operator.to_owned(),
        };
    }
    by_helm(object).unwrap_or_default()
}

/// The release of Helm that an object belongs to.
fn by_helm(object: &Value) -> Option<String> {
    let annotations = object.pointer("/metadata/annotations")?;
    let text = |key: &str| annotations.get(key)?.as_str();
    let namespace = text("meta.helm.sh/release-namespace")?;
    Some(format!(
        "{namespace}/{}",
        text("meta.helm.sh/release-name")?
    ))
}

fn has_external_ip(node: &Value) -> bool {
    let addresses = node.pointer("/status/addresses").and_then(Value::as_array);
    addresses
        .into_iter()
        .flatten()
        .any(|address| address.get("type").and_then(Value::as_str) == Some("ExternalIP"))
}

fn covers(name: &str, host: &str) -> bool {
    let (name, host) = (name.to_ascii_lowercase(), host.to_ascii_lowercase());
    name == host
        || name
            .strip_prefix("*.")
            .is_some_and(|parent| host.split_once('.').is_some_and(|(_, rest)| rest == parent))
}

fn resolves(host: &str) -> bool {
    use std::net::ToSocketAddrs;
    (host, 15012)
        .to_socket_addrs()
        .is_ok_and(|mut addresses| addresses.next().is_some())
}

/// Reads the table of `istioctl remote-clusters`: name, secret, status, istiod. The own cluster's
/// row has no secret.
fn read_table(table: &str) -> (Vec<String>, String) {
    let mut seen: Vec<(String, bool)> = Vec::new();
    let mut late = Vec::new();
    for line in table
        .lines()
        .filter(|line| line.contains("istio-remote-secret-"))
    {
        let mut words = line.split_whitespace();
        let (Some(name), Some(_), Some(status)) = (words.next(), words.next(), words.next()) else {
            continue;
        };
        let is_synced = status == "synced";
        if !is_synced {
            late.push(crate::program::shown(&format!("{name} {status}")));
        }
        match seen.iter_mut().find(|(seen, _)| seen == name) {
            Some((_, all)) => *all &= is_synced,
            None => seen.push((name.to_owned(), is_synced)),
        }
    }
    let synced = seen.into_iter().filter(|(_, all)| *all);
    (synced.map(|(name, _)| name).collect(), late.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{covers, read_table};

    #[test]
    fn a_cluster_is_synced_when_every_istiod_says_so() {
        let table = "NAME     SECRET                                        STATUS    ISTIOD\n\
                     cluster1                                               synced    istiod-a\n\
                     cluster2 istio-system/istio-remote-secret-cluster2     synced    istiod-a\n\
                     cluster3 istio-system/istio-remote-secret-cluster3     synced    istiod-a\n\
                     cluster3 istio-system/istio-remote-secret-cluster3     timeout   istiod-b\n";
        let (synced, late) = read_table(table);
        assert_eq!(synced, ["cluster2"]);
        assert_eq!(late, "cluster3 timeout");
    }

    #[test]
    fn names_of_certificates_cover_hosts() {
        assert!(covers("gw.example.com", "gw.example.com"));
        assert!(covers("*.example.com", "gw.example.com"));
        assert!(!covers("*.example.com", "a.gw.example.com"));
        assert!(!covers("*.example.com", "example.com"));
    }
}
