//! What has to be there before the first step: tools, access, open ports, certificates.

use meshwright_catalog as catalog;
use meshwright_diag::text;
use meshwright_model::CaKind;
use meshwright_plan::images::images;
use meshwright_plan::istio::{CLIENT_IMAGE, SERVER_IMAGE};

use super::Page;
use crate::access::GROUP;
use crate::formats::images::IMAGES_TXT;
use crate::formats::ports_md;
use crate::shell::quote::quote;
use crate::shell::{Istioctls, helm};

pub(super) fn before(page: &mut Page<'_>) {
    let input = page.input;
    let mesh = input.mesh;
    let title = page.say(&text!("before-title"));
    page.heading(2, &title);
    let title = page.say(&text!("before-tools"));
    page.heading(3, &title);
    let istioctls = Istioctls::of(mesh);
    for (minor, _) in istioctls.programs() {
        let item = page.say(&match istioctls.variable(minor) {
            None => text!("before-istioctl", version = minor),
            Some(variable) => {
                text!(
                    "before-istioctl-several",
                    version = minor,
                    variable = variable
                )
            }
        });
        page.item(&item);
    }
    for key in ["before-kubectl", "before-openssl"] {
        let item = page.say(&text!(key));
        page.item(&item);
    }
    let helm_required = helm::required(mesh, input.plan);
    if let Some(required) = &helm_required {
        let item = page.say(&text!(
            "before-helm",
            version = required.minimum.as_str(),
            major = required.newest_major
        ));
        page.item(&item);
    }
    for repository in helm::repositories(input.plan) {
        let item = page.say(&text!(
            "before-charts",
            address = repository.url.as_str(),
            variable = helm::mirror_variable(repository.name)
        ));
        page.item(&item);
    }
    let kubernetes: Vec<String> = istioctls
        .programs()
        .filter_map(|(minor, _)| meshwright_model::IstioVersion::parse(minor).ok())
        .map(|version| {
            let release = catalog::resolve(&version).release;
            let supported: &Vec<String> = release.kubernetes().supported.value();
            let ends = [supported.first(), supported.last()].map(Option::unwrap_or_default_string);
            page.say(&text!(
                "before-kubernetes",
                istio = release.minor(),
                first = ends[0].clone(),
                last = ends[1].clone()
            ))
        })
        .collect();
    for item in kubernetes {
        page.item(&item);
    }
    let item = page.say(&text!("before-clocks"));
    page.item(&item);
    let hubs = images(mesh);
    if hubs.is_empty() {
        let images = vec![SERVER_IMAGE.to_owned(), CLIENT_IMAGE.to_owned()];
        let item = page.say(&text!("before-images", images = images));
        page.item(&item);
    }
    page.text.push('\n');

    if !hubs.is_empty() {
        let title = page.say(&text!("before-hub"));
        page.heading(3, &title);
        page.paragraph(&text!("before-hub-text"));
        page.commands(&[
            "while read -r image place; do".to_owned(),
            "  skopeo copy --all \"docker://$image\" \"docker://$place\"".to_owned(),
            format!("done < {IMAGES_TXT}"),
        ]);
    }

    let title = page.say(&text!("before-shell"));
    page.heading(3, &title);
    page.paragraph(&text!("before-shell-text"));
    let mut lines = vec![
        ". ./lib.sh".to_owned(),
        if helm_required.is_none() {
            "need_tools kubectl openssl".to_owned()
        } else {
            "need_tools kubectl openssl helm".to_owned()
        },
    ];
    lines.extend(helm_required.as_ref().map(helm::check));
    for (minor, program) in istioctls.programs() {
        lines.push(format!("check_istioctl {minor} {program}"));
    }
    page.commands(&lines);
    let mut kubeconfigs: Vec<&str> = mesh
        .clusters
        .iter()
        .filter_map(|cluster| cluster.kubeconfig.as_ref())
        .map(meshwright_model::KubeconfigPath::as_str)
        .collect();
    kubeconfigs.sort_unstable();
    kubeconfigs.dedup();
    if !kubeconfigs.is_empty() {
        page.paragraph(&text!("before-kubeconfig"));
        let lines: Vec<String> = kubeconfigs
            .iter()
            .map(|path| format!("ls -l -- {}", quote(path)))
            .collect();
        page.commands(&lines);
    }
    page.paragraph(&text!("before-script"));
    page.commands(&["./run.sh".to_owned()]);

    let title = page.say(&text!("before-access"));
    page.heading(3, &title);
    page.paragraph(&text!("before-access-text", group = GROUP));

    if mesh.ca.kind == CaKind::PluggedIn {
        let title = page.say(&text!("before-certificates"));
        page.heading(3, &title);
        page.paragraph(&text!(
            "before-certificates-text",
            mesh = mesh.name.as_str()
        ));
        page.paragraph(&text!("before-certificates-made"));
        page.paragraph(&text!("before-certificates-given"));
    }

    let title = page.say(&text!("before-ports"));
    page.heading(3, &title);
    page.paragraph(&text!("ports-lead"));
    page.text.push_str(&ports_md::borders(input));
    page.text.push('\n');
}

/// An optional text as a text, empty where there is none.
trait OrEmpty {
    fn unwrap_or_default_string(self) -> String;
}

impl OrEmpty for Option<&String> {
    fn unwrap_or_default_string(self) -> String {
        self.cloned().unwrap_or_default()
    }
}
