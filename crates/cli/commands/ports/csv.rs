//! The ports as CSV.

use meshwright_core::wire::v1::PortsRecord;

/// A line for each port, below a head whose names never change.
pub(crate) fn render(record: &PortsRecord) -> String {
    let mut out = String::from(
        "kind,source,source_addresses,target,target_addresses,port,protocol,need,purpose\n",
    );
    for row in &record.ports {
        let port = row
            .port
            .map_or_else(|| "any".to_owned(), |port| port.to_string());
        let fields = [
            row.kind.to_owned(),
            row.source.clone(),
            row.source_addresses.join(" "),
            row.target.clone(),
            row.target_addresses.join(" "),
            port,
            row.protocol.to_owned(),
            row.need.to_owned(),
            row.purpose.clone(),
        ];
        out.push_str(&fields.map(|field| quoted(&field)).join(","));
        out.push('\n');
    }
    out
}

/// A field: quoted where it must be, and never taken for a formula.
fn quoted(field: &str) -> String {
    let field = field.replace('`', "");
    let is_formula = field.starts_with(['=', '+', '-', '@']);
    let field = if is_formula {
        format!("'{field}")
    } else {
        field
    };
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        assert_eq!(quoted("istiod of `a`"), "istiod of a");
        assert_eq!(quoted("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
    }
}
