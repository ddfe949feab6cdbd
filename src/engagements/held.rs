//! What is held of a milestone, and goes another way than by being accepted. A dispute freezes a part, and in the end gives
//! it back to the milestone or says where it goes; the rest of the milestone, and every other one, goes on as it would.
//! Where a seat ends, what is held for its weeks goes back.

use std::collections::{BTreeMap, BTreeSet};

use muster_kernel::{Day, Money};

use super::{
    EngagementId, MilestoneId, billing, delivery,
    model::{MilestoneEvent, MilestoneState, NewMilestone, milestone_called, milestone_within},
    shares::Seat,
    sheet::Sheet,
    store::{self, EngagementRow, MilestoneRow},
};
use crate::{
    audit::By,
    book::{self, Entry, Taxed},
    briefs::BriefId,
    db::{Conn, Tx},
    error::{Error, Result},
    identity::{Client, ClientId, Member, MemberId},
    letters::Letter,
    payouts,
    spaces::SpaceId,
};

/// A milestone, as a dispute about it needs it.
#[derive(Clone, Debug)]
pub struct Contested {
    /// Which.
    pub milestone: MilestoneId,
    /// Under which contract.
    pub engagement: EngagementId,
    /// The brief that the contract came from.
    pub brief: BriefId,
    /// What the milestone is called, with its contract.
    pub title: String,
    /// The same in a letter.
    pub called: Letter,
    /// Who pays.
    pub client: ClientId,
    /// What is due, by when, for how much.
    pub plan: NewMilestone,
    /// How far it is.
    pub state: MilestoneState,
    /// What is neither paid out, nor sent back, nor disputed.
    pub open: Money,
}

/// Where disputed money goes. What the members do not get goes back to the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// What is disputed.
    pub disputed: Money,
    /// What of it goes to the members, in minor units: from nothing to all.
    pub to_members_minor: i64,
    /// How that is divided over the seats, by name, where it is not in proportion to what they cost.
    pub by_seat: Option<BTreeMap<String, i64>>,
}

/// A seat's part of an amount.
#[derive(Clone, Debug)]
pub struct SeatShare {
    /// The seat.
    pub seat: String,
    /// What it is called.
    pub title: String,
    /// Who has it.
    pub member: MemberId,
    /// Their part, before the split.
    pub amount: Money,
}

/// The members with a part in a milestone, and the home spaces whose terms were frozen for their seats.
#[derive(Clone, Debug, Default)]
pub struct Team {
    /// Who they are.
    pub members: BTreeSet<MemberId>,
    /// Where they belonged.
    pub spaces: BTreeSet<SpaceId>,
}

/// A milestone with its whole engagement: whose the money is that is held of it, and where that can go.
pub struct Held {
    milestone: MilestoneRow,
    sheet: Sheet,
}

impl Held {
    /// The milestone, as it is told of.
    pub fn contested(&self) -> Contested {
        contested((self.milestone.clone(), self.sheet.engagement.clone()))
    }

    /// Who has a part in its money.
    pub fn team(&self) -> Team {
        let parts = self.sheet.parts(&self.milestone, self.milestone.amount(&self.sheet.engagement));
        let seats = || self.sheet.seats.iter().zip(&parts);
        let concerned = || seats().filter(|(_, part)| part.minor() != 0).map(|(seat, _)| seat);
        Team {
            members: concerned().map(|seat| seat.member).collect(),
            spaces: concerned().filter_map(|seat| seat.terms.space()).collect(),
        }
    }

    /// A disputed amount of it over its seats, as it is divided where nobody says otherwise.
    pub fn over_seats(&self, amount: Money) -> Vec<SeatShare> {
        let parts = self.sheet.disputed_parts(&self.milestone, amount);
        let share = |(seat, amount): (&Seat, Money)| SeatShare {
            seat: seat.seat.clone(),
            title: seat.title.clone(),
            member: seat.member,
            amount,
        };
        self.sheet.seats.iter().zip(parts).map(share).collect()
    }

    /// What goes back to the client, with tax, where `share` is carried out as things were before `gone` minor units of it
    /// went back.
    pub fn back(&self, share: &Share, gone: i64) -> Taxed {
        let before = MilestoneRow { refunded_minor: self.milestone.refunded_minor - gone, ..self.milestone.clone() };
        billing::back(&before, &self.sheet.engagement, share.disputed.minor() - share.to_members_minor)
    }

    /// What the seats of `member` get of a share, before the split.
    pub fn part_of(&self, share: &Share, member: MemberId) -> Result<Money> {
        let parts = self.parts(share)?;
        let own = self.sheet.seats.iter().zip(parts).filter(|(seat, _)| seat.member == member);
        Ok(Money::new(own.map(|(_, part)| part.minor()).sum(), share.disputed.currency()))
    }

    /// What each seat gets of the members' share.
    fn parts(&self, share: &Share) -> Result<Vec<Money>> {
        let Some(by_seat) = &share.by_seat else {
            let amount = Money::new(share.to_members_minor, self.sheet.engagement.currency);
            return Ok(self.sheet.disputed_parts(&self.milestone, amount));
        };
        let unknown = |name| Error::field("seats", name, "seats that have a part in this milestone");
        self.sheet.parts_by_seat(&self.milestone, by_seat).map_err(unknown)
    }

    /// The entries that [`settle`] posts on a day: a release and a refund, or one of them where the other is nothing.
    pub fn entries(&self, conn: &mut Conn, share: &Share, on: Day) -> Result<Vec<Entry>> {
        let Self { milestone, sheet } = self;
        let EngagementRow { id, client_id, currency, .. } = sheet.engagement;
        let money = |minor| Money::new(minor, currency);
        let (released, refunded) = (share.to_members_minor, share.disputed.minor() - share.to_members_minor);
        let mut entries = Vec::new();
        if released > 0 {
            let lines = sheet.divided(conn, &self.parts(share)?, on)?;
            let memo = format!("Released after a dispute: {}", milestone.title);
            entries.push(Entry::release(milestone.id, memo, id, money(released), lines).map_err(delivery::unfit)?);
        }
        if refunded > 0 {
            let memo = format!("Refunded after a dispute: {}", milestone.title);
            let back = billing::back(milestone, &sheet.engagement, refunded);
            entries.push(Entry::refund(milestone.id, memo, id, client_id, back).map_err(delivery::unfit)?);
        }
        Ok(entries)
    }
}

/// What is held of a milestone, for whoever was found to have a part in a dispute about it.
pub fn of(conn: &mut Conn, id: MilestoneId) -> Result<Held> {
    let (milestone, engagement) = store::piece(conn, id)?;
    Ok(Held { milestone, sheet: Sheet::read(conn, engagement)? })
}

/// The same of many milestones, in the order in which they are asked for.
pub fn of_all(conn: &mut Conn, ids: &[MilestoneId]) -> Result<Vec<Held>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (milestones, engagements): (Vec<_>, Vec<_>) = store::pieces(conn, ids)?.into_iter().unzip();
    let sheets = Sheet::read_all(conn, engagements)?;
    Ok(milestones.into_iter().zip(sheets).map(|(milestone, sheet)| Held { milestone, sheet }).collect())
}

/// A milestone that `who` pays for; nobody else's.
pub fn of_client(conn: &mut Conn, id: MilestoneId, who: Client) -> Result<Contested> {
    store::piece_of_client(conn, id, who.client).map(contested)
}

/// A milestone of an engagement in which `who` has a seat; nobody else's.
pub fn of_member(conn: &mut Conn, id: MilestoneId, who: Member) -> Result<Contested> {
    store::piece_of_member(conn, id, who.member).map(contested)
}

/// A milestone, for whoever was found to have a part in a dispute about it.
pub fn of_dispute(conn: &mut Conn, id: MilestoneId) -> Result<Contested> {
    store::piece(conn, id).map(contested)
}

fn contested((milestone, engagement): (MilestoneRow, EngagementRow)) -> Contested {
    Contested {
        milestone: milestone.id,
        engagement: engagement.id,
        brief: engagement.brief_id,
        title: milestone_within(&engagement.title, &milestone.title),
        called: Letter::new("milestone-of-engagement")
            .with("milestone", milestone_called(&milestone.title))
            .with("engagement", &engagement.title),
        client: engagement.client_id,
        plan: NewMilestone {
            title: milestone.title.clone(),
            due_day: milestone.due_day,
            amount_minor: milestone.amount_minor,
        },
        state: milestone.state,
        open: Money::new(milestone.open_minor(), engagement.currency),
    }
}

/// Freezes `minor` units of what is open.
pub fn freeze(tx: &mut Tx<'_>, id: MilestoneId, minor: i64) -> Result<()> {
    let (before, _) = store::piece(tx, id)?;
    if !before.state.is_held() || !(1..=before.open_minor()).contains(&minor) {
        return Err(Error::conflict("milestone-state", "So much of this milestone is not held any more."));
    }
    store::forget_disputed_parts(tx, id)?;
    let after = MilestoneRow { disputed_minor: before.disputed_minor + minor, ..before.clone() };
    store::move_milestone(tx, &before, &after)
}

/// Gives `minor` frozen units back to the milestone: the client can accept them as before.
pub fn thaw(tx: &mut Tx<'_>, id: MilestoneId, minor: i64) -> Result<()> {
    let (before, _) = store::piece(tx, id)?;
    store::forget_disputed_parts(tx, id)?;
    let after = MilestoneRow { disputed_minor: before.disputed_minor - minor, ..before.clone() };
    store::move_milestone(tx, &before, &after)
}

/// Pays disputed money out and back, as `share` says, under keys that begin with `key`; ends the milestone where nothing
/// of it is left, and the engagement where that was the last one.
pub fn settle(tx: &mut Tx<'_>, by: By, id: MilestoneId, share: &Share, key: &str) -> Result<()> {
    let held = of(tx, id)?;
    let today = tx.now().day();
    for entry in held.entries(tx, share, today)? {
        book::service::post(tx, &entry, &format!("{key}:{}", entry.movement()))?;
    }
    let Held { milestone: before, sheet: Sheet { engagement, .. } } = held;
    let refunded = share.disputed.minor() - share.to_members_minor;
    if refunded > 0 {
        let back = billing::back(&before, &engagement, refunded);
        payouts::details::ask_of_client(tx, engagement.client_id, back.gross())?;
    }
    let after = MilestoneRow {
        disputed_minor: before.disputed_minor - share.disputed.minor(),
        released_minor: before.released_minor + share.to_members_minor,
        refunded_minor: before.refunded_minor + refunded,
        ..before.clone()
    };
    move_money(tx, &before, after)?;
    delivery::complete_after_last(tx, by, &engagement)
}

/// Sends `minor` units of what is open of a milestone back to the client, with their tax, because nobody will do the work.
pub(super) fn send_back(
    tx: &mut Tx<'_>,
    engagement: &EngagementRow,
    before: &MilestoneRow,
    minor: i64,
    key: &str,
) -> Result<()> {
    let memo = format!("Refunded after a seat ended: {}", before.title);
    let back = billing::back(before, engagement, minor);
    let entry = Entry::refund(before.id, memo, engagement.id, engagement.client_id, back).map_err(delivery::unfit)?;
    book::service::post(tx, &entry, key)?;
    payouts::details::ask_of_client(tx, engagement.client_id, back.gross())?;
    move_money(tx, before, MilestoneRow { refunded_minor: before.refunded_minor + minor, ..before.clone() })
}

/// Keeps where a milestone's money has gone, and ends the milestone where nothing of it is left.
fn move_money(tx: &mut Tx<'_>, before: &MilestoneRow, mut after: MilestoneRow) -> Result<()> {
    if after.open_minor() == 0 && after.disputed_minor == 0 {
        after.state = delivery::next(before.state, MilestoneEvent::Settle)?;
    }
    store::move_milestone(tx, before, &after)?;
    delivery::bill_when_over(tx, &after)
}
