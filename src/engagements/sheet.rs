//! The whole of an engagement's money: who holds which seat, which weeks each milestone is about, and what follows for
//! everybody's part.

use std::collections::{BTreeMap, HashMap};

use muster_kernel::Money;

use super::{
    MilestoneId,
    shares::{self, Seat, Span},
    store::{self, EngagementRow, MilestoneRow, SeatRow},
};
use crate::{
    book::SplitLine,
    db::Conn,
    error::{Error, Result},
    identity::MemberId,
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
}
