//! Meshwright for JavaScript: a topology's text in, plain objects of `wire::v1` out.
//!
//! Nothing is decided here: each function calls `meshwright-core` and turns the answer into
//! JavaScript values. `pkg/` is this crate, built; `types.d.ts` describes the objects.
//!
//! Not here: reading files, keeping state, drawing.

mod mesh;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use meshwright_core::archive::private_archive;
use meshwright_core::diag::render::{Document, Report, Style, short};
use meshwright_core::diag::{Finding, Language, Severity, Words, text};
use meshwright_core::pki::{Moment, PkiError, Seed, Zeroizing};
use meshwright_core::trust::{Authority, certificates};
use meshwright_core::wire::v1::PlanRecord;
use meshwright_core::{Compiled, Options};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = include_str!("types.d.ts");

/// What a caller may say beside the text.
#[derive(Default, Deserialize)]
struct JsOptions {
    today: Option<String>,
    language: Option<String>,
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
    let (compiled, words) = compiled(text, options)?;
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
    let (compiled, words) = compiled(text, options)?;
    let Some(artifacts) = compiled.artifacts(text, &words) else {
        return Err(JsError::new(&errors(&compiled.findings, text, &words)));
    };
    let files: BTreeMap<&str, &str> = artifacts
        .iter()
        .map(|(path, artifact)| (path, artifact.text.as_str()))
        .collect();
    value(&files)
}

/// The certificate authority of a mesh, in memory until it is freed.
///
/// Issuing takes a few milliseconds a cluster; `sealedRootKey` takes long on purpose, so call it
/// in a worker. For a root that is to last, the command line is the better place: a page cannot
/// promise that nothing of its memory is kept.
#[wasm_bindgen]
pub struct CertificateAuthority {
    authority: Authority,
}

#[wasm_bindgen]
impl CertificateAuthority {
    /// Makes a root for the topology in `text`. `seed` is 32 bytes of `crypto.getRandomValues`,
    /// to be used once and wiped; `now` is `Date.now()`.
    ///
    /// # Errors
    ///
    /// The topology has errors, which the message lists one a line; its plan makes no
    /// certificates; the seed has not 32 bytes; the algorithm is RSA, which the command line has.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str, seed: &[u8], now: f64) -> Result<Self, JsError> {
        let compiled = meshwright_core::compile(text, &Options::default());
        let words = spoken(Language::En);
        if compiled.has_errors() {
            return Err(JsError::new(&errors(&compiled.findings, text, &words)));
        }
        let wanted = compiled.plan.as_ref().and_then(certificates);
        let (Some(mesh), Some(wanted)) = (&compiled.mesh, wanted) else {
            return Err(JsError::new(&words.say(&text!("pki-no-certificates"))));
        };
        let Ok(seed) = seed.try_into().map(Seed::new) else {
            return Err(JsError::new(&words.say(&text!("pki-seed"))));
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "what is out of range is clamped"
        )]
        let now = Moment::from_unix((now / 1000.0) as i64);
        let authority = Authority::new(mesh, wanted, seed, now);
        Ok(Self {
            authority: authority.map_err(|error| JsError::new(&words.say(&error.text())))?,
        })
    }

    /// The clusters whose istiod signs.
    pub fn clusters(&self) -> Vec<String> {
        let clusters = self.authority.certificates.clusters.iter();
        clusters.map(ToString::to_string).collect()
    }

    /// The root's certificate in PEM.
    #[wasm_bindgen(js_name = rootCertificate)]
    pub fn root_certificate(&self) -> String {
        self.authority.root.certificate_pem().to_owned()
    }

    /// The root's key in PEM, under a passphrase.
    ///
    /// # Errors
    ///
    /// The passphrase is too short.
    #[wasm_bindgen(js_name = sealedRootKey)]
    pub fn sealed_root_key(&self, passphrase: &str) -> Result<String, JsError> {
        said(self.authority.sealed_root_key(passphrase))
    }

    /// The four files of `cacerts` of one cluster, by their names; the same each time.
    ///
    /// # Errors
    ///
    /// No istiod of that cluster signs.
    #[wasm_bindgen(unchecked_return_type = "Record<string, string>")]
    pub fn issue(&self, cluster: &str) -> Result<JsValue, JsError> {
        let mut clusters = self.authority.certificates.clusters.iter();
        let Some(cluster) = clusters.find(|known| known.as_str() == cluster) else {
            let words = spoken(Language::En);
            return Err(JsError::new(
                &words.say(&text!("pki-no-cluster", cluster = cluster)),
            ));
        };
        let made = said(self.authority.issue(cluster))?;
        value(&BTreeMap::from(made.files()))
    }

    /// Everything as a zip file, as the command line keeps it: a folder `certificates` with one
    /// folder for each cluster and `root` with its certificate and, under the passphrase, its key.
    ///
    /// # Errors
    ///
    /// The passphrase is too short.
    pub fn zip(&self, passphrase: &str) -> Result<Vec<u8>, JsError> {
        let sealed = said(self.authority.sealed_root_key(passphrase))?;
        let root = Zeroizing::new(self.root_certificate());
        let mut files = vec![
            ("root/root-cert.pem".to_owned(), root),
            ("root/root-key.pem".to_owned(), Zeroizing::new(sealed)),
        ];
        for cluster in &self.authority.certificates.clusters {
            let made = said(self.authority.issue(cluster))?;
            files.extend(made.files().map(|(name, text)| {
                let path = format!("{cluster}/{name}");
                (path, Zeroizing::new(text.to_owned()))
            }));
        }
        let files = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_bytes()));
        Ok(private_archive("certificates", files)?)
    }
}

fn said<T>(result: Result<T, PkiError>) -> Result<T, JsError> {
    result.map_err(|error| {
        let words = spoken(Language::En);
        JsError::new(&words.say(&error.text()))
    })
}

fn compiled(text: &str, options: JsValue) -> Result<(Compiled, Rc<Words>), JsError> {
    let options: Option<JsOptions> = serde_wasm_bindgen::from_value(options)?;
    let JsOptions { today, language } = options.unwrap_or_default();
    let words = words(language.as_deref())?;
    Ok((meshwright_core::compile(text, &Options { today }), words))
}

/// The sentences of a language, of English where none is asked for.
fn words(tag: Option<&str>) -> Result<Rc<Words>, JsError> {
    let language = match tag {
        None => Language::En,
        Some(tag) => Language::from_tag(tag)
            .ok_or_else(|| JsError::new(&format!("there is no language `{tag}`")))?,
    };
    Ok(spoken(language))
}

/// The sentences of a language, which are read once: that takes milliseconds.
fn spoken(language: Language) -> Rc<Words> {
    thread_local! {
        static READ: RefCell<BTreeMap<Language, Rc<Words>>> = const { RefCell::new(BTreeMap::new()) };
    }
    READ.with_borrow_mut(|read| {
        let words = read.entry(language);
        words
            .or_insert_with(|| Rc::new(meshwright_core::words(language)))
            .clone()
    })
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

/// The JSON of a record.
fn written(wire: &impl Serialize) -> Result<String, JsError> {
    Ok(serde_json::to_string(wire)?)
}

#[wasm_bindgen]
extern "C" {
    /// The browser's own reader: quicker than making each object from here.
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn parse_json(text: &str) -> Result<JsValue, JsValue>;
}

/// Plain objects and `null` of JSON.
fn parsed(json: &str) -> Result<JsValue, JsError> {
    parse_json(json).map_err(|_| JsError::new("the answer cannot be read"))
}

/// A record as plain objects.
fn value(wire: &impl Serialize) -> Result<JsValue, JsError> {
    parsed(&written(wire)?)
}
