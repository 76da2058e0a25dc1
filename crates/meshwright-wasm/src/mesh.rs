//! A topology that is compiled once and asked many times.

use std::collections::BTreeMap;
use std::rc::Rc;

use meshwright_core::archive::{ArchiveFile, archive};
use meshwright_core::ask::ask;
use meshwright_core::diag::{Text, Words};
use meshwright_core::graph::MeshGraph;
use meshwright_core::graph::all_flows;
use meshwright_core::graph::what_if::{Losses, Part};
use meshwright_core::istiod::predictor;
use meshwright_core::lists::lists;
use meshwright_core::model::Mesh as Model;
use meshwright_core::wire::v1::{
    EndpointsRecord, JudgementRecord, LossesRecord, PlanRecord, PortsRecord, WhatIfRecord,
    WhyRecord,
};
use meshwright_core::{Compiled, Options};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use crate::{JsOptions, errors, parsed, words, written};

/// A topology, compiled: ask it as often as you like, and `free()` it in the end.
///
/// Questions about a topology that cannot be read throw, with its errors one a line.
#[wasm_bindgen]
pub struct Mesh {
    text: String,
    compiled: Compiled,
    words: Rc<Words>,
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "what comes over the border from JavaScript is owned"
)]
#[wasm_bindgen]
impl Mesh {
    /// Compiles the topology in `text`.
    ///
    /// # Errors
    ///
    /// `options` is not what the types say; whatever the text is, there is a mesh to ask.
    #[wasm_bindgen(constructor)]
    pub fn new(
        text: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
    ) -> Result<Self, JsError> {
        let options: Option<JsOptions> = serde_wasm_bindgen::from_value(options)?;
        let options = options.unwrap_or_default();
        let words = words(options.language.as_deref())?;
        let today = options.today;
        Ok(Self {
            text: text.to_owned(),
            compiled: meshwright_core::compile(text, &Options { today }),
            words,
        })
    }

    /// The findings, who reaches whom, and whether there is a plan.
    ///
    /// # Errors
    ///
    /// None that can happen.
    #[wasm_bindgen(unchecked_return_type = "Judgement")]
    pub fn judge(&self) -> Result<JsValue, JsError> {
        parsed(&self.answer(Question::Judge)?)
    }

    /// The findings, and the steps where no error is among them.
    ///
    /// # Errors
    ///
    /// None that can happen.
    #[wasm_bindgen(unchecked_return_type = "Plan")]
    pub fn plan(&self) -> Result<JsValue, JsError> {
        parsed(&self.answer(Question::Plan)?)
    }

    /// How one cluster reaches another, or a service in it, written `NAME.NAMESPACE`.
    ///
    /// # Errors
    ///
    /// There is no such cluster or service, or the topology cannot be read.
    #[wasm_bindgen(unchecked_return_type = "Why")]
    pub fn why(&self, from: &str, to: &str, service: Option<String>) -> Result<JsValue, JsError> {
        parsed(&self.answer(Question::Why(from, to, service.as_deref()))?)
    }

    /// The endpoint lists that istiod will send: of one cluster's callers and one service, or of
    /// all.
    ///
    /// # Errors
    ///
    /// There is no such cluster or service, or the topology cannot be read.
    #[wasm_bindgen(unchecked_return_type = "Endpoints")]
    pub fn endpoints(
        &self,
        from: Option<String>,
        service: Option<String>,
    ) -> Result<JsValue, JsError> {
        parsed(&self.answer(Question::Endpoints(from.as_deref(), service.as_deref()))?)
    }

    /// Who loses what when these parts are lost at once: `cluster1`, `gateway:cluster1`,
    /// `control-plane:cluster1`, `api-server:cluster1`, `network:network1`, `root:mesh`.
    ///
    /// # Errors
    ///
    /// A part is not there, or the topology cannot be read.
    #[wasm_bindgen(js_name = whatIf, unchecked_return_type = "WhatIf")]
    pub fn what_if(&self, lost: Vec<String>) -> Result<JsValue, JsError> {
        parsed(&self.answer(Question::WhatIf(&lost))?)
    }

    /// What the loss of each part on its own costs, the worst first.
    ///
    /// # Errors
    ///
    /// The topology cannot be read.
    #[wasm_bindgen(unchecked_return_type = "Losses")]
    pub fn losses(&self) -> Result<JsValue, JsError> {
        parsed(&self.answer(Question::Losses)?)
    }

    /// The ways that have to be open, those that firewalls see first.
    ///
    /// # Errors
    ///
    /// The topology cannot be read.
    #[wasm_bindgen(unchecked_return_type = "Ports")]
    pub fn ports(&self) -> Result<JsValue, JsError> {
        parsed(&self.answer(Question::Ports)?)
    }

    /// The bundle: an object from path to text.
    ///
    /// # Errors
    ///
    /// There are findings of severity error, which the message lists one a line.
    #[wasm_bindgen(unchecked_return_type = "Record<string, string>")]
    pub fn render(&self) -> Result<JsValue, JsError> {
        parsed(&self.answer(Question::Render)?)
    }

    /// What the method of that name answers, as JSON: for a worker, whose answers are texts when
    /// they travel. A `why`, `endpoints` or `whatIf` takes its arguments as that method does.
    ///
    /// # Errors
    ///
    /// Those of the method, and there is no such method.
    pub fn json(&self, method: &str, args: Vec<String>) -> Result<String, JsError> {
        let arg = |place: usize| args.get(place).map(String::as_str);
        let name = |place: usize| arg(place).unwrap_or_default();
        self.answer(match method {
            "judge" => Question::Judge,
            "plan" => Question::Plan,
            "why" => Question::Why(name(0), name(1), arg(2)),
            "endpoints" => Question::Endpoints(arg(0), arg(1)),
            "whatIf" => Question::WhatIf(&args),
            "losses" => Question::Losses,
            "ports" => Question::Ports,
            "render" => Question::Render,
            _ => return Err(JsError::new(&format!("there is no method `{method}`"))),
        })
    }

    /// The bundle as a zip file, the same as `meshwright render --zip` writes.
    ///
    /// # Errors
    ///
    /// There are findings of severity error, which the message lists one a line.
    pub fn zip(&self) -> Result<Vec<u8>, JsError> {
        let artifacts = self.compiled.artifacts(&self.text, &self.words);
        let artifacts = artifacts.ok_or_else(|| self.errors())?;
        let mesh = self.compiled.mesh.as_ref();
        let folder = mesh.map_or("mesh", |mesh| mesh.name.as_str());
        let files = artifacts.iter().map(|(path, artifact)| ArchiveFile {
            path,
            bytes: artifact.text.as_bytes(),
            executable: artifact.executable,
        });
        Ok(archive(folder, files)?)
    }
}

/// What a mesh is asked.
#[derive(Clone, Copy)]
enum Question<'a> {
    Judge,
    Plan,
    Why(&'a str, &'a str, Option<&'a str>),
    Endpoints(Option<&'a str>, Option<&'a str>),
    WhatIf(&'a [String]),
    Losses,
    Ports,
    Render,
}

impl Mesh {
    fn answer(&self, question: Question<'_>) -> Result<String, JsError> {
        let words: &Words = &self.words;
        match question {
            Question::Judge => written(&JudgementRecord::new(&self.compiled, words)),
            Question::Plan => written(&PlanRecord::new(&self.compiled, words)),
            Question::Why(from, to, service) => {
                let (mesh, graph) = self.read()?;
                let answer = ask(mesh, graph, from, to, service);
                let answer = answer.map_err(|error| self.error(&error.text()))?;
                written(&WhyRecord::new(&answer, mesh, words))
            }
            Question::Endpoints(from, service) => {
                let (mesh, graph) = self.read()?;
                let predictor = predictor(mesh, graph);
                let found = lists(mesh, &predictor, from, service);
                let found = found.map_err(|error| self.error(&error.text()))?;
                written(&EndpointsRecord::new(&found, &predictor, mesh, words))
            }
            Question::WhatIf(lost) => {
                let (mesh, graph) = self.read()?;
                let parts = lost.iter().map(|part| Part::parse(mesh, graph, part));
                let parts: Result<Vec<Part>, _> = parts.collect();
                let mut parts = parts.map_err(|error| self.error(&error.text()))?;
                parts.sort_unstable();
                parts.dedup();
                let told = Losses::new(mesh, graph).what_if(&parts);
                written(&WhatIfRecord::new(&told, mesh, words))
            }
            Question::Losses => {
                let (mesh, graph) = self.read()?;
                let impacts = Losses::new(mesh, graph).each();
                written(&LossesRecord::new(&impacts, mesh, words))
            }
            Question::Ports => {
                let (mesh, _) = self.read()?;
                let mut flows = all_flows(mesh);
                flows.sort_by_key(|flow| !flow.kind.crosses_borders());
                written(&PortsRecord::new(&flows, mesh, words))
            }
            Question::Render => {
                let artifacts = self.compiled.artifacts(&self.text, words);
                let artifacts = artifacts.ok_or_else(|| self.errors())?;
                let files = artifacts.iter();
                let files: BTreeMap<&str, &str> = files
                    .map(|(path, artifact)| (path, artifact.text.as_str()))
                    .collect();
                written(&files)
            }
        }
    }

    /// The mesh and its graph, where the topology could be read.
    fn read(&self) -> Result<(&Model, &MeshGraph), JsError> {
        match (&self.compiled.mesh, &self.compiled.graph) {
            (Some(mesh), Some(graph)) if self.compiled.is_whole => Ok((mesh, graph)),
            _ => Err(self.errors()),
        }
    }

    fn errors(&self) -> JsError {
        JsError::new(&errors(&self.compiled.findings, &self.text, &self.words))
    }

    fn error(&self, text: &Text) -> JsError {
        JsError::new(&self.words.say(text))
    }
}
