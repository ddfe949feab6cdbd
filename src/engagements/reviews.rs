//! What both sides say afterwards: the client about each member, each member about the client, once.

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    EngagementId, ReviewId,
    model::EngagementState,
    store::{self, EngagementRow},
};
use crate::{
    app::App,
    audit::{self, By},
    db::Tx,
    error::{Check, Error, Result},
    identity::{Client, Member, MemberId},
};

crate::words! {
    /// Which side wrote a review.
    pub enum Author {
        /// The client, about a member.
        Client = "client",
        /// A member, about the client.
        Member = "member",
    }
}

/// A review of a member, by the client.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReview {
    /// The member it is about.
    pub member: MemberId,
    /// 1 to 5; 5 is best.
    pub score: i32,
    /// How it was, in up to 2000 characters.
    pub words: String,
}

/// A review of the client, by a member.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReviewOfClient {
    /// 1 to 5; 5 is best.
    pub score: i32,
    /// How it was, in up to 2000 characters.
    pub words: String,
}

/// What one side said of the other.
#[derive(Serialize, ToSchema)]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// Which side wrote it.
    pub author: Author,
    /// The member it is about or by.
    pub member: MemberId,
    /// 1 to 5; 5 is best.
    pub score: i32,
    /// How it was.
    pub words: String,
    /// When it was written.
    pub created_at: Instant,
}

/// The client says how a member was.
pub fn of_member(app: &App, who: Client, id: EngagementId, new: &NewReview) -> Result<ReviewId> {
    check(new.score, &new.words)?;
    app.db.write(|tx| {
        let engagement = store::of_its_client(tx, id, who.client)?;
        let took_part = store::seats(tx, id)?.iter().any(|seat| seat.member_id == new.member);
        if !took_part {
            return Err(Error::field("member", new.member, "a member with a seat of this engagement"));
        }
        keep(tx, who.into(), &engagement, Author::Client, new.member, new.score, &new.words)
    })
}

/// A member says how the client was.
pub fn of_client(app: &App, who: Member, id: EngagementId, new: &NewReviewOfClient) -> Result<ReviewId> {
    check(new.score, &new.words)?;
    app.db.write(|tx| {
        let engagement = store::with_member(tx, id, who.member)?;
        keep(tx, who.into(), &engagement, Author::Member, who.member, new.score, &new.words)
    })
}

fn check(score: i32, words: &str) -> Result<()> {
    let mut check = Check::new();
    check.that((1..=5).contains(&score), "score", score, "1 to 5");
    check.length("words", words, 1..=2000);
    check.done()
}

fn keep(
    tx: &mut Tx<'_>,
    by: By,
    engagement: &EngagementRow,
    author: Author,
    member: MemberId,
    score: i32,
    words: &str,
) -> Result<ReviewId> {
    if engagement.state != EngagementState::Completed {
        let sentence = "An engagement is reviewed when it is completed, and this one still goes on.";
        return Err(Error::conflict("not-completed", sentence));
    }
    if store::has_review(tx, engagement.id, member, author)? {
        return Err(Error::conflict("already-reviewed", "You said how it was already; a review stays as it is."));
    }
    let review = Review { id: tx.id(), author, member, score, words: words.trim().to_owned(), created_at: tx.now() };
    store::insert_review(tx, engagement.id, &review)?;
    // The words are between the two sides; the log says only that they were said.
    audit::record(tx, by, "engagement.reviewed", engagement.id, &(author, member))?;
    Ok(review.id)
}
