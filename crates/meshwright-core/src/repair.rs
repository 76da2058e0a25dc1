//! Repairs of findings, applied to the text of a topology.

mod splice;

use meshwright_diag::{Code, Edit, Finding, Fix, ModelPath, Safety, Text};
use meshwright_model::edit::edit_text;
use meshwright_model::{Document, read};

pub use splice::has_comments;
use splice::splice;

use crate::{Compiled, Options, compile};

/// Rounds after which repairing ends: one repair may uncover a finding that has another.
const MOST_ROUNDS: usize = 10;

/// Which repairs are applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repairs {
    /// Those that change nothing but what the finding is about.
    Safe,
    /// Those that decide something for the user, too.
    Unsafe,
}

/// A repair that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The rule of the finding.
    pub code: Code,
    /// What was done.
    pub title: Text,
}

/// A topology after repairs.
#[derive(Clone, Debug)]
pub struct Repaired {
    /// The text.
    pub text: String,
    /// What was done, in order.
    pub applied: Vec<Applied>,
    /// What was left alone because the comments of the text would be lost.
    pub declined: Vec<Applied>,
    /// What follows from the text.
    pub compiled: Compiled,
}

/// Applies repairs to `text`, of which `compiled` follows, until no finding has one left.
///
/// Comments and layout stay. A repair that takes more than inserting and cutting lines is made
/// by writing the document anew, and only where it has no comments.
pub fn repair(text: &str, compiled: Compiled, which: Repairs, options: &Options) -> Repaired {
    let mut repaired = Repaired {
        text: text.to_owned(),
        applied: Vec::new(),
        declined: Vec::new(),
        compiled,
    };
    for _ in 0..MOST_ROUNDS {
        let mut text = repaired.text.clone();
        let mut edited: Option<Document> = None;
        let mut declined = Vec::new();
        for (finding, fix) in choose(&repaired.compiled.findings, which) {
            let applied = Applied {
                code: finding.rule.code,
                title: fix.title.clone(),
            };
            let document = edited.as_ref().unwrap_or(&repaired.compiled.document);
            if let Some((spliced, read)) = splice(&text, document, &fix.edits) {
                text = spliced;
                edited = Some(read);
                repaired.applied.push(applied);
            } else if has_comments(&text) {
                declined.push(applied);
            } else {
                let rewritten = edit_text(&text, std::slice::from_ref(fix));
                if rewritten != text {
                    text = rewritten;
                    edited = Some(read(&text));
                    repaired.applied.push(applied);
                }
            }
        }
        repaired.declined = declined;
        if text == repaired.text {
            break;
        }
        repaired.compiled = compile(&text, options);
        repaired.text = text;
    }
    repaired
}

/// The text, of which `document` was read, with `edits` applied, and what is then read of it.
///
/// Comments and layout stay. What takes more than inserting and cutting lines is made by writing
/// the document anew where it has no comments; where it has some, the answer is `None`.
pub fn edit(text: &str, document: &Document, edits: &[Edit]) -> Option<(String, Document)> {
    if let Some(spliced) = splice(text, document, edits) {
        return Some(spliced);
    }
    if has_comments(text) {
        return None;
    }
    let root = meshwright_model::edit::apply(document.root.as_ref()?, edits);
    let text = meshwright_model::yaml::write(&root);
    let document = read(&text);
    Some((text, document))
}

/// The best repair of each finding that may be applied and does not touch what one before it
/// touches.
fn choose(findings: &[Finding], which: Repairs) -> Vec<(&Finding, &Fix)> {
    let mut chosen: Vec<(&Finding, &Fix)> = Vec::new();
    let mut touched: Vec<&ModelPath> = Vec::new();
    for finding in findings {
        let best = finding.fixes.iter().find(|fix| match which {
            Repairs::Safe => fix.safety == Safety::Safe,
            Repairs::Unsafe => true,
        });
        let Some(fix) = best else {
            continue;
        };
        let paths: Vec<&ModelPath> = fix.edits.iter().map(|edit| &edit.path).collect();
        let collides = paths.iter().any(|path| {
            touched
                .iter()
                .any(|other| path.is_within(other) || other.is_within(path))
        });
        if !collides {
            touched.extend(paths);
            chosen.push((finding, fix));
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::{Repairs, repair};
    use crate::{Options, compile};

    const NO_GATEWAY: &str = "\
apiVersion: meshwright/v1alpha1
kind: MeshTopology
metadata:
  name: shop
clusters:
  - name: east
    network: net-1
    eastWestGateway: {}
  - name: west
    network: net-2
";

    #[test]
    fn repairs_remove_the_findings_that_they_are_for() {
        let options = Options::default();
        let compiled = compile(NO_GATEWAY, &options);
        assert!(compiled.has_errors());
        let repaired = repair(NO_GATEWAY, compiled, Repairs::Unsafe, &options);
        assert!(!repaired.applied.is_empty());
        assert!(
            !repaired.compiled.has_errors(),
            "{:?}\n{}",
            repaired.compiled.findings,
            repaired.text
        );
    }

    #[test]
    fn a_topology_without_findings_stays_as_it_is() {
        let options = Options::default();
        let text = NO_GATEWAY.replace("net-2\n", "net-2\n    eastWestGateway: {} # stays\n");
        let compiled = compile(&text, &options);
        let repaired = repair(&text, compiled, Repairs::Unsafe, &options);
        assert_eq!(repaired.text, text);
        assert_eq!(repaired.applied, []);
    }

    #[test]
    fn comments_stay_where_they_are() {
        let options = Options::default();
        let text = NO_GATEWAY.replace("- name: west\n", "- name: west # far away\n");
        let compiled = compile(&text, &options);
        let repaired = repair(&text, compiled, Repairs::Unsafe, &options);
        assert!(repaired.text.starts_with(&text), "{}", repaired.text);
        assert_eq!(repaired.declined, []);
    }
}
