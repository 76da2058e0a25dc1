//! The add-ons that come with a release.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Fact;

/// The add-ons of a release's samples: demonstrations without security or storage.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Addons {
    /// The version of Kiali, such as `2.26`.
    pub kiali: Fact<String>,
    /// The Secret that Kiali's Deployment mounts where it is there, with a kubeconfig for each
    /// further cluster under the cluster's name; `None` where it mounts none.
    pub kiali_clusters: Fact<Option<String>>,
    /// The files below `samples/addons` of the release, sorted, such as `extras/zipkin.yaml`.
    pub files: Fact<Vec<String>>,
    /// The images of each addon that a topology may name, by its name, sorted.
    pub images: Fact<BTreeMap<String, Vec<String>>>,
    /// The address of the folder `samples` of the newest patch, without a slash at the end.
    ///
    /// [`crate::Resolved::samples_address`] gives that of the patch in use.
    pub download_base: Fact<String>,
}
