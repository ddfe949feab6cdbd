//! The rows of standbys.

use diesel::prelude::*;
use muster_kernel::{Currency, Day, Instant};

use super::{StandbyId, model::State};
use crate::{
    briefs::BriefId,
    db::{Conn, Tx},
    error::{Error, Result},
    formation::RunId,
    identity::MemberId,
    invitations::SeatOffer,
    schema::standbys,
};

/// A member who was asked to stand by for a seat.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = standbys)]
pub struct Standby {
    /// Names it.
    pub id: StandbyId,
    /// For which brief.
    pub brief_id: BriefId,
    /// The run that chose the member.
    pub run_id: RunId,
    /// Which seat of the brief.
    pub seat: String,
    /// Who is asked.
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
    /// What the member would keep of the whole amount, by the terms of today.
    pub keeps_minor: i64,
    /// Why this member, as JSON.
    pub reason: String,
    /// Until when they can say whether they would.
    pub expires_at: Instant,
    /// When they were asked.
    pub created_at: Instant,
    /// When they answered, or the seat was offered, or it ended.
    pub answered_at: Option<Instant>,
}

impl Standby {
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
}

pub(super) fn insert(tx: &mut Tx<'_>, standby: &Standby) -> Result<()> {
    diesel::insert_into(standbys::table).values(standby).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn standby(conn: &mut Conn, id: StandbyId) -> Result<Standby> {
    let found = standbys::table.find(id).select(Standby::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("standby", id))
}

/// A member's own. Another member's is not found.
pub(super) fn standby_of(conn: &mut Conn, member: MemberId, id: StandbyId) -> Result<Standby> {
    let own = standbys::table.find(id).filter(standbys::member_id.eq(member));
    let found = own.select(Standby::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("standby", id))
}

/// A member's own, the newest first.
pub(super) fn standbys_of(
    conn: &mut Conn,
    member: MemberId,
    before: Option<StandbyId>,
    limit: i64,
) -> Result<Vec<Standby>> {
    let mut query = standbys::table.filter(standbys::member_id.eq(member)).into_boxed();
    if let Some(before) = before {
        query = query.filter(standbys::id.lt(before));
    }
    Ok(query.order(standbys::id.desc()).limit(limit).select(Standby::as_select()).load(conn)?)
}

/// Everybody who was asked for a brief, the first asked first.
pub(super) fn for_brief(conn: &mut Conn, brief: BriefId) -> Result<Vec<Standby>> {
    let all = standbys::table.filter(standbys::brief_id.eq(brief)).order(standbys::id);
    Ok(all.select(Standby::as_select()).load(conn)?)
}

/// Moves a standby on from the state in which it was read; refuses where somebody else moved it meanwhile.
pub(super) fn set_state(tx: &mut Tx<'_>, standby: &Standby, state: State) -> Result<()> {
    let unchanged = standbys::table.find(standby.id).filter(standbys::state.eq(standby.state));
    let now = tx.now();
    let moved =
        diesel::update(unchanged).set((standbys::state.eq(state), standbys::answered_at.eq(now))).execute(&mut **tx)?;
    if moved == 1 { Ok(()) } else { Err(Error::conflict("standby-moved", "This changed meanwhile. Read it again.")) }
}
