//! New terms for a seat: what a counter means for the bids that the seat belongs to.
//!
//! The engine works while no transaction is open, so the teams that a counter was decided on are compared with those of
//! the moment in which the outcome is written; where they changed, it is decided again.

use std::collections::HashSet;

use muster_kernel::Instant;

use super::{
    BidId,
    answers::{complete_staffed, pending},
    model::State,
    staffing,
    store::{self, Bid},
};
use crate::{
    app::App,
    audit::By,
    availability::{self, Overlap},
    briefs::{self, Brief, BriefId, Document},
    counters::{self, Counter, CounterId, Terms},
    db::{Conn, Tx},
    error::{Error, Result},
    formation::{self, Ask, Prepared},
    identity::{Client, Member, MemberId, PersonId},
    invitations::{self, Invitation, InvitationId, service::Renewal},
    jobs::{self, Job},
    notices,
};

/// How often a counter is decided again because its teams changed meanwhile.
const TRIES: u32 = 3;
/// How long a client has to answer a counter.
const CLIENT_SECONDS: i64 = 48 * 3600;
/// What a client has at least; with less left until the deadline, it is not asked.
const SHORTEST_SECONDS: i64 = 3600;
/// How long the offer stands after the client's time at least.
const AFTERWARDS_SECONDS: i64 = 24 * 3600;

/// A member says what they would take instead of what they are offered. A rate is decided at once, by the policy; hours
/// are put to the client.
pub fn counter(app: &App, who: Member, id: InvitationId, terms: Terms, overlap: Overlap) -> Result<Counter> {
    match terms {
        Terms::Rate(_) => decide(app, who, id, terms, overlap),
        Terms::Hours(_) => app.db.write(|tx| ask_client(tx, who, id, terms, overlap)),
    }
}

/// Another rate holds where a run in which the member asks it still chooses them, in every team that waits for them.
fn decide(app: &App, who: Member, id: InvitationId, terms: Terms, overlap: Overlap) -> Result<Counter> {
    for _ in 0..TRIES {
        let teams = app.db.snapshot(|conn| {
            let invitation = invitations::service::own(conn, who, id)?;
            counters::service::check(conn, &invitation, terms)?;
            Teams::of(conn, invitation)
        })?;
        let runs = teams.runs(app, |team| teams.open(team, terms))?;
        let chosen = runs.iter().all(|run| teams.is_chosen(run));
        let decided = app.db.write(|tx| {
            let invitation = pending(tx, who, id)?;
            if !teams.still_stand(tx)? {
                return Ok(None);
            }
            let now = tx.now();
            let counter = counters::service::make(tx, who.into(), &invitation, terms, overlap, now)?;
            if chosen {
                teams.renew(tx, who.into(), &counter, &runs, &runs[0].eligible[&invitation.seat])?;
            } else {
                counters::service::move_on(tx, By::Muster, &counter, counters::Event::Refuse, None)?;
                let letter = counters::refused(&counter, &teams.document, invitation.expires_at);
                notices::service::tell_member(tx, invitation.member_id, &letter)?;
            }
            counters::service::read(tx, counter.id).map(Some)
        })?;
        if let Some(counter) = decided {
            return Ok(counter);
        }
    }
    Err(moving())
}

/// Fewer hours are put to the client; the offer stands for a day after the client's time at least.
fn ask_client(tx: &mut Tx<'_>, who: Member, id: InvitationId, terms: Terms, overlap: Overlap) -> Result<Counter> {
    let invitation = pending(tx, who, id)?;
    let (brief, document) = briefs::service::read(tx, invitation.brief_id)?;
    let deadline = brief.deadline_at.filter(|deadline| *deadline > tx.now());
    let until = client_has_until(tx.now(), deadline)?;
    let counter = counters::service::make(tx, who.into(), &invitation, terms, overlap, until)?;
    let stands = until.plus_seconds(AFTERWARDS_SECONDS);
    invitations::service::extend(tx, &invitation, deadline.map_or(stands, |deadline| stands.min(deadline)))?;
    jobs::at(tx, until, &Job::LapseCounter { counter: counter.id })?;
    notices::service::tell_client(tx, brief.client_id, &counters::asked(&counter, &document, &invitation))?;
    Ok(counter)
}

fn client_has_until(now: Instant, deadline: Option<Instant>) -> Result<Instant> {
    let full = now.plus_seconds(CLIENT_SECONDS);
    let Some(deadline) = deadline else { return Ok(full) };
    let until = full.min(deadline.plus_seconds(-AFTERWARDS_SECONDS));
    if until < now.plus_seconds(SHORTEST_SECONDS) {
        let sentence = format!(
            "The bids close at {deadline}: too soon for the client to answer and for you to decide after that. Take the \
             offer or leave it."
        );
        return Err(Error::conflict("too-late-to-counter", sentence));
    }
    Ok(until)
}

/// The client takes fewer hours: the seat is the member's on these terms.
pub fn take_hours(app: &App, who: Client, id: CounterId) -> Result<()> {
    for _ in 0..TRIES {
        let (counter, teams) = app.db.snapshot(|conn| {
            let counter = waiting_counter(conn, app.now(), who, id)?;
            let invitation = invitations::service::read(conn, counter.invitation_id)?;
            Ok((counter, Teams::of(conn, invitation)?))
        })?;
        let terms = counter.terms();
        let runs = teams.runs(app, |team| teams.locked(team, terms))?;
        let open = teams.runs(app, |team| teams.open(team, terms))?;
        let taken = app.db.write(|tx| {
            let now = tx.now();
            let counter = waiting_counter(tx, now, who, id)?;
            if !teams.still_stand(tx)? {
                return Ok(false);
            }
            if !runs.iter().all(|run| teams.is_chosen(run)) {
                return Err(gone());
            }
            let renewed = teams.renew(tx, who.into(), &counter, &runs, &open[0].eligible[&teams.invitation.seat]);
            // Whose hours they are, and what else they are held for, is not the client's to know.
            renewed.map_err(|error| if is_about_hours(&error) { gone() } else { error })?;
            Ok(true)
        })?;
        if taken {
            return Ok(());
        }
    }
    Err(moving())
}

/// The client keeps the hours as they are.
pub fn refuse_hours(app: &App, who: Client, id: CounterId) -> Result<()> {
    app.db.write(|tx| {
        let now = tx.now();
        let counter = waiting_counter(tx, now, who, id)?;
        not_held(tx, who.into(), &counter, counters::Event::Refuse)
    })
}

/// The client did not answer a counter in time.
pub fn lapse_counter(app: &App, id: CounterId) -> Result<()> {
    app.db.write(|tx| {
        let counter = counters::service::read(tx, id)?;
        if counter.state != counters::State::Waiting || counter.expires_at > tx.now() {
            return Ok(());
        }
        not_held(tx, By::Muster, &counter, counters::Event::Lapse)
    })
}

fn not_held(tx: &mut Tx<'_>, by: By, counter: &Counter, event: counters::Event) -> Result<()> {
    counters::service::move_on(tx, by, counter, event, None)?;
    let invitation = invitations::service::read(tx, counter.invitation_id)?;
    let (_, document) = briefs::service::read(tx, counter.brief_id)?;
    let letter = counters::refused(counter, &document, invitation.expires_at);
    notices::service::tell_member(tx, invitation.member_id, &letter)
}

/// A counter for a client's own brief, which still waits for an answer.
fn waiting_counter(conn: &mut Conn, now: Instant, who: Client, id: CounterId) -> Result<Counter> {
    let counter = counters::service::own(conn, who, id)?;
    let refused = |sentence: String| Err(Error::conflict("counter-state", sentence));
    match counter.state {
        counters::State::Waiting if counter.expires_at > now => Ok(counter),
        counters::State::Waiting => refused("The time to answer this counter is over.".to_owned()),
        state => refused(format!("This counter is {state}; it cannot be answered any more.")),
    }
}

fn is_about_hours(error: &Error) -> bool {
    let codes = [availability::HOURS_TAKEN, availability::HOURS_HELD];
    matches!(error, Error::Conflict { code, .. } if codes.contains(code))
}

fn gone() -> Error {
    Error::conflict("counter-gone", "The member cannot take the seat on these terms any more.")
}

fn moving() -> Error {
    Error::conflict("bid-moved", "The teams of this seat are changing right now. Try again in a moment.")
}

/// A counter about hours as its client sees it: the seat and what the bid would cost, nobody's name, no other seat.
pub struct Asked {
    /// The counter.
    pub counter: Counter,
    /// What it counters.
    pub invitation: Invitation,
    /// The best bid that waits for it, while it does.
    pub bid: Option<Bid>,
}

/// The counters about hours for a client's own brief, the newest first.
pub fn asked(
    conn: &mut Conn,
    who: Client,
    brief: BriefId,
    before: Option<CounterId>,
    limit: i64,
) -> Result<Vec<Asked>> {
    let counters = counters::service::of_brief(conn, who, brief, before, limit)?;
    let ids: Vec<InvitationId> = counters.iter().map(|counter| counter.invitation_id).collect();
    let invitations = invitations::service::read_all(conn, &ids)?;
    let bids = store::with_invitations(conn, &ids)?;
    let asked = |counter: Counter| {
        let waiting = bids.iter().filter(|(id, bid)| *id == counter.invitation_id && bid.state.is_live());
        let best = waiting.map(|(_, bid)| bid).max_by_key(|bid| bid.score);
        Asked {
            bid: best.filter(|_| counter.state == counters::State::Waiting).cloned(),
            invitation: invitations[&counter.invitation_id].clone(),
            counter,
        }
    };
    Ok(counters.into_iter().map(asked).collect())
}

/// A bid and its seats.
type Team = (Bid, Vec<Invitation>);

/// An invitation and every team that waits for its answer.
struct Teams {
    invitation: Invitation,
    brief: Brief,
    document: Document,
    teams: Vec<Team>,
    excluded: HashSet<MemberId>,
    people: HashSet<PersonId>,
}

impl Teams {
    fn of(conn: &mut Conn, invitation: Invitation) -> Result<Self> {
        let (brief, document) = briefs::service::read(conn, invitation.brief_id)?;
        let teams = waiting(conn, invitation.id)?;
        let all = invitations::service::for_brief(conn, brief.id)?;
        let excluded = staffing::left_out(&all);
        let people = staffing::own_people(conn, &brief)?;
        Ok(Self { invitation, brief, document, teams, excluded, people })
    }

    /// Whether these are still the teams, seat by seat.
    fn still_stand(&self, conn: &mut Conn) -> Result<bool> {
        let now = waiting(conn, self.invitation.id)?;
        let ids = |teams: &[Team]| -> Vec<(BidId, Vec<InvitationId>)> {
            teams.iter().map(|(bid, seats)| (bid.id, live(seats))).collect()
        };
        Ok(ids(&now) == ids(&self.teams) && !now.is_empty())
    }

    /// A run for each team.
    fn runs(&self, app: &App, ask: impl Fn(&[Invitation]) -> Ask) -> Result<Vec<Prepared>> {
        self.teams.iter().map(|(_, seats)| formation::service::prepare(app, ask(seats))).collect()
    }

    /// What is asked of a run in which the seat is open to everybody and the member takes it on those terms.
    fn open(&self, seats: &[Invitation], terms: Terms) -> Ask {
        let others = seats.iter().filter(|seat| seat.is_live() && seat.id != self.invitation.id);
        let mut ask = staffing::with_seats(&self.brief, &self.document, others, &self.excluded);
        ask.excluded.remove(&self.invitation.member_id);
        ask.excluded_people = self.people.clone();
        let (rate, hours) = terms.applied(&self.invitation);
        ask.rates.insert(self.invitation.member_id, rate);
        let seats = ask.document.iter_mut().flat_map(|document| &mut document.seats);
        seats.filter(|seat| seat.id == self.invitation.seat).for_each(|seat| seat.hours = hours);
        ask
    }

    /// The same with the member locked into the seat.
    fn locked(&self, seats: &[Invitation], terms: Terms) -> Ask {
        let mut ask = self.open(seats, terms);
        ask.locked.insert(self.invitation.seat.clone(), self.invitation.member_id);
        ask
    }

    /// Whether a run gives the seat to the member.
    fn is_chosen(&self, run: &Prepared) -> bool {
        self.place(run).is_some()
    }

    fn place<'a>(&self, run: &'a Prepared) -> Option<&'a formation::FormedSeat> {
        let seats = run.teams.first().map(|team| team.seats.iter());
        seats
            .into_iter()
            .flatten()
            .find(|place| place.seat.id == self.invitation.seat && place.member == self.invitation.member_id)
    }

    /// The counter holds: an accepted invitation on the new terms takes the place of the old one in every team.
    fn renew(
        &self,
        tx: &mut Tx<'_>,
        by: By,
        counter: &Counter,
        runs: &[Prepared],
        eligible: &[MemberId],
    ) -> Result<()> {
        let mut kept = Vec::with_capacity(runs.len());
        for run in runs {
            kept.push(formation::service::keep(tx, run)?);
        }
        let place = self.place(&runs[0]).expect("only a run that gives the seat to the member renews it");
        let renewal = Renewal {
            run: kept[0],
            rate_minor: place.rate_minor,
            hours: place.seat.hours,
            reason: place.reason,
            eligible,
        };
        let renewed = invitations::service::renew(tx, by, &self.invitation, &renewal)?;
        invitations::service::accept(tx, by, &renewed, counter.overlap())?;
        for (((bid, seats), run), id) in self.teams.iter().zip(runs).zip(kept) {
            store::set_seat(tx, bid.id, &self.invitation.seat, renewed.id)?;
            // A team with an empty seat gets its price and its points when that is filled.
            if seats.iter().all(Invitation::is_live) {
                store::set_team(tx, bid.id, id, run.teams[0].cost_minor, run.teams[0].score)?;
            }
        }
        counters::service::move_on(tx, by, counter, counters::Event::Hold, Some(renewed.id))?;
        notices::service::tell_member(tx, renewed.member_id, &counters::held(counter, &self.document, &renewed))?;
        complete_staffed(tx, by, renewed.id)
    }
}

/// The bids that are being staffed with an invitation, each with its seats.
fn waiting(conn: &mut Conn, invitation: InvitationId) -> Result<Vec<Team>> {
    let mut bids = store::with_invitation(conn, invitation)?;
    bids.retain(|bid| bid.state == State::Staffing);
    let ids: Vec<BidId> = bids.iter().map(|bid| bid.id).collect();
    let mut seats = store::seats_of(conn, &ids)?;
    let team = |bid: Bid| {
        let seats = seats.remove(&bid.id).unwrap_or_default();
        (bid, seats)
    };
    Ok(bids.into_iter().map(team).collect())
}

fn live(seats: &[Invitation]) -> Vec<InvitationId> {
    seats.iter().filter(|seat| seat.is_live()).map(|seat| seat.id).collect()
}
