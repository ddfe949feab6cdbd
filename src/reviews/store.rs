//! The rows of rounds, reviews, and of those who show their counts.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::model::{About, Review, State};
use crate::{
    db::{Conn, Portable, Tx},
    engagements::EngagementId,
    error::{Error, Result},
    identity::{MemberId, Party},
    schema::{engagement_seats, engagements, review_rounds, review_sharing, reviews},
};

/// The reviews of an engagement, as a whole.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = review_rounds)]
pub(super) struct Round {
    pub(super) engagement_id: EngagementId,
    pub(super) state: State,
    pub(super) opened_at: Instant,
    pub(super) closes_at: Instant,
    pub(super) revealed_at: Option<Instant>,
    pub(super) expires_at: Option<Instant>,
}

pub(super) fn insert_round(tx: &mut Tx<'_>, round: &Round) -> Result<()> {
    diesel::insert_into(review_rounds::table).values(round).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn round(conn: &mut Conn, engagement: EngagementId) -> Result<Option<Round>> {
    Ok(review_rounds::table.find(engagement).select(Round::as_select()).first(conn).optional()?)
}

/// The open rounds in which that party has not spoken yet, of the newest engagement first, from before `cursor` on.
pub(super) fn unspoken(
    conn: &mut Conn,
    party: Party,
    now: Instant,
    cursor: Option<EngagementId>,
    limit: i64,
) -> Result<Vec<Round>> {
    let mut open = review_rounds::table
        .filter(review_rounds::state.eq(State::Open))
        .filter(review_rounds::closes_at.gt(now))
        .into_boxed();
    open = match party {
        Party::Client(who) => {
            let own = || engagements::table.filter(engagements::client_id.eq(who.client)).select(engagements::id);
            let spoken =
                reviews::table.filter(reviews::about.eq(About::Team)).filter(reviews::engagement_id.eq_any(own()));
            open.filter(review_rounds::engagement_id.eq_any(own()))
                .filter(review_rounds::engagement_id.ne_all(spoken.select(reviews::engagement_id)))
        }
        Party::Member(who) => {
            // Whoever left a seat before its first week took no part.
            let seats = engagement_seats::table
                .filter(engagement_seats::member_id.eq(who.member))
                .filter(engagement_seats::weeks.gt(0));
            let spoken = reviews::table
                .filter(reviews::about.eq(About::Client))
                .filter(reviews::member.eq(who.member.to_string()));
            open.filter(review_rounds::engagement_id.eq_any(seats.select(engagement_seats::engagement_id)))
                .filter(review_rounds::engagement_id.ne_all(spoken.select(reviews::engagement_id)))
        }
    };
    if let Some(cursor) = cursor {
        open = open.filter(review_rounds::engagement_id.lt(cursor));
    }
    Ok(open.order(review_rounds::engagement_id.desc()).limit(limit).select(Round::as_select()).load(conn)?)
}

/// Keeps a round as it is now; refuses where somebody else moved it meanwhile.
pub(super) fn move_on(tx: &mut Tx<'_>, before: &Round, after: &Round) -> Result<()> {
    let unchanged = review_rounds::table.find(before.engagement_id).filter(review_rounds::state.eq(before.state));
    let moved = diesel::update(unchanged)
        .set((
            review_rounds::state.eq(after.state),
            review_rounds::revealed_at.eq(after.revealed_at),
            review_rounds::expires_at.eq(after.expires_at),
        ))
        .execute(&mut **tx)?;
    let changed = || Error::conflict("reviews-state", "The reviews were revealed meanwhile.");
    if moved == 1 { Ok(()) } else { Err(changed()) }
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = reviews)]
struct ReviewRow {
    engagement_id: EngagementId,
    about: About,
    member: String,
    score: i32,
    words: String,
    written_at: Instant,
}

/// Keeps a review, in the place of what its author wrote before.
pub(super) fn keep(tx: &mut Tx<'_>, engagement_id: EngagementId, review: &Review) -> Result<()> {
    let member = review.member.map(|member| member.to_string()).unwrap_or_default();
    let row = ReviewRow {
        engagement_id,
        about: review.about,
        member,
        score: review.score,
        words: review.words.clone(),
        written_at: review.written_at,
    };
    diesel::delete(reviews::table.find((engagement_id, row.about, &row.member))).execute(&mut **tx)?;
    diesel::insert_into(reviews::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

/// Deletes what a client wrote of the seats of an engagement.
pub(super) fn delete_seats(tx: &mut Tx<'_>, engagement: EngagementId) -> Result<()> {
    let its = reviews::table.filter(reviews::engagement_id.eq(engagement)).filter(reviews::about.eq(About::Seat));
    diesel::delete(its).execute(&mut **tx)?;
    Ok(())
}

/// Deletes everything that was said after an engagement.
pub(super) fn delete_all(tx: &mut Tx<'_>, engagement: EngagementId) -> Result<()> {
    diesel::delete(reviews::table.filter(reviews::engagement_id.eq(engagement))).execute(&mut **tx)?;
    Ok(())
}

/// What was said after an engagement: of the client, of the seats, of the team.
pub(super) fn reviews(conn: &mut Conn, engagement: EngagementId) -> Result<Vec<Review>> {
    let rows: Vec<ReviewRow> = reviews::table
        .filter(reviews::engagement_id.eq(engagement))
        .order((reviews::about, reviews::member))
        .select(ReviewRow::as_select())
        .load(conn)?;
    let review = |row: ReviewRow| Review {
        about: row.about,
        member: row.member.parse().ok(),
        score: row.score,
        words: row.words,
        written_at: row.written_at,
    };
    Ok(rows.into_iter().map(review).collect())
}

/// The scores that a member's seats were given, as far as they are revealed.
pub(super) fn scores(conn: &mut Conn, member: MemberId) -> Result<Vec<i32>> {
    Ok(reviews::table
        .inner_join(review_rounds::table.on(review_rounds::engagement_id.eq(reviews::engagement_id)))
        .filter(reviews::member.eq(member.to_string()))
        .filter(reviews::about.eq(About::Seat))
        .filter(review_rounds::state.eq(State::Revealed))
        .select(reviews::score)
        .load(conn)?)
}

pub(super) fn shows_counts(conn: &mut Conn, member: MemberId) -> Result<bool> {
    Ok(review_sharing::table.find(member).count().get_result::<i64>(conn)? > 0)
}

pub(super) fn show_counts(tx: &mut Tx<'_>, member: MemberId) -> Result<()> {
    let row = (review_sharing::member_id.eq(member), review_sharing::since.eq(tx.now()));
    Portable(diesel::insert_into(review_sharing::table).values(row).on_conflict_do_nothing()).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn hide_counts(tx: &mut Tx<'_>, member: MemberId) -> Result<()> {
    diesel::delete(review_sharing::table.find(member)).execute(&mut **tx)?;
    Ok(())
}
