//! The words of one vocabulary, and the minors that know them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Verdict;
use crate::version::Numbers;

/// A minor as two numbers.
type Minor = (u32, u32);

/// Words in order, each with its ranges.
pub(super) struct Words {
    entries: BTreeMap<String, Entry>,
}

struct Entry {
    /// Oldest first, apart from each other.
    ranges: Vec<Range>,
    source: String,
}

struct Range {
    first: String,
    /// `None` up to the newest minor, and beyond.
    last: Option<String>,
}

/// A part of a file: words that can be read up at one place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    source: String,
    words: BTreeMap<String, String>,
}

impl Words {
    pub(super) fn read(text: &str) -> Self {
        let groups: Vec<Group> =
            serde_yaml::from_str(text).expect("a test reads every file of the vocabulary");
        let entries = groups
            .into_iter()
            .flat_map(|group| {
                group.words.into_iter().map(move |(word, ranges)| {
                    let ranges = ranges.split(", ").map(Range::read).collect();
                    let source = group.source.clone();
                    (word, Entry { ranges, source })
                })
            })
            .collect();
        Self { entries }
    }

    pub(super) fn contains(&self, word: &str) -> bool {
        self.entries.contains_key(word)
    }

    /// What is thought of the word itself.
    pub(super) fn exact(&'static self, word: &str, minor: Minor) -> Verdict {
        self.entries
            .get(word)
            .map_or(Verdict::Unknown, |entry| entry.judge(minor))
    }

    /// What is thought of a path: of itself, as a map of words, or as part of a free map.
    pub(super) fn path(&'static self, word: &str, minor: Minor) -> Verdict {
        let below = format!("{word}.");
        let verdict = self
            .entries
            .range(below.clone()..)
            .take_while(|(path, _)| path.starts_with(&below))
            .fold(self.exact(word, minor), |verdict, (_, entry)| {
                verdict.or(entry.judge(minor))
            });
        free_maps_around(word).fold(verdict, |verdict, map| verdict.or(self.exact(&map, minor)))
    }

    pub(super) fn source(&'static self, word: &str) -> Option<&'static str> {
        let entry = self
            .entries
            .get(word)
            .or_else(|| free_maps_around(word).find_map(|map| self.entries.get(&map)))?;
        Some(&entry.source)
    }
}

/// `a.*` and `a.b.*` for `a.b.c`.
fn free_maps_around(word: &str) -> impl Iterator<Item = String> {
    word.match_indices('.')
        .map(|(end, _)| format!("{}.*", &word[..end]))
}

impl Entry {
    fn judge(&'static self, minor: Minor) -> Verdict {
        let mut gone = Verdict::Unknown;
        for range in &self.ranges {
            if minor < Numbers::read(&range.first).line() {
                return Verdict::NotYet {
                    since: &range.first,
                };
            }
            match &range.last {
                Some(last) if minor > Numbers::read(last).line() => {
                    gone = Verdict::Gone { last };
                }
                _ => return Verdict::Known,
            }
        }
        gone
    }
}

impl Range {
    /// Reads `1.9` or `1.9-1.21`.
    fn read(text: &str) -> Self {
        match text.split_once('-') {
            Some((first, last)) => Self {
                first: first.to_owned(),
                last: Some(last.to_owned()),
            },
            None => Self {
                first: text.to_owned(),
                last: None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::catalogue::releases;
    use crate::version::Numbers;
    use crate::vocabulary::Vocabulary;

    #[test]
    fn every_vocabulary_reads_and_has_sources() {
        for &vocabulary in Vocabulary::ALL {
            let words = vocabulary.words();
            assert!(!words.entries.is_empty(), "{vocabulary:?}");
            for (word, entry) in &words.entries {
                assert!(
                    ["istio/", "istio-ecosystem/", "kubernetes/"]
                        .iter()
                        .any(|owner| entry.source.starts_with(owner)),
                    "{word}: {}",
                    entry.source
                );
            }
        }
    }

    #[test]
    fn words_are_sorted_and_stand_once() {
        for &vocabulary in Vocabulary::ALL {
            let mut all = Vec::new();
            let mut group: Vec<&str> = Vec::new();
            for line in vocabulary.text().lines() {
                if let Some(entry) = line.strip_prefix("    ") {
                    let (word, _) = entry.rsplit_once(": ").expect("a word and its ranges");
                    let word = word.trim_matches('"');
                    assert!(
                        group.last().is_none_or(|&before| before < word),
                        "{vocabulary:?}: {word}"
                    );
                    group.push(word);
                } else {
                    all.append(&mut group);
                }
            }
            all.append(&mut group);
            assert_eq!(
                all.len(),
                vocabulary.words().entries.len(),
                "{vocabulary:?}"
            );
        }
    }

    #[test]
    fn ranges_are_of_the_catalogue_and_follow_each_other() {
        let minors: Vec<_> = releases().map(Numbers::read).map(Numbers::line).collect();
        for &vocabulary in Vocabulary::ALL {
            for (word, entry) in &vocabulary.words().entries {
                let mut before = None;
                for (n, range) in entry.ranges.iter().enumerate() {
                    let first = Numbers::read(&range.first).line();
                    assert!(minors.contains(&first), "{word}: {}", range.first);
                    assert!(before < Some(first), "{word}");
                    if let Some(last) = &range.last {
                        let last = Numbers::read(last).line();
                        assert!(minors.contains(&last) && first <= last, "{word}");
                        assert_ne!(Some(&last), minors.last(), "{word}: ends with the newest");
                        before = Some(last);
                    } else {
                        assert_eq!(n + 1, entry.ranges.len(), "{word}");
                    }
                }
            }
        }
    }
}
