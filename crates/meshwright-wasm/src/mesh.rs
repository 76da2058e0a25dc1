//! A topology that is compiled once and asked many times.

use std::collections::BTreeMap;

use meshwright_core::archive::{ArchiveFile, archive};
use meshwright_core::ask::ask;
use meshwright_core::diag::{Language, Text, Words};
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

use crate::{JsOptions, errors, value};

/// A topology, compiled: ask it as often as you like, and `free()` it in the end.
///
/// Questions about a topology that cannot be read throw, with its errors one a line.
#[wasm_bindgen]
pub struct Mesh {
    text: String,
    compiled: Compiled,
    words: Words,
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
        let language = match &options.language {
            None => Language::En,
            Some(tag) => Language::from_tag(tag)
                .ok_or_else(|| JsError::new(&format!("there is no language `{tag}`")))?,
        };
        let today = options.today;
        Ok(Self {
            text: text.to_owned(),
            compiled: meshwright_core::compile(text, &Options { today }),
            words: meshwright_core::words(language),
        })
    }

    /// The findings, who reaches whom, and whether there is a plan.
    ///
    /// # Errors
    ///
    /// None that can happen.
    #[wasm_bindgen(unchecked_return_type = "Judgement")]
    pub fn judge(&self) -> Result<JsValue, JsError> {
        value(&JudgementRecord::new(&self.compiled, &self.words))
    }

    /// The findings, and the steps where no error is among them.
    ///
    /// # Errors
    ///
    /// None that can happen.
    #[wasm_bindgen(unchecked_return_type = "Plan")]
    pub fn plan(&self) -> Result<JsValue, JsError> {
        value(&PlanRecord::new(&self.compiled, &self.words))
    }

    /// How one cluster reaches another, or a service in it, written `NAME.NAMESPACE`.
    ///
    /// # Errors
    ///
    /// There is no such cluster or service, or the topology cannot be read.
    #[wasm_bindgen(unchecked_return_type = "Why")]
    pub fn why(&self, from: &str, to: &str, service: Option<String>) -> Result<JsValue, JsError> {
        let (mesh, graph) = self.read()?;
        let answer = ask(mesh, graph, from, to, service.as_deref());
        let answer = answer.map_err(|error| self.error(&error.text()))?;
        value(&WhyRecord::new(&answer, mesh, &self.words))
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
        let (mesh, graph) = self.read()?;
        let predictor = predictor(mesh, graph);
        let found = lists(mesh, &predictor, from.as_deref(), service.as_deref());
        let found = found.map_err(|error| self.error(&error.text()))?;
        value(&EndpointsRecord::new(&found, &predictor, mesh, &self.words))
    }

    /// Who loses what when these parts are lost at once: `cluster1`, `gateway:cluster1`,
    /// `control-plane:cluster1`, `api-server:cluster1`, `network:network1`, `root:mesh`.
    ///
    /// # Errors
    ///
    /// A part is not there, or the topology cannot be read.
    #[wasm_bindgen(js_name = whatIf, unchecked_return_type = "WhatIf")]
    pub fn what_if(&self, lost: Vec<String>) -> Result<JsValue, JsError> {
        let (mesh, graph) = self.read()?;
        let parts: Result<Vec<Part>, _> = lost
            .iter()
            .map(|part| Part::parse(mesh, graph, part))
            .collect();
        let mut parts = parts.map_err(|error| self.error(&error.text()))?;
        parts.sort_unstable();
        parts.dedup();
        let told = Losses::new(mesh, graph).what_if(&parts);
        value(&WhatIfRecord::new(&told, mesh, &self.words))
    }

    /// What the loss of each part on its own costs, the worst first.
    ///
    /// # Errors
    ///
    /// The topology cannot be read.
    #[wasm_bindgen(unchecked_return_type = "Losses")]
    pub fn losses(&self) -> Result<JsValue, JsError> {
        let (mesh, graph) = self.read()?;
        let impacts = Losses::new(mesh, graph).each();
        value(&LossesRecord::new(&impacts, mesh, &self.words))
    }

    /// The ways that have to be open, those that firewalls see first.
    ///
    /// # Errors
    ///
    /// The topology cannot be read.
    #[wasm_bindgen(unchecked_return_type = "Ports")]
    pub fn ports(&self) -> Result<JsValue, JsError> {
        let (mesh, _) = self.read()?;
        let mut flows = all_flows(mesh);
        flows.sort_by_key(|flow| !flow.kind.crosses_borders());
        value(&PortsRecord::new(&flows, mesh, &self.words))
    }

    /// The bundle: an object from path to text.
    ///
    /// # Errors
    ///
    /// There are findings of severity error, which the message lists one a line.
    #[wasm_bindgen(unchecked_return_type = "Record<string, string>")]
    pub fn render(&self) -> Result<JsValue, JsError> {
        let artifacts = self.compiled.artifacts(&self.text, &self.words);
        let artifacts = artifacts.ok_or_else(|| self.errors())?;
        let files: BTreeMap<&str, &str> = artifacts
            .iter()
            .map(|(path, artifact)| (path, artifact.text.as_str()))
            .collect();
        value(&files)
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

impl Mesh {
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
