//! A value as YAML that every reader, of YAML 1.1 or 1.2, takes for the same value.

use meshwright_diag::Value;

/// The value as one YAML document; it ends with a line feed.
pub fn write(value: &Value) -> String {
    value.to_string() + "\n"
}

/// The values as YAML documents, with a line `---` between each two.
pub fn write_documents(documents: impl IntoIterator<Item = Value>) -> String {
    documents
        .into_iter()
        .map(|document| write(&document))
        .collect::<Vec<_>>()
        .join("---\n")
}
