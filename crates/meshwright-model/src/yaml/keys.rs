//! Finding a key that a map has already, quickly also where a map has very many.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use indexmap::IndexMap;

use super::node::Entry;

/// A map with fewer keys is searched; one with more has an index.
const FEW: usize = 32;

/// Where the first key of each hash is, once there are many.
///
/// The keys of the hasher are fixed, so the same text is read the same way every time. Hashes
/// stand for keys because copies of the keys would take more memory than the tree has to spare.
#[derive(Default)]
pub(super) struct KeyIndex(IndexMap<u64, u32, BuildHasherDefault<DefaultHasher>>);

impl KeyIndex {
    /// Takes in the last entry; the first time that there are many, all of them.
    pub(super) fn remember(&mut self, entries: &[Entry]) {
        let fresh = match entries.len() {
            0..FEW => return,
            FEW => 0,
            many => many - 1,
        };
        for (place, entry) in entries.iter().enumerate().skip(fresh) {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            self.0.entry(hash(&entry.key)).or_insert(place);
        }
    }

    /// The entry that has the key already.
    pub(super) fn find<'e>(&self, entries: &'e [Entry], key: &str) -> Option<&'e Entry> {
        let has_key = |entry: &&Entry| entry.key == key;
        if entries.len() < FEW {
            return entries.iter().find(has_key);
        }
        let place = *self.0.get(&hash(key))?;
        // Two keys of one hash are so rare that a search costs nothing.
        let first = entries.get(place as usize).filter(has_key);
        first.or_else(|| entries.iter().find(has_key))
    }
}

fn hash(key: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(key)
}
