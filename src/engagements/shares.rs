//! Who is paid how much of a milestone. Its amount goes over the seats in proportion to what they cost; within a seat
//! that was handed over, by the weeks of the milestone that each had it. Both by largest remainders, so that the parts
//! always add up to the amount.

use std::collections::BTreeMap;

use muster_kernel::{Day, Money};

use crate::{
    book::{Payee, SeatTerms, Source, SplitLine, YearSoFar, split_after},
    engagements::EngagementId,
    identity::MemberId,
    places::PlaceId,
};

/// One member's time in a seat, with the terms that were frozen when they took it.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Which seat of the engagement.
    pub position: i32,
    /// Who had it: 0 for whom it was awarded to, 1 for whom it was handed over to, and so on.
    pub holder: i32,
    /// Its name in the brief.
    pub seat: String,
    /// What it is called.
    pub title: String,
    /// Who has it.
    pub member: MemberId,
    /// The first week.
    pub first_monday: Day,
    /// How many weeks of it are theirs; none where it was handed over before it began.
    pub weeks: i32,
    /// The weeks of the whole seat, as it was awarded.
    pub seat_weeks: i32,
    /// What their time costs altogether, in minor units.
    pub amount_minor: i64,
    /// Where the work is done, where it has a place.
    pub work_place: Option<PlaceId>,
    /// How its money is divided.
    pub terms: SeatTerms,
}

impl Seat {
    /// The Monday after its last week.
    pub fn end(&self) -> Day {
        self.first_monday.plus_weeks(self.weeks)
    }

    /// The share of the whole seat's weeks that was theirs, of 1000; all of it where nobody else had it.
    pub fn share_of_weeks(&self) -> u16 {
        let share = i64::from(self.weeks) * 1000 / i64::from(self.seat_weeks.max(1));
        u16::try_from(share.clamp(0, 1000)).expect("a share of 1000")
    }
}

/// The weeks that a milestone is about: from a Monday up to, but not with, another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first Monday.
    pub from: Day,
    /// The Monday after the last week.
    pub until: Day,
}

impl Span {
    /// How many weeks it has in common with those from `from` up to `until`.
    fn common(self, from: Day, until: Day) -> i32 {
        self.from.max(from).weeks_until(self.until.min(until)).max(0)
    }
}

/// The span of each milestone that is due on one of those days, in their order: from the week after the one in which an
/// earlier one is due, or from `first`, up to the week in which it is due itself. Every span has a week at least.
pub fn spans(first: Day, due: &[Day]) -> Vec<Span> {
    let first = first.monday();
    let ends: Vec<Day> = due.iter().map(|day| day.monday().plus_weeks(1).max(first.plus_weeks(1))).collect();
    let begin = |end: Day| ends.iter().copied().filter(|earlier| *earlier < end).max().unwrap_or(first);
    ends.iter().map(|end| Span { from: begin(*end), until: *end }).collect()
}

/// What each of `seats`, in their order, is paid of a milestone of `amount` that is about `span`.
pub fn parts(amount: Money, seats: &[Seat], span: Span) -> Vec<Money> {
    let mut costs: BTreeMap<i32, u64> = BTreeMap::new();
    for seat in seats {
        *costs.entry(seat.position).or_default() += seat.amount_minor.unsigned_abs();
    }
    let weights: Vec<u64> = costs.values().copied().collect();
    let mut parts = Vec::with_capacity(seats.len());
    for (position, share) in costs.keys().zip(amount.split(&weights)) {
        let holders: Vec<&Seat> = seats.iter().filter(|seat| seat.position == *position).collect();
        let of_holders = share.split(&weeks_held(&holders, span));
        parts.extend(holders.iter().map(|seat| (seat.position, seat.holder)).zip(of_holders));
    }
    let nothing = Money::new(0, amount.currency());
    let part = |seat: &Seat| {
        let own = parts.iter().find(|(key, _)| *key == (seat.position, seat.holder));
        own.map_or(nothing, |(_, part)| *part)
    };
    seats.iter().map(part).collect()
}

/// How many weeks of `span` each of a seat's holders had it. Where a milestone is about other weeks than the seat, the
/// whole span counts: what came before belongs to the first holder, what comes later to the last. Weeks in which nobody
/// had it count as the next holder's.
pub(super) fn weeks_held(holders: &[&Seat], span: Span) -> Vec<u64> {
    let served = |seat: &&&Seat| seat.weeks > 0;
    let (Some(first), Some(last)) = (holders.iter().find(served), holders.iter().rfind(served)) else {
        return holders.iter().map(|_| 1).collect();
    };
    let inside = Span { from: span.from.max(first.first_monday), until: span.until.min(last.end()) };
    let counted = if inside.from < inside.until { inside } else { span };
    let mut begin = counted.from;
    let held = |seat: &&Seat| {
        if seat.weeks == 0 {
            return 0;
        }
        let is_last = seat.holder == last.holder;
        let end = if is_last { counted.until } else { seat.end() };
        let weeks = counted.common(begin, end);
        begin = begin.max(end);
        u64::from(weeks.unsigned_abs())
    };
    holders.iter().map(held).collect()
}

/// Who gets what of a milestone that is paid out in `parts`, one for each of `seats`: each part goes to its payees by the
/// terms that are frozen in the seat, after what their fees took `year` so far.
pub fn divide(
    parts: &[Money],
    engagement: EngagementId,
    category: &str,
    seats: &[Seat],
    mut year: YearSoFar,
) -> Vec<SplitLine> {
    let mut lines = Vec::new();
    for (seat, part) in seats.iter().zip(parts).filter(|(_, part)| part.minor() != 0) {
        for line in split_after(*part, &seat.terms, |fee| year.taken(seat.member, fee, &seat.terms)) {
            year.count(seat.member, line.fee, &seat.terms, line.amount.minor());
            lines.push(SplitLine {
                payee: line.payee,
                engagement,
                member: seat.member,
                space: seat.terms.space(),
                finder: seat.terms.finder(),
                seat: seat.seat.clone(),
                of: line.of,
                fee: line.fee,
                basis: line.basis,
                base: line.base,
                amount: line.amount,
                bound: line.bound,
                terms: line.terms,
                category: category.to_owned(),
                work_place: seat.work_place,
                // Whoever is paid for bringing the client did bring it.
                source: if line.payee == Payee::Finder { Source::Space } else { seat.terms.source() },
            });
        }
    }
    lines
}

/// What each member keeps of a milestone that is divided so.
pub fn kept(lines: &[SplitLine]) -> BTreeMap<MemberId, Money> {
    let mut kept: BTreeMap<MemberId, Money> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.payee == Payee::Member) {
        let sum = kept.entry(line.member).or_insert(Money::new(0, line.amount.currency()));
        *sum = sum.plus(line.amount).expect("parts of one milestone add up to no more than its amount");
    }
    kept
}

/// How far two members worked side by side, of 1000: the share of the weeks in which both their seats were worked at
/// that both of them were there. Seats that follow each other count by how much of them was each one's. Whoever took
/// over from the other never worked with them.
pub fn together(a: &Seat, b: &Seat, windows: &BTreeMap<i32, Span>) -> u16 {
    if a.position == b.position {
        return 0;
    }
    let (one, other) = (windows[&a.position], windows[&b.position]);
    let of_both = one.common(other.from, other.until);
    let share = if of_both == 0 {
        i64::from(a.share_of_weeks()) * i64::from(b.share_of_weeks()) / 1000
    } else {
        let both = Span { from: a.first_monday, until: a.end() }.common(b.first_monday, b.end());
        i64::from(both) * 1000 / i64::from(of_both)
    };
    u16::try_from(share.clamp(0, 1000)).expect("a share of 1000")
}

/// The weeks in which each seat was worked at, whoever had it.
pub fn windows(seats: &[Seat]) -> BTreeMap<i32, Span> {
    let mut windows: BTreeMap<i32, Span> = BTreeMap::new();
    for seat in seats {
        let own = Span { from: seat.first_monday, until: seat.end() };
        let window = windows.entry(seat.position).or_insert(own);
        window.from = window.from.min(own.from);
        window.until = window.until.max(own.until);
    }
    windows
}

#[cfg(test)]
mod tests {
    use muster_kernel::{BasisPoints, Currency, Id};
    use proptest::prelude::*;

    use super::*;

    fn monday(week: i32) -> Day {
        "2026-11-02".parse::<Day>().unwrap().plus_weeks(week)
    }

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    /// Weeks `from` up to `until` of a seat of ten weeks, at a hundred a week.
    fn held(position: i32, holder: i32, from: i32, until: i32) -> Seat {
        let rate = |points| BasisPoints::new(points).unwrap();
        let member = Id::from_bits(u128::from((position * 100 + holder).unsigned_abs()));
        Seat {
            position,
            holder,
            seat: format!("seat-{position}"),
            title: format!("Seat {position}"),
            member,
            first_monday: monday(from),
            weeks: until - from,
            seat_weeks: 10,
            amount_minor: i64::from(until - from) * 100,
            work_place: None,
            terms: SeatTerms::new(Some((Id::from_bits(1), rate(1_000))), rate(500), rate(50)).unwrap(),
        }
    }

    fn minors(parts: &[Money]) -> Vec<i64> {
        parts.iter().map(|part| part.minor()).collect()
    }

    fn span(from: i32, until: i32) -> Span {
        Span { from: monday(from), until: monday(until) }
    }

    #[test]
    fn a_milestone_is_about_the_weeks_since_the_one_before() {
        let due = [monday(3).plus_days(4), monday(7).plus_days(4), monday(7), monday(-5)];
        assert_eq!(spans(monday(0), &due), [span(1, 4), span(4, 8), span(4, 8), span(0, 1)]);
    }

    #[test]
    fn a_seat_that_was_handed_over_is_paid_by_the_weeks_that_each_had_it() {
        let seats = [held(0, 0, 0, 6), held(0, 1, 6, 10)];
        let paid = |from, until| minors(&parts(eur(400), &seats, span(from, until)));
        assert_eq!(paid(0, 4), [400, 0]);
        assert_eq!(paid(4, 8), [200, 200]);
        assert_eq!(paid(5, 8), [133, 267]);
        assert_eq!(paid(8, 12), [0, 400]);
        assert_eq!(paid(20, 24), [0, 400], "what comes after the seat is the last holder's");
        assert_eq!(paid(-9, -4), [400, 0], "and what came before it the first one's");
    }

    #[test]
    fn whoever_never_began_is_paid_nothing() {
        let seats = [held(0, 0, 0, 0), held(0, 1, 0, 10)];
        assert_eq!(minors(&parts(eur(100), &seats, span(-4, 0))), [0, 100]);
        assert_eq!(minors(&parts(eur(100), &seats, span(0, 4))), [0, 100]);
    }

    #[test]
    fn weeks_in_which_a_seat_was_empty_count_as_the_next_holders() {
        let seats = [held(0, 0, 0, 2), held(0, 1, 4, 12)];
        assert_eq!(minors(&parts(eur(300), &seats, span(0, 4))), [150, 150]);
        assert_eq!(minors(&parts(eur(300), &seats, span(2, 4))), [0, 300]);
    }

    #[test]
    fn each_seat_is_divided_by_its_own_terms() {
        let mut seats = [held(0, 0, 0, 10), held(1, 0, 0, 5)];
        seats[1].terms = SeatTerms::new(
            Some((Id::from_bits(2), BasisPoints::new(2_000).unwrap())),
            BasisPoints::ZERO,
            BasisPoints::ZERO,
        )
        .unwrap();
        let parts = parts(eur(30_000), &seats, span(0, 4));
        let lines = divide(&parts, Id::from_bits(1), "web", &seats, YearSoFar::default());
        let spaces: Vec<_> = lines
            .iter()
            .filter(|line| line.payee == Payee::Space)
            .map(|line| (line.space, line.base.minor(), line.amount.minor()))
            .collect();
        assert_eq!(spaces, [(Some(Id::from_bits(1)), 20_000, 2_000), (Some(Id::from_bits(2)), 10_000, 2_000)]);
    }

    #[test]
    fn those_who_worked_side_by_side_are_tied_and_those_who_followed_each_other_are_not() {
        let seats = [held(0, 0, 0, 10), held(1, 0, 0, 4), held(1, 1, 4, 10)];
        let windows = windows(&seats);
        assert_eq!(together(&seats[0], &seats[1], &windows), 400);
        assert_eq!(together(&seats[0], &seats[2], &windows), 600);
        assert_eq!(together(&seats[1], &seats[2], &windows), 0);
        let later = [held(0, 0, 0, 10), held(1, 0, 20, 30)];
        assert_eq!(together(&later[0], &later[1], &self::windows(&later)), 1000);
    }

    /// Up to five seats, each held by up to four members one after the other, perhaps with weeks between them.
    fn seats() -> impl Strategy<Value = Vec<Seat>> {
        let stints = prop::collection::vec((0..3, 0..12, 1..1_000_000_i64), 1..5);
        prop::collection::vec((-6..6, stints), 1..6).prop_map(|seats| {
            let mut rows = Vec::new();
            for (position, (first, stints)) in (0..).zip(seats) {
                let mut from = first;
                for (holder, (gap, weeks, amount)) in (0..).zip(stints) {
                    from += gap;
                    let mut row = held(position, holder, from, from + weeks);
                    row.amount_minor = amount;
                    rows.push(row);
                    from += weeks;
                }
            }
            rows
        })
    }

    proptest! {
        #[test]
        fn every_cent_of_a_milestone_goes_to_somebody(
            amount in 1..1_000_000_000_i64, seats in seats(), from in -20..40, weeks in 1..20,
        ) {
            let parts = parts(eur(amount), &seats, span(from, from + weeks));
            prop_assert_eq!(parts.iter().map(|part| part.minor()).sum::<i64>(), amount);
            let lines = divide(&parts, Id::from_bits(1), "web", &seats, YearSoFar::default());
            prop_assert_eq!(lines.iter().map(|line| line.amount.minor()).sum::<i64>(), amount);
            prop_assert!(lines.iter().all(|line| line.amount.minor() >= 0));
        }

        #[test]
        fn everybody_is_paid_the_same_in_whatever_order_the_seats_are_read(
            amount in 0..1_000_000_000_i64, seats in seats(), from in -20..40, weeks in 1..20, turn in 0..6_usize,
        ) {
            let by_key = |seats: &[Seat]| -> BTreeMap<(i32, i32), i64> {
                let parts = parts(eur(amount), seats, span(from, from + weeks));
                seats.iter().zip(parts).map(|(seat, part)| ((seat.position, seat.holder), part.minor())).collect()
            };
            let mut by_seat: Vec<&[Seat]> = seats.chunk_by(|a, b| a.position == b.position).collect();
            let turn = turn % by_seat.len();
            by_seat.rotate_left(turn);
            let turned = by_seat.concat();
            prop_assert_eq!(by_key(&seats), by_key(&turned));
            prop_assert!(by_key(&seats).values().all(|part| *part >= 0));
        }

        #[test]
        fn a_handover_moves_money_within_its_seat_alone(
            amount in 1..1_000_000_000_i64, seats in seats(), from in -20..40, weeks in 1..20, worked in 0..12_i32,
        ) {
            let before = parts(eur(amount), &seats, span(from, from + weeks));
            let mut after = seats.clone();
            let last = after.pop().unwrap();
            let worked = worked.min(last.weeks);
            let cost = i64::from(worked) * last.amount_minor / i64::from(last.weeks.max(1));
            after.push(Seat { weeks: worked, amount_minor: cost, ..last.clone() });
            after.push(Seat {
                holder: last.holder + 1,
                first_monday: last.first_monday.plus_weeks(worked),
                weeks: last.weeks - worked,
                amount_minor: last.amount_minor - cost,
                ..last.clone()
            });
            let parts = parts(eur(amount), &after, span(from, from + weeks));
            let of = |seats: &[Seat], parts: &[Money], position: i32| -> i64 {
                seats.iter().zip(parts).filter(|(seat, _)| seat.position == position).map(|(_, part)| part.minor()).sum()
            };
            for position in 0..=last.position {
                prop_assert_eq!(of(&seats, &before, position), of(&after, &parts, position));
            }
        }

        #[test]
        fn a_milestone_is_about_the_same_weeks_wherever_it_stands_in_the_plan(
            due in prop::collection::vec(-30..300, 1..12), turn in 0..12_usize,
        ) {
            let due: Vec<Day> = due.into_iter().map(|days| monday(0).plus_days(days)).collect();
            let mut turned: Vec<(Day, Span)> = due.iter().copied().zip(spans(monday(0), &due)).collect();
            let turn = turn % due.len();
            turned.rotate_left(turn);
            let (due, before): (Vec<Day>, Vec<Span>) = turned.into_iter().unzip();
            prop_assert_eq!(spans(monday(0), &due), before);
        }

        #[test]
        fn spans_follow_each_other_without_a_gap(due in prop::collection::vec(-30..300, 1..12)) {
            let due: Vec<Day> = due.into_iter().map(|days| monday(0).plus_days(days)).collect();
            let mut spans = spans(monday(0), &due);
            prop_assert!(spans.iter().all(|span| span.from < span.until));
            spans.sort_by_key(|span| span.until);
            spans.dedup();
            prop_assert_eq!(spans[0].from, monday(0));
            prop_assert!(spans.windows(2).all(|pair| pair[0].until == pair[1].from));
        }
    }
}
