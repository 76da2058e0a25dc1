//! `runbook.html`: the runbook as one page, picture and style inside, nothing loaded.

use meshwright_diag::text;
use pulldown_cmark::{Event, Options, Parser, html};

use super::Format;
use super::diagram_svg::diagram;
use super::runbook_md::{PICTURE, runbook};

const STYLE: &str = include_str!("../../style/runbook.css");

/// The runbook as one page.
pub static RUNBOOK_HTML: Format = Format {
    name: "runbook-html",
    render: |input, artifacts| {
        let markdown = runbook(input);
        let mut body = String::with_capacity(markdown.len() * 2);
        let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
        // The runbook has no HTML of its own: what looks like it is somebody's text.
        let events = Parser::new_ext(&markdown, options).map(|event| match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            other => other,
        });
        html::push_html(&mut body, events);
        let picture = format!(
            "<figure>{}</figure>",
            diagram(input.mesh, input.graph, input.words)
        );
        let body = body.replacen(&picture_in_html(&markdown), &picture, 1);
        let title = input
            .words
            .say(&text!("runbook-title", mesh = input.mesh.name.as_str()));
        artifacts.add(
            "runbook.html",
            format!(
                "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
                 <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
                 <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n\
                 </body>\n</html>\n",
                input.words.language().tag(),
                escape(&title),
            ),
        );
    },
};

/// What the picture's line of the Markdown becomes in HTML.
fn picture_in_html(markdown: &str) -> String {
    let line = markdown
        .lines()
        .find(|line| line.contains(PICTURE))
        .unwrap_or_default();
    let mut html_line = String::new();
    html::push_html(&mut html_line, Parser::new(line));
    html_line.trim_end().to_owned()
}

/// Text for HTML and SVG.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
