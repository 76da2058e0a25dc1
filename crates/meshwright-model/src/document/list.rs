//! A list of the document that remembers where its elements stood.

use std::ops::Deref;

/// The elements of a list of the document that could be read.
///
/// Elements that could not be read were reported and left out. So that findings about the others
/// still name the right place, and a reference to a cluster that was left out is not reported a
/// second time, the list remembers both; for comparing lists only the elements count.
#[derive(Clone, Debug)]
pub struct List<T> {
    items: Vec<T>,
    /// The place of each item in the file; `None` where each stands at its own index.
    places: Option<Vec<usize>>,
    left_out: Vec<String>,
    is_incomplete: bool,
}

impl<T> List<T> {
    /// A list of `items`, each at its own index.
    pub const fn new(items: Vec<T>) -> Self {
        Self {
            items,
            places: None,
            left_out: Vec::new(),
            is_incomplete: false,
        }
    }

    /// What was read: items with their index in the file, and the names of those left out.
    pub(crate) fn read(items: Vec<(usize, T)>, left_out: Vec<String>, is_incomplete: bool) -> Self {
        let shifted = items
            .iter()
            .enumerate()
            .any(|(index, (place, _))| index != *place);
        let places = shifted.then(|| items.iter().map(|(place, _)| *place).collect());
        Self {
            items: items.into_iter().map(|(_, item)| item).collect(),
            places,
            left_out,
            is_incomplete,
        }
    }

    /// The elements with their index in the file.
    pub fn with_places(&self) -> impl Iterator<Item = (usize, &T)> {
        self.items.iter().enumerate().map(|(index, item)| {
            let place = self.places.as_ref().and_then(|places| places.get(index));
            (place.copied().unwrap_or(index), item)
        })
    }

    /// The names of elements that could not be read, as written.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// Whether elements could not be read and are left out.
    pub const fn is_incomplete(&self) -> bool {
        self.is_incomplete
    }

    /// The elements, to be changed; the list forgets where they stood.
    pub fn edit(&mut self) -> &mut Vec<T> {
        self.places = None;
        self.left_out.clear();
        self.is_incomplete = false;
        &mut self.items
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
    }
}

impl<T> Deref for List<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self::new(items)
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::new(items.into_iter().collect())
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}
