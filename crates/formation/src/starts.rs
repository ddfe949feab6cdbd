//! In which weeks the windows of a brief could begin.
//!
//! Only the third condition looks at the calendar, so members are filtered once by the five others, and their free
//! weeks are kept as bits: another start is then another bit, not another search of the pool.

use std::ops::RangeInclusive;

use crate::{Candidate, Candidates, Limit, Request, SeatCandidates, cheapest::is_within};

/// A bit for each week of the horizon, which has at most 104.
type Weeks = u128;

/// Who may take which seat, and in which weeks its window could begin for them.
#[derive(Debug)]
pub(crate) struct Starts<'r, 'i> {
    request: &'r Request<'i>,
    /// By seat, sorted by member.
    seats: Vec<Vec<(Candidate, Weeks)>>,
}

impl<'r, 'i> Starts<'r, 'i> {
    pub(crate) fn new(request: &'r Request<'i>) -> Self {
        let mut timeless = request.clone();
        for seat in &mut timeless.seats {
            // Everybody has at least no time at all in every week.
            seat.hours = 0;
        }
        let found = Candidates::new(&timeless).seats.into_iter().zip(&request.seats);
        let seats = found.map(|(found, seat)| {
            let weeks = |member| begins(request.index.free(member, 0, request.index.weeks()), seat.hours, seat.weeks);
            found.eligible.into_iter().map(|candidate| (candidate, weeks(candidate.member))).collect()
        });
        Self { request, seats: seats.collect() }
    }

    /// How many members would be eligible for a seat if they had all the time of the world.
    pub(crate) fn timeless(&self, seat: usize) -> usize {
        self.seats[seat].len()
    }

    /// The week in which the earliest window is wanted to begin.
    pub(crate) fn wanted(&self) -> usize {
        self.request.seats.iter().map(|seat| seat.from).min().expect("a brief has at least one seat")
    }

    /// The first week, from `from` on, in which the earliest window could begin, all windows moved alike, so that some
    /// team costs at most `most`; `Some(None)` where there is no such week, `None` where the search was stopped.
    pub(crate) fn earliest(&self, from: usize, most: i64, limit: &mut Limit<'_>) -> Option<Option<usize>> {
        let (seats, wanted) = (&self.request.seats, self.wanted());
        let end = seats.iter().map(|seat| seat.from + seat.weeks).max().expect("a brief has at least one seat");
        let moved = |week| seats.iter().map(|seat| week + seat.from - wanted).collect();
        self.first(from..=self.request.index.weeks() - (end - wanted), moved, most, limit)
    }

    /// The same for one seat alone, while the other windows stay.
    pub(crate) fn earliest_of(
        &self,
        seat: usize,
        from: usize,
        most: i64,
        limit: &mut Limit<'_>,
    ) -> Option<Option<usize>> {
        let seats = &self.request.seats;
        let moved = |week| {
            let begin = |(at, wanted): (usize, &crate::request::Wanted)| if at == seat { week } else { wanted.from };
            seats.iter().enumerate().map(begin).collect()
        };
        self.first(from..=self.request.index.weeks() - seats[seat].weeks, moved, most, limit)
    }

    /// The first of those weeks with a team that costs at most `most`, the windows beginning as `moved` says.
    fn first(
        &self,
        weeks: RangeInclusive<usize>,
        moved: impl Fn(usize) -> Vec<usize>,
        most: i64,
        limit: &mut Limit<'_>,
    ) -> Option<Option<usize>> {
        for week in weeks {
            if is_within(self.request, &self.candidates(&moved(week)), most, limit)? {
                return Some(Some(week));
            }
        }
        Some(None)
    }

    /// The candidates when the seats' windows begin in these weeks. The funnel is not told, only its end.
    fn candidates(&self, begin: &[usize]) -> Candidates {
        let seats = self.seats.iter().zip(begin).map(|(members, begin)| {
            let free = members.iter().filter(|(_, weeks)| weeks >> begin & 1 == 1);
            let eligible: Vec<Candidate> = free.map(|&(candidate, _)| candidate).collect();
            SeatCandidates { left: [eligible.len(); 6], eligible }
        });
        Candidates { seats: seats.collect() }
    }
}

/// The weeks in which a window of that length could begin, given the free hours of each week.
fn begins(free: &[u8], hours: u8, length: usize) -> Weeks {
    let mut open = (0..).zip(free).fold(0, |open, (week, &free)| open | Weeks::from(free >= hours) << week);
    let mut covered = 1;
    while covered < length {
        // A start is open for twice the length where it is open and so is the week that far ahead.
        let step = covered.min(length - covered);
        open &= open >> step;
        covered += step;
    }
    open
}

#[cfg(test)]
mod tests {
    use super::begins;

    #[test]
    fn a_window_begins_where_every_week_of_it_is_free() {
        let free = [10, 20, 20, 20, 9, 20, 20, 30];
        for (hours, length) in [(9, 8), (10, 1), (10, 4), (11, 3), (20, 2), (20, 3), (21, 1), (31, 1), (0, 8), (0, 9)] {
            let starts = (0..free.len()).filter(|&week| {
                free.get(week..week + length).is_some_and(|window| window.iter().all(|&free| free >= hours))
            });
            let expected = starts.fold(0, |bits, week| bits | 1 << week);
            assert_eq!(begins(&free, hours, length), expected, "{hours} hours for {length} weeks");
        }
    }
}
