//! Use cases of reviews.

use std::collections::BTreeSet;

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    letters,
    model::{
        About, Counts, Event, KEPT_SECONDS, NewReviewOfClient, NewReviews, OPEN_SECONDS, REMINDER_SECONDS, Review,
        State,
    },
    store::{self, Round},
};
use crate::{
    app::App,
    audit::{self, By},
    db::{Conn, Tx},
    engagements::{
        EngagementId,
        service::{self as engagements, Parties},
    },
    error::{Error, Result},
    http::{Page, PageQuery},
    identity::{Client, Member, MemberId, Party, Steward},
    jobs::{self, Job},
    states::Machine,
    stewards::{self, service::Matter},
};

/// The reviews of an engagement, as somebody may read them.
#[derive(Serialize, ToSchema)]
pub struct Reviews {
    /// How far they are.
    pub state: State,
    /// Until when both sides may speak.
    pub closes_at: Instant,
    /// When all of it was revealed.
    pub revealed_at: Option<Instant>,
    /// What may be read: until it is revealed, one's own.
    pub reviews: Vec<Review>,
}

/// Reviews in which whoever asks may still speak, and has not.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenReviews {
    /// After which engagement.
    pub engagement: EngagementId,
    /// What it is called.
    pub title: String,
    /// Until when both sides may speak.
    pub closes_at: Instant,
}

/// Whether clients see, beside a bid, how often a member's seats were given which score.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sharing {
    /// Whether they do.
    pub shown: bool,
}

/// A member's counts, and whether clients see them.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnCounts {
    /// Whether clients see them.
    pub shown: bool,
    /// How often which score was given.
    #[serde(flatten)]
    pub counts: Counts,
}

/// Opens the reviews of an engagement that is completed, in that transaction: who has not spoken is reminded, and all of
/// it is revealed at the end.
pub fn open(tx: &mut Tx<'_>, engagement: EngagementId) -> Result<()> {
    let closes_at = tx.now().plus_seconds(OPEN_SECONDS);
    let round = Round {
        engagement_id: engagement,
        state: State::START,
        opened_at: tx.now(),
        closes_at,
        revealed_at: None,
        expires_at: None,
    };
    store::insert_round(tx, &round)?;
    jobs::at(tx, closes_at.plus_seconds(-REMINDER_SECONDS), &Job::RemindReviews { engagement })?;
    jobs::at(tx, closes_at, &Job::RevealReviews { engagement })
}

/// The client says how the team and its members were, in the place of what it said before.
pub fn review_team(app: &App, who: Client, id: EngagementId, new: &NewReviews) -> Result<()> {
    app.db.write(|tx| {
        let parties = engagements::parties_of_client(tx, who, id)?;
        let round = open_round(tx, id)?;
        new.check(&parties.members)?;
        store::delete_seats(tx, id)?;
        let team = review(tx, About::Team, None, new.team.score, &new.team.words);
        store::keep(tx, id, &team)?;
        for said in &new.seats {
            let seat = review(tx, About::Seat, Some(said.member), said.score, &said.words);
            store::keep(tx, id, &seat)?;
        }
        spoken(tx, who.into(), &round, &parties)
    })
}

/// A member says how the client was, in the place of what they said before.
pub fn review_client(app: &App, who: Member, id: EngagementId, new: &NewReviewOfClient) -> Result<()> {
    app.db.write(|tx| {
        let parties = engagements::parties_of_member(tx, who, id)?;
        let round = open_round(tx, id)?;
        new.check()?;
        let said = review(tx, About::Client, Some(who.member), new.score, &new.words);
        store::keep(tx, id, &said)?;
        spoken(tx, who.into(), &round, &parties)
    })
}

fn review(tx: &Tx<'_>, about: About, member: Option<MemberId>, score: i32, words: &str) -> Review {
    Review { about, member, score, words: words.trim().to_owned(), written_at: tx.now() }
}

/// The round of an engagement in which both sides may still speak.
fn open_round(tx: &mut Tx<'_>, id: EngagementId) -> Result<Round> {
    let unfinished = || {
        let sentence = "An engagement is reviewed when it is completed, and this one still goes on.";
        Error::conflict("not-completed", sentence)
    };
    let round = store::round(tx, id)?.ok_or_else(unfinished)?;
    if round.state == State::Open && tx.now() < round.closes_at {
        return Ok(round);
    }
    Err(Error::conflict("reviews-revealed", "What both sides said is revealed; nothing is added or changed any more."))
}

/// Notes that somebody spoke, and reveals everything where nobody else is left to. The log says only that they spoke.
fn spoken(tx: &mut Tx<'_>, by: By, round: &Round, parties: &Parties) -> Result<()> {
    audit::record(tx, by, "engagement.reviewed", round.engagement_id, &())?;
    let said = store::reviews(tx, round.engagement_id)?;
    if silent(&said, parties).is_empty() { reveal_now(tx, by, round, parties) } else { Ok(()) }
}

/// Somebody who may speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The client.
    Client,
    /// A member who had a seat.
    Member(MemberId),
}

/// Who has not spoken yet.
fn silent(said: &[Review], parties: &Parties) -> Vec<Side> {
    let client = said.iter().all(|review| review.about != About::Team).then_some(Side::Client);
    let spoke = |member: &MemberId| said.iter().any(|one| one.about == About::Client && one.member == Some(*member));
    let members = parties.members.iter().filter(|member| !spoke(member)).map(|member| Side::Member(*member));
    client.into_iter().chain(members).collect()
}

fn reveal_now(tx: &mut Tx<'_>, by: By, round: &Round, parties: &Parties) -> Result<()> {
    let now = tx.now();
    let expires_at = now.plus_seconds(KEPT_SECONDS);
    let mut after = moved(round, Event::Reveal)?;
    (after.revealed_at, after.expires_at) = (Some(now), Some(expires_at));
    store::move_on(tx, round, &after)?;
    audit::record(tx, by, "reviews.revealed", round.engagement_id, &())?;
    let engagement = round.engagement_id;
    jobs::at(tx, expires_at, &Job::ExpireReviews { engagement })?;
    if store::reviews(tx, engagement)?.is_empty() { Ok(()) } else { letters::revealed(tx, parties) }
}

fn moved(round: &Round, event: Event) -> Result<Round> {
    let state = round.state.after(event).ok_or_else(|| {
        Error::conflict("reviews-state", format!("You cannot {event} reviews that are {}.", round.state))
    })?;
    Ok(Round { state, ..round.clone() })
}

/// Those who have not spoken are reminded. Does nothing where all of it is revealed already.
pub fn remind(app: &App, engagement: EngagementId) -> Result<()> {
    app.db.write(|tx| {
        let Some(round) = in_state(tx, engagement, State::Open)? else { return Ok(()) };
        let parties = engagements::parties(tx, engagement)?;
        let said = store::reviews(tx, engagement)?;
        let silent = silent(&said, &parties);
        silent.into_iter().try_for_each(|side| letters::reminder(tx, side, &parties, round.closes_at))
    })
}

/// The time to speak is over: all of it is revealed. Does nothing where it was already.
pub fn reveal(app: &App, engagement: EngagementId) -> Result<()> {
    app.db.write(|tx| match in_state(tx, engagement, State::Open)? {
        Some(round) if round.closes_at <= tx.now() => {
            let parties = engagements::parties(tx, engagement)?;
            reveal_now(tx, By::Muster, &round, &parties)
        }
        _ => Ok(()),
    })
}

/// What was said is deleted once its time is over. Does nothing where it was already.
pub fn expire(app: &App, engagement: EngagementId) -> Result<()> {
    app.db.write(|tx| match in_state(tx, engagement, State::Revealed)? {
        Some(round) if round.expires_at.is_some_and(|expires| expires <= tx.now()) => {
            store::move_on(tx, &round, &moved(&round, Event::Expire)?)?;
            store::delete_all(tx, engagement)?;
            audit::record(tx, By::Muster, "reviews.expired", engagement, &())
        }
        _ => Ok(()),
    })
}

fn in_state(conn: &mut Conn, engagement: EngagementId, state: State) -> Result<Option<Round>> {
    Ok(store::round(conn, engagement)?.filter(|round| round.state == state))
}

/// The reviews that wait for a party's word, of the newest engagement first.
pub fn waiting(app: &App, who: Party, query: &PageQuery) -> Result<Page<OpenReviews>> {
    let (limit, cursor) = (query.limit()?, query.cursor()?);
    let now = app.now();
    app.db.snapshot(|conn| {
        let found = store::unspoken(conn, who, now, cursor, limit + 1)?;
        let page = Page::of(found, limit, |round| round.engagement_id.to_string());
        let ids: Vec<EngagementId> = page.items.iter().map(|round| round.engagement_id).collect();
        let mut titles = engagements::titles(conn, &ids)?;
        Ok(page.map(|Round { engagement_id: engagement, closes_at, .. }| OpenReviews {
            engagement,
            title: titles.remove(&engagement).unwrap_or_default(),
            closes_at,
        }))
    })
}

/// What a client may read: until it is revealed, what it wrote itself; then everything.
pub fn of_client(app: &App, who: Client, id: EngagementId) -> Result<Reviews> {
    app.db.snapshot(|conn| {
        engagements::parties_of_client(conn, who, id)?;
        readable(conn, id, |review, revealed| revealed || review.about != About::Client)
    })
}

/// What a member may read: their own; and, once it is revealed, what was said of the team and of their seat.
pub fn of_member(app: &App, who: Member, id: EngagementId) -> Result<Reviews> {
    app.db.snapshot(|conn| {
        engagements::parties_of_member(conn, who, id)?;
        readable(conn, id, |review, revealed| match review.about {
            About::Team => revealed,
            About::Seat => revealed && review.member == Some(who.member),
            About::Client => review.member == Some(who.member),
        })
    })
}

/// What a steward may read who has nothing to do with either side: what is revealed. For all others there is no such
/// engagement.
pub fn of_steward(app: &App, who: Steward, id: EngagementId) -> Result<Reviews> {
    let today = app.now().day();
    app.db.snapshot(|conn| {
        let Parties { client, members, spaces, .. } = engagements::parties(conn, id)?;
        let matter = Matter { client, team: members.into_iter().collect(), peers: BTreeSet::new(), spaces };
        if !stewards::service::is_neutral(conn, who.person, matter, today)? {
            return Err(Error::not_found("engagement", id));
        }
        readable(conn, id, |_, revealed| revealed)
    })
}

fn readable(conn: &mut Conn, id: EngagementId, may: impl Fn(&Review, bool) -> bool) -> Result<Reviews> {
    let round = store::round(conn, id)?.ok_or_else(|| Error::not_found("review of engagement", id))?;
    let revealed = round.state == State::Revealed;
    let mut reviews = store::reviews(conn, id)?;
    reviews.retain(|review| may(review, revealed));
    Ok(Reviews { state: round.state, closes_at: round.closes_at, revealed_at: round.revealed_at, reviews })
}

/// A member's own counts.
pub fn own_counts(app: &App, who: Member) -> Result<OwnCounts> {
    app.db.snapshot(|conn| {
        let counts = Counts::of(&store::scores(conn, who.member)?);
        Ok(OwnCounts { shown: store::shows_counts(conn, who.member)?, counts })
    })
}

/// A member lets clients see their counts beside a bid, or no longer does.
pub fn share(app: &App, who: Member, sharing: &Sharing) -> Result<()> {
    app.db.write(|tx| {
        if sharing.shown {
            store::show_counts(tx, who.member)?
        } else {
            store::hide_counts(tx, who.member)?
        }
        audit::record(tx, who.into(), "reviews.sharing-set", who.member, &sharing.shown)
    })
}

/// The counts that a member shows beside a bid; nothing where they show none.
pub fn shown_counts(conn: &mut Conn, member: MemberId) -> Result<Option<Counts>> {
    if !store::shows_counts(conn, member)? {
        return Ok(None);
    }
    Ok(Some(Counts::of(&store::scores(conn, member)?)))
}
