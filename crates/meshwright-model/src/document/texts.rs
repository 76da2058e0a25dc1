//! Texts with a form of their own as fields of the document: addresses, dates, codes, references.

use std::net::IpAddr;

use ipnet::IpNet;
use meshwright_diag::{Finding, ModelPath, Safety, Value, args};
use serde_json::{Map, json};

use super::decode::{Decoder, Field, Place, set};
use super::fields::{bad, is_shown};
use super::scalars::{Date, Reference, RuleCode, ServiceReference};
use crate::mesh::Address;
use crate::rules::BAD_ADDRESS;
use crate::shown::shown;
use crate::yaml::node::Node;

impl Field for IpNet {
    const KIND: &'static str = "kind-cidr";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        cx.parsed(
            node,
            place,
            Self::KIND,
            |text| text.parse().ok(),
            |place, text| {
                let args = args![field = place.field(), value = shown(text)];
                let finding = Finding::new(BAD_ADDRESS, place.path(), args).case("cidr");
                match text.parse::<IpAddr>() {
                    Ok(ip) => {
                        let net = Self::from(ip).to_string();
                        finding.fix(set(place.path(), net, Safety::Unsafe))
                    }
                    Err(_) => finding,
                }
            },
        )
    }
    fn to_value(&self) -> Value {
        self.to_string().into()
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "pattern": "^[0-9A-Fa-f:.]+/[0-9]{1,3}$"})
    }
}

impl Field for Address {
    const KIND: &'static str = "kind-address";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        cx.parsed(node, place, Self::KIND, Self::parse, |place, text| {
            let args = args![field = place.field(), value = shown(text)];
            Finding::new(BAD_ADDRESS, place.path(), args).case("address")
        })
    }
    fn to_value(&self) -> Value {
        self.to_string().into()
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "minLength": 1, "maxLength": 253})
    }
}

impl Field for Reference {
    const KIND: &'static str = "kind-reference";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        cx.parsed(node, place, Self::KIND, Self::parse, |place, text| {
            bad(place, "reference", text)
        })
    }
    fn to_value(&self) -> Value {
        self.as_str().into()
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "minLength": 1, "maxLength": 253})
    }
}

impl Field for ServiceReference {
    const KIND: &'static str = "kind-service";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        cx.parsed(node, place, Self::KIND, Self::parse, |place, text| {
            bad(place, "service", text)
        })
    }
    fn to_value(&self) -> Value {
        self.to_string().into()
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        let label = super::names::LABEL_PATTERN.trim_matches(['^', '$']);
        json!({"type": "string", "pattern": format!("^{label}\\.{label}$")})
    }
}

impl Field for Date {
    const KIND: &'static str = "kind-date";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        cx.parsed(node, place, Self::KIND, Self::parse, |place, text| {
            bad(place, "date", text)
        })
    }
    fn to_value(&self) -> Value {
        self.as_str().into()
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
    }
}

impl Field for RuleCode {
    const KIND: &'static str = "kind-code";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        cx.parsed(node, place, Self::KIND, Self::parse, |place, text| {
            let finding = bad(place, "code", text);
            match Self::parse(&text.to_ascii_uppercase()) {
                Some(code) => finding.fix(set(place.path(), code.as_str(), Safety::Safe)),
                None => finding,
            }
        })
    }
    fn to_value(&self) -> Value {
        self.as_str().into()
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$"})
    }
}

impl Field for ModelPath {
    const KIND: &'static str = "kind-path";
    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        let text = cx.text(node, place, Self::KIND, is_shown)?;
        Some(Self::parse(text))
    }
    fn to_value(&self) -> Value {
        self.to_string().into()
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "minLength": 1})
    }
}
