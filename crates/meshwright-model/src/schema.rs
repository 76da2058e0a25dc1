//! The JSON Schema of the document.

use meshwright_diag::Value;

/// The schema of a topology document, JSON Schema 2020-12.
pub fn schema() -> Value {
    Value::Null
}
