//! Meshwright for JavaScript: a topology's text in, plain objects of `wire::v1` out.
//!
//! Nothing is decided here: each function calls `meshwright-core` and turns the answer into
//! JavaScript values. `pkg/` is this crate, built; `types.d.ts` describes the objects.
//!
//! Not here: reading files, keeping state, drawing.

use std::collections::BTreeMap;

use meshwright_core::diag::render::{Document, Report, Style, short};
use meshwright_core::diag::{Finding, Language, Severity, Words};
use meshwright_core::wire::v1::PlanRecord;
use meshwright_core::{Compiled, Options};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = include_str!("types.d.ts");

/// What a caller may say beside the text.
#[derive(Default, Deserialize)]
struct JsOptions {
    today: Option<String>,
}

/// The version of Meshwright.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The findings about the topology in `text`, and the plan where there is one.
///
/// # Errors
///
/// `options` is not what the types say; whatever the text is, there is an answer.
#[wasm_bindgen(unchecked_return_type = "Plan")]
pub fn compile(
    text: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<JsValue, JsError> {
    let compiled = compiled(text, options)?;
    let words = meshwright_core::words(Language::En);
    value(&PlanRecord::new(&compiled, &words))
}

/// The bundle for the topology in `text`: an object from path to text.
///
/// # Errors
///
/// There are findings of severity error, which the message lists one a line, or `options` is
/// not what the types say.
#[wasm_bindgen(unchecked_return_type = "Record<string, string>")]
pub fn render(
    text: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<JsValue, JsError> {
    let compiled = compiled(text, options)?;
    let words = meshwright_core::words(Language::En);
    let Some(artifacts) = compiled.artifacts(text, &words) else {
        return Err(JsError::new(&errors(&compiled.findings, text, &words)));
    };
    let files: BTreeMap<&str, &str> = artifacts
        .iter()
        .map(|(path, artifact)| (path, artifact.text.as_str()))
        .collect();
    value(&files)
}

fn compiled(text: &str, options: JsValue) -> Result<Compiled, JsError> {
    let options: Option<JsOptions> = serde_wasm_bindgen::from_value(options)?;
    let today = options.unwrap_or_default().today;
    Ok(meshwright_core::compile(text, &Options { today }))
}

/// The errors among `findings`, one a line.
fn errors(findings: &[Finding], text: &str, words: &Words) -> String {
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    let errors: Vec<Finding> = findings.iter().filter(is_error).cloned().collect();
    short::render(&Report {
        findings: &errors,
        words,
        document: Document {
            name: "topology",
            text,
        },
        style: Style::default(),
    })
}

/// Plain objects and `null`, not the `Map`s and `undefined` that are the default.
fn value(wire: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(wire.serialize(&Serializer::json_compatible())?)
}
