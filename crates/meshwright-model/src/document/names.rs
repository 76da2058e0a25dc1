//! Names and words as fields of the document.

use meshwright_diag::{Finding, RuleInfo, Safety, Value, args};
use serde_json::{Map, json};

use super::decode::{Decoder, Field, Place, set};
use super::repair;
use crate::document::RoleWord;
use crate::limits;
use crate::mesh::{
    Addon, CaKind, DataPlane, Exposure, InstallMethod, KeyAlgorithm, LoadBalancer, Provider, Scope,
    Traffic, Via,
};
use crate::names::{
    ApiServerUrl, ClusterDomain, ClusterName, Context, IstioVersion, KubeconfigPath,
    KubernetesVersion, MeshId, MeshName, NameError, Namespace, NetworkName, PortName, Profile,
    Revision, SecretName, ServiceName, TrustDomain, is_unprintable,
};
use crate::rules::{BAD_ADDRESS, BAD_VALUE, INVALID_NAME, UNKNOWN_WORD, YAML_WORD};
use crate::shown::shown;
use crate::yaml::node::Node;

/// The pattern of a DNS-1123 label.
pub(super) const LABEL_PATTERN: &str = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$";
const SUBDOMAIN_PATTERN: &str =
    r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$";
const VERSION_PATTERN: &str = r"^[0-9]{1,4}\.[0-9]{1,4}(\.[0-9]{1,4})?$";

/// What to do about a text that is no name of its kind.
#[derive(Clone, Copy)]
struct Repair {
    /// Makes a name of the text; `None` where nothing sensible comes out.
    suggest: fn(&str, &str) -> Option<String>,
    /// Stands before a name that YAML readers would take for something else.
    prefix: &'static str,
    /// Whether the repaired name stands in for the wrong one, so that one mistake is one finding.
    /// Not so for names by which elements of lists are found.
    stands_in: bool,
}

/// The rule and the case of its message for a text that is no name.
fn complaint(error: NameError) -> (&'static RuleInfo, Option<&'static str>) {
    match error {
        NameError::Empty => (INVALID_NAME, Some("empty")),
        NameError::TooLong(_) => (INVALID_NAME, Some("long")),
        NameError::NotALabel => (INVALID_NAME, None),
        NameError::NotASubdomain => (INVALID_NAME, Some("subdomain")),
        NameError::NotAnObjectName => (INVALID_NAME, Some("object")),
        NameError::YamlWord => (YAML_WORD, None),
        NameError::Unprintable => (crate::rules::UNPRINTABLE, Some("value")),
        NameError::NotAnHttpsUrl => (BAD_ADDRESS, Some("url")),
        NameError::NotAVersion => (BAD_VALUE, Some("version")),
    }
}

fn name<T>(
    node: &Node,
    place: &Place<'_>,
    cx: &mut Decoder,
    kind: &'static str,
    parse: fn(&str) -> Result<T, NameError>,
    repair: Repair,
) -> Option<T> {
    let text = &cx.scalar(node, place, kind)?.text;
    let error = match parse(text) {
        Ok(name) => return Some(name),
        Err(error) => error,
    };
    let hidden = |c: &char| is_unprintable(*c) || *c == '\u{fffd}';
    if let Some(c) = text.chars().take(limits::TEXT_BYTES.most).find(hidden) {
        cx.unprintable(place, c);
        return None;
    }
    let (rule, case) = complaint(error);
    let limit = match error {
        NameError::TooLong(limit) => limit,
        _ => 0,
    };
    let field = place.field();
    let suggestion = (repair.suggest)(text, repair.prefix).filter(|name| parse(name).is_ok());
    let suggested = suggestion.clone().unwrap_or_default();
    let args = args![
        field = field,
        name = shown(text),
        limit = limit,
        suggestion = suggested,
        has_suggestion = if suggestion.is_some() { "yes" } else { "no" }
    ];
    let mut finding = Finding::new(rule, place.path(), args);
    if let Some(case) = case {
        finding = finding.case(case);
    }
    if let Some(suggestion) = &suggestion {
        finding = finding.fix(set(place.path(), suggestion.as_str(), Safety::Unsafe));
    }
    cx.findings.push(finding);
    suggestion
        .filter(|_| repair.stands_in)
        .and_then(|name| parse(&name).ok())
}

macro_rules! names {
    ($($type:ident $kind:literal $suggest:path, $prefix:literal, $stands_in:literal, $schema:tt;)+) => {$(
        impl Field for $type {
            const KIND: &'static str = $kind;
            fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
                let repair = Repair { suggest: $suggest, prefix: $prefix, stands_in: $stands_in };
                name(node, place, cx, Self::KIND, Self::parse, repair)
            }
            fn to_value(&self) -> Value {
                self.as_str().into()
            }
            fn schema(_: &mut Map<String, Value>) -> Value {
                json!($schema)
            }
        }
    )+};
}

names! {
    MeshName "kind-name" repair::label, "mesh", true, {"type": "string", "maxLength": 63, "pattern": LABEL_PATTERN};
    MeshId "kind-name" repair::label, "mesh", true, {"type": "string", "maxLength": 63, "pattern": LABEL_PATTERN};
    ClusterName "kind-name" repair::label, "cluster", false, {"type": "string", "maxLength": 63, "pattern": LABEL_PATTERN};
    NetworkName "kind-name" repair::label, "network", true, {"type": "string", "maxLength": 63, "pattern": LABEL_PATTERN};
    Namespace "kind-name" repair::label, "ns", true, {"type": "string", "maxLength": 63, "pattern": LABEL_PATTERN};
    ServiceName "kind-name" repair::label, "service", false, {"type": "string", "maxLength": 63, "pattern": LABEL_PATTERN};
    PortName "kind-name" repair::label, "port", true, {"type": "string", "maxLength": 63, "pattern": LABEL_PATTERN};
    Revision "kind-name" repair::label, "rev", true, {"type": "string", "maxLength": 63, "pattern": LABEL_PATTERN};
    Profile "kind-name" repair::label, "profile", true, {"type": "string", "maxLength": 63, "pattern": LABEL_PATTERN};
    TrustDomain "kind-domain" repair::subdomain, "mesh", true, {"type": "string", "maxLength": 253, "pattern": SUBDOMAIN_PATTERN};
    ClusterDomain "kind-domain" repair::subdomain, "cluster", true, {"type": "string", "maxLength": 253, "pattern": SUBDOMAIN_PATTERN};
    SecretName "kind-name" repair::subdomain, "secret", true, {"type": "string", "maxLength": 253, "pattern": SUBDOMAIN_PATTERN};
    Context "kind-text" repair::none, "", true, {"type": "string", "minLength": 1, "maxLength": 1024};
    KubeconfigPath "kind-text" repair::none, "", true, {"type": "string", "minLength": 1, "maxLength": 4096};
    IstioVersion "kind-version" repair::version, "", true, {"type": ["string", "number"], "pattern": VERSION_PATTERN};
    KubernetesVersion "kind-version" repair::version, "", true, {"type": ["string", "number"], "pattern": VERSION_PATTERN};
    ApiServerUrl "kind-url" repair::url, "", true, {"type": "string", "maxLength": 2048, "pattern": "^https://[^\\s?#@]+$"};
}

/// Reads one of the words `all`.
fn word<T: Copy>(
    node: &Node,
    place: &Place<'_>,
    cx: &mut Decoder,
    all: &[T],
    spelling: fn(T) -> &'static str,
) -> Option<T> {
    let text = &cx.scalar(node, place, "kind-word")?.text;
    let spelled = |text: &str| all.iter().copied().find(|word| spelling(*word) == text);
    if let Some(word) = spelled(text) {
        return Some(word);
    }
    let spellings = || all.iter().map(|word| spelling(*word));
    let meant = cx.suggester.nearest(text, spellings());
    let words: Vec<String> = spellings().map(str::to_owned).collect();
    let args = args![
        field = place.field(),
        value = shown(text),
        words = words,
        meant = meant.unwrap_or_default()
    ];
    let mut finding = Finding::new(UNKNOWN_WORD, place.path(), args);
    if let Some(meant) = meant {
        finding = finding
            .case("meant")
            .fix(set(place.path(), meant, Safety::Safe));
    }
    cx.findings.push(finding);
    meant.and_then(spelled)
}

macro_rules! word_fields {
    ($($type:ident),+ $(,)?) => {$(
        impl Field for $type {
            const KIND: &'static str = "kind-word";
            fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
                word(node, place, cx, Self::ALL, Self::as_str)
            }
            fn to_value(&self) -> Value {
                self.as_str().into()
            }
            fn schema(_: &mut Map<String, Value>) -> Value {
                let words: Vec<&str> = Self::ALL.iter().map(|word| word.as_str()).collect();
                json!({"enum": words})
            }
        }
    )+};
}

word_fields!(
    Addon,
    CaKind,
    DataPlane,
    Exposure,
    InstallMethod,
    KeyAlgorithm,
    LoadBalancer,
    Provider,
    RoleWord,
    Scope,
    Traffic,
    Via,
);
