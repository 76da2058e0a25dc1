//! `access/<cluster>.yaml`: what an administrator applies so that others can carry the plan out.

use meshwright_model::yaml;

use super::Format;
use crate::access::{documents, permissions};

/// The roles for each cluster.
pub static ACCESS: Format = Format {
    name: "access",
    render: |input, artifacts| {
        for (index, permissions) in permissions(input.mesh, input.plan) {
            artifacts.add(
                path(input.mesh[index].name.as_str()),
                yaml::write_documents(documents(&permissions)),
            );
        }
    },
};

/// The file of a cluster.
pub(crate) fn path(cluster: &str) -> String {
    format!("access/{cluster}.yaml")
}
