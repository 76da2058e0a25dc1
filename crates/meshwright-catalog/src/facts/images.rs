//! Where a release's images are.

use serde::Deserialize;

use super::Fact;

/// The images of a release and of its samples.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Images {
    /// What stands before the image's name where neither `hub` nor a value says otherwise.
    pub default_hub: Fact<String>,
    /// The image of sample `helloworld`, with `{version}` for `v1` or `v2`.
    pub server_image: Fact<String>,
    /// The image of the sample that requests are sent from.
    pub client_image: Fact<String>,
}
