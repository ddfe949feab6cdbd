//! Use cases of members who stand by, and what other slices ask of them.

use muster_kernel::{Instant, Money};

use super::{
    StandbyId, letters,
    model::{Event, State},
    store::{self, Standby},
};
use crate::{
    app::App,
    audit::{self, By},
    briefs::{self, BriefId, Document},
    db::{Conn, Tx},
    error::{Error, Result},
    formation::{FormedSeat, Reason, RunId},
    identity::{Member, MemberId},
    jobs::{self, Job},
    notices, spaces,
    states::Machine,
};

/// Somebody to be asked.
pub struct NewStandby<'a> {
    /// For which brief.
    pub brief: BriefId,
    /// Its document.
    pub document: &'a Document,
    /// The run that chose the member.
    pub run: RunId,
    /// The seat and its member.
    pub seat: &'a FormedSeat,
    /// When the question lapses.
    pub expires_at: Instant,
}

/// Asks a member to stand by for a seat.
pub fn ask(tx: &mut Tx<'_>, new: &NewStandby<'_>) -> Result<()> {
    let FormedSeat { seat, member, rate_minor, reason } = new.seat;
    let reason = serde_json::to_string(reason).map_err(|cause| Error::internal("write a reason", cause))?;
    let asked = Standby {
        id: tx.id(),
        brief_id: new.brief,
        run_id: new.run,
        seat: seat.id.clone(),
        member_id: *member,
        state: State::START,
        rate_minor: *rate_minor,
        currency: new.document.currency,
        hours: seat.hours,
        first_monday: seat.from,
        weeks: seat.weeks,
        keeps_minor: 0,
        reason,
        expires_at: new.expires_at,
        created_at: tx.now(),
        answered_at: None,
    };
    let today = tx.now().day();
    let amount = Money::new(asked.amount_minor(), asked.currency);
    let keeps_minor = spaces::service::keeps(tx, *member, today, amount)?.minor();
    let standby = Standby { keeps_minor, ..asked };
    store::insert(tx, &standby)?;
    audit::record(tx, By::Muster, "standby.asked", standby.id, &())?;
    jobs::at(tx, new.expires_at, &Job::LapseStandby { standby: standby.id })?;
    notices::service::tell_member(tx, *member, &letters::asked(&standby, new.document))
}

/// A member says that they stand by.
pub fn accept(app: &App, who: Member, id: StandbyId) -> Result<()> {
    app.db.write(|tx| {
        let standby = store::standby_of(tx, who.member, id)?;
        if standby.state == State::Asked && standby.expires_at <= tx.now() {
            return Err(Error::conflict("standby-state", "The time to answer is over."));
        }
        move_on(tx, who.into(), &standby, Event::Accept)
    })
}

/// A member says that they do not stand by, or no longer; the next best is asked.
pub fn decline(app: &App, who: Member, id: StandbyId) -> Result<()> {
    app.db.write(|tx| {
        let standby = store::standby_of(tx, who.member, id)?;
        move_on(tx, who.into(), &standby, Event::Decline)?;
        jobs::soon(tx, &Job::AskStandbys { brief: standby.brief_id })
    })
}

/// A question that nobody answered in time lapses; the next best is asked.
pub fn lapse(app: &App, id: StandbyId) -> Result<()> {
    app.db.write(|tx| {
        let standby = store::standby(tx, id)?;
        if standby.state != State::Asked || standby.expires_at > tx.now() {
            return Ok(());
        }
        move_on(tx, By::Muster, &standby, Event::Lapse)?;
        jobs::soon(tx, &Job::AskStandbys { brief: standby.brief_id })
    })
}

/// The seat of a standby fell free and is offered to them now.
pub fn offered(tx: &mut Tx<'_>, standby: &Standby, document: &Document) -> Result<()> {
    move_on(tx, By::Muster, standby, Event::Offer)?;
    notices::service::tell_member(tx, standby.member_id, &letters::needed(standby, document))
}

/// Whoever stands by for a seat of a brief, the first asked first.
pub fn ready(conn: &mut Conn, brief: BriefId, seat: &str) -> Result<Vec<Standby>> {
    let mut all = store::for_brief(conn, brief)?;
    all.retain(|standby| standby.seat == seat && standby.state == State::Ready);
    Ok(all)
}

/// Everybody who was asked for a brief, the first asked first.
pub fn for_brief(conn: &mut Conn, brief: BriefId) -> Result<Vec<Standby>> {
    store::for_brief(conn, brief)
}

/// An offer of a seat was taken back before it was answered. If its member stood by for the seat, they do so again.
pub fn taken_back(tx: &mut Tx<'_>, brief: BriefId, seat: &str, member: MemberId) -> Result<()> {
    let theirs = |standby: &Standby| standby.seat == seat && standby.member_id == member;
    match store::for_brief(tx, brief)?.into_iter().find(theirs) {
        Some(standby) if standby.state == State::Offered => move_on(tx, By::Muster, &standby, Event::TakeBack),
        _ => Ok(()),
    }
}

/// A seat was taken over, or ended: nobody stands by for it any more.
pub fn close_seat(tx: &mut Tx<'_>, brief: BriefId, seat: &str) -> Result<()> {
    close(tx, brief, |standby| standby.seat == seat)
}

/// A brief ended without an award, or its engagement is over: nobody stands by for it any more.
pub fn close_all(tx: &mut Tx<'_>, brief: BriefId) -> Result<()> {
    close(tx, brief, |_| true)
}

/// Releases those who were asked or stand by, and tells them so.
fn close(tx: &mut Tx<'_>, brief: BriefId, concerns: impl Fn(&Standby) -> bool) -> Result<()> {
    let mut standbys = store::for_brief(tx, brief)?;
    standbys.retain(|standby| standby.state.after(Event::Close).is_some() && concerns(standby));
    for standby in &standbys {
        let (_, document) = briefs::service::read(tx, brief)?;
        move_on(tx, By::Muster, standby, Event::Close)?;
        notices::service::tell_member(tx, standby.member_id, &letters::released(standby, &document))?;
    }
    Ok(())
}

fn move_on(tx: &mut Tx<'_>, by: By, standby: &Standby, event: Event) -> Result<()> {
    let next = standby.state.after(event).ok_or_else(|| {
        Error::conflict("standby-state", format!("You were asked to stand by, and that is {} now.", standby.state))
    })?;
    store::set_state(tx, standby, next)?;
    audit::record(tx, by, &format!("standby.{next}"), standby.id, &())
}

/// A standby with what its member may see.
pub struct Seen {
    /// The standby.
    pub standby: Standby,
    /// The brief.
    pub brief: Document,
    /// Why this member.
    pub reason: Reason,
}

/// One that a member was asked.
pub fn see(conn: &mut Conn, who: Member, id: StandbyId) -> Result<Seen> {
    let standby = store::standby_of(conn, who.member, id)?;
    Ok(seen(conn, vec![standby])?.remove(0))
}

/// What a member was asked, the newest first.
pub fn list(conn: &mut Conn, who: Member, before: Option<StandbyId>, limit: i64) -> Result<Vec<Seen>> {
    let standbys = store::standbys_of(conn, who.member, before, limit)?;
    seen(conn, standbys)
}

fn seen(conn: &mut Conn, standbys: Vec<Standby>) -> Result<Vec<Seen>> {
    let briefs: Vec<BriefId> = standbys.iter().map(|standby| standby.brief_id).collect();
    let documents = briefs::service::documents(conn, &briefs)?;
    let seen = |standby: Standby| {
        Ok(Seen {
            brief: documents[&standby.brief_id].clone(),
            reason: serde_json::from_str(&standby.reason).map_err(|cause| Error::internal("read a reason", cause))?,
            standby,
        })
    };
    standbys.into_iter().map(seen).collect()
}
