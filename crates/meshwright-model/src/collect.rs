//! Findings as they are made: not more than can be read, and not more suggestions than are cheap.

use meshwright_diag::{Finding, ModelPath, args};

use crate::limits;
use crate::rules::TOO_MANY;

/// Collects findings up to [`limits::FINDINGS`].
#[derive(Debug, Default)]
pub(crate) struct Collector {
    findings: Vec<Finding>,
    dropped: usize,
}

impl Collector {
    pub(crate) fn push(&mut self, finding: Finding) {
        if self.findings.len() < limits::FINDINGS.most {
            self.findings.push(finding);
        } else {
            self.dropped += 1;
        }
    }

    /// Counts a finding that is not worth making, where no more are kept; says whether it was.
    pub(crate) fn drops_one(&mut self) -> bool {
        let is_full = self.findings.len() >= limits::FINDINGS.most;
        self.dropped += usize::from(is_full);
        is_full
    }

    /// The findings; where some were dropped, the last one says how many.
    pub(crate) fn finish(mut self) -> Vec<Finding> {
        if self.dropped > 0 {
            self.findings.push(
                Finding::new(
                    TOO_MANY,
                    ModelPath::root(),
                    args![shown = limits::FINDINGS.most, more = self.dropped],
                )
                .case("findings"),
            );
        }
        self.findings
    }
}

/// Finds the word that was probably meant.
#[derive(Debug)]
pub(crate) struct Suggester {
    /// Comparisons that are left, so that a document of nothing but mistakes stays cheap.
    budget: usize,
}

impl Default for Suggester {
    fn default() -> Self {
        Self { budget: 100_000 }
    }
}

impl Suggester {
    /// The candidate that `written` is a slip of, or `None` where none is near.
    pub(crate) fn nearest<'c>(
        &mut self,
        written: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        if written.len() > 64 {
            return None;
        }
        let folded = fold(written);
        let allowed = (folded.chars().count() / 3).clamp(1, 3);
        let mut best: Option<(usize, &str)> = None;
        for candidate in candidates {
            if self.budget == 0 {
                break;
            }
            self.budget -= 1;
            if candidate.len().abs_diff(folded.len()) > 2 * allowed + 4 {
                continue;
            }
            let distance = strsim::osa_distance(&folded, &fold(candidate));
            if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }
}

/// What is left of a word when case, `-`, `_` and spaces do not count.
fn fold(word: &str) -> String {
    word.chars()
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Suggester;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        let fields = ["controlPlane", "context", "config", "network", "role"];
        let mut suggester = Suggester::default();
        let mut nearest = |word: &str| suggester.nearest(word, fields);
        assert_eq!(nearest("contorlPlane"), Some("controlPlane"));
        assert_eq!(nearest("control-plane"), Some("controlPlane"));
        assert_eq!(nearest("Network"), Some("network"));
        assert_eq!(nearest("roles"), Some("role"));
        assert_eq!(nearest("description"), None);
        assert_eq!(nearest("x"), None);
    }
}
