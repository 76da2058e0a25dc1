//! Files that istiod looks for and does not find.

use meshwright_diag::{Finding, args, path};

use crate::check::{Context, declare_rule};

declare_rule! {
    /// Files of `cacerts` that are absent or empty.
    "TRU214", "file-missing", Error
}

fn check(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for read in cx.bundles {
        let is_missing = |name: &str| {
            let file = read.files.get(name);
            file.is_none_or(|file| file.bytes.iter().all(u8::is_ascii_whitespace))
        };
        let mut wanted = vec![
            read.names.certificate,
            read.names.key,
            read.names.chain,
            read.names.root,
        ];
        wanted.dedup();
        let missing: Vec<String> = wanted
            .iter()
            .filter(|name| is_missing(name))
            .map(|name| (*name).to_owned())
            .collect();
        if missing.is_empty() {
            continue;
        }
        let is_silent = !read.istiod.refuses_incomplete && is_missing(read.names.key);
        let finding = Finding::new(
            &RULE.info,
            path!(read.name),
            args![cluster = read.name, files = missing],
        );
        out.push(finding.case(if is_silent { "silent" } else { "refused" }));
    }
}
