//! Free hours, a byte a week, asked eight weeks at a time.

/// The highest bit of each byte. Hours are below 128, so it tells where a subtraction within a byte came out negative.
const TOPS: u64 = 0x8080_8080_8080_8080;
const WORD: usize = 8;

/// The free hours of each member, week by week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Calendar {
    weeks: usize,
    hours: Vec<u8>,
}

/// Hours wanted in every week of a window, in the bytes of a calendar's words.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    first: usize,
    words: Vec<u64>,
}

impl Window {
    pub(crate) fn new(from: usize, weeks: usize, hours: u8) -> Self {
        let first = from / WORD;
        let mut bytes = vec![0; (from + weeks).next_multiple_of(WORD) - first * WORD];
        bytes[from - first * WORD..][..weeks].fill(hours);
        Self { first, words: bytes.as_chunks().0.iter().map(|&word| u64::from_le_bytes(word)).collect() }
    }
}

impl Calendar {
    pub(super) fn new(weeks: usize) -> Self {
        Self { weeks, hours: Vec::new() }
    }

    pub(super) fn weeks(&self) -> usize {
        self.weeks
    }

    /// Writes the runs of hours of a member, which are as long as the horizon.
    pub(super) fn put(&mut self, member: usize, runs: impl Iterator<Item = (u8, usize)>) {
        let row = self.row(member);
        if self.hours.len() < row.end {
            super::arena::reserve(&mut self.hours, row.len());
            self.hours.resize(row.end, 0);
        }
        let mut week = row.start;
        for (hours, run) in runs {
            self.hours[week..][..run].fill(hours);
            week += run;
        }
    }

    /// The free hours of a member in each week of a window.
    pub(super) fn hours(&self, member: usize, from: usize, weeks: usize) -> &[u8] {
        &self.hours[self.row(member)][from..][..weeks]
    }

    /// Whether a member has the hours in every week of a window.
    pub(super) fn has(&self, member: usize, window: &Window) -> bool {
        let words = self.hours[self.row(member)].as_chunks::<WORD>().0;
        let short = window.words.iter().zip(&words[window.first..]).fold(0, |short, (asked, &free)| {
            let left = (u64::from_le_bytes(free) | TOPS) - asked;
            short | (!left & TOPS)
        });
        short == 0
    }

    /// Whole words, so that a window never reaches into the next member.
    fn row(&self, member: usize) -> std::ops::Range<usize> {
        let width = self.weeks.next_multiple_of(WORD);
        member * width..(member + 1) * width
    }

    /// Returns what was reserved and is not used.
    pub(super) fn trim(&mut self) {
        self.hours.shrink_to_fit();
    }

    /// Bytes of heap in use.
    pub(super) fn bytes(&self) -> usize {
        self.hours.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::{Calendar, Window};

    #[test]
    fn a_member_has_time_where_every_week_of_the_window_has_the_hours() {
        let mut calendar = Calendar::new(21);
        let runs: [&[(u8, usize)]; 3] = [&[(80, 21)], &[(0, 3), (40, 10), (7, 8)], &[(10, 20), (0, 1)]];
        for (member, runs) in runs.iter().enumerate() {
            calendar.put(member, runs.iter().copied());
        }
        for from in 0..21 {
            for weeks in 1..=21 - from {
                for hours in [1, 7, 8, 10, 11, 40, 80] {
                    let window = Window::new(from, weeks, hours);
                    for member in 0..3 {
                        let free = calendar.hours(member, from, weeks);
                        assert_eq!(calendar.has(member, &window), free.iter().all(|&free| free >= hours));
                    }
                }
            }
        }
    }
}
