//! Tests of the mesh.

use meshwright_diag::{Finding, Value, args};
use serde_json::{Map, json};

use super::decode::{Decoder, Field, FieldInfo, Place};
use super::{Reference, ServiceReference};
use crate::mesh::Via;
use crate::rules::MISSING_FIELD;
use crate::yaml::node::Node;

/// A test of the mesh; one that fails is a finding.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpectEntry {
    /// `reach`: one cluster reaches another.
    Reach(ReachSection),
    /// `noPath`: one cluster does not reach another.
    NoPath(NoPathSection),
    /// `survives`: what is left goes on working when something is lost.
    Survives(SurvivesSection),
}

impl Field for ExpectEntry {
    const KIND: &'static str = "kind-map";

    fn decode(node: &Node, place: &Place<'_>, cx: &mut Decoder) -> Option<Self> {
        const KNOWN: [FieldInfo; 3] = [
            FieldInfo {
                key: "reach",
                required: false,
            },
            FieldInfo {
                key: "noPath",
                required: false,
            },
            FieldInfo {
                key: "survives",
                required: false,
            },
        ];
        let fields = cx.fields(node, place, Self::KIND, &KNOWN, &[])?;
        let there = fields.keys().count();
        let reach = fields.read("reach", place, cx).map(Self::Reach);
        let no_path = fields.read("noPath", place, cx).map(Self::NoPath);
        let survives = fields.read("survives", place, cx).map(Self::Survives);
        if there != 1 {
            let case = if there == 0 {
                "expect"
            } else {
                "expect-several"
            };
            let finding = Finding::new(MISSING_FIELD, place.path(), args![]).case(case);
            cx.findings.push(finding);
        }
        reach.or(no_path).or(survives)
    }

    fn to_value(&self) -> Value {
        match self {
            Self::Reach(reach) => json!({"reach": reach.to_value()}),
            Self::NoPath(no_path) => json!({"noPath": no_path.to_value()}),
            Self::Survives(survives) => json!({"survives": survives.to_value()}),
        }
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        let one = |key: &str, schema: Value| {
            json!({
                "type": "object",
                "properties": {key: schema},
                "required": [key],
                "additionalProperties": false,
            })
        };
        json!({"oneOf": [
            one("reach", ReachSection::schema(definitions)),
            one("noPath", NoPathSection::schema(definitions)),
            one("survives", SurvivesSection::schema(definitions)),
        ]})
    }
}

document! {
    /// One cluster reaches another.
    pub struct ReachSection {
        /// The caller's cluster.
        pub from: Reference => "from";
        /// The called cluster.
        pub to: Reference => "to";
        /// The service, as `name.namespace`; absent for any.
        pub service: Option<ServiceReference> => "service";
        /// How the path goes.
        pub via: Option<Via> => "via", default "any";
    }
}

document! {
    /// One cluster does not reach another.
    pub struct NoPathSection {
        /// The caller's cluster.
        pub from: Reference => "from";
        /// The called cluster.
        pub to: Reference => "to";
    }
}

document! {
    /// What is left goes on working when something is lost.
    pub struct SurvivesSection {
        /// A cluster, or `any-cluster`, `any-gateway`, `any-control-plane`, `any-api-server`.
        pub loss: Reference => "loss";
    }
}
