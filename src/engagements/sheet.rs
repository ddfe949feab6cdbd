//! The whole of an engagement's money: who holds which seat, which weeks each milestone is about, and what follows for
//! everybody's part.

use std::collections::{BTreeMap, HashMap};

use muster_kernel::{Day, Money};

use super::{
    EngagementId, MilestoneId,
    model::MilestoneState,
    shares::{self, Seat, Span},
    store::{self, EngagementRow, MilestoneRow, PartRow, SeatRow},
};
use crate::{
    book::{SplitLine, YearSoFar, service::PaidFor},
    db::Conn,
    error::{Error, Result},
    identity::MemberId,
    states::Machine,
};

/// Seats, milestones, and how the one goes over the other.
pub(super) struct Sheet {
    pub(super) engagement: EngagementRow,
    /// Every member's time in every seat, by position and holder.
    pub(super) seats: Vec<Seat>,
    /// The milestones in their order.
    pub(super) plan: Vec<MilestoneRow>,
    spans: Vec<Span>,
    /// Parts that do not follow from seats and weeks any more, in the order of the seats: set by a steward, or kept as they
    /// were when a seat changed hands or ended.
    own: HashMap<MilestoneId, Vec<i64>>,
    /// The same of what is disputed, where a seat was handed over since it was frozen.
    disputed: HashMap<MilestoneId, Vec<i64>>,
}

/// Where the money of a milestone, or somebody's part of it, is: what it costs, in four parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Whereabouts {
    /// Neither paid out, nor sent back, nor disputed.
    pub(super) open_minor: i64,
    pub(super) disputed_minor: i64,
    pub(super) released_minor: i64,
    pub(super) refunded_minor: i64,
}

impl Whereabouts {
    /// Where all of a milestone's money is.
    pub(super) const fn of(milestone: &MilestoneRow) -> Self {
        let MilestoneRow { disputed_minor, released_minor, refunded_minor, .. } = *milestone;
        Self { open_minor: milestone.open_minor(), disputed_minor, released_minor, refunded_minor }
    }

    /// All of it.
    pub(super) const fn sum_minor(self) -> i64 {
        self.open_minor + self.disputed_minor + self.released_minor + self.refunded_minor
    }
}

impl Sheet {
    /// Reads an engagement's sheet.
    pub(super) fn read(conn: &mut Conn, engagement: EngagementRow) -> Result<Self> {
        let seats = store::seats(conn, engagement.id)?;
        let plan = store::plan(conn, engagement.id)?;
        let parts = store::own_parts(conn, &[engagement.id])?;
        Self::of(engagement, &seats, &plan, &parts)
    }

    /// Reads the sheets of many engagements, in their order.
    pub(super) fn read_all(conn: &mut Conn, engagements: Vec<EngagementRow>) -> Result<Vec<Self>> {
        let ids: Vec<EngagementId> = engagements.iter().map(|engagement| engagement.id).collect();
        let (seats, plans) = (store::seats_of(conn, &ids)?, store::plans(conn, &ids)?);
        let parts = store::own_parts(conn, &ids)?;
        engagements.into_iter().map(|engagement| Self::of(engagement, &seats, &plans, &parts)).collect()
    }

    /// The sheet of an engagement, out of rows that may be of others too.
    fn of(engagement: EngagementRow, seats: &[SeatRow], plans: &[MilestoneRow], parts: &[PartRow]) -> Result<Self> {
        let rows = seats.iter().filter(|row| row.engagement_id == engagement.id);
        let seats = rows.map(SeatRow::seat).collect::<Result<Vec<Seat>>>()?;
        let plan: Vec<MilestoneRow> =
            plans.iter().filter(|milestone| milestone.engagement_id == engagement.id).cloned().collect();
        let parts = parts.iter().filter(|part| plan.iter().any(|milestone| milestone.id == part.milestone_id));
        let first = seats.iter().map(|seat| seat.first_monday).min().unwrap_or(engagement.created_at.day());
        let due: Vec<_> = plan.iter().map(|milestone| milestone.due_day).collect();
        let (mut own, mut disputed) = (HashMap::new(), HashMap::new());
        for part in parts {
            let place = seats.iter().position(|seat| (seat.position, seat.holder) == (part.position, part.holder));
            let place = place.ok_or_else(|| Error::internal("read a milestone's parts", "one of them has no seat"))?;
            own.entry(part.milestone_id).or_insert_with(|| vec![0; seats.len()])[place] = part.amount_minor;
            if let Some(minor) = part.disputed_minor {
                disputed.entry(part.milestone_id).or_insert_with(|| vec![0; seats.len()])[place] = minor;
            }
        }
        Ok(Self { spans: shares::spans(first, &due), engagement, seats, plan, own, disputed })
    }

    /// The weeks that a milestone is about.
    pub(super) fn span(&self, milestone: &MilestoneRow) -> Span {
        let place = self.plan.iter().position(|other| other.id == milestone.id);
        self.spans[place.expect("a milestone of this sheet")]
    }

    /// What each seat, in their order, gets of `amount`: all of a milestone's, or a piece of it that is not disputed.
    pub(super) fn parts(&self, milestone: &MilestoneRow, amount: Money) -> Vec<Money> {
        match self.own.get(&milestone.id) {
            Some(own) => by_weight(amount, own),
            None => shares::parts(amount, &self.seats, self.span(milestone)),
        }
    }

    /// What each seat, in their order, gets of `amount` of a milestone's disputed money: whoever took a seat over since it
    /// was frozen has no voice in the dispute, and so no part in that money.
    pub(super) fn disputed_parts(&self, milestone: &MilestoneRow, amount: Money) -> Vec<Money> {
        match self.disputed.get(&milestone.id) {
            Some(disputed) => by_weight(amount, disputed),
            None => self.parts(milestone, amount),
        }
    }

    /// Who gets what of a milestone that is paid out in `parts`, one for each seat, on a day.
    pub(super) fn divided(&self, conn: &mut Conn, parts: &[Money], on: Day) -> Result<Vec<SplitLine>> {
        let EngagementRow { id, category, currency, .. } = &self.engagement;
        let seats = self.seats.iter().map(|seat| (seat.member, &seat.terms));
        let year = YearSoFar::read(conn, seats, on.month().year(), *currency)?;
        Ok(shares::divide(parts, *id, category, &self.seats, year))
    }

    /// What the seats of `member` are paid of `amount` of a milestone, before the split.
    pub(super) fn part_of(&self, member: MemberId, milestone: &MilestoneRow, amount: Money) -> Money {
        let parts = self.parts(milestone, amount);
        let own = self.seats.iter().zip(parts).filter(|(seat, _)| seat.member == member);
        Money::new(own.map(|(_, part)| part.minor()).sum(), amount.currency())
    }

    /// Where the part of `member` in a milestone is, before the split. What was `paid` out for whose work, and taken back of
    /// it, the book says: where a dispute was decided seat by seat, it is in no proportion to what they would have got.
    pub(super) fn whereabouts(
        &self,
        member: MemberId,
        milestone: &MilestoneRow,
        paid: &BTreeMap<MemberId, PaidFor>,
    ) -> Whereabouts {
        let PaidFor { left_minor, back_minor } = paid.get(&member).copied().unwrap_or_default();
        let never_paid_out = milestone.refunded_minor - paid.values().map(|paid| paid.back_minor).sum::<i64>();
        let money = |minor| Money::new(minor, self.engagement.currency);
        let own = |parts: Vec<Money>| {
            let theirs = self.seats.iter().zip(parts).filter(|(seat, _)| seat.member == member);
            theirs.map(|(_, part)| part.minor()).sum::<i64>()
        };
        Whereabouts {
            open_minor: own(self.parts(milestone, money(milestone.open_minor()))),
            disputed_minor: own(self.disputed_parts(milestone, money(milestone.disputed_minor))),
            released_minor: left_minor,
            refunded_minor: back_minor + own(self.parts(milestone, money(never_paid_out))),
        }
    }

    /// How much of what each seat, in their order, was to be paid was released, of 1000. A seat that is paid nothing counts
    /// like the whole.
    pub(super) fn released_shares(&self) -> Vec<u16> {
        let mut sums = vec![(0, 0); self.seats.len()];
        let mut all = (0, 0);
        for milestone in &self.plan {
            let money = |minor| Money::new(minor, self.engagement.currency);
            let planned = match self.own.get(&milestone.id) {
                Some(own) => own.clone(),
                None => minors(&self.parts(milestone, money(milestone.amount_minor))),
            };
            let released = minors(&self.parts(milestone, money(milestone.released_minor)));
            for ((sum, planned), released) in sums.iter_mut().zip(planned).zip(released) {
                *sum = (sum.0 + released, sum.1 + planned);
            }
            all = (all.0 + milestone.released_minor, all.1 + milestone.amount_minor);
        }
        sums.into_iter().map(|sum| if sum.1 > 0 { of_1000(sum) } else { of_1000(all) }).collect()
    }

    /// What each seat, in their order, gets of disputed money where somebody said how much each of them gets by its name:
    /// within a seat that was handed over, in the same proportion as of the whole milestone. The name of a seat that has no
    /// part in the milestone is the refusal.
    pub(super) fn parts_by_seat(
        &self,
        milestone: &MilestoneRow,
        by_seat: &BTreeMap<String, i64>,
    ) -> std::result::Result<Vec<Money>, String> {
        let currency = self.engagement.currency;
        let whole = self.disputed_parts(milestone, milestone.amount(&self.engagement));
        let mut parts = vec![Money::new(0, currency); self.seats.len()];
        for (name, minor) in by_seat {
            let places: Vec<usize> = (0..parts.len()).filter(|place| self.seats[*place].seat == *name).collect();
            let weights: Vec<u64> = places.iter().map(|place| whole[*place].minor().unsigned_abs()).collect();
            let shares = Money::new(*minor, currency).split(&weights);
            if shares.is_empty() {
                return Err(name.clone());
            }
            places.into_iter().zip(shares).for_each(|(place, share)| parts[place] = share);
        }
        Ok(parts)
    }

    /// The same as it will be once a seat is handed over: whoever has it ends before the week of `from`, and somebody else
    /// does the weeks that are left from `begins` on. Milestones that are over stay as they were, and what is disputed stays
    /// with those who had the seats until now. Answers the place of the outgoing member's time among the seats; the other
    /// one's follows it. Refused where no week is left.
    pub(super) fn handed_over(mut self, position: i32, from: Day, begins: Day) -> Result<(Self, usize)> {
        let unknown = || Error::internal("hand a seat over", "there is no such seat");
        let place = self.seats.iter().rposition(|seat| seat.position == position).ok_or_else(unknown)?;
        let outgoing = &self.seats[place];
        let worked = outgoing.first_monday.weeks_until(from).clamp(0, outgoing.weeks);
        let left = outgoing.weeks - worked;
        if left == 0 {
            let sentence = format!("The seat ends before {from}; nothing of it is left to be handed over.");
            return Err(Error::conflict("nothing-left", sentence));
        }
        let cost = Money::new(outgoing.amount_minor, self.engagement.currency);
        let costs = cost.split(&[u64::from(worked.unsigned_abs()), u64::from(left.unsigned_abs())]);
        let (holder, of_outgoing, of_incoming) = (outgoing.holder + 1, costs[0].minor(), costs[1].minor());
        self.keep_what_is_over_or_disputed();
        let incoming =
            Seat { holder, first_monday: begins, weeks: left, amount_minor: of_incoming, ..self.seats[place].clone() };
        let outgoing = &mut self.seats[place];
        (outgoing.weeks, outgoing.amount_minor) = (worked, of_outgoing);
        self.seats.insert(place + 1, incoming);
        self.divide_own_parts(place);
        self.disputed.values_mut().for_each(|parts| parts.insert(place + 1, 0));
        Ok((self, place))
    }

    /// Keeps the parts of milestones that are over, and of disputed money, as they are now.
    fn keep_what_is_over_or_disputed(&mut self) {
        for milestone in self.plan.clone() {
            let is_disputed = milestone.disputed_minor > 0 && !self.disputed.contains_key(&milestone.id);
            if is_disputed {
                let amount = Money::new(milestone.disputed_minor, self.engagement.currency);
                self.disputed.insert(milestone.id, minors(&self.parts(&milestone, amount)));
            }
            if is_disputed || milestone.state.is_over() {
                self.keep_own(&milestone);
            }
        }
    }

    /// Keeps the parts of a milestone as they are now, whatever becomes of the seats.
    fn keep_own(&mut self, milestone: &MilestoneRow) {
        let parts = minors(&self.parts(milestone, milestone.amount(&self.engagement)));
        self.own.entry(milestone.id).or_insert(parts);
    }

    /// Parts that do not follow from the seats go over the two holders of a seat at `place` and after it by their weeks.
    fn divide_own_parts(&mut self, place: usize) {
        let position = self.seats[place].position;
        for (milestone, parts) in &mut self.own {
            let number = self.plan.iter().position(|other| other.id == *milestone).expect("a milestone of this sheet");
            let holders: Vec<&Seat> = self.seats.iter().filter(|seat| seat.position == position).collect();
            let held = shares::weeks_held(&holders, self.spans[number]);
            let pair = &held[held.len() - 2..];
            let part = Money::new(parts[place], self.engagement.currency);
            let is_over = self.plan[number].state.is_over();
            let divided = if is_over { Vec::new() } else { part.split(pair) };
            let incoming = match divided.last() {
                Some(incoming) => incoming.minor(),
                None if is_over => 0,
                None => part.minor(),
            };
            parts[place] -= incoming;
            parts.insert(place + 1, incoming);
        }
    }

    /// Sets by hand what the holder of a seat at `place` gets of a milestone; the next holder gets the rest of what both
    /// get. Refused where the milestone is paid out already, or where that is more than both get.
    pub(super) fn give(&mut self, place: usize, milestone: MilestoneId, minor: i64) -> Result<()> {
        let row = self.plan.iter().find(|other| other.id == milestone && !other.state.is_over());
        let right = "a milestone of this engagement that is not paid out yet";
        let row = row.ok_or_else(|| Error::field("shares.milestone", milestone, right))?;
        let amount = row.amount(&self.engagement);
        let mut parts = minors(&self.parts(row, amount));
        let both = parts[place] + parts[place + 1];
        if !(0..=both).contains(&minor) {
            let right = format!("0 to {both} minor units, which is what the seat is paid of this milestone");
            return Err(Error::field("shares.outgoing_minor", minor, right));
        }
        (parts[place], parts[place + 1]) = (minor, both - minor);
        self.own.insert(milestone, parts);
        Ok(())
    }

    /// The same where nobody takes over from the holder at `place`: the next one's time is taken away again, and what it
    /// would have been paid of the milestones that are not over, while everybody else's parts stay what they were. Answers
    /// what is taken out of which milestone.
    pub(super) fn ended(mut self, place: usize) -> (Self, Vec<(MilestoneRow, i64)>) {
        let mut taken = Vec::new();
        for milestone in self.plan.clone() {
            self.keep_own(&milestone);
            let of = |minor| self.parts(&milestone, Money::new(minor, self.engagement.currency))[place + 1].minor();
            let minor = match milestone.state {
                MilestoneState::Planned => of(milestone.amount_minor),
                state if state.is_held() => of(milestone.open_minor()),
                _ => 0,
            };
            if minor > 0 {
                taken.push((milestone, minor));
            }
        }
        self.seats.remove(place + 1);
        for parts in self.own.values_mut().chain(self.disputed.values_mut()) {
            parts.remove(place + 1);
        }
        self.own.retain(|_, parts| parts.iter().any(|part| *part > 0));
        (self, taken)
    }

    /// The parts that do not follow from seats and weeks, milestone by milestone, to be kept.
    pub(super) fn own_rows(&self) -> Vec<PartRow> {
        let row = |milestone_id: MilestoneId, place: usize, amount_minor: i64| PartRow {
            milestone_id,
            position: self.seats[place].position,
            holder: self.seats[place].holder,
            amount_minor,
            disputed_minor: self.disputed.get(&milestone_id).map(|parts| parts[place]),
        };
        let with_own = self.plan.iter().filter_map(|milestone| Some((milestone.id, self.own.get(&milestone.id)?)));
        with_own
            .flat_map(|(id, own)| own.iter().enumerate().map(move |(place, minor)| row(id, place, *minor)))
            .collect()
    }
}

/// An amount in proportion to what everybody had of another one.
fn by_weight(amount: Money, weights: &[i64]) -> Vec<Money> {
    amount.split(&weights.iter().map(|minor| minor.unsigned_abs()).collect::<Vec<_>>())
}

fn minors(parts: &[Money]) -> Vec<i64> {
    parts.iter().map(|part| part.minor()).collect()
}

/// A part of a whole, of 1000. Prices are bounded, so the product fits.
fn of_1000((part, whole): (i64, i64)) -> u16 {
    u16::try_from((part * 1000 / whole.max(1)).clamp(0, 1000)).expect("a share of 1000")
}

#[cfg(test)]
mod tests {
    use muster_kernel::{BasisPoints, Currency, Id};
    use proptest::prelude::*;

    use super::*;
    use crate::{book::SeatTerms, engagements::model::EngagementState};

    fn monday(week: i32) -> Day {
        "2027-01-04".parse::<Day>().unwrap().plus_weeks(week)
    }

    /// A team of up to four, each with a seat of its own weeks and cost.
    fn seats() -> impl Strategy<Value = Vec<Seat>> {
        prop::collection::vec((-2..8, 1..12, 1..1_000_000_i64), 1..5).prop_map(|seats| {
            let seat = |(position, (from, weeks, amount_minor)): (i32, (i32, i32, i64))| Seat {
                position,
                holder: 0,
                seat: format!("seat-{position}"),
                title: format!("Seat {position}"),
                member: Id::from_bits(u128::from(position.unsigned_abs())),
                first_monday: monday(from),
                weeks,
                seat_weeks: weeks,
                amount_minor,
                work_place: None,
                terms: SeatTerms::new(None, BasisPoints::new(500).unwrap(), BasisPoints::new(50).unwrap()).unwrap(),
            };
            (0..).zip(seats).map(seat).collect()
        })
    }

    /// Up to five milestones, some of them held, paid out, or disputed in part.
    fn plan() -> impl Strategy<Value = Vec<MilestoneRow>> {
        prop::collection::vec((0..80, 1..1_000_000_i64, 0..4_usize, 0..=100_i64), 1..6).prop_map(|plan| {
            let row = |(position, (due, amount_minor, state, percent)): (i32, (i32, i64, usize, i64))| {
                let state = [
                    MilestoneState::Planned,
                    MilestoneState::Funded,
                    MilestoneState::Submitted,
                    MilestoneState::Released,
                ][state];
                MilestoneRow {
                    id: Id::from_bits(u128::from(position.unsigned_abs())),
                    engagement_id: Id::from_bits(1),
                    position,
                    title: String::new(),
                    amount_minor,
                    due_day: monday(0).plus_days(due),
                    state,
                    released_minor: if state == MilestoneState::Released { amount_minor } else { 0 },
                    refunded_minor: 0,
                    disputed_minor: if state.is_held() { amount_minor * percent / 100 } else { 0 },
                }
            };
            (0..).zip(plan).map(row).collect()
        })
    }

    fn sheet(seats: Vec<Seat>, plan: Vec<MilestoneRow>) -> Sheet {
        let engagement = EngagementRow {
            id: Id::from_bits(1),
            brief_id: Id::from_bits(1),
            bid_id: Id::from_bits(1),
            client_id: Id::from_bits(1),
            title: String::new(),
            category: String::new(),
            price_minor: 1,
            currency: Currency::EUR,
            tax_bp: BasisPoints::new(0).unwrap(),
            state: EngagementState::Active,
            created_at: muster_kernel::Instant::from_micros(0),
        };
        let first = seats.iter().map(|seat| seat.first_monday).min().unwrap();
        let due: Vec<Day> = plan.iter().map(|milestone| milestone.due_day).collect();
        Sheet {
            spans: shares::spans(first, &due),
            engagement,
            seats,
            plan,
            own: HashMap::new(),
            disputed: HashMap::new(),
        }
    }

    /// What each position is paid of what is open, disputed and paid out of a milestone.
    fn by_position(sheet: &Sheet, milestone: &MilestoneRow) -> BTreeMap<i32, [i64; 3]> {
        let money = |minor| Money::new(minor, Currency::EUR);
        let open = sheet.parts(milestone, money(milestone.open_minor()));
        let disputed = sheet.disputed_parts(milestone, money(milestone.disputed_minor));
        let released = sheet.parts(milestone, money(milestone.released_minor));
        let mut sums: BTreeMap<i32, [i64; 3]> = BTreeMap::new();
        for (place, seat) in sheet.seats.iter().enumerate() {
            let sum = sums.entry(seat.position).or_default();
            for (sum, parts) in sum.iter_mut().zip([&open, &disputed, &released]) {
                *sum += parts.get(place).map_or(0, |part| part.minor());
            }
        }
        sums
    }

    /// Splitting by parts that were rounded already moves a unit for each holder at most.
    const ROUNDING: i64 = 8;

    proptest! {
        #[test]
        fn a_handover_leaves_the_mates_what_is_over_and_what_is_disputed_as_they_were(
            seats in seats(), plan in plan(), place in 0..4_usize, week in -2..20,
        ) {
            let position = i32::try_from(place % seats.len()).unwrap();
            let before = sheet(seats.clone(), plan.clone());
            let Ok((after, place)) = sheet(seats, plan.clone()).handed_over(position, monday(week), monday(week)) else {
                return Ok(());
            };
            for milestone in &plan {
                let parts = after.disputed_parts(milestone, Money::new(milestone.disputed_minor, Currency::EUR));
                prop_assert_eq!(parts.get(place + 1).map_or(0, |part| part.minor()), 0, "no voice, no part");
                if milestone.state.is_over() {
                    let parts = after.parts(milestone, Money::new(milestone.released_minor, Currency::EUR));
                    prop_assert_eq!(parts[place + 1].minor(), 0, "paid out already");
                }
                let (was, is) = (by_position(&before, milestone), by_position(&after, milestone));
                for (was, is) in was.values().zip(is.values()) {
                    prop_assert!(was.iter().zip(is).all(|(was, is)| (was - is).abs() <= ROUNDING), "{:?} {:?}", was, is);
                }
            }
        }

        #[test]
        fn when_a_seat_ends_its_last_weeks_are_taken_out_and_everybody_else_is_paid_as_before(
            seats in seats(), plan in plan(), place in 0..4_usize, week in -2..20,
        ) {
            let position = i32::try_from(place % seats.len()).unwrap();
            let before = sheet(seats.clone(), plan.clone());
            let Ok((handed, place)) = sheet(seats, plan.clone()).handed_over(position, monday(week), monday(week)) else {
                return Ok(());
            };
            let (after, taken) = handed.ended(place);
            for milestone in &plan {
                let gone = taken.iter().find(|(one, _)| one.id == milestone.id).map_or(0, |(_, minor)| *minor);
                let is_all = gone > 0 && gone == milestone.open_minor();
                prop_assert!((0..=milestone.open_minor()).contains(&gone));
                prop_assert!(gone == 0 || !milestone.state.is_over());
                // What is left of the open money, over those who are left.
                let left = MilestoneRow { amount_minor: milestone.amount_minor - gone, ..milestone.clone() };
                let (was, is) = (by_position(&before, milestone), by_position(&after, &left));
                for (other, was) in was.iter().filter(|(other, _)| **other != position && !is_all) {
                    let same = was.iter().zip(is[other]).all(|(was, is)| (was - is).abs() <= ROUNDING);
                    prop_assert!(same, "seat {}: {:?} {:?}", other, was, is);
                }
            }
        }
    }
}
