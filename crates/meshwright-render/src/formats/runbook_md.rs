//! `runbook.md`: what people follow.
//!
//! Steps of one kind that follow each other stand under one heading. In a small mesh each step
//! says everything; in a large one the first of a kind says it for all.

mod before;
mod removal;
mod steps;
mod troubleshooting;
mod verification;

use std::fmt::Write;

use meshwright_catalog as catalog;
use meshwright_diag::{Arg, Text, text};
use meshwright_model::{Address, Cluster, Exposure, Role};

use super::Format;
use super::diagram_mmd::role_key;
use crate::RenderInput;
use crate::prediction::Predictions;
use crate::shell::commands::kubectl;
use crate::workloads;

/// The picture's file.
pub(crate) const PICTURE: &str = "diagram.svg";

/// Up to this many clusters, each step says everything and every pair is told.
pub(crate) const SMALL: usize = 12;

/// What people follow.
pub static RUNBOOK_MD: Format = Format {
    name: "runbook-md",
    render: |input, artifacts| artifacts.add("runbook.md", runbook(input)),
};

/// The runbook.
pub(crate) fn runbook(input: &RenderInput<'_>) -> String {
    let mut page = Page {
        input,
        text: String::new(),
    };
    page.head();
    before::before(&mut page);
    steps::steps(&mut page);
    let predictions = Predictions::new(input);
    verification::verification(&mut page, &predictions);
    troubleshooting::troubleshooting(&mut page, &predictions);
    removal::removal(&mut page);
    page.text
}

/// A Markdown page in the making.
pub(crate) struct Page<'a> {
    pub(crate) input: &'a RenderInput<'a>,
    pub(crate) text: String,
}

impl Page<'_> {
    /// A sentence in Markdown: the catalogue puts names between backticks, so none may hold one.
    pub(crate) fn say(&self, text: &Text) -> String {
        if has_backtick(text) {
            return self.input.words.say(&without_backticks(text));
        }
        self.input.words.say(text)
    }

    pub(crate) fn heading(&mut self, level: usize, text: &str) {
        let gap = if self.text.ends_with("\n\n") {
            ""
        } else {
            "\n"
        };
        let _ = write!(self.text, "{gap}{} {text}\n\n", "#".repeat(level));
    }

    /// A paragraph: a sentence of the catalogue, one sentence a line.
    pub(crate) fn paragraph(&mut self, text: &Text) {
        let said = self.say(text);
        self.text.push_str(&said);
        self.text.push_str("\n\n");
    }

    pub(crate) fn item(&mut self, text: &str) {
        let _ = writeln!(self.text, "- {text}");
    }

    /// A table of cells in Markdown, which hold no bare `|`.
    pub(crate) fn table(&mut self, heads: &[String], rows: &[Vec<String>]) {
        let _ = writeln!(self.text, "| {} |", heads.join(" | "));
        let _ = writeln!(self.text, "|{}", " --- |".repeat(heads.len()));
        for row in rows {
            let _ = writeln!(self.text, "| {} |", row.join(" | "));
        }
        self.text.push('\n');
    }

    /// A block of shell commands.
    pub(crate) fn commands(&mut self, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        let fence = if lines.iter().any(|line| line.contains("```")) {
            "~~~~"
        } else {
            "```"
        };
        let _ = write!(self.text, "{fence}sh\n{}\n{fence}\n\n", lines.join("\n"));
    }

    fn head(&mut self) {
        let mesh = self.input.mesh;
        let title = self.say(&text!("runbook-title", mesh = mesh.name.as_str()));
        let _ = write!(self.text, "# {title}\n\n");
        let primaries = mesh.primaries().count();
        let clusters = workloads::count(mesh);
        let externals = mesh.clusters.len() - clusters;
        let key = match (externals, primaries) {
            (0, _) => "runbook-lead",
            (_, 0) => "runbook-lead-external",
            (_, _) => "runbook-lead-external-beside",
        };
        self.paragraph(&text!(
            key,
            clusters = clusters,
            networks = mesh
                .networks
                .iter()
                .filter(|network| workloads::of_network(mesh, network).next().is_some())
                .count(),
            primaries = primaries,
            remotes = clusters - primaries,
            externals = externals,
        ));
        let alt = self.say(&text!("runbook-picture"));
        let _ = write!(self.text, "![{alt}]({PICTURE})\n\n");
        self.cluster_table();
        self.paragraph(&text!("runbook-same"));
    }

    fn cluster_table(&mut self) {
        let input = self.input;
        let columns = ["cluster", "role", "network", "context", "istio", "gateway"]
            .map(|column| self.say(&Text::new(format!("table-{column}"), Vec::new())));
        let _ = writeln!(self.text, "| {} |", columns.join(" | "));
        let _ = writeln!(self.text, "|{}", " --- |".repeat(columns.len()));
        for (index, cluster) in input.mesh.clusters() {
            let role = match input.mesh.control_plane_of(index) {
                Some(of) if of != index => {
                    let key = if input.mesh.config_cluster_of(of) == Some(index) {
                        "table-config-cluster-of"
                    } else {
                        "table-remote-of"
                    };
                    self.say(&text!(key, primary = &input.mesh[of].name))
                }
                _ => self.say(&text!(role_key(cluster.role))),
            };
            let row = [
                format!("`{}`", cluster.name),
                role,
                format!("`{}`", input.mesh[cluster.network].name),
                code(cluster.context.as_str()),
                catalog::resolve(&cluster.istio.version).version,
                self.gateway_cell(cluster),
            ];
            let _ = writeln!(self.text, "| {} |", row.join(" | "));
        }
        self.text.push('\n');
    }

    fn gateway_cell(&self, cluster: &Cluster) -> String {
        if cluster.role == Role::External {
            let dialled = cluster.istiod.address.as_ref().map(Address::to_string);
            let front = self.say(&text!("gateway-front"));
            return format!("{front} {}", dialled.unwrap_or_default())
                .trim_end()
                .to_owned();
        }
        let Some(gateway) = &cluster.gateway else {
            return "—".to_owned();
        };
        let kind = match gateway.exposure {
            Exposure::LoadBalancer | Exposure::None => "gateway-load-balancer",
            Exposure::NodePort => "gateway-node-port",
            Exposure::ExternalIps => "gateway-external-ips",
        };
        let kind = self.say(&text!(kind));
        if gateway.addresses.is_empty() {
            return kind;
        }
        let addresses: Vec<String> = gateway.addresses.iter().map(Address::to_string).collect();
        format!("{kind} {}:{}", addresses.join(", "), gateway.port)
    }
}

/// Stands for a backtick where one would end what is shown as code. Commands have the real one.
const GRAVE: &str = "\u{2cb}";

fn has_backtick(text: &Text) -> bool {
    text.args.iter().any(|(_, arg)| match arg {
        Arg::Word(word) => word.contains('`'),
        Arg::List(words) => words.iter().any(|word| word.contains('`')),
        Arg::Text(text) => has_backtick(text),
        Arg::Count(_) => false,
    })
}

fn without_backticks(text: &Text) -> Text {
    let tame = |word: &String| word.replace('`', GRAVE);
    let args = text.args.iter().map(|(name, arg)| {
        let arg = match arg {
            Arg::Word(word) => Arg::Word(tame(word)),
            Arg::List(words) => Arg::List(words.iter().map(tame).collect()),
            Arg::Text(text) => Arg::Text(Box::new(without_backticks(text))),
            Arg::Count(count) => Arg::Count(*count),
        };
        (*name, arg)
    });
    Text::new(text.key.clone(), args.collect())
}

/// The flags by which any tool finds the cluster, each after a blank.
pub(crate) fn access(cluster: &Cluster) -> String {
    let kubectl = kubectl(cluster);
    kubectl
        .strip_prefix("kubectl")
        .unwrap_or(&kubectl)
        .to_owned()
}

/// Text as code in a Markdown table, whatever it holds.
pub(crate) fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', GRAVE).replace('|', "\\|"))
}
