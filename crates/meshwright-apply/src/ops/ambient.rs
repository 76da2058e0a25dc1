//! The Gateway API's kinds, and services that other clusters see in ambient mode.

use meshwright_core::diag::text;
use meshwright_core::plan::istio::{GLOBAL_LABEL, MANAGED_BY, WAYPOINT};
use meshwright_core::plan::{ManifestFile, SharedService};
use serde_json::Value;

use super::at::{Applying, At, Objects};
use super::conditions::condition_of;
use super::gateways::GATEWAYS;
use crate::executor::{Poll, Seen, Sight};
use crate::outcome::{Cause, Failure};
use crate::tools::Effect;

/// The kind whose annotation says which release of the Gateway API is there.
const CRD: &str = "gateways.gateway.networking.k8s.io";
const CRDS: [&str; 2] = ["gatewayclasses.gateway.networking.k8s.io", CRD];
/// The annotation with the release.
const BUNDLE: &str = "gateway.networking.k8s.io/bundle-version";
/// The label that sends callers of a service through a waypoint.
const USE_WAYPOINT: &str = "istio.io/use-waypoint";
/// The oldest Gateway API with which Istio's ambient mode works where a platform brings it.
const OLDEST_KEPT: &str = "v1.2.0";

impl At<'_> {
    /// Looks for the kinds of the Gateway API.
    pub(crate) fn see_gateway_api(&self, wanted: &str) -> Result<Sight, Failure> {
        let Some(present) = self.gateway_api()? else {
            return Ok(Sight::absent());
        };
        if !is_not_older(&present, wanted) {
            return Ok(Sight::of(Seen::Differs(vec![present])));
        }
        self.see_established()
    }

    fn see_established(&self) -> Result<Sight, Failure> {
        for name in CRDS {
            // An apply that was cut off has left some of them.
            let Some(crd) = self.get("", "customresourcedefinitions", name)? else {
                return Ok(Sight::absent());
            };
            let status = condition_of(&crd, "Established");
            if !status.is_some_and(|status| status.is_true) {
                return Ok(Sight::of(Seen::Unready(text!("wait-object", name = name))));
            }
        }
        Ok(Sight::done())
    }

    fn gateway_api(&self) -> Result<Option<String>, Failure> {
        let crd = self.get("", "customresourcedefinitions", CRD)?;
        Ok(crd.map(|crd| label_or_annotation(&crd, "annotations", BUNDLE).unwrap_or_default()))
    }

    /// Applies the kinds of the Gateway API.
    pub(crate) fn apply_gateway_api(&self, wanted: &str) -> Result<(), Failure> {
        let present = self.gateway_api()?;
        let source = self.executor.settings.gateway_api.clone().unwrap_or_else(|| {
            format!(
                "https://github.com/kubernetes-sigs/gateway-api/releases/download/{wanted}/standard-install.yaml"
            )
        });
        let words = [
            "apply",
            "--server-side",
            "--field-manager=meshwright",
            &format!("--filename={source}"),
        ];
        let applied = self.succeed(&self.kubectl("", &words, Effect::Writes));
        if let Err(failure) = applied {
            // A platform that manages these kinds refuses, and what it has is new enough.
            let is_kept = failure.cause == Cause::Conflict || failure.cause == Cause::Forbidden;
            let is_enough = present.is_some_and(|present| is_not_older(&present, OLDEST_KEPT));
            if !(is_kept && is_enough) {
                return Err(failure);
            }
        }
        self.watch.poll(|| {
            let sight = self.see_established()?;
            Ok(match sight.seen {
                Seen::Done => Poll::Ready(()),
                Seen::Unready(text) => Poll::Pending(text),
                _ => Poll::Pending(text!("wait-object", name = CRD)),
            })
        })
    }

    /// Looks at the labels of the services that are there.
    pub(crate) fn see_shared(&self, services: &[SharedService]) -> Result<Sight, Failure> {
        let mut different = Vec::new();
        for service in services {
            let Some(object) = self.service(service)? else {
                continue;
            };
            let name = format!("{}.{}", service.name, service.namespace);
            let label = |label: &str| label_or_annotation(&object, "labels", label);
            if label(GLOBAL_LABEL).as_deref() != Some("true")
                || (service.has_waypoint && label(USE_WAYPOINT).is_none())
            {
                different.push(name);
            }
        }
        Ok(if different.is_empty() {
            Sight::done()
        } else {
            Sight::of(Seen::Differs(different))
        })
    }

    fn service(&self, service: &SharedService) -> Result<Option<Value>, Failure> {
        self.get(
            service.namespace.as_str(),
            "services",
            service.name.as_str(),
        )
    }

    /// Sets the labels of the services that are there.
    pub(crate) fn share(
        &self,
        services: &[SharedService],
        waypoint: Option<&ManifestFile>,
    ) -> Result<(), Failure> {
        for service in services {
            let Some(object) = self.service(service)? else {
                continue;
            };
            let namespace = service.namespace.as_str();
            let has_none = label_or_annotation(&object, "labels", USE_WAYPOINT).is_none();
            if let Some(waypoint) = waypoint.filter(|_| service.has_waypoint && has_none) {
                if self.get(namespace, GATEWAYS, WAYPOINT)?.is_none() {
                    let objects = Objects::Values(waypoint.manifest.documents());
                    self.apply(namespace, &objects, Applying::OURS)?;
                }
                self.wait_for_sight(|| self.see_programmed(WAYPOINT, namespace, &[]))?;
                self.label(namespace, WAYPOINT, &format!("{GLOBAL_LABEL}=true"), true)?;
                let way = format!("{USE_WAYPOINT}={WAYPOINT}");
                self.label(namespace, service.name.as_str(), &way, false)?;
            }
            self.label(
                namespace,
                service.name.as_str(),
                &format!("{GLOBAL_LABEL}=true"),
                true,
            )?;
        }
        Ok(())
    }

    fn label(
        &self,
        namespace: &str,
        service: &str,
        label: &str,
        is_overwritten: bool,
    ) -> Result<(), Failure> {
        let mut words = vec!["label"];
        if is_overwritten {
            words.push("--overwrite");
        }
        words.extend(["--field-manager=meshwright", "services", service, label]);
        self.succeed(&self.kubectl(namespace, &words, Effect::Writes))
            .map(drop)
    }

    /// Whether no service uses a waypoint of ours any more.
    pub(crate) fn see_no_waypoints(&self, services: &[SharedService]) -> Result<Sight, Failure> {
        for service in services.iter().filter(|service| service.has_waypoint) {
            let uses = self.service(service)?.is_some_and(|object| {
                label_or_annotation(&object, "labels", USE_WAYPOINT).as_deref() == Some(WAYPOINT)
            });
            if uses || self.own_waypoint(service.namespace.as_str())? {
                return Ok(Sight::absent());
            }
        }
        Ok(Sight::done())
    }

    fn own_waypoint(&self, namespace: &str) -> Result<bool, Failure> {
        let waypoint = self.get(namespace, GATEWAYS, WAYPOINT)?;
        Ok(waypoint.is_some_and(|waypoint| {
            label_or_annotation(&waypoint, "labels", MANAGED_BY.0).as_deref() == Some(MANAGED_BY.1)
        }))
    }

    /// Leads callers past the waypoints, and removes those that are ours.
    pub(crate) fn remove_waypoints(&self, services: &[SharedService]) -> Result<(), Failure> {
        for service in services.iter().filter(|service| service.has_waypoint) {
            let namespace = service.namespace.as_str();
            let uses = self.service(service)?.is_some_and(|object| {
                label_or_annotation(&object, "labels", USE_WAYPOINT).as_deref() == Some(WAYPOINT)
            });
            if uses {
                let remove = format!("{USE_WAYPOINT}-");
                self.label(namespace, service.name.as_str(), &remove, false)?;
            }
            if self.own_waypoint(namespace)? {
                self.delete(namespace, GATEWAYS, WAYPOINT)?;
            }
        }
        Ok(())
    }
}

fn label_or_annotation(object: &Value, map: &str, key: &str) -> Option<String> {
    let value = object.get("metadata")?.get(map)?.get(key)?.as_str()?;
    Some(value.to_owned())
}

/// Whether a version such as `v1.4.1` is at least another.
fn is_not_older(present: &str, wanted: &str) -> bool {
    let parts = |version: &str| -> Vec<u64> {
        let version = version.trim_start_matches('v');
        let version = version.split('-').next().unwrap_or_default();
        version
            .split('.')
            .map(|part| part.parse().unwrap_or(0))
            .collect()
    };
    parts(present) >= parts(wanted)
}

#[cfg(test)]
mod tests {
    use super::is_not_older;

    #[test]
    fn versions_of_the_gateway_api_are_compared_by_number() {
        assert!(is_not_older("v1.10.0", "v1.4.1"));
        assert!(is_not_older("v1.4.1", "v1.4.1"));
        assert!(!is_not_older("v1.4.0", "v1.4.1"));
        assert!(!is_not_older("", "v1.4.1"));
    }
}
