//! What somebody probably meant: the known word that is nearest to the one given.

/// Letters looked at; what is longer is near to nothing.
const LONGEST: usize = 200;

/// The candidate that `word` is most likely a slip of; upper and lower case are the same.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().take(LONGEST).collect();
    let most = if word.len() > 6 { word.len() / 3 } else { 2 };
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= most && distance < candidate.len())
        .min()
        .map(|(_, candidate)| candidate)
}

/// Letters to insert, delete or change to get from `a` to `b`.
fn distance(a: &[char], b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().take(LONGEST).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (index, from) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, to) in b.iter().enumerate() {
            let changed = diagonal + usize::from(from != to);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_understood() {
        let codes = ["GWY101", "NET101", "network-without-gateway"];
        assert_eq!(nearest("gwy102", codes), Some("GWY101"));
        assert_eq!(nearest("GWY110", codes), Some("GWY101"));
        assert_eq!(nearest("network-without-gatway", codes), Some(codes[2]));
    }

    #[test]
    fn other_words_are_near_to_nothing() {
        assert_eq!(nearest("zebra", ["GWY101"]), None);
        assert_eq!(nearest("", ["ab", "c"]), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), ["x"]), None);
    }
}
