//! `document!`: a part of the document, declared once.

/// Declares a map of the document: a struct whose every field names its key.
///
/// From the declaration come the struct, its reading from a syntax tree (all findings in one
/// pass), its writing (what is absent stays absent) and its JSON Schema. A field of type
/// `Option<T>` may be absent; another one is required. Keys after `beside` may stand in the map
/// and are read elsewhere.
macro_rules! document {
    (
        $(#[doc = $doc:literal])+
        $(#[derive($($derive:ident),+)])?
        pub struct $name:ident {
            $(
                $(#[doc = $field_doc:literal])+
                pub $field:ident: $type:ty => $key:literal $(, default $default:tt)?;
            )+
        }
        $(beside $($beside:literal),+)?
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq $($(, $derive)+)?)]
        pub struct $name {
            $( $(#[doc = $field_doc])+ pub $field: $type, )+
        }

        impl $crate::document::decode::Field for $name {
            const KIND: &'static str = "kind-map";

            fn decode(
                node: &$crate::yaml::node::Node,
                place: &$crate::document::decode::Place<'_>,
                cx: &mut $crate::document::decode::Decoder,
            ) -> Option<Self> {
                use $crate::document::decode::{FieldInfo, Slot};
                const KNOWN: &[FieldInfo] = &[$(FieldInfo {
                    key: $key,
                    required: <$type as Slot>::REQUIRED,
                }),+];
                const BESIDE: &[&str] = &[$($($beside),+)?];
                let fields = cx.fields(node, place, Self::KIND, KNOWN, BESIDE)?;
                // Every field is read before any missing one ends the reading.
                $( let $field = <$type as Slot>::fill(fields.read($key, place, cx)); )+
                Some(Self { $( $field: $field?, )+ })
            }

            fn to_value(&self) -> meshwright_diag::Value {
                use $crate::document::decode::{Field, Slot};
                let mut map = serde_json::Map::new();
                $(
                    if let Some(content) = Slot::content(&self.$field) {
                        map.insert($key.to_owned(), Field::to_value(content));
                    }
                )+
                meshwright_diag::Value::Object(map)
            }

            fn schema(
                definitions: &mut serde_json::Map<String, meshwright_diag::Value>,
            ) -> meshwright_diag::Value {
                use $crate::document::decode::{Field, Slot};
                if !definitions.contains_key(stringify!($name)) {
                    // Reserved before its parts, which may hold the same definition.
                    definitions.insert(stringify!($name).to_owned(), meshwright_diag::Value::Null);
                    let mut properties = serde_json::Map::new();
                    let mut required: Vec<meshwright_diag::Value> = Vec::new();
                    $(
                        let schema =
                            <<$type as Slot>::Content as Field>::schema(definitions);
                        let schema = $crate::schema::field(
                            schema,
                            concat!($($field_doc),+),
                            [$(serde_json::json!($default))?].into_iter().next(),
                        );
                        properties.insert($key.to_owned(), schema);
                        if <$type as Slot>::REQUIRED {
                            required.push($key.into());
                        }
                    )+
                    let schema = $crate::schema::map(concat!($($doc),+), properties, required);
                    definitions.insert(stringify!($name).to_owned(), schema);
                }
                serde_json::json!({ "$ref": concat!("#/$defs/", stringify!($name)) })
            }
        }
    };
}
