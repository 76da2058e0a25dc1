//! `docs/releases.md` says what the catalogue says; `MESHWRIGHT_BLESS=1` writes it anew.

#![expect(
    clippy::disallowed_methods,
    reason = "the page lies in the repository, and the environment says whether to write it"
)]

use std::fmt::Write;
use std::path::Path;

use meshwright_catalog::facts::remote::RemoteMode;
use meshwright_catalog::{Feature, Release, Support, releases, resolve};
use meshwright_model::IstioVersion;

fn release(minor: &str) -> &'static Release {
    let version = IstioVersion::parse(minor).expect("a minor is a version");
    resolve(&version).release
}

/// How far a release has come with something, in one word.
fn word(release: &Release, feature: Feature) -> &'static str {
    match release.support(feature) {
        Support::Absent | Support::Removed => "–",
        Support::Alpha => "alpha",
        Support::Beta => "beta",
        Support::Stable => "yes",
    }
}

fn remote(release: &Release) -> &'static str {
    match release.remote().mode.value() {
        RemoteMode::DefaultProfile => "an istiod of its own",
        RemoteMode::ExternalProfile => "profile `external`",
        RemoteMode::RemoteProfileOwnChart => "profile `remote`, chart `istiod-remote`",
        RemoteMode::RemoteProfile => "profile `remote`, chart `istiod`",
    }
}

fn page() -> String {
    let mut page = String::from(
        "# Releases\n\n\
         What each Istio release is planned with, as the catalogue has it: `crates/meshwright-catalog/data/istio`, where every fact names its source.\n\
         A version without a patch means the newest patch that was read.\n\
         A release that is not listed yet is planned like the newest one, and a finding says so.\n\
         This page is written by a test of `meshwright-catalog`.\n\n\
         | Istio | patch read | Kubernetes | a remote has | `networking.istio.io` | Gateway API |\n\
         | --- | --- | --- | --- | --- | --- |\n",
    );
    let minors: Vec<&str> = releases().collect();
    for minor in minors.iter().rev() {
        let release = release(minor);
        let supported = release.kubernetes().supported.value();
        let range = match (supported.first(), supported.last()) {
            (Some(first), Some(last)) => format!("{first}–{last}"),
            _ => "–".to_owned(),
        };
        let networking = release.gateways().networking_api.value();
        let networking = networking.rsplit('/').next().unwrap_or(networking);
        let gateway_api = release.gateway_api().version.value();
        let _ = writeln!(
            page,
            "| {minor} | {} | {range} | {} | {networking} | {} |",
            release.newest_patch(),
            remote(release),
            gateway_api.as_deref().unwrap_or("–"),
        );
    }
    page.push_str(
        "\n## Models and install methods\n\n\
         Alpha and beta are Istio's own words, or mean that it works and no install guide has it.\n\
         What a release cannot do is a finding that names the release or the method which can; the external control plane of 1.9 reads no config cluster and is not planned.\n\n\
         | Istio | several primaries: istioctl · Helm · Sail | remotes: istioctl · Helm · Sail | external control plane: istioctl · Helm · Sail | ambient, several networks: istioctl · Helm · Sail |\n\
         | --- | --- | --- | --- | --- |\n",
    );
    let models = [
        [
            Feature::MultiPrimary,
            Feature::HelmMultiPrimary,
            Feature::SailMultiPrimary,
        ],
        [
            Feature::PrimaryRemote,
            Feature::HelmPrimaryRemote,
            Feature::SailPrimaryRemote,
        ],
        [
            Feature::ExternalControlPlane,
            Feature::HelmExternalControlPlane,
            Feature::SailExternalControlPlane,
        ],
        [
            Feature::AmbientMultiNetwork,
            Feature::HelmAmbient,
            Feature::SailAmbient,
        ],
    ];
    for minor in minors.iter().rev() {
        let release = release(minor);
        let cells: Vec<String> = models
            .iter()
            .map(|methods| methods.map(|feature| word(release, feature)).join(" · "))
            .collect();
        let _ = writeln!(page, "| {minor} | {} |", cells.join(" | "));
    }
    page
}

#[test]
fn the_page_of_releases_says_what_the_catalogue_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/releases.md");
    let page = page();
    if std::env::var_os("MESHWRIGHT_BLESS").is_some() {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    let is = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        is == page,
        "docs/releases.md is old; MESHWRIGHT_BLESS=1 writes it anew"
    );
}
