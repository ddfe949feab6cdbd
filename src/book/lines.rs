//! Reading lines: those of a member's own account, and those that a space was paid.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use diesel::prelude::*;
use muster_kernel::{BasisPoints, Currency, Instant, Month};

use super::{Account, Bound, EntryId, Movement, Payee};
use crate::{
    clock::first_id,
    db::Conn,
    engagements::EngagementId,
    error::{Error, Result},
    identity::MemberId,
    schema::{entries, postings, split_lines},
    spaces::{SpaceId, TermsId},
};

/// Something that was posted to an account.
#[derive(Queryable, Selectable)]
#[diesel(table_name = postings)]
pub(super) struct PostedRow {
    pub(super) entry_id: EntryId,
    line: i32,
    /// A credit, which is what is owed, is below zero.
    pub(super) amount_minor: i64,
    pub(super) currency: Currency,
    #[diesel(select_expression = entries::posted_at)]
    pub(super) posted_at: Instant,
    #[diesel(select_expression = entries::kind)]
    pub(super) movement: Movement,
    #[diesel(select_expression = entries::memo)]
    pub(super) memo: String,
}

impl PostedRow {
    /// Its entry, and the number of its line there.
    pub(super) fn place(&self) -> (EntryId, i32) {
        (self.entry_id, self.line)
    }
}

/// What of a split an account got.
#[derive(Queryable, Selectable)]
#[diesel(table_name = split_lines)]
pub(super) struct OwnPart {
    entry_id: EntryId,
    line: i32,
    pub(super) payee: Payee,
    pub(super) engagement_id: EngagementId,
    pub(super) seat: String,
    pub(super) category: String,
    pub(super) basis_points: BasisPoints,
    pub(super) base_minor: i64,
}

/// Where a page of lines ended: an entry and the number of its line, told as `entry_…:3`.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineCursor {
    entry: EntryId,
    line: i32,
}

impl LineCursor {
    /// The cursor of a row.
    pub(super) fn of(row: &PostedRow) -> Self {
        Self { entry: row.entry_id, line: row.line }
    }

    /// Reads a cursor back, or says what one looks like.
    pub(super) fn read(text: &str) -> Result<Self> {
        let parts = text.split_once(':').and_then(|(entry, line)| Some((entry.parse().ok()?, line.parse().ok()?)));
        let (entry, line) = parts.ok_or_else(|| Error::field("after", text, "the `next` of the page before"))?;
        Ok(Self { entry, line })
    }
}

impl fmt::Display for LineCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.entry, self.line)
    }
}

/// What was posted to an account, newest first, from after `cursor` on.
pub(super) fn posted(
    conn: &mut Conn,
    account: Account,
    cursor: Option<LineCursor>,
    limit: i64,
) -> Result<Vec<PostedRow>> {
    let mut own = postings::table
        .inner_join(entries::table.on(entries::id.eq(postings::entry_id)))
        .filter(postings::account.eq(account.to_string()))
        .into_boxed();
    if let Some(LineCursor { entry, line }) = cursor {
        let later_line = postings::entry_id.eq(entry).and(postings::line.gt(line));
        own = own.filter(postings::entry_id.lt(entry).or(later_line));
    }
    let newest_first = (postings::entry_id.desc(), postings::line);
    Ok(own.order(newest_first).limit(limit).select(PostedRow::as_select()).load(conn)?)
}

/// What an account got of the splits of some entries, by entry and line.
pub(super) fn own_parts(
    conn: &mut Conn,
    account: Account,
    of: &[EntryId],
) -> Result<BTreeMap<(EntryId, i32), OwnPart>> {
    let own = split_lines::table
        .filter(split_lines::entry_id.eq_any(of.to_vec()))
        .filter(split_lines::account.eq(account.to_string()));
    let parts: Vec<OwnPart> = own.select(OwnPart::as_select()).load(conn)?;
    Ok(parts.into_iter().map(|part| ((part.entry_id, part.line), part)).collect())
}

/// What an entry says happened. Whoever brought a client is not told of what they work at.
pub(super) fn memo(payee: Option<Payee>, memo: String) -> String {
    if payee == Some(Payee::Finder) { "For bringing a client".to_owned() } else { memo }
}

/// A part of what a seat was paid.
#[derive(Queryable, Selectable)]
#[diesel(table_name = split_lines)]
pub(super) struct PartRow {
    pub(super) engagement_id: EngagementId,
    pub(super) seat: String,
    pub(super) payee: Payee,
    pub(super) of_payee: Option<String>,
    pub(super) fee: Payee,
    pub(super) terms_id: Option<TermsId>,
    pub(super) bound: Option<Bound>,
    pub(super) basis_points: BasisPoints,
    pub(super) base_minor: i64,
    pub(super) amount_minor: i64,
    pub(super) currency: Currency,
}

/// Every part of what an entry paid for a member's work, in the order in which it was divided.
pub(super) fn parts_of(conn: &mut Conn, entry: EntryId, member: MemberId) -> Result<Vec<PartRow>> {
    let own = split_lines::table.filter(split_lines::entry_id.eq(entry)).filter(split_lines::member_id.eq(member));
    Ok(own.order(split_lines::line).select(PartRow::as_select()).load(conn)?)
}

/// What was paid out for a member's work on something, before the split, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PaidFor {
    /// What of it is not taken back.
    pub left_minor: i64,
    /// What of it is taken back.
    pub back_minor: i64,
}

/// What was paid out for whose work on some subjects (milestones) of one currency, by subject.
pub(super) fn paid_for(conn: &mut Conn, subjects: &[String]) -> Result<BTreeMap<String, BTreeMap<MemberId, PaidFor>>> {
    let subjects: Vec<&str> = subjects.iter().map(String::as_str).collect();
    let parts: Vec<(String, MemberId, Option<i32>, i64)> = split_lines::table
        .inner_join(entries::table.on(entries::id.eq(split_lines::entry_id)))
        .filter(entries::subject.eq_any(subjects))
        .select((entries::subject, split_lines::member_id, split_lines::of_line, split_lines::amount_minor))
        .load(conn)?;
    let mut paid: BTreeMap<String, BTreeMap<MemberId, PaidFor>> = BTreeMap::new();
    for (subject, member, of_line, minor) in parts {
        let theirs = paid.entry(subject).or_default().entry(member).or_default();
        theirs.left_minor += minor;
        // What takes a release back names its line. The mirror image of a whole release does not: that was never paid out.
        if of_line.is_some() {
            theirs.back_minor -= minor;
        }
    }
    Ok(paid)
}

/// What was paid for a seat: the whole share of the seat, before the split.
#[derive(Clone, Debug, Queryable)]
pub struct PaidSeat {
    /// Under which contract.
    pub engagement: EngagementId,
    /// Which seat.
    pub seat: String,
    /// Who had it.
    pub member: MemberId,
    /// Their home space at award.
    pub space: Option<SpaceId>,
    /// How much, in minor units; below zero where it was taken back.
    pub base_minor: i64,
    /// In which currency.
    pub currency: Currency,
}

/// How far the time in an entry's id may lie from the one at which it was posted.
const SLACK_DAYS: i32 = 2;

pub(super) fn paid_seats(conn: &mut Conn, month: Month) -> Result<Vec<PaidSeat>> {
    // Entries lie in the order of their time, so that no other month is looked at.
    let from: EntryId = first_id(month.first_day().plus_days(-SLACK_DAYS).midnight());
    let until: EntryId = first_id(month.next().first_day().plus_days(SLACK_DAYS).midnight());
    Ok(split_lines::table
        .filter(split_lines::entry_id.between(from, until))
        .filter(split_lines::month.eq(month))
        .filter(split_lines::payee.eq(Payee::Member))
        .order((split_lines::entry_id, split_lines::line))
        .select((
            split_lines::engagement_id,
            split_lines::seat,
            split_lines::member_id,
            split_lines::space_id,
            split_lines::base_minor,
            split_lines::currency,
        ))
        .load(conn)?)
}

/// What a space was paid for one member's work.
#[derive(Clone, Debug, Queryable)]
pub struct CommissionLine {
    /// The entry in the book.
    pub entry: EntryId,
    /// The line of the entry.
    pub line: i32,
    /// When it was posted.
    pub posted_at: Instant,
    /// Whose work.
    pub member: MemberId,
    /// The category of work.
    pub category: String,
    /// How much, in minor units; below zero where it was taken back.
    pub amount_minor: i64,
    /// In which currency.
    pub currency: Currency,
}

impl CommissionLine {
    /// Names it for a cursor.
    pub fn cursor(&self) -> String {
        LineCursor { entry: self.entry, line: self.line }.to_string()
    }
}

pub(super) fn commission_of(
    conn: &mut Conn,
    space: SpaceId,
    members: &BTreeSet<MemberId>,
    cursor: Option<LineCursor>,
    limit: i64,
) -> Result<Vec<CommissionLine>> {
    let mut theirs = split_lines::table
        .inner_join(entries::table.on(entries::id.eq(split_lines::entry_id)))
        .filter(split_lines::member_id.eq_any(members.iter().copied().collect::<Vec<_>>()))
        .filter(split_lines::payee.eq(Payee::Space))
        .filter(split_lines::space_id.eq(space))
        .into_boxed();
    if let Some(LineCursor { entry, line }) = cursor {
        let later_line = split_lines::entry_id.eq(entry).and(split_lines::line.gt(line));
        theirs = theirs.filter(split_lines::entry_id.lt(entry).or(later_line));
    }
    Ok(theirs
        .order((split_lines::entry_id.desc(), split_lines::line))
        .limit(limit)
        .select((
            split_lines::entry_id,
            split_lines::line,
            entries::posted_at,
            split_lines::member_id,
            split_lines::category,
            split_lines::amount_minor,
            split_lines::currency,
        ))
        .load(conn)?)
}
