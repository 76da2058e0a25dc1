//! The page and the pictures: well-formed, complete in themselves, and nobody's text is markup.

use meshwright_core::diag::Language;
use meshwright_core::{Options, compile};

use crate::bundles::BUNDLES;
use crate::markup::{self, Tag};

/// Elements that fetch or run something.
const ACTIVE: [&str; 12] = [
    "script",
    "link",
    "iframe",
    "img",
    "image",
    "object",
    "embed",
    "base",
    "form",
    "use",
    "foreignObject",
    "audio",
];

fn check(place: &str, text: &str) -> Vec<Tag> {
    let tags = markup::read(text).unwrap_or_else(|problem| panic!("{place}: {problem}"));
    for tag in &tags {
        assert!(
            !ACTIVE.contains(&tag.name.as_str()),
            "{place}: <{}>",
            tag.name
        );
        for (name, value) in &tag.attributes {
            let is_reference = matches!(name.as_str(), "href" | "src" | "srcset" | "xlink:href");
            assert!(
                !is_reference || value.starts_with('#'),
                "{place}: {name}={value}"
            );
            assert!(
                !name.starts_with("on") && name != "style",
                "{place}: {name}"
            );
            let is_link = value.contains("://") || value.contains("url(");
            let is_own = value.starts_with("url(#") || name.starts_with("xmlns");
            assert!(!is_link || is_own, "{place}: {name}={value}");
        }
    }
    assert!(!text.contains("@import"), "{place}");
    tags
}

#[test]
fn the_page_is_well_formed_and_refers_to_nothing_outside() {
    for bundle in BUNDLES.iter() {
        let page = bundle.read("runbook.html");
        assert!(
            page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"),
            "{}",
            bundle.name
        );
        let tags = check(&format!("{}/runbook.html", bundle.name), &page);
        let n_steps = tags.iter().filter(|tag| tag.name == "h4").count();
        assert_eq!(n_steps, bundle.plan.steps.len(), "{}", bundle.name);
        assert!(tags.iter().any(|tag| tag.name == "svg"), "{}", bundle.name);
    }
}

#[test]
fn the_picture_is_well_formed_and_shows_every_cluster() {
    for bundle in BUNDLES.iter() {
        let picture = bundle.read("diagram.svg");
        let tags = check(&format!("{}/diagram.svg", bundle.name), &picture);
        assert_eq!(tags[0].name, "svg", "{}", bundle.name);
        for cluster in &bundle.mesh.clusters {
            let label = format!(">{}<", cluster.name);
            assert!(picture.contains(&label), "{}: {label}", bundle.name);
        }
    }
}

#[test]
fn no_text_of_a_topology_becomes_markup() {
    let words = meshwright_core::words(Language::En);
    for hostile in [
        "<img src=x onerror=alert(1)>",
        "`<img src=x onerror=alert(1)>`",
        "a`b<script>alert(1)</script>`c",
        "```<b>x</b>```",
        "</script><!--",
        "](javascript:alert(1)) [x](https://example.com/a.png)",
        "a | b | c",
        "&lt;i&gt;",
        "</code></pre><i>",
        "*a* _b_ **c** ~~d~~",
        "\\`<b>\\`",
        "a`[x](javascript:alert(1))`b",
        "a``b`*c*`d",
    ] {
        let quoted = serde_json::to_string(hostile).expect("a text");
        let text = format!(
            "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata: {{name: shop}}\n\
             clusters:\n  - {{name: east, podCidrs: [10.1.0.0/16], context: {quoted}, \
             kubeconfig: {quoted}}}\n  - {{name: west, podCidrs: [10.2.0.0/16]}}\n"
        );
        let compiled = compile(&text, &Options::default());
        let artifacts = compiled.artifacts(&text, &words);
        let artifacts = artifacts.unwrap_or_else(|| panic!("{hostile}: {:?}", compiled.findings));
        for path in ["runbook.html", "diagram.svg"] {
            let file = artifacts.get(path).expect("it is always there");
            let tags = check(&format!("{path} with {hostile}"), &file.text);
            for tag in &tags {
                let is_foreign = matches!(tag.name.as_str(), "i" | "b" | "em" | "strong" | "del");
                assert!(!is_foreign, "{path} with {hostile}: <{}>", tag.name);
            }
        }
        let page = &artifacts
            .get("runbook.html")
            .expect("it is always there")
            .text;
        assert!(
            page.contains(&escape(hostile)),
            "the page does not show {hostile} as it is"
        );
    }
}

fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;")
}
