//! Standing by: who is asked in advance whether they would take a seat, and who is offered it first when it falls free.

use std::collections::HashSet;

use super::{
    BidId,
    model::State,
    staffing,
    staffing::Standing,
    store::{self, Bid},
};
use crate::{
    app::App,
    briefs::{self, Brief, BriefId, Document},
    db::Conn,
    error::{Error, Result},
    formation::{self, Ask, Prepared},
    identity::{MemberId, PersonId},
    invitations::{self, Invitation},
    standbys::{self, NewStandby, Standby},
};

/// Asks the next best members to stand by for every seat that is taken and has fewer of them than the client wants.
pub fn ask(app: &App, id: BriefId) -> Result<()> {
    for (bid, seat) in app.db.snapshot(|conn| taken_seats(conn, id))? {
        // Nobody is asked twice for a seat, so this ends.
        while ask_one(app, bid, &seat)? {}
    }
    Ok(())
}

/// The seats of a brief that are taken, each in the best bid that has it so.
fn taken_seats(conn: &mut Conn, id: BriefId) -> Result<Vec<(BidId, String)>> {
    let mut taken: Vec<(BidId, String)> = Vec::new();
    let live: Vec<BidId> = store::for_brief(conn, id, State::LIVE)?.iter().map(|bid| bid.id).collect();
    for (bid, seats) in store::seats_of(conn, &live)? {
        for seat in seats.into_iter().filter(Invitation::is_accepted) {
            if !taken.iter().any(|(_, known)| *known == seat.seat) {
                taken.push((bid, seat.seat));
            }
        }
    }
    Ok(taken)
}

/// Asks one more member to stand by for a seat; answers whether somebody was.
fn ask_one(app: &App, bid: BidId, seat: &str) -> Result<bool> {
    let Some(bench) = app.db.snapshot(|conn| Bench::of(conn, bid))?.filter(|bench| bench.is_short_of(seat)) else {
        return Ok(false);
    };
    let Some(prepared) = prepared(app, bench.next_best(seat))? else { return Ok(false) };
    let found = prepared.teams[0].seats.iter().find(|place| place.seat.id == seat);
    let found = found.expect("a team has every seat of its brief");
    app.db.write(|tx| {
        if !Bench::of(tx, bid)?.is_some_and(|bench| bench.is_short_of(seat)) {
            return Ok(false);
        }
        let end = staffing::expiry(&bench.brief, tx.now(), prepared.policy.answer_hours);
        let deadline = bench.brief.deadline_at.filter(|deadline| *deadline > tx.now());
        let new = NewStandby {
            brief: bench.brief.id,
            document: &bench.document,
            run: formation::service::keep(tx, &prepared)?,
            seat: found,
            expires_at: invitations::service::awake(tx, found.member, end, deadline)?,
        };
        standbys::service::ask(tx, &new)?;
        Ok(true)
    })
}

/// Offers a seat that fell free to the first who stands by for it and is still eligible and free; answers whether there
/// was somebody.
pub(super) fn offer(app: &App, bid: &Bid, gone: &Invitation) -> Result<bool> {
    let Some(bench) = app.db.snapshot(|conn| Bench::of(conn, bid.id))? else { return Ok(false) };
    for standby in bench.ready(&gone.seat) {
        let Some(team) = prepared(app, bench.with(standby))? else { continue };
        // In a run with the seat locked only the one who has it counts as eligible; the turn is everybody's.
        let Some(open) = prepared(app, bench.without(&gone.seat))? else { continue };
        let eligible = open.eligible.get(&gone.seat).cloned().unwrap_or_default();
        staffing::restaff(app, bid, gone, &team, Some(&Standing { standby: standby.clone(), eligible }))?;
        return Ok(true);
    }
    Ok(false)
}

/// A run that found a team, or nothing where there is none or where somebody who is locked has left.
fn prepared(app: &App, ask: Ask) -> Result<Option<Prepared>> {
    match formation::service::prepare(app, ask) {
        Ok(prepared) => Ok(Some(prepared).filter(|prepared| !prepared.teams.is_empty())),
        Err(Error::Conflict { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A bid, and who was asked to stand by for its seats.
struct Bench {
    brief: Brief,
    document: Document,
    seats: Vec<Invitation>,
    /// Who said no to a seat of the brief.
    left_out: HashSet<MemberId>,
    /// Who is in any team of the brief.
    busy: HashSet<MemberId>,
    people: HashSet<PersonId>,
    asked: Vec<Standby>,
}

impl Bench {
    /// The bench of a bid that is live, for a brief that wants standbys.
    fn of(conn: &mut Conn, id: BidId) -> Result<Option<Self>> {
        let bid = store::bid(conn, id)?;
        let (brief, document) = briefs::service::read(conn, bid.brief_id)?;
        let open = matches!(brief.state, briefs::State::Posted | briefs::State::Decided);
        if brief.standby == 0 || !bid.state.is_live() || !open {
            return Ok(None);
        }
        let all = invitations::service::for_brief(conn, brief.id)?;
        Ok(Some(Self {
            seats: store::seats(conn, id)?,
            left_out: staffing::left_out(&all),
            busy: all.iter().filter(|seat| seat.is_live()).map(|seat| seat.member_id).collect(),
            people: staffing::own_people(conn, &brief)?,
            asked: standbys::service::for_brief(conn, brief.id)?,
            brief,
            document,
        }))
    }

    /// Whether a seat is taken and fewer members stand by for it, or may yet say so, than the client wants.
    fn is_short_of(&self, seat: &str) -> bool {
        let taken = self.seats.iter().any(|taken| taken.seat == seat && taken.is_accepted());
        let counts = |asked: &&Standby| {
            asked.seat == seat && matches!(asked.state, standbys::State::Asked | standbys::State::Ready)
        };
        let wanted = usize::try_from(self.brief.standby).unwrap_or_default();
        taken && self.asked.iter().filter(counts).count() < wanted
    }

    /// A run for the next best at a seat, who is in no team of the brief and was not asked yet.
    fn next_best(&self, seat: &str) -> Ask {
        let mut ask = self.without(seat);
        ask.excluded.extend(self.asked.iter().filter(|asked| asked.seat == seat).map(|asked| asked.member_id));
        let locked: HashSet<MemberId> = ask.locked.values().copied().collect();
        ask.excluded.extend(self.busy.difference(&locked));
        ask
    }

    /// A run with that seat open and all other seats as they are.
    fn without(&self, seat: &str) -> Ask {
        let others = self.seats.iter().filter(|taken| taken.is_live() && taken.seat != seat);
        let ask = staffing::with_seats(&self.brief, &self.document, others, &self.left_out);
        Ask { excluded_people: self.people.clone(), ..ask }
    }

    /// The same with that seat taken by who stands by for it, at the rate that they were told.
    fn with(&self, standby: &Standby) -> Ask {
        let mut ask = self.without(&standby.seat);
        ask.locked.insert(standby.seat.clone(), standby.member_id);
        ask.rates.insert(standby.member_id, standby.rate_minor);
        ask
    }

    /// Who stands by for a seat, the first asked first, and is in no team of the brief meanwhile.
    fn ready(&self, seat: &str) -> impl Iterator<Item = &Standby> {
        self.asked.iter().filter(move |asked| {
            asked.seat == seat && asked.state == standbys::State::Ready && !self.busy.contains(&asked.member_id)
        })
    }
}
