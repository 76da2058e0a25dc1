//! The lists for people at a terminal, in the columns of `istioctl proxy-config endpoints`.

use meshwright_core::diag::text;
use meshwright_core::wire::v1::{EndpointListRecord, EndpointRecord, EndpointsRecord};

use crate::columns::Table;
use crate::ui::Ui;

/// The lists by cluster of callers.
pub(crate) fn render(record: &EndpointsRecord, ui: &Ui) -> String {
    let mut out = String::new();
    for lists in record.lists.chunk_by(|one, other| one.from == other.from) {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&title(&lists[0], ui));
        out.push('\n');
        let mut table = Table::new();
        table.row(
            [
                "lists-endpoint",
                "lists-status",
                "lists-outlier",
                "lists-cluster",
                "lists-weight",
                "lists-meaning",
            ]
            .map(|key| ui.say(&text!(key))),
        );
        for list in lists {
            for entry in &list.endpoints {
                table.row([
                    address(entry, ui),
                    status(entry).to_owned(),
                    "OK".to_owned(),
                    list.cluster.clone(),
                    weight(entry),
                    entry.text.clone(),
                ]);
            }
        }
        for line in table.lines("") {
            out.push_str(&line);
            out.push('\n');
        }
        for list in lists {
            for line in notes(list, ui) {
                out.push_str(&line);
                out.push('\n');
            }
        }
    }
    out
}

/// Whose lists they are.
pub(crate) fn title(list: &EndpointListRecord, ui: &Ui) -> String {
    let from = &list.from;
    ui.say(&match (&list.unserved, &list.istiod) {
        (Some(broken), _) => text!("lists-unserved", from = from, broken = broken),
        (None, Some(istiod)) if istiod == from => text!("lists-own", from = from),
        (None, istiod) => {
            let istiod = istiod.as_deref().unwrap_or_default();
            text!("lists-of", from = from, istiod = istiod)
        }
    })
}

/// The address and port, or whose it is.
pub(crate) fn address(entry: &EndpointRecord, ui: &Ui) -> String {
    let of = entry.of.as_deref().unwrap_or_default();
    let host = match &entry.address {
        Some(address) if address.contains(':') => format!("[{address}]"),
        Some(address) => address.clone(),
        None if entry.via == "gateway" => ui.say(&text!("host-gateway", cluster = of)),
        None => ui.say(&text!("host-pod", cluster = of)),
    };
    format!("{host}:{}", entry.port)
}

/// What `istioctl` shows: an endpoint whose health nobody knows counts as healthy.
pub(crate) fn status(entry: &EndpointRecord) -> &'static str {
    match entry.health {
        "unhealthy" => "UNHEALTHY",
        "draining" => "DRAINING",
        _ => "HEALTHY",
    }
}

/// The weight, and the priority where there is another than the first.
pub(crate) fn weight(entry: &EndpointRecord) -> String {
    if entry.priority == 0 {
        entry.weight.to_string()
    } else {
        format!("{} p{}", entry.weight, entry.priority)
    }
}

/// What the list lacks, and how many requests arrive.
pub(crate) fn notes(list: &EndpointListRecord, ui: &Ui) -> Vec<String> {
    let mut lines = Vec::new();
    for missing in &list.missing {
        let text = &missing.text;
        lines.push(format!("{}: {text}", list.cluster));
    }
    if list.unserved.is_none() && list.share < 0.9995 && !list.endpoints.is_empty() {
        let percent = format!("{:.0}", list.share * 100.0);
        let cluster = &list.cluster;
        lines.push(ui.say(&text!("lists-share", cluster = cluster, percent = percent)));
    }
    lines
}
