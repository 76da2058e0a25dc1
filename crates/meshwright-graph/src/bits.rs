//! A row of bits, one for each cluster: what all-pairs answers are made of.

use meshwright_model::ClusterIndex;

/// A set of clusters as a row of bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// The empty set, with room for `n_clusters`.
    pub(crate) fn new(n_clusters: usize) -> Self {
        Self {
            words: vec![0; n_clusters.div_ceil(64)],
        }
    }

    /// The clusters below `n_clusters` that `is_in` says are in.
    pub(crate) fn from_fn(n_clusters: usize, is_in: impl Fn(ClusterIndex) -> bool) -> Self {
        let mut bits = Self::new(n_clusters);
        for index in (0..n_clusters).map(ClusterIndex) {
            if is_in(index) {
                bits.insert(index);
            }
        }
        bits
    }

    /// Whether `cluster` is in.
    pub fn contains(&self, cluster: ClusterIndex) -> bool {
        let word = self.words.get(cluster.0 / 64).copied().unwrap_or(0);
        word >> (cluster.0 % 64) & 1 == 1
    }

    /// How many are in.
    pub fn len(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// Whether none is in.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// Those that are in, in the order of the document.
    pub fn iter(&self) -> impl Iterator<Item = ClusterIndex> {
        self.words.iter().enumerate().flat_map(|(place, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros();
                if bit == 64 {
                    return None;
                }
                rest &= rest - 1;
                Some(ClusterIndex(place * 64 + bit as usize))
            })
        })
    }

    /// The row itself, 64 clusters to a word.
    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    /// The set with these words.
    pub(crate) fn from_words(words: impl Iterator<Item = u64>) -> Self {
        Self {
            words: words.collect(),
        }
    }

    pub(crate) fn insert(&mut self, cluster: ClusterIndex) {
        if let Some(word) = self.words.get_mut(cluster.0 / 64) {
            *word |= 1 << (cluster.0 % 64);
        }
    }

    pub(crate) fn remove(&mut self, cluster: ClusterIndex) {
        if let Some(word) = self.words.get_mut(cluster.0 / 64) {
            *word &= !(1 << (cluster.0 % 64));
        }
    }

    /// Keeps those that are in `other` too.
    pub(crate) fn intersect(&mut self, other: &Self) {
        for (place, word) in self.words.iter_mut().enumerate() {
            *word &= other.words.get(place).copied().unwrap_or(0);
        }
    }

    /// Takes out those that are in `other`.
    pub(crate) fn subtract(&mut self, other: &Self) {
        for (word, less) in self.words.iter_mut().zip(&other.words) {
            *word &= !less;
        }
    }

    /// Adds those that are in `other`.
    pub(crate) fn unite(&mut self, other: &Self) {
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;
    use meshwright_model::ClusterIndex;

    #[test]
    fn a_row_keeps_what_was_put_in_and_nothing_else() {
        let mut bits = Bits::from_fn(130, |index| index.0 % 64 == 0);
        assert_eq!(bits.len(), 3);
        bits.remove(ClusterIndex(64));
        let kept: Vec<usize> = bits.iter().map(|index| index.0).collect();
        assert_eq!(kept, [0, 128]);
        assert!(!bits.contains(ClusterIndex(usize::MAX)), "beyond the row");
        assert!(Bits::new(0).is_empty() && !bits.is_empty());
    }

    #[test]
    fn rows_unite_and_intersect() {
        let even = Bits::from_fn(70, |index| index.0 % 2 == 0);
        let third = Bits::from_fn(70, |index| index.0 % 3 == 0);
        let mut both = even.clone();
        both.intersect(&third);
        assert_eq!(both, Bits::from_fn(70, |index| index.0 % 6 == 0));
        let mut less = even.clone();
        less.subtract(&third);
        assert_eq!(less.len(), 35 - 12);
        let mut either = even;
        either.unite(&third);
        assert_eq!(either.len(), 35 + 24 - 12);
    }
}
