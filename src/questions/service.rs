//! Use cases of questions.

use super::{
    QuestionId, letters,
    model::{LONGEST, MOST_OF_A_CLIENT, MOST_OF_A_MEMBER, Question, QuestionEvent, QuestionState, Reply, Side, Words},
    store::{self, For, QuestionRow},
};
use crate::{
    app::App,
    audit,
    bids::{self, BidId},
    briefs::{self, Brief, BriefId},
    db::{Conn, Tx},
    error::{Check, Error, Result},
    http::{Page, PageQuery},
    identity::{Client, Member},
    notices,
    states::Machine,
};

/// A bidder asks about a brief. Nobody is told who it was.
pub fn ask(app: &App, who: Member, brief: BriefId, new: &Words) -> Result<QuestionId> {
    let words = checked(new)?;
    app.db.write(|tx| {
        let (brief, _) = bids::may_see(tx, who, brief)?;
        check_undecided(&brief)?;
        if store::count(tx, brief.id, Some(who.member))? >= MOST_OF_A_MEMBER {
            let sentence = format!("You have asked {MOST_OF_A_MEMBER} questions about this brief; that is the most.");
            return Err(Error::conflict("too-many-questions", sentence));
        }
        let question = begun(tx, brief.id, words, Side::Bidder);
        store::insert(tx, &QuestionRow { member_id: Some(who.member), ..question.clone() })?;
        audit::record(tx, who.into(), "question.asked", question.id, &())?;
        notices::service::tell_client(tx, brief.client_id, &letters::asked(&brief, words))?;
        Ok(question.id)
    })
}

/// A client asks all bidders of its brief.
pub fn ask_all(app: &App, who: Client, brief: BriefId, new: &Words) -> Result<QuestionId> {
    let words = checked(new)?;
    app.db.write(|tx| {
        let (brief, _) = briefs::service::own(tx, who, brief)?;
        check_undecided(&brief)?;
        if store::count(tx, brief.id, None)? >= MOST_OF_A_CLIENT {
            let sentence = format!("You have asked {MOST_OF_A_CLIENT} questions about this brief; that is the most.");
            return Err(Error::conflict("too-many-questions", sentence));
        }
        let question = begun(tx, brief.id, words, Side::Client);
        store::insert(tx, &question)?;
        audit::record(tx, who.into(), "question.asked", question.id, &())?;
        let bidders = bids::bidders(tx, brief.id)?;
        notices::service::tell_members(tx, bidders, &letters::to_bidder(&brief, words))?;
        Ok(question.id)
    })
}

/// The client answers a bidder's question, for everybody who may see the brief.
pub fn answer(app: &App, who: Client, id: QuestionId, new: &Words) -> Result<()> {
    let words = checked(new)?;
    app.db.write(|tx| {
        let question = store::question(tx, id)?;
        // Whoever asks about another client's question learns nothing, not even that there is one.
        let hidden = |_| Error::not_found("question", id);
        let (brief, _) = briefs::service::own(tx, who, question.brief_id).map_err(hidden)?;
        check_undecided(&brief)?;
        let next = question.state.after(QuestionEvent::Answer).filter(|_| question.side == Side::Bidder);
        let next = next.ok_or_else(|| Error::conflict("question-answered", "There is nothing to answer any more."))?;
        store::answer(tx, &question, next, words)?;
        audit::record(tx, who.into(), "question.answered", id, &())?;
        match question.member_id {
            Some(member) => notices::service::tell_member(tx, member, &letters::answered(&brief, words)),
            None => Ok(()),
        }
    })
}

/// An author of a bid replies to a client's question, or changes the reply.
pub fn reply(app: &App, who: Member, id: QuestionId, bid: BidId, new: &Words) -> Result<()> {
    let words = checked(new)?;
    app.db.write(|tx| {
        let question = store::question(tx, id)?;
        let (brief, _) = bids::may_see(tx, who, question.brief_id).map_err(|_| Error::not_found("question", id))?;
        check_undecided(&brief)?;
        if question.side != Side::Client {
            return Err(Error::conflict("not-for-bidders", "This question is for the client to answer."));
        }
        if !bids::live_bids_of(tx, who, brief.id)?.contains(&bid) {
            return Err(Error::not_found("bid", bid));
        }
        store::reply(tx, id, bid, who.member, words)?;
        audit::record(tx, who.into(), "question.replied", id, &bid)
    })
}

/// The questions about a client's own brief, the newest first.
pub fn of_client(app: &App, who: Client, brief: BriefId, query: &PageQuery) -> Result<Page<Question>> {
    let (limit, before) = (query.limit()?, query.cursor()?);
    app.db.snapshot(|conn| {
        briefs::service::own(conn, who, brief)?;
        let bids = bids::opened_ids(conn, brief)?;
        let found = store::list(conn, brief, For::Client, before, limit + 1)?;
        page(conn, found, limit, &bids)
    })
}

/// The questions about a brief that a member may see, the newest first.
pub fn of_member(app: &App, who: Member, brief: BriefId, query: &PageQuery) -> Result<Page<Question>> {
    let (limit, before) = (query.limit()?, query.cursor()?);
    app.db.snapshot(|conn| {
        bids::may_see(conn, who, brief)?;
        let bids = bids::live_bids_of(conn, who, brief)?;
        let found = store::list(conn, brief, For::Member(who.member), before, limit + 1)?;
        page(conn, found, limit, &bids)
    })
}

fn page(conn: &mut Conn, found: Vec<QuestionRow>, limit: i64, bids: &[BidId]) -> Result<Page<Question>> {
    let page = Page::of(found, limit, |question| question.id.to_string());
    let items = page.items.into_iter().map(|question| {
        let replies = store::replies(conn, question.id, bids)?.into_iter();
        Ok(Question {
            id: question.id,
            side: question.side,
            state: question.state,
            words: question.words,
            answer: question.answer,
            asked_at: question.asked_at,
            answered_at: question.answered_at,
            replies: replies.map(|(bid, words, replied_at)| Reply { bid, words, replied_at }).collect(),
        })
    });
    Ok(Page { items: items.collect::<Result<_>>()?, next: page.next })
}

fn checked(new: &Words) -> Result<&str> {
    let mut check = Check::new();
    check.length("words", &new.words, 1..=LONGEST);
    check.done()?;
    Ok(new.words.trim())
}

fn check_undecided(brief: &Brief) -> Result<()> {
    if matches!(brief.state, briefs::State::Posted | briefs::State::Decided) {
        return Ok(());
    }
    let sentence = format!("Questions are asked and answered until the award; this brief is {}.", brief.state);
    Err(Error::conflict("brief-state", sentence))
}

fn begun(tx: &Tx<'_>, brief_id: BriefId, words: &str, side: Side) -> QuestionRow {
    QuestionRow {
        id: tx.id(),
        brief_id,
        side,
        member_id: None,
        state: QuestionState::START,
        words: words.to_owned(),
        answer: None,
        asked_at: tx.now(),
        answered_at: None,
    }
}
