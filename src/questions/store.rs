//! The rows of questions and replies.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::{
    QuestionId,
    model::{QuestionState, Side},
};
use crate::{
    bids::BidId,
    briefs::BriefId,
    db::{Conn, Portable, Tx},
    error::{Error, Result},
    identity::MemberId,
    schema::{question_replies, questions},
};

/// A question as it is kept.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = questions)]
pub(super) struct QuestionRow {
    pub(super) id: QuestionId,
    pub(super) brief_id: BriefId,
    pub(super) side: Side,
    pub(super) member_id: Option<MemberId>,
    pub(super) state: QuestionState,
    pub(super) words: String,
    pub(super) answer: Option<String>,
    pub(super) asked_at: Instant,
    pub(super) answered_at: Option<Instant>,
}

/// Whose eyes a list is for.
#[derive(Clone, Copy)]
pub(super) enum For {
    /// The client: every question.
    Client,
    /// A member: their own, answered ones, and those that the client asks.
    Member(MemberId),
}

pub(super) fn insert(tx: &mut Tx<'_>, question: &QuestionRow) -> Result<()> {
    diesel::insert_into(questions::table).values(question).execute(&mut **tx)?;
    Ok(())
}

/// A question about a brief that `brief` authorizes.
pub(super) fn question(conn: &mut Conn, id: QuestionId) -> Result<QuestionRow> {
    let found = questions::table.find(id).select(QuestionRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("question", id))
}

/// The questions about a brief, the newest first.
pub(super) fn list(
    conn: &mut Conn,
    brief: BriefId,
    eyes: For,
    before: Option<QuestionId>,
    limit: i64,
) -> Result<Vec<QuestionRow>> {
    let mut query = questions::table.filter(questions::brief_id.eq(brief)).into_boxed();
    if let For::Member(member) = eyes {
        let shared = questions::state.eq(QuestionState::Answered).or(questions::side.eq(Side::Client));
        // A client's question has nobody who asked it: the comparison with an empty field is unknown, which is no.
        query = query.filter(shared.or(questions::member_id.assume_not_null().eq(member)));
    }
    if let Some(before) = before {
        query = query.filter(questions::id.lt(before));
    }
    Ok(query.order(questions::id.desc()).limit(limit).select(QuestionRow::as_select()).load(conn)?)
}

/// How many questions one side asked about a brief, of a member their own.
pub(super) fn count(conn: &mut Conn, brief: BriefId, member: Option<MemberId>) -> Result<i64> {
    let mut query = questions::table.filter(questions::brief_id.eq(brief)).into_boxed();
    query = match member {
        Some(member) => query.filter(questions::member_id.eq(member)),
        None => query.filter(questions::side.eq(Side::Client)),
    };
    Ok(query.count().get_result(conn)?)
}

/// Answers a question that is still in the state in which it was read.
pub(super) fn answer(tx: &mut Tx<'_>, question: &QuestionRow, next: QuestionState, words: &str) -> Result<()> {
    let unchanged = questions::table.find(question.id).filter(questions::state.eq(question.state));
    let now = tx.now();
    let moved = diesel::update(unchanged)
        .set((questions::state.eq(next), questions::answer.eq(words), questions::answered_at.eq(now)))
        .execute(&mut **tx)?;
    if moved == 1 { Ok(()) } else { Err(Error::conflict("question-answered", "The question was answered meanwhile.")) }
}

/// Keeps what a bid replies; a later reply takes the place of an earlier one.
pub(super) fn reply(tx: &mut Tx<'_>, question: QuestionId, bid: BidId, member: MemberId, words: &str) -> Result<()> {
    let row = (
        question_replies::question_id.eq(question),
        question_replies::bid_id.eq(bid),
        question_replies::member_id.eq(member),
        question_replies::words.eq(words),
        question_replies::replied_at.eq(tx.now()),
    );
    let newer = (
        question_replies::member_id.eq(member),
        question_replies::words.eq(words),
        question_replies::replied_at.eq(tx.now()),
    );
    let key = (question_replies::question_id, question_replies::bid_id);
    let insert = diesel::insert_into(question_replies::table).values(row);
    Portable(insert.on_conflict(key).do_update().set(newer)).execute(&mut **tx)?;
    Ok(())
}

/// What those bids reply to a question, in the order of their ids.
pub(super) fn replies(conn: &mut Conn, question: QuestionId, bids: &[BidId]) -> Result<Vec<(BidId, String, Instant)>> {
    Ok(question_replies::table
        .filter(question_replies::question_id.eq(question))
        .filter(question_replies::bid_id.eq_any(bids))
        .order(question_replies::bid_id)
        .select((question_replies::bid_id, question_replies::words, question_replies::replied_at))
        .load(conn)?)
}
