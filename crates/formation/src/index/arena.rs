//! Many short lists in one piece of memory, any of which may be replaced.

use std::mem::size_of;

/// Where a list lies in its arena. Whoever owns the list keeps it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    start: u32,
    len: u32,
}

impl Span {
    pub(super) fn len(self) -> usize {
        self.len as usize
    }
}

/// Lists of `T`. A list that grows moves to the end; what it leaves behind is waste until the next [`compact`].
///
/// [`compact`]: Arena::compact
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Arena<T> {
    items: Vec<T>,
    waste: usize,
}

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Self { items: Vec::new(), waste: 0 }
    }
}

impl<T: Copy> Arena<T> {
    pub(super) fn list(&self, span: Span) -> &[T] {
        &self.items[span.start as usize..][..span.len()]
    }

    pub(super) fn list_mut(&mut self, span: Span) -> &mut [T] {
        &mut self.items[span.start as usize..][..span.len()]
    }

    /// Puts a list in the place of another.
    pub(super) fn replace(&mut self, span: &mut Span, list: &[T]) {
        let len = number(list.len());
        if len <= span.len {
            self.waste += (span.len - len) as usize;
            span.len = len;
            self.list_mut(*span).copy_from_slice(list);
            return;
        }
        self.waste += span.len();
        *span = Span { start: number(self.items.len()), len };
        reserve(&mut self.items, list.len());
        self.items.extend_from_slice(list);
    }

    /// A list of so many values, to be filled in.
    pub(super) fn reserve_list(&mut self, len: usize, value: T) -> Span {
        let span = Span { start: number(self.items.len()), len: number(len) };
        self.items.resize(self.items.len() + len, value);
        span
    }

    /// Whether more than an eighth is waste, so that moving everything is paid for by what was changed.
    pub(super) fn is_wasteful(&self) -> bool {
        self.waste > self.items.len() / 8
    }

    /// Moves all lists together; `spans` are those of all lists.
    pub(super) fn compact<'a>(&mut self, spans: impl Iterator<Item = &'a mut Span>) {
        let mut items = Vec::with_capacity(self.items.len() - self.waste);
        for span in spans {
            let start = number(items.len());
            items.extend_from_slice(self.list(*span));
            span.start = start;
        }
        *self = Self { items, waste: 0 };
    }

    /// Returns what was reserved and is not used.
    pub(super) fn trim(&mut self) {
        self.items.shrink_to_fit();
    }

    /// Bytes of heap in use.
    pub(super) fn bytes(&self) -> usize {
        self.items.capacity() * size_of::<T>()
    }
}

/// Makes room for more by an eighth, where a vector alone would double what it holds.
pub(super) fn reserve<T>(items: &mut Vec<T>, more: usize) {
    if items.capacity() - items.len() < more {
        items.reserve_exact(more.max(items.len() / 8 + 8));
    }
}

fn number(len: usize) -> u32 {
    u32::try_from(len).expect("a pool's lists have fewer entries than u32 has numbers")
}

#[cfg(test)]
mod tests {
    use super::{Arena, Span};

    #[test]
    fn lists_survive_growing_shrinking_and_compacting() {
        let mut arena = Arena::default();
        let mut spans = [Span::default(); 3];
        let lists: [&[u8]; 5] = [&[1, 2, 3], &[4], &[], &[5, 6, 7, 8], &[9, 9]];
        for step in 0..20 {
            arena.replace(&mut spans[step % 3], lists[step % 5]);
            if arena.is_wasteful() {
                arena.compact(spans.iter_mut());
                assert_eq!(arena.items.len(), spans.iter().map(|span| span.len()).sum::<usize>());
            }
            for back in 0..3.min(step + 1) {
                assert_eq!(arena.list(spans[(step - back) % 3]), lists[(step - back) % 5]);
            }
        }
    }
}
