//! The whole of an engagement's money: who holds which seat, which weeks each milestone is about, and what follows for
//! everybody's part.

use std::collections::{BTreeMap, HashMap};

use muster_kernel::{Day, Money};

use super::{
    MilestoneId,
    shares::{self, Seat, Span},
    store::{self, EngagementRow, MilestoneRow, PartRow, SeatRow},
};
use crate::{
    book::SplitLine,
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
    /// Parts that were set by hand, in the order of the seats.
    own: HashMap<MilestoneId, Vec<i64>>,
}

impl Sheet {
    /// Reads an engagement's sheet.
    pub(super) fn read(conn: &mut Conn, engagement: EngagementRow) -> Result<Self> {
        let rows = store::seats(conn, engagement.id)?;
        let seats = rows.iter().map(SeatRow::seat).collect::<Result<Vec<Seat>>>()?;
        let plan = store::plan(conn, engagement.id)?;
        let first = seats.iter().map(|seat| seat.first_monday).min().unwrap_or(engagement.created_at.day());
        let due: Vec<_> = plan.iter().map(|milestone| milestone.due_day).collect();
        let mut own: HashMap<MilestoneId, Vec<i64>> = HashMap::new();
        for part in store::own_parts(conn, engagement.id)? {
            let parts = own.entry(part.milestone_id).or_insert_with(|| vec![0; seats.len()]);
            let place = seats.iter().position(|seat| (seat.position, seat.holder) == (part.position, part.holder));
            let place = place.ok_or_else(|| Error::internal("read a milestone's parts", "one of them has no seat"))?;
            parts[place] = part.amount_minor;
        }
        Ok(Self { spans: shares::spans(first, &due), engagement, seats, plan, own })
    }

    /// The weeks that a milestone is about.
    pub(super) fn span(&self, milestone: &MilestoneRow) -> Span {
        let place = self.plan.iter().position(|other| other.id == milestone.id);
        self.spans[place.expect("a milestone of this sheet")]
    }

    /// What each seat, in their order, gets of `amount`: all of a milestone's, or a piece of it.
    pub(super) fn parts(&self, milestone: &MilestoneRow, amount: Money) -> Vec<Money> {
        match self.own.get(&milestone.id) {
            Some(own) => amount.split(&own.iter().map(|minor| minor.unsigned_abs()).collect::<Vec<_>>()),
            None => shares::parts(amount, &self.seats, self.span(milestone)),
        }
    }

    /// Who gets what of `amount` of a milestone.
    pub(super) fn divided(&self, milestone: &MilestoneRow, amount: Money) -> Vec<SplitLine> {
        let parts = self.parts(milestone, amount);
        shares::divide(&parts, self.engagement.id, &self.engagement.category, &self.seats)
    }

    /// What the seats of `member` are paid of `amount` of a milestone, before the split.
    pub(super) fn part_of(&self, member: MemberId, milestone: &MilestoneRow, amount: Money) -> Money {
        let parts = self.parts(milestone, amount);
        let own = self.seats.iter().zip(parts).filter(|(seat, _)| seat.member == member);
        Money::new(own.map(|(_, part)| part.minor()).sum(), amount.currency())
    }

    /// What each seat, in their order, gets where somebody said how much each of them gets by its name: within a seat
    /// that was handed over, in the same proportion as of the whole milestone. The name of a seat that has no part in
    /// the milestone is the refusal.
    pub(super) fn parts_by_seat(
        &self,
        milestone: &MilestoneRow,
        by_seat: &BTreeMap<String, i64>,
    ) -> std::result::Result<Vec<Money>, String> {
        let currency = self.engagement.currency;
        let whole = self.parts(milestone, milestone.amount(&self.engagement));
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
    /// does the weeks that are left from `begins` on. Milestones that are paid out already stay as they were. Answers the
    /// place of the outgoing member's time among the seats; the other one's follows it. Refused where no week is left.
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
        let incoming =
            Seat { holder, first_monday: begins, weeks: left, amount_minor: of_incoming, ..outgoing.clone() };
        let outgoing = &mut self.seats[place];
        (outgoing.weeks, outgoing.amount_minor) = (worked, of_outgoing);
        self.seats.insert(place + 1, incoming);
        self.divide_own_parts(place);
        Ok((self, place))
    }

    /// Parts that were set by hand go over the two holders of a seat at `place` and after it by their weeks.
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
        let mut parts: Vec<i64> = self.parts(row, amount).iter().map(|part| part.minor()).collect();
        let both = parts[place] + parts[place + 1];
        if !(0..=both).contains(&minor) {
            let right = format!("0 to {both} minor units, which is what the seat is paid of this milestone");
            return Err(Error::field("shares.outgoing_minor", minor, right));
        }
        (parts[place], parts[place + 1]) = (minor, both - minor);
        self.own.insert(milestone, parts);
        Ok(())
    }

    /// Takes the part of a seat's holder at `place` out of a milestone: it costs less, and the others get what they would
    /// have got.
    pub(super) fn shrink(&mut self, milestone: MilestoneId, place: usize) {
        let Some(number) = self.plan.iter().position(|other| other.id == milestone) else { return };
        let amount = self.plan[number].amount(&self.engagement);
        let mut parts: Vec<i64> = self.parts(&self.plan[number], amount).iter().map(|part| part.minor()).collect();
        self.plan[number].amount_minor -= parts[place];
        parts[place] = 0;
        self.own.insert(milestone, parts);
    }

    /// Takes the time of a holder at `place` away again; nothing is paid for it any more.
    pub(super) fn forget(&mut self, place: usize) {
        self.seats.remove(place);
        for parts in self.own.values_mut() {
            parts.remove(place);
        }
    }

    /// The parts that were set by hand, milestone by milestone, to be kept.
    pub(super) fn own_rows(&self) -> Vec<PartRow> {
        let mut rows = Vec::new();
        for milestone in &self.plan {
            let parts = self.own.get(&milestone.id).map(Vec::as_slice).unwrap_or_default();
            rows.extend(self.seats.iter().zip(parts).map(|(seat, part)| PartRow {
                milestone_id: milestone.id,
                position: seat.position,
                holder: seat.holder,
                amount_minor: *part,
            }));
        }
        rows
    }
}
