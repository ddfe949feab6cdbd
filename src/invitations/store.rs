//! The rows of invitations.

use diesel::prelude::*;
use muster_kernel::{Currency, Day, Instant};

use super::{InvitationId, model::State, offer::SeatOffer};
use crate::{
    briefs::BriefId,
    db::{Conn, Tx},
    error::{Error, Result},
    formation::RunId,
    identity::MemberId,
    schema::invitations,
};

/// A seat that is or was offered to a member.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = invitations)]
pub struct Invitation {
    /// Names it.
    pub id: InvitationId,
    /// For which brief.
    pub brief_id: BriefId,
    /// The run that chose the member.
    pub run_id: RunId,
    /// Which seat of the brief.
    pub seat: String,
    /// Who is invited.
    pub member_id: MemberId,
    /// Where it stands.
    pub state: State,
    /// Minor units an hour.
    pub rate_minor: i64,
    /// The currency of the amounts.
    pub currency: Currency,
    /// Hours a week.
    pub hours: i32,
    /// The Monday on which the work begins.
    pub first_monday: Day,
    /// For how many weeks.
    pub weeks: i32,
    /// What the member keeps of the whole amount, by the terms of today.
    pub keeps_minor: i64,
    /// Why this member, as JSON.
    pub reason: String,
    /// When it lapses.
    pub expires_at: Instant,
    /// When it was sent.
    pub created_at: Instant,
    /// When it was answered, or taken back.
    pub answered_at: Option<Instant>,
    /// Of how many of the two reminders its member was sent.
    pub reminders: i32,
}

impl Invitation {
    /// Whether the seat is still offered to the member, or taken by them.
    pub fn is_live(&self) -> bool {
        self.state.is_live()
    }

    /// Whether the member has still to answer.
    pub fn is_pending(&self) -> bool {
        self.state == State::Pending
    }

    /// Whether the member took the seat.
    pub fn is_accepted(&self) -> bool {
        self.state == State::Accepted
    }

    /// What the seat is offered at.
    pub fn offer(&self) -> SeatOffer<'_> {
        SeatOffer {
            brief: self.brief_id,
            seat: &self.seat,
            hours: self.hours,
            first_monday: self.first_monday,
            weeks: self.weeks,
            rate_minor: self.rate_minor,
            keeps_minor: self.keeps_minor,
            currency: self.currency,
        }
    }

    /// What the seat costs in all, in minor units.
    pub fn amount_minor(&self) -> i64 {
        self.offer().amount_minor()
    }

    /// Hours a week: a brief asks for 80 at most.
    pub fn hours_a_week(&self) -> u8 {
        u8::try_from(self.hours).expect("an offer is of 1 to 80 hours, as its brief asks")
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, invitation: &Invitation) -> Result<()> {
    diesel::insert_into(invitations::table).values(invitation).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn invitation(conn: &mut Conn, id: InvitationId) -> Result<Invitation> {
    let found = invitations::table.find(id).select(Invitation::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("invitation", id))
}

pub(super) fn with_ids(conn: &mut Conn, ids: &[InvitationId]) -> Result<Vec<Invitation>> {
    Ok(invitations::table.filter(invitations::id.eq_any(ids)).select(Invitation::as_select()).load(conn)?)
}

/// The invitation by which a seat is offered to a member or taken by them, if any.
pub(super) fn live(conn: &mut Conn, brief: BriefId, seat: &str, member: MemberId) -> Result<Option<Invitation>> {
    let live = invitations::table
        .filter(invitations::brief_id.eq(brief))
        .filter(invitations::seat.eq(seat))
        .filter(invitations::member_id.eq(member))
        .filter(invitations::state.eq_any([State::Pending, State::Accepted]));
    Ok(live.select(Invitation::as_select()).first(conn).optional()?)
}

/// A member's own invitation. Another member's is not found.
pub(super) fn invitation_of(conn: &mut Conn, member: MemberId, id: InvitationId) -> Result<Invitation> {
    let own = invitations::table.find(id).filter(invitations::member_id.eq(member));
    let found = own.select(Invitation::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("invitation", id))
}

/// A member's invitations, the newest first.
pub(super) fn invitations_of(
    conn: &mut Conn,
    member: MemberId,
    before: Option<InvitationId>,
    limit: i64,
) -> Result<Vec<Invitation>> {
    let mut query = invitations::table.filter(invitations::member_id.eq(member)).into_boxed();
    if let Some(before) = before {
        query = query.filter(invitations::id.lt(before));
    }
    Ok(query.order(invitations::id.desc()).limit(limit).select(Invitation::as_select()).load(conn)?)
}

pub(super) fn was_invited(conn: &mut Conn, member: MemberId, brief: BriefId) -> Result<bool> {
    let own = invitations::table.filter(invitations::brief_id.eq(brief)).filter(invitations::member_id.eq(member));
    Ok(own.count().get_result::<i64>(conn)? > 0)
}

/// All invitations for a brief, the oldest first. Seats × teams × repairs bound them.
pub(super) fn for_brief(conn: &mut Conn, brief: BriefId) -> Result<Vec<Invitation>> {
    Ok(invitations::table
        .filter(invitations::brief_id.eq(brief))
        .order(invitations::id)
        .select(Invitation::as_select())
        .load(conn)?)
}

/// Moves an invitation on from the state in which it was read; refuses where somebody else moved it meanwhile.
pub(super) fn set_state(tx: &mut Tx<'_>, invitation: &Invitation, state: State) -> Result<()> {
    let unchanged = invitations::table.find(invitation.id).filter(invitations::state.eq(invitation.state));
    let now = tx.now();
    let moved = diesel::update(unchanged)
        .set((invitations::state.eq(state), invitations::answered_at.eq(now)))
        .execute(&mut **tx)?;
    if moved == 1 {
        Ok(())
    } else {
        Err(Error::conflict("invitation-moved", "The invitation changed meanwhile. Read it again."))
    }
}

/// Notes that an invitee is reminded for the `nth` time; answers whether nobody noted it before.
pub(super) fn count_reminder(tx: &mut Tx<'_>, invitation: &Invitation, nth: i32) -> Result<bool> {
    let not_yet = invitations::table.find(invitation.id).filter(invitations::reminders.lt(nth));
    Ok(diesel::update(not_yet).set(invitations::reminders.eq(nth)).execute(&mut **tx)? == 1)
}

/// Moves the end of the time to answer.
pub(super) fn set_expiry(tx: &mut Tx<'_>, id: InvitationId, until: Instant) -> Result<()> {
    diesel::update(invitations::table.find(id)).set(invitations::expires_at.eq(until)).execute(&mut **tx)?;
    Ok(())
}
