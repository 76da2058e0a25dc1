//! `document!`: a part of the document, declared once.

/// Declares a map of the document: a struct whose every field names its key.
///
/// From the declaration come the struct, its reading from a syntax tree (all findings in one
/// pass), its writing (what is absent stays absent) and its JSON Schema. A field of type
/// `Option<T>` may be absent; another one is required.
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
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq $($(, $derive)+)?)]
        pub struct $name {
            $( $(#[doc = $field_doc])+ pub $field: $type, )+
        }
    };
}
