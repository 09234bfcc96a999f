//! The ids of a wave's responses, one after another in a single text.

/// A list of short texts without a box for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ids {
    text: String,
    ends: Vec<u32>,
}

impl Ids {
    /// No id yet, with room for `count` ids of `length` bytes in all.
    pub fn with_capacity(count: usize, length: usize) -> Self {
        Self { text: String::with_capacity(length), ends: Vec::with_capacity(count) }
    }

    /// Adds one at the end. What lies beyond 4 GB cannot be found again; [`super::read`] refuses
    /// a wave long before.
    pub fn push(&mut self, id: &str) {
        self.text.push_str(id);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Adds all of another list.
    pub fn append(&mut self, other: &Self) {
        let before = self.text.len();
        self.text.push_str(&other.text);
        let end = |end: &u32| u32::try_from(before + *end as usize).unwrap_or(u32::MAX);
        self.ends.extend(other.ends.iter().map(end));
    }

    /// The id of one response.
    pub fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..self.ends[at] as usize).unwrap_or_default()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many bytes they have in all.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// All of them in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.get(at))
    }
}

impl<S: AsRef<str>> FromIterator<S> for Ids {
    fn from_iter<T: IntoIterator<Item = S>>(ids: T) -> Self {
        let mut all = Self::default();
        ids.into_iter().for_each(|id| all.push(id.as_ref()));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn what_goes_in_comes_out() {
        let mut ids: Ids = ["a", "", "long-id"].into_iter().collect();
        ids.append(&["b"].into_iter().collect());
        assert_eq!(ids.iter().collect::<Vec<_>>(), ["a", "", "long-id", "b"]);
        assert_eq!((ids.len(), ids.bytes(), ids.get(2)), (4, 9, "long-id"));
    }
}
