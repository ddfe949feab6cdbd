//! Use cases of counters. Those that take a transaction are parts of a use case of `bids`.

use muster_kernel::Instant;

use super::{
    CounterId,
    model::{Event, State, Terms},
    store::{self, Counter},
};
use crate::{
    audit::{self, By},
    availability::Overlap,
    briefs::{self, BriefId},
    db::{Conn, Tx},
    error::{Error, Result},
    identity::{self, Client, ClientRole},
    invitations::{Invitation, InvitationId},
    states::Machine,
};

/// A counter to an invitation, waiting to be decided until `until`. An invitation is countered once.
pub fn make(
    tx: &mut Tx<'_>,
    by: By,
    invitation: &Invitation,
    terms: Terms,
    overlap: Overlap,
    until: Instant,
) -> Result<Counter> {
    check(tx, invitation, terms)?;
    let (rate_minor, hours) = match terms {
        Terms::Rate(rate) => (Some(rate), None),
        Terms::Hours(hours) => (None, Some(hours)),
    };
    let counter = Counter {
        id: tx.id(),
        invitation_id: invitation.id,
        brief_id: invitation.brief_id,
        rate_minor,
        hours,
        overlapping: overlap == Overlap::Wanted,
        state: State::Waiting,
        renewed_id: None,
        expires_at: until,
        created_at: tx.now(),
        decided_at: None,
    };
    // Two at once: the table keeps the first.
    store::insert(tx, &counter).map_err(|error| if error.is_taken() { countered() } else { error })?;
    audit::record(tx, by, "counter.made", counter.id, &())?;
    Ok(counter)
}

/// Whether an invitation can be countered with those terms: fine, or what stands in the way.
pub fn check(conn: &mut Conn, invitation: &Invitation, terms: Terms) -> Result<()> {
    terms.check(invitation)?;
    match store::to_invitation(conn, invitation.id)? {
        Some(_) => Err(countered()),
        None => Ok(()),
    }
}

fn countered() -> Error {
    Error::conflict("countered", "You countered this offer once already; take it or leave it.")
}

/// Lets `event` happen to a counter; where it holds, `renewed` is the invitation on the new terms.
pub fn move_on(tx: &mut Tx<'_>, by: By, counter: &Counter, event: Event, renewed: Option<InvitationId>) -> Result<()> {
    let next = counter.state.after(event).ok_or_else(|| {
        Error::conflict("counter-state", format!("This counter is {}; it cannot be answered any more.", counter.state))
    })?;
    store::set_state(tx, counter, next, renewed)?;
    audit::record(tx, by, &format!("counter.{next}"), counter.id, &())
}

/// Closes what still waits about an invitation that was answered or taken back.
pub fn close(tx: &mut Tx<'_>, invitation: InvitationId) -> Result<()> {
    match store::to_invitation(tx, invitation)? {
        Some(counter) if counter.state == State::Waiting => move_on(tx, By::Muster, &counter, Event::Close, None),
        _ => Ok(()),
    }
}

/// A counter, for slices that have authorized already.
pub fn read(conn: &mut Conn, id: CounterId) -> Result<Counter> {
    store::counter(conn, id)
}

/// A counter for a client's own brief, for somebody who writes briefs or decides upon them.
pub fn own(conn: &mut Conn, who: Client, id: CounterId) -> Result<Counter> {
    let counter = store::counter_of(conn, who.client, id)?;
    identity::clients::check_role(conn, who, &[ClientRole::Requester, ClientRole::Approver, ClientRole::Finance])?;
    Ok(counter)
}

/// The counters about hours for a client's own brief, the newest first.
pub fn of_brief(
    conn: &mut Conn,
    who: Client,
    brief: BriefId,
    before: Option<CounterId>,
    limit: i64,
) -> Result<Vec<Counter>> {
    briefs::service::own(conn, who, brief)?;
    store::for_brief(conn, brief, before, limit)
}

/// The counters to those invitations; most have none.
pub fn to_invitations(conn: &mut Conn, invitations: &[InvitationId]) -> Result<Vec<Counter>> {
    store::to_invitations(conn, invitations)
}
