//! The rows of an entry. They are read back as plain texts and numbers, so that [`verify`](super::verify) can look at
//! rows that somebody tampered with.

use diesel::prelude::*;
use muster_kernel::Instant;
use serde::{Deserialize, Serialize};

use super::{Account, Entry, EntryId, Line, Movement, SplitLine, Taxed, takeback::Taken};
use crate::{
    error::{Error, Result},
    hash,
    schema::{entries, postings, split_lines},
};

#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable, Serialize, Deserialize)]
#[diesel(table_name = entries, treat_none_as_default_value = false)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryRow {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) subject: String,
    pub(super) memo: String,
    pub(super) key: String,
    pub(super) reverses: Option<String>,
    pub(super) concerns: Option<String>,
    pub(super) posted_at: Instant,
}

#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable, Serialize, Deserialize)]
#[diesel(table_name = postings, treat_none_as_default_value = false)]
#[serde(deny_unknown_fields)]
pub(super) struct PostingRow {
    pub(super) entry_id: String,
    pub(super) line: i32,
    pub(super) account: String,
    pub(super) amount_minor: i64,
    pub(super) currency: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable, Serialize, Deserialize)]
#[diesel(table_name = split_lines, treat_none_as_default_value = false)]
#[serde(deny_unknown_fields)]
pub(super) struct SplitRow {
    pub(super) entry_id: String,
    pub(super) line: i32,
    pub(super) payee: String,
    pub(super) account: String,
    pub(super) engagement_id: String,
    pub(super) seat: String,
    pub(super) member_id: String,
    pub(super) space_id: Option<String>,
    pub(super) of_payee: Option<String>,
    pub(super) fee: String,
    pub(super) terms_id: Option<String>,
    pub(super) bound: Option<String>,
    pub(super) basis_points: i32,
    pub(super) base_minor: i64,
    pub(super) amount_minor: i64,
    pub(super) currency: String,
    pub(super) month: i32,
    pub(super) year: i32,
    pub(super) category: String,
    pub(super) of_line: Option<i32>,
    pub(super) work_place_id: Option<String>,
    pub(super) source: String,
}

impl SplitRow {
    /// The space that it goes to, if it goes to one: a commission, or a share for bringing the client.
    pub(super) fn space_paid(&self) -> Option<&str> {
        self.account.strip_prefix("payable:space:")
    }
}

/// An entry with all that belongs to it, as it lies in the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stored {
    pub(super) entry: EntryRow,
    pub(super) postings: Vec<PostingRow>,
    pub(super) split: Vec<SplitRow>,
}

impl Stored {
    /// The rows of `entry`.
    pub(super) fn of(entry: &Entry, id: EntryId, key: &str, at: Instant) -> Self {
        let postings: Vec<PostingRow> = (0..)
            .zip(entry.lines())
            .map(|(line, Line { account, amount })| PostingRow {
                entry_id: id.to_string(),
                line,
                account: account.to_string(),
                amount_minor: amount.minor(),
                currency: amount.currency().to_string(),
            })
            .collect();
        // The split's lines are the last ones of the entry and have the numbers of their postings.
        let own = &postings[postings.len() - entry.split().len()..];
        let split = entry.split().iter().zip(own).map(|(part, posting)| split_row(part, posting, at)).collect();
        let entry = EntryRow {
            id: id.to_string(),
            kind: entry.movement().to_string(),
            subject: entry.subject().to_owned(),
            memo: entry.memo().to_owned(),
            key: key.to_owned(),
            reverses: None,
            concerns: entry.concerns().map(|of| of.to_string()),
            posted_at: at,
        };
        Self { entry, postings, split }
    }

    /// What the chain remembers of it.
    pub(super) fn digest(&self) -> String {
        hash::of_json(self)
    }

    /// Whether it says the same as `entry`, whenever and under whatever id it was posted.
    pub(super) fn says(&self, entry: &Entry) -> Result<bool> {
        let again = Self::of(entry, self.id()?, &self.entry.key, self.entry.posted_at);
        Ok(*self == again)
    }

    /// Its mirror image, which takes it back.
    pub(super) fn mirror(&self, id: EntryId, why: &str, at: Instant) -> Self {
        let mut mirror = self.clone();
        mirror.entry = EntryRow {
            id: id.to_string(),
            kind: Movement::Reversal.to_string(),
            subject: self.entry.subject.clone(),
            memo: why.to_owned(),
            key: format!("reversal:{}", self.entry.id),
            reverses: Some(self.entry.id.clone()),
            // What was taken back of a line, or done with a payout, is undone with it.
            concerns: self.entry.concerns.clone(),
            posted_at: at,
        };
        for posting in &mut mirror.postings {
            posting.entry_id = id.to_string();
            posting.amount_minor = posting.amount_minor.saturating_neg();
        }
        for part in &mut mirror.split {
            part.entry_id = id.to_string();
            part.month = at.day().month().number();
            part.base_minor = part.base_minor.saturating_neg();
            part.amount_minor = part.amount_minor.saturating_neg();
        }
        mirror
    }

    /// What takes `taken` of its split back, line by line, and gives `paid`, with the tax on it, to the account `to`.
    pub(super) fn taken_back(&self, head: EntryRow, taken: &[Taken], paid: Taxed, to: Account) -> Self {
        let mut back = Self { entry: head, postings: Vec::new(), split: Vec::new() };
        let month = back.entry.posted_at.day().month().number();
        for (part, taken) in self.split.iter().zip(taken).filter(|(_, taken)| taken.minor != 0) {
            let line = i32::try_from(back.postings.len()).expect("an entry has few lines");
            back.postings.push(PostingRow {
                entry_id: back.entry.id.clone(),
                line,
                account: part.account.clone(),
                amount_minor: taken.minor,
                currency: part.currency.clone(),
            });
            back.split.push(SplitRow {
                entry_id: back.entry.id.clone(),
                line,
                base_minor: -taken.of_seat,
                amount_minor: -taken.minor,
                month,
                of_line: Some(part.line),
                ..part.clone()
            });
        }
        let moved = [(Account::Tax, paid.tax()), (to, paid.gross().negated())];
        for (account, amount) in moved.into_iter().filter(|(_, amount)| amount.minor() != 0) {
            back.postings.push(PostingRow {
                entry_id: back.entry.id.clone(),
                line: i32::try_from(back.postings.len()).expect("an entry has few lines"),
                account: account.to_string(),
                amount_minor: amount.minor(),
                currency: amount.currency().to_string(),
            });
        }
        back
    }

    /// Its id.
    pub(super) fn id(&self) -> Result<EntryId> {
        entry_id(&self.entry.id)
    }
}

fn split_row(part: &SplitLine, posting: &PostingRow, at: Instant) -> SplitRow {
    SplitRow {
        entry_id: posting.entry_id.clone(),
        line: posting.line,
        payee: part.payee.to_string(),
        account: posting.account.clone(),
        engagement_id: part.engagement.to_string(),
        seat: part.seat.clone(),
        member_id: part.member.to_string(),
        space_id: part.space.map(|space| space.to_string()),
        of_payee: part.of.map(|of| of.to_string()),
        fee: part.fee.to_string(),
        terms_id: part.terms.map(|terms| terms.to_string()),
        bound: part.bound.map(|bound| bound.to_string()),
        basis_points: part.basis.points(),
        base_minor: part.base.minor(),
        amount_minor: part.amount.minor(),
        currency: posting.currency.clone(),
        month: at.day().month().number(),
        year: at.day().month().year(),
        category: part.category.clone(),
        of_line: None,
        work_place_id: part.work_place.map(|place| place.to_string()),
        source: part.source.to_string(),
    }
}

/// The id of an entry, as a row has it.
pub(super) fn entry_id(text: &str) -> Result<EntryId> {
    text.parse().map_err(|cause: muster_kernel::id::IdError| Error::internal("read an entry of the book", cause))
}
