//! From the text of a topology to everything that follows from it.

use meshwright_check::{RuleContext, policy};
use meshwright_diag::{Finding, Severity, Words};
use meshwright_graph::MeshGraph;
use meshwright_model::{Document, Mesh, Topology};
use meshwright_plan::Plan;
use meshwright_render::digest::sha256;
use meshwright_render::{Artifacts, RenderInput};

/// The version of Meshwright.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What compiling needs to know that is not in the text.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day, `YYYY-MM-DD`, for allowances that end; `None` where nobody knows it, and then no
    /// allowance has ended.
    pub today: Option<String>,
}

/// Everything that follows from the text of a topology.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// What was read, and where everything is.
    pub document: Document,
    /// Whether everything in the document could be read and looked up: the mesh has it all.
    pub is_whole: bool,
    /// What the document means; `None` where it is no topology at all.
    pub mesh: Option<Mesh>,
    /// Who reaches, discovers, controls and trusts whom.
    pub graph: Option<MeshGraph>,
    /// What is to be said about it, in the order of the text.
    pub findings: Vec<Finding>,
    /// How many findings the document allows and `findings` does not have.
    pub n_allowed: usize,
    /// How to build the mesh; its `blocked_by` names the errors that have to go first.
    pub plan: Option<Plan>,
}

/// Reads, resolves, checks and plans the topology in `text`.
///
/// Always answers; what is wrong is among the findings.
pub fn compile(text: &str, options: &Options) -> Compiled {
    compile_document(meshwright_model::read(text), options)
}

/// [`compile`] for a text whose encoding is not known yet.
pub fn compile_bytes(bytes: &[u8], options: &Options) -> Compiled {
    compile_document(meshwright_model::read_bytes(bytes), options)
}

fn compile_document(document: Document, options: &Options) -> Compiled {
    let mut findings = document.findings.clone();
    let resolved = document.topology.as_ref().map(Topology::resolve);
    let Some((mesh, unresolved)) = resolved else {
        return Compiled {
            document,
            is_whole: false,
            mesh: None,
            graph: None,
            findings,
            n_allowed: 0,
            plan: None,
        };
    };
    findings.extend(unresolved);
    let graph = MeshGraph::build(&mesh);
    let is_whole = !has_errors(&findings);
    let mut n_allowed = 0;
    // What could not be read or looked up was left out of the mesh: rules would then speak of a
    // mesh that nobody wrote.
    if is_whole {
        let cx = RuleContext::new(&mesh, &graph);
        let cx = match &document.topology {
            Some(topology) => cx.written(topology),
            None => cx,
        };
        let checked = meshwright_check::check(&cx);
        let policed = policy::apply(&mesh, checked, options.today.as_deref());
        n_allowed = policed.n_allowed;
        findings.extend(policed.findings);
    }
    for finding in &mut findings {
        document.source.locate(finding);
    }
    findings.sort_by_key(|finding| finding.primary.span.map_or(0, |span| span.start.offset));
    // The order of clusters in the document means nothing, so what is made from here on is the
    // same for every order; rules were asked in the order of the text.
    let mesh = mesh.canonical();
    let graph = MeshGraph::build(&mesh);
    let plan = meshwright_plan::plan(&mesh, &graph, &findings);
    Compiled {
        document,
        is_whole,
        mesh: Some(mesh),
        graph: Some(graph),
        findings,
        n_allowed,
        plan: Some(plan),
    }
}

/// SHA-256 of what `mesh` means: the same for every spelling of it.
pub(crate) fn digest(mesh: &Mesh) -> String {
    sha256(meshwright_model::emit(&meshwright_model::explicit(mesh)).as_bytes())
}

fn has_errors(findings: &[Finding]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
}

impl Compiled {
    /// Whether a finding says that the mesh will not work or cannot be planned.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.findings)
    }

    /// The bundle; `None` while there are errors.
    ///
    /// `text` is what was compiled; it goes into the bundle as it is.
    pub fn artifacts(&self, text: &str, words: &Words) -> Option<Artifacts> {
        let (mesh, graph) = (self.mesh.as_ref()?, self.graph.as_ref()?);
        let plan = self.plan.as_ref().filter(|plan| plan.is_complete())?;
        Some(meshwright_render::render(&RenderInput {
            mesh,
            graph,
            plan,
            words,
            topology: text,
            digest: &digest(mesh),
            version: VERSION,
        }))
    }
}

#[cfg(test)]
mod tests;
