//! Many short lists in one piece of memory.

use std::ops::Range;

/// Lists of `T`, one for each row, stored end to end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Ord> Rows<T> {
    /// The rows of pairs `(row, item)` in any order; each row comes out sorted.
    pub(crate) fn new(rows: usize, mut pairs: Vec<(u32, T)>) -> Self {
        pairs.sort_unstable();
        let mut starts = vec![0; rows + 1];
        for &(row, _) in &pairs {
            starts[row as usize + 1] += 1;
        }
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        Self { starts, items: pairs.into_iter().map(|(_, item)| item).collect() }
    }

    /// So many rows, each as `fill` appends it; each comes out sorted.
    pub(crate) fn filled(rows: usize, mut fill: impl FnMut(usize, &mut Vec<T>)) -> Self {
        let (mut starts, mut items) = (Vec::with_capacity(rows + 1), Vec::new());
        starts.push(0);
        for row in 0..rows {
            let start = items.len();
            fill(row, &mut items);
            // Most rows hold nothing or little, and are in order already.
            items[start..].sort_unstable();
            starts.push(u32::try_from(items.len()).expect("rows have fewer items than u32 has numbers"));
        }
        Self { starts, items }
    }

    /// The list of a row.
    pub(crate) fn row(&self, row: u32) -> &[T] {
        &self.items[self.range(row)]
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Where the list of a row lies among the items of all rows.
    pub(crate) fn range(&self, row: u32) -> Range<usize> {
        let row = row as usize;
        self.starts[row] as usize..self.starts[row + 1] as usize
    }

    /// The item that stands there among the items of all rows.
    pub(crate) fn at(&self, item: usize) -> T {
        self.items[item]
    }

    /// Whether no row holds anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}
