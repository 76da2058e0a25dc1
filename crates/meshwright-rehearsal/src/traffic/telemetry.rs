//! Istio's metrics, taken away while requests run: upstream Envoy lacks their filter.

use serde_json::json;

use super::Traffic;
use crate::trouble::Trouble;

impl Traffic<'_> {
    /// Takes Istio's metrics away, whose filter upstream Envoy lacks, or leaves them to the mesh.
    pub(super) fn set_telemetry(&self, is_on: bool) -> Result<(), Trouble> {
        for (index, home) in &self.systems {
            let Some(cluster) = self.stage.clusters().get(*index) else {
                continue;
            };
            let path =
                format!("/apis/telemetry.istio.io/v1/namespaces/{home}/telemetries/no-metrics");
            let done = if is_on {
                cluster.api.delete(&path)
            } else {
                let object = json!({
                    "apiVersion": "telemetry.istio.io/v1",
                    "kind": "Telemetry",
                    "metadata": {"name": "no-metrics", "namespace": home},
                    "spec": {"metrics": [{
                        "providers": [{"name": "prometheus"}],
                        "overrides": [{
                            "match": {"metric": "ALL_METRICS", "mode": "CLIENT_AND_SERVER"},
                            "disabled": true,
                        }],
                    }]},
                });
                cluster.api.apply(&path, &object)
            };
            done.map_err(Trouble::api(&cluster.name))?;
        }
        Ok(())
    }
}
