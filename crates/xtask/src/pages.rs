//! The pages of the repository against the repository: links lead somewhere, numbers are true.

use crate::process::Problem;
use crate::repo::Repo;

/// The pages that people read first.
const PAGES: &[&str] = &[
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "docs/limits.md",
    "docs/topology.md",
    "examples/README.md",
    "pkg/README.md",
];

/// Compares links with files, and the page of limits with the code.
pub(crate) fn check(repo: &Repo) -> Result<(), Problem> {
    let mut wrong = Vec::new();
    for page in PAGES {
        let text = repo.read(page)?;
        for (line, target) in links(&text) {
            let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
            if !repo.path(folder).join(target).exists() {
                wrong.push(format!("{page}:{line}: `{target}` is not there"));
            }
        }
    }
    let code = limits_of_code(&repo.read("crates/meshwright-model/src/limits.rs")?);
    let page = limits_of_page(&repo.read("docs/limits.md")?);
    if code.is_empty() || code != page {
        wrong.push(format!(
            "docs/limits.md has the limits {page:?}, the code has {code:?}"
        ));
    }
    if wrong.is_empty() {
        println!("{} pages, {} limits", PAGES.len(), code.len());
        return Ok(());
    }
    Err(Problem::list("pages that are not true:", &wrong))
}

/// The links of a page that lead to files, each with its line; code blocks are left out.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut links = Vec::new();
    let mut in_code = false;
    for (index, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        for rest in line.split("](").skip(1) {
            let target = rest.split([')', '#']).next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") {
                links.push((index + 1, target));
            }
        }
    }
    links
}

/// `most: 10_000,` of each limit, in order.
fn limits_of_code(source: &str) -> Vec<u64> {
    let number = |line: &str| {
        let digits = line.trim().strip_prefix("most: ")?.trim_end_matches(',');
        digits.replace('_', "").parse().ok()
    };
    source.lines().filter_map(number).collect()
}

/// The last cell of each line of the table, in order.
fn limits_of_page(page: &str) -> Vec<u64> {
    let number = |line: &str| {
        let cell = line
            .strip_prefix('|')?
            .strip_suffix('|')?
            .rsplit('|')
            .next()?;
        cell.trim().replace(',', "").parse().ok()
    };
    page.lines().filter_map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::{Repo, check, limits_of_code, limits_of_page, links};

    #[test]
    fn links_to_files_are_found_with_their_line() {
        let page =
            "[a](b.md) and [c](d/e.md#f)\n```\n[no](code)\n```\n[web](https://x.y) [here](#g)";
        assert_eq!(links(page), [(1, "b.md"), (1, "d/e.md")]);
    }

    #[test]
    fn limits_are_read_from_code_and_page() {
        assert_eq!(
            limits_of_code("    what: \"a\",\n    most: 10_000,\n"),
            [10_000]
        );
        assert_eq!(
            limits_of_page("| what | at most |\n| bytes | 10,000 |\n"),
            [10_000]
        );
    }

    #[test]
    fn the_pages_of_this_repository_are_true() {
        let repo = Repo::find().expect("the tests run in the checkout");
        if let Err(problem) = check(&repo) {
            panic!("{problem}");
        }
    }
}
