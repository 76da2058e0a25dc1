//! The mesh config of an istiod, as far as the topology says it.

use meshwright_model::{ClusterIndex, Traffic};

use crate::builder::PlanContext;
use crate::manifest::MeshSettings;
use crate::steps;

/// The mesh config of the istiod in the cluster.
pub(crate) fn mesh_settings(cx: &PlanContext<'_>, index: ClusterIndex) -> MeshSettings {
    let cluster = &cx.mesh[index];
    MeshSettings {
        trust_domain: cx.mesh.trust_domain.clone(),
        trust_domain_place: cx
            .release(index)
            .primary()
            .trust_domain_value
            .value()
            .clone(),
        cluster_domain: cluster.cluster_domain.clone(),
        proxy_metadata: proxy_metadata(cx, index),
        cluster_local_hosts: cluster_local_hosts(cx, index),
        mesh_config: cluster.istio.mesh_config.clone(),
    }
}

fn proxy_metadata(cx: &PlanContext<'_>, index: ClusterIndex) -> Vec<(String, String)> {
    if !cx.mesh.dns_capture {
        return Vec::new();
    }
    let dns = cx.release(index).dns();
    let mut metadata = vec![(dns.capture_env.value().clone(), "true".to_owned())];
    // Where a controller allocates addresses by default, the metadata is deprecated.
    if let Some(name) = dns.auto_allocate_env.value() {
        metadata.push((name.clone(), "true".to_owned()));
    }
    metadata
}

/// The hosts of the cluster's domain that never leave their cluster.
pub(crate) fn cluster_local_hosts(cx: &PlanContext<'_>, index: ClusterIndex) -> Vec<String> {
    let domain = &cx.mesh[index].cluster_domain;
    cx.mesh
        .services
        .iter()
        .filter(|service| service.traffic == Traffic::ClusterLocal)
        .map(|service| format!("{}.{}.svc.{domain}", service.name, service.namespace))
        .chain(steps::traffic::cluster_local_stand_in(cx, domain.as_str()))
        .collect()
}
