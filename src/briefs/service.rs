//! Use cases of briefs.

use std::collections::{BTreeSet, HashMap};

use muster_kernel::{Day, Instant};

use super::{
    BriefId, Document,
    model::{Bidding, Event, LapsedFor, State},
    store::{self, Brief, OpenFor},
};
use crate::{
    app::App,
    audit::{self, By},
    db::{Conn, Tx},
    error::{Check, Error, Result},
    http::{IdempotencyKey, IfMatch},
    identity::{self, Client, ClientRole},
    jobs::{self, Job},
    places, skills,
    states::Machine,
};

/// A deadline lies at least an hour ahead, so that somebody can answer.
const SHORTEST_SECONDS: i64 = 3600;
/// And at most half a year.
const LONGEST_SECONDS: i64 = 183 * 24 * 3600;

/// The hours of bids that nobody decides upon are held so long after the deadline.
const HOLD_SECONDS: i64 = 14 * 24 * 3600;
/// The most members who stand by for a seat.
const MOST_STANDBYS: i32 = 2;

/// Begins a draft.
pub fn create(app: &App, who: Client, key: &IdempotencyKey, document: &Document) -> Result<BriefId> {
    app.db.write(|tx| key.once(tx, who.person, document, |tx| draft(tx, who, document)))
}

/// Begins a draft, in the transaction of its cause.
pub fn draft(tx: &mut Tx<'_>, who: Client, document: &Document) -> Result<BriefId> {
    check(tx, document)?;
    let brief = Brief {
        id: tx.id(),
        client_id: who.client,
        title: document.title.trim().to_owned(),
        category: document.category.clone(),
        state: State::Draft,
        revision: 1,
        bidding: None,
        deadline_at: None,
        created_by: who.person,
        created_at: tx.now(),
        posted_at: None,
        standby: 0,
        lapsed_for: None,
    };
    store::insert(tx, &brief, document)?;
    audit::record(tx, who.into(), "brief.created", brief.id, &())?;
    Ok(brief.id)
}

/// Saves a draft as its next revision.
pub fn save(app: &App, who: Client, id: BriefId, expected: IfMatch, document: &Document) -> Result<Brief> {
    app.db.write(|tx| {
        let brief = store::brief_of(tx, who.client, id)?;
        expected.check(brief.revision)?;
        if brief.state != State::Draft {
            return Err(Error::conflict(
                "not-a-draft",
                "A brief is fixed once it is posted. Withdraw it and begin a new one.",
            ));
        }
        check(tx, document)?;
        let saved = store::save(tx, &brief, document, who.person)?;
        audit::record(tx, who.into(), "brief.saved", id, &saved.revision)?;
        Ok(saved)
    })
}

/// How a brief is posted.
#[derive(Clone, Copy, Debug)]
pub struct Posting {
    /// Who may bid.
    pub bidding: Bidding,
    /// Until when.
    pub deadline: Instant,
    /// How many members are to stand by for each seat, 0 to 2.
    pub standby: i32,
}

/// Posts a draft: fixes its revision, and has teams formed, or members told that they may bid.
pub fn post(app: &App, who: Client, id: BriefId, posting: Posting) -> Result<(Brief, Document)> {
    let Posting { bidding, deadline, standby } = posting;
    app.db.write(|tx| {
        let (brief, document) = store::own(tx, who.client, id)?;
        let (soonest, latest) = (tx.now().plus_seconds(SHORTEST_SECONDS), tx.now().plus_seconds(LONGEST_SECONDS));
        let mut check = Check::new();
        check.that((soonest..=latest).contains(&deadline), "deadline", deadline, format!("{soonest} to {latest}"));
        let begins = document.seats.iter().map(|seat| seat.from.midnight()).min().unwrap_or(latest);
        check.that(deadline <= begins, "deadline", deadline, format!("before the work begins, {begins}"));
        check.that((0..=MOST_STANDBYS).contains(&standby), "standby", standby, format!("0 to {MOST_STANDBYS}"));
        document.check_windows(tx.now().day(), &mut check);
        check.done()?;
        store::set_posting(tx, id, bidding, deadline, standby)?;
        move_on(tx, who.into(), &brief, Event::Post)?;
        if bidding.forms() {
            jobs::soon(tx, &Job::FormTeams { brief: id })?;
        }
        if bidding.is_open() {
            jobs::soon(tx, &Job::CallForBids { brief: id })?;
        }
        jobs::at(tx, deadline, &Job::CloseBidding { brief: id })?;
        jobs::at(tx, deadline.plus_seconds(HOLD_SECONDS), &Job::ReleaseHolds { brief: id })?;
        Ok((store::brief(tx, id)?, document))
    })
}

/// A client's brief and its document, in the transaction of a use case for which it needs one of `roles`.
pub fn authorize(tx: &mut Tx<'_>, who: Client, id: BriefId, roles: &[ClientRole]) -> Result<(Brief, Document)> {
    let own = own(tx, who, id)?;
    identity::clients::check_role(tx, who, roles)?;
    Ok(own)
}

/// A client's own brief and its document. Another client's is not found.
pub fn own(conn: &mut Conn, who: Client, id: BriefId) -> Result<(Brief, Document)> {
    store::own(conn, who.client, id)
}

/// A client's briefs, the newest first.
pub fn list(conn: &mut Conn, who: Client, before: Option<BriefId>, limit: i64) -> Result<Vec<(Brief, Document)>> {
    store::briefs_of(conn, who.client, before, limit)
}

/// The documents of those briefs, for other slices that have authorized already.
pub fn documents(conn: &mut Conn, ids: &[BriefId]) -> Result<HashMap<BriefId, Document>> {
    store::documents(conn, ids)
}

/// The briefs that are open for bids, with their documents, the newest first.
pub fn open_for_bids(conn: &mut Conn, open: &OpenFor<'_>, limit: i64) -> Result<Vec<(Brief, Document)>> {
    store::open_for_bids(conn, open, limit)
}

/// Any brief and its document, for other slices that have authorized already.
pub fn read(conn: &mut Conn, id: BriefId) -> Result<(Brief, Document)> {
    store::read(conn, id)
}

/// The same of many of them; one that does not exist is left out.
pub fn read_all(conn: &mut Conn, ids: &[BriefId]) -> Result<HashMap<BriefId, (Brief, Document)>> {
    Ok(store::with_documents(conn, ids)?.into_iter().map(|found| (found.0.id, found)).collect())
}

/// The newest briefs that were ever posted and their documents, for a simulation: whoever sees them sees no client.
pub fn posted(conn: &mut Conn, limit: i64) -> Result<Vec<(Brief, Document)>> {
    store::posted(conn, limit)
}

/// The briefs with those ids, without their documents, for other slices that have authorized already.
pub fn heads(conn: &mut Conn, ids: &[BriefId]) -> Result<Vec<Brief>> {
    store::heads(conn, ids)
}

/// Lets `event` happen to a brief, or says why it cannot.
pub fn move_on(tx: &mut Tx<'_>, by: By, brief: &Brief, event: Event) -> Result<State> {
    let next = brief.state.after(event).ok_or_else(|| refusal(brief.state, event))?;
    store::set_state(tx, brief, next)?;
    audit::record(tx, by, &format!("brief.{next}"), brief.id, &())?;
    Ok(next)
}

/// Lets a brief lapse, and notes why.
pub fn lapse(tx: &mut Tx<'_>, brief: &Brief, why: LapsedFor) -> Result<()> {
    move_on(tx, By::Muster, brief, why.event())?;
    store::set_lapsed_for(tx, brief.id, why)
}

fn refusal(state: State, event: Event) -> Error {
    let sentence = match event {
        Event::Post => format!("Only a draft can be posted, and this brief is {state}."),
        Event::Withdraw => format!("This brief is {state}; there is nothing left to withdraw."),
        Event::Award => format!("A bid is chosen after the deadline and before the end; this brief is {state}."),
        Event::CloseWithBids | Event::CloseWithout => format!("This brief is {state}, not open."),
        Event::RunOut => format!("This brief is {state}; there is no bid left to be chosen."),
    };
    Error::conflict("brief-state", sentence)
}

/// Everything that can be said of a document at any time: ranges, and that it names things which exist.
fn check(conn: &mut Conn, document: &Document) -> Result<()> {
    let mut check = Check::new();
    document.check(&mut check);
    let known = skills::service::categories().iter().any(|category| category.key == document.category);
    check.that(known, "category", &document.category, "a key of GET /api/v1/categories");
    check.done()?;
    check_names(conn, document)
}

/// What must hold of a document that is still being written before its seats can be looked for: its numbers, and that
/// what it names exists. Its texts may be missing.
pub fn check_for_quote(conn: &mut Conn, document: &Document, today: Day) -> Result<()> {
    let mut check = Check::new();
    document.check_terms(&mut check);
    check.done()?;
    let mut check = Check::new();
    document.check_windows(today, &mut check);
    check.done()?;
    check_names(conn, document)
}

/// Fine where every skill and place that a document of sane size names exists.
fn check_names(conn: &mut Conn, document: &Document) -> Result<()> {
    let mut check = Check::new();
    let named: Vec<_> = document.skills().cloned().collect::<BTreeSet<_>>().into_iter().collect();
    let exist = skills::service::exist(conn, &named)?;
    for (row, seat) in document.seats.iter().enumerate() {
        for (column, need) in seat.skills.iter().enumerate() {
            let field = format!("seats[{row}].skills[{column}].skill");
            check.that(
                exist.contains(&need.skill),
                field,
                &need.skill,
                "the id of a skill, as GET /api/v1/skills finds it",
            );
        }
        if let Some(near) = &seat.near {
            let exists = places::service::exists(conn, near.place)?;
            check.that(
                exists,
                format!("seats[{row}].near.place"),
                near.place,
                "the id of a place of GET /api/v1/places",
            );
        }
    }
    check.done()
}
